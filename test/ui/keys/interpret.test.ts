import { describe, expect, test } from 'vitest';
import { key } from '../../../src/ui/keyboard/events.ts';
import { interpret, keyName } from '../../../src/ui/keys/interpret.ts';
import { initialModel, type Model } from '../../../src/ui/model/model.ts';
import { subjectOf } from '../subjects.ts';

const panes = initialModel(subjectOf(), 1, 1000, { columns: 80, rows: 24 });
const prompt: Model = {
  ...panes,
  view: { kind: 'prompt', question: { kind: 'alpha' }, typed: '', fault: undefined, covered: { kind: 'panes' } },
};

describe('the name of a key', () => {
  test.each([
    [key('s'), 's'],
    [key('A'), 'A'],
    [key('space'), 'space'],
    [key('c', { ctrl: true }), 'ctrl+c'],
    [key('c', { ctrl: true, meta: true }), 'ctrl+c'],
    [key('é'), 'é'],
    [key('tab'), 'tab'],
    [key('tab', { shift: true }), 'shift+tab'],
    [key('up', { ctrl: true, shift: true }), 'up'],
    [key('backspace', { meta: true }), 'backspace'],
  ])('the name of %j is %s', (event, name) => {
    expect(keyName(event)).toBe(name);
  });
});

describe('an event', () => {
  test('a character is typed into an open question, except for Ctrl-C and escape', () => {
    expect(interpret(prompt, key('q'))).toEqual({ type: 'typed', key: 'q' });
    expect(interpret(prompt, key('c', { ctrl: true }))).toEqual({ type: 'action', action: { type: 'quit' } });
    expect(interpret(prompt, key('escape'))).toEqual({ type: 'action', action: { type: 'close' } });
  });

  test('pasted text is typed into a question, and ignored elsewhere', () => {
    const paste = { kind: 'paste', text: 'A' } as const;
    expect(interpret(prompt, paste)).toEqual({ type: 'pasted', text: 'A' });
    expect(interpret(panes, paste)).toBeUndefined();
  });

  test('a mouse event is ignored', () => {
    expect(interpret(panes, { kind: 'mouse', action: 'press', column: 0, row: 0 })).toBeUndefined();
  });
});
