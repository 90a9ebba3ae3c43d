import type { Shape } from '../../language/expression.ts';
import type { Size } from '../views/layout.ts';
import { BORDER } from './box.ts';

/* Layers beside or below one another: the sizes of their boxes. */

/** Rows × columns of a layer's picture, and the widths of the names of its rows and columns. */
export interface PictureShape extends Shape {
  readonly label?: number;
  readonly heading?: number;
}

/** Sizes of the boxes of the visible layers, in order, beside or below one another. */
interface Arrangement {
  readonly direction: 'across' | 'down';
  readonly sizes: readonly Size[];
}

/*
 * The columns and rows of a matrix with its border, by the form of its cells. They depend on its shape alone, so that nothing moves
 * when a weight grows.
 */
const LABEL = 4;
/** Columns of a cell with its gap: with a decimal, with whole numbers, with signs; and with two decimals and room around them. */
const CELLS = { decimals: 5, whole: 4, signs: 2 } as const;
const ROOMY_CELL = 9;
const POINTER = 1;
type Form = keyof typeof CELLS;
const forms: readonly Form[] = ['decimals', 'whole', 'signs'];
/** The least width of a box: it shows its title. */
const NARROWEST = 15;
/** The least size of a matrix that is scaled down, because it does not fit alone. */
const SCALED: Size = { columns: 28, rows: 10 };
const SHORTEST = 6;
/** Rows of a box besides the cells: border and labels; and the legend. */
const EXTRA_ROWS = BORDER.rows + 1;
const LEGEND_ROWS = 2;
const TALL_CELL = 3;

interface Wish {
  readonly least: number;
  readonly most: number;
}

/**
 * All layers beside or below one another, in the form that shows most; where they do not fit even as signs, the first ones that fit as
 * numbers. A matrix is scaled down only where it would not fit alone. The `rows` of a shape include row parameters.
 */
export function arrangeLayers(shapes: readonly PictureShape[], size: Size): Arrangement {
  const fewer = Array.from({ length: shapes.length - 1 }, (_, index) => shapes.length - 1 - index);
  const choices = [
    ...forms.map((form) => [shapes.length, form] as const),
    ...fewer.flatMap((count) => forms.slice(0, 2).map((form) => [count, form] as const)),
    ...fewer.map((count) => [count, 'signs'] as const),
  ];
  for (const [count, form] of choices) {
    const own = shapes.slice(0, count);
    const widths = own.map((shape) => columnsWish(shape, form, size.columns));
    const heights = own.map((shape) => rowsWish(shape, size.rows));
    if (fits(widths, size.columns)) return across(widths, size);
    // Below one another, every layer must have room for the form.
    if (fits(heights, size.rows) && widths.every(({ least }) => least <= size.columns)) return down(heights, size);
  }
  return across(
    shapes.slice(0, 1).map((shape) => columnsWish(shape, 'signs', size.columns)),
    size,
  );
}

function down(heights: readonly Wish[], { columns, rows }: Size): Arrangement {
  return { direction: 'down', sizes: share(rows, heights).map((own) => ({ columns, rows: own })) };
}

function across(widths: readonly Wish[], { columns, rows }: Size): Arrangement {
  return { direction: 'across', sizes: share(columns, widths).map((own) => ({ columns: own, rows })) };
}

/** Sizes that layers need. */
interface ArrangementWish extends Size {
  /** The columns in which all layers stand side by side, with a decimal. */
  readonly across: number;
  /** The columns and rows in which they stand below one another, with a decimal. */
  readonly numbers: number;
  readonly stacked: number;
  /** The rows that they use side by side. */
  readonly tall: number;
  /** The least sizes in which no layer is scaled down: side by side, and below one another. */
  readonly whole: readonly Size[];
}

/** The size in which all layers fit side by side, and others. */
export function arrangementWish(shapes: readonly PictureShape[]): ArrangementWish {
  const widths = shapes.map((shape) => columnsWish(shape, 'decimals', Number.POSITIVE_INFINITY));
  const heights = shapes.map((shape) => rowsWish(shape, Number.POSITIVE_INFINITY));
  const signs = shapes.map((shape) => columnsWish(shape, 'signs', Number.POSITIVE_INFINITY).least);
  const leasts = heights.map(({ least }) => least);
  return {
    columns: sum(widths.map(({ most }) => most)),
    rows: Math.max(...heights.map(({ least }) => least + 1)),
    across: sum(widths.map(({ least }) => least)),
    numbers: Math.max(...widths.map(({ least }) => least)),
    stacked: sum(heights.map(({ least }) => least + 1)),
    tall: Math.max(...heights.map(({ most }) => most)),
    whole: [
      { columns: sum(signs), rows: Math.max(...leasts) },
      { columns: Math.max(...signs), rows: sum(leasts) },
    ],
  };
}

/** The columns of a layer with cells of a form, or of its scaled picture where `room` is too narrow even for signs. */
function columnsWish({ columns, label = LABEL, heading = 0 }: PictureShape, form: Form, room: number): Wish {
  const wide = (cell: number): number => Math.max(NARROWEST, BORDER.columns + label + columns * cell);
  // Cells with signs have no gap after the last one, in which the pointer beside a label would have room.
  const signs = Math.max(NARROWEST, BORDER.columns + label + POINTER + columns * CELLS.signs);
  const least = form === 'signs' ? signs : wide(CELLS[form]);
  const most = wide(Math.max(ROOMY_CELL, heading + 2));
  if (least <= room) return { least, most };
  return { least: signs <= room ? least : Math.min(SCALED.columns, room), most };
}

function rowsWish({ rows }: Shape, room: number): Wish {
  const least = Math.max(SHORTEST, rows + EXTRA_ROWS);
  const most = TALL_CELL * rows + EXTRA_ROWS + LEGEND_ROWS;
  return { least: least <= room ? least : Math.min(SCALED.rows, room), most };
}

function fits(wishes: readonly Wish[], length: number): boolean {
  return sum(wishes.map(({ least }) => least)) <= length;
}

/** A length divided by wishes: the least for each, then the rest in proportion to most − least. */
function share(length: number, wishes: readonly Wish[]): readonly number[] {
  const spare = length - sum(wishes.map(({ least }) => least));
  const ranges = wishes.map(({ least, most }) => Math.max(1, most - least));
  const shares = wishes.map(({ least }, i) => least + Math.floor((spare * ranges[i]!) / sum(ranges)));
  shares[shares.length - 1]! += length - sum(shares);
  return shares;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
