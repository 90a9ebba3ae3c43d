import type { Frame, Line } from '../text/line.ts';
import { span } from '../text/line.ts';
import { formatCount, formatShort } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Scale } from './axis.ts';

/** The x axis of an error chart: iterations `from` to `to`, from 0. `to` is larger than `from`. */
export interface IterationAxis {
  readonly from: number;
  readonly to: number;
  readonly scale: Scale;
}

/**
 * The part of a run on the x axis: what has run so far, the whole run, the whole on a logarithmic axis, the part around the shown
 * iteration, or a chosen part.
 */
export type ChartWindow =
  | { readonly kind: 'so far' | 'whole' | 'log' | 'here' }
  | { readonly kind: 'part'; readonly from: number; readonly to: number };

/** Ends of a growing axis, times a power of ten: each is at most 1.5 times the one before, so a curve fills two thirds. */
const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
/** The shortest growing axis. */
const SHORTEST = 10;
/** The part around the shown iteration: a share of what has run so far, but at least this long. */
const AROUND = { share: 1 / 8, least: 60 };

/**
 * @param newest the newest iteration of all curves.
 * @param goal the iteration at which the run ends.
 * @param here the shown iteration; the newest by default.
 */
export function iterationAxisFor(window: ChartWindow, newest: number, goal: number, here = newest): IterationAxis {
  const whole = Math.max(1, newest, goal);
  switch (window.kind) {
    case 'so far':
      return { from: 0, to: Math.min(whole, Math.max(newest, endAfter(newest))), scale: 'linear' };
    case 'whole':
      return { from: 0, to: whole, scale: 'linear' };
    case 'log':
      return { from: 0, to: whole, scale: 'log' };
    case 'here': {
      const length = Math.max(AROUND.least, Math.round(newest * AROUND.share));
      const from = Math.max(0, Math.min(newest - length, Math.round(here - length / 2)));
      return { from, to: from + length, scale: 'linear' };
    }
    case 'part':
      return { from: window.from, to: Math.max(window.from + 1, window.to), scale: 'linear' };
  }
}

/** The round number at or after an iteration at which a growing axis ends. */
function endAfter(iteration: number): number {
  if (iteration <= SHORTEST) return SHORTEST;
  const power = 10 ** Math.floor(Math.log10(iteration));
  const step = STEPS.find((candidate) => candidate * power >= iteration) ?? 10;
  return step * power;
}

/** The position of an iteration: 0 at the left end, 1 at the right end; outside the axis less or more. */
export function positionOf({ from, to, scale }: IterationAxis, iteration: number): number {
  // Iteration 0 has no logarithm: the logarithmic axis is of the iterations from 1.
  return scale === 'log'
    ? (Math.log1p(iteration) - Math.log1p(from)) / (Math.log1p(to) - Math.log1p(from))
    : (iteration - from) / (to - from);
}

/** The iteration, not rounded, at a position from 0 to 1. */
export function iterationAt({ from, to, scale }: IterationAxis, position: number): number {
  return scale === 'log'
    ? Math.expm1(Math.log1p(from) + position * (Math.log1p(to) - Math.log1p(from)))
    : from + position * (to - from);
}

/** The column, from 0, of an iteration on an axis of `columns`; undefined outside it. */
export function columnOf(axis: IterationAxis, iteration: number, columns: number): number | undefined {
  const position = positionOf(axis, iteration);
  return position < -1e-9 || position > 1 + 1e-9 ? undefined : Math.round(position * (columns - 1));
}

/**
 * The axis `└────┬────┬` and its tick labels, each after `indent` columns.
 * @param perEpoch the iterations of an epoch, for a second row of labels; both rows then have a name.
 */
export function drawIterationAxis(
  axis: IterationAxis,
  indent: number,
  columns: number,
  theme: Theme,
  perEpoch?: number,
): Frame {
  const { glyphs, styles } = theme;
  const ticks = ticksOf(axis, columns);
  const line = Array.from({ length: columns }, () => glyphs.box.across);
  for (const { column } of ticks) if (column > 0) line[column] = glyphs.tick;
  const labels = (name: string, textOf: (iteration: number) => string): Line => [
    span(`${name.padStart(indent - 2).padEnd(indent)}${labelRow(ticks, columns, textOf)}`, styles.quiet),
  ];
  return [
    [span(`${' '.repeat(indent - 1)}${glyphs.corner}${line.join('')}`, styles.quiet)],
    labels(perEpoch === undefined ? '' : 'iter.', (iteration) => tickText(axis, iteration)),
    ...(perEpoch === undefined ? [] : [labels('epoch', (iteration) => epochText(iteration / perEpoch))]),
  ];
}

/** Labels below their ticks; one without room is left out. */
function labelRow(ticks: readonly Tick[], columns: number, textOf: (iteration: number) => string): string {
  let row = '';
  for (const { iteration, column } of ticks) {
    const text = textOf(iteration);
    const start = Math.max(0, Math.min(columns - text.length, column - Math.floor(text.length / 2)));
    if (row === '' || start > row.length) row = row.padEnd(start) + text;
  }
  return row;
}

/** `0`, `12.5`, `1.2k` */
function epochText(epochs: number): string {
  return epochs < 1000 ? String(Number(epochs.toPrecision(3))) : formatShort(Math.round(epochs));
}

/** A frame of one axis line with marks at some columns, later ones in front. */
export function markAxis(
  [line, ...rest]: Frame,
  marks: readonly { readonly column: number; readonly mark: Line[number] }[],
  indent: number,
): Frame {
  const text = line?.[0]?.text;
  if (text === undefined || marks.length === 0) return line === undefined ? rest : [line, ...rest];
  const byColumn = new Map(marks.map(({ column, mark }) => [indent + column, mark]));
  const quiet = line?.[0]?.style;
  const marked = Array.from(text, (character, at) => byColumn.get(at) ?? { text: character, style: quiet });
  return [marked as Line, ...rest];
}

interface Tick {
  readonly iteration: number;
  readonly column: number;
}

/** The ends of the axis, and round places between them. */
function ticksOf(axis: IterationAxis, columns: number): readonly Tick[] {
  const iterations = axis.scale === 'log' ? logTicks(axis) : linearTicks(axis, columns);
  return iterations.flatMap((iteration) => {
    const column = columnOf(axis, iteration, columns);
    return column === undefined ? [] : [{ iteration, column }];
  });
}

function linearTicks({ from, to }: IterationAxis, columns: number): readonly number[] {
  const most = columns >= 48 ? 4 : columns >= 24 ? 2 : 1;
  const length = to - from;
  // Labels from 1,000 on are rounded to three digits, which hide a fraction.
  const isWhole = (parts: number): boolean => (from === 0 && to >= 1000) || length % parts === 0;
  const parts = [4, 2].find((count) => count <= most && isWhole(count)) ?? 1;
  return Array.from({ length: parts + 1 }, (_, part) => from + (length * part) / parts);
}

/** 0, the powers of ten, and the end. A power too near to the end has no label. */
function logTicks({ to }: IterationAxis): readonly number[] {
  const powers = Array.from({ length: Math.floor(Math.log10(to)) + 1 }, (_, exponent) => 10 ** exponent);
  return [0, ...powers.filter((power) => power > 1 && power < to / 2), to];
}

function tickText({ from }: IterationAxis, iteration: number): string {
  // Near the end of a long run, three digits would be the same for all ticks.
  return from > 0 ? formatCount(iteration) : formatShort(iteration);
}
