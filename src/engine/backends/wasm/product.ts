import type { Slot } from '../../lower.ts';
import { type Code, f64x2, I32, i32, type Local, repeat, V128, v128 } from './emitter.ts';
import { times, writeTree } from './loops.ts';
import { type Place, type Product, START, type Tree, TreeReader } from './tree.ts';
import type { Pairs, PairWriter } from './vectors.ts';

/*
 * Products of matrices. A block of cells, some rows by some pairs of columns, keeps its sums in variables, and each value that is
 * read serves several of them. Every sum runs in the order of the inner index, from 0.
 *
 * Where a matrix is large, the inner index is divided into tiles. The right matrix of a tile is copied, so that its cells are read one
 * after the other, and the sums continue from one tile to the next in the memory of the product.
 * One file, since blocks, tiles and copies agree on the places of the cells.
 */

/** Pairs of columns in a block. */
const WIDEST = 4;
/** Variables of a block: its sums, the values of one inner index, and one for their product. They fit into the registers of x86-64. */
const MOST_VARIABLES = 15;
/** Cells of the right matrix above which the columns of a block are copied together. */
const PACKED_FROM = 1024;
/** Rows of the result below which a copy does not pay. */
const PACKED_ROWS = 8;
/** Inner indices in a tile: the columns of a block take half of a cache of 32 kB. */
const LONGEST_TILE = 256;
/** Rows of a transposed left matrix that all columns read before the next ones: they share lines of the cache. */
const GROUP = 16;

/** The cells that the copy of the right matrix of a tile needs. */
export function panelCells(product: Product): number {
  if (!isPacked(product)) return 0;
  return 2 * Math.ceil(product.out.columns / 2) * tilesOf(product).length;
}

function innerOf({ transposed, left }: Product): number {
  return transposed === 'left' ? left.rows : left.columns;
}

function isPacked(product: Product): boolean {
  const { out, transposed } = product;
  if (out.rows < PACKED_ROWS || out.columns === 1) return false;
  return transposed === 'right' || innerOf(product) * out.columns > PACKED_FROM;
}

interface Tiles {
  readonly count: number;
  /** Inner indices of each tile. */
  readonly length: number;
  /** Inner indices of the last one. */
  readonly last: number;
}

function tilesOf(product: Product): Tiles {
  const inner = innerOf(product);
  if (!isPacked(product)) return { count: 1, length: inner, last: inner };
  const length = Math.ceil(inner / Math.ceil(inner / LONGEST_TILE));
  const count = Math.ceil(inner / length);
  return { count, length, last: inner - (count - 1) * length };
}

/** The rows of a block of some pairs of columns. */
function rowsOf(pairs: number): number {
  return Math.floor((MOST_VARIABLES - 1 - pairs) / (pairs + 1));
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

/** Some inner indices of a product. */
interface Tile {
  /** The bytes to the first of them in the left and the right matrix. */
  readonly left: Code;
  readonly right: Code;
  readonly length: number;
  /** Continues the sums in the memory of the product. */
  readonly goesOn: boolean;
}

/**
 * out(r, c) = the value of a tree whose product is this one.
 * @param panel the first cell of memory for `panelCells` cells.
 */
export function writeProduct(writer: PairWriter, product: Product, tree: Tree, out: Slot, panel: number): void {
  const { count, length, last } = tilesOf(product);
  const reader = new TreeReader(writer, tree, out);
  const sums: Tree = { kind: 'product', product };
  const steps = [length * leftSteps(product).step, length * rightStep(product)] as const;
  if (count > 1) writeTree(writer, { kind: 'value', value: 0 }, product.out);
  times(writer, count - 1, steps, ([left = START.base, right = START.base]) => {
    const own = new TreeReader(writer, sums, product.out);
    writeTile(writer, product, own, panel, { left, right, length, goesOn: true });
  });
  const [left, right] = steps.map((step) => i32.const((count - 1) * step)) as [Code, Code];
  writeTile(writer, product, reader, panel, { left, right, length: last, goesOn: count > 1 });
}

function writeTile(writer: PairWriter, product: Product, reader: TreeReader, panel: number, tile: Tile): void {
  const { columns, rows } = product.out;
  const width = 2 * WIDEST;
  const rest = columns % width;
  const restColumns = (): Columns => ({
    base: START.base,
    offset: 8 * (columns - rest),
    pairs: Math.ceil(rest / 2),
    isHalf: rest % 2 === 1,
  });
  const overColumns = (body: (own: Columns) => void): void => {
    times(writer, Math.floor(columns / width), [8 * width], ([base = START.base]) => {
      body({ base, offset: 0, pairs: WIDEST, isHalf: false });
    });
    if (rest > 0) body(restColumns());
  };
  const right = isPacked(product)
    ? (own: Columns) => packedCells(panel, tile, own)
    : (own: Columns) => rightCells(product, own);
  const blocks = (own: Columns, span?: Span): void => writeBlocks(writer, product, reader, tile, own, right(own), span);
  if (!isPacked(product)) {
    overColumns(blocks);
    return;
  }
  overColumns((own) => pack(writer, product, panel, tile, own));
  if (product.transposed !== 'left' || rows <= 2 * GROUP) {
    overColumns(blocks);
    return;
  }
  const whole = Math.floor(rows / GROUP);
  times(writer, whole, [GROUP], ([first = START.base]) => overColumns((own) => blocks(own, { first, rows: GROUP })));
  const left = rows - whole * GROUP;
  if (left > 0) overColumns((own) => blocks(own, { first: i32.const(whole * GROUP), rows: left }));
}

/** Some rows of the result. */
interface Span {
  readonly first: Code;
  readonly rows: number;
}

function leftSteps({ transposed, left }: Product): { readonly row: number; readonly step: number } {
  return transposed === 'left' ? { row: 8, step: 8 * left.columns } : { row: 8 * left.columns, step: 8 };
}

/** The bytes to the next inner index. */
function rightStep({ transposed, right }: Product): number {
  return transposed === 'right' ? 8 : 8 * right.columns;
}

/** Writes the cells of some columns, in all rows or in some. */
function writeBlocks(
  writer: PairWriter,
  product: Product,
  reader: TreeReader,
  tile: Tile,
  columns: Columns,
  right: RightCells,
  { first, rows: height }: Span = { first: START.base, rows: product.out.rows },
): void {
  const { left, out } = product;
  const { row: leftRow, step: leftStep } = leftSteps(product);
  const block = (
    rows: number,
    at: { readonly left: Code; readonly cell: Code; readonly row: Code },
    skipped: number,
  ) => {
    const places = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns.pairs }, (_, index): Place => {
        const distance = columns.offset + 16 * index;
        return {
          cell: { base: i32.add(at.cell, columns.base), offset: 8 * (skipped + row) * out.columns + distance },
          row: { base: at.row, offset: 8 * (skipped + row) },
          column: { base: columns.base, offset: distance },
          isHalf: columns.isHalf && index === columns.pairs - 1,
        };
      }),
    );
    const start = tile.goesOn
      ? places.flatMap((own) =>
          own.map(({ cell, isHalf }) => {
            const load = isHalf ? v128.loadFirst : v128.load;
            return load(cell.base, 8 * out.offset + cell.offset);
          }),
        )
      : places.flatMap((own) => own.map(() => writer.constant(0)));
    const sums = writeSums(writer, tile.length, start, columns.pairs, {
      left: { base: at.left, offset: 8 * left.offset + skipped * leftRow, row: leftRow, step: leftStep },
      right,
    });
    // Row by row: only the last pair of a read may be a single cell.
    for (const [row, own] of places.entries())
      reader.write(own, sums.slice(row * columns.pairs, (row + 1) * columns.pairs));
  };
  const from = {
    left: i32.add(tile.left, i32.mul(first, i32.const(leftRow))),
    cell: i32.mul(first, i32.const(8 * out.columns)),
    row: i32.mul(first, i32.const(8)),
  };
  const rows = Math.min(height, rowsOf(columns.pairs));
  const blocks = Math.floor(height / rows);
  times(writer, blocks, [rows * leftRow, 8 * rows * out.columns, 8 * rows], ([ofLeft, cell, row]) => {
    const at = {
      left: i32.add(from.left, ofLeft as Code),
      cell: i32.add(from.cell, cell as Code),
      row: i32.add(from.row, row as Code),
    };
    block(rows, at, 0);
  });
  const rest = height - blocks * rows;
  if (rest > 0) block(rest, from, blocks * rows);
}

/** Where pairs of the right matrix are read. */
interface RightCells {
  /** The bytes to the next inner index. */
  readonly step: number;
  readonly base: Code;
  /** Reads a pair of columns at an address. */
  readonly pair: (address: Code, index: number) => Code;
}

/** Copies columns of the right matrix to the panel, an inner index after the other. */
function pack(writer: PairWriter, product: Product, panel: number, tile: Tile, columns: Columns): void {
  const from = rightCells(product, columns);
  const to = packedCells(panel, tile, columns);
  times(writer, tile.length, [from.step, to.step], ([source = START.base, target = START.base]) => {
    const address = i32.add(i32.add(from.base, tile.right), source);
    for (let index = 0; index < columns.pairs; index++) {
      writer.push(v128.store(i32.add(to.base, target), to.first + 16 * index, from.pair(address, index)));
    }
  });
}

/** The columns in the panel. */
function packedCells(
  panel: number,
  { length }: Tile,
  { base, offset, pairs }: Columns,
): RightCells & { readonly first: number } {
  const width = 16 * pairs;
  const first = 8 * panel + offset * length;
  return {
    first,
    step: width,
    base: i32.mul(base, i32.const(length)),
    pair: (address, index) => v128.load(address, first + 16 * index),
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
      pair: (address, index) => {
        const load = isSingle(index) ? v128.loadFirst : v128.load;
        return load(address, start + offset + 16 * index);
      },
    };
  }
  // A column of the transposed matrix is a row.
  const row = 8 * right.columns;
  return {
    step: 8,
    base: i32.mul(base, i32.const(right.columns)),
    pair: (address, index) => {
      const first = start + offset * right.columns + 2 * index * row;
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

/** The sums of a block, row by row. @param start the values with which they begin */
function writeSums(
  writer: PairWriter,
  inner: number,
  start: readonly Code[],
  pairs: number,
  { left, right }: Operands,
): Pairs {
  const sums = start.map((value) => writer.keep(value));
  const rows = sums.length / pairs;
  const [x, y] = [writer.f.local(I32), writer.f.local(I32)];
  const end = writer.f.local(I32);
  const read = Array.from({ length: pairs }, () => writer.f.local(V128));
  const value = writer.f.local(V128);
  const step = writer.collect(() => {
    for (const [index, local] of read.entries()) writer.push(local.set(right.pair(y.get, index)));
    for (let row = 0; row < rows; row++) {
      writer.push(value.set(v128.loadSplat(x.get, left.offset + row * left.row)));
      for (const [index, local] of read.entries()) {
        const sum = sums[row * pairs + index] as Local;
        writer.push(sum.set(f64x2.add(sum.get, f64x2.mul(value.get, local.get))));
      }
    }
    writer.push(x.set(i32.add(x.get, i32.const(left.step))), y.set(i32.add(y.get, i32.const(right.step))));
  });
  writer.push(
    x.set(left.base),
    y.set(right.base),
    end.set(i32.add(x.get, i32.const(inner * left.step))),
    // One step in a pass: V8 reads all values of a pass first, and those of a second step have no register.
    repeat(step, i32.ne(x.get, end.get)),
  );
  return sums;
}
