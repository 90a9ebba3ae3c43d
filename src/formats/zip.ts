import { Inflate } from 'fflate';
import { counted, quoted } from '../language/wording.ts';
import type { ByteFault } from './stored-matrix.ts';

/*
 * Zip files, read by their directory: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. fflate's own unzip checks
 * no checksums.
 */

/** A file inside a zip file, by the directory at the end of the zip file. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly crc32: number;
  /** The first byte of the header that its packed bytes follow. */
  readonly offset: number;
  /** Bytes in the zip file. */
  readonly packed: number;
  /** Bytes when unpacked. */
  readonly size: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const FILE = 0x04034b50;
/** The value of a field of 32 or 16 bits whose number is in a field of 64 bits instead. */
const ELSEWHERE = 0xffffffff;
const ELSEWHERE_16 = 0xffff;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** The files of a zip file, in the order of its directory, of at most `most` files. Their sizes are declared, not checked. */
export function readZipDirectory(bytes: Uint8Array, most: number): readonly ZipEntry[] | ByteFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view);
  if ('expected' in directory) return directory;
  if (directory.entries > most) {
    return {
      offset: directory.offset,
      expected: `at most ${counted(most, 'array')}`,
      found: counted(directory.entries, 'file'),
    };
  }
  const entries: ZipEntry[] = [];
  for (let at = directory.offset; entries.length < directory.entries; ) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return damaged(at);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > bytes.length) return damaged(at);
    const entry = entryAt(view, at, nameLength, extraLength);
    if ('expected' in entry) return entry;
    entries.push(entry);
    at = next;
  }
  return entries;
}

/** The packed bytes of an entry. */
export function packedBytes(bytes: Uint8Array, { offset, packed }: ZipEntry): Uint8Array | ByteFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== FILE) return damaged(offset);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + packed > bytes.length ? damaged(offset) : bytes.subarray(start, start + packed);
}

interface Directory {
  readonly offset: number;
  readonly entries: number;
}

function findDirectory(view: DataView): Directory | ByteFault {
  // A comment of up to 65,535 bytes may follow.
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  let end = view.byteLength - 22;
  while (end >= first && view.getUint32(end, true) !== END) end--;
  if (end < first) return { ...damaged(view.byteLength), found: 'none: the file is cut off or damaged' };
  const entries = view.getUint16(end + 10, true);
  const offset = view.getUint32(end + 16, true);
  if (entries !== ELSEWHERE_16 && offset !== ELSEWHERE) return { entries, offset };
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return { entries, offset };
  const end64 = wide(view, locator + 8);
  if (end64 + 56 > view.byteLength || view.getUint32(end64, true) !== END_64) return damaged(locator);
  return { entries: wide(view, end64 + 32), offset: wide(view, end64 + 48) };
}

function entryAt(view: DataView, at: number, nameLength: number, extraLength: number): ZipEntry | ByteFault {
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
  const flags = view.getUint16(at + 8, true);
  const method = methods.get(view.getUint16(at + 10, true));
  if (flags & 1) return { offset: at, expected: 'files without a password', found: `${quoted(name)} with one` };
  if (method === undefined) {
    const advice = 'write it with np.savez or np.savez_compressed';
    return {
      offset: at,
      expected: 'stored or deflated files',
      found: `${quoted(name)} with another compression`,
      advice,
    };
  }
  const fields = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  const wideFields = wideFieldsOf(view, at + 46 + nameLength, extraLength);
  // The list of wide fields has only those whose number does not fit in 32 bits, in this order.
  const [size, packed, offset] = fields.map((field) =>
    field === ELSEWHERE ? (wideFields.shift() ?? field) : field,
  ) as [number, number, number];
  return { name, method, crc32: view.getUint32(at + 16, true), offset, packed, size };
}

const methods: ReadonlyMap<number, ZipEntry['method']> = new Map([
  [0, 'stored'],
  [8, 'deflated'],
]);

/** The 64-bit numbers of an entry, from its extra fields. */
function wideFieldsOf(view: DataView, start: number, length: number): number[] {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const room = Math.min(view.getUint16(at + 2, true), start + length - at - 4);
    return Array.from({ length: Math.floor(room / 8) }, (_, k) => wide(view, at + 4 + 8 * k));
  }
  return [];
}

function wide(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

function damaged(offset: number): ByteFault {
  return { offset, expected: 'the list of files of a zip file', found: 'other bytes: the file is damaged' };
}

/** Packed bytes that are unpacked in one step. Unpacking multiplies the size by about 1000 at most. */
export const PACKED_PIECE = 2 ** 14;

/** Unpacks deflated bytes to exactly `size` bytes. It stops at the first byte beyond, so that memory stays bounded. */
export function inflated(packed: Uint8Array, size: number): Uint8Array | 'damaged' | 'too many' {
  const whole = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((piece) => {
    if (length + piece.length <= size) whole.set(piece, length);
    length += piece.length;
  });
  try {
    for (let at = 0; at < packed.length && length <= size; at += PACKED_PIECE) {
      inflate.push(packed.subarray(at, at + PACKED_PIECE), at + PACKED_PIECE >= packed.length);
    }
  } catch {
    return 'damaged';
  }
  if (length > size) return 'too many';
  return length === size ? whole : 'damaged';
}

/** The effect of each byte on a checksum, by the polynomial of zip and gzip with its bits in reverse. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

/** The CRC-32 of bytes. @param before the CRC-32 of the bytes before these. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  for (let k = 0; k < bytes.length; k++) {
    sum = (crcTable[(sum ^ (bytes[k] as number)) & 0xff] as number) ^ (sum >>> 8);
  }
  return ~sum >>> 0;
}
