import { type Code, f32, f32x4, I32, i32, type Local, repeat, V128, v128 } from './emitter.ts';
import { times } from './loops.ts';
import { single } from './single-quads.ts';
import { type Product, START } from './tree.ts';
import type { PairWriter } from './vectors.ts';

/*
 * Products of matrices of 32-bit floats. A block of cells, some rows by some fours of columns, keeps its sums in variables. Every sum runs in the
 * order of the inner index, from 0, each product and each sum rounded.
 */

/** Fours of columns in a block, and its most rows: their sums, and what is read, fit into 16 registers. */
const WIDEST = 2;
const TALLEST = 4;
/** Columns in a block. */
const WIDTH = 4 * WIDEST;
/** Rows of the result below which columns are read in place. */
const PACKED_ROWS = 8;

function innerOf({ transposed, left }: Product): number {
  return transposed === 'left' ? left.rows : left.columns;
}

function isPacked({ transposed, out }: Product): boolean {
  return transposed === 'right' || out.rows >= PACKED_ROWS;
}

/** The cells of 64 bits that a copy of the columns of a block needs. */
export function singlePanelCells(product: Product): number {
  return isPacked(product) ? (WIDTH * innerOf(product)) / 2 : 0;
}

/** Stores the first lanes of a vector. */
export function storeLanes(writer: PairWriter, address: Code, offset: number, vector: Local, lanes: number): void {
  if (lanes >= 4) writer.push(v128.store(address, offset, vector.get));
  else {
    for (let lane = 0; lane < lanes; lane++) {
      writer.push(f32x4.storeLane(address, offset + 4 * lane, vector.get, lane));
    }
  }
}

/** out(r, c) = Σ left(r, k) right(k, c). @param panel the first cell of memory for `singlePanelCells` cells */
export function writeSingleProduct(writer: PairWriter, product: Product, panel: number): void {
  const { columns } = product.out;
  times(writer, Math.floor(columns / WIDTH), [4 * WIDTH], ([base = START.base]) =>
    writeColumns(writer, product, panel, base, 0, WIDTH),
  );
  const rest = columns % WIDTH;
  if (rest > 0) writeColumns(writer, product, panel, START.base, 4 * (columns - rest), rest);
}

/** The columns of a block. @param base, offset the bytes to the first of them in a row of the result */
function writeColumns(
  writer: PairWriter,
  product: Product,
  panel: number,
  base: Code,
  offset: number,
  columns: number,
): void {
  const { left, right, out, transposed } = product;
  const inner = innerOf(product);
  const fours = Math.ceil(columns / 4);
  if (isPacked(product)) pack(writer, product, panel, base, offset, columns);
  const source = isPacked(product)
    ? { base: START.base, first: 8 * panel, step: 16 * fours }
    : { base, first: 8 * right.offset + offset, step: 4 * right.columns };
  const [leftRow, leftStep] = transposed === 'left' ? [4, 4 * left.columns] : [4 * inner, 4];
  const block = (rows: number, skipped: number, ofLeft: Code, cell: Code): void => {
    const sums = writeSums(writer, inner, rows, fours, {
      left: { base: ofLeft, first: 8 * left.offset + skipped * leftRow, row: leftRow, step: leftStep },
      right: source,
    });
    for (const [index, sum] of sums.entries()) {
      const [row, four] = [Math.floor(index / fours), index % fours];
      const at = 8 * out.offset + 4 * (skipped + row) * out.columns + offset + 16 * four;
      storeLanes(writer, i32.add(cell, base), at, sum, columns - 4 * four);
    }
  };
  const rows = Math.min(TALLEST, out.rows);
  const blocks = Math.floor(out.rows / rows);
  times(writer, blocks, [rows * leftRow, 4 * rows * out.columns], ([ofLeft = START.base, cell = START.base]) =>
    block(rows, 0, ofLeft, cell),
  );
  const rest = out.rows - blocks * rows;
  if (rest > 0) block(rest, blocks * rows, START.base, START.base);
}

/** Copies columns of the right matrix to the panel, an inner index after the other. */
function pack(writer: PairWriter, product: Product, panel: number, base: Code, offset: number, columns: number): void {
  const { right, transposed } = product;
  const inner = innerOf(product);
  const fours = Math.ceil(columns / 4);
  const to = 8 * panel;
  if (transposed !== 'right') {
    times(writer, inner, [4 * right.columns, 16 * fours], ([from = START.base, target = START.base]) => {
      for (let four = 0; four < fours; four++) {
        const cells = v128.load(i32.add(base, from), 8 * right.offset + offset + 16 * four);
        writer.push(v128.store(target, to + 16 * four, cells));
      }
    });
    return;
  }
  // A column of the transposed matrix is a row. `base` and `offset` count columns of 4 bytes.
  const start = writer.f.local(I32);
  writer.push(start.set(i32.mul(base, i32.const(inner))));
  times(writer, inner, [4, 16 * fours], ([from = START.base, target = START.base]) => {
    for (let column = 0; column < columns; column++) {
      const cell = f32.load(i32.add(start.get, from), 8 * right.offset + (offset + 4 * column) * inner);
      writer.push(f32.store(target, to + 4 * column, cell));
    }
  });
}

interface Operands {
  readonly left: { readonly base: Code; readonly first: number; readonly row: number; readonly step: number };
  readonly right: { readonly base: Code; readonly first: number; readonly step: number };
}

/** The sums of a block, row by row. */
function writeSums(
  writer: PairWriter,
  inner: number,
  rows: number,
  fours: number,
  { left, right }: Operands,
): readonly Local[] {
  const sums = Array.from({ length: rows * fours }, () => writer.keep(single(writer, 0)));
  const [x, y, end] = [writer.f.local(I32), writer.f.local(I32), writer.f.local(I32)];
  const read = Array.from({ length: fours }, () => writer.f.local(V128));
  const value = writer.f.local(V128);
  const step = writer.collect(() => {
    for (const [index, local] of read.entries()) writer.push(local.set(v128.load(y.get, right.first + 16 * index)));
    for (let row = 0; row < rows; row++) {
      writer.push(value.set(f32x4.loadSplat(x.get, left.first + row * left.row)));
      for (const [index, local] of read.entries()) {
        const sum = sums[row * fours + index] as Local;
        writer.push(sum.set(f32x4.add(sum.get, f32x4.mul(value.get, local.get))));
      }
    }
    writer.push(x.set(i32.add(x.get, i32.const(left.step))), y.set(i32.add(y.get, i32.const(right.step))));
  });
  writer.push(
    x.set(left.base),
    y.set(right.base),
    end.set(i32.add(x.get, i32.const(inner * left.step))),
    repeat(step, i32.ne(x.get, end.get)),
  );
  return sums;
}
