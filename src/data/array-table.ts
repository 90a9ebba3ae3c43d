import { isNpy, type NpyArray, readNpy } from '../formats/npy.ts';
import { readNpz } from '../formats/npz.ts';
import type { ByteFault } from '../formats/stored-matrix.ts';
import { isZip, readZipDirectory } from '../formats/zip.ts';
import { count, counted } from '../language/wording.ts';
import { ColumnReader } from './column-reader.ts';
import { quotedList } from './data-fault.ts';
import { foreignZip } from './foreign-files.ts';
import {
  type ByteSink,
  CELLS_REPORTED,
  type CellText,
  type FileColumn,
  type FileNumbers,
  fileFault,
  type Table,
  type TableFault,
  type TableLimits,
} from './table.ts';
import { adviceOnRows, firstRowsOnly, memoryTaken } from './table-builder.ts';

export interface ArrayOptions {
  /** The number of rows to read; all by default. */
  readonly rows: number | undefined;
  /** The name of the file; empty when it is not known. */
  readonly file: string;
  /** True to read the arrays of the test set, such as `x_test` and `y_test`, when the file has them. */
  readonly readsTest?: boolean | undefined;
}

/** Reads a file of arrays. The whole file is collected first. */
export class ArrayFile implements ByteSink {
  readonly #limits: TableLimits;
  readonly #options: ArrayOptions;
  readonly #chunks: Uint8Array[] = [];

  constructor(limits: TableLimits, options: ArrayOptions) {
    this.#limits = limits;
    this.#options = options;
  }

  push(bytes: Uint8Array): undefined {
    // Copied, because the caller may reuse its buffer.
    this.#chunks.push(bytes.slice());
  }

  end(): Table | TableFault {
    const bytes = joined(this.#chunks.splice(0));
    const read = isNpy(bytes) ? ofNpy : ofNpz;
    const arrays = read(bytes, this.#limits, this.#options);
    return 'expected' in arrays ? arrays : tableOf(arrays, this.#limits, this.#options.rows !== undefined);
  }
}

/** The inputs `x`, and the targets `y` when they are a separate array. */
interface Arrays {
  readonly x: NpyArray;
  readonly y?: NpyArray | undefined;
  /** The names of the arrays that are not read. */
  readonly others: readonly string[];
  /** The names of the arrays of the test set. */
  readonly tests?: readonly string[] | undefined;
}

function ofNpy(bytes: Uint8Array, { cells }: TableLimits, { rows }: ArrayOptions): Arrays | TableFault {
  const read = readNpy(bytes, { cells, rows, texts: true });
  return read.ok ? { x: read, others: [] } : atByte(read.fault);
}

function ofNpz(
  bytes: Uint8Array,
  { cells }: TableLimits,
  { rows, file, readsTest }: ArrayOptions,
): Arrays | TableFault {
  const entries = readZipDirectory(bytes, MOST_FILES);
  const foreign = 'expected' in entries ? undefined : foreignZip(entries, file);
  if (foreign !== undefined) return foreign;
  let all: readonly string[] = [];
  let chosen: readonly string[] = [];
  let tests: readonly string[] = [];
  const only = (names: readonly string[]): readonly string[] => {
    all = names;
    chosen = names.length === 1 ? names : pairOf(names);
    tests = testPairOf(chosen, names);
    if (readsTest && tests.length > 0) chosen = tests;
    return chosen;
  };
  const read = readNpz(bytes, {
    cells,
    matrices: MOST_ARRAYS,
    inflatedBytes: 8 * cells + 2 ** 20,
    rows,
    only,
    texts: true,
  });
  if (!read.ok) return atByte(read.fault);
  const [x, y] = chosen.map((name) => read.matrices.find((matrix) => matrix.name === name));
  if (x !== undefined) {
    const others = all.filter((name) => !chosen.includes(name) && !tests.includes(name));
    return { x, y, others: readsTest ? [] : others, tests };
  }
  const found = quotedList(all, NAMES_SHOWN) || 'none';
  return fileFault('the arrays "X" and "y", or a single one', found, 'write it with np.savez(file, X=…, y=…)');
}

/** The most files in a zip file whose names are looked at. */
const MOST_FILES = 10_000;
/** The most arrays in a .npz file that are looked at; one or two of them are used. */
const MOST_ARRAYS = 100;
const NAMES_SHOWN = 5;

/** Usual names of the two arrays, in lower case, the most exact first. `arr_0` is the first array without a name. */
const pairs: readonly (readonly [string, string])[] = [
  ['x', 'y'],
  ['x_train', 'y_train'],
  ['train_x', 'train_y'],
  ['train_images', 'train_labels'],
  ['train_data', 'train_labels'],
  ['images', 'labels'],
  ['data', 'labels'],
  ['data', 'target'],
  ['features', 'labels'],
  ['inputs', 'targets'],
  ['inputs', 'outputs'],
  ['arr_0', 'arr_1'],
];

/** The names of inputs and targets among all names. An exact match wins over one in another case. */
function pairOf(names: readonly string[]): readonly string[] {
  const find = (wanted: string): string | undefined =>
    names.find((name) => name === wanted) ?? names.find((name) => name.toLowerCase() === wanted);
  for (const [first, second] of pairs) {
    const [x, y] = [find(first), find(second)];
    if (x !== undefined && y !== undefined) return [x, y];
  }
  return [];
}

/** The arrays of the test set beside `x` and `y`, or `x_train` and `y_train`: `x_test` and `y_test`. None unless both exist. */
function testPairOf(chosen: readonly string[], names: readonly string[]): readonly string[] {
  if (chosen.length !== 2) return [];
  const found = chosen.map((name) => {
    const own = name.toLowerCase();
    const wanted = /train/.test(own) ? [own.replace('train', 'test')] : [`${own}_test`, `test_${own}`];
    return names.find((other) => wanted.includes(other.toLowerCase()));
  });
  return found.every((name) => name !== undefined) ? found : [];
}

function atByte({ offset, expected, found, advice }: ByteFault): TableFault {
  const isLarge = expected.startsWith('at most') && found.startsWith('the shape');
  const rows = isLarge ? '"rows": 10000 takes the first 10,000, a larger number raises the limit' : undefined;
  return fileFault(expected, offset === 0 ? found : `${found} at byte ${count(offset)}`, advice ?? rows);
}

function tableOf({ x, y, others, tests }: Arrays, limits: TableLimits, isAsked: boolean): Table | TableFault {
  const rows = x.matrix.rows;
  if (y !== undefined && rows !== y.matrix.rows) {
    return fileFault('as many rows in "y" as in "X"', `${count(y.matrix.rows)} and ${count(rows)}`);
  }
  const inputs = namesOf('x', x.matrix.columns);
  const targets = y === undefined ? [] : y.matrix.columns === 1 ? ['y'] : namesOf('y', y.matrix.columns);
  const names = [...inputs, ...targets];
  if (rows > limits.rows) {
    return fileFault(`at most ${counted(limits.rows, 'row')}`, count(rows), adviceOnRows(limits.rows, names.length));
  }
  if (names.length > limits.columns)
    return fileFault(`at most ${counted(limits.columns, 'column')}`, count(names.length));
  const columns: FileColumn[] = [];
  const budget = { left: limits.names };
  for (const { matrix, texts } of y === undefined ? [x] : [x, y]) {
    for (let column = 0; column < matrix.columns; column++) {
      if (texts !== undefined) {
        const reader = new ColumnReader(limits, budget);
        for (let row = 0; row < matrix.rows; row++) reader.push(texts[row * matrix.columns + column] as string);
        columns.push(reader.column(undefined, undefined));
        continue;
      }
      const values = Float64Array.from(
        { length: matrix.rows },
        (_, row) => matrix.data[row * matrix.columns + column] as number,
      );
      const infinite = values.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
      if (infinite !== -1) return infiniteAt(infinite, columns.length, names, values[infinite] as number);
      columns.push({ kind: 'numbers', values, missing: missingIn(values) });
    }
  }
  const notices = [
    ...((x.shape[0] ?? 1) > rows ? [firstRowsOnly(rows)] : []),
    ...(isAsked ? memoryTaken(rows, names.length) : []),
    ...(others.length === 0
      ? []
      : [`of the arrays, ${quotedList(others, NAMES_SHOWN)} ${others.length === 1 ? 'is' : 'are'} not used`]),
  ];
  return {
    names,
    columns,
    rows,
    lines: Uint32Array.from({ length: rows }, (_, row) => row + 1),
    targets: y === undefined ? undefined : targets.map((_, at) => inputs.length + at),
    image: imageIn(x.shape),
    tests: tests?.length ? tests : undefined,
    notices: notices.length === 0 ? undefined : notices,
  };
}

/** The size of grey images: an array of rows × height × width, or with one channel before or after. */
function imageIn([, ...shape]: readonly number[]): Table['image'] {
  const [height = 0, width = 0] = shape.length === 3 && shape[0] === 1 ? shape.slice(1) : shape;
  const isGrey = shape.length === 2 || (shape.length === 3 && (shape[0] === 1 || shape[2] === 1));
  return isGrey && height > 1 && width > 1 ? { width, height } : undefined;
}

function namesOf(letter: string, columns: number): readonly string[] {
  return Array.from({ length: columns }, (_, column) => `${letter}${column + 1}`);
}

function infiniteAt(row: number, column: number, names: readonly string[], value: number): TableFault {
  const position = { line: row + 1, column: column + 1 };
  return { position, path: names[column] as string, expected: 'a finite number', found: value > 0 ? 'inf' : '-inf' };
}

function missingIn(values: Float64Array): FileNumbers['missing'] {
  const first: CellText[] = [];
  let count = 0;
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) return;
    if (count < CELLS_REPORTED) first.push({ row, text: 'nan' });
    count++;
  });
  return count === 0 ? undefined : { count, first };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** A fault when a file is named .npy or .npz but does not hold arrays. */
export function misnamedArrays(file: string, head: Uint8Array): TableFault | undefined {
  const [, ending] = /\.(npy|npz)$/i.exec(file) ?? [];
  if (ending === undefined || isNpy(head) || isZip(head)) return undefined;
  return fileFault(
    'NumPy arrays, as np.save and np.savez write them',
    head.length === 0 ? 'an empty file' : 'other bytes',
  );
}
