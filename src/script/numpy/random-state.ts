/*
 * The stream of NumPy's legacy generator: MT19937 (Matsumoto and Nishimura), number for number. Here it is an object of the script, so
 * that a moment carries its place in the stream. `engine/random.ts` has the same stream for programs, with fewer distributions.
 */
import { log } from '../../language/elementary.ts';
import { type Copies, HeapObject, objectType, TypeObject } from '../machine/values.ts';

export const randomStateType = new TypeObject('numpy.random.mtrand.RandomState', objectType);

const N = 624;
const M = 397;
const UPPER = 0x80000000;
const LOWER = 0x7fffffff;
const MATRIX = 0x9908b0df;

export class RandomState extends HeapObject {
  readonly key = new Uint32Array(N);
  position = N;
  /** The second normal of the last pair, if it has not been used. */
  spare: number | undefined;

  get type(): TypeObject {
    return randomStateType;
  }
  override copy(copies: Copies): RandomState {
    const copy = new RandomState();
    copies.set(this, copy);
    copy.key.set(this.key);
    copy.position = this.position;
    copy.spare = this.spare;
    return copy;
  }

  override visit(): number {
    return 2600;
  }

  /** `init_genrand`: a whole number from 0 to 2³² − 1. */
  seed(seed: number): void {
    const { key } = this;
    key[0] = seed;
    for (let i = 1; i < N; i++) {
      const last = key[i - 1]!;
      key[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
    }
    this.position = N;
    this.spare = undefined;
  }

  /** `init_by_array`. */
  seedWith(numbers: readonly number[]): void {
    this.seed(19650218);
    const { key } = this;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, numbers.length); k > 0; k--) {
      const last = key[i - 1]!;
      key[i] = (key[i]! ^ Math.imul(last ^ (last >>> 30), 1664525)) + numbers[j]! + j;
      i++;
      j++;
      if (i >= N) {
        key[0] = key[N - 1]!;
        i = 1;
      }
      if (j >= numbers.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      const last = key[i - 1]!;
      key[i] = (key[i]! ^ Math.imul(last ^ (last >>> 30), 1566083941)) - i;
      i++;
      if (i >= N) {
        key[0] = key[N - 1]!;
        i = 1;
      }
    }
    key[0] = UPPER;
    this.spare = undefined;
  }

  private twist(): void {
    const { key } = this;
    for (let i = 0; i < N; i++) {
      const y = (key[i]! & UPPER) | (key[(i + 1) % N]! & LOWER);
      key[i] = key[(i + M) % N]! ^ (y >>> 1) ^ (-(y & 1) & MATRIX);
    }
    this.position = 0;
  }

  /** 32 random bits. */
  next32(): number {
    if (this.position === N) this.twist();
    let y = this.key[this.position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  /** Uniform on [0, 1), with 53 bits. */
  nextDouble(): number {
    const high = this.next32() >>> 5;
    const low = this.next32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform on 0 … `most`, by masking: numbers that are too large are drawn again. */
  nextWhole(most: number): number {
    if (most === 0) return 0;
    if (most <= 0xffffffff) {
      const mask = 0xffffffff >>> Math.clz32(most);
      for (;;) {
        const value = (this.next32() & mask) >>> 0;
        if (value <= most) return value;
      }
    }
    const mask = 0xffffffff >>> Math.clz32(Math.floor(most / 0x100000000));
    for (;;) {
      const high = (this.next32() & mask) >>> 0;
      const value = high * 0x100000000 + this.next32();
      if (value <= most) return value;
    }
  }

  /** Normal, with mean 0 and variance 1: Marsaglia's polar method. */
  nextGaussian(): number {
    if (this.spare !== undefined) {
      const kept = this.spare;
      this.spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * this.nextDouble() - 1;
      const y = 2 * this.nextDouble() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * log(square)) / square);
      this.spare = factor * x;
      return factor * y;
    }
  }

  nextExponential(): number {
    return -log(1 - this.nextDouble());
  }
}
