import type { Matrix } from '../engine/matrix.ts';
import { count } from '../language/wording.ts';

/*
 * All formats share this: named matrices and their shapes, limits and faults, and the numbers of binary files.
 */

export interface NamedMatrix {
  readonly name: string;
  readonly matrix: Matrix;
}

/** A matrix and the shape that its file gives it: both `(n,)` and `(n, 1)` are n × 1 as a matrix. It has fewer rows when only the first ones are read. */
export interface StoredMatrix extends NamedMatrix {
  readonly shape: readonly number[];
  /** The cells of an array of texts, row by row, where these are read. */
  readonly texts?: readonly string[] | undefined;
}

export type ReadMatrices =
  | { readonly ok: true; readonly matrices: readonly StoredMatrix[] }
  | { readonly ok: false; readonly fault: ByteFault };

/** A mistake in a file of matrices, for a message `expected …, found …; …`. */
export interface ByteFault {
  /** The byte of the file where the mistake begins, from 0. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
  readonly advice?: string | undefined;
}

/** The most that is read from one file. A larger file is a fault, so that the memory suffices. */
export interface FormatLimits {
  /** Numbers of all matrices together, of 8 bytes each. */
  readonly cells: number;
  /** Matrices in one file. */
  readonly matrices: number;
  /** Bytes of an unpacked file. */
  readonly inflatedBytes: number;
}

export const formatLimits: FormatLimits = {
  cells: 20_000_000,
  matrices: 10_000,
  inflatedBytes: 256 * 2 ** 20,
};

/** The size of an array of any number of dimensions as a matrix: the first one is its rows. A single number is 1 × 1. */
export function flattened(dimensions: readonly number[]): Omit<Matrix, 'data'> {
  const [rows = 1, ...rest] = dimensions;
  return { rows, columns: cellsOf(rest) };
}

export function cellsOf(dimensions: readonly number[]): number {
  return dimensions.reduce((cells, size) => cells * size, 1);
}

/** The limit of NumPy before version 2. */
const MOST_DIMENSIONS = 32;

/**
 * The mistake in a shape, if there is one.
 * @param most the most cells.
 * @param offset the byte of the file that has the shape.
 */
export function shapeFault(dimensions: readonly number[], most: number, offset: number): ByteFault | undefined {
  const found = `the shape ${printShape(dimensions)}`;
  if (dimensions.some((size) => size === 0)) return { offset, expected: 'at least one number', found };
  if (dimensions.length > MOST_DIMENSIONS || cellsOf(dimensions) > most) {
    return { offset, expected: `at most ${count(most)} numbers`, found };
  }
  return undefined;
}

function printShape(dimensions: readonly number[]): string {
  const first = dimensions.slice(0, 4).map(count).join(' × ');
  return dimensions.length > 4 ? `${first} × …` : first || '1';
}

/** The kind of a number and its bytes in a file. `bf2` is bfloat16, a half with 8 bits of exponent. */
export type ElementType = 'f8' | 'f4' | 'f2' | 'bf2' | 'i8' | 'i4' | 'i2' | 'i1' | 'u8' | 'u4' | 'u2' | 'u1' | 'b1';

export function bytesOf(type: ElementType): number {
  return Number(type.at(-1));
}

/** Consecutive numbers in a file. */
export interface ElementRun {
  readonly type: ElementType;
  readonly littleEndian: boolean;
  /** The first byte, within the view. */
  readonly offset: number;
  readonly count: number;
}

/** The numbers of a run, which must be within the view; a fault at the first integer that a 64-bit float cannot represent. */
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

/** Reads the number at a byte; a 64-bit integer that a float does not hold exactly stays a bigint. */
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

/** The bytes of each float in a file: 4 for 32-bit floats, otherwise 8. */
export function floatBytes(data: Matrix['data']): 4 | 8 {
  return data instanceof Float32Array ? 4 : 8;
}

/** Writes floats at a byte, low byte first. */
export function writeFloats(view: DataView, at: number, data: Matrix['data']): void {
  const isSingle = floatBytes(data) === 4;
  for (let k = 0; k < data.length; k++) {
    if (isSingle) view.setFloat32(at + 4 * k, data[k] as number, true);
    else view.setFloat64(at + 8 * k, data[k] as number, true);
  }
}
