import { abbreviate, fitLine, type Line, type Span, span, widthOf } from '../text/line.ts';
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
  readonly curve: Curve;
}

/** The place of the ghost that stands in a cell, if one does. */
export type GhostCell = number | undefined;

/** A chart that is lower has no room for names. */
export const LEAST_ROWS_WITH_LEGEND = 8;
const GAP = 3;
const MARK = 2;

/** The mark that the points of a ghost have, by its place among the others: they differ without colour. */
export function ghostMark(place: number, { glyphs, styles }: Theme): Span {
  const { quiet, negative, positive, good } = styles;
  const colours: readonly Style[] = [quiet, negative, positive, good];
  return span(glyphs.ghosts[place % glyphs.ghosts.length]!, colours[place % colours.length]);
}

/**
 * Which ghost stands where, in rows from the bottom to the top.
 * @param heights of each ghost in each column: a row, or undefined where it has none. Where ghosts meet they take turns.
 */
export function ghostCells(
  heights: readonly (readonly (number | undefined)[])[],
  rows: number,
): readonly (readonly GhostCell[])[] {
  if (heights.length === 0) return [];
  const columns = Math.max(...heights.map(({ length }) => length));
  const cells: GhostCell[][] = Array.from({ length: rows }, () => Array.from({ length: columns }, () => undefined));
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const here = heights.flatMap((ghost, place) => (isAt(ghost, column, row) ? [place] : []));
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

/** `· momentum 0.9   ∘ adam`, from a column on; where there is too little room, the longest names are shortened first. */
export function drawGhostLegend(ghosts: readonly Ghost[], start: number, columns: number, theme: Theme): Line {
  const room = columns - start - GAP * (ghosts.length - 1) - MARK * ghosts.length;
  const most = sharedWidth(
    ghosts.map(({ name }) => widthOf(name)),
    room,
  );
  const parts = ghosts.flatMap(({ name }, place): Span[] => [
    span(' '.repeat(place === 0 ? start : GAP)),
    ghostMark(place, theme),
    span(` ${abbreviate(name, most, theme.glyphs.ellipsis)}`, theme.styles.quiet),
  ]);
  return fitLine(parts, columns);
}

/** The width to which all are cut so that together they fit into a room. */
function sharedWidth(widths: readonly number[], room: number): number {
  let most = Math.max(...widths);
  while (most > 0 && widths.reduce((sum, width) => sum + Math.min(width, most), 0) > room) most--;
  return most;
}
