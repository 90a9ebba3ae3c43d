import { counted, quoted, shortened } from '../language/wording.ts';
import type { ElementType } from './elements.ts';
import type { ByteFault } from './fault.ts';
import { decodeUtf8 } from './utf8.ts';

/** What a .npy file says of its numbers. */
export interface NpyHeader {
  readonly type: ElementType;
  readonly littleEndian: boolean;
  /** The first index runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** The byte where the numbers begin. */
  readonly end: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Bytes of a header, as NumPy itself bounds them. */
const MOST_BYTES = 10_000;

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, k) => bytes[k] === byte);
}

export function readNpyHeader(bytes: Uint8Array): NpyHeader | ByteFault {
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
  // Versions 1 and 2 are in Latin-1, which only names of fields make use of; arrays with fields are refused anyway.
  const text = decodeUtf8(bytes.subarray(start, end));
  if (typeof text !== 'string') return { offset: start + text.offset, expected: 'a header of text', found: text.byte };
  const literals = dictionary(text, start);
  if (!(literals instanceof Map)) return literals;
  return headerOf(literals, start, end);
}

function headerOf(literals: ReadonlyMap<string, string>, offset: number, end: number): NpyHeader | ByteFault {
  const description = literals.get('descr') ?? 'none';
  const element = elementOf(description);
  if (element === undefined) {
    const expected = 'numbers: float64, float32, float16, bool, or integers of 8 to 64 bits';
    return { offset, expected, found: `the dtype ${shortened(description, 40)}`, advice: adviceFor(description) };
  }
  const order = literals.get('fortran_order');
  const sizes = literals.get('shape')?.match(/^\(([\d\s,L]*)\)$/)?.[1];
  if (sizes === undefined || (order !== 'True' && order !== 'False')) {
    return { offset, expected: '"shape" and "fortran_order" in the header', found: 'a header without them' };
  }
  return { ...element, fortranOrder: order === 'True', shape: (sizes.match(/\d+/g) ?? []).map(Number), end };
}

const entry = /\s*'(\w+)'\s*:\s*('[^']*'|True|False|\([^()]*\)|\[[^[\]]*\])\s*,?/y;

/** The entries of a dictionary as Python writes it, each value as it is written. */
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

const types: readonly ElementType[] = ['f8', 'f4', 'f2', 'i8', 'i4', 'i2', 'i1', 'u8', 'u4', 'u2', 'u1', 'b1'];

function adviceFor(description: string): string {
  const text = /^'[<>|=]?[SU]\d+'$/.test(description);
  return text ? 'store the number of each class instead of its name' : 'store it with .astype("float64")';
}

function truncated(length: number): ByteFault {
  return { offset: length, expected: 'a whole header', found: 'the end of the file' };
}
