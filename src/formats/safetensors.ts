import { count, counted, quoted } from '../language/wording.ts';
import { isObject, parsedJson, repeatedName } from './json.ts';
import {
  type ByteFault,
  bytesOf,
  cellsOf,
  type ElementType,
  type FormatLimits,
  flattened,
  floatBytes,
  formatLimits,
  type NamedMatrix,
  readElements,
  type StoredMatrix,
  shapeFault,
  writeFloats,
} from './stored-matrix.ts';
import { decodeUtf8 } from './utf8.ts';

/*
 * The safetensors format: 8 bytes with the length of a header, the header in JSON, the numbers of all tensors.
 * https://github.com/huggingface/safetensors
 */

/** The byte at which the text of the header begins, after its length. */
const HEADER_START = 8;
/** The most bytes of a header: room for about 40,000 tensors. */
const MOST_BYTES = 4 * 2 ** 20;
const METADATA = '__metadata__';

export type ReadSafetensors =
  | { readonly ok: true; readonly matrices: readonly StoredMatrix[]; readonly metadata: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly fault: ByteFault };

/** Reads the tensors of a safetensors file as matrices, in the order of their bytes, and its metadata. */
export function readSafetensors(
  bytes: Uint8Array,
  limits: Pick<FormatLimits, 'cells' | 'matrices'> = formatLimits,
): ReadSafetensors {
  const header = readHeader(bytes);
  if ('expected' in header) return { ok: false, fault: header };
  const tooMany = tooManyIn(header.tensors, limits);
  if (tooMany !== undefined) return { ok: false, fault: tooMany };
  const matrices: StoredMatrix[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { name, type, shape, offset } of header.tensors) {
    const data = readElements(view, { type, littleEndian: true, offset, count: cellsOf(shape) });
    if (!(data instanceof Float64Array))
      return { ok: false, fault: { ...data, found: `${data.found} in ${quoted(name)}` } };
    matrices.push({ name, matrix: { ...flattened(shape), data }, shape });
  }
  return { ok: true, matrices, metadata: header.metadata };
}

/** The first limit that the tensors exceed, found before any number is read. */
function tooManyIn(
  tensors: readonly TensorEntry[],
  limits: Pick<FormatLimits, 'cells' | 'matrices'>,
): ByteFault | undefined {
  if (tensors.length > limits.matrices) {
    const found = counted(tensors.length, 'tensor');
    return { offset: HEADER_START, expected: `at most ${counted(limits.matrices, 'tensor')}`, found };
  }
  let left = limits.cells;
  for (const { name, shape } of tensors) {
    const fault = shapeFault(shape, left, HEADER_START);
    if (fault !== undefined) return { ...fault, found: `${fault.found} of ${quoted(name)}` };
    left -= cellsOf(shape);
  }
  return undefined;
}

interface TensorEntry {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** The byte of the file at which its numbers begin. */
  readonly offset: number;
}

interface Header {
  /** In the order of their bytes. */
  readonly tensors: readonly TensorEntry[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Reads the descriptions of the tensors, which must fill the rest of the file without a gap. */
function readHeader(bytes: Uint8Array): Header | ByteFault {
  const start = headerEnd(bytes);
  if (typeof start !== 'number') return start;
  const text = decodeUtf8(bytes.subarray(HEADER_START, start));
  if (typeof text !== 'string') {
    return { offset: HEADER_START + text.offset, expected: 'a header in UTF-8', found: `the byte ${text.byte}` };
  }
  const header = parsedJson(text);
  if (!isObject(header)) return fault('a header in JSON', quoted(text));
  const repeated = repeatedName(text);
  if (repeated !== undefined) return fault('a name for each tensor', `${quoted(repeated)} twice`);
  const metadata = metadataOf(header[METADATA] ?? {});
  if (!(metadata instanceof Map)) return metadata;
  const tensors: PlacedTensor[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) continue;
    const tensor = tensorOf(name, value, start);
    if ('expected' in tensor) return tensor;
    tensors.push(tensor);
  }
  tensors.sort((one, other) => one.offset - other.offset || one.end - other.end);
  return gapIn(tensors, start, bytes.length) ?? { tensors, metadata };
}

interface PlacedTensor extends TensorEntry {
  readonly end: number;
}

function headerEnd(bytes: Uint8Array): number | ByteFault {
  if (bytes.length < HEADER_START) {
    return { offset: bytes.length, expected: 'a safetensors file', found: counted(bytes.length, 'byte') };
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > MOST_BYTES) {
    const expected = `a safetensors file, with a header of at most ${counted(MOST_BYTES, 'byte')}`;
    return { offset: 0, expected, found: `a length of ${length}` };
  }
  const end = HEADER_START + Number(length);
  if (end <= bytes.length) return end;
  const expected = `a header of ${counted(Number(length), 'byte')}`;
  return { offset: bytes.length, expected, found: 'the end of the file' };
}

function metadataOf(value: unknown): Map<string, string> | ByteFault {
  const entries = isObject(value) ? Object.entries(value) : undefined;
  if (entries?.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return new Map(entries);
  return fault(`texts in "${METADATA}"`, 'something else');
}

function tensorOf(name: string, value: unknown, start: number): PlacedTensor | ByteFault {
  const { dtype, shape, data_offsets: range } = isObject(value) ? value : {};
  if (typeof dtype !== 'string' || !areSizes(shape) || !areSizes(range) || range.length !== 2) {
    return fault(`"dtype", "shape" and "data_offsets" of ${quoted(name)}`, 'something else');
  }
  const type = types.get(dtype);
  if (type === undefined) {
    return fault(
      `one of ${[...types.keys()].join(', ')}`,
      `${quoted(name)} of ${quoted(dtype)}`,
      'save it as F32 or F64',
    );
  }
  const [from, to] = range as [number, number];
  const size = cellsOf(shape) * bytesOf(type);
  if (to - from !== size) {
    return fault(`${counted(size, 'byte')} for ${quoted(name)}`, `bytes ${count(from)} to ${count(to)}`);
  }
  return { name, type, shape, offset: start + from, end: start + to };
}

function areSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

const types: ReadonlyMap<string, ElementType> = new Map([
  ['F64', 'f8'],
  ['F32', 'f4'],
  ['F16', 'f2'],
  ['BF16', 'bf2'],
  ['I64', 'i8'],
  ['I32', 'i4'],
  ['I16', 'i2'],
  ['I8', 'i1'],
  ['U64', 'u8'],
  ['U32', 'u4'],
  ['U16', 'u2'],
  ['U8', 'u1'],
  ['BOOL', 'b1'],
]);

function gapIn(tensors: readonly PlacedTensor[], start: number, end: number): ByteFault | undefined {
  let at = start;
  for (const { name, offset, end: next } of tensors) {
    if (offset !== at) {
      return { offset: at, expected: 'tensors one after the other', found: `${quoted(name)} at byte ${count(offset)}` };
    }
    at = next;
  }
  if (at === end) return undefined;
  return { offset: Math.min(at, end), expected: `a file of ${counted(at, 'byte')}`, found: counted(end, 'byte') };
}

function fault(expected: string, found: string, advice?: string): ByteFault {
  return { offset: HEADER_START, expected, found, advice };
}

/** Spaces fill the header up to a multiple of this, so that the numbers are aligned. */
const ALIGNMENT = 8;

/** Writes matrices as two-dimensional tensors of their floats, of 64 or 32 bits. */
export function writeSafetensors(
  matrices: readonly NamedMatrix[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  let end = 0;
  const tensors = matrices.map(({ name, matrix: { rows, columns, data } }) => {
    const start = end;
    end += floatBytes(data) * data.length;
    return [
      name,
      { dtype: floatBytes(data) === 4 ? 'F32' : 'F64', shape: [rows, columns], data_offsets: [start, end] },
    ] as const;
  });
  const about = Object.keys(metadata).length === 0 ? [] : [[METADATA, metadata] as const];
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries([...about, ...tensors])));
  const length = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(HEADER_START + length + end);
  bytes.fill(0x20, HEADER_START, HEADER_START + length).set(text, HEADER_START);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  let at = HEADER_START + length;
  for (const { matrix } of matrices) {
    writeFloats(view, at, matrix.data);
    at += floatBytes(matrix.data) * matrix.data.length;
  }
  return bytes;
}
