import { describe, expect, test } from 'vitest';
import { interpretMouse } from '../../../src/ui/keys/pointer.ts';
import { unitWords } from '../../../src/ui/model/chosen-unit.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { planeInputs } from '../../../src/ui/model/plane-inputs.ts';
import { update } from '../../../src/ui/model/update.ts';
import { widthOf } from '../../../src/ui/text/line.ts';
import type { Size } from '../../../src/ui/views/layout.ts';
import { view } from '../../../src/ui/views/view.ts';
import { inColour } from '../frames.ts';
import { subjectOf, XOR_INPUTS, XOR_TARGETS } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

/*
 * Clicks in views and panes, on places that the test finds on the screen.
 */

const sizes: readonly Size[] = [
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
];

function linesOf(
  model: Model,
  name: string,
): readonly { readonly text: string; readonly x: number; readonly y: number }[] {
  const { place, frame } = view(model, inColour).find((one) => one.name === name)!;
  return frame.map((spans, row) => ({ text: spans.map(({ text }) => text).join(''), x: place.x, y: place.y + row }));
}

function click(run: Rehearsal, column: number, row: number, theme = inColour): Model {
  const event = { kind: 'mouse', action: 'press', column, row } as const;
  const message = interpretMouse(run.store.current(), event, theme);
  if (message !== undefined) run.store.dispatch(message);
  return run.settle();
}

/** Clicks on the line of a frame with a text. */
function clickOn(run: Rehearsal, name: string, text: string | RegExp): Model {
  const line = linesOf(run.store.current(), name).find((own) => own.text.search(text) !== -1);
  if (line === undefined) throw new Error(`${text} is not on the screen`);
  return click(run, line.x + 5, line.y);
}

describe.each(sizes)('at $columns×$rows a click', (size) => {
  test('in the help chooses a key, and a second one presses it', () => {
    const run = new Rehearsal(subjectOf({ iterations: 60 }), 1, size);
    run.press('?');
    const first = clickOn(run, 'help', /run ten iterations/);
    expect(first.view.kind).toBe('help');
    expect(first.snapshot?.iteration ?? 0).toBe(0);
    const pressed = clickOn(run, 'help', /run ten iterations/);
    expect([pressed.view.kind, pressed.snapshot?.iteration]).toEqual(['panes', 10]);
  });

  test('on a heading of the help, or beside its rows, does nothing', () => {
    const run = new Rehearsal(subjectOf({ iterations: 60 }), 1, size);
    const before = run.press('?');
    expect(clickOn(run, 'help', /Watch it learn/)).toEqual(before);
    expect(clickOn(run, 'help', /find: /)).toEqual(before);
  });

  test('chooses a kept run', () => {
    const run = new Rehearsal(subjectOf({ iterations: 60 }), 1, size);
    run.press('t', 'k', 'A', 't', 'k', 'K');
    for (const chosen of [1, 0]) {
      const line = linesOf(run.store.current(), 'keptRuns').find(({ text }) => text.includes(` ${chosen + 1} `))!;
      expect(click(run, line.x + 12, line.y).view).toMatchObject({ kind: 'keptRuns', chosen });
    }
  });

  test('on a remedy is its key', () => {
    expect(afterClickInVerdict(size, /^\S 1 /)).toEqual({ view: 'panes', runs: 2 });
  });
});

test('a click on the second line of a remedy is its key, too', () => {
  expect(afterClickInVerdict({ columns: 60, rows: 20 }, /^\S {3}steps need fewer/)).toEqual({
    view: 'panes',
    runs: 2,
  });
});

/** The view and the number of the run after a click on a line of the verdict of a slow run. */
function afterClickInVerdict(size: Size, text: RegExp): { readonly view: string; readonly runs: number } {
  const run = new Rehearsal(subjectOf({ iterations: 2000, learningRate: 0.0001 }), 1, size);
  run.step(1500);
  run.press('v');
  const isShown = (): boolean => linesOf(run.store.current(), 'verdict').some((line) => text.test(line.text));
  for (let tries = 0; tries < 40 && !isShown(); tries++) run.press('down');
  const { view: after, run: runs } = clickOn(run, 'verdict', text);
  return { view: after.kind, runs };
}

describe('a click in the decision boundary', () => {
  const subject = subjectOf({ iterations: 60, inputs: XOR_INPUTS, targets: XOR_TARGETS });

  test.each([
    ['its view', { columns: 80, rows: 24 }, ['t', 'p']],
    ['its pane', { columns: 200, rows: 60 }, ['t']],
  ] as const)('chooses the nearest example, in %s, and says which', (_, size, keys) => {
    const run = new Rehearsal(subject, 1, size);
    const model = run.press(...keys);
    const { x, y, columns, rows } = view(model, inColour).find(({ name }) => name === 'boundary')!.place;
    const chosen = new Set<string | undefined>();
    for (let row = y; row < y + rows; row++) {
      for (let column = x; column < x + columns; column += 3) {
        const event = { kind: 'mouse', action: 'press', column, row } as const;
        const message = interpretMouse(model, event, inColour);
        if (message !== undefined) chosen.add(update(model, message).model.notice?.text);
      }
    }
    chosen.delete(undefined);
    expect([...chosen].sort()).toEqual([1, 2, 3, 4].map((example) => `example ${example} is chosen`));
  });

  test.each(sizes)('on an axis chooses its next input, at $columns×$rows', (size) => {
    const inputs = [0, 1, 2, 3].map((row) => [row, row % 2, row ** 2, 1]);
    const run = new Rehearsal(subjectOf({ iterations: 60, inputs, targets: XOR_TARGETS }), 1, size);
    run.press('p');
    const clicked = (text: RegExp): readonly string[] => {
      const line = linesOf(run.store.current(), 'boundary').find((own) => own.text.search(text) !== -1)!;
      const model = click(run, line.x + (text.source === '└' ? 30 : 5), line.y);
      return [0, 1].map((axis) => `x${planeInputs(model)[axis]! + 1}`);
    };
    expect(clicked(/confidence/)).toEqual(['x1', 'x3']);
    expect(clicked(/└/)).toEqual(['x2', 'x3']);
    expect(clicked(/^. {6}x3/)).toEqual(['x2', 'x1']);
  });
});

describe('a click in the network', () => {
  test.each([
    ['its view', { columns: 80, rows: 24 }, ['t', 'i']],
    ['its pane', { columns: 200, rows: 60 }, ['t']],
  ] as const)('chooses the unit, in %s, and a second one no longer', (_, size, keys) => {
    const run = new Rehearsal(subjectOf({ iterations: 60, hidden: [4] }), 1, size);
    run.press(...keys);
    const model = run.settle();
    const { place, frame } = view(model, inColour).find(({ name }) => name === 'network')!;
    const chosen = new Set<string>();
    const missed: string[] = [];
    for (const [down, spans] of frame.entries()) {
      let across = 0;
      for (const { text } of spans) {
        const column = place.x + across + Math.floor(widthOf(text) / 2);
        const event = { kind: 'mouse', action: 'press', column, row: place.y + down } as const;
        const message = interpretMouse(model, event, inColour);
        const after = message && update(model, message).model;
        if (message !== undefined && after?.unit !== undefined) {
          chosen.add(unitWords(model, after.unit));
          expect(update(after, message).model.unit).toBe(undefined);
        } else if (/^ +[+−]?\d\.\d+ $/.test(text) && down > 0) missed.push(text);
        across += widthOf(text);
      }
    }
    expect(missed).toEqual([]);
    const hidden = [1, 2, 3, 4].map((unit) => `h${unit} of l1`);
    expect([...chosen].sort()).toEqual(['1', ...hidden, 'x1', 'x2', 'y']);
  });
});

test('a click on the name of a cell in an inspected line looks inside its line, or chooses the weight', () => {
  const run = new Rehearsal(subjectOf({ iterations: 60 }), 1, { columns: 100, rows: 24 });
  // Line 3 of the program: l2 = sigmoid(l1 @ syn1)
  run.press('t', 'tab', 'n', 'n', 'n', 'enter');
  run.settle();
  const at = (name: string): readonly [number, number] => {
    const line = linesOf(run.store.current(), 'inspect').find(({ text }) => text.includes(name))!;
    return [line.x + line.text.indexOf(name) + 1, line.y];
  };
  expect(click(run, ...at('syn1[2,0]'))).toMatchObject({
    weight: { name: 'syn1', row: 2, column: 0 },
    notice: { text: 'syn1[2,0] is chosen' },
    view: { kind: 'inspect', line: 2 },
  });
  expect(click(run, ...at('l1[0,2]')).view).toMatchObject({ line: 1, cell: { row: 0, column: 2 } });
  const before = run.store.current();
  expect(click(run, ...at('l1[0,2]'))).toBe(before);
  expect(click(run, ...at('l0[0,1]')).view).toMatchObject({ line: 0, cell: { row: 0, column: 1 } });
});

test.each(sizes)('a click in an inspected line chooses the example of a row, at $columns×$rows', (size) => {
  const run = new Rehearsal(subjectOf({ iterations: 60 }), 1, size);
  // Line 5 of the program: l2_delta = l2_error * slope(l2)
  run.press('t', 'tab', 'n', 'n', 'n', 'n', 'n', 'enter');
  run.settle();
  expect(run.store.current().view).toMatchObject({ kind: 'inspect', line: 4, cell: { row: 0 } });
  for (const row of [1, 0]) {
    clickOn(run, 'inspect', new RegExp(`^\\S [ ›>] ${row + 1} `));
    expect(run.settle().view).toMatchObject({ cell: { row, column: 0 }, inspection: { cell: { row } } });
  }
  const before = run.store.current();
  expect(clickOn(run, 'inspect', /sum|=/)).toBe(before);
});
