import type { Matrix } from '../engine/matrix.ts';
import { counted, quoted, shortened } from '../language/wording.ts';
import {
  type ByteFault,
  bytesOf,
  cellsOf,
  type ElementType,
  type FormatLimits,
  flattened,
  floatBytes,
  formatLimits,
  readElements,
  type StoredMatrix,
  shapeFault,
  writeFloats,
} from './stored-matrix.ts';
import { decodeUtf8 } from './utf8.ts';

/*
 * NumPy's file format for one array: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** The most bytes of a header: NumPy's own limit. */
const MOST_BYTES = 10_000;

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, k) => bytes[k] === byte);
}

export type NpyArray = Omit<StoredMatrix, 'name'>;
export type ReadNpy = ({ readonly ok: true } & NpyArray) | { readonly ok: false; readonly fault: ByteFault };

/** The most that is read from one array. */
export interface NpyLimits extends Pick<FormatLimits, 'cells'> {
  /** The number of rows to read, from the first on; all by default. */
  readonly rows?: number | undefined;
  /** True where an array of texts is read, too. */
  readonly texts?: boolean | undefined;
}

/** Reads a .npy file of numbers as a matrix: the first index is its row, all other indices together are its column. */
export function readNpy(bytes: Uint8Array, limits: NpyLimits = formatLimits): ReadNpy {
  const array = arrayOf(bytes, limits);
  return 'matrix' in array ? { ok: true, ...array } : { ok: false, fault: array };
}

function arrayOf(bytes: Uint8Array, limits: NpyLimits): NpyArray | ByteFault {
  const header = readHeader(bytes, limits.texts === true);
  if ('expected' in header) return header;
  if ('text' in header) return textsOf(bytes, header, limits);
  const { shape: whole, type, littleEndian, fortranOrder, end: offset } = header;
  const [rows, ...others] = whole;
  const shape = rows === undefined ? whole : [Math.min(rows, limits.rows ?? rows), ...others];
  const wrongShape = shapeFault(shape, limits.cells, 0);
  if (wrongShape !== undefined) return wrongShape;
  const size = cellsOf(whole) * bytesOf(type);
  if (bytes.length !== offset + size) {
    const expected = `${counted(size, 'byte')} of numbers after the header`;
    return { offset: Math.min(bytes.length, offset + size), expected, found: counted(bytes.length - offset, 'byte') };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = (first: number, count: number): Float64Array | ByteFault =>
    readElements(view, { type, littleEndian, offset: offset + first * bytesOf(type), count });
  const numbers = fortranOrder ? firstOfColumns(read, whole, shape) : read(0, cellsOf(shape));
  if (!(numbers instanceof Float64Array)) return numbers;
  const data = fortranOrder && shape.length > 1 ? inRowOrder(numbers, shape) : numbers;
  return { matrix: { ...flattened(shape), data }, shape: whole };
}

/** An array of texts, in a matrix of their numbers: characters of 4 bytes each, or bytes; zeros fill up the end of each text. */
function textsOf(bytes: Uint8Array, header: TextHeader, limits: NpyLimits): NpyArray | ByteFault {
  const { shape, text, littleEndian, fortranOrder, end } = header;
  const wrongShape = shapeFault(shape, limits.cells, 0);
  if (wrongShape !== undefined) return wrongShape;
  const all = cellsOf(shape);
  const width = text.characters * (text.kind === 'U' ? 4 : 1);
  if (bytes.length !== end + all * width) {
    const expected = `${counted(all * width, 'byte')} of texts after the header`;
    return { offset: Math.min(bytes.length, end + all * width), expected, found: counted(bytes.length - end, 'byte') };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textAt = (cell: number): string => {
    const from = end + cell * width;
    if (text.kind === 'S') {
      const own = bytes.subarray(from, from + width);
      const read = decodeUtf8(own.subarray(0, own.findLastIndex((byte) => byte !== 0) + 1));
      return typeof read === 'string' ? read : Array.from(own, (byte) => String.fromCharCode(byte)).join('');
    }
    let own = '';
    for (let at = from; at < from + width; at += 4) {
      const point = view.getUint32(at, littleEndian);
      own += point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
    }
    return own.replace(/\0+$/, '');
  };
  const numbered = Float64Array.from({ length: all }, (_, cell) => cell);
  const order = fortranOrder && shape.length > 1 ? inRowOrder(numbered, shape) : numbered;
  const [rows = 1, ...others] = shape;
  const read = [Math.min(rows, limits.rows ?? rows), ...others];
  const cells = order.subarray(0, cellsOf(shape.length === 0 ? shape : read));
  return {
    matrix: { ...flattened(shape.length === 0 ? shape : read), data: Float64Array.from(cells, (_, cell) => cell) },
    shape,
    texts: Array.from(cells, textAt),
  };
}

/** The first rows of an array in Fortran order, in which each column is a run of numbers. */
function firstOfColumns(
  read: (first: number, count: number) => Float64Array | ByteFault,
  [all = 1, ...others]: readonly number[],
  [rows = 1]: readonly number[],
): Float64Array | ByteFault {
  const columns = cellsOf(others);
  if (rows === all) return read(0, rows * columns);
  const numbers = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    const run = read(column * all, rows);
    if (!(run instanceof Float64Array)) return run;
    numbers.set(run, column * rows);
  }
  return numbers;
}

/** Reorders numbers from Fortran order, in which the first index runs fastest, to row order. */
function inRowOrder(numbers: Float64Array, shape: readonly number[]): Float64Array {
  const sorted = new Float64Array(numbers.length);
  const index = shape.map(() => 0);
  const strides = shape.map((_, k) => cellsOf(shape.slice(k + 1)));
  let target = 0;
  for (const number of numbers) {
    sorted[target] = number;
    // Advances the index, the first running fastest, and `target` with it.
    for (let k = 0; k < shape.length; k++) {
      const stride = strides[k] as number;
      const next = (index[k] as number) + 1;
      target += stride;
      if (next < (shape[k] as number)) {
        index[k] = next;
        break;
      }
      target -= next * stride;
      index[k] = 0;
    }
  }
  return sorted;
}

/** The description of the numbers of a .npy file. */
interface NpyHeader {
  readonly type: ElementType;
  readonly littleEndian: boolean;
  /** True when the first index runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** The byte where the numbers begin. */
  readonly end: number;
}

/** The description of an array of texts. */
interface TextHeader extends Omit<NpyHeader, 'type'> {
  readonly text: { readonly kind: 'U' | 'S'; readonly characters: number };
}

function readHeader(bytes: Uint8Array, mayBeTexts: boolean): NpyHeader | TextHeader | ByteFault {
  if (!isNpy(bytes)) return { offset: 0, expected: 'a NumPy file (.npy)', found: 'other bytes' };
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3) {
    return { offset: 6, expected: 'version 1, 2 or 3 of the format', found: `version ${version}` };
  }
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) return truncated(bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MOST_BYTES) {
    return {
      offset: 8,
      expected: `a header of at most ${counted(MOST_BYTES, 'byte')}`,
      found: counted(length, 'byte'),
    };
  }
  const end = start + length;
  if (bytes.length < end) return truncated(bytes.length);
  // Versions 1 and 2 are in Latin-1, but only names of fields go beyond ASCII, and arrays with fields are refused.
  const text = decodeUtf8(bytes.subarray(start, end));
  if (typeof text !== 'string')
    return { offset: start + text.offset, expected: 'a header of text', found: `the byte ${text.byte}` };
  const literals = dictionary(text, start);
  if (!(literals instanceof Map)) return literals;
  return headerOf(literals, start, end, mayBeTexts);
}

function headerOf(
  literals: ReadonlyMap<string, string>,
  offset: number,
  end: number,
  mayBeTexts: boolean,
): NpyHeader | TextHeader | ByteFault {
  const description = literals.get('descr') ?? 'none';
  const element = elementOf(description) ?? (mayBeTexts ? textElementOf(description) : undefined);
  if (element === undefined) {
    const expected = 'numbers: float64, float32, float16, bool, or integers of 8 to 64 bits';
    return { offset, expected, found: `the dtype ${shortened(description, 40)}`, advice: adviceFor(description) };
  }
  const order = literals.get('fortran_order');
  const sizes = literals.get('shape')?.match(/^\(([\d\s,L]*)\)$/)?.[1];
  if (sizes === undefined || (order !== 'True' && order !== 'False')) {
    return { offset, expected: '"shape" and "fortran_order" in the header', found: 'a header without these' };
  }
  return { ...element, fortranOrder: order === 'True', shape: (sizes.match(/\d+/g) ?? []).map(Number), end };
}

const entry = /\s*'(\w+)'\s*:\s*('[^']*'|True|False|\([^()]*\)|\[[^[\]]*\])\s*,?/y;

/** The entries of a Python dictionary, each value as its source text. */
function dictionary(text: string, start: number): Map<string, string> | ByteFault {
  const entries = new Map<string, string>();
  let at = text.startsWith('{') ? 1 : 0;
  for (entry.lastIndex = at; at > 0; at = entry.lastIndex) {
    const match = entry.exec(text);
    if (match === null) break;
    entries.set(match[1] as string, match[2] as string);
  }
  if (at > 0 && /^\s*\}\s*$/.test(text.slice(at))) return entries;
  return { offset: start + at, expected: 'a header that NumPy writes', found: quoted(text.slice(at).trim()) };
}

function elementOf(description: string): Pick<NpyHeader, 'type' | 'littleEndian'> | undefined {
  const [, order, type] = /^'([<>|=]?)([fiub][1248])'$/.exec(description) ?? [];
  const supported = types.find((each) => each === type);
  return supported && { type: supported, littleEndian: order !== '>' };
}

function textElementOf(description: string): Pick<TextHeader, 'text' | 'littleEndian'> | undefined {
  const [, order, kind, characters] = /^'([<>|=]?)([US])(\d{1,6})'$/.exec(description) ?? [];
  if (kind === undefined) return undefined;
  return { text: { kind: kind === 'U' ? 'U' : 'S', characters: Number(characters) }, littleEndian: order !== '>' };
}

const types: readonly ElementType[] = ['f8', 'f4', 'f2', 'i8', 'i4', 'i2', 'i1', 'u8', 'u4', 'u2', 'u1', 'b1'];

function adviceFor(description: string): string {
  if (/^'[<>|=]?[SU]\d+'$/.test(description)) {
    return 'store the number of each class instead of its name: np.unique(y, return_inverse=True)[1]';
  }
  const isOfFields = description.startsWith('[');
  if (/^'[<>|=]?O'$/.test(description)) return 'store numbers with .astype("float64"), and texts with .astype(str)';
  return isOfFields
    ? 'store its fields as columns: np.column_stack([a[name] for name in a.dtype.names])'
    : 'store it with .astype("float64")';
}

function truncated(length: number): ByteFault {
  return { offset: length, expected: 'a whole header', found: 'the end of the file' };
}

/** The numbers begin at a multiple of this, as in NumPy's own files. */
const ALIGNMENT = 64;

/** Writes a matrix as `np.save` does: its floats of 64 or 32 bits, row by row. */
export function writeNpy({ rows, columns, data }: Matrix): Uint8Array {
  const size = floatBytes(data);
  const dictionary = `{'descr': '<f${size}', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const length = Math.ceil((10 + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT - 10;
  const header = `\x93NUMPY\x01\x00${String.fromCharCode(length & 0xff, length >> 8)}${dictionary.padEnd(length - 1)}\n`;
  const bytes = new Uint8Array(header.length + size * data.length);
  for (let k = 0; k < header.length; k++) bytes[k] = header.charCodeAt(k);
  const view = new DataView(bytes.buffer);
  writeFloats(view, header.length, data);
  return bytes;
}
