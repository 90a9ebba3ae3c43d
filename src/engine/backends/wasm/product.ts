import type { Slot } from '../../lower.ts';
import { type Code, f64x2, I32, i32, type Local, repeat, V128, v128 } from './emitter.ts';
import { times } from './loops.ts';
import { type Place, type Product, START, type Tree, TreeReader } from './tree.ts';
import type { Pairs, PairWriter } from './vectors.ts';

/*
 * Products of matrices. A block of cells, some rows by some pairs of columns, keeps its sums in variables, and each value that is
 * read serves several of them. Every sum runs in the order of the inner index, from 0.
 */

/** Pairs of columns in a block, and sums in it: they fit into 16 registers together with what is read. */
const WIDEST = 4;
const MOST_SUMS = 8;
/** Steps of the inner index in one pass of its loop. */
const UNROLLED = 2;
/** Cells of the right matrix above which the columns of a block are copied together. */
const PACKED_FROM = 1024;

/** The cells that one copy of a block's columns needs. */
export function panelCells(product: Product): number {
  return isPacked(product) ? 2 * WIDEST * innerOf(product) : 0;
}

function innerOf({ transposed, left }: Product): number {
  return transposed === 'left' ? left.rows : left.columns;
}

function isPacked(product: Product): boolean {
  const { out, transposed } = product;
  if (out.rows < MOST_SUMS || out.columns === 1) return false;
  return transposed === 'right' || innerOf(product) * out.columns > PACKED_FROM;
}

/** Columns of the result that are computed together. */
interface Columns {
  /** The first one in bytes. */
  readonly base: Code;
  readonly offset: number;
  readonly pairs: number;
  /** True where the last pair is a single column. */
  readonly isHalf: boolean;
}

/**
 * out(r, c) = the value of a tree whose product is this one.
 * @param panel the first cell of memory for `panelCells` cells.
 */
export function writeProduct(writer: PairWriter, product: Product, tree: Tree, out: Slot, panel: number): void {
  const { columns } = out;
  const reader = new TreeReader(writer, tree, out);
  const wide = 2 * WIDEST;
  times(writer, Math.floor(columns / wide), [8 * wide], ([base = START.base]) => {
    writeColumns(writer, product, reader, out, panel, { base, offset: 0, pairs: WIDEST, isHalf: false });
  });
  const rest = columns % wide;
  if (rest === 0) return;
  const offset = 8 * (columns - rest);
  const pairs = Math.ceil(rest / 2);
  writeColumns(writer, product, reader, out, panel, { base: START.base, offset, pairs, isHalf: rest % 2 === 1 });
}

function writeColumns(
  writer: PairWriter,
  product: Product,
  reader: TreeReader,
  out: Slot,
  panel: number,
  columns: Columns,
): void {
  const right = packed(writer, product, panel, columns);
  const { transposed, left } = product;
  const inner = innerOf(product);
  const [leftRow, leftStep] = transposed === 'left' ? [8, 8 * left.columns] : [8 * inner, 8];
  const block = (rows: number, at: { readonly left: Code; readonly cell: Code; readonly row: Code }, first: number) => {
    const sums = writeSums(writer, inner, rows, columns.pairs, {
      left: { base: at.left, offset: 8 * left.offset + first * leftRow, row: leftRow, step: leftStep },
      right,
    });
    const places = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns.pairs }, (_, index): Place => {
        const distance = columns.offset + 16 * index;
        return {
          cell: { base: i32.add(at.cell, columns.base), offset: 8 * (first + row) * out.columns + distance },
          row: { base: at.row, offset: 8 * (first + row) },
          column: { base: columns.base, offset: distance },
          isHalf: columns.isHalf && index === columns.pairs - 1,
        };
      }),
    );
    // Row by row: only the last pair of a read may be a single cell.
    for (const [row, own] of places.entries())
      reader.write(own, sums.slice(row * columns.pairs, (row + 1) * columns.pairs));
  };
  const rows = Math.min(out.rows, Math.max(1, Math.floor(MOST_SUMS / columns.pairs)));
  const blocks = Math.floor(out.rows / rows);
  times(writer, blocks, [rows * leftRow, 8 * rows * out.columns, 8 * rows], ([ofLeft, cell, row]) => {
    block(rows, { left: ofLeft as Code, cell: cell as Code, row: row as Code }, 0);
  });
  const rest = out.rows - blocks * rows;
  if (rest > 0) block(rest, { left: START.base, cell: START.base, row: START.base }, blocks * rows);
}

/** Where pairs of the right matrix are read. */
interface RightCells {
  /** The bytes to the next inner index. */
  readonly step: number;
  readonly base: Code;
  /** Reads a pair of columns, at an address and an inner index after it. */
  readonly pair: (address: Code, k: number, index: number) => Code;
}

/** The columns of the right matrix: in place, or copied to the panel, an inner index after the other. */
function packed(writer: PairWriter, product: Product, panel: number, columns: Columns): RightCells {
  const inPlace = rightCells(product, columns);
  if (!isPacked(product)) return inPlace;
  const width = 16 * columns.pairs;
  times(writer, innerOf(product), [inPlace.step, width], ([from = START.base, to = START.base]) => {
    for (let index = 0; index < columns.pairs; index++) {
      writer.push(v128.store(to, 8 * panel + 16 * index, inPlace.pair(i32.add(inPlace.base, from), 0, index)));
    }
  });
  return {
    step: width,
    base: START.base,
    pair: (address, k, index) => v128.load(address, 8 * panel + k * width + 16 * index),
  };
}

function rightCells({ transposed, right }: Product, { base, offset, pairs, isHalf }: Columns): RightCells {
  const start = 8 * right.offset;
  const isSingle = (index: number): boolean => isHalf && index === pairs - 1;
  if (transposed !== 'right') {
    const step = 8 * right.columns;
    return {
      step,
      base,
      pair: (address, k, index) => {
        const load = isSingle(index) ? v128.loadFirst : v128.load;
        return load(address, start + offset + k * step + 16 * index);
      },
    };
  }
  // A column of the transposed matrix is a row.
  const row = 8 * right.columns;
  return {
    step: 8,
    base: i32.mul(base, i32.const(right.columns)),
    pair: (address, k, index) => {
      const first = start + offset * right.columns + 8 * k + 2 * index * row;
      const low = v128.loadFirst(address, first);
      return isSingle(index) ? low : v128.loadSecond(address, first + row, low);
    },
  };
}

interface Operands {
  /** `row` and `step` are the bytes to the next row, and to the next inner index. */
  readonly left: { readonly base: Code; readonly offset: number; readonly row: number; readonly step: number };
  readonly right: RightCells;
}

/** The sums of a block, row by row. */
function writeSums(writer: PairWriter, inner: number, rows: number, pairs: number, { left, right }: Operands): Pairs {
  const sums = Array.from({ length: rows * pairs }, () => writer.keep(writer.constant(0)));
  const [x, y] = [writer.f.local(I32), writer.f.local(I32)];
  const end = writer.f.local(I32);
  const read = Array.from({ length: pairs }, () => writer.f.local(V128));
  const value = writer.f.local(V128);
  const step = (k: number): void => {
    for (const [index, local] of read.entries()) writer.push(local.set(right.pair(y.get, k, index)));
    for (let row = 0; row < rows; row++) {
      writer.push(value.set(v128.loadSplat(x.get, left.offset + row * left.row + k * left.step)));
      for (const [index, local] of read.entries()) {
        const sum = sums[row * pairs + index] as Local;
        writer.push(sum.set(f64x2.add(sum.get, f64x2.mul(value.get, local.get))));
      }
    }
  };
  writer.push(x.set(left.base), y.set(right.base));
  const passes = Math.floor(inner / UNROLLED);
  const body = writer.collect(() => {
    for (let k = 0; k < UNROLLED; k++) step(k);
    writer.push(
      x.set(i32.add(x.get, i32.const(UNROLLED * left.step))),
      y.set(i32.add(y.get, i32.const(UNROLLED * right.step))),
    );
  });
  if (passes > 1) {
    writer.push(
      end.set(i32.add(x.get, i32.const(passes * UNROLLED * left.step))),
      repeat(body, i32.ne(x.get, end.get)),
    );
  } else if (passes === 1) writer.push(body);
  for (let k = 0; k < inner % UNROLLED; k++) step(k);
  return sums;
}
