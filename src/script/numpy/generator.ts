/*
 * `np.random.default_rng` and the methods of its generator.
 */
import { exp } from '../../language/elementary.ts';
import { native } from '../machine/natives.ts';
import { Float, type Host, List, NO_KEYWORDS, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { flag, type Given, must, numberOf, outOf } from './arguments.ts';
import { toArray } from './convert.ts';
import * as distributions from './distributions.ts';
import { cumulative, draws, drawsWith, reorder, sharesOf } from './draws.ts';
import { dtypeOf, float32, int32, int64, uint32, uint64 } from './dtypes.ts';
import { partsAt } from './elements.ts';
import { adopt, cellsOf, create, doublesOf, itemAt, NdArray, NumpyScalar, sizeOf, wrap } from './ndarray.ts';
import { delivered } from './outputs.ts';
import { Generator, generatorType } from './pcg64.ts';
import { axisOf, sizesFrom, wholeFrom } from './shaping.ts';
import { positionIn } from './sorting.ts';
import { countedFloats } from './storage.ts';

export { generatorType } from './pcg64.ts';

export const defaultRng = native('default_rng', 'seed=', ([seed], host) => {
  if (seed instanceof Generator) return seed;
  const made = new Generator();
  made.seed(entropyOf(seed, host));
  return made;
});

/** `np.random.PCG64`. `np.random.Generator` makes of it the generator that `default_rng` gives. */
export const bitGenerator = native('PCG64', 'seed=', ([seed], host) =>
  defaultRng.call([seed ?? null], NO_KEYWORDS, host),
);
generatorType.construct = native('Generator', 'bit_generator', ([bits]) => {
  if (bits instanceof Generator) return bits;
  throw new RaisedError('TypeError', 'this bit generator is not supported here', 'Use np.random.default_rng(seed).');
}).call;

/** Words of 32 bits: those of a whole number, or of each number of a sequence. */
function entropyOf(seed: Given, host: Host): number[] {
  if (seed === undefined || seed === null) return [host.seed];
  if (seed instanceof List || seed instanceof Tuple || (seed instanceof NdArray && seed.shape.length > 0)) {
    return Array.from(doublesOf(toArray(seed, host))).flatMap(wordsOf);
  }
  if (seed instanceof Float) {
    throw new RaisedError(
      'TypeError',
      'SeedSequence expects int or sequence of ints for entropy not '.concat(String(seed.value)),
    );
  }
  const whole = wholeFrom(seed);
  return wordsOf(whole < 0 ? whole : host.seedFor(whole));
}

function wordsOf(number: number): number[] {
  if (number < 0) throw new RaisedError('ValueError', 'expected non-negative integer');
  return number <= 0xffffffff ? [number] : [number % 0x100000000, Math.floor(number / 0x100000000)];
}

function integers(
  random: Generator,
  [lowGiven, highGiven, size, dtypeGiven, endpoint]: readonly Given[],
  host: Host,
): Value {
  const hasHigh = highGiven !== undefined && highGiven !== null;
  const dtype = dtypeGiven === undefined ? int64 : dtypeOf(dtypeGiven);
  if (dtype !== int64 && dtype !== int32 && dtype !== uint32 && dtype !== uint64) {
    throw new RaisedError(
      'TypeError',
      `integers of the type ${dtype.name} are not supported here`,
      'Use the default type, and astype.',
    );
  }
  const low = hasHigh ? must(lowGiven) : 0;
  const high = hasHigh ? highGiven : must(lowGiven);
  const last = flag(endpoint) ? 0 : 1;
  const draw = (from: number, to: number): number => {
    if (from > to - last) throw new RaisedError('ValueError', hasHigh ? 'low >= high' : 'high <= 0');
    return from + random.nextWhole(to - last - from);
  };
  const made = drawsWith([low, high], size, host, (from, to) => draw(Math.trunc(from), Math.trunc(to)), dtype);
  return typeof made === 'number' ? new NumpyScalar(dtype, made) : made;
}

function shuffled(random: Generator, n: number, host: Host): Float64Array {
  const order = countedFloats(host, n);
  for (let i = 0; i < n; i++) order[i] = i;
  return shuffle(random, order);
}

function shuffle<T extends { [index: number]: unknown; readonly length: number }>(random: Generator, items: T): T {
  for (let i = items.length - 1; i > 0; i--) {
    const k = random.nextMasked(i);
    const kept = items[i];
    items[i] = items[k];
    items[k] = kept;
  }
  return items;
}

/** As `shuffle`, by Lemire's method: NumPy shuffles the numbers of a sample so. */
function mixed(random: Generator, order: Float64Array, first: number): Float64Array {
  for (let i = order.length - 1; i >= first; i--) {
    const k = random.nextWhole(i);
    const kept = order[i]!;
    order[i] = order[k]!;
    order[k] = kept;
  }
  return order;
}

/** `n` distinct numbers below `count`: Floyd's algorithm, or the tail of a shuffle where many of a large number are wanted. */
function sample(random: Generator, count: number, n: number, shuffles: boolean): Float64Array {
  if (count > 10000 && n > Math.floor(count / (shuffles ? 50 : 20))) {
    const all = Float64Array.from({ length: count }, (_, i) => i);
    return mixed(random, all, Math.max(count - n, 1)).slice(count - n);
  }
  const chosen = new Set<number>();
  const order = new Float64Array(n);
  for (let j = count - n; j < count; j++) {
    const value = random.nextWhole(j);
    const next = chosen.has(value) ? j : value;
    chosen.add(next);
    order[j - count + n] = next;
  }
  return shuffles ? mixed(random, order, 1) : order;
}

function choice(random: Generator, [a, size, replace, p, axis, shuffleGiven]: readonly Given[], host: Host): Value {
  const of = toArray(must(a), host);
  const along = axis === undefined || axis === null ? 0 : axisOf(wholeFrom(axis), of.shape.length);
  const isCount = of.shape.length === 0;
  const count = isCount ? wholeFrom(must(a)) : of.shape[along]!;
  if (count <= 0)
    throw new RaisedError(
      'ValueError',
      isCount
        ? 'a must be a positive integer unless no samples are taken'
        : 'a cannot be empty unless no samples are taken',
    );
  const isSingle = size === undefined || size === null;
  const shape = isSingle ? [] : sizesFrom(size);
  const n = sizeOf(shape);
  const shares = p === undefined || p === null ? undefined : sharesOf(toArray(p, host), count);
  let chosen: Float64Array;
  if (flag(replace, true)) {
    const sums = shares === undefined ? undefined : cumulative(shares);
    chosen = Float64Array.from({ length: n }, () =>
      sums === undefined ? random.nextWhole(count - 1) : positionIn(sums, random.nextDouble(), true),
    );
  } else {
    if (n > count)
      throw new RaisedError('ValueError', 'Cannot take a larger sample than population when replace is False');
    if (shares !== undefined) {
      throw new RaisedError(
        'ValueError',
        'choice without replacement and with p= is not supported here for default_rng',
        'Use np.random.choice.',
      );
    }
    chosen = sample(random, count, n, flag(shuffleGiven, true));
  }
  if (isCount) return isSingle ? new NumpyScalar(int64, chosen[0]!) : adopt(host, chosen, int64, shape);
  if (of.shape.length > 1) return partsAt(of, along, chosen, host);
  if (isSingle) return itemAt(of, of.offset + chosen[0]! * of.strides[0]!);
  const cells = cellsOf(of);
  const made = create(host, of.dtype, shape);
  for (let i = 0; i < n; i++) made.data[i] = cells[chosen[i]!]!;
  return made;
}

type Body = (random: Generator, args: readonly Given[], host: Host, rest: readonly Value[]) => Value;
const method = (name: string, signature: string, body: Body): void => {
  generatorType.attributes.set(
    name,
    native(`Generator.${name}`, `self, ${signature}`, ([self, ...args], host, rest) =>
      body(self as Generator, args, host, rest),
    ),
  );
};
const or = (value: Given, otherwise: number): Value =>
  value === undefined || value === null ? new Float(otherwise) : value;

/** Draws of float64, in an array of the script where `out` is given. */
function drawsInto(size: Given, dtype: Given, out: Given, host: Host, draw: () => number): Value {
  const into = outOf(out);
  if (into?.dtype === float32 || (dtype !== undefined && dtypeOf(dtype) === float32))
    throw new RaisedError('TypeError', 'random numbers of float32 are not supported here');
  const isSized = size !== undefined && size !== null;
  const made = draws(into === undefined || isSized ? size : new Tuple([...into.shape]), host, draw);
  return delivered(made, into, host, () => 'size must match out.shape when used together');
}

method('random', 'size=, dtype=, out=', (random, [size, dtype, out], host) =>
  drawsInto(size, dtype, out, host, () => random.nextDouble()),
);
method('standard_normal', 'size=, dtype=, out=', (random, [size, dtype, out], host) =>
  drawsInto(size, dtype, out, host, () => random.nextGaussian()),
);
method('standard_exponential', 'size=, dtype=, method=, out=', (random, [size, dtype, , out], host) =>
  drawsInto(size, dtype, out, host, () => random.nextExponential()),
);
method('normal', 'loc=, scale=, size=', (random, [loc, scale, size], host) =>
  drawsWith([or(loc, 0), or(scale, 1)], size, host, (centre, width) => {
    if (!(width >= 0)) throw new RaisedError('ValueError', 'scale < 0');
    return centre + width * random.nextGaussian();
  }),
);
method('uniform', 'low=, high=, size=', (random, [low, high, size], host) =>
  drawsWith([or(low, 0), or(high, 1)], size, host, (from, to) => from + (to - from) * random.nextDouble()),
);
method('integers', 'low, high=, size=, dtype=, endpoint=', (random, args, host) => integers(random, args, host));
method('choice', 'a, size=, replace=, p=, axis=, shuffle=', (random, args, host) => choice(random, args, host));
method('shuffle', 'x, axis=', (random, [x], host) => {
  if (x instanceof List) shuffle(random, x.items);
  else if (x instanceof NdArray) reorder(x, shuffled(random, x.shape[0] ?? 0, host));
  else throw new RaisedError('TypeError', 'an array or a list can be shuffled');
  return null;
});
method('permutation', 'x, axis=', (random, [x], host) => {
  const of = toArray(must(x), host);
  if (of.shape.length === 0) return wrap(shuffled(random, numberOf(of), host), int64, [numberOf(of)]);
  return partsAt(of, 0, shuffled(random, of.shape[0]!, host), host);
});
method('permuted', 'x, axis=', () => {
  throw new RaisedError('TypeError', 'Generator.permuted is not supported here', 'Use Generator.permutation.');
});
method('exponential', 'scale=, size=', (random, [scale, size], host) =>
  drawsWith([or(scale, 1)], size, host, (width) => width * random.nextExponential()),
);
method('lognormal', 'mean=, sigma=, size=', (random, [mean, sigma, size], host) =>
  drawsWith([or(mean, 0), or(sigma, 1)], size, host, (centre, width) => exp(centre + width * random.nextGaussian())),
);
method('binomial', 'n, p, size=', (random, [n, p, size], host) => {
  const made = drawsWith(
    [must(n), must(p)],
    size,
    host,
    (trials, share) => {
      distributions.checkProbability(share);
      return distributions.binomial(random, Math.trunc(trials), share, false);
    },
    int64,
  );
  return typeof made === 'number' ? new NumpyScalar(int64, made) : made;
});
method('poisson', 'lam=, size=', (random, [lam, size], host) => {
  const made = drawsWith([or(lam, 1)], size, host, (mean) => distributions.poisson(random, mean), int64);
  return typeof made === 'number' ? new NumpyScalar(int64, made) : made;
});
method('gamma', 'shape, scale=, size=', (random, [shape, scale, size], host) =>
  drawsWith([must(shape), or(scale, 1)], size, host, (k, width) => width * distributions.standardGamma(random, k)),
);
method('beta', 'a, b, size=', (random, [a, b, size], host) =>
  drawsWith([must(a), must(b)], size, host, (p, q) => distributions.beta(random, p, q)),
);

generatorType.behaviour = { repr: () => 'Generator(PCG64)' };
