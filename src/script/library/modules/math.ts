/*
 * The module math: one table of functions, with the methods that compute them. The trigonometric and hyperbolic functions other than
 * `sin`, `cos` and `tanh`, their inverses, `cbrt`, `hypot`, `log2` and `log10` are those of V8: their last bits may differ between versions of Node.
 */

import { cos, exp, expm1, log, log1p, pow, sin, tanh } from '../../../language/elementary.ts';
import { erf } from '../../../language/functions.ts';
import { native } from '../../machine/natives.ts';
import {
  Float,
  type Host,
  int,
  type Module,
  type NativeFunction,
  RaisedError,
  Tuple,
  type Value,
} from '../../machine/values.ts';
import { arctan, arctan2 } from '../../numpy/scalar-functions.ts';
import { builtin } from '../builtin.ts';
import { floatOf, indexOf, itemsOf, typeError, valueError, wholeOf } from '../protocols.ts';
import { acos, acosh, asin, asinh, atanh, cbrt, cosh, hypot, log2, log10, sinh, tan } from '../real-functions.ts';
import { float, moduleOf } from './module.ts';
import { domainError, erfc, exactSum, gamma, logGamma } from './special-functions.ts';

function rangeError(): RaisedError {
  return new RaisedError('OverflowError', 'math range error');
}

/** A function of one float. A result that is not finite for a finite argument is an error, as in Python. */
function real(name: string, compute: (x: number) => number): NativeFunction {
  return builtin(`math.${name}`, 1, 1, ([value], host) => {
    const x = floatOf(value!, host);
    const result = compute(x);
    if (Number.isNaN(result) && !Number.isNaN(x)) throw domainError();
    if (!Number.isFinite(result) && Number.isFinite(x)) throw rangeError();
    return new Float(result);
  });
}

/** A function of one float that gives an int. */
function whole(name: string, compute: (x: number) => number): NativeFunction {
  return builtin(`math.${name}`, 1, 1, ([value], host) => {
    const own = wholeOf(value!);
    if (own !== undefined) return own;
    const x = floatOf(value!, host);
    // Python 2 gives a float, except for trunc.
    if (host.version === 2 && name !== 'trunc') return new Float(compute(x));
    if (Number.isNaN(x)) throw valueError('cannot convert float NaN to integer');
    if (!Number.isFinite(x)) throw new RaisedError('OverflowError', 'cannot convert float infinity to integer');
    return int(compute(x));
  });
}

function test(name: string, decide: (x: number) => boolean): NativeFunction {
  return builtin(`math.${name}`, 1, 1, ([value], host) => decide(floatOf(value!, host)));
}

function logarithm(value: Value, host: Host): number {
  const x = floatOf(value, host);
  if (x <= 0) throw domainError();
  return log(x);
}

/** log2 and log10, exact for powers of the base. */
function logOfBase(base: 2 | 10) {
  return (x: number): number => {
    if (x <= 0) return Number.NaN;
    const exact = base === 2 ? log2(x) : log10(x);
    const near = Math.round(exact);
    if (Math.abs(near) < 300 && pow(base, near) === x) return near;
    return exact;
  };
}

function power(x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (x === 0 && y < 0) throw domainError();
  if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y)) throw domainError();
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  const result = pow(x, y);
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) throw rangeError();
  return result;
}

function greatestDivisor(left: number, right: number): number {
  let [a, b] = [Math.abs(left), Math.abs(right)];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

function factorial(n: number): number {
  if (n < 0) throw valueError('factorial() not defined for negative values');
  let result = 1;
  for (let i = 2; i <= n; i++) result = int(result * i);
  return result;
}

function combinations(n: number, k: number): number {
  if (n < 0) throw valueError('n must be a non-negative integer');
  if (k < 0) throw valueError('k must be a non-negative integer');
  if (k > n) return 0;
  let result = 1n;
  for (let i = 1; i <= Math.min(k, n - k); i++) {
    result = (result * BigInt(n - Math.min(k, n - k) + i)) / BigInt(i);
    // The products grow: the first that is too large decides.
    if (result > BigInt(Number.MAX_SAFE_INTEGER)) break;
  }
  return int(Number(result));
}

const functions = {
  sqrt: real('sqrt', Math.sqrt),
  exp: real('exp', exp),
  expm1: real('expm1', expm1),
  exp2: real('exp2', (x) => pow(2, x)),
  log1p: real('log1p', (x) => (x <= -1 ? Number.NaN : log1p(x))),
  log2: real('log2', logOfBase(2)),
  log10: real('log10', logOfBase(10)),
  sin: real('sin', sin),
  cos: real('cos', cos),
  tan: real('tan', tan),
  asin: real('asin', asin),
  acos: real('acos', acos),
  atan: real('atan', arctan),
  sinh: real('sinh', sinh),
  cosh: real('cosh', cosh),
  tanh: real('tanh', tanh),
  asinh: real('asinh', asinh),
  acosh: real('acosh', acosh),
  atanh: real('atanh', atanh),
  cbrt: real('cbrt', cbrt),
  erf: real('erf', erf),
  erfc: real('erfc', erfc),
  gamma: real('gamma', gamma),
  lgamma: real('lgamma', logGamma),
  fabs: real('fabs', Math.abs),
  degrees: real('degrees', (x) => x * (180 / Math.PI)),
  radians: real('radians', (x) => x * (Math.PI / 180)),
  floor: whole('floor', Math.floor),
  ceil: whole('ceil', Math.ceil),
  trunc: whole('trunc', Math.trunc),
  isnan: test('isnan', Number.isNaN),
  isinf: test('isinf', (x) => x === Infinity || x === -Infinity),
  isfinite: test('isfinite', Number.isFinite),
  log: builtin('math.log', 1, 2, ([x, base], host) => {
    const own = logarithm(x!, host);
    if (base === undefined) return float(own);
    const other = logarithm(base, host);
    if (other === 0) throw new RaisedError('ZeroDivisionError', 'float division by zero');
    return float(own / other);
  }),
  pow: builtin('math.pow', 2, 2, ([x, y], host) => float(power(floatOf(x!, host), floatOf(y!, host)))),
  atan2: builtin('math.atan2', 2, 2, ([y, x], host) => float(arctan2(floatOf(y!, host), floatOf(x!, host)))),
  copysign: builtin('math.copysign', 2, 2, ([x, y], host) => {
    const sign = floatOf(y!, host);
    const size = Math.abs(floatOf(x!, host));
    return float(sign < 0 || Object.is(sign, -0) ? -size : size);
  }),
  fmod: builtin('math.fmod', 2, 2, ([x, y], host) => {
    const [one, other] = [floatOf(x!, host), floatOf(y!, host)];
    const result = one % other;
    if (Number.isNaN(result) && !Number.isNaN(one) && !Number.isNaN(other)) throw domainError();
    return float(result);
  }),
  modf: builtin('math.modf', 1, 1, ([value], host) => {
    const x = floatOf(value!, host);
    const part = Math.trunc(x);
    return new Tuple([float(Number.isFinite(x) ? x - part : 0), float(part)]);
  }),
  frexp: builtin('math.frexp', 1, 1, ([value], host) => {
    const x = floatOf(value!, host);
    if (x === 0 || !Number.isFinite(x)) return new Tuple([float(x), 0]);
    let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1);
    let mantissa = x * 2 ** -exponent;
    while (Math.abs(mantissa) < 0.5) {
      mantissa *= 2;
      exponent--;
    }
    while (Math.abs(mantissa) >= 1) {
      mantissa /= 2;
      exponent++;
    }
    return new Tuple([float(mantissa), exponent]);
  }),
  ldexp: builtin('math.ldexp', 2, 2, ([x, exponent], host) => float(floatOf(x!, host) * 2 ** indexOf(exponent!, host))),
  hypot: builtin('math.hypot', 0, Number.POSITIVE_INFINITY, (args, host) =>
    float(hypot(args.map((arg) => floatOf(arg, host)))),
  ),
  dist: builtin('math.dist', 2, 2, ([p, q], host) => {
    const [one, other] = [itemsOf(p!, host), itemsOf(q!, host)];
    if (one.length !== other.length) throw valueError('both points must have the same number of dimensions');
    return float(hypot(one.map((item, i) => floatOf(item, host) - floatOf(other[i]!, host))));
  }),
  fsum: builtin('math.fsum', 1, 1, ([items], host) =>
    float(exactSum(itemsOf(items!, host).map((item) => floatOf(item, host)))),
  ),
  prod: native('prod', 'iterable, /, *, start=', ([items, start], host) => {
    let total: number | Float = start instanceof Float ? start : (wholeOf(start ?? 1) ?? 1);
    for (const item of itemsOf(items!, host)) {
      const own = wholeOf(item);
      if (typeof total === 'number' && own !== undefined) total = int(total * own);
      else total = float((total instanceof Float ? total.value : total) * floatOf(item, host));
    }
    return total;
  }),
  gcd: builtin('math.gcd', 0, Number.POSITIVE_INFINITY, (args, host) =>
    args.map((arg) => indexOf(arg, host)).reduce(greatestDivisor, 0),
  ),
  lcm: builtin('math.lcm', 0, Number.POSITIVE_INFINITY, (args, host) =>
    args
      .map((arg) => Math.abs(indexOf(arg, host)))
      .reduce((one, other) => (one === 0 || other === 0 ? 0 : int((one / greatestDivisor(one, other)) * other)), 1),
  ),
  factorial: builtin('math.factorial', 1, 1, ([n], host) => {
    if (n instanceof Float) throw typeError("'float' object cannot be interpreted as an integer");
    return factorial(indexOf(n!, host));
  }),
  comb: builtin('math.comb', 2, 2, ([n, k], host) => combinations(indexOf(n!, host), indexOf(k!, host))),
  perm: builtin('math.perm', 1, 2, ([n, k], host) => {
    const count = indexOf(n!, host);
    const taken = k === undefined || k === null ? count : indexOf(k, host);
    if (taken > count) return 0;
    let result = 1;
    for (let i = 0; i < taken; i++) result = int(result * (count - i));
    return result;
  }),
  isqrt: builtin('math.isqrt', 1, 1, ([n], host) => {
    const value = indexOf(n!, host);
    if (value < 0) throw valueError('isqrt() argument must be nonnegative');
    return Math.floor(Math.sqrt(value));
  }),
  isclose: native('isclose', 'a, b, *, rel_tol=, abs_tol=', ([a, b, relative, absolute], host) => {
    const [one, other] = [floatOf(a!, host), floatOf(b!, host)];
    if (one === other) return true;
    if (!Number.isFinite(one) || !Number.isFinite(other)) return false;
    const share = relative === undefined ? 1e-9 : floatOf(relative, host);
    const least = absolute === undefined ? 0 : floatOf(absolute, host);
    const difference = Math.abs(one - other);
    return difference <= Math.max(share * Math.max(Math.abs(one), Math.abs(other)), least);
  }),
};

export function makeMath(): Module {
  return moduleOf('math', functions, {
    pi: float(Math.PI),
    e: float(Math.E),
    tau: float(2 * Math.PI),
    inf: float(Infinity),
    nan: float(Number.NaN),
  });
}
