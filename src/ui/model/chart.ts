import type { Scale } from '../charts/axis.ts';
import { axisOf } from '../charts/error-chart.ts';
import { type ChartWindow, columnOf, iterationAxisFor } from '../charts/iteration-axis.ts';
import { chartOf, plotColumnsOf } from '../panes/error-pane.ts';
import { errorProps } from '../views/panes-props.ts';
import type { Model } from './model.ts';
import { layoutOf } from './pane-space.ts';
import { ask, type Update, withNotice, withoutEffects } from './requests.ts';
import { trainingStart } from './training.ts';

/** The part of the run that the error chart shows, and the iteration that is chosen in it. */
export interface ChartState {
  readonly window: ChartWindow;
  /** A measured iteration of the curve, from 0. */
  readonly crosshair: number | undefined;
  /** The watch, from 0, that the chart shows in place of the error. */
  readonly watch: number | undefined;
  /** True while the button of the mouse, pressed in the chart, is held. */
  readonly isHeld: boolean;
  /** The scale of the axis of a watch. */
  readonly watchScale: Scale;
}

/** The shortest part of a run that a chart shows. */
const SHORTEST_PART = 8;

/** Shows the run so far, without a chosen iteration; then the error, where the chart is of a watch. */
export function withGrowingChart(model: Model): Model {
  const { window, crosshair, watch } = model.chart;
  if (window.kind !== 'so far' || crosshair !== undefined)
    return withChart(model, { window: { kind: 'so far' }, crosshair: undefined });
  return watch === undefined ? model : withChart(model, { watch: undefined });
}

/** Shows another part: the run so far, the whole run, the whole run on a logarithmic axis, the part around the shown iteration. */
export function nextWindow(model: Model): Model {
  const kinds = ['so far', 'whole', 'log', 'here'] as const;
  const { window } = model.chart;
  const kind = window.kind === 'part' ? 'so far' : (kinds[(kinds.indexOf(window.kind) + 1) % kinds.length] ?? 'so far');
  const words = {
    'so far': 'the run so far',
    whole: 'the whole run',
    log: 'the whole run, logarithmic',
    here: 'the part around this iteration',
  }[kind];
  return withNotice(withChart(model, { window: { kind } }), `chart: ${words}`, 'news');
}

/** Shows the next curve, or the one before: the error, and then each watch. */
export function chooseCurve(model: Model, direction: 1 | -1): Model {
  const { chart, watches } = model;
  const next = Math.max(-1, Math.min(watches.length - 1, (chart.watch ?? -1) + direction));
  return withChart(model, { watch: next === -1 ? undefined : next });
}

/** Shows the chosen watch in the chart, which takes the focus. */
export function showWatch(model: Model): Model {
  return { ...withChart(model, { watch: model.chosenWatch }), focus: 'error' };
}

/** Changes the scale of the axis of values: of the error, or of the shown watch. */
export function toggleScale(model: Model): Model {
  const other = (scale: Scale): Scale => (scale === 'log' ? 'linear' : 'log');
  const { watch, watchScale } = model.chart;
  if (watch === undefined) return { ...model, scale: other(model.scale) };
  return withChart(model, { watchScale: other(watchScale) });
}

/** Chooses the measured iteration in the next column to the left or right; at first the one where the run is. */
export function moveCrosshair(model: Model, direction: 1 | -1): Model {
  const { chart } = model;
  const { iterations } = chartOf(errorProps(model, true)).curve;
  if (iterations.length === 0) return withNotice(model, 'no iteration has run yet');
  if (chart.crosshair === undefined) return withCrosshair(model, iterations[pointAt(iterations, placeOf(model))]!);
  const axis = axisOf(chartOf(errorProps(model, true)));
  const columns = plotColumnsOf(layoutOf(model)?.panes.error?.columns ?? model.size.columns);
  // Outside the window every point is in a column of its own.
  const columnIn = (iteration: number, place: number): number => columnOf(axis, iteration, columns) ?? place * columns;
  const from = pointAt(iterations, chart.crosshair);
  const start = columnIn(iterations[from]!, from);
  let to = from + direction;
  while (to >= 0 && to < iterations.length && columnIn(iterations[to]!, to) === start) to += direction;
  return withCrosshair(model, iterations[Math.max(0, Math.min(iterations.length - 1, to))]!);
}

/** Chooses the measured iteration that is nearest to one. */
export function withCrosshairNear(model: Model, iteration: number): Model {
  const { iterations } = chartOf(errorProps(model, true)).curve;
  if (iterations.length === 0) return model;
  const before = pointAt(iterations, iteration);
  const after = Math.min(before + 1, iterations.length - 1);
  const isAfter = Math.abs(iterations[after]! - iteration) < Math.abs(iterations[before]! - iteration);
  return withChart(model, { crosshair: iterations[isAfter ? after : before]! });
}

export function withHeldChart(model: Model, isHeld: boolean): Model {
  return model.chart.isHeld === isHeld ? model : withChart(model, { isHeld });
}

/** Shows less or more around an iteration, which stays where it is on the screen. */
export function zoomChartAt(model: Model, direction: 'in' | 'out', iteration: number): Model {
  const { snapshot, chart } = model;
  const newest = snapshot?.curve.iterations.at(-1) ?? 0;
  const goal = lengthOf(model);
  const { from, to } = iterationAxisFor(chart.window, newest, goal, placeOf(model));
  const whole = Math.max(newest, goal);
  const length = Math.max(
    SHORTEST_PART,
    Math.min(whole, Math.round((to - from) * (direction === 'in' ? 0.7 : 1 / 0.7))),
  );
  if (direction === 'out' && length >= whole) return withChart(model, { window: { kind: 'whole' } });
  const share = (iteration - from) / (to - from);
  const start = Math.max(0, Math.min(whole - length, Math.round(iteration - share * length)));
  return withChart(model, { window: { kind: 'part', from: start, to: start + length } });
}

/** Goes to the chosen iteration of the chart. */
export function goToCrosshair(model: Model): Update {
  const { crosshair } = model.chart;
  if (crosshair === undefined)
    return withoutEffects(withNotice(model, 'no iteration is chosen: left and right choose one'));
  const moved = { ...model, cursor: undefined };
  // The error at `crosshair` is that of the iteration which completes there.
  return ask(moved, 'paused', {
    type: 'travel',
    travel: { to: 'iteration', iteration: trainingStart(model) + crosshair + 1 },
  });
}

/** Shows half of the part around the chosen iteration, or twice as much. */
export function zoomChart(model: Model, direction: 'in' | 'out'): Model {
  const { snapshot, chart } = model;
  const newest = snapshot?.curve.iterations.at(-1) ?? 0;
  const goal = lengthOf(model);
  const { from, to, scale } = iterationAxisFor(chart.window, newest, goal, placeOf(model));
  const whole = Math.max(newest, goal);
  const middle = chart.crosshair ?? (scale === 'log' ? whole / 2 : Math.min(newest, placeOf(model)));
  const half = ((to - from) * (direction === 'in' ? 0.5 : 2)) / 2;
  const length = Math.max(SHORTEST_PART, Math.min(whole, Math.round(2 * half)));
  if (direction === 'out' && length >= whole) return withChart(model, { window: { kind: 'whole' } });
  return withChart(model, { window: partAround(middle, length, whole) });
}

/** The iteration of the curve, from 0, at which the run is. */
function placeOf(model: Model): number {
  return Math.max(0, (model.snapshot?.iteration ?? 1) - 1 - trainingStart(model));
}

/** The iteration at which the run, or this training of a script, ends. */
function lengthOf(model: Model): number {
  return (model.snapshot?.goal ?? model.subject.iterations) - trainingStart(model);
}

function withCrosshair(model: Model, crosshair: number): Model {
  const { window } = model.chart;
  const [newest, goal] = [model.snapshot?.curve.iterations.at(-1) ?? 0, lengthOf(model)];
  const { from, to } = iterationAxisFor(window, newest, goal, placeOf(model));
  if (crosshair >= from && crosshair <= to) return withChart(model, { crosshair });
  return withChart(model, { crosshair, window: partAround(crosshair, to - from, Math.max(newest, goal)) });
}

/** `length` iterations with `middle` in their middle, within 0 and `whole`. */
function partAround(middle: number, length: number, whole: number): ChartWindow {
  const from = Math.max(0, Math.min(whole - length, Math.round(middle - length / 2)));
  return { kind: 'part', from, to: from + length };
}

function withChart(model: Model, chart: Partial<ChartState>): Model {
  return { ...model, chart: { ...model.chart, ...chart } };
}

/** The index of the last measured iteration at or before an iteration; 0 when all are later. */
function pointAt(iterations: ArrayLike<number>, iteration: number): number {
  let [low, high] = [0, iterations.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (iterations[middle]! <= iteration) low = middle;
    else high = middle - 1;
  }
  return low;
}
