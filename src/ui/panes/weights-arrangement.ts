import type { Shape } from '../../language/expression.ts';
import type { Size } from '../views/layout.ts';
import { BORDER } from './box.ts';

/** Boxes of the layers that are shown, in their order, beside or below one another. */
export interface Arrangement {
  readonly direction: 'across' | 'down';
  readonly sizes: readonly Size[];
}

/*
 * What a matrix takes, in columns and rows, borders included: at the least with short numbers, at the most with long
 * ones. By its shape alone, so that nothing on the screen moves because a weight has grown.
 */
const LABEL = 4;
const CELL = { least: 5, most: 9 };
/** A box shows its title, and a matrix too large for that is scaled down. */
const NARROWEST = 15;
const WIDEST_LEAST = 28;
const SHORTEST = 7;
const TALLEST_LEAST = 10;
/** Lines of a box besides the cells: border, names, legend. */
const EXTRA_ROWS = BORDER.rows + 2;

interface Wish {
  readonly least: number;
  readonly most: number;
}

/** As many layers as fit, in the direction in which more do. `rows` of a shape count its bias row. */
export function arrangeLayers(shapes: readonly Shape[], size: Size): Arrangement {
  const widths = shapes.map(columnsWish);
  const heights = shapes.map(rowsWish);
  const across = Math.max(1, fitting(widths, size.columns));
  const down = fitting(heights, size.rows);
  return across >= down
    ? {
        direction: 'across',
        sizes: share(size.columns, widths.slice(0, across)).map((columns) => ({ columns, rows: size.rows })),
      }
    : {
        direction: 'down',
        sizes: share(size.rows, heights.slice(0, down)).map((rows) => ({ columns: size.columns, rows })),
      };
}

/** The space in which all layers stand side by side. */
export function arrangementWish(shapes: readonly Shape[]): Size {
  return {
    columns: sum(shapes.map((shape) => columnsWish(shape).most)),
    rows: Math.max(...shapes.map((shape) => rowsWish(shape).least)),
  };
}

function columnsWish({ columns }: Shape): Wish {
  const across = (cell: number): number => Math.max(NARROWEST, BORDER.columns + LABEL + columns * cell);
  return { least: Math.min(across(CELL.least), WIDEST_LEAST), most: across(CELL.most) };
}

function rowsWish({ rows }: Shape): Wish {
  const least = Math.max(SHORTEST, rows + EXTRA_ROWS);
  return { least: Math.min(least, TALLEST_LEAST), most: least };
}

/** How many of the first wishes fit into a length at their least. */
function fitting(wishes: readonly Wish[], length: number): number {
  let used = 0;
  const overflow = wishes.findIndex(({ least }) => {
    used += least;
    return used > length;
  });
  return overflow === -1 ? wishes.length : overflow;
}

/** Divides a length: each gets its least, then the rest in proportion to what it would like beyond that. */
function share(length: number, wishes: readonly Wish[]): readonly number[] {
  const spare = length - sum(wishes.map(({ least }) => least));
  const appetites = wishes.map(({ least, most }) => Math.max(1, most - least));
  const shares = wishes.map(({ least }, i) => least + Math.floor((spare * appetites[i]!) / sum(appetites)));
  shares[shares.length - 1]! += length - sum(shares);
  return shares;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
