import { classOf } from '../../language/example-rows.ts';
import { type Span, span } from '../text/line.ts';
import { classColour, classLetter, divergingColour, inkOn } from '../theme/colours.ts';
import type { Colour } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { HalfBlocks, pixelsPerCell } from './half-blocks.ts';

/** Shades of a class: fine enough for a smooth picture, coarse enough that neighbours are often equal. */
const SHADES = 16;
/** How sure a class looks where only classes are shown. */
const PLAIN = 0.75;
/** In every so many rows each class is named once, where it has as many cells beside each other. */
const NAME_ROWS = 8;
const LEAST_RUN = 5;
const BESIDE_BORDER = 0.4;
/** Less sure than this of one among many classes is shaded where there are no colours. */
const UNSURE = 0.7;

/** The marks of classes by their cells. */
type Names = ReadonlyMap<number, string>;

/** What a class is called inside of the picture: 0 and 1 where there are two, a letter each where there are more. */
export function classMark(index: number, kind: Field['kind']): string {
  return kind === 'values' ? String(index) : classLetter(index);
}

/** The colour of a class; undefined where the terminal's own background is left. */
export function groundColour(index: number, sureness: number, kind: Field['kind'], theme: Theme): Colour | undefined {
  if (kind === 'values') return divergingColour(index === 0 ? -sureness : sureness, theme.depth);
  return classColour(index, sureness, theme.depth);
}

/**
 * The field as cells, rows of spans of one column each: colours, or without them shades and the line between classes.
 * @param isFree whether the mark of a class may stand in a cell, row by row.
 */
export function drawGround(
  field: Field,
  isPlain: boolean,
  isFree: (cell: number) => boolean,
  size: Size,
  theme: Theme,
): Span[][] {
  const names = classNamesIn(field, size, isFree);
  return theme.depth === 1
    ? drawShades(field, isPlain, names, size, theme)
    : drawColours(field, isPlain, names, size, theme);
}

function drawColours(field: Field, isPlain: boolean, names: Names, { columns, rows }: Size, theme: Theme): Span[][] {
  const perCell = pixelsPerCell(theme);
  const blocks = new HalfBlocks(theme);
  const colours = new Map<number, Colour | undefined>();
  const colourOf = (column: number, row: number): Colour | undefined => {
    const place = placeIn(field, column, row, columns, rows * perCell);
    const shade = isPlain ? SHADES * PLAIN : Math.round(surenessAt(field, place) * SHADES);
    const key = classAt(field, place) * (SHADES + 1) + shade;
    if (!colours.has(key)) colours.set(key, groundColour(classAt(field, place), shade / SHADES, field.kind, theme));
    return colours.get(key);
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_cell, column): Span => {
      const upper = colourOf(column, row * perCell);
      const name = names.get(row * columns + column);
      if (name !== undefined && upper !== undefined) {
        return span(name, { background: upper, foreground: inkOn(upper, theme.depth) });
      }
      return blocks.cell(upper, perCell === 2 ? colourOf(column, row * 2 + 1) : upper);
    }),
  );
}

function drawShades(field: Field, isPlain: boolean, names: Names, { columns, rows }: Size, theme: Theme): Span[][] {
  const { shades } = theme.glyphs;
  const border = borderIn(field, columns, rows, theme);
  const shadeOf = (place: number): string => {
    if (field.kind === 'values') return shades[isPlain ? classAt(field, place) : quarterOf(field.values[place]!)]!;
    // The less sure, the darker: the line between two classes has a shore.
    return isPlain ? shades[0]! : shades[surenessAt(field, place) < UNSURE ? 1 : 0]!;
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_cell, column): Span => {
      const text = border(column, row) ?? names.get(row * columns + column);
      return text === undefined ? span(shadeOf(placeIn(field, column, row, columns, rows))) : span(text);
    }),
  );
}

function quarterOf(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(0, Math.min(3, Math.floor(4 * value)));
}

/**
 * The line between two classes, as a piece of it in each cell that it passes: a cell has a corner of the field at each of
 * its own, and the line crosses each side whose corners differ.
 */
function borderIn(
  field: Field,
  columns: number,
  rows: number,
  { glyphs }: Theme,
): (column: number, row: number) => string | undefined {
  const corner = (column: number, row: number): number =>
    classAt(field, placeIn(field, Math.min(column, columns), Math.min(row, rows), columns + 1, rows + 1));
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

/** The mark of each class once in each of its parts of some rows: where its longest run is, so that it stands well inside. */
function classNamesIn(field: Field, { columns, rows }: Size, isFree: (cell: number) => boolean): Names {
  const names = new Map<number, string>();
  for (let top = 0; top < rows; top += NAME_ROWS) {
    for (const [index, { cell, length }] of longestRuns(
      field,
      top,
      Math.min(rows, top + NAME_ROWS),
      { columns, rows },
      isFree,
    )) {
      if (length >= LEAST_RUN) names.set(cell, classMark(index, field.kind));
    }
  }
  return names;
}

/** For each class in some rows its longest run of free cells, by the cell in its middle; one beside a border counts less. */
function longestRuns(
  field: Field,
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
      const isInside = column < columns && isFree(row * columns + column);
      const own = isInside ? classAt(field, placeIn(field, column, row, columns, rows)) : -1;
      if (own === running) continue;
      const middle = start + Math.floor((column - start) / 2);
      const isDeep = [row - 1, row + 1].every(
        (other) =>
          other >= 0 && other < rows && classAt(field, placeIn(field, middle, other, columns, rows)) === running,
      );
      const length = (column - start) * (isDeep ? 1 : BESIDE_BORDER);
      if (running >= 0 && length > (longest.get(running)?.length ?? 0)) {
        longest.set(running, { cell: row * columns + middle, length });
      }
      running = own;
      start = column;
    }
  }
  return longest;
}

/** What a network says at each place of a plane: rows from the top to the bottom, columns from left to right. */
export type Field = FieldOfValues | FieldOfClasses;

interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/** One value from 0 to 1 for each place; what is above a half belongs to the second class, the rest to the first. */
interface FieldOfValues extends Grid {
  readonly kind: 'values';
  readonly values: Float64Array;
}

/** The class with the largest value for each place, and how sure the network is of it, from 0 to 1. */
interface FieldOfClasses extends Grid {
  readonly kind: 'classes';
  readonly classes: Uint8Array;
  readonly sureness: Float64Array;
}

/** The index of the place that stands in a column and row of a picture, which may have more or fewer of both. */
function placeIn(field: Field, column: number, row: number, columns: number, rows: number): number {
  const across = Math.min(field.columns - 1, Math.floor(((column + 0.5) * field.columns) / columns));
  const down = Math.min(field.rows - 1, Math.floor(((row + 0.5) * field.rows) / rows));
  return down * field.columns + across;
}

function classAt(field: Field, place: number): number {
  return field.kind === 'classes' ? field.classes[place]! : Math.max(0, classOf(field.values, place, 1));
}

/** How strongly a place belongs to its class: 0 on the border, 1 where there is no doubt. */
function surenessAt(field: Field, place: number): number {
  const sureness = field.kind === 'classes' ? field.sureness[place]! : Math.abs(2 * field.values[place]! - 1);
  // Outputs that are no shares go beyond their ends.
  return Math.max(0, Math.min(1, sureness));
}
