import { plot } from 'asciichart';
import { formatShort } from '../text/numbers.ts';
import { type Frame, type Line, padStart, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { type Axis, axisFor, positionOn, type Scale, ticksOf } from './axis.ts';

/** Measured points in ascending order of iteration. */
export interface Curve {
  readonly iterations: ArrayLike<number>;
  readonly errors: ArrayLike<number>;
}

export interface ErrorChart {
  readonly curve: Curve;
  /** The iteration at the right end of the x axis. */
  readonly lastIteration: number;
  readonly scale: Scale;
}

const LABEL_WIDTH = 7;
/** Two lines below the plot: the axis and its numbers. */
const AXIS_LINES = 2;

/** Draws a curve over its iterations in exactly `columns` × `rows` (at least 20 × 5). */
export function drawErrorChart(chart: ErrorChart, columns: number, rows: number, theme: Theme): Frame {
  const plotColumns = columns - LABEL_WIDTH - 1;
  const plotRows = rows - AXIS_LINES;
  const axis = axisFor(finite(chart.curve.errors), chart.scale);
  const labels = rowLabels(axis, plotRows);
  const heights = columnValues(chart.curve, chart.lastIteration, plotColumns).map((error) =>
    Number.isFinite(error) ? positionOn(axis, error) * (plotRows - 1) : plotRows - 1,
  );
  const curveRows = plotRowsOf(heights, plotColumns, plotRows, theme);
  const quiet = theme.styles.quiet;
  return [
    ...curveRows.map((curve, row): Line => {
      const label = labels.get(row);
      const axisGlyph = label === undefined ? theme.glyphs.box.down : theme.glyphs.chart[1]!;
      return [span(padStart(label ?? '', LABEL_WIDTH) + axisGlyph, quiet), span(curve, theme.styles.accent)];
    }),
    ...iterationAxis(chart.lastIteration, plotColumns, theme),
  ];
}

/** Row of each tick, from the top, with its text. Ticks stand on the row that a point of their value would. */
function rowLabels(axis: Axis, rows: number): ReadonlyMap<number, string> {
  const labels = new Map<number, string>();
  for (const tick of ticksOf(axis, rows)) {
    labels.set(rows - 1 - Math.round(positionOn(axis, tick) * (rows - 1)), tickText(tick));
  }
  return labels;
}

function tickText(tick: number): string {
  const text = String(Number(tick.toPrecision(6)));
  return text.length < LABEL_WIDTH ? text : tick.toExponential(0);
}

/**
 * The error in each column, from the first iteration to the newest: that of the last point measured at or before the
 * column's own iteration, and in the last column the newest.
 */
function columnValues({ iterations, errors }: Curve, lastIteration: number, columns: number): readonly number[] {
  const points = iterations.length;
  if (points === 0) return [];
  const newest = iterations[points - 1]!;
  const perColumn = Math.max(lastIteration, newest, 1) / (columns - 1);
  const reached = Math.max(1, Math.round(newest / perColumn) + 1);
  const values: number[] = [];
  let point = 0;
  for (let column = 0; column < reached; column++) {
    while (point + 1 < points && iterations[point + 1]! <= column * perColumn + 1e-9) point++;
    values.push(errors[point]!);
  }
  values[reached - 1] = errors[points - 1]!;
  return values;
}

/** asciichart's lines for heights between 0 and rows − 1, without its own axis, each exactly `columns` wide. */
function plotRowsOf(heights: readonly number[], columns: number, rows: number, theme: Theme): readonly string[] {
  if (heights.length === 0) return Array.from({ length: rows }, () => ' '.repeat(columns));
  // asciichart draws between neighbouring points: the first one twice gives every column its stroke.
  const series = [heights[0]!, ...heights];
  const symbols = [...theme.glyphs.chart];
  const drawn = plot(series, { min: 0, max: rows - 1, height: rows - 1, offset: 1, format: () => ' ', symbols });
  return drawn.split('\n').map((row) => row.slice(1, 1 + columns).padEnd(columns));
}

/** `└────┬────` and, below it, `0   15k   30k` */
function iterationAxis(lastIteration: number, columns: number, { glyphs, styles }: Theme): Frame {
  const parts = columns >= 48 ? 4 : columns >= 24 ? 2 : 1;
  const line = Array.from({ length: columns }, () => glyphs.box.across);
  const numbers = Array.from({ length: columns + 1 }, () => ' ');
  for (let part = 0; part <= parts; part++) {
    const column = Math.round(((columns - 1) * part) / parts);
    if (part > 0) line[column] = glyphs.tick;
    const text = formatShort((lastIteration * part) / parts);
    const start = part === parts ? columns - text.length : Math.max(0, column - Math.floor(text.length / 2));
    for (let i = 0; i < text.length; i++) numbers[start + i] = text[i]!;
  }
  return [
    [span(' '.repeat(LABEL_WIDTH) + glyphs.corner + line.join(''), styles.quiet)],
    [span(' '.repeat(LABEL_WIDTH + 1) + numbers.join('').trimEnd(), styles.quiet)],
  ];
}

function* finite(values: ArrayLike<number>): Generator<number> {
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) yield values[i]!;
}
