/*
 * Polynomials by their coefficients, the highest power first: `np.roots`, `np.polyfit` and others, and the type `np.poly1d`. One
 * file, since the operators of the type are the functions.
 */
import { pow } from '../../language/elementary.ts';
import { formatFloat } from '../library/format-spec.ts';
import { spend } from '../machine/bounds.ts';
import { native } from '../machine/natives.ts';
import {
  type Copies,
  copyOf,
  Float,
  HeapObject,
  type Host,
  type NativeFunction,
  NOT_IMPLEMENTED,
  objectType,
  RaisedError,
  Tuple,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { must } from './arguments.ts';
import { toArray } from './convert.ts';
import { bool, float64, int64, isWhole } from './dtypes.ts';
import { concatenate } from './elements.ts';
import { getItem } from './indexing.ts';
import { pseudoInverse, realEigen } from './linalg.ts';
import { adopt, create, doublesOf, type NdArray, NumpyScalar, ndarrayType, viewOf, wrap } from './ndarray.ts';
import { convolve } from './numerical-functions.ts';
import { isNumber } from './operators.ts';
import { arrayRepr } from './printing.ts';
import { matmul } from './products.ts';
import { packed } from './reductions.ts';
import { reshape, wholeFrom } from './shaping.ts';
import { floats } from './storage.ts';
import { applyBinary, applyUnary } from './ufunc-calls.ts';
import { add, divide, multiply, negative, subtract } from './ufuncs.ts';

export const poly1dType = new TypeObject('numpy.poly1d', objectType);

class Poly1d extends HeapObject {
  readonly coefficients: NdArray;
  readonly variable: string;
  constructor(coefficients: NdArray, variable = 'x') {
    super();
    this.coefficients = coefficients;
    this.variable = variable;
  }
  get type(): TypeObject {
    return poly1dType;
  }
  override copy(copies: Copies): Poly1d {
    const copy = new Poly1d(copyOf(this.coefficients, copies), this.variable);
    copies.set(this, copy);
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    see(this.coefficients);
    return 64;
  }
}

/** The coefficients of a value: a polynomial, or a sequence of them. */
function coefficientsOf(value: Value, host: Host): NdArray {
  if (value instanceof Poly1d) return value.coefficients;
  const of = toArray(value, host);
  return of.shape.length === 0 ? reshape(of, [1], host) : of;
}

/** The part from `from` to `to`. */
function part(of: NdArray, from: number, to: number): NdArray {
  return viewOf(of, [Math.max(0, to - from)], of.strides, of.offset + from * of.strides[0]!);
}

/** Without the zeros before the first other coefficient; one coefficient is left. */
function trimmed(of: NdArray): NdArray {
  const cells = doublesOf(of);
  const first = cells.findIndex((cell) => cell !== 0);
  return part(of, first < 0 ? Math.max(0, of.size - 1) : first, of.size);
}

/** A result is a polynomial where an operand is one. */
function like(made: Value, host: Host, ...operands: readonly Value[]): Value {
  return operands.some((operand) => operand instanceof Poly1d) ? new Poly1d(trimmed(toArray(made, host))) : made;
}

/** A sum or a difference. Zeros before the coefficients of the lower polynomial make both of one length. */
function combined(f: typeof add, left: Value, right: Value, host: Host): Value {
  const [a, b] = [coefficientsOf(left, host), coefficientsOf(right, host)];
  const length = Math.max(a.size, b.size);
  const padded = (of: NdArray): NdArray =>
    of.size === length ? of : concatenate([create(host, of.dtype, [length - of.size]), of], 0, host);
  return like(applyBinary(f, padded(a), padded(b), host), host, left, right);
}

function product(left: Value, right: Value, host: Host): Value {
  const [a, b] = [coefficientsOf(left, host), coefficientsOf(right, host)];
  return like(convolve([a, b, 'full'], false, host), host, left, right);
}

/** Long division. @returns quotient and remainder */
function quotient(left: Value, right: Value, host: Host): Tuple {
  const rest = doublesOf(coefficientsOf(left, host)).slice();
  const by = doublesOf(coefficientsOf(right, host));
  const count = Math.max(1, rest.length - by.length + 1);
  const made = floats(count);
  spend(host, count * by.length);
  for (let k = 0; k <= rest.length - by.length; k++) {
    const factor = (1 / by[0]!) * rest[k]!;
    made[k] = factor;
    for (let i = 0; i < by.length; i++) rest[k + i] = rest[k + i]! - factor * by[i]!;
  }
  let from = 0;
  while (from < rest.length - 1 && Math.abs(rest[from]!) <= 1e-8) from++;
  const array = (cells: Float64Array): NdArray => adopt(host, cells, float64, [cells.length]);
  return new Tuple([array(made), array(rest.slice(from))].map((each) => like(each, host, left, right)));
}

function derivative(value: Value, count: number, host: Host): Value {
  let of = coefficientsOf(value, host);
  for (let k = 0; k < count; k++) {
    const length = Math.max(0, of.size - 1);
    const powers = wrap(
      Float64Array.from({ length }, (_, i) => length - i),
      int64,
      [length],
    );
    of = applyBinary(multiply, part(of, 0, length), powers, host) as NdArray;
  }
  return like(of, host, value);
}

function integral(value: Value, count: number, constants: readonly number[], host: Host): Value {
  let of = coefficientsOf(value, host);
  for (let k = 0; k < count; k++) {
    const powers = wrap(
      Float64Array.from({ length: of.size }, (_, i) => of.size - i),
      int64,
      [of.size],
    );
    const constant = wrap(Float64Array.of(constants[k] ?? constants[0] ?? 0), float64, [1]);
    of = concatenate([applyBinary(divide, of, powers, host) as NdArray, constant], 0, host);
  }
  return like(of, host, value);
}

/** The roots are the eigenvalues of the companion matrix. @throws RaisedError where some are complex */
function roots(value: Value, host: Host): NdArray {
  const all = doublesOf(coefficientsOf(value, host));
  const first = all.findIndex((cell) => cell !== 0);
  const last = all.findLastIndex((cell) => cell !== 0);
  const n = Math.max(0, last - first);
  const a = floats(n * n);
  for (let i = 0; i < n; i++) {
    a[i] = -all[first + 1 + i]! / all[first]!;
    if (i > 0) a[i * n + i - 1] = 1;
  }
  const zeros = first < 0 ? 0 : all.length - 1 - last;
  const found = floats(n + zeros);
  if (n > 0) found.set(realEigen(a, n, host).values);
  return adopt(host, found, float64, [n + zeros]);
}

/** The coefficients of the polynomial with these roots, or with the eigenvalues of a square matrix. */
function withRoots(value: Value, host: Host): Value {
  const of = coefficientsOf(value, host);
  if (of.size === 0) return new Float(1);
  const isMatrix = of.shape.length === 2 && of.shape[0] === of.shape[1];
  const zeros = isMatrix ? realEigen(doublesOf(of).slice(), of.shape[0]!, host).values : doublesOf(of);
  let made = Float64Array.of(1);
  for (const zero of zeros) {
    const next = floats(made.length + 1);
    for (let i = 0; i < next.length; i++) next[i] = (made[i] ?? 0) - zero * (i > 0 ? made[i - 1]! : 0);
    made = next as Float64Array<ArrayBuffer>;
  }
  return adopt(host, made, float64, [made.length]);
}

/** The value at numbers, by Horner's rule, in the types of the operands. */
function valueAt(p: Value, x: Value, host: Host): Value {
  const weights = coefficientsOf(p, host);
  if (x instanceof Poly1d) {
    let made: Value = new Poly1d(create(host, int64, [1]));
    for (let i = 0; i < weights.size; i++) {
      made = combined(add, product(made, x, host), getItem(weights, i, host), host);
    }
    return made;
  }
  const of = toArray(x, host);
  spend(host, weights.size * of.size);
  const cells = doublesOf(weights);
  const values = doublesOf(of).map((t) => cells.reduce((sum, weight) => sum * t + weight, 0));
  return packed(values, of.shape, isWhole(of.dtype) && isWhole(weights.dtype) ? int64 : float64, host);
}

/** The polynomial with the least squares of its differences. */
function leastSquares(x: Value, y: Value, degree: number, host: Host): Value {
  const xs = doublesOf(toArray(x, host));
  const target = toArray(y, host);
  if (degree < 0) throw new RaisedError('ValueError', 'expected deg >= 0');
  if (xs.length !== target.shape[0]) throw new RaisedError('TypeError', 'expected x and y to have same length');
  const width = degree + 1;
  spend(host, xs.length * width * 20);
  const powers = floats(xs.length * width);
  for (let r = 0; r < xs.length; r++) for (let k = 0; k < width; k++) powers[r * width + k] = pow(xs[r]!, degree - k);
  const scales = Float64Array.from({ length: width }, (_, k) => {
    let sum = 0;
    for (let r = 0; r < xs.length; r++) sum += powers[r * width + k]! * powers[r * width + k]!;
    return Math.sqrt(sum);
  });
  for (let i = 0; i < powers.length; i++) powers[i] = powers[i]! / scales[i % width]!;
  const inverse = pseudoInverse(wrap(powers, float64, [xs.length, width]), xs.length * Number.EPSILON, host);
  const weights = matmul(inverse, target, host) as NdArray;
  const columns = weights.shape.length === 1 ? 1 : weights.shape[1]!;
  const cells = weights.data as Float64Array;
  for (let i = 0; i < cells.length; i++) cells[i] = cells[i]! / scales[Math.floor(i / columns)]!;
  return weights;
}

const count = (value: Value | undefined): number => (value === undefined || value === null ? 1 : wholeFrom(value));
const constants = (value: Value | undefined, host: Host): readonly number[] =>
  value === undefined || value === null ? [] : Array.from(doublesOf(toArray(value, host)));

export const polynomialFunctions: readonly NativeFunction[] = [
  native('polyfit', 'x, y, deg, rcond=, full=, w=, cov=', ([x, y, degree], host) =>
    leastSquares(must(x), must(y), wholeFrom(must(degree)), host),
  ),
  native('polyval', 'p, x', ([p, x], host) => valueAt(must(p), must(x), host)),
  native('polyadd', 'a1, a2', ([a, b], host) => combined(add, must(a), must(b), host)),
  native('polysub', 'a1, a2', ([a, b], host) => combined(subtract, must(a), must(b), host)),
  native('polymul', 'a1, a2', ([a, b], host) => product(must(a), must(b), host)),
  native('polydiv', 'u, v', ([u, v], host) => quotient(must(u), must(v), host)),
  native('polyder', 'p, m=', ([p, m], host) => derivative(must(p), count(m), host)),
  native('polyint', 'p, m=, k=', ([p, m, k], host) => integral(must(p), count(m), constants(k, host), host)),
  native('roots', 'p', ([p], host) => roots(must(p), host)),
  native('poly', 'seq_of_zeros', ([zeros], host) => withRoots(must(zeros), host)),
];

poly1dType.construct = native('poly1d', 'c_or_r, r=, variable=', ([c, r, variable], host) => {
  const given = must(c);
  const name = typeof variable === 'string' ? variable : given instanceof Poly1d ? given.variable : 'x';
  const made = r === true ? toArray(withRoots(given, host), host) : coefficientsOf(given, host);
  if (made.shape.length > 1) throw new RaisedError('ValueError', 'Polynomial must be 1d only.');
  return new Poly1d(made.shape.length === 0 ? reshape(made, [1], host) : trimmed(made), name);
}).call;

const self = (value: Value): Poly1d => value as Poly1d;

poly1dType.behaviour = {
  call: (of, [x], _keywords, host) => valueAt(of, must(x), host),
  length: (of) => self(of).coefficients.size - 1,
  iterate: (of, host) => ndarrayType.behaviour.iterate!(self(of).coefficients, host),
  getItem(of, index, host) {
    const { coefficients } = self(of);
    const power = wholeFrom(index);
    if (power < 0 || power >= coefficients.size) return 0;
    return getItem(coefficients, coefficients.size - 1 - power, host);
  },
  unary: (operator, of, host) =>
    operator === '-' ? new Poly1d(applyUnary(negative, self(of).coefficients, host) as NdArray) : of,
  binary(operator, left, right, host) {
    switch (operator) {
      case '+':
        return combined(add, left, right, host);
      case '-':
        return combined(subtract, left, right, host);
      case '*':
        return product(left, right, host);
      case '/': {
        if (isNumber(right)) return new Poly1d(applyBinary(divide, self(left).coefficients, right, host) as NdArray);
        return quotient(left, right, host);
      }
      case '**': {
        if (typeof right !== 'number' || right < 0) {
          throw new RaisedError('ValueError', 'Power to non-negative integers only.');
        }
        let made: Value = new Poly1d(wrap(Float64Array.of(1), int64, [1]));
        for (let k = 0; k < right; k++) made = product(left, made, host);
        return made;
      }
      default:
        return NOT_IMPLEMENTED;
    }
  },
  compare(operator, left, right) {
    if (!(left instanceof Poly1d && right instanceof Poly1d) || (operator !== '==' && operator !== '!=')) {
      return NOT_IMPLEMENTED;
    }
    const [a, b] = [doublesOf(left.coefficients), doublesOf(right.coefficients)];
    const isSame = a.length === b.length && a.every((cell, i) => cell === b[i]);
    return new NumpyScalar(bool, isSame === (operator === '==') ? 1 : 0);
  },
  repr(of, host, reprOf) {
    return `poly1d(${arrayRepr(self(of).coefficients, host, reprOf).slice('array('.length, -1)})`;
  },
  str: (of) => written(self(of)),
};

/** Columns after which the text of a polynomial continues in another pair of lines. */
const WIDTH = 70;

/** A polynomial in pairs of lines: the powers are above their variables. */
function written({ coefficients, variable }: Poly1d): string {
  const cells = doublesOf(coefficients);
  let text = '';
  cells.forEach((cell, k) => {
    const power = cells.length - 1 - k;
    const shown = formatFloat(cell, '.4g');
    if (shown === '0' && (power > 0 || k > 0)) {
      if (k === 0) text = '0';
      return;
    }
    const term = power === 0 ? shown : power === 1 ? `${shown} ${variable}` : `${shown} ${variable}**${power}`;
    if (k === 0) text = term;
    else text += term.startsWith('-') ? ` - ${term.slice(1)}` : ` + ${term}`;
  });
  let made = ' ';
  let [above, below] = ['', ''];
  let from = 0;
  for (const { index, 0: whole, 1: power = '' } of text.matchAll(/\*\*(\d+)/g)) {
    const piece = text.slice(from, index);
    from = index + whole.length;
    const high = ' '.repeat(Math.max(0, piece.length - 1)) + power;
    const low = piece + ' '.repeat(Math.max(0, power.length - 1));
    if (below.length + low.length > WIDTH || above.length + high.length > WIDTH) {
      made += `${above}\n${below}\n `;
      [above, below] = [high, low];
    } else {
      above += high;
      below += low;
    }
  }
  return `${made}${above}\n${below}${text.slice(from)}`;
}

const getters: Readonly<Record<string, (of: Poly1d, host: Host) => Value>> = {
  coeffs: (of) => of.coefficients,
  coef: (of) => of.coefficients,
  coefficients: (of) => of.coefficients,
  c: (of) => of.coefficients,
  order: (of) => of.coefficients.size - 1,
  o: (of) => of.coefficients.size - 1,
  roots: (of, host) => roots(of, host),
  r: (of, host) => roots(of, host),
  variable: (of) => of.variable,
};
for (const [name, getter] of Object.entries(getters)) {
  poly1dType.getters.set(name, getter as (self: never, host: Host) => Value);
}
poly1dType.attributes.set(
  'deriv',
  native('poly1d.deriv', 'self, m=', ([of, m], host) => derivative(must(of), count(m), host)),
);
poly1dType.attributes.set(
  'integ',
  native('poly1d.integ', 'self, m=, k=', ([of, m, k], host) => integral(must(of), count(m), constants(k, host), host)),
);
