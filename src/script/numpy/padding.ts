/*
 * `np.pad`.
 */
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, type Value } from '../machine/values.ts';
import { type Given, must } from './arguments.ts';
import { toArray } from './convert.ts';
import { float64 } from './dtypes.ts';
import { partsAt } from './elements.ts';
import { assign } from './indexing.ts';
import { create, doublesOf, type NdArray, NumpyScalar, viewOf } from './ndarray.ts';

/** The pairs of `pad_width`, one for each axis. */
function widthsOf(value: Value, dimensions: number, host: Host): [number, number][] {
  const of = toArray(value, host);
  const cells = doublesOf(of);
  if (of.size === 1) return Array.from({ length: dimensions }, () => [cells[0]!, cells[0]!]);
  if (of.size === 2 && of.shape.length <= 2) {
    if (of.shape.length === 2 && of.shape[1] === 1) return [...cells].map((n) => [n, n]);
    return Array.from({ length: dimensions }, () => [cells[0]!, cells[1]!]);
  }
  if (of.shape.length !== 2 || of.shape[0] !== dimensions) {
    throw new RaisedError(
      'ValueError',
      `operands could not be broadcast together with remapped shapes [original->remapped]: (${of.shape.join(',')})  and requested shape (${dimensions},2)`,
    );
  }
  return Array.from({ length: dimensions }, (_, k) => [cells[2 * k]!, cells[2 * k + 1]!]);
}

function pad([array, width, mode, constants]: readonly Given[], host: Host): Value {
  let of = toArray(must(array), host);
  const kind = mode === undefined || mode === null ? 'constant' : String(mode);
  const widths = widthsOf(must(width), of.shape.length, host);
  if (widths.some(([p, q]) => p < 0 || q < 0))
    throw new RaisedError('ValueError', "index can't contain negative values");
  if (kind === 'constant' || kind === 'empty') {
    const shape = of.shape.map((n, k) => n + widths[k]![0] + widths[k]![1]);
    const made = create(host, of.dtype, shape);
    if (constants !== undefined && constants !== null) {
      const values = widthsOf(constants, of.shape.length, host);
      values.forEach(([p, q], k) => {
        const [before, after] = widths[k]!;
        const part = (from: number, count: number): NdArray =>
          viewOf(made, shape.with(k, count), made.strides, from * made.strides[k]!);
        assign(part(0, before), new NumpyScalar(float64, p), host);
        assign(part(shape[k]! - after, after), new NumpyScalar(float64, q), host);
      });
    }
    const offset = widths.reduce((sum, [p], k) => sum + p * made.strides[k]!, 0);
    assign(viewOf(made, of.shape, made.strides, offset), of, host);
    return made;
  }
  const place = modes[kind];
  if (place === undefined) throw new RaisedError('ValueError', `mode '${kind}' is not supported`);
  widths.forEach(([before, after], k) => {
    const n = of.shape[k]!;
    const positions = Array.from({ length: n + before + after }, (_, i) => place(i - before, n));
    of = partsAt(of, k, positions, host);
  });
  return of;
}

const modulo = (i: number, n: number): number => ((i % n) + n) % n;
const modes: Readonly<Record<string, ((i: number, n: number) => number) | undefined>> = {
  edge: (i, n) => Math.min(n - 1, Math.max(0, i)),
  wrap: modulo,
  symmetric: (i, n) => {
    const k = modulo(i, 2 * n);
    return k < n ? k : 2 * n - 1 - k;
  },
  reflect: (i, n) => {
    if (n === 1) return 0;
    const k = modulo(i, 2 * n - 2);
    return k < n ? k : 2 * n - 2 - k;
  },
};

export const paddingFunctions: readonly NativeFunction[] = [
  native('pad', 'array, pad_width, mode=, *, constant_values=', (args, host) => pad(args, host)),
];
