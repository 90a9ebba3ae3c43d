/*
 * Functions of bits and of number systems.
 */
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, type Value } from '../machine/values.ts';
import { type Given, must, numberOr } from './arguments.ts';
import { copyArray } from './casts.ts';
import { toArray } from './convert.ts';
import { bool, isWhole, uint8 } from './dtypes.ts';
import { cellsOf, create, doublesOf, viewOf } from './ndarray.ts';
import { axisOf, ravel, swapAxes, wholeFrom } from './shaping.ts';

/** `np.unpackbits`: each byte as eight bits, the highest first. */
function unpackBits([a, axis, count, order]: readonly Given[], host: Host): Value {
  const given = toArray(must(a), host);
  if (given.dtype !== uint8) throw new RaisedError('TypeError', 'Expected an input array of unsigned byte data type');
  const isFlat = axis === undefined || axis === null;
  const of = isFlat ? ravel(given, host) : given;
  const along = isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length);
  const moved = swapAxes(of, along, -1);
  const cells = cellsOf(moved) as Uint8Array;
  const n = of.shape[along]!;
  const shape = moved.shape.with(-1, 8 * n);
  const made = create(host, uint8, shape);
  for (let i = 0; i < cells.length; i++) {
    for (let k = 0; k < 8; k++) made.data[8 * i + k] = ((cells[i]! >> (order === 'little' ? k : 7 - k)) & 1) as never;
  }
  const whole = copyArray(swapAxes(made, along, -1), host);
  if (count === undefined || count === null) return whole;
  const wanted = wholeFrom(count);
  const length = wanted < 0 ? 8 * n + wanted : wanted;
  return copyArray(viewOf(whole, whole.shape.with(along, Math.min(length, 8 * n)), whole.strides, 0), host);
}

function packBits([a, axis]: readonly Given[], host: Host): Value {
  const given = toArray(must(a), host);
  if (!isWhole(given.dtype) && given.dtype !== bool) {
    throw new RaisedError('TypeError', 'Expected an input array of integer or boolean data type');
  }
  const isFlat = axis === undefined || axis === null;
  const of = isFlat ? ravel(given, host) : given;
  const along = isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length);
  const moved = swapAxes(of, along, -1);
  const cells = doublesOf(moved);
  const n = of.shape[along]!;
  const bytes = Math.ceil(n / 8);
  const made = create(host, uint8, moved.shape.with(-1, bytes));
  const rows = n === 0 ? 0 : cells.length / n;
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < n; k++) {
      if (cells[r * n + k] !== 0) {
        const at = r * bytes + (k >> 3);
        made.data[at] = ((made.data[at] as number) | (128 >> (k & 7))) as never;
      }
    }
  }
  return copyArray(swapAxes(made, along, -1), host);
}

/** The base-2 text of a whole number: `np.binary_repr`. */
function binaryText(number: number, width: Given): string {
  const digits = width === undefined || width === null ? 0 : wholeFrom(width);
  if (number >= 0) return number.toString(2).padStart(digits, '0');
  if (digits === 0) return `-${(-number).toString(2)}`;
  return (2 ** digits + number).toString(2).padStart(digits, '1');
}

export const bitFunctions: readonly NativeFunction[] = [
  native('unpackbits', 'a, axis=, count=, bitorder=', (args, host) => unpackBits(args, host)),
  native('packbits', 'a, axis=, bitorder=', (args, host) => packBits(args, host)),
  native('binary_repr', 'num, width=', ([num, width]) => binaryText(wholeFrom(must(num)), width)),
  native('base_repr', 'number, base=', ([num, base]) => wholeFrom(must(num)).toString(numberOr(base, 2)).toUpperCase()),
];
