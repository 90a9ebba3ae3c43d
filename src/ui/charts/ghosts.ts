import { abbreviate, fitLine, type Line, lineWidth, type Span, span, widthOf } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

/** Measured points in ascending order of iteration. */
export interface Curve {
  readonly iterations: ArrayLike<number>;
  readonly errors: ArrayLike<number>;
}

/** The curve of a run that was kept. */
export interface Ghost {
  /** What it differs by: `momentum 0.9`. */
  readonly name: string;
  /** What it is called where there is no room for names. */
  readonly number: number;
  /** Which of the marks its points have, from 0. */
  readonly mark: number;
  readonly curve: Curve;
}

/** The mark of the ghost that stands in a cell, if one does. */
export type GhostCell = number | undefined;

/** A chart that is lower has no room for names. */
export const LEAST_ROWS_WITH_LEGEND = 8;
const GAP = 3;
const MARK = 2;
/** A name that is cut shorter says nothing. */
const LEAST_NAME = 8;

/** One of the marks that points of ghosts have: they differ without colour. */
export function ghostMark(mark: number, { glyphs, styles }: Theme): Span {
  const { quiet, negative, positive, good } = styles;
  const colours: readonly Style[] = [quiet, negative, positive, good];
  return span(glyphs.ghosts[mark % glyphs.ghosts.length]!, colours[mark % colours.length]);
}

/**
 * Which ghost stands where, in rows from the bottom to the top.
 * @param heights of each ghost in each column: a row, or undefined where it has none. Where ghosts meet they take turns.
 */
export function ghostCells(
  ghosts: readonly { readonly mark: number; readonly heights: readonly (number | undefined)[] }[],
  rows: number,
): readonly (readonly GhostCell[])[] {
  if (ghosts.length === 0) return [];
  const columns = Math.max(...ghosts.map(({ heights }) => heights.length));
  const cells: GhostCell[][] = Array.from({ length: rows }, () => Array.from({ length: columns }, () => undefined));
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const here = ghosts.flatMap(({ mark, heights }) => (isAt(heights, column, row) ? [mark] : []));
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
export function drawGhostLegend(ghosts: readonly Ghost[], start: number, columns: number, theme: Theme): Line {
  const { quiet } = theme.styles;
  const room = columns - start - GAP * (ghosts.length - 1) - MARK * ghosts.length;
  const names = namesIn(ghosts, room, theme);
  const texts = names ?? ghosts.map(({ number }) => String(number));
  const parts = ghosts.flatMap(({ mark }, place): Span[] => [
    span(' '.repeat(place === 0 ? start : GAP)),
    ghostMark(mark, theme),
    span(` ${texts[place]}`, quiet),
  ]);
  const hint = span(`${' '.repeat(GAP)}K names them`, quiet);
  const line = names === undefined && lineWidth(parts) + lineWidth([hint]) <= columns ? [...parts, hint] : parts;
  return fitLine(line, columns);
}

/** The names, cut to a room; undefined where they could not be told apart any more. */
function namesIn(ghosts: readonly Ghost[], room: number, { glyphs }: Theme): readonly string[] | undefined {
  const whole = ghosts.map(({ name }) => name);
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
