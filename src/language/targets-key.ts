/* Equal targets, whatever their order: errors compare only between runs that have them. */

/** A text that equal targets have in common, in any order; different ones hardly ever have it. */
export function targetsKey(data: ArrayLike<number>): string {
  const bits = new DataView(new ArrayBuffer(8));
  let [one, other] = [0, 0];
  for (let i = 0; i < data.length; i++) {
    // −0 is equal to 0.
    bits.setFloat64(0, (data[i] as number) + 0);
    const mixed = Math.imul(bits.getInt32(0) ^ (bits.getInt32(4) >>> 5) ^ 0x5bd1e995, 0x9e3779b1);
    const hash = Math.imul(mixed ^ (mixed >>> 15) ^ bits.getInt32(4), 0x85ebca6b);
    one = (one + hash) | 0;
    other = (other + Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)) | 0;
  }
  return `${data.length} ${one} ${other}`;
}
