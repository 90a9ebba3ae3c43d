import { describe, expect, test } from 'vitest';
import { bindingOf, bindings, footerKeys, groups, keyTable } from '../../../src/ui/keys/bindings.ts';
import { interpretKey } from '../../../src/ui/keys/interpret.ts';
import { initialModel, type Model } from '../../../src/ui/model/model.ts';
import { subjectOf } from '../subjects.ts';
import { asRunning, snapshotOf, trainedModel } from '../training.ts';

const model = asRunning(trainedModel(subjectOf(), 1));
const diverged: Model = { ...model, snapshot: { ...snapshotOf(model), state: 'diverged' } };
const crashed: Model = { ...model, failure: 'boom' };

describe('the table of keys', () => {
  test('is this one', () => {
    const lines = bindings.map(({ keys, label, short, action }) => {
      const { type, ...rest } = action;
      return `${keys.join(' ')} | ${label} | ${short} | ${[type, ...Object.values(rest)].join(' ')}`;
    });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "space | space | run/pause | toggleRunning
      s | s | step | step 1
      n | n | line | travel [object Object]
      t | t | ten | step 10
      + = | + | faster | changeSpeed 1
      - _ | - | slower | changeSpeed -1
      r | r | reseed | reseed
      R | R | reset | reset
      b | b | back | travel [object Object]
      B | B | back | travel [object Object]
      [ | [ | back 1 % | scrub -1
      ] | ] | on 1 % | scrub 1
      { | { | back 10 % | scrub -10
      } | } | on 10 % | scrub 10
      0 | 0 | first | travel [object Object]
      $ | $ | newest | travel [object Object]
      g | g | go to | askIteration
      enter | enter | look inside | inspect
      up | up | up | moveCell -1 0
      down | down | down | moveCell 1 0
      left | left | left | moveCell 0 -1
      right | right | right | moveCell 0 1
      enter | enter | close | close
      c | c | check | checkGradients
      l | l | log/linear | toggleScale
      tab | tab | next pane | moveFocus 1
      shift+tab | shift+tab | previous pane | moveFocus -1
      up | up | up | scroll row -1
      down | down | down | scroll row 1
      pageup | pgup | page up | scroll page -1
      pagedown | pgdn | page down | scroll page 1
      ? | ? | help | toggleHelp
      escape | esc | close | close
      q ctrl+c | q, Ctrl-C | quit | quit"
    `);
  });

  test('reads like this', () => {
    const text = keyTable().flatMap(({ group, lines }) => [
      group,
      ...lines.map(({ keys, description }) => `  ${keys}: ${description}`),
    ]);
    expect(text.join('\n')).toMatchInlineSnapshot(`
      "Run
        space: run or pause; runs on after the end
        s: run one iteration
        n: run the next line only
        t: run ten iterations
        +, -: faster or slower, up to unlimited
      Travel in time
        b: back one line
        B: back one iteration
        [, ]: back or on by 1 % of the run
        {, }: back or on by 10 % of the run
        0, $: to the first or the newest iteration
        g: to an iteration of your choice
      Ask why
        enter: look inside the chosen line
        up, down, left, right: there: choose an example, a unit, a weight
        enter: there: back to the panes
        c: check the updates against the loss
      Start over
        r: start over from the next seed
        R: start over from the same seed
      Look
        l: error axis logarithmic or linear
        tab, shift+tab: next or previous pane
        up, down: scroll, or choose a line or a cell
        pgup, pgdn: scroll that pane by a page
        ?, esc: show this help; esc closes any view
      Leave
        q, Ctrl-C: quit, and print how far it came"
    `);
  });

  test('gives no key to two bindings, and no binding twice the same key', () => {
    for (const view of [undefined, 'inspect'] as const) {
      const keys = bindings.filter((binding) => binding.view === view).flatMap((binding) => binding.keys);
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    }
  });

  test('asks for nothing twice', () => {
    const actions = bindings.map(({ action, view }) => JSON.stringify([action, view]));
    expect(new Set(actions).size).toBe(bindings.length);
  });

  test('has words for every key, in ASCII, as a terminal without UTF-8 shows them', () => {
    for (const { keys, label, short, description } of bindings) {
      expect(keys.length).toBeGreaterThan(0);
      for (const words of [label, short, description])
        expect(words).toMatch(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/);
    }
  });

  test('puts every key into the help, once', () => {
    const labels = keyTable().flatMap(({ lines }) => lines.flatMap(({ keys }) => keys));
    expect(labels.join(', ').split(', ').sort()).toEqual(bindings.flatMap(({ label }) => label.split(', ')).sort());
    expect(keyTable().map(({ group }) => group)).toEqual(groups);
  });

  test('has every key that the footer names, and the footer names none twice', () => {
    expect(footerKeys.filter((key) => bindingOf(key) === undefined)).toEqual([]);
    expect(new Set(footerKeys.map((key) => bindingOf(key))).size).toBe(footerKeys.length);
  });
});

describe('a key', () => {
  test('asks for what its binding says', () => {
    const cell = { row: 0, column: 0 };
    const inside: Model = { ...model, view: { kind: 'inspect', line: 0, cell, inspection: undefined } };
    for (const { keys, action, view } of bindings) {
      for (const key of keys) {
        expect(interpretKey(view === 'inspect' ? inside : model, key)).toEqual({ type: 'action', action });
      }
    }
  });

  test('without a binding asks for nothing', () => {
    expect(['z', 'ctrl+z', 'home', 'left'].map((key) => interpretKey(model, key))).toEqual(
      Array(4).fill({ type: 'refused', reason: undefined }),
    );
  });

  test.each([
    [
      'after a crash',
      crashed,
      'the training thread is gone: R or r starts a new one',
      ['space', 's', 'n', 't', 'b', 'B', '[', ']', '{', '}', '0', '$', 'g', 'enter', 'c'],
    ],
    [
      'after a run has diverged',
      diverged,
      'the error is no longer a finite number: R or r starts again',
      ['space', 's', 'n', 't'],
    ],
  ] as const)('that trains on is disabled %s, and says why; all others work', (_when, stuck, reason, labels) => {
    const disabled = bindings.filter(
      ({ keys, view }) => view === undefined && interpretKey(stuck, keys[0] as string).type === 'refused',
    );
    expect(disabled.map(({ label }) => label)).toEqual(labels);
    for (const { keys } of disabled) {
      expect(interpretKey(stuck, keys[0] as string)).toEqual({ type: 'refused', reason });
    }
  });

  test('works before the first report', () => {
    const fresh = initialModel(subjectOf(), 1, 1000, { columns: 80, rows: 24 });
    expect(interpretKey(fresh, 'space')).toEqual({ type: 'action', action: { type: 'toggleRunning' } });
  });
});
