/*
 * The element-wise functions of NumPy, by name, and those of Python's operators. A long file: most of it is a list of them.
 */
import * as loops from '../../engine/loops.ts';
import { cos, expm1, log1p, sin } from '../../language/elementary.ts';
import { tan } from '../library/real-functions.ts';
import type { BinaryOperator, ComparisonOperator } from '../syntax/tree.ts';
import * as own from './loops.ts';
import * as scalar from './scalar-functions.ts';
import { type ResultKind, Ufunc } from './ufunc.ts';

function binary(
  name: string,
  kind: ResultKind,
  definition: Omit<ConstructorParameters<typeof Ufunc>[2], 'kind'>,
): Ufunc {
  return new Ufunc(name, 2, { kind, ...definition });
}
function unary(
  name: string,
  kind: ResultKind,
  definition: Omit<ConstructorParameters<typeof Ufunc>[2], 'kind'>,
): Ufunc {
  return new Ufunc(name, 1, { kind, ...definition });
}
function test(name: string, f: (x: number, y: number) => boolean, identity?: number): Ufunc {
  return binary(name, 'test', { loop: own.testLoop(f), ...(identity === undefined ? {} : { identity }) });
}

export const add = binary('add', 'same', { loop: loops.add, kernel: 'add', identity: 0, keepsBool: true });
export const subtract = binary('subtract', 'same', { loop: loops.subtract, kernel: 'subtract' });
export const multiply = binary('multiply', 'same', {
  loop: loops.multiply,
  kernel: 'multiply',
  whole: loops.binaryLoop(scalar.wholeMultiply),
  narrow: loops.binaryLoop((x, y) => (Math.abs(x * y) < 2 ** 53 ? x * y + 0 : Math.imul(x, y))),
  identity: 1,
  keepsBool: true,
});
export const divide = binary('divide', 'float', {
  loop: loops.divide,
  kernel: 'divide',
  pole: (x, y) => y === 0 && !Number.isNaN(x),
});
export const floorDivide = binary('floor_divide', 'same', {
  loop: loops.binaryLoop(scalar.floorDivide),
  whole: loops.binaryLoop(scalar.wholeFloorDivide),
  pole: (_x, y) => y === 0,
});
export const remainder = binary('remainder', 'same', {
  loop: loops.binaryLoop(scalar.remainder),
  whole: loops.binaryLoop(scalar.wholeRemainder),
});
const fmod = binary('fmod', 'same', {
  loop: loops.binaryLoop((x, y) => x % y),
  whole: loops.binaryLoop((x, y) => (y === 0 ? 0 : (x % y) + 0)),
});
export const power = binary('power', 'same', {
  loop: own.power,
  kernel: 'power',
  whole: loops.binaryLoop(scalar.wholePower),
  narrow: loops.binaryLoop(scalar.narrowPower),
  pole: (x, y) => x === 0 && y < 0,
});
export const maximum = binary('maximum', 'same', { loop: own.maximum, keepsBool: true });
export const minimum = binary('minimum', 'same', { loop: own.minimum, keepsBool: true });
const fmax = binary('fmax', 'same', {
  loop: loops.binaryLoop((x, y) => (x >= y || Number.isNaN(y) ? x : y)),
  keepsBool: true,
});
const fmin = binary('fmin', 'same', {
  loop: loops.binaryLoop((x, y) => (x <= y || Number.isNaN(y) ? x : y)),
  keepsBool: true,
});

const greater = binary('greater', 'test', { loop: loops.greater });
const less = binary('less', 'test', { loop: loops.less });
const equal = binary('equal', 'test', { loop: loops.equal });
export const notEqual = binary('not_equal', 'test', { loop: own.notEqual });
const greaterEqual = binary('greater_equal', 'test', { loop: loops.greaterEqual });
const lessEqual = binary('less_equal', 'test', { loop: loops.lessEqual });
const logicalAnd = test('logical_and', (x, y) => x !== 0 && y !== 0, 1);
export const logicalOr = test('logical_or', (x, y) => x !== 0 || y !== 0, 0);
const logicalXor = test('logical_xor', (x, y) => (x !== 0) !== (y !== 0), 0);

const bitAnd = binary('bitwise_and', 'bits', { loop: loops.binaryLoop(scalar.bitAnd), identity: -1 });
const bitOr = binary('bitwise_or', 'bits', { loop: loops.binaryLoop(scalar.bitOr), identity: 0 });
const bitXor = binary('bitwise_xor', 'bits', { loop: loops.binaryLoop(scalar.bitXor), identity: 0 });
const shiftLeft = binary('left_shift', 'bits', { loop: loops.binaryLoop(scalar.shiftLeft) });
const shiftRight = binary('right_shift', 'bits', { loop: loops.binaryLoop(scalar.shiftRight) });

export const negative = unary('negative', 'same', {
  loop: loops.negative,
  whole: loops.unaryLoop((x) => 0 - x),
});
export const positive = unary('positive', 'same', { loop: loops.unaryLoop((x) => x) });
export const absolute = unary('absolute', 'same', { loop: loops.absoluteLoop, keepsBool: true });
export const square = unary('square', 'same', { loop: own.squareLoop, kernel: 'square' });
export const reciprocal = unary('reciprocal', 'same', {
  loop: loops.unaryLoop((x) => 1 / x),
  whole: loops.unaryLoop((x) => (x === 0 ? Number.NaN : Math.trunc(1 / x) + 0)),
  pole: (x) => x === 0,
});
const rint = unary('rint', 'same', { loop: loops.unaryLoop(scalar.rint) });
export const sqrt = unary('sqrt', 'float', { loop: loops.sqrtLoop, kernel: 'sqrt' });
export const invert = unary('invert', 'bits', { loop: loops.unaryLoop((x) => -1 - x) });
const isnan = unary('isnan', 'test', { loop: loops.unaryLoop((x) => (Number.isNaN(x) ? 1 : 0)) });
const logicalNot = unary('logical_not', 'test', { loop: loops.unaryLoop((x) => (x === 0 ? 1 : 0)) });
const logarithm = unary('log', 'float', { loop: loops.logLoop, kernel: 'log', pole: (x) => x === 0 });
const same = (x: number): number => x;
const step = (f: (x: number) => number) => ({
  loop: loops.unaryLoop(f),
  whole: loops.unaryLoop(same),
  keepsBool: true,
});
const float = (f: (x: number) => number, pole?: (x: number) => boolean) => ({
  loop: loops.unaryLoop(f),
  ...(pole === undefined ? {} : { pole }),
});

export const ufuncs: readonly Ufunc[] = [
  add,
  subtract,
  multiply,
  divide,
  floorDivide,
  remainder,
  fmod,
  power,
  binary('float_power', 'float', { loop: own.power, kernel: 'power', pole: (x, y) => x === 0 && y < 0 }),
  maximum,
  minimum,
  fmax,
  fmin,
  greater,
  less,
  equal,
  notEqual,
  greaterEqual,
  lessEqual,
  logicalAnd,
  logicalOr,
  logicalXor,
  bitAnd,
  bitOr,
  bitXor,
  shiftLeft,
  shiftRight,
  binary('gcd', 'same', { loop: loops.binaryLoop(scalar.greatestDivisor), identity: 0 }),
  binary('lcm', 'same', {
    loop: loops.binaryLoop((x, y) => (x === 0 || y === 0 ? 0 : Math.abs(x * y) / scalar.greatestDivisor(x, y))),
  }),
  binary('arctan2', 'float', { loop: loops.binaryLoop(scalar.arctan2) }),
  binary('hypot', 'float', { loop: loops.binaryLoop(scalar.hypot), identity: 0 }),
  binary('logaddexp', 'float', { loop: loops.binaryLoop(scalar.logAddExp) }),
  binary('logaddexp2', 'float', {
    loop: loops.binaryLoop((x, y) => scalar.logAddExp(x * Math.LN2, y * Math.LN2) * Math.LOG2E),
  }),
  binary('copysign', 'float', {
    loop: loops.binaryLoop((x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
  }),
  binary('heaviside', 'float', { loop: loops.binaryLoop((x, y) => (Number.isNaN(x) ? x : x < 0 ? 0 : x > 0 ? 1 : y)) }),
  negative,
  positive,
  absolute,
  unary('fabs', 'float', { loop: loops.absoluteLoop }),
  square,
  rint,
  sqrt,
  invert,
  isnan,
  logicalNot,
  unary('isinf', 'test', { loop: loops.unaryLoop((x) => (Math.abs(x) === Number.POSITIVE_INFINITY ? 1 : 0)) }),
  unary('isposinf', 'test', { loop: loops.unaryLoop((x) => (x === Number.POSITIVE_INFINITY ? 1 : 0)) }),
  unary('isneginf', 'test', { loop: loops.unaryLoop((x) => (x === Number.NEGATIVE_INFINITY ? 1 : 0)) }),
  unary('isfinite', 'test', { loop: loops.unaryLoop((x) => (Number.isFinite(x) ? 1 : 0)) }),
  unary('signbit', 'test', { loop: loops.unaryLoop((x) => (x < 0 || Object.is(x, -0) ? 1 : 0)) }),
  unary('sign', 'same', { loop: loops.unaryLoop((x) => (x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : x)) }),
  unary('conjugate', 'same', { loop: loops.unaryLoop(same) }),
  reciprocal,
  unary('floor', 'same', step(Math.floor)),
  unary('ceil', 'same', step(Math.ceil)),
  unary('trunc', 'same', step(Math.trunc)),
  unary('exp', 'float', { loop: loops.expLoop, kernel: 'exp' }),
  unary(
    'exp2',
    'float',
    float((x) => scalar.exp2(x)),
  ),
  unary('expm1', 'float', { loop: loops.unaryLoop(expm1), kernel: 'expm1' }),
  logarithm,
  unary(
    'log2',
    'float',
    float(scalar.log2, (x) => x === 0),
  ),
  unary(
    'log10',
    'float',
    float(scalar.log10, (x) => x === 0),
  ),
  unary('log1p', 'float', { loop: loops.unaryLoop(log1p), kernel: 'log1p', pole: (x) => x === -1 }),
  unary(
    'cbrt',
    'float',
    float((x) => (x < 0 ? -scalar.cubeRoot(-x) : scalar.cubeRoot(x))),
  ),
  unary('sin', 'float', { loop: loops.unaryLoop(sin), kernel: 'sin' }),
  unary('cos', 'float', { loop: loops.unaryLoop(cos), kernel: 'cos' }),
  unary('tan', 'float', float(tan)),
  unary('arcsin', 'float', float(scalar.arcsin)),
  unary('arccos', 'float', float(scalar.arccos)),
  unary('arctan', 'float', float(scalar.arctan)),
  unary('sinh', 'float', float(scalar.sinh)),
  unary('cosh', 'float', float(scalar.cosh)),
  unary('tanh', 'float', { loop: loops.tanhLoop, kernel: 'tanh' }),
  unary('arcsinh', 'float', float(scalar.arcsinh)),
  unary('arccosh', 'float', float(scalar.arccosh)),
  unary(
    'arctanh',
    'float',
    float(scalar.arctanh, (x) => Math.abs(x) === 1),
  ),
  unary(
    'deg2rad',
    'float',
    float((x) => x * (Math.PI / 180)),
  ),
  unary(
    'rad2deg',
    'float',
    float((x) => x * (180 / Math.PI)),
  ),
];

/** Other names of functions. */
export const aliases: Readonly<Record<string, string>> = {
  abs: 'absolute',
  true_divide: 'divide',
  mod: 'remainder',
  pow: 'power',
  bitwise_not: 'invert',
  bitwise_invert: 'invert',
  bitwise_left_shift: 'left_shift',
  bitwise_right_shift: 'right_shift',
  conj: 'conjugate',
  atan: 'arctan',
  asin: 'arcsin',
  acos: 'arccos',
  atan2: 'arctan2',
  asinh: 'arcsinh',
  acosh: 'arccosh',
  atanh: 'arctanh',
  radians: 'deg2rad',
  degrees: 'rad2deg',
};

/** The function of an operator but `@`. In Python 2, `/` of whole numbers is `//`: the caller decides. */
export function ufuncOf(operator: Exclude<BinaryOperator, '@'>): Ufunc {
  switch (operator) {
    case '+':
      return add;
    case '-':
      return subtract;
    case '*':
      return multiply;
    case '/':
      return divide;
    case '**':
      return power;
    case '//':
      return floorDivide;
    case '%':
      return remainder;
    case '&':
      return bitAnd;
    case '|':
      return bitOr;
    case '^':
      return bitXor;
    case '<<':
      return shiftLeft;
    case '>>':
      return shiftRight;
  }
}

export function comparisonOf(operator: ComparisonOperator): Ufunc | undefined {
  switch (operator) {
    case '<':
      return less;
    case '<=':
      return lessEqual;
    case '>':
      return greater;
    case '>=':
      return greaterEqual;
    case '==':
      return equal;
    case '!=':
      return notEqual;
    default:
      return undefined;
  }
}
