/*
 * Functions that reduce an array along axes: sums, means, extremes, truth.
 * The arithmetic is in `reductions.ts`.
 */
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { dtypeOr, flag, type Given, must, numberOr, outOf, quick, reductionOptions } from './arguments.ts';
import { toArray } from './convert.ts';
import { float64 } from './dtypes.ts';
import { expanded } from './expansion.ts';
import { doublesOf, NumpyScalar, wrap } from './ndarray.ts';
import { accumulated, delivered, reduced } from './outputs.ts';
import { argExtreme, extreme, mean, running, total, truthOver, variance } from './reductions.ts';
import { axisOf, reshape, wholeFrom } from './shaping.ts';
import { applyBinary, generalBinary } from './ufunc-calls.ts';
import { divide, logicalOr, multiply, subtract } from './ufuncs.ts';

const REDUCTION = 'a, axis=, dtype=, out=, keepdims=, initial=, where=';

function average([a, axis, weights, returned, keepdims]: readonly Given[], host: Host): Value {
  const of = toArray(must(a), host);
  if (weights === undefined || weights === null) {
    const plain = mean(of, host, { axis, keepdims: flag(keepdims) });
    const count = of.size / Math.max(1, toArray(plain, host).size);
    return flag(returned) ? new Tuple([plain, new NumpyScalar(float64, count)]) : plain;
  }
  let shares = toArray(weights, host);
  if (shares.shape.length !== of.shape.length) {
    if (axis === undefined || axis === null) {
      throw new RaisedError('TypeError', 'Axis must be specified when shapes of a and weights differ.');
    }
    const along = axisOf(wholeFrom(axis), of.shape.length);
    if (shares.shape.length !== 1 || shares.shape[0] !== of.shape[along]) {
      throw new RaisedError('ValueError', 'Shape of weights must be consistent with shape of a along specified axis.');
    }
    shares = reshape(
      shares,
      of.shape.map((_, k) => (k === along ? shares.size : 1)),
      host,
    );
  } else if (shares.shape.some((n, k) => n !== of.shape[k])) {
    throw new RaisedError('ValueError', 'Shape of weights must be consistent with shape of a along specified axis.');
  }
  const full = wrap(expanded(shares, of.shape), float64, of.shape);
  const options = { axis, keepdims: flag(keepdims) };
  const sums = total('sum', full, host, options);
  if (doublesOf(toArray(sums, host)).includes(0)) {
    throw new RaisedError('ZeroDivisionError', "Weights sum to zero, can't be normalized");
  }
  const weighted = total('sum', applyBinary(multiply, of, full, host), host, options);
  const result = applyBinary(divide, weighted, sums, host);
  return flag(returned) ? new Tuple([result, sums]) : result;
}

export const reductionFunctions: readonly NativeFunction[] = [
  quick(
    native('sum', REDUCTION, ([a, ...args], host) => total('sum', must(a), host, reductionOptions(args, host))),
    (args, host) => (args.length === 1 ? total('sum', args[0]!, host, {}) : undefined),
  ),
  native('prod', REDUCTION, ([a, ...args], host) => total('prod', must(a), host, reductionOptions(args, host))),
  quick(
    native('mean', 'a, axis=, dtype=, out=, keepdims=, *, where=', ([a, axis, dtype, out, keepdims, where], host) =>
      mean(must(a), host, reductionOptions([axis, dtype, out, keepdims, undefined, where], host)),
    ),
    (args, host) => (args.length === 1 ? mean(args[0]!, host, {}) : undefined),
  ),
  ...(['std', 'var'] as const).map((which) =>
    native(which, 'a, axis=, dtype=, out=, ddof=, keepdims=, *, where=, mean=, correction=', (args, host) => {
      const [a, axis, dtype, out, ddof, keepdims, , , correction] = args;
      return variance(
        which,
        must(a),
        host,
        numberOr(ddof ?? correction, 0),
        reductionOptions([axis, dtype, out, keepdims], host),
      );
    }),
  ),
  ...(
    [
      ['max', 'maximum'],
      ['amax', 'maximum'],
      ['min', 'minimum'],
      ['amin', 'minimum'],
    ] as const
  ).map(([name, which]) =>
    native(name, 'a, axis=, out=, keepdims=, initial=, where=', ([a, axis, out, keepdims, initial, where], host) =>
      extreme(which, must(a), host, reductionOptions([axis, undefined, out, keepdims, initial, where], host)),
    ),
  ),
  ...(['any', 'all'] as const).map((name) =>
    native(name, 'a, axis=, out=, keepdims=, *, where=', ([a, axis, out, keepdims], host) =>
      truthOver(name, must(a), host, reductionOptions([axis, undefined, out, keepdims], host)),
    ),
  ),
  ...(['argmax', 'argmin'] as const).map((name) =>
    native(name, 'a, axis=, out=, *, keepdims=', ([a, axis, out, keepdims], host) =>
      argExtreme(name, must(a), host, reductionOptions([axis, undefined, out, keepdims], host)),
    ),
  ),
  native('ptp', 'a, axis=, out=, keepdims=', ([a, axis, out, keepdims], host) => {
    const options = { axis, keepdims: flag(keepdims) };
    const range = applyBinary(
      subtract,
      extreme('maximum', must(a), host, options),
      extreme('minimum', must(a), host, options),
      host,
    );
    return delivered(range, outOf(out), host, reduced('maximum', toArray(must(a), host).shape, undefined));
  }),
  native('cumsum', 'a, axis=, dtype=, out=', ([a, axis, dtype, out], host) =>
    delivered(running('sum', must(a), axis, dtypeOr(dtype), host), outOf(out), host, accumulated),
  ),
  native('cumprod', 'a, axis=, dtype=, out=', ([a, axis, dtype, out], host) =>
    delivered(running('prod', must(a), axis, dtypeOr(dtype), host), outOf(out), host, accumulated),
  ),
  native('average', 'a, axis=, weights=, returned=, *, keepdims=', (args, host) => average(args, host)),
  native('count_nonzero', 'a, axis=, *, keepdims=', ([a, axis, keepdims], host) => {
    const of = toArray(must(a), host);
    const flags = generalBinary(logicalOr, of, false, host, {});
    return total('sum', flags, host, { axis, keepdims: flag(keepdims) });
  }),
  native('apply_over_axes', 'func, a, axes', () => {
    throw new RaisedError('TypeError', 'np.apply_over_axes is not supported here');
  }),
];
