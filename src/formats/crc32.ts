/** What each byte does to a sum, by the polynomial of zip and gzip with its bits in reverse. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

/** The CRC-32 of bytes, or of what was summed before and these bytes after it. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  for (let k = 0; k < bytes.length; k++) {
    sum = (table[(sum ^ (bytes[k] as number)) & 0xff] as number) ^ (sum >>> 8);
  }
  return ~sum >>> 0;
}
