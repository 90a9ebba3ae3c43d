import { count } from '../language/wording.ts';
import type { ByteFault } from './fault.ts';

/** How a file keeps a number: its kind and its bytes. `bf2` is the half with 8 bits of exponent (bfloat16). */
export type ElementType = 'f8' | 'f4' | 'f2' | 'bf2' | 'i8' | 'i4' | 'i2' | 'i1' | 'u8' | 'u4' | 'u2' | 'u1' | 'b1';

export function bytesOf(type: ElementType): number {
  return Number(type.at(-1));
}

/** A run of numbers in a file. */
export interface ElementRun {
  readonly type: ElementType;
  readonly littleEndian: boolean;
  /** The byte of the view where it begins. */
  readonly offset: number;
  readonly count: number;
}

/** The numbers of a run that lies within the view, or what is wrong with the first that a 64-bit float does not hold. */
export function readElements(view: DataView, run: ElementRun): Float64Array | ByteFault {
  const { type, littleEndian, offset } = run;
  const numbers = new Float64Array(run.count);
  const bytes = bytesOf(type);
  const read = readers[type];
  for (let k = 0; k < numbers.length; k++) {
    const number = read(view, offset + k * bytes, littleEndian);
    if (typeof number === 'bigint') return tooLarge(offset + k * bytes, number);
    numbers[k] = number;
  }
  return numbers;
}

/** The number at a byte; an integer of 64 bits that is not exactly one stays as it is. */
type Reader = (view: DataView, at: number, littleEndian: boolean) => number | bigint;

const readers: Readonly<Record<ElementType, Reader>> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  f2: (view, at, little) => halfFloat(view.getUint16(at, little)),
  bf2: (view, at, little) => brainFloat(view.getUint16(at, little)),
  i8: (view, at, little) => exactly(view.getBigInt64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  i1: (view, at) => view.getInt8(at),
  u8: (view, at, little) => exactly(view.getBigUint64(at, little)),
  u4: (view, at, little) => view.getUint32(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  u1: (view, at) => view.getUint8(at),
  b1: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 0x400) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of a 32-bit float. */
function brainFloat(bits: number): number {
  scratch.setUint32(0, bits * 0x10000);
  return scratch.getFloat32(0);
}

const LARGEST = 2 ** 53;

function exactly(integer: bigint): number | bigint {
  const number = Number(integer);
  return Math.abs(number) <= LARGEST && BigInt(number) === integer ? number : integer;
}

function tooLarge(offset: number, integer: bigint): ByteFault {
  return {
    offset,
    expected: `whole numbers from -${count(LARGEST)} to ${count(LARGEST)}, which 64-bit floats hold exactly`,
    found: String(integer),
    advice: 'store the array as float64',
  };
}
