import { count, counted, quoted } from '../language/wording.ts';
import { bytesOf, type ElementType } from './elements.ts';
import type { ByteFault } from './fault.ts';
import { repeatedName } from './repeated-name.ts';
import { cellsOf } from './shape.ts';
import { decodeUtf8 } from './utf8.ts';

export interface TensorEntry {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** The byte of the file where its numbers begin. */
  readonly offset: number;
}

export interface SafetensorsHeader {
  /** In the order of their bytes. */
  readonly tensors: readonly TensorEntry[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Where the header's text begins, after its length. */
export const HEADER_START = 8;
/** Bytes of a header: some 40,000 tensors. */
const MOST_BYTES = 4 * 2 ** 20;
export const METADATA = '__metadata__';

/** What a safetensors file says of its tensors, which must fill the rest of it without a gap. */
export function readSafetensorsHeader(bytes: Uint8Array): SafetensorsHeader | ByteFault {
  const start = headerEnd(bytes);
  if (typeof start !== 'number') return start;
  const text = decodeUtf8(bytes.subarray(HEADER_START, start));
  if (typeof text !== 'string') {
    return { offset: HEADER_START + text.offset, expected: 'a header in UTF-8', found: `the byte ${text.byte}` };
  }
  const header = parsedObject(text);
  if (header === undefined) return fault('a header in JSON', quoted(text));
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

type JsonObject = { readonly [key: string]: unknown };

function parsedObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
