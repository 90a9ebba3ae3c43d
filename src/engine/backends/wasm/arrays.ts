import { cos, sin } from '../../../language/elementary.ts';
import { type Cells, part, transposed, type View } from '../../views.ts';
import { F64, f64x2, I32, i32, i64x2, type Local, ModuleWriter, repeat, V128, v128, when } from './emitter.ts';
import { FUNCTION_CELLS, functionsOf } from './module-functions.ts';
import { log1p, pow, sineOrCosine } from './pair-functions.ts';
import { type Functions, type Pairs, PairWriter } from './vectors.ts';

/*
 * Kernels over cells in any typed array, such as those of a script's arrays: two cells at a time, with the bits of the loops in TypeScript. A
 * kernel computes in the memory of one WebAssembly module. Only `bring`, `packBlocks` and `copyRows` know that the cells are copied there.
 * A long file, since the code that is written and its calls agree on the places of the memory.
 */

/** The functions of one cell that the module has. */
const mapped = ['cos', 'exp', 'expm1', 'log', 'log1p', 'sin', 'sqrt', 'square', 'tanh'] as const;
type MappedName = (typeof mapped)[number];

/** The functions of two cells that the module has. */
const combined = ['add', 'subtract', 'multiply', 'divide', 'power'] as const;
type CombinedName = (typeof combined)[number];

export type KernelName = MappedName | CombinedName;

const simple = { add: f64x2.add, subtract: f64x2.sub, multiply: f64x2.mul, divide: f64x2.div };

/** Sizes of the tiles of a product: rows, inner indices, columns. */
const ROWS = 64;
const INNER = 256;
const COLUMNS = 512;
/** A block has two rows and eight columns. */
const TALL = 2;
const WIDE = 8;

/** The first cells of the tiles in the memory. The first operands of `computeCells` begin at 0. */
const LEFT = 0;
const RIGHT = LEFT + ROWS * INNER;
const SUMS = RIGHT + INNER * COLUMNS;
const TABLE = SUMS + ROWS * COLUMNS;
const CELLS = TABLE + FUNCTION_CELLS;
/** Cells of an operand that are computed in one call. */
const PIECE = 8192;
/** The first cell of the second operands. */
const OTHERS = PIECE + 4;

interface Kernels {
  readonly cells: Float64Array;
  /** Adds the products of a tile to its sums, or begins with 0. */
  multiply(inner: number, blocksDown: number, blocksAcross: number, goesOn: number): void;
  /** Computes the first cells in place, with those at `OTHERS` for a function of two; 1 where all results are finite. */
  readonly functions: Readonly<Record<KernelName, (cells: number) => number>>;
}

/** Made when it is first needed. Undefined where no memory can be had. */
let kernels: Kernels | undefined;
let isMissing = false;

function find(): Kernels | undefined {
  if (kernels !== undefined || isMissing) return kernels;
  try {
    kernels = made();
  } catch {
    // Without memory or WebAssembly the loops in TypeScript remain.
    isMissing = true;
  }
  return kernels;
}

/** Functions of rare arguments. */
const rare = { cos, sin };

function made(): Kernels {
  const module = new ModuleWriter(1);
  const imported = new Map(Object.keys(rare).map((name) => [name, module.imported(name, [F64], [F64])]));
  const own = functionsOf(module, TABLE, imported);
  writeMultiply(module);
  for (const name of mapped) writeMap(module, name, own);
  for (const name of combined) writeCombination(module, name, own);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((8 * CELLS) / 65536) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory, ...rare } });
  return {
    cells: new Float64Array(memory.buffer),
    multiply: exports['product'] as Kernels['multiply'],
    functions: exports as unknown as Kernels['functions'],
  };
}

/** z(r, c) += Σ x(r, k) y(k, c) for blocks of two rows and eight columns. */
function writeMultiply(module: ModuleWriter): void {
  module.exported('product', [I32, I32, I32, I32], [], (f) => {
    const [inner, down, across, goesOn] = [0, 1, 2, 3].map((index) => f.parameter(index)) as Four;
    const [x, y, z, end] = [f, f, f, f].map((own) => own.local(I32)) as Four;
    const [right, rowsLeft, column] = [f.local(I32), f.local(I32), f.local(I32)];
    const pairs = WIDE / 2;
    const sums = Array.from({ length: TALL * pairs }, () => f.local(V128));
    const read = Array.from({ length: pairs }, () => f.local(V128));
    const value = f.local(V128);
    const place = (index: number): number => 8 * (SUMS + COLUMNS * Math.floor(index / pairs)) + 16 * (index % pairs);
    const step = [
      read.map((local, index) => local.set(v128.load(y.get, 8 * RIGHT + 16 * index))),
      Array.from({ length: TALL }, (_, r) => [
        value.set(v128.loadSplat(x.get, 8 * LEFT + 8 * r)),
        read.map((local, index) => {
          const sum = sums[r * pairs + index] as Local;
          return sum.set(f64x2.add(sum.get, f64x2.mul(value.get, local.get)));
        }),
      ]),
      x.set(i32.add(x.get, i32.const(8 * TALL))),
      y.set(i32.add(y.get, i32.const(8 * WIDE))),
    ];
    const block = [
      when(
        goesOn.get,
        sums.map((sum, index) => sum.set(v128.load(z.get, place(index)))),
        sums.map((sum) => sum.set(f64x2.const(0))),
      ),
      y.set(right.get),
      end.set(i32.add(x.get, i32.mul(inner.get, i32.const(8 * TALL)))),
      repeat(step, i32.ne(x.get, end.get)),
      sums.map((sum, index) => v128.store(z.get, place(index), sum.get)),
      z.set(i32.add(z.get, i32.const(8 * COLUMNS * TALL))),
      rowsLeft.set(i32.sub(rowsLeft.get, i32.const(1))),
    ];
    const panel = [
      x.set(i32.const(0)),
      z.set(i32.mul(column.get, i32.const(8 * WIDE))),
      rowsLeft.set(down.get),
      repeat(block, rowsLeft.get),
      right.set(i32.add(right.get, i32.mul(inner.get, i32.const(8 * WIDE)))),
      column.set(i32.add(column.get, i32.const(1))),
    ];
    return repeat(panel, i32.ne(column.get, across.get));
  });
}

type Four = [Local, Local, Local, Local];

function mapPairs(writer: PairWriter, name: MappedName, pairs: Pairs): Pairs {
  if (name === 'square') return writer.each(pairs, (x) => f64x2.mul(x.get, x.get));
  if (name === 'expm1') return writer.expm1(pairs);
  if (name === 'sin') return writer.each(pairs, (x) => sineOrCosine(writer, name, x));
  if (name === 'log1p') return writer.each(pairs, (x) => log1p(writer, x));
  return writer.map(name, pairs);
}

/** Maps cells from the first on, four at a time. */
function writeMap(module: ModuleWriter, name: MappedName, functions: Functions): void {
  writeLoop(module, name, functions, (writer, at) =>
    mapPairs(
      writer,
      name,
      [0, 16].map((offset) => writer.keep(v128.load(at.get, offset))),
    ),
  );
}

function writeCombination(module: ModuleWriter, name: CombinedName, functions: Functions): void {
  writeLoop(module, name, functions, (writer, at) =>
    [0, 16].map((offset) => {
      const [x, y] = [offset, 8 * OTHERS + offset].map((place) => writer.keep(v128.load(at.get, place))) as [
        Local,
        Local,
      ];
      if (name !== 'power') return writer.keep(simple[name](x.get, y.get));
      // 1 to any exponent is 1, also to NaN, and so is −1 to ±∞.
      const result = writer.keep(pow(writer, x, y));
      const one = writer.constant(1);
      const isTurned = v128.and(
        f64x2.eq(x.get, writer.constant(-1)),
        f64x2.eq(f64x2.abs(y.get), writer.constant(Number.POSITIVE_INFINITY)),
      );
      return writer.keep(v128.select(one, result.get, v128.or(f64x2.eq(x.get, one), isTurned)));
    }),
  );
}

/** Writes two pairs of results in place at a time, and looks whether all are finite. */
function writeLoop(
  module: ModuleWriter,
  name: string,
  functions: Functions,
  results: (writer: PairWriter, at: Local) => Pairs,
): void {
  module.exported(name, [I32], [I32], (f) => {
    const writer = new PairWriter(f, functions);
    const [cells, at] = [f.parameter(0), f.local(I32)];
    const rests = f.local(V128);
    const body = writer.collect(() => {
      for (const [index, { get }] of results(writer, at).entries()) {
        writer.push(v128.store(at.get, 16 * index, get), rests.set(f64x2.add(rests.get, f64x2.sub(get, get))));
      }
      writer.push(at.set(i32.add(at.get, i32.const(32))));
    });
    return writer.finish([
      repeat(body, i32.lt(at.get, i32.shl(cells.get, i32.const(3)))),
      i64x2.allTrue(f64x2.eq(rests.get, f64x2.const(0))),
    ]);
  });
}

/**
 * z[i] = f(x[i], y[i]), of `count` cells; a function of one cell has no `y`. Steps are 0 or 1, that of z is 1.
 * @returns true where all results are finite; undefined where the loop in TypeScript has to do it
 */
export function computeCells(
  name: KernelName,
  x: Cells,
  y: Cells | undefined,
  z: Cells,
  count: number,
): boolean | undefined {
  const own = find();
  if (own === undefined) return undefined;
  const { cells, functions } = own;
  const of = functions[name];
  // Before a result is written over it.
  const [left, right] = [x.data[x.offset]!, y?.data[y.offset]];
  let areFinite = true;
  for (let done = 0; done < count; done += PIECE) {
    const size = Math.min(PIECE, count - done);
    bring(cells, 0, x, left, done, size);
    // A repeated number stays there.
    if (y !== undefined && (y.step === 1 || done === 0)) bring(cells, OTHERS, y, right!, done, size);
    // The functions of 1 are finite.
    for (const end of [size, OTHERS + size]) cells.fill(1, end, end + 3);
    if (of(size) === 0) areFinite = false;
    z.data.set(cells.subarray(0, size), z.offset + done);
  }
  return areFinite;
}

/** Copies a piece of an operand into the memory. */
function bring(cells: Float64Array, to: number, from: Cells, repeated: number, done: number, size: number): void {
  const first = from.offset + done;
  if (from.step === 1) cells.set(from.data.subarray(first, first + size), to);
  else cells.fill(repeated, to, to + size);
}

/** `multiplyInto` for all rows. Returns false where the loop in TypeScript has to do it. */
export function multiplyLarge(left: View, right: View, out: View): boolean {
  const own = find();
  if (own === undefined) return false;
  const [rows, columns] = out.shape as [number, number];
  // (x y)ᵀ = yᵀ xᵀ has few rows in place of few columns.
  if (columns < WIDE && rows > columns) inTiles(own, transposed(right), transposed(left), transposed(out));
  else inTiles(own, left, right, out);
  return true;
}

function inTiles({ cells, multiply }: Kernels, left: View, right: View, out: View): void {
  const [rows, columns] = out.shape as [number, number];
  const inner = left.shape[1]!;
  for (let c = 0; c < columns; c += COLUMNS) {
    const width = Math.min(COLUMNS, columns - c);
    for (let k = 0; k < inner; k += INNER) {
      const depth = Math.min(INNER, inner - k);
      packBlocks(cells, RIGHT, WIDE, transposed(part(right, k, c, depth, width)));
      for (let r = 0; r < rows; r += ROWS) {
        const height = Math.min(ROWS, rows - r);
        packBlocks(cells, LEFT, TALL, part(left, r, k, height, depth));
        const target = part(out, r, c, height, width);
        const sums: View = { data: cells, offset: SUMS, shape: target.shape, strides: [COLUMNS, 1] };
        if (k > 0) copyRows(target, sums);
        multiply(depth, Math.ceil(height / TALL), Math.ceil(width / WIDE), k > 0 ? 1 : 0);
        copyRows(sums, target);
      }
    }
  }
}

/** Cells of a row from which `set` is faster than a loop. */
const LONG_ROW = 32;

/** Copies the cells of a matrix to one of the same shape. */
function copyRows(from: View, to: View): void {
  const [rows, columns] = from.shape as [number, number];
  const [fromRow, fromColumn] = from.strides as [number, number];
  const [toRow, toColumn] = to.strides as [number, number];
  const { data: x } = from;
  const { data: z } = to;
  for (let r = 0, a = from.offset, b = to.offset; r < rows; r++, a += fromRow, b += toRow) {
    if (columns >= LONG_ROW && fromColumn === 1 && toColumn === 1) z.set(x.subarray(a, a + columns), b);
    else for (let c = 0; c < columns; c++) z[b + c * toColumn] = x[a + c * fromColumn]!;
  }
}

/** Copies the rows of an operand in blocks: of each column, the cells of `size` rows. A block beyond the last row has zeros. */
function packBlocks(cells: Float64Array, to: number, size: number, { data: from, offset, shape, strides }: View): void {
  const [rows, depth] = shape as [number, number];
  const [row, step] = strides as [number, number];
  let at = to;
  for (let r = 0; r < rows; r += size) {
    const whole = Math.min(size, rows - r);
    let start = offset + r * row;
    if (whole === WIDE) {
      for (let k = 0; k < depth; k++, at += WIDE, start += step) {
        cells[at] = from[start]!;
        cells[at + 1] = from[start + row]!;
        cells[at + 2] = from[start + 2 * row]!;
        cells[at + 3] = from[start + 3 * row]!;
        cells[at + 4] = from[start + 4 * row]!;
        cells[at + 5] = from[start + 5 * row]!;
        cells[at + 6] = from[start + 6 * row]!;
        cells[at + 7] = from[start + 7 * row]!;
      }
    } else if (whole === TALL && size === TALL) {
      for (let k = 0; k < depth; k++, at += TALL, start += step) {
        cells[at] = from[start]!;
        cells[at + 1] = from[start + row]!;
      }
    } else {
      for (let k = 0; k < depth; k++, at += size, start += step) {
        for (let i = 0; i < size; i++) cells[at + i] = i < whole ? from[start + i * row]! : 0;
      }
    }
  }
}
