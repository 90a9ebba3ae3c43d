import { Inflate } from 'fflate';

/** Packed bytes that go in at once; what comes out is at most about a thousand times as much. */
const PIECE = 2 ** 14;

/** The bytes that deflated ones become, if that is exactly `size` of them; what is beyond is never made. */
export function inflated(packed: Uint8Array, size: number): Uint8Array | 'damaged' | 'too many' {
  const whole = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((piece) => {
    if (length + piece.length <= size) whole.set(piece, length);
    length += piece.length;
  });
  try {
    for (let at = 0; at < packed.length && length <= size; at += PIECE) {
      inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
    }
  } catch {
    return 'damaged';
  }
  if (length > size) return 'too many';
  return length === size ? whole : 'damaged';
}
