import { definitions } from './definitions.ts';

/*
 * Definitions for scripts with 32-bit floats, in place of those for 64-bit ones: a matrix has either, and an operation with a matrix of 32-bit
 * floats is rounded to 32 bits, as in the run.
 */

/** Formulas of several operations, each of them rounded. */
const formulas: Readonly<Record<string, string>> = {
  sigmoid: '1 / round(1 + round(expOf(-z)))',
  leaky_relu: 'z > 0 ? z : round(0.01) * z',
  softplus: 'Math.max(z, 0) + round(log1pOf(round(expOf(-Math.abs(z)))))',
  swish: 'z * round(1 / round(1 + round(expOf(-z))))',
  slope: 'z * round(1 - z)',
  tanh_slope: '1 - round(z * z)',
};

const rounded = Object.fromEntries(
  Object.entries(formulas).map(([name, text]) => {
    const wide = text.replaceAll('round(0.01)', '0.01').replaceAll(/(?<!\w)round(?=\()/g, '');
    return [
      name,
      `const ${name} = cellwise(\n  (z) => ${/[?]/.test(wide) ? `(${wide})` : wide},\n  (z) => ${/[?]/.test(text) ? `(${text})` : text},\n);`,
    ];
  }),
);

const own: Readonly<Record<string, string>> = {
  Matrix: `type Cells = Float64Array | Float32Array;

/** A matrix (rows × columns), stored row by row. */
interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly cells: Cells;
}`,
  round: 'const round = Math.fround;',
  isSingle: `function isSingle(cells: Cells): boolean {
  return cells instanceof Float32Array;
}`,
  empty: `/** @param like has cells of the same type. */
function empty(rows: number, columns: number, like?: Cells): Matrix {
  const Type = like !== undefined && isSingle(like) ? Float32Array : Float64Array;
  return { rows, columns, cells: new Type(rows * columns) };
}`,
  filled: `function filled(rows: number, columns: number, like: Cells, value: (i: number) => number): Matrix {
  const out = empty(rows, columns, like);
  for (let i = 0; i < out.cells.length; i++) out.cells[i] = value(i);
  return out;
}`,
  float32: `function float32({ rows, columns, cells }: Matrix): Matrix {
  return { rows, columns, cells: Float32Array.from(cells) };
}`,
  float64: `function float64({ rows, columns, cells }: Matrix): Matrix {
  return { rows, columns, cells: Float64Array.from(cells) };
}`,
  pairwise: `/** An operator cell by cell; a row, a column or a number is repeated to fit. */
function pairwise(f: (a: number, b: number) => number): (left: Matrix | number, right: Matrix | number) => Matrix {
  const matrixOf = (value: Matrix | number): Matrix =>
    typeof value === 'number' ? { rows: 1, columns: 1, cells: Float64Array.of(value) } : value;
  const at = ({ rows, columns, cells }: Matrix, row: number, column: number): number =>
    cells[(rows === 1 ? 0 : row) * columns + (columns === 1 ? 0 : column)]!;
  return (left, right) => {
    const [a, b] = [matrixOf(left), matrixOf(right)];
    const single = [a, b].find(({ cells }) => isSingle(cells));
    const fit = single === undefined ? Number : round;
    const out = empty(Math.max(a.rows, b.rows), Math.max(a.columns, b.columns), single?.cells);
    for (let row = 0, i = 0; row < out.rows; row++) {
      for (let column = 0; column < out.columns; column++) {
        out.cells[i++] = f(fit(at(a, row, column)), fit(at(b, row, column)));
      }
    }
    return out;
  };
}`,
  cellwise: `/** @param single the function of a 32-bit float, where it has several operations. */
function cellwise(f: (value: number) => number, single = f): (of: Matrix) => Matrix {
  return ({ rows, columns, cells }) => {
    const own = isSingle(cells) ? single : f;
    return filled(rows, columns, cells, (i) => own(cells[i]!));
  };
}`,
  ...rounded,
  swish_slope: `const swish_slope = cellwise(
  (z) => {
    const s = 1 / (1 + expOf(-z));
    return s * (1 + z * (1 - s));
  },
  (z) => {
    const s = round(1 / round(1 + round(expOf(-z))));
    return s * round(1 + round(z * round(1 - s)));
  },
);`,
  transpose: `function transpose({ rows, columns, cells }: Matrix): Matrix {
  return filled(columns, rows, cells, (i) => cells[(i % rows) * columns + Math.floor(i / rows)]!);
}`,
  dot: `function dot(a: Matrix, b: Matrix): Matrix {
  const fit = isSingle(a.cells) ? round : Number;
  const out = empty(a.rows, b.columns, a.cells);
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < b.columns; column++) {
      let sum = 0;
      for (let k = 0; k < a.columns; k++) {
        sum = fit(sum + fit(a.cells[row * a.columns + k]! * b.cells[k * b.columns + column]!));
      }
      out.cells[row * b.columns + column] = sum;
    }
  }
  return out;
}`,
  cell: `/** One cell; a negative place counts from the end. */
function cell({ rows, columns, cells }: Matrix, row: number, column: number): Matrix {
  const at = (row < 0 ? row + rows : row) * columns + (column < 0 ? column + columns : column);
  return filled(1, 1, cells, () => cells[at]!);
}`,
  rowsAt: `function rowsAt({ columns, cells }: Matrix, at: Matrix): Matrix {
  return filled(at.rows, columns, cells, (i) => cells[at.cells[Math.floor(i / columns)]! * columns + (i % columns)]!);
}`,
  clip: `function clip({ rows, columns, cells }: Matrix, low: number, high: number): Matrix {
  const fit = isSingle(cells) ? round : Number;
  const [least, most] = [fit(low), fit(high)];
  return filled(rows, columns, cells, (i) => (cells[i]! < least ? least : cells[i]! > most ? most : cells[i]!));
}`,
  reduced: `/** A fold of all cells, or along an axis: of each column (0) or each row (1). It adds with 64 bits. */
function reduced(fold: (cells: Float64Array) => number): (of: Matrix, axis?: 0 | 1) => Matrix {
  return ({ rows, columns, cells }, axis) => {
    const all = Float64Array.from(cells);
    if (axis === undefined) return filled(1, 1, cells, () => fold(all));
    const lane = (k: number): Float64Array =>
      all.filter((_, i) => (axis === 0 ? i % columns : Math.floor(i / columns)) === k);
    return axis === 0
      ? filled(1, columns, cells, (k) => fold(lane(k)))
      : filled(rows, 1, cells, (k) => fold(lane(k)));
  };
}`,
  print: `/** A 32-bit float with the fewest digits that tell it from its neighbours. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Object.is(round(short), value)) return short;
  }
  return value;
}

function print(output: Matrix | string): void {
  if (typeof output === 'string') {
    console.log(output);
    return;
  }
  const { rows, columns, cells } = output;
  const texts = isSingle(cells) ? Array.from(cells, shortest) : [...cells];
  for (let row = 0; row < rows; row++) console.log(texts.slice(row * columns, (row + 1) * columns).join(' '));
}`,
};

/** Each uses only definitions before it. */
export const singleDefinitions: Readonly<Record<string, string>> = (() => {
  const { Matrix, ...others } = { ...definitions, ...own };
  const first = ['round', 'isSingle', 'empty', 'filled', 'float32', 'float64'];
  return {
    Matrix: Matrix as string,
    ...Object.fromEntries(first.map((name) => [name, own[name] as string])),
    ...Object.fromEntries(Object.entries(others).filter(([name]) => !first.includes(name))),
  };
})();
