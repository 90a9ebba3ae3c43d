/** NumPy's legacy random numbers in TypeScript: the same numbers as `engine/random.ts`. All draw from `stream`. */
export const randomDefinitions: Readonly<Record<string, string>> = {
  Stream: `interface Stream {
  /** 32 random bits. */
  readonly word: () => number;
  /** The second normal number of the last pair, when it is still unused. */
  spare: number | undefined;
}`,
  numpyRandom: `/** MT19937, seeded as np.random.seed does. */
function numpyRandom(seed: number): Stream {
  const state = Uint32Array.of(seed, ...new Array<number>(623).fill(0));
  for (let i = 1; i < 624; i++) state[i] = Math.imul(1812433253, state[i - 1]! ^ (state[i - 1]! >>> 30)) + i;
  let next = 624;
  const word = (): number => {
    if (next === 624) {
      for (let i = 0; i < 624; i++) {
        const mixed = (state[i]! & 0x80000000) | (state[(i + 1) % 624]! & 0x7fffffff);
        state[i] = state[(i + 397) % 624]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
      }
      next = 0;
    }
    let bits = state[next++]!;
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return (bits ^ (bits >>> 18)) >>> 0;
  };
  return { word, spare: undefined };
}`,
  double: `/** A number in [0, 1) with 53 random bits. */
function double({ word }: Stream): number {
  return ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
}`,
  gaussian: `/** A normal number by Marsaglia's polar method, as in NumPy. */
function gaussian(from: Stream): number {
  if (from.spare !== undefined) {
    const { spare } = from;
    from.spare = undefined;
    return spare;
  }
  for (;;) {
    const [x, y] = [2 * double(from) - 1, 2 * double(from) - 1];
    const square = x * x + y * y;
    if (square >= 1 || square === 0) continue;
    const factor = Math.sqrt((-2 * logOf(square)) / square);
    from.spare = factor * x;
    return factor * y;
  }
}`,
  random: `function random(rows: number, columns: number): Matrix {
  const matrix = empty(rows, columns);
  for (let i = 0; i < matrix.cells.length; i++) matrix.cells[i] = double(stream);
  return matrix;
}`,
  randn: `function randn(rows: number, columns: number): Matrix {
  const matrix = empty(rows, columns);
  for (let i = 0; i < matrix.cells.length; i++) matrix.cells[i] = gaussian(stream);
  return matrix;
}`,
  permutation: `/** 0 … count - 1 in random order. */
function permutation(count: number): Matrix {
  const matrix = empty(count, 1);
  for (let i = 0; i < count; i++) matrix.cells[i] = i;
  for (let i = count - 1; i > 0; i--) {
    const mask = 0xffffffff >>> Math.clz32(i);
    let j = i + 1;
    while (j > i) j = (stream.word() & mask) >>> 0;
    [matrix.cells[i], matrix.cells[j]] = [matrix.cells[j]!, matrix.cells[i]!];
  }
  return matrix;
}`,
};
