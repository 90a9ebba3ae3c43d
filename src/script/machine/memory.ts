/* The memory that values take, and the objects in it. */
import { Float, HeapObject, type Value } from './values.ts';

export function sizeText(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(2).replace(/\.?0+$/, '') : Math.round(size)} ${units[unit]}`;
}

/** Texts from this length on are counted once where they follow each other: one may be the items of a whole list. */
const LONG_TEXT = 1000;

/** The bytes of some values and of all that they refer to, about. */
export function reachableBytes(values: Iterable<Value | undefined>): number {
  const seen = new Set<HeapObject>();
  const open: HeapObject[] = [];
  let lastText = '';
  let bytes = 0;
  const see = (value: Value | undefined): void => {
    if (typeof value === 'string') {
      bytes += value.length > LONG_TEXT && value === lastText ? 8 : 32 + 2 * value.length;
      lastText = value;
    } else if (value instanceof Float) bytes += 32;
    if (!(value instanceof HeapObject) || seen.has(value)) return;
    seen.add(value);
    open.push(value);
  };
  for (const value of values) see(value);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    // Not `bytes += next.visit(see)`: that adds to the bytes from before the visit, which counts texts and floats.
    const own = next.visit(see);
    bytes += own;
  }
  return bytes;
}

/**
 * Goes through the objects among some values, and through all that they refer to.
 * @param take gets each object; true ends the search
 * @returns the bytes of the objects that were looked into, about
 */
export function searchObjects(values: Iterable<Value | undefined>, take: (object: HeapObject) => boolean): number {
  const seen = new Set<HeapObject>();
  const open: HeapObject[] = [];
  const see = (value: Value | undefined): void => {
    if (!(value instanceof HeapObject) || seen.has(value)) return;
    seen.add(value);
    open.push(value);
  };
  for (const value of values) see(value);
  let bytes = 0;
  for (let next = open.pop(); next !== undefined && !take(next); next = open.pop()) bytes += next.visit(see);
  return bytes;
}
