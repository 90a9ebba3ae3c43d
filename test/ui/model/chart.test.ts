import { describe, expect, test } from 'vitest';
import type { ChartState } from '../../../src/ui/model/chart.ts';
import { layoutOf } from '../../../src/ui/model/pane-space.ts';
import { errorProps } from '../../../src/ui/views/panes-props.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, snapshotOf } from '../training.ts';

/** XOR of 2,000 iterations, paused after some, with the error chart in focus. */
function chartAfter(iterations: number): Rehearsal {
  const run = new Rehearsal(subjectOf({ iterations: 2000 }), 1, { columns: 120, rows: 40 });
  if (iterations > 0) run.step(iterations);
  while (run.store.current().focus !== 'error') run.press('tab');
  return run;
}

const initialChart = {
  window: { kind: 'so far' },
  crosshair: undefined,
  watch: undefined,
  isHeld: false,
  watchScale: 'linear',
};

const chartOf = (run: Rehearsal): ChartState => run.store.current().chart;
/** The window of the chart as a part of the run. */
const partOf = (run: Rehearsal): { readonly from: number; readonly to: number } => {
  const { window } = chartOf(run);
  return window.kind === 'part' ? window : { from: Number.NaN, to: Number.NaN };
};

describe('L', () => {
  test('shows other parts of the run, the last one around the shown iteration, and says which', () => {
    const run = chartAfter(300);
    const shown = [1, 2, 3, 4].map(() => {
      const { chart, notice } = run.press('L');
      return [chart.window.kind, notice?.text];
    });
    expect(shown).toEqual([
      ['whole', 'chart: the whole run'],
      ['log', 'chart: the whole run, logarithmic'],
      ['here', 'chart: the part around this iteration'],
      ['so far', 'chart: the run so far'],
    ]);
  });
});

describe('in the chart, the arrows', () => {
  test('choose the current iteration first, then the measured one in the next column', () => {
    const run = chartAfter(300);
    expect(run.press('left').chart.crosshair).toBe(299);
    const second = run.press('left').chart.crosshair as number;
    expect(second).toBeLessThan(299);
    expect(run.press('right').chart.crosshair).toBeGreaterThan(second);
    for (let i = 0; i < 200; i++) run.press('left');
    expect(chartOf(run).crosshair).toBe(0);
    for (let i = 0; i < 200; i++) run.press('right');
    expect(chartOf(run).crosshair).toBe(299);
  });

  test('read the error that the run had at that iteration; enter goes there', () => {
    const run = chartAfter(300);
    run.press(...Array(30).fill('left'));
    const { crosshair } = chartOf(run);
    const { curve } = errorProps(run.store.current(), true);
    const error = curve?.errors[Array.from(curve.iterations).indexOf(crosshair as number)];
    const { snapshot } = run.press('enter');
    expect(snapshot).toMatchObject({ iteration: (crosshair as number) + 1, error, state: 'paused' });
  });

  test('say so when no iteration has run, and enter says how to choose one', () => {
    expect(chartAfter(0).press('left').notice?.text).toBe('no iteration has run yet');
    expect(chartAfter(5).press('enter').notice?.text).toBe('no iteration is chosen: left and right choose one');
  });

  test('keep the chosen iteration in a zoomed chart', () => {
    const run = chartAfter(300);
    run.press('left', ...Array(20).fill('left'), 'pageup', 'pageup', 'pageup');
    let before = chartOf(run).crosshair as number;
    for (let i = 0; i < 300; i++) {
      run.press('left');
      const { from, to } = partOf(run);
      expect(chartOf(run).crosshair).toBeGreaterThanOrEqual(from);
      expect(chartOf(run).crosshair).toBeLessThanOrEqual(to);
      // Also over the edge of the part it is the next measured iteration.
      const now = chartOf(run).crosshair as number;
      expect(before - now).toBeLessThan((to - from) / 4);
      before = now;
    }
    expect(chartOf(run).crosshair).toBe(0);
  });
});

describe('in the chart, pgup and pgdn', () => {
  test('show half of the part around the chosen iteration, and twice as much', () => {
    const run = chartAfter(1000);
    run.press('g', ...'400', 'enter', 'left', 'pageup');
    expect(partOf(run)).toMatchObject({ from: 149, to: 649 });
    run.press('pageup');
    expect(partOf(run)).toMatchObject({ from: 274, to: 524 });
    run.press('pagedown');
    expect(partOf(run)).toMatchObject({ from: 149, to: 649 });
    run.press('pagedown', 'pagedown');
    expect(chartOf(run).window).toEqual({ kind: 'whole' });
  });

  test('never leave the run, and end at eight iterations', () => {
    const run = chartAfter(300);
    run.press(...Array(20).fill('pageup'));
    const { from, to } = partOf(run);
    expect(to - from).toBe(8);
    expect(from).toBeGreaterThanOrEqual(0);
  });

  test('keep a part at the end of the run within it, and move it no further', () => {
    const run = chartAfter(2000);
    run.press('left', 'pageup', 'pageup');
    expect(partOf(run)).toMatchObject({ from: 1500, to: 2000 });
  });

  test('show a part around the middle of a logarithmic axis', () => {
    const run = chartAfter(300);
    run.press('L', 'L', 'pageup');
    expect(partOf(run)).toMatchObject({ from: 500, to: 1500 });
  });

  test('are undone by escape, with the choice', () => {
    const run = chartAfter(300);
    expect(run.press('left', 'escape').chart).toEqual(initialChart);
    expect(run.press('left', 'pageup', 'escape').chart).toEqual(initialChart);
  });
});

test('z gives the focused pane the whole room; z and escape give it back, and tab moves on', () => {
  const run = chartAfter(100);
  expect(layoutOf(run.press('z'))?.panes).toEqual({ error: { x: 0, y: 3, columns: 120, rows: 36 } });
  expect(Object.keys(layoutOf(run.press('tab'))?.panes ?? {})).toHaveLength(1);
  const { isZoomed, chart } = run.press('escape');
  expect({ isZoomed, chart }).toEqual({ isZoomed: false, chart: initialChart });
  expect(run.press('z', 'z').isZoomed).toBe(false);
});

test('marks on the chart are the changes, the marks by hand and the iteration since which the run is solved', () => {
  const run = chartAfter(100);
  run.press('A', 'm');
  run.step(1500);
  const { solvedAt } = snapshotOf(run.store.current());
  expect(errorProps(run.store.current(), true).marks).toEqual([
    { iteration: 100, kind: 'change' },
    { iteration: solvedAt, kind: 'solved' },
    { iteration: 100, kind: 1 },
  ]);
});

describe('in the chart, up and down', () => {
  /** A run with three watches that were added after 300 iterations. */
  function watched(): Rehearsal {
    const run = chartAfter(300);
    for (const source of ['mean(abs(l2_error))', 'syn1', 'syn0']) run.press('w', ...source, 'enter');
    return run;
  }

  test('show each watch with its whole past, and then the error again', () => {
    const run = watched();
    const { watch, curve, scale } = errorProps(run.press('down'), true);
    expect([watch?.text, scale, watch?.since, watch?.replayed]).toEqual([
      'mean(abs(l2_error))',
      'linear',
      0,
      undefined,
    ]);
    const error = snapshotOf(run.store.current()).curve;
    expect(Array.from(curve?.errors ?? [])).toEqual(Array.from(error.errors));
    expect(errorProps(run.press('down'), true).watch?.cells.names).toEqual(['[0,0]', '[1,0]', '[2,0]', '[3,0]']);
    expect(errorProps(run.press('down'), true).watch?.cells.names).toEqual(['most', 'least']);
    expect(run.press('down').notice?.text).toBe('this is the last watch');
    expect(errorProps(run.press('up', 'up', 'up'), true).watch).toBeUndefined();
  });

  test('are refused without a watch', () => {
    expect(chartAfter(10).press('down').notice?.text).toBe('there is no watch: w adds one');
  });

  test('have the crosshair, the scale and the window of the error', () => {
    const run = watched();
    const model = run.press('down', 'left', 'l', 'L');
    expect(model.chart).toMatchObject({ watch: 0, crosshair: 299, watchScale: 'log', window: { kind: 'whole' } });
    expect(model.scale).toBe('log');
    expect(run.press('escape', 'escape').chart).toEqual({ ...initialChart, watchScale: 'log' });
  });

  test('follow a watch that is removed, and edits that change the past', () => {
    const run = watched();
    run.press('down', 'down');
    while (run.store.current().focus !== 'notes') run.press('tab');
    expect(run.press('x').chart.watch).toBe(0);
    run.press('A');
    const { curve } = errorProps(run.step(5), true);
    expect(Array.from(curve?.iterations ?? []).at(-1)).toBe(304);
    expect(run.press('x').chart.watch).toBeUndefined();
    expect(run.press('enter')).toMatchObject({ focus: 'error', chart: { watch: 0 } });
  });
});
