import { describe, expect, test } from 'vitest';
import { bindings } from '../../../src/ui/keys/bindings.ts';
import { interpretKey } from '../../../src/ui/keys/interpret.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { update } from '../../../src/ui/model/update.ts';
import { paneNames } from '../../../src/ui/views/layout.ts';
import { full } from '../../full.ts';
import { inColour } from '../frames.ts';
import { screenOf } from '../screen-text.ts';
import { subjectOf, XOR_INPUTS, XOR_TARGETS } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

/*
 * Each key of the table in each view and each pane: the screen changes, or a message says why it does not.
 */

const keys = [...new Set(bindings.flatMap((binding) => binding.keys))];
const openers = bindings.flatMap(({ action, keys: [key] }) =>
  action.type === 'open' && key !== undefined ? [key] : [],
);

const plain = subjectOf({ iterations: 60, hidden: [4] });
const rich = subjectOf({
  iterations: 60,
  hidden: [3, 2],
  classes: ['off', 'on'],
  inputs: XOR_INPUTS,
  targets: XOR_TARGETS,
  test: { inputs: XOR_INPUTS, targets: XOR_TARGETS },
});

/** Dashboards in their states, each as the keys that lead there. */
const states: readonly (readonly [name: string, subject: typeof plain, keys: readonly string[]])[] = [
  ['before the first iteration', plain, []],
  ['in the middle of a run', plain, ['t', 't', 's', 'n', 'n']],
  [
    'in the middle of a run with a test set, a kept run, a change and a mark',
    rich,
    ['t', 'k', 'A', 't', 'm', 'b', 'n'],
  ],
  ['at the end of a run', plain, ['space']],
  ['at the beginning after a run', plain, ['t', 't', '0']],
];

/** The whole screen as text with colours, without the notice. */
function shown(model: Model): string {
  return screenOf({ ...model, notice: undefined }, inColour).lines.join('\\n');
}

/** True when a key is silent: no change on the screen, no message, and nothing outside of the dashboard. */
function isSilent(before: Model, picture: string, key: string, rehearse: () => Rehearsal): boolean {
  const { model, effects } = update(before, interpretKey(before, key));
  if (model.notice !== undefined || effects.some(({ type }) => type !== 'send')) return false;
  if (shown(model) !== picture) return false;
  if (effects.length === 0) return true;
  // The training thread has to answer first.
  const run = rehearse();
  return run.press(key).notice === undefined && shown(run.store.current()) === picture;
}

function rehearsal(subject: typeof plain, path: readonly string[]): Rehearsal {
  const run = new Rehearsal(subject, 1, { columns: 100, rows: 30 });
  run.press(...path);
  return run;
}

/** `npm test` takes the state with the most to show, and in each place every third key: in the next place the next third. */
const keysAt = (place: number): readonly string[] => keys.filter((_, at) => full || (at + place) % 3 === 0);
const tried = full ? states : states.filter(([, , path]) => path.includes('k'));

describe.each(tried)('%s', { timeout: 120_000 }, (_name, subject, path) => {
  test('no key is silent on the panes, whichever has the focus', () => {
    const silent: string[] = [];
    for (let tabs = 0; tabs < (full ? paneNames.length : 3); tabs++) {
      const rehearse = (): Rehearsal => rehearsal(subject, [...path, ...Array<string>(tabs).fill('tab')]);
      const before = rehearse().store.current();
      const picture = shown(before);
      for (const key of keysAt(tabs))
        if (isSilent(before, picture, key, rehearse)) silent.push(`${before.focus}: ${key}`);
    }
    expect(silent).toEqual([]);
  });

  test('no key is silent in a view', () => {
    const silent: string[] = [];
    for (const [place, opener] of openers.entries()) {
      const rehearse = (): Rehearsal => rehearsal(subject, [...path, opener]);
      const before = rehearse().store.current();
      if (before.view.kind === 'panes') continue;
      const picture = shown(before);
      for (const key of keysAt(place))
        if (isSilent(before, picture, key, rehearse)) silent.push(`${before.view.kind}: ${key}`);
    }
    expect(silent).toEqual([]);
  });
});
