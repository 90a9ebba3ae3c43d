import { cos, sin } from '../../../language/elementary.ts';
import { F64, f64x2, I32, i32, i64x2, type Local, ModuleWriter, repeat, V128, v128, when } from './emitter.ts';
import { functionsOf } from './module-functions.ts';
import { log1p, pow, sineOrCosine } from './pair-functions.ts';
import { type FindFunction, type Pairs, PairWriter } from './vectors.ts';

/*
 * Kernels over arrays of any place and size, such as those of a script: the array is copied into the memory of one WebAssembly module,
 * computed there two cells at a time, and copied back. The bits are those of the loops in TypeScript.
 */

/** The functions of one cell that the module has. */
const mapped = ['cos', 'exp', 'expm1', 'log', 'log1p', 'sin', 'tanh'] as const;
export type MappedName = (typeof mapped)[number];

/** The functions of two cells that the module has. */
const combined = ['add', 'subtract', 'multiply', 'divide', 'power'] as const;
export type CombinedName = (typeof combined)[number];

const simple = { add: f64x2.add, subtract: f64x2.sub, multiply: f64x2.mul, divide: f64x2.div };

/** Sizes of the tiles of a product: rows, inner indices, columns. */
const ROWS = 64;
const INNER = 256;
const COLUMNS = 512;
/** A block has two rows and eight columns. */
const TALL = 2;
const WIDE = 8;

/** The first cells of the tiles in the memory. Cells of `mapArray` begin at 0. */
const LEFT = 0;
const RIGHT = LEFT + ROWS * INNER;
const SUMS = RIGHT + INNER * COLUMNS;
const CELLS = SUMS + ROWS * COLUMNS;
/** Cells that are mapped in one call. */
const MAPPED = 8192;
/** The first cell of the second operands. */
const OTHERS = MAPPED + 4;

interface Kernels {
  readonly cells: Float64Array;
  /** Adds the products of a tile to its sums, or begins with 0. */
  multiply(inner: number, blocksDown: number, blocksAcross: number, goesOn: number): void;
  /** Maps the first cells in place; 1 where all results are finite. */
  readonly maps: Readonly<Record<MappedName, (cells: number) => number>>;
  /** Combines the first cells with those at `OTHERS`, in place; 1 where all results are finite. */
  readonly combinations: Readonly<Record<CombinedName, (cells: number) => number>>;
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
  const find = functionsOf(module, imported);
  writeMultiply(module);
  for (const name of mapped) writeMap(module, name, find);
  for (const name of combined) writeCombination(module, name, find);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((8 * CELLS) / 65536) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory, ...rare } });
  return {
    cells: new Float64Array(memory.buffer),
    multiply: exports['product'] as Kernels['multiply'],
    maps: exports as unknown as Kernels['maps'],
    combinations: exports as unknown as Kernels['combinations'],
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
  if (name === 'expm1') return writer.expm1(pairs);
  if (name === 'sin') return writer.each(pairs, (x) => sineOrCosine(writer, name, x));
  if (name === 'log1p') return writer.each(pairs, (x) => log1p(writer, x));
  return writer.map(name, pairs);
}

/** Maps cells from the first on, four at a time. */
function writeMap(module: ModuleWriter, name: MappedName, find: FindFunction): void {
  writeLoop(module, name, find, (writer, at) =>
    mapPairs(
      writer,
      name,
      [0, 16].map((offset) => writer.keep(v128.load(at.get, offset))),
    ),
  );
}

function writeCombination(module: ModuleWriter, name: CombinedName, find: FindFunction): void {
  writeLoop(module, name, find, (writer, at) =>
    [0, 16].map((offset) => {
      const [x, y] = [offset, 8 * OTHERS + offset].map((place) => writer.keep(v128.load(at.get, place))) as [
        Local,
        Local,
      ];
      if (name !== 'power') return writer.keep(simple[name](x.get, y.get));
      // Where a base is 1, the power is 1, of NaN too.
      const result = writer.keep(pow(writer, x, y));
      const one = writer.constant(1);
      return writer.keep(v128.select(one, result.get, f64x2.eq(x.get, one)));
    }),
  );
}

/** Writes two pairs of results in place at a time, and looks whether all are finite. */
function writeLoop(
  module: ModuleWriter,
  name: string,
  find: FindFunction,
  results: (writer: PairWriter, at: Local) => Pairs,
): void {
  module.exported(name, [I32], [I32], (f) => {
    const writer = new PairWriter(f, find);
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

/** As `mapArray`, z[i] = f(x[i], y[i]). @param xStep, yStep 0 for one number, 1 for `count` of them */
export function combineArrays(
  name: CombinedName,
  x: Float64Array,
  xFirst: number,
  xStep: number,
  y: Float64Array,
  yFirst: number,
  yStep: number,
  z: Float64Array,
  zFirst: number,
  count: number,
): boolean | undefined {
  const own = find();
  if (own === undefined) return undefined;
  const { cells } = own;
  // Before a result is written over it.
  const [left, right] = [x[xFirst] as number, y[yFirst] as number];
  let areFinite = true;
  for (let done = 0; done < count; done += MAPPED) {
    const part = Math.min(MAPPED, count - done);
    if (xStep === 1) cells.set(x.subarray(xFirst + done, xFirst + done + part));
    else cells.fill(left, 0, part);
    if (yStep === 1) cells.set(y.subarray(yFirst + done, yFirst + done + part), OTHERS);
    else if (done === 0) cells.fill(right, OTHERS, OTHERS + part);
    cells.fill(1, part, part + 3);
    cells.fill(1, OTHERS + part, OTHERS + part + 3);
    if (own.combinations[name](part) === 0) areFinite = false;
    z.set(cells.subarray(0, part), zFirst + done);
  }
  return areFinite;
}

/**
 * z[i] = f(x[i]) for `count` cells next to each other. Returns undefined where the loop in TypeScript has to do it, otherwise true where all
 * results are finite.
 */
export function mapArray(
  name: MappedName,
  x: Float64Array,
  xFirst: number,
  z: Float64Array,
  zFirst: number,
  count: number,
): boolean | undefined {
  const own = find();
  if (own === undefined) return undefined;
  let areFinite = true;
  for (let done = 0; done < count; done += MAPPED) {
    const part = Math.min(MAPPED, count - done);
    own.cells.set(x.subarray(xFirst + done, xFirst + done + part));
    own.cells.fill(1, part, part + 3);
    if (own.maps[name](part) === 0) areFinite = false;
    z.set(own.cells.subarray(0, part), zFirst + done);
  }
  return areFinite;
}

/**
 * `multiplyInto` for all rows. Returns false where the loop in TypeScript has to do it.
 * @param xRow, xStep, yColumn, yStep as in `multiplyInto`
 */
export function multiplyArrays(
  z: Float64Array,
  zFirst: number,
  rows: number,
  columns: number,
  inner: number,
  x: Float64Array,
  xFirst: number,
  xRow: number,
  xStep: number,
  y: Float64Array,
  yFirst: number,
  yColumn: number,
  yStep: number,
): boolean {
  const own = find();
  if (own === undefined) return false;
  if (columns < WIDE && rows > columns) {
    // (x y)ᵀ = yᵀ xᵀ has few rows in place of few columns.
    inTiles(own, z, zFirst, 1, columns, columns, rows, inner, y, yFirst, yColumn, yStep, x, xFirst, xRow, xStep);
  } else inTiles(own, z, zFirst, columns, 1, rows, columns, inner, x, xFirst, xRow, xStep, y, yFirst, yColumn, yStep);
  return true;
}

function inTiles(
  { cells, multiply }: Kernels,
  z: Float64Array,
  zFirst: number,
  zRow: number,
  zColumn: number,
  rows: number,
  columns: number,
  inner: number,
  x: Float64Array,
  xFirst: number,
  xRow: number,
  xStep: number,
  y: Float64Array,
  yFirst: number,
  yColumn: number,
  yStep: number,
): void {
  for (let c = 0; c < columns; c += COLUMNS) {
    const width = Math.min(COLUMNS, columns - c);
    for (let k = 0; k < inner; k += INNER) {
      const depth = Math.min(INNER, inner - k);
      copyBlocks(cells, RIGHT, WIDE, width, depth, y, yFirst + c * yColumn + k * yStep, yColumn, yStep);
      for (let r = 0; r < rows; r += ROWS) {
        const height = Math.min(ROWS, rows - r);
        copyBlocks(cells, LEFT, TALL, height, depth, x, xFirst + r * xRow + k * xStep, xRow, xStep);
        const first = zFirst + r * zRow + c * zColumn;
        if (k > 0) copyRows(z, first, zRow, zColumn, cells, SUMS, COLUMNS, 1, height, width);
        multiply(depth, Math.ceil(height / TALL), Math.ceil(width / WIDE), k > 0 ? 1 : 0);
        copyRows(cells, SUMS, COLUMNS, 1, z, first, zRow, zColumn, height, width);
      }
    }
  }
}

/** Cells of a row from which `set` is faster than a loop. */
const LONG_ROW = 32;

/** Copies rows of cells; each matrix begins at an index, and has a distance to the next row and to the next column. */
function copyRows(
  from: Float64Array,
  fromFirst: number,
  fromRow: number,
  fromColumn: number,
  to: Float64Array,
  toFirst: number,
  toRow: number,
  toColumn: number,
  rows: number,
  columns: number,
): void {
  for (let r = 0, a = fromFirst, b = toFirst; r < rows; r++, a += fromRow, b += toRow) {
    if (columns >= LONG_ROW && fromColumn === 1 && toColumn === 1) to.set(from.subarray(a, a + columns), b);
    else for (let c = 0; c < columns; c++) to[b + c * toColumn] = from[a + c * fromColumn]!;
  }
}

/** Copies lines of an operand in blocks: of each inner index, the cells of `size` lines. A block beyond the last line has zeros. */
function copyBlocks(
  cells: Float64Array,
  to: number,
  size: number,
  lines: number,
  depth: number,
  from: Float64Array,
  first: number,
  line: number,
  step: number,
): void {
  let at = to;
  for (let l = 0; l < lines; l += size) {
    const whole = Math.min(size, lines - l);
    let start = first + l * line;
    if (whole === WIDE) {
      for (let k = 0; k < depth; k++, at += WIDE, start += step) {
        cells[at] = from[start]!;
        cells[at + 1] = from[start + line]!;
        cells[at + 2] = from[start + 2 * line]!;
        cells[at + 3] = from[start + 3 * line]!;
        cells[at + 4] = from[start + 4 * line]!;
        cells[at + 5] = from[start + 5 * line]!;
        cells[at + 6] = from[start + 6 * line]!;
        cells[at + 7] = from[start + 7 * line]!;
      }
    } else if (whole === TALL && size === TALL) {
      for (let k = 0; k < depth; k++, at += TALL, start += step) {
        cells[at] = from[start]!;
        cells[at + 1] = from[start + line]!;
      }
    } else {
      for (let k = 0; k < depth; k++, at += size, start += step) {
        for (let i = 0; i < size; i++) cells[at + i] = i < whole ? from[start + i * line]! : 0;
      }
    }
  }
}
