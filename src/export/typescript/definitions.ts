import { elementaryDefinitions } from './elementary.ts';
import { randomDefinitions } from './random.ts';

/*
 * The functions of the notation in TypeScript, under their names in the notation. Their loops add in the same order as
 * `engine/kernels.ts` and `language/functions.ts`, so that they give the same bits.
 */

const pairwise: Readonly<Record<string, string>> = {
  plus: 'a + b',
  minus: 'a - b',
  times: 'a * b',
  over: 'a / b',
  power: 'powOf(a, b)',
  below: 'a < b ? 1 : 0',
  atMost: 'a <= b ? 1 : 0',
  above: 'a > b ? 1 : 0',
  atLeast: 'a >= b ? 1 : 0',
  equals: 'a === b ? 1 : 0',
};

const cellwise: Readonly<Record<string, string>> = {
  negate: '-z',
  squared: 'z * z',
  abs: 'Math.abs(z)',
  sign: 'Math.sign(z)',
  floor: 'Math.floor(z)',
  sqrt: 'Math.sqrt(z)',
  exp: 'expOf(z)',
  log: 'logOf(z)',
  cos: 'cosOf(z)',
  sigmoid: '1 / (1 + expOf(-z))',
  tanh: 'tanhOf(z)',
  relu: 'z > 0 || Number.isNaN(z) ? z : 0',
  leaky_relu: 'z > 0 ? z : 0.01 * z',
  elu: 'z > 0 ? z : expm1Of(z)',
  softplus: 'Math.max(z, 0) + log1pOf(expOf(-Math.abs(z)))',
  swish: 'z * (1 / (1 + expOf(-z)))',
  gelu: '0.5 * z * (1 + erf(z * Math.SQRT1_2))',
};

/** Slopes at the output l of an activation. */
const slopes: Readonly<Record<string, string>> = {
  slope: 'l * (1 - l)',
  tanh_slope: '1 - l * l',
  relu_slope: 'l > 0 ? 1 : 0',
  leaky_relu_slope: 'l > 0 ? 1 : 0.01',
  elu_slope: 'l > 0 ? 1 : l + 1',
  softplus_slope: '-expm1Of(-l)',
};

const arrow = (text: string): string => (/[?]/.test(text) ? `(${text})` : text);
const mapped = (texts: Readonly<Record<string, string>>, make: (name: string, text: string) => string) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, make(name, arrow(text))]));

/** Each uses only definitions before it. */
export const definitions: Readonly<Record<string, string>> = {
  Matrix: `/** A matrix (rows × columns), stored row by row. */
interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly cells: Float64Array;
}`,
  empty: `function empty(rows: number, columns: number): Matrix {
  return { rows, columns, cells: new Float64Array(rows * columns) };
}`,
  scalar: `function scalar(value: number): Matrix {
  return { rows: 1, columns: 1, cells: Float64Array.of(value) };
}`,
  array: `function array(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, columns: rows[0]!.length, cells: Float64Array.from(rows.flat()) };
}`,
  decoded: `/** A matrix from 64-bit floats, low byte first, in base 64. */
function decoded(rows: number, columns: number, text: string): Matrix {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const matrix = empty(rows, columns);
  for (let i = 0; i < matrix.cells.length; i++) matrix.cells[i] = view.getFloat64(8 * i, true);
  return matrix;
}`,
  zeros: `function zeros(rows: number, columns: number): Matrix {
  return empty(rows, columns);
}`,
  arange: `function arange(count: number): Matrix {
  return { rows: count, columns: 1, cells: Float64Array.from({ length: count }, (_, i) => i) };
}`,
  ...elementaryDefinitions,
  ...randomDefinitions,
  pairwise: `/** An operator cell by cell; a row, a column or a number is repeated to fit. */
function pairwise(f: (a: number, b: number) => number): (left: Matrix | number, right: Matrix | number) => Matrix {
  const matrixOf = (value: Matrix | number): Matrix =>
    typeof value === 'number' ? { rows: 1, columns: 1, cells: Float64Array.of(value) } : value;
  const at = ({ rows, columns, cells }: Matrix, row: number, column: number): number =>
    cells[(rows === 1 ? 0 : row) * columns + (columns === 1 ? 0 : column)]!;
  return (left, right) => {
    const [a, b] = [matrixOf(left), matrixOf(right)];
    const out = empty(Math.max(a.rows, b.rows), Math.max(a.columns, b.columns));
    for (let row = 0, i = 0; row < out.rows; row++) {
      for (let column = 0; column < out.columns; column++) out.cells[i++] = f(at(a, row, column), at(b, row, column));
    }
    return out;
  };
}`,
  ...mapped(pairwise, (name, text) => `const ${name} = pairwise((a, b) => ${text});`),
  modulo: `const modulo = pairwise((a, b) => {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
});`,
  cellwise: `function cellwise(f: (value: number) => number): (of: Matrix) => Matrix {
  return ({ rows, columns, cells }) => ({ rows, columns, cells: cells.map(f) });
}`,
  erf: `/** The error function: the power series up to 2.5, the continued fraction of erfc beyond. */
function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size < 6)) return Number.isNaN(x) ? x : Math.sign(x);
  if (size < 2.5) {
    let [term, sum] = [size, size];
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * size * size) / (2 * n + 1);
      sum += term;
    }
    return (Math.sign(x) * 2 * sum * expOf(-size * size)) / Math.sqrt(Math.PI);
  }
  let fraction = size;
  for (let n = 60; n > 0; n--) fraction = size + n / 2 / fraction;
  return Math.sign(x) * (1 - expOf(-size * size) / (fraction * Math.sqrt(Math.PI)));
}`,
  ...mapped(cellwise, (name, text) => `const ${name} = cellwise((z) => ${text});`),
  ...mapped(slopes, (name, text) => `const ${name} = cellwise((l) => ${text});`),
  swish_slope: `const swish_slope = cellwise((z) => {
  const s = 1 / (1 + expOf(-z));
  return s * (1 + z * (1 - s));
});`,
  gelu_slope: `const density = 1 / Math.sqrt(2 * Math.PI);
const gelu_slope = cellwise((z) => 0.5 * (1 + erf(z * Math.SQRT1_2)) + z * density * expOf((-z * z) / 2));`,
  transpose: `function transpose({ rows, columns, cells }: Matrix): Matrix {
  const out = empty(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) out.cells[column * rows + row] = cells[row * columns + column]!;
  }
  return out;
}`,
  dot: `function dot(a: Matrix, b: Matrix): Matrix {
  const out = empty(a.rows, b.columns);
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < b.columns; column++) {
      let sum = 0;
      for (let k = 0; k < a.columns; k++) sum += a.cells[row * a.columns + k]! * b.cells[k * b.columns + column]!;
      out.cells[row * b.columns + column] = sum;
    }
  }
  return out;
}`,
  cell: `/** One cell; a negative place counts from the end. */
function cell({ rows, columns, cells }: Matrix, row: number, column: number): Matrix {
  const at = (row < 0 ? row + rows : row) * columns + (column < 0 ? column + columns : column);
  return { rows: 1, columns: 1, cells: Float64Array.of(cells[at]!) };
}`,
  rowsAt: `function rowsAt({ columns, cells }: Matrix, at: Matrix): Matrix {
  const out = empty(at.rows, columns);
  at.cells.forEach((row, i) => {
    out.cells.set(cells.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return out;
}`,
  clip: `function clip({ rows, columns, cells }: Matrix, low: number, high: number): Matrix {
  return { rows, columns, cells: cells.map((value) => (value < low ? low : value > high ? high : value)) };
}`,
  reduced: `/** A fold of all cells, or along an axis: of each column (0) or each row (1). */
function reduced(fold: (cells: Float64Array) => number): (of: Matrix, axis?: 0 | 1) => Matrix {
  return ({ rows, columns, cells }, axis) => {
    if (axis === undefined) return { rows: 1, columns: 1, cells: Float64Array.of(fold(cells)) };
    const lane = (k: number): Float64Array =>
      cells.filter((_, i) => (axis === 0 ? i % columns : Math.floor(i / columns)) === k);
    const out = axis === 0 ? empty(1, columns) : empty(rows, 1);
    for (let k = 0; k < out.cells.length; k++) out.cells[k] = fold(lane(k));
    return out;
  };
}`,
  total: `const total = (cells: Float64Array): number => cells.reduce((sum, value) => sum + value, 0);`,
  sum: `const sum = reduced(total);`,
  mean: `const mean = reduced((cells) => total(cells) / cells.length);`,
  max: `const max = reduced((cells) => cells.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY));`,
  min: `const min = reduced((cells) => cells.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY));`,
  valueOf: `function valueOf({ cells }: Matrix): number {
  return cells[0]!;
}`,
  rowsOf: `function rowsOf({ rows, columns, cells }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, row) => [...cells.subarray(row * columns, (row + 1) * columns)]);
}`,
  classAt: `/** The index of the largest output; for a single output, 1 above one half. */
function classAt({ columns, cells }: Matrix, row: number): number {
  const own = cells.subarray(row * columns, (row + 1) * columns);
  return columns === 1 ? Number(own[0]! > 0.5) : own.indexOf(Math.max(...own));
}`,
  accuracy: `/** The share of rows whose class is predicted correctly. */
function accuracy(predicted: Matrix, targets: Matrix): number {
  let right = 0;
  for (let row = 0; row < targets.rows; row++) if (classAt(predicted, row) === classAt(targets, row)) right++;
  return right / targets.rows;
}`,
  r2: `/** 1 minus the share of the variance that is not explained; the mean of the columns that vary. */
function r2(predicted: Matrix, { rows, columns, cells }: Matrix): number {
  let [sum, varying] = [0, 0];
  for (let column = 0; column < columns; column++) {
    let [mean, left, total, size] = [0, 0, 0, 0];
    for (let cell = column; cell < cells.length; cell += columns) mean += cells[cell]!;
    mean /= rows;
    for (let cell = column; cell < cells.length; cell += columns) {
      left += (cells[cell]! - predicted.cells[cell]!) * (cells[cell]! - predicted.cells[cell]!);
      total += (cells[cell]! - mean) * (cells[cell]! - mean);
      size += cells[cell]! * cells[cell]!;
    }
    if (total <= 1e-24 * size) continue;
    sum += 1 - left / total;
    varying++;
  }
  return sum / varying;
}`,
  print: `function print(output: Matrix | string): void {
  if (typeof output === 'string') {
    console.log(output);
    return;
  }
  const { rows, columns, cells } = output;
  for (let row = 0; row < rows; row++) console.log(cells.subarray(row * columns, (row + 1) * columns).join(' '));
}`,
};
