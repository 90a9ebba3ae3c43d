import { describe, expect, test } from 'vitest';
import type { MouseEvent } from '../../../src/ui/keyboard/events.ts';
import { interpretKey } from '../../../src/ui/keys/interpret.ts';
import { footerKeys, interpretMouse } from '../../../src/ui/keys/pointer.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { layoutOf } from '../../../src/ui/model/pane-space.ts';
import { weightAt } from '../../../src/ui/panes/weights-pane.ts';
import { widthOf } from '../../../src/ui/text/line.ts';
import type { PaneName, Rectangle, Size } from '../../../src/ui/views/layout.ts';
import { weightsProps } from '../../../src/ui/views/panes-props.ts';
import { view } from '../../../src/ui/views/view.ts';
import { inColour, withoutColour } from '../frames.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

const sizes: readonly Size[] = [
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];

function runAt(size: Size = { columns: 120, rows: 40 }, iterations = 300): Rehearsal {
  const run = new Rehearsal(subjectOf({ iterations: 2000 }), 1, size);
  run.step(iterations);
  return run;
}

function mouse(action: MouseEvent['action'], column: number, row: number): MouseEvent {
  return { kind: 'mouse', action, column, row };
}

/** The mouse does something, and the session answers. */
function point(run: Rehearsal, action: MouseEvent['action'], column: number, row: number): Model {
  const message = interpretMouse(run.store.current(), mouse(action, column, row), inColour);
  if (message !== undefined) run.store.dispatch(message);
  return run.settle();
}

function placeOf(model: Model, pane: PaneName): Rectangle {
  const place = layoutOf(model)?.panes[pane];
  if (place === undefined) throw new Error(`${pane} is not on the screen`);
  return place;
}

describe('a click', () => {
  test.each(sizes)('on any word of the footer is its key, at $columns×$rows', (size) => {
    const run = runAt(size);
    for (const keys of [[], ['v'], ['escape', 'o'], ['escape', 'i']]) {
      const model = run.press(...keys);
      const footer = view(model, inColour).find(({ name }) => name === 'footer');
      const { place } = footer!;
      let column = 0;
      for (const { text } of footer!.frame[0] ?? []) {
        const word = footerKeys(model, layoutOf(model)!).find(({ label }) => label.split(', ')[0] === text.trim());
        if (word !== undefined) {
          const message = interpretMouse(model, mouse('press', column + 1, place.y), inColour);
          expect(message).toEqual(interpretKey(model, word.key));
        }
        column += widthOf(text);
      }
    }
  });

  test('focuses a pane; in the table and the program it chooses a row', () => {
    const run = runAt();
    const table = placeOf(run.store.current(), 'predictions');
    expect(point(run, 'press', table.x + 5, table.y + 4)).toMatchObject({
      focus: 'predictions',
      examples: { chosen: 2 },
    });
    const program = placeOf(run.store.current(), 'program');
    const line = view(run.store.current(), inColour)
      .find(({ name }) => name === 'program')!
      .frame.findIndex((spans) =>
        spans
          .map(({ text }) => text)
          .join('')
          .includes('l1_error ='),
      );
    expect(point(run, 'press', program.x + 9, program.y + line)).toMatchObject({ focus: 'program', cursor: 5 });
    expect(point(run, 'press', program.x + 9, program.y)).toMatchObject({ focus: 'program', cursor: 5 });
  });

  test('on the names of columns, on a border or beside the panes chooses nothing', () => {
    const run = runAt();
    const table = placeOf(run.store.current(), 'predictions');
    expect(point(run, 'press', table.x + 5, table.y + 1).examples.chosen).toBeUndefined();
    expect(point(run, 'press', table.x + 5, table.y + table.rows - 1).examples.chosen).toBeUndefined();
    expect(interpretMouse(run.store.current(), mouse('press', 500, 500), inColour)).toBeUndefined();
  });

  test.each(sizes)('on a weight chooses it, wherever it is drawn, at $columns×$rows', (size) => {
    const run = runAt(size);
    while (run.store.current().focus !== 'weights') run.press('tab');
    run.press('down');
    for (let steps = 0; steps < 6; steps++) {
      const model = run.press(steps % 2 === 0 ? 'right' : 'down');
      for (const theme of [inColour, withoutColour]) {
        const { frame, place } = view(model, theme).find(({ name }) => name === 'weights')!;
        const chosen = frame.flatMap((spans, row) => {
          let column = 0;
          return spans.flatMap(({ text, style }) => {
            const start = column;
            column += widthOf(text);
            return style === theme.styles.chosen ? [{ row, column: start }] : [];
          });
        });
        expect(chosen.length).toBeGreaterThan(0);
        for (const { column, row } of chosen) {
          const props = weightsProps(model, model.scroll.weights ?? 0, true);
          expect(weightAt(props, place, theme, column, row)).toEqual(model.weight);
        }
      }
    }
  });

  test.each(sizes)('on the words of the header is their key, at $columns×$rows', (size) => {
    const run = runAt(size);
    const texts = view(run.store.current(), inColour)
      .find(({ name }) => name === 'header')!
      .frame.map((spans) => spans.map(({ text }) => text).join(''));
    for (const [words, kind] of [
      ['v why', 'verdict'],
      ['? help', 'help'],
    ] as const) {
      const row = texts.findIndex((text) => text.includes(words));
      if (row === -1) continue;
      expect(point(run, 'press', texts[row]!.indexOf(words) + 3, row).view.kind).toBe(kind);
      run.press('escape');
    }
  });

  test.each(sizes)('in the options chooses the option under the pointer, at $columns×$rows', (size) => {
    const run = runAt(size);
    const optionsOn = (model: Model) => {
      const { frame, place } = view(model, inColour).find(({ name }) => name === 'options')!;
      return { place, lines: frame.map((spans) => spans.map(({ text }) => text).join('')) };
    };
    const { lines, place } = optionsOn(run.press('o', 'down', 'down'));
    const row = lines.findIndex((line) => line.startsWith('│ ›')) + 1;
    const name = lines[row]!.slice(4, 20);
    const opened = point(run, 'press', place.x + 6, place.y + row);
    expect(optionsOn(opened).lines.find((line) => line.startsWith('│ ›'))).toContain(name);
    expect(point(run, 'press', place.x, place.y).view).toEqual(opened.view);
  });

  test('while a question is open does nothing', () => {
    const run = runAt();
    const model = run.press('g');
    expect(interpretMouse(model, mouse('press', 5, 10), inColour)).toBeUndefined();
  });
});

describe('in the chart, the mouse', () => {
  test('chooses the iteration under the pointer, and scrubs time while it is dragged', () => {
    const run = runAt();
    const { x, y, columns } = placeOf(run.store.current(), 'error');
    const pressed = point(run, 'press', x + 40, y + 5);
    expect(pressed).toMatchObject({ focus: 'error', chart: { isHeld: true } });
    expect(pressed.snapshot?.iteration).toBe(300);
    const dragged = point(run, 'drag', x + 30, y + 5);
    expect(dragged.snapshot?.iteration).toBe((dragged.chart.crosshair ?? 0) + 1);
    expect(dragged.snapshot?.iteration).toBeLessThan(pressed.chart.crosshair ?? 0);
    // Outside of the chart, at its left end and past its right one.
    expect(point(run, 'drag', 0, 39).snapshot?.iteration).toBe(1);
    expect(point(run, 'drag', x + columns + 20, y).snapshot?.iteration).toBe(300);
    expect(point(run, 'release', x + 30, y + 5).chart.isHeld).toBe(false);
    expect(interpretMouse(run.store.current(), mouse('drag', x + 20, y + 5), inColour)).toBeUndefined();
  });

  test('zooms with the wheel, and the iteration under the pointer stays there', () => {
    const run = runAt();
    const { x, y } = placeOf(run.store.current(), 'error');
    const before = point(run, 'press', x + 30, y + 5).chart.crosshair;
    const zoomed = point(run, 'wheelUp', x + 30, y + 5);
    expect(zoomed.chart.window.kind).toBe('part');
    const after = point(run, 'press', x + 30, y + 5).chart.crosshair;
    expect(Math.abs((after ?? 0) - (before ?? 0))).toBeLessThan(8);
    for (let notches = 0; notches < 20; notches++) point(run, 'wheelDown', x + 30, y + 5);
    expect(run.store.current().chart.window.kind).toBe('whole');
  });
});

describe('the wheel', () => {
  test('scrolls the pane under the pointer, and leaves focus and choice as they are', () => {
    const run = runAt({ columns: 80, rows: 24 });
    const { x, y } = placeOf(run.store.current(), 'program');
    const first = run.store.current().focus;
    const scrolled = point(run, 'wheelUp', x + 5, y + 3);
    expect(scrolled).toMatchObject({ focus: first, cursor: undefined });
    expect(scrolled.scroll.program).toBeDefined();
    expect(point(run, 'wheelUp', x + 5, y + 3).notice).toBeUndefined();
  });

  test('scrolls a view that covers the panes', () => {
    const run = runAt({ columns: 80, rows: 24 });
    run.press('?');
    expect(point(run, 'wheelDown', 10, 10).view).toMatchObject({ kind: 'help', chosen: 1 });
  });
});

test('no report of the mouse fails, in any view and place', () => {
  const actions = ['press', 'drag', 'wheelUp', 'release', 'wheelDown'] as const;
  const run = runAt({ columns: 80, rows: 24 }, 20);
  run.press('w', ...'syn1', 'enter');
  for (const keys of [[], ['z'], ['v'], ['o'], ['p'], ['i'], ['?'], ['M'], ['g']]) {
    run.press('escape', 'escape', ...keys);
    for (let at = 0; at < 10; at++) {
      // Places all over the screen, and some outside.
      point(run, actions[at % actions.length]!, (at * 37) % 85, (at * 13) % 27);
    }
    expect(view(run.store.current(), inColour).length).toBeGreaterThan(0);
  }
});
