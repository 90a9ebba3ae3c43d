import { plot } from 'asciichart';
import { joinRuns, type Line, type Span, span } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import { type Axis, positionOn } from './axis.ts';
import { type KeptRunCell, keptRunMark } from './kept-runs.ts';

/** Symbols and style of a curve; symbols in asciichart's order (see `Glyphs.chart`). */
export interface Stroke {
  readonly symbols: readonly string[];
  readonly style: Style;
}

export function trainStroke({ glyphs, styles }: Theme): Stroke {
  return { symbols: glyphs.chart, style: styles.accent };
}

/** The test curve: a broken line with square corners. */
export function testStroke({ glyphs, styles }: Theme): Stroke {
  return { symbols: glyphs.secondChart, style: styles.positive };
}

/** A curve as `rows` lines of exactly `columns`: one value a column, fewer where the run is shorter. */
export function drawStroke(
  values: readonly number[],
  axis: Axis,
  columns: number,
  rows: number,
  stroke: Stroke,
  theme: Theme,
): readonly Line[] {
  const texts = plotRowsOf(heightsOf(values, axis, rows), columns, rows, stroke.symbols);
  return values.every(Number.isFinite)
    ? texts.map((text) => [span(text, stroke.style)])
    : texts.map((text, row) => crossOut(text, values, row === 0, stroke, theme));
}

/** A line in front of another; its spaces are transparent. */
export function inFront(front: Line, back: Line): Line {
  const behind = back.flatMap(({ text, style }) => Array.from(text, (character) => span(character, style)));
  return throughGaps(front, (column) => behind[column]);
}

/** A line in front of the marks of kept runs; its spaces are transparent. */
export function beforeKeptRuns(front: Line, behind: readonly KeptRunCell[], theme: Theme): Line {
  if (behind.length === 0) return front;
  return throughGaps(front, (column) => {
    const keptRun = behind[column];
    return keptRun === undefined ? undefined : keptRunMark(keptRun, theme);
  });
}

function throughGaps(front: Line, behind: (column: number) => Span | undefined): Line {
  let column = 0;
  return front.flatMap((part): Span[] =>
    joinRuns(
      Array.from(part.text, (character): Span => {
        const back = character === ' ' ? behind(column) : undefined;
        column++;
        return back ?? { ...part, text: character };
      }),
    ),
  );
}

/** The height of each column from 0 to rows − 1; a non-finite value keeps the height before it. */
function heightsOf(values: readonly number[], axis: Axis, rows: number): readonly number[] {
  let height = 0;
  return values.map((error) => {
    if (Number.isFinite(error)) height = positionOn(axis, error) * (rows - 1);
    return height;
  });
}

/** A row of the plot, blanked in columns of non-finite values; the top row has a cross there. */
function crossOut(
  text: string,
  values: readonly number[],
  isTop: boolean,
  stroke: Stroke,
  { glyphs, styles }: Theme,
): Line {
  const isGap = (column: number): boolean => column < values.length && !Number.isFinite(values[column]);
  const gap = isTop ? glyphs.cross : ' ';
  const marked = Array.from(text, (character, column) => (isGap(column) ? gap : character)).join('');
  // No symbol of a curve is a cross, not even in ASCII.
  const parts = marked.split(new RegExp(`(${glyphs.cross}+)`));
  return parts.map((part, index) => span(part, index % 2 === 0 ? stroke.style : styles.bad));
}

/** asciichart's plot of heights from 0 to rows − 1 without its axis, as `rows` texts of exactly `columns`. */
function plotRowsOf(
  heights: readonly number[],
  columns: number,
  rows: number,
  symbols: readonly string[],
): readonly string[] {
  if (heights.length === 0) return Array.from({ length: rows }, () => ' '.repeat(columns));
  // asciichart draws between neighbouring points: the doubled first point gives every column its stroke.
  const series = [heights[0]!, ...heights];
  const drawn = plot(series, {
    min: 0,
    max: rows - 1,
    height: rows - 1,
    offset: 1,
    format: () => ' ',
    symbols: [...symbols],
  });
  return drawn.split('\n').map((row) => row.slice(1, 1 + columns).padEnd(columns));
}
