import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/ui/model/message.ts';
import { initialModel } from '../../src/ui/model/model.ts';
import { createStore } from '../../src/ui/store.ts';
import { subjectOf } from './subjects.ts';

const initial = initialModel(subjectOf(), 1, 1000, { columns: 80, rows: 24 });
const toggleHelp = { type: 'action', action: { type: 'open', view: 'help' } } as const;

describe('the store', () => {
  test('holds the next model before it performs the effects', () => {
    const seen: (readonly [Effect['type'], number])[] = [];
    const store = createStore(initial, (effect) => seen.push([effect.type, store.current().run]));
    store.dispatch({ type: 'opened', paused: true });
    store.dispatch({ type: 'action', action: { type: 'quit' } });
    expect(seen).toEqual([
      ['send', 1],
      ['quit', 1],
    ]);
  });

  test('tells its listeners of every change, and of nothing else', () => {
    const store = createStore(initial, () => {});
    const heard: boolean[] = [];
    const stop = store.subscribe(() => heard.push(store.current().view.kind === 'help'));
    store.dispatch(toggleHelp);
    store.dispatch({ type: 'refused', reason: undefined });
    store.dispatch({ type: 'action', action: { type: 'close' } });
    store.dispatch({ type: 'refused', reason: undefined });
    stop();
    store.dispatch(toggleHelp);
    expect(heard).toEqual([true, false]);
    expect(store.current().view.kind).toBe('help');
  });

  test('takes a message while it performs an effect', () => {
    const store = createStore(initial, () => {
      if (store.current().view.kind !== 'help') store.dispatch(toggleHelp);
    });
    store.dispatch({ type: 'opened', paused: true });
    expect([store.current().run, store.current().view.kind === 'help']).toEqual([1, true]);
  });
});
