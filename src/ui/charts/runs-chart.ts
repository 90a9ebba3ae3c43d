import { type Frame, fitLine, type Line, span, truncate, widthOf } from '../text/line.ts';
import { formatCount, formatError } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Scale } from './axis.ts';
import { drawErrorChart } from './error-chart.ts';
import { type Curve, runSample, sampleWidth } from './kept-runs.ts';

/** A run with its name and at least one measured error. */
export interface NamedCurve {
  readonly name: string;
  readonly curve: Curve;
  /** The unit of its errors, if any. */
  readonly unit?: string | undefined;
}

/** The first run is a line; each other run needs one of four marks. */
export const MOST_RUNS = 5;

const ERROR_WIDTH = 9;
/** Columns of a run's line besides its name and its iteration. */
const FIGURES = ' 1 '.length + ' error '.length + ERROR_WIDTH + ' after '.length;
const LEAST_NAME = 8;

/** The error curves of several runs in `columns` × `rows`, at least 40 × 8, with a line about each run below. */
export function drawRuns(
  runs: readonly NamedCurve[],
  scale: Scale,
  columns: number,
  rows: number,
  theme: Theme,
): Frame {
  const [first, ...others] = runs;
  if (first === undefined) return [];
  const keptRuns = others.map(({ curve }, mark) => ({ name: String(mark + 2), number: mark + 2, mark, curve }));
  // The lines below the chart are its legend.
  const height = rows - runs.length;
  const chart = drawErrorChart({ curve: first.curve, goal: 0, scale, keptRuns }, columns, height, theme);
  const widest = Math.max(...runs.map(({ name }) => widthOf(name)));
  const longest = Math.max(...runs.map(({ curve }) => formatCount(newestOf(curve)).length));
  const room = Math.max(LEAST_NAME, Math.min(widest, columns - sampleWidth(theme) - FIGURES - longest));
  return [...chart, ...runs.map((run, place) => runLine(run, place, room, columns, theme))];
}

/** `─ 1 xor error 0.0031835 after 60,000`, `─ 1 prices error 12.345679 € after 2,000` */
function runLine({ name, curve, unit }: NamedCurve, place: number, room: number, columns: number, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const mark = runSample(place === 0 ? undefined : place - 1, theme);
  const last = curve.iterations.length - 1;
  const shown = truncate(name, room, glyphs.ellipsis);
  return fitLine(
    [
      mark,
      span(` ${place + 1} `),
      span(shown + ' '.repeat(room - widthOf(shown)), styles.strong),
      span(' error ', styles.quiet),
      span(errorText(curve.errors[last] as number, unit, glyphs.ellipsis)),
      span(' after ', styles.quiet),
      span(formatCount(newestOf(curve))),
    ],
    columns,
  );
}

const WIDEST_UNIT = 20;

/** `0.0031835`, `12.346 €` */
function errorText(error: number, unit: string | undefined, ellipsis: string): string {
  const figure = formatError(error, ERROR_WIDTH);
  return unit === undefined ? figure.padEnd(ERROR_WIDTH) : `${figure} ${truncate(unit, WIDEST_UNIT, ellipsis)}`;
}

function newestOf({ iterations }: Curve): number {
  return iterations[iterations.length - 1] as number;
}
