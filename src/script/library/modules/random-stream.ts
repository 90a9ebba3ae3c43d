/*
 * The stream of the module random: the Mersenne Twister as CPython seeds and draws it, number for number.
 */
import { cos, exp, log, pow, sin } from '../../../language/elementary.ts';
import { type Copies, HeapObject, objectType, TypeObject } from '../../machine/values.ts';
import { RandomState } from '../../numpy/random-state.ts';
import { valueError } from '../protocols.ts';

export const randomType = new TypeObject('random.Random', objectType);

/** A stream of random numbers, with the second number of `gauss`. */
export class RandomStream extends HeapObject {
  bits = new RandomState();
  spare: number | undefined;
  get type(): TypeObject {
    return randomType;
  }
  override copy(copies: Copies): RandomStream {
    const copy = new RandomStream();
    copies.set(this, copy);
    copy.bits = this.bits.copy(copies);
    copy.spare = this.spare;
    return copy;
  }
  override visit(): number {
    return 2600;
  }

  /** `seed(n)` of a whole number: its size in pieces of 32 bits, the lowest first. */
  seed(n: number): void {
    let rest = BigInt(Math.abs(n));
    const pieces: number[] = [];
    do {
      pieces.push(Number(rest & 0xffffffffn));
      rest >>= 32n;
    } while (rest > 0n);
    this.bits.seedWith(pieces);
    this.bits.position = 624;
    this.spare = undefined;
  }

  random(): number {
    return this.bits.nextDouble();
  }

  /** `getrandbits(count)`, for up to 53 bits. */
  randomBits(count: number): number {
    if (count === 0) return 0;
    if (count <= 32) return this.bits.next32() >>> (32 - count);
    const low = this.bits.next32();
    return (this.bits.next32() >>> (64 - count)) * 0x100000000 + low;
  }

  /** A whole number below `n`, each equally likely. */
  below(n: number, version: 2 | 3): number {
    if (version === 2) return Math.floor(this.random() * n);
    const count = n.toString(2).length;
    let value = this.randomBits(count);
    while (value >= n) value = this.randomBits(count);
    return value;
  }

  /** Box and Muller's method, which makes two numbers at a time. */
  gauss(mean: number, deviation: number): number {
    let z = this.spare;
    this.spare = undefined;
    if (z === undefined) {
      const angle = this.random() * TWO_PI;
      const radius = Math.sqrt(-2 * log(1 - this.random()));
      z = cos(angle) * radius;
      this.spare = sin(angle) * radius;
    }
    return mean + z * deviation;
  }

  /** Kinderman and Monahan's method. */
  normal(mean: number, deviation: number): number {
    for (;;) {
      const u = this.random();
      const v = 1 - this.random();
      const z = (MAGIC * (u - 0.5)) / v;
      if ((z * z) / 4 <= -log(v)) return mean + z * deviation;
    }
  }

  /** Cheng's method above 1, Ahrens and Dieter's below. */
  gamma(alpha: number, beta: number): number {
    if (alpha <= 0 || beta <= 0) throw valueError('gammavariate: alpha and beta must be > 0.0');
    if (alpha === 1) return -log(1 - this.random()) * beta;
    if (alpha > 1) {
      const a = Math.sqrt(2 * alpha - 1);
      const b = alpha - LOG4;
      const c = alpha + a;
      for (;;) {
        const u = this.random();
        if (!(u > 1e-7 && u < 0.9999999)) continue;
        const v = 1 - this.random();
        const w = log(u / (1 - u)) / a;
        const x = alpha * exp(w);
        const z = u * u * v;
        const r = b + c * w - x;
        if (r + SG_MAGIC - 4.5 * z >= 0 || r >= log(z)) return x * beta;
      }
    }
    for (;;) {
      const u = this.random();
      const b = (Math.E + alpha) / Math.E;
      const p = b * u;
      const x = p <= 1 ? pow(p, 1 / alpha) : -log((b - p) / alpha);
      const v = this.random();
      if (p > 1 ? v <= pow(x, alpha - 1) : v <= exp(-x)) return x * beta;
    }
  }
}

const TWO_PI = 2 * Math.PI;
const MAGIC = (4 * exp(-0.5)) / Math.sqrt(2);
const LOG4 = log(4);
const SG_MAGIC = 1 + log(4.5);
