/*
 * Functions that compute each element from one element, and are not ufuncs.
 */
import { sin as sine } from '../../language/elementary.ts';
import { native } from '../machine/natives.ts';
import { type NativeFunction, Tuple } from '../machine/values.ts';
import { must, numberOr, outOf } from './arguments.ts';
import { castArray } from './casts.ts';
import { toArray } from './convert.ts';
import { bool, float32, float64 } from './dtypes.ts';
import { clip, round } from './elements.ts';
import { doublesOf, unwrapped } from './ndarray.ts';
import { delivered } from './outputs.ts';
import { packed } from './reductions.ts';
import { applyBinary } from './ufunc-calls.ts';
import { floorDivide, remainder } from './ufuncs.ts';

export const elementFunctions: readonly NativeFunction[] = [
  native('clip', 'a, a_min=, a_max=, out=, *, min=, max=', ([a, low, high, out, min, max], host) =>
    clip(must(a), low ?? min ?? null, high ?? max ?? null, outOf(out), host),
  ),
  ...['round', 'around', 'round_'].map((name) =>
    native(name, 'a, decimals=, out=', ([a, decimals, out], host) =>
      delivered(round(must(a), numberOr(decimals, 0), host), outOf(out), host, () => 'invalid output shape'),
    ),
  ),
  native('fix', 'x', ([x], host) => {
    const of = toArray(must(x), host);
    return packed(doublesOf(of).map(Math.trunc), of.shape, of.dtype.kind === 'f' ? of.dtype : float64, host);
  }),
  native('divmod', 'x1, x2, /', ([a, b], host) => {
    return new Tuple([floorDivide, remainder].map((f) => applyBinary(f, must(a), must(b), host)));
  }),
  native('modf', 'x, /', ([x], host) => {
    const of = toArray(must(x), host);
    const dtype = of.dtype.kind === 'f' ? of.dtype : float64;
    const cells = doublesOf(of);
    const whole = cells.map(Math.trunc);
    const rest = cells.map((cell, i) => {
      const part = Number.isFinite(cell) ? cell - whole[i]! : Number.isNaN(cell) ? cell : 0;
      return part === 0 && (cell < 0 || Object.is(cell, -0)) ? -0 : part;
    });
    return new Tuple([rest, whole].map((values) => packed(values, of.shape, dtype, host)));
  }),
  native('nan_to_num', 'x, copy=, nan=, posinf=, neginf=', ([x, , nan, posinf, neginf], host) => {
    const of = toArray(must(x), host);
    if (of.dtype.kind !== 'f') return unwrapped(castArray(of, of.dtype, host));
    const most = of.dtype === float32 ? 3.4028234663852886e38 : Number.MAX_VALUE;
    const values = doublesOf(of).map((cell) => {
      if (Number.isNaN(cell)) return numberOr(nan, 0);
      if (cell === Number.POSITIVE_INFINITY) return numberOr(posinf, most);
      return cell === Number.NEGATIVE_INFINITY ? numberOr(neginf, -most) : cell;
    });
    return packed(values, of.shape, of.dtype, host);
  }),
  native('sinc', 'x', ([x], host) => {
    const of = toArray(must(x), host);
    const values = doublesOf(of).map((t) => (t === 0 ? 1 : sine(Math.PI * t) / (Math.PI * t)));
    return packed(values, of.shape, float64, host);
  }),
  native('real', 'val', ([x]) => must(x)),
  native('imag', 'val', ([x], host) => {
    const of = toArray(must(x), host);
    return packed(new Float64Array(of.size), of.shape, of.dtype, host);
  }),
  ...(['isreal', 'iscomplex'] as const).map((name) =>
    native(name, 'x', ([x], host) => {
      const of = toArray(must(x), host);
      return packed(new Float64Array(of.size).fill(name === 'isreal' ? 1 : 0), of.shape, bool, host);
    }),
  ),
];
