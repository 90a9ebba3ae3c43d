/*
 * The stream of `np.random.default_rng`: PCG64 (O'Neill 2014, XSL-RR 128/64), seeded by NumPy's SeedSequence. Normals and
 * exponentials by ziggurats of 256 layers (Marsaglia and Tsang 2000; Doornik 2005).
 */
import { exp, log, log1p } from '../../language/elementary.ts';
import { type Copies, HeapObject, objectType, TypeObject } from '../machine/values.ts';

export const generatorType = new TypeObject('numpy.random._generator.Generator', objectType);

const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const MASK_128 = (1n << 128n) - 1n;
const MASK_64 = (1n << 64n) - 1n;

export class Generator extends HeapObject {
  state = 0n;
  increment = 1n;
  /** The upper half of the last 64 bits, if it has not been used. */
  half: number | undefined;

  get type(): TypeObject {
    return generatorType;
  }
  override copy(copies: Copies): Generator {
    const copy = new Generator();
    copies.set(this, copy);
    copy.state = this.state;
    copy.increment = this.increment;
    copy.half = this.half;
    return copy;
  }

  /** @param entropy words of 32 bits. */
  seed(entropy: readonly number[]): void {
    const [high = 0n, low = 0n, incHigh = 0n, incLow = 0n] = seedState(entropy);
    this.increment = ((((incHigh << 64n) | incLow) << 1n) | 1n) & MASK_128;
    this.state = 0n;
    this.step();
    this.state = (this.state + ((high << 64n) | low)) & MASK_128;
    this.step();
    this.half = undefined;
  }

  private step(): void {
    this.state = (this.state * MULTIPLIER + this.increment) & MASK_128;
  }

  next64(): bigint {
    this.step();
    const xored = (this.state >> 64n) ^ (this.state & MASK_64);
    const turn = this.state >> 122n;
    return ((xored >> turn) | (xored << (64n - turn))) & MASK_64;
  }

  next32(): number {
    if (this.half !== undefined) {
      const kept = this.half;
      this.half = undefined;
      return kept;
    }
    const whole = this.next64();
    this.half = Number(whole >> 32n);
    return Number(whole & 0xffffffffn);
  }

  nextDouble(): number {
    return Number(this.next64() >> 11n) / 9007199254740992;
  }

  /** Uniform on 0 … `most`: Lemire's method. */
  nextWhole(most: number): number {
    if (most === 0) return 0;
    if (most > 0xffffffff) return this.nextLarge(BigInt(most));
    if (most === 0xffffffff) return this.next32();
    const count = most + 1;
    let [high, low] = multiplied(this.next32(), count);
    if (low < count) {
      const threshold = (0xffffffff - most) % count;
      while (low < threshold) [high, low] = multiplied(this.next32(), count);
    }
    return high;
  }

  /** Uniform on 0 … `most`, by masking: numbers that are too large are drawn again. Shuffles draw so. */
  nextMasked(most: number): number {
    const mask = most === 0 ? 0 : 0xffffffff >>> Math.clz32(most);
    for (;;) {
      const value = (this.next32() & mask) >>> 0;
      if (value <= most) return value;
    }
  }

  private nextLarge(most: bigint): number {
    const count = most + 1n;
    let product = this.next64() * count;
    if ((product & MASK_64) < count) {
      const threshold = (MASK_64 - most) % count;
      while ((product & MASK_64) < threshold) product = this.next64() * count;
    }
    return Number(product >> 64n);
  }

  nextGaussian(): number {
    const { widths, bounds, heights } = normalLayers;
    for (;;) {
      const bits = this.next64();
      const layer = Number(bits & 0xffn);
      const isNegative = ((bits >> 8n) & 1n) === 1n;
      const size = Number((bits >> 9n) & 0x000fffffffffffffn);
      const x = (isNegative ? -size : size) * widths[layer]!;
      if (size < bounds[layer]!) return x;
      if (layer === 0) {
        for (;;) {
          const far = -log1p(-this.nextDouble()) / NORMAL_EDGE;
          const near = -log1p(-this.nextDouble());
          if (near + near > far * far) return ((bits >> 17n) & 1n) === 1n ? -(NORMAL_EDGE + far) : NORMAL_EDGE + far;
        }
      }
      const height = (heights[layer - 1]! - heights[layer]!) * this.nextDouble() + heights[layer]!;
      if (height < exp(-0.5 * x * x)) return x;
    }
  }

  nextExponential(): number {
    const { widths, bounds, heights } = exponentialLayers;
    for (;;) {
      const bits = this.next64() >> 3n;
      const layer = Number(bits & 0xffn);
      const size = Number(bits >> 8n);
      const x = size * widths[layer]!;
      if (size < bounds[layer]!) return x;
      if (layer === 0) return EXPONENTIAL_EDGE - log1p(-this.nextDouble());
      const height = (heights[layer - 1]! - heights[layer]!) * this.nextDouble() + heights[layer]!;
      if (height < exp(-x)) return x;
    }
  }
}

/** The upper and lower 32 bits of a product of two numbers below 2³². */
function multiplied(x: number, y: number): [high: number, low: number] {
  const product = BigInt(x) * BigInt(y);
  return [Number(product >> 32n), Number(product & 0xffffffffn)];
}

/** SeedSequence: four words of 64 bits from any entropy. */
function seedState(entropy: readonly number[]): bigint[] {
  let constant = 0x43b0d7e5;
  const hash = (word: number): number => {
    let value = word ^ constant;
    constant = Math.imul(constant, 0x931e8875);
    value = Math.imul(value, constant);
    return value ^ (value >>> 16);
  };
  const mix = (x: number, y: number): number => {
    const value = Math.imul(x, 0xca01f9dd) - Math.imul(y, 0x4973f715);
    return value ^ ((value | 0) >>> 16);
  };
  const pool = [0, 1, 2, 3].map((i) => hash(entropy[i] ?? 0));
  for (let from = 0; from < 4; from++) {
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mix(pool[to]!, hash(pool[from]!));
  }
  for (const word of entropy.slice(4)) for (let to = 0; to < 4; to++) pool[to] = mix(pool[to]!, hash(word));
  let output = 0x8b51f9dd;
  const words = Array.from({ length: 8 }, (_, i) => {
    let value = pool[i % 4]! ^ output;
    output = Math.imul(output, 0x58f38ded);
    value = Math.imul(value, output);
    return (value ^ (value >>> 16)) >>> 0;
  });
  return [0, 1, 2, 3].map((i) => BigInt(words[2 * i]!) | (BigInt(words[2 * i + 1]!) << 32n));
}

const NORMAL_EDGE = 3.6541528853610088;
const NORMAL_AREA = 0.004928673233974655;
const EXPONENTIAL_EDGE = 7.69711747013105;
const EXPONENTIAL_AREA = 0.003949659822581557;

interface Layers {
  /** The width of a layer for one step of the random whole number. */
  readonly widths: Float64Array;
  /** Below this number, a point is inside. */
  readonly bounds: Float64Array;
  readonly heights: Float64Array;
}

/** The layers of a ziggurat of 256 layers of equal area under a falling density. */
function layersOf(
  edge: number,
  area: number,
  bits: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
): Layers {
  const scale = 2 ** bits;
  const x = new Float64Array(256);
  x[255] = edge;
  for (let i = 254; i >= 1; i--) x[i] = inverse(area / x[i + 1]! + density(x[i + 1]!));
  const widths = new Float64Array(256);
  const bounds = new Float64Array(256);
  const heights = new Float64Array(256);
  const base = area / density(edge);
  widths[0] = base / scale;
  bounds[0] = Math.floor((edge / base) * scale);
  heights[0] = 1;
  for (let i = 1; i < 256; i++) {
    widths[i] = x[i]! / scale;
    bounds[i] = i === 1 ? 0 : Math.floor((x[i - 1]! / x[i]!) * scale);
    heights[i] = density(x[i]!);
  }
  return { widths, bounds, heights };
}

const normalLayers = layersOf(
  NORMAL_EDGE,
  NORMAL_AREA,
  52,
  (x) => exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * log(y)),
);
const exponentialLayers = layersOf(
  EXPONENTIAL_EDGE,
  EXPONENTIAL_AREA,
  53,
  (x) => exp(-x),
  (y) => -log(y),
);
