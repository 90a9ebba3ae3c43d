import type { Matrix } from '../engine/matrix.ts';
import { isNpy, readNpy } from '../formats/npy.ts';
import { readNpz } from '../formats/npz.ts';
import type { ByteFault, NamedMatrix } from '../formats/stored-matrix.ts';
import { isZip } from '../formats/zip.ts';
import { count, counted, quoted } from '../language/wording.ts';
import {
  type ByteSink,
  CELLS_REPORTED,
  type CellText,
  type FileNumbers,
  fileFault,
  type Table,
  type TableFault,
  type TableLimits,
} from './table.ts';

/** Reads a file of arrays. The whole file is collected first. */
export class ArrayFile implements ByteSink {
  readonly #limits: TableLimits;
  readonly #chunks: Uint8Array[] = [];

  constructor(limits: TableLimits) {
    this.#limits = limits;
  }

  push(bytes: Uint8Array): undefined {
    // Copied, because the caller may reuse its buffer.
    this.#chunks.push(bytes.slice());
  }

  end(): Table | TableFault {
    const bytes = joined(this.#chunks.splice(0));
    const arrays = isNpy(bytes) ? ofNpy(bytes, this.#limits) : ofNpz(bytes, this.#limits);
    return 'expected' in arrays ? arrays : tableOf(arrays, this.#limits);
  }
}

/** The inputs `x`, and the targets `y` when they are a separate array. */
interface Arrays {
  readonly x: Matrix;
  readonly y?: Matrix | undefined;
}

function ofNpy(bytes: Uint8Array, { cells }: TableLimits): Arrays | TableFault {
  const read = readNpy(bytes, { cells });
  return read.ok ? { x: read.matrix } : atByte(read.fault);
}

function ofNpz(bytes: Uint8Array, { cells }: TableLimits): Arrays | TableFault {
  const read = readNpz(bytes, { cells, matrices: MOST_ARRAYS, inflatedBytes: 8 * cells + 2 ** 20 });
  if (!read.ok) return atByte(read.fault);
  const [first, ...others] = read.matrices;
  if (first !== undefined && others.length === 0) return { x: first.matrix };
  const [x, y] = [named(read.matrices, 'x'), named(read.matrices, 'y')];
  if (x !== undefined && y !== undefined) return { x, y };
  const names = read.matrices.map(({ name }) => quoted(name)).slice(0, 5);
  return fileFault(
    'the arrays "X" and "y", or a single one',
    names.join(', ') || 'none',
    'write it with np.savez(file, X=…, y=…)',
  );
}

/** The most arrays in a .npz file that are looked at; one or two of them are used. */
const MOST_ARRAYS = 100;

/** The array with this name. An exact match wins over one in another case. */
function named(matrices: readonly NamedMatrix[], letter: string): Matrix | undefined {
  const found =
    matrices.find(({ name }) => name === letter) ?? matrices.find(({ name }) => name.toLowerCase() === letter);
  return found?.matrix;
}

function atByte({ offset, expected, found, advice }: ByteFault): TableFault {
  return fileFault(expected, offset === 0 ? found : `${found} at byte ${count(offset)}`, advice);
}

function tableOf({ x, y }: Arrays, limits: TableLimits): Table | TableFault {
  if (y !== undefined && x.rows !== y.rows) {
    return fileFault('as many rows in "y" as in "X"', `${count(y.rows)} and ${count(x.rows)}`);
  }
  const names = [
    ...namesOf('x', x.columns),
    ...(y === undefined ? [] : y.columns === 1 ? ['y'] : namesOf('y', y.columns)),
  ];
  if (x.rows > limits.rows) return fileFault(`at most ${counted(limits.rows, 'row')}`, count(x.rows));
  if (names.length > limits.columns)
    return fileFault(`at most ${counted(limits.columns, 'column')}`, count(names.length));
  const columns: FileNumbers[] = [];
  for (const matrix of y === undefined ? [x] : [x, y]) {
    for (let column = 0; column < matrix.columns; column++) {
      const values = Float64Array.from(
        { length: matrix.rows },
        (_, row) => matrix.data[row * matrix.columns + column] as number,
      );
      const infinite = values.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
      if (infinite !== -1) return infiniteAt(infinite, columns.length, names, values[infinite] as number);
      columns.push({ kind: 'numbers', values, missing: missingIn(values) });
    }
  }
  return { names, columns, rows: x.rows, lines: Uint32Array.from({ length: x.rows }, (_, row) => row + 1) };
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
