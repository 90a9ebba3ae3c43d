import { type Frame, fitLine, type Line, span, truncate, widthOf } from '../text/line.ts';
import { formatCount, formatError } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Scale } from './axis.ts';
import { drawErrorChart } from './error-chart.ts';
import { type Curve, keptRunMark } from './kept-runs.ts';

/** A run by its name and the errors that were measured, at least one. */
export interface NamedCurve {
  readonly name: string;
  readonly curve: Curve;
}

/** The first is a line, and there are as many marks for others. */
export const MOST_RUNS = 5;

const ERROR_WIDTH = 9;
/** Columns for what is said of a run besides its name and how long it was. */
const FIGURES = '─ 1 '.length + ' error '.length + ERROR_WIDTH + ' after '.length;
const LEAST_NAME = 8;

/** The errors of some runs in one chart of so many columns and rows, and below it a line on each: at least 40 × 8. */
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
  // The lines below say which mark is whose, with more room for names.
  const height = rows - runs.length;
  const chart = drawErrorChart({ curve: first.curve, lastIteration: 0, scale, keptRuns }, columns, height, theme);
  const widest = Math.max(...runs.map(({ name }) => widthOf(name)));
  const longest = Math.max(...runs.map(({ curve }) => formatCount(newestOf(curve)).length));
  const room = Math.max(LEAST_NAME, Math.min(widest, columns - FIGURES - longest));
  return [...chart, ...runs.map((run, place) => runLine(run, place, room, columns, theme))];
}

/** `─ 1 xor error 0.0031835 after 60,000` */
function runLine({ name, curve }: NamedCurve, place: number, room: number, columns: number, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const mark = place === 0 ? span(glyphs.box.across, styles.accent) : keptRunMark(place - 1, theme);
  const last = curve.iterations.length - 1;
  const shown = truncate(name, room, glyphs.ellipsis);
  return fitLine(
    [
      mark,
      span(` ${place + 1} `),
      span(shown + ' '.repeat(room - widthOf(shown)), styles.strong),
      span(' error ', styles.quiet),
      span(formatError(curve.errors[last] as number, ERROR_WIDTH).padEnd(ERROR_WIDTH)),
      span(' after ', styles.quiet),
      span(formatCount(newestOf(curve))),
    ],
    columns,
  );
}

function newestOf({ iterations }: Curve): number {
  return iterations[iterations.length - 1] as number;
}
