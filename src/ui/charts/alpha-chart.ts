import type { AlphaPoint } from '../../worker/protocol.ts';
import { type Frame, type Line, padStart, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Axis } from './axis.ts';
import { drawStroke, trainStroke } from './curve-stroke.ts';

/** The error is drawn up to this many times that at the start. */
const MOST = 1.25;
const LABEL = 6;
/** Columns between two learning rates, at least and at most. */
const FEWEST = 2;
const WIDEST = 5;

/**
 * The error after a few iterations over the learning rate, as a share of the error at the start: a curve over powers of ten, with the
 * learning rate of the run below it, and `×` where a trial diverges.
 * @param rows of the curve; the axis takes two more.
 */
export function drawAlphas(
  points: readonly AlphaPoint[],
  {
    start,
    own,
    rows,
    columns,
  }: { readonly start: number; readonly own: number; readonly rows: number; readonly columns: number },
  theme: Theme,
): Frame {
  const { styles, glyphs } = theme;
  const apart = Math.min(WIDEST, Math.floor((columns - LABEL - 2) / (points.length - 1)));
  // No share of an error of 0 can be drawn.
  if (points.length < 2 || apart < FEWEST || start === 0) return [];
  const width = apart * (points.length - 1) + 1;
  const axis: Axis = { scale: 'linear', low: 0, high: MOST, cutsBelow: false };
  const values = Array.from({ length: width }, (_, column) => {
    const before = Math.floor(column / apart);
    const [from, to] = [points[before], points[Math.min(before + 1, points.length - 1)]].map((point) =>
      Math.min(MOST, (point?.loss ?? Number.NaN) / start),
    ) as [number, number];
    const share = (column % apart) / apart;
    return share === 0 ? from : from + share * (to - from);
  });
  // A trial that diverges is no finding: it has another mark.
  const marked: Theme = { ...theme, glyphs: { ...glyphs, cross: glyphs.times } };
  const curve = drawStroke(values, axis, width, rows, trainStroke(theme), marked);
  const startRow = Math.round((1 - 1 / MOST) * (rows - 1));
  const label = (row: number): string => (row === startRow ? 'start' : row === rows - 1 ? '0' : '');
  const place = points.findIndex(({ alpha }) => alpha === own);
  const mark = ' '.repeat(Math.max(0, place * apart)) + glyphs.here;
  return [
    ...curve.map(
      (line, row): Line => [span(`${padStart(label(row), LABEL)} ${glyphs.box.down}`, styles.quiet), ...line],
    ),
    [span(`${' '.repeat(LABEL + 2)}${mark}`, styles.strong)],
    [span(`${' '.repeat(LABEL + 2)}${ticks(points, apart, width)}`, styles.quiet)],
  ];
}

/** The learning rates below the curve, as many as have room: each begins at its column. */
function ticks(points: readonly AlphaPoint[], apart: number, width: number): string {
  let text = '';
  for (const [index, { alpha }] of points.entries()) {
    const own = String(Number(alpha.toPrecision(2)));
    const short = own.length > 6 ? alpha.toExponential(0) : own;
    const start = index * apart;
    const isFree = text === '' || start >= text.length + 2;
    if (index % 2 === 0 && isFree && start + short.length <= width + 4) text = text.padEnd(start) + short;
  }
  return text;
}
