import type { ReductionName } from '../../../language/functions.ts';
import type { Slot } from '../../lower.ts';
import { type Code, F64, f64, f64x2, I32, i32, type Local, repeat, v128 } from './emitter.ts';
import { type Place, START, type Tree, TreeReader } from './tree.ts';
import type { PairWriter } from './vectors.ts';

/*
 * Loops over the cells of matrices, two cells at a time. Sums keep the order of `kernels.ts`: pairs lie across independent cells.
 */

/** Pairs in one pass of a loop. */
const BATCH = 2;
/** Columns that are written without a loop. */
const FLAT_COLUMNS = 16;

/** Runs a body `count` times, with the sum of the steps so far in bytes. A single time needs no loop. */
export function times(
  writer: PairWriter,
  count: number,
  steps: readonly number[],
  body: (at: readonly Code[]) => void,
) {
  if (count === 0) return;
  if (count === 1) {
    body(steps.map(() => i32.const(0)));
    return;
  }
  const locals = steps.map(() => writer.f.local(I32));
  const [first] = locals as [Local];
  const [step = 0] = steps;
  const inner = writer.collect(() => {
    body(locals.map((local) => local.get));
    for (const [index, local] of locals.entries()) {
      writer.push(local.set(i32.add(local.get, i32.const(steps[index] as number))));
    }
  });
  writer.push(
    locals.map((local) => local.set(i32.const(0))),
    repeat(inner, i32.ne(first.get, i32.const(count * step))),
  );
}

/** The places of `cells` cells in a row, from the `first`-th on. */
function placesFrom(first: number, cells: number, at: Omit<Place, 'isHalf'>): readonly Place[] {
  return Array.from({ length: Math.ceil(cells / 2) }, (_, index) => {
    const distance = 8 * first + 16 * index;
    return {
      cell: { ...at.cell, offset: at.cell.offset + distance },
      column: { ...at.column, offset: at.column.offset + distance },
      row: at.row,
      isHalf: 2 * index + 1 === cells,
    };
  });
}

/** Runs a body over the cells of a row, or of all rows without plane leaves, in batches. */
export function inBatches(
  writer: PairWriter,
  cells: number,
  at: { readonly cell: Code; readonly row: Code },
  body: (places: readonly Place[]) => void,
): void {
  const row = { base: at.row, offset: 0 };
  const whole = cells <= FLAT_COLUMNS ? 0 : Math.floor(cells / (2 * BATCH));
  times(writer, whole, [16 * BATCH], ([c = START.base]) => {
    const cell = whole === 1 ? at.cell : i32.add(at.cell, c);
    body(placesFrom(0, 2 * BATCH, { cell: { base: cell, offset: 0 }, column: { base: c, offset: 0 }, row }));
  });
  const first = 2 * BATCH * whole;
  if (first === cells) return;
  body(placesFrom(first, cells - first, { cell: { base: at.cell, offset: 0 }, column: START, row }));
}

/** out(r, c) = the value of the tree. */
export function writeTree(writer: PairWriter, tree: Tree, out: Slot): void {
  overTree(writer, tree, out, (reader, places) => reader.write(places));
}

function overTree(
  writer: PairWriter,
  tree: Tree,
  out: Slot,
  body: (reader: TreeReader, places: readonly Place[]) => void,
): void {
  const { rows, columns } = out;
  const reader = new TreeReader(writer, tree, out);
  if (!reader.isPlane) {
    inBatches(writer, rows * columns, { cell: START.base, row: START.base }, (places) => body(reader, places));
    return;
  }
  times(writer, rows, [8 * columns, 8], ([cell = START.base, row = START.base]) => {
    inBatches(writer, columns, { cell, row }, (places) => body(reader, places));
  });
}

/** (m×n) → (n×m) */
export function writeTranspose(writer: PairWriter, of: Slot, out: Slot): void {
  const { rows, columns } = of;
  times(writer, rows, [8 * columns, 8], ([from = START.base, to = START.base]) => {
    times(writer, columns, [8, 8 * rows], ([across = START.base, down = START.base]) => {
      const cell = f64.load(i32.add(from, across), 8 * of.offset);
      writer.push(f64.store(i32.add(to, down), 8 * out.offset, cell));
    });
  });
}

const folds = {
  sum: { start: 0, one: f64.add, two: f64x2.add },
  mean: { start: 0, one: f64.add, two: f64x2.add },
  max: { start: Number.NEGATIVE_INFINITY, one: f64.max, two: f64x2.max },
  min: { start: Number.POSITIVE_INFINITY, one: f64.min, two: f64x2.min },
};

/** The start and the step of a reduction, over pairs that lie across different sums. */
export function foldOf(reduction: ReductionName): (typeof folds)[ReductionName] {
  return folds[reduction];
}

/** All cells of a tree of the shape of `of` → (1×1) */
export function reduceTree(writer: PairWriter, reduction: ReductionName, tree: Tree, of: Slot, out: Slot): void {
  const { start, one } = folds[reduction];
  const total = writer.f.local(F64);
  writer.push(total.set(f64.const(start)));
  overTree(writer, tree, of, (reader, places) => {
    for (const [index, pair] of reader.read(places).entries()) {
      writer.push(total.set(one(total.get, f64x2.lane(pair.get, 0))));
      if (places[index]?.isHalf === false) writer.push(total.set(one(total.get, f64x2.lane(pair.get, 1))));
    }
  });
  const count = of.rows * of.columns;
  const value = reduction === 'mean' ? f64.div(total.get, f64.const(count)) : total.get;
  writer.push(f64.store(START.base, 8 * out.offset, value));
}

/** (m×n) → (1×n) */
export function reduceRows(writer: PairWriter, reduction: ReductionName, of: Slot, out: Slot): void {
  const { start, two } = folds[reduction];
  const { rows, columns } = of;
  const fold = (column: Code, offset: number, isHalf: boolean): void => {
    const [load, store] = isHalf ? [v128.loadFirst, v128.storeFirst] : [v128.load, v128.store];
    const total = writer.keep(f64x2.const(start));
    times(writer, rows, [8 * columns], ([row = START.base]) => {
      const cells = load(i32.add(column, row), 8 * of.offset + offset);
      writer.push(total.set(two(total.get, cells)));
    });
    const value = reduction === 'mean' ? f64x2.div(total.get, f64x2.const(rows)) : total.get;
    writer.push(store(column, 8 * out.offset + offset, value));
  };
  times(writer, columns >> 1, [16], ([column = START.base]) => fold(column, 0, false));
  if (columns % 2 === 1) fold(START.base, 8 * (columns - 1), true);
}

/** (m×n) → (m×1) */
export function reduceColumns(writer: PairWriter, reduction: ReductionName, of: Slot, out: Slot): void {
  const { start, one } = folds[reduction];
  const { rows, columns } = of;
  const total = writer.f.local(F64);
  times(writer, rows, [8 * columns, 8], ([from = START.base, to = START.base]) => {
    writer.push(total.set(f64.const(start)));
    times(writer, columns, [8], ([column = START.base]) => {
      writer.push(total.set(one(total.get, f64.load(i32.add(from, column), 8 * of.offset))));
    });
    const value = reduction === 'mean' ? f64.div(total.get, f64.const(columns)) : total.get;
    writer.push(f64.store(to, 8 * out.offset, value));
  });
}

/** Finds rows by their numbers, doubles in memory. A number may be that of no row. */
interface RowFinder {
  /** The first cell of the row that was found last, from 0. */
  readonly first: Local;
  /** 1 once a number was that of no row. */
  readonly isWrong: Local;
  /** @param address of a number; `offset` bytes after it. */
  find(address: Code, offset: number): void;
}

/** A finder of the rows of a matrix. */
export function rowFinder(writer: PairWriter, { rows, columns }: Slot): RowFinder {
  const [start, first, isWrong] = [writer.f.local(F64), writer.f.local(I32), writer.f.local(I32)];
  writer.push(isWrong.set(i32.const(0)));
  return {
    first,
    isWrong,
    find(address, offset) {
      const isFraction = f64.ne(f64.fromInt(first.get), start.get);
      const isBeyond = i32.isZero(i32.leUnsigned(first.get, i32.const(columns * (rows - 1))));
      writer.push(
        start.set(f64.mul(f64.load(address, offset), f64.const(columns))),
        first.set(i32.truncate(start.get)),
        isWrong.set(i32.or(isWrong.get, i32.or(isFraction, isBeyond))),
      );
    },
  };
}
