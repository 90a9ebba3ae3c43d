/*
 * Functions that make numbers at equal distances or ratios, and windows over them.
 */
import { cos, log, pow } from '../../language/elementary.ts';
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { dtypeOr, flag, type Given, must, numberOf, numberOr } from './arguments.ts';
import { rangeType } from './creation.ts';
import { float64, isWhole } from './dtypes.ts';
import { create, NumpyScalar } from './ndarray.ts';
import { wholeFrom } from './shaping.ts';

function arange(given: readonly Given[], host: Host): Value {
  const [first, second, third, dtypeGiven] = given;
  if (first === undefined) throw new RaisedError('TypeError', 'arange() requires stop to be specified.');
  const [start, stop] = second === undefined || second === null ? [0, first] : [first, second];
  const step = third === undefined || third === null ? 1 : third;
  const dtype = dtypeOr(dtypeGiven) ?? rangeType([must(start), must(stop), step]);
  const from = numberOf(must(start));
  const by = numberOf(step);
  if (by === 0) throw new RaisedError('ZeroDivisionError', 'division by zero');
  const count = Math.max(0, Math.ceil((numberOf(must(stop)) - from) / by));
  const made = create(host, dtype, [count]);
  // NumPy adds multiples of the difference of the first two elements.
  const delta = from + by - from;
  for (let i = 0; i < count; i++)
    made.data[i] = (isWhole(dtype) ? Math.trunc(from) + i * Math.trunc(by) : from + i * delta) as never;
  return made;
}

function linspace(given: readonly Given[], host: Host): Value {
  const [startGiven, stopGiven, num, endpoint, retstep, dtype] = given;
  const count = num === undefined ? 50 : wholeFrom(num);
  if (count < 0) throw new RaisedError('ValueError', `Number of samples, ${count}, must be non-negative.`);
  const start = numberOf(must(startGiven));
  const stop = numberOf(must(stopGiven));
  const hasEnd = flag(endpoint, true);
  const parts = hasEnd ? count - 1 : count;
  const step = parts > 0 ? (stop - start) / parts : Number.NaN;
  const to = dtypeOr(dtype) ?? float64;
  const made = create(host, to, [count]);
  for (let i = 0; i < count; i++) {
    const value =
      parts > 0 ? (step === 0 ? (i / parts) * (stop - start) : i * step) + start : i * (stop - start) + start;
    const last = hasEnd && count > 1 && i === count - 1 ? stop : value;
    made.data[i] = (to.kind === 'f' ? last : Math.floor(last)) as never;
  }
  return flag(retstep) ? new Tuple([made, new NumpyScalar(float64, step)]) : made;
}

/** Windows over M points: the weight at `n`, which goes from 1 − M to M − 1 in steps of 2. */
const windows: Readonly<Record<string, (n: number, most: number) => number>> = {
  hanning: (n, most) => 0.5 + 0.5 * cos((Math.PI * n) / most),
  hamming: (n, most) => 0.54 + 0.46 * cos((Math.PI * n) / most),
  blackman: (n, most) => 0.42 + 0.5 * cos((Math.PI * n) / most) + 0.08 * cos((2 * Math.PI * n) / most),
  bartlett: (n, most) => (n <= 0 ? 1 + n / most : 1 - n / most),
};

export const spacedFunctions: readonly NativeFunction[] = [
  native('arange', 'start=, stop=, step=, dtype=, *, like=', (args, host) => arange(args, host)),
  native('linspace', 'start, stop, num=, endpoint=, retstep=, dtype=, axis=', (args, host) => linspace(args, host)),
  native('logspace', 'start, stop, num=, endpoint=, base=', ([start, stop, num, endpoint, base], host) => {
    const count = num === undefined || num === null ? 50 : wholeFrom(num);
    const parts = flag(endpoint, true) ? count - 1 : count;
    const from = numberOf(must(start));
    const step = parts > 0 ? (numberOf(must(stop)) - from) / parts : 0;
    const made = create(host, float64, [count]);
    for (let i = 0; i < count; i++) {
      made.data[i] = pow(numberOr(base, 10), i === parts && parts > 0 ? numberOf(must(stop)) : from + i * step);
    }
    return made;
  }),
  native('geomspace', 'start, stop, num=, endpoint=', ([start, stop, num, endpoint], host) => {
    const count = num === undefined || num === null ? 50 : wholeFrom(num);
    const parts = flag(endpoint, true) ? count - 1 : count;
    const from = numberOf(must(start));
    const to = numberOf(must(stop));
    const ratio = log(to / from) / Math.LN10;
    const made = create(host, float64, [count]);
    for (let i = 0; i < count; i++) {
      made.data[i] = i === 0 ? from : i === parts ? to : from * pow(10, (i * ratio) / parts);
    }
    return made;
  }),
  ...Object.entries(windows).map(([name, weight]) =>
    native(name, 'M', ([m], host) => {
      const count = Math.max(0, wholeFrom(must(m)));
      const made = create(host, float64, [count]);
      for (let i = 0; i < count; i++) made.data[i] = count === 1 ? 1 : weight(2 * i + 1 - count, count - 1);
      return made;
    }),
  ),
];
