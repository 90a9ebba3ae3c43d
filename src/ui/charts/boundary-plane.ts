import type { Floats } from '../../language/dtypes.ts';
import { classOf } from '../../language/example-rows.ts';
import { type Span, span } from '../text/line.ts';
import { classColour, classLetter, divergingColour, inkOn } from '../theme/colours.ts';
import type { Colour } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { HalfBlocks, pixelsPerCell } from './half-blocks.ts';

/** Outputs of a network on a grid over the plane of two inputs; rows from top to bottom, columns from left to right. */
export type PlaneGrid = ValueGrid | ClassGrid;

interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/** An output from 0 to 1 for each grid cell; above 0.5 is the second class. */
interface ValueGrid extends GridSize {
  readonly kind: 'values';
  readonly values: Floats;
}

/** The predicted class of each grid cell, and its confidence from 0 to 1. */
interface ClassGrid extends GridSize {
  readonly kind: 'classes';
  readonly classes: Uint8Array;
  readonly confidence: Floats;
}

/** Shades of a class: fine enough for a smooth picture, coarse enough that neighbours often share one. */
const SHADES = 12;
/** The confidence of the colours in the discretised plane. */
export const DISCRETISED_CONFIDENCE = 0.75;
/** Each band of `NAME_ROWS` rows marks each class once, if the class has a run of `LEAST_RUN` cells there. */
const NAME_ROWS = 8;
const LEAST_RUN = 5;
/** The weight of a run beside the decision boundary, against one inside the class. */
const BESIDE_BOUNDARY = 0.4;
/** Without colour, cells below this confidence are shaded. */
const LOW_CONFIDENCE = 0.7;

/** Class marks by picture cell. */
type ClassMarks = ReadonlyMap<number, string>;

/** The mark of a class in the plane: 0 and 1 for values, a letter for classes. */
export function classMark(index: number, kind: PlaneGrid['kind']): string {
  return kind === 'values' ? String(index) : classLetter(index);
}

/** The colour of a class at a confidence from 0 to 1; undefined for the terminal's own background. */
export function planeColour(
  index: number,
  confidence: number,
  kind: PlaneGrid['kind'],
  theme: Theme,
): Colour | undefined {
  if (kind === 'values') return divergingColour(index === 0 ? -confidence : confidence, theme);
  return classColour(index, confidence, theme);
}

/**
 * The plane in `size` cells, one span each, coloured by class; without colour, shades and the decision boundary as a
 * line.
 * @param discretised classes without their confidence
 * @param isFree true for a cell, counted row by row, that may hold a class mark
 */
export function drawPlane(
  grid: PlaneGrid,
  discretised: boolean,
  isFree: (cell: number) => boolean,
  size: Size,
  theme: Theme,
): Span[][] {
  const marks = classMarksIn(grid, size, isFree);
  return theme.depth === 1
    ? drawShades(grid, discretised, marks, size, theme)
    : drawColours(grid, discretised, marks, size, theme);
}

function drawColours(
  grid: PlaneGrid,
  discretised: boolean,
  marks: ClassMarks,
  { columns, rows }: Size,
  theme: Theme,
): Span[][] {
  const perCell = pixelsPerCell(theme);
  const blocks = new HalfBlocks(theme);
  const colours = new Map<number, Colour | undefined>();
  const colourOf = (column: number, row: number): Colour | undefined => {
    const index = indexIn(grid, column, row, columns, rows * perCell);
    const shade = discretised ? SHADES * DISCRETISED_CONFIDENCE : Math.round(confidenceAt(grid, index) * SHADES);
    const key = classAt(grid, index) * (SHADES + 1) + shade;
    if (!colours.has(key)) colours.set(key, planeColour(classAt(grid, index), shade / SHADES, grid.kind, theme));
    return colours.get(key);
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_cell, column): Span => {
      const upper = colourOf(column, row * perCell);
      const mark = marks.get(row * columns + column);
      if (mark !== undefined && upper !== undefined) {
        return span(mark, { background: upper, foreground: inkOn(upper, theme.depth) });
      }
      return blocks.cell(upper, perCell === 2 ? colourOf(column, row * 2 + 1) : upper);
    }),
  );
}

function drawShades(
  grid: PlaneGrid,
  discretised: boolean,
  marks: ClassMarks,
  { columns, rows }: Size,
  theme: Theme,
): Span[][] {
  const { shades } = theme.glyphs;
  const boundary = boundaryGlyphs(grid, columns, rows, theme);
  const shadeOf = (index: number): string => {
    if (grid.kind === 'values') return shades[discretised ? classAt(grid, index) : quarterOf(grid.values[index]!)]!;
    // Shades on both sides of the decision boundary.
    return discretised ? shades[0]! : shades[confidenceAt(grid, index) < LOW_CONFIDENCE ? 1 : 0]!;
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_cell, column): Span => {
      const text = boundary(column, row) ?? marks.get(row * columns + column);
      return text === undefined ? span(shadeOf(indexIn(grid, column, row, columns, rows))) : span(text);
    }),
  );
}

function quarterOf(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(0, Math.min(3, Math.floor(4 * value)));
}

/**
 * The decision boundary as a box-drawing glyph for each cell that it passes; undefined for other cells. It crosses each
 * side of a cell whose two corners differ in class.
 */
function boundaryGlyphs(
  grid: PlaneGrid,
  columns: number,
  rows: number,
  { glyphs }: Theme,
): (column: number, row: number) => string | undefined {
  const corner = (column: number, row: number): number =>
    classAt(grid, indexIn(grid, Math.min(column, columns), Math.min(row, rows), columns + 1, rows + 1));
  const { box, chart } = glyphs;
  return (column, row) => {
    const [upperLeft, upperRight] = [corner(column, row), corner(column + 1, row)];
    const [lowerLeft, lowerRight] = [corner(column, row + 1), corner(column + 1, row + 1)];
    const up = upperLeft !== upperRight;
    const down = lowerLeft !== lowerRight;
    const left = upperLeft !== lowerLeft;
    const right = upperRight !== lowerRight;
    if (!up && !down && !left && !right) return undefined;
    if (Number(up) + Number(down) + Number(left) + Number(right) > 2) return chart[0]!;
    if (up && down) return box.down;
    if (left && right) return box.across;
    if (up) return left ? box.bottomRight : box.bottomLeft;
    return left ? box.topRight : box.topLeft;
  };
}

/** Class marks: in each band of rows, one in the longest run of cells of each class. */
function classMarksIn(grid: PlaneGrid, { columns, rows }: Size, isFree: (cell: number) => boolean): ClassMarks {
  const marks = new Map<number, string>();
  for (let top = 0; top < rows; top += NAME_ROWS) {
    for (const [index, { cell, length }] of longestRuns(
      grid,
      top,
      Math.min(rows, top + NAME_ROWS),
      { columns, rows },
      isFree,
    )) {
      if (length >= LEAST_RUN) marks.set(cell, classMark(index, grid.kind));
    }
  }
  return marks;
}

/** The longest run of free cells of each class in the rows `from` to `to`, by its middle cell. */
function longestRuns(
  grid: PlaneGrid,
  from: number,
  to: number,
  { columns, rows }: Size,
  isFree: (cell: number) => boolean,
): ReadonlyMap<number, { readonly cell: number; readonly length: number }> {
  const longest = new Map<number, { readonly cell: number; readonly length: number }>();
  for (let row = from; row < to; row++) {
    let start = 0;
    let running = -1;
    for (let column = 0; column <= columns; column++) {
      const isOpen = column < columns && isFree(row * columns + column);
      const own = isOpen ? classAt(grid, indexIn(grid, column, row, columns, rows)) : -1;
      if (own === running) continue;
      const middle = start + Math.floor((column - start) / 2);
      const isInside = [row - 1, row + 1].every(
        (other) => other >= 0 && other < rows && classAt(grid, indexIn(grid, middle, other, columns, rows)) === running,
      );
      const length = (column - start) * (isInside ? 1 : BESIDE_BOUNDARY);
      if (running >= 0 && length > (longest.get(running)?.length ?? 0)) {
        longest.set(running, { cell: row * columns + middle, length });
      }
      running = own;
      start = column;
    }
  }
  return longest;
}

/**
 * The grid cell at a column and row of a picture of `columns` × `rows`, which may be finer or coarser than the grid.
 */
function indexIn(grid: PlaneGrid, column: number, row: number, columns: number, rows: number): number {
  const across = Math.min(grid.columns - 1, Math.floor(((column + 0.5) * grid.columns) / columns));
  const down = Math.min(grid.rows - 1, Math.floor(((row + 0.5) * grid.rows) / rows));
  return down * grid.columns + across;
}

function classAt(grid: PlaneGrid, index: number): number {
  return grid.kind === 'classes' ? grid.classes[index]! : Math.max(0, classOf(grid.values, index, 1));
}

/** The confidence of a grid cell from 0 to 1; a value of 0.5, on the decision boundary, has 0. */
function confidenceAt(grid: PlaneGrid, index: number): number {
  const confidence = grid.kind === 'classes' ? grid.confidence[index]! : Math.abs(2 * grid.values[index]! - 1);
  // Outputs without bounds may exceed 0 and 1.
  return Math.max(0, Math.min(1, confidence));
}
