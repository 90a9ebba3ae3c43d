import { abbreviate, fitLine, type Line, lineWidth, type Span, span, widthOf } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

/** Measured points in ascending order of iteration. */
export interface Curve {
  readonly iterations: ArrayLike<number>;
  readonly errors: ArrayLike<number>;
}

/** The curve of a run that was kept. */
export interface KeptCurve {
  /** What it differs by: `momentum 0.9`. */
  readonly name: string;
  /** What it is called where there is no room for names. */
  readonly number: number;
  /** Which of the marks its points have, from 0. */
  readonly mark: number;
  readonly curve: Curve;
}

/** The mark of the kept run drawn in a cell, if any. */
export type KeptRunCell = number | undefined;

/** A chart that is lower has no room for names. */
export const LEAST_ROWS_WITH_LEGEND = 8;
const GAP = 3;
const MARK = 2;
/** A name that is cut shorter says nothing. */
const LEAST_NAME = 8;

/** The glyph of mark `mark`; the glyphs of kept runs differ without colour too. */
export function keptRunMark(mark: number, { glyphs, styles }: Theme): Span {
  const { quiet, negative, positive, good } = styles;
  const colours: readonly Style[] = [quiet, negative, positive, good];
  return span(glyphs.keptRuns[mark % glyphs.keptRuns.length]!, colours[mark % colours.length]);
}

/**
 * The kept run drawn in each cell, rows from the bottom to the top.
 * @param heights the row of each kept run in each column, undefined where it has none. Kept runs that meet take turns.
 */
export function keptRunCells(
  keptRuns: readonly { readonly mark: number; readonly heights: readonly (number | undefined)[] }[],
  rows: number,
): readonly (readonly KeptRunCell[])[] {
  if (keptRuns.length === 0) return [];
  const columns = Math.max(...keptRuns.map(({ heights }) => heights.length));
  const cells: KeptRunCell[][] = Array.from({ length: rows }, () => Array.from({ length: columns }, () => undefined));
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const here = keptRuns.flatMap(({ mark, heights }) => (isAt(heights, column, row) ? [mark] : []));
      cells[row]![column] = here[column % here.length];
    }
  }
  return cells;
}

/** Whether a curve passes a row in a column: it stands there, or comes by on its way from the column before. */
function isAt(heights: readonly (number | undefined)[], column: number, row: number): boolean {
  const [before, own] = [heights[column - 1], heights[column]];
  if (own === undefined) return false;
  if (own === row) return true;
  return before !== undefined && (before > own ? row > own && row < before : row < own && row > before);
}

/**
 * `· momentum 0.9   ∘ adam`, from a column on. Where there is too little room the longest names are shortened first; where
 * they could not be told apart any more there are numbers, as in the table of these runs.
 */
export function drawKeptRunsLegend(keptRuns: readonly KeptCurve[], start: number, columns: number, theme: Theme): Line {
  const { quiet } = theme.styles;
  const room = columns - start - GAP * (keptRuns.length - 1) - MARK * keptRuns.length;
  const names = namesIn(keptRuns, room, theme);
  const texts = names ?? keptRuns.map(({ number }) => String(number));
  const parts = keptRuns.flatMap(({ mark }, place): Span[] => [
    span(' '.repeat(place === 0 ? start : GAP)),
    keptRunMark(mark, theme),
    span(` ${texts[place]}`, quiet),
  ]);
  const hint = span(`${' '.repeat(GAP)}K names them`, quiet);
  const line = names === undefined && lineWidth(parts) + lineWidth([hint]) <= columns ? [...parts, hint] : parts;
  return fitLine(line, columns);
}

/** The names, cut to a room; undefined where they could not be told apart any more. */
function namesIn(keptRuns: readonly KeptCurve[], room: number, { glyphs }: Theme): readonly string[] | undefined {
  const whole = keptRuns.map(({ name }) => name);
  const forms = [whole, withoutSharedWords(whole)];
  const fitting = forms.find((names) => names.reduce((sum, name) => sum + widthOf(name), 0) <= room);
  if (fitting !== undefined) return fitting;
  const most = sharedWidth(forms[1]!.map(widthOf), room);
  const names = forms[1]!.map((name) => abbreviate(name, most, glyphs.ellipsis));
  return most >= LEAST_NAME && new Set(names).size === names.length ? names : undefined;
}

/** `descent`, `nesterov` for `optimizer descent`, `optimizer nesterov`; a bare number would say too little. */
function withoutSharedWords(names: readonly string[]): readonly string[] {
  const [first = []] = names.map((name) => name.split(' '));
  const isShared = (count: number): boolean =>
    names.every((name) => name.startsWith(`${first.slice(0, count).join(' ')} `));
  let shared = 0;
  while (names.length > 1 && shared < first.length && isShared(shared + 1)) shared++;
  const rests = names.map((name) => name.split(' ').slice(shared).join(' '));
  return rests.some((rest) => /^[\d.]/.test(rest)) ? names : rests;
}

/** The width to which all are cut so that together they fit into a room. */
function sharedWidth(widths: readonly number[], room: number): number {
  let most = Math.max(...widths);
  while (most > 0 && widths.reduce((sum, width) => sum + Math.min(width, most), 0) > room) most--;
  return most;
}
