/*
 * `numpy.random`: the functions of the legacy generator, and `RandomState`. The functions of the module draw from one stream, which
 * is kept in the state of the host, so that a moment carries it. One long file: a list of functions with their signatures.
 */
import { exp } from '../../language/elementary.ts';
import { native } from '../machine/natives.ts';
import { Float, type Host, List, Module, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { flag, type Given, must, numberOf } from './arguments.ts';
import { itemsOf, toArray } from './convert.ts';
import * as distributions from './distributions.ts';
import { cumulative, draws, drawsWith, reorder, sharesOf } from './draws.ts';
import { allocate, bool, type Dtype, dtypeOf, float64, int64, isWhole, uint32 } from './dtypes.ts';
import { partsAt } from './elements.ts';
import { defaultRng, generatorType } from './generator.ts';
import { cellsOf, create, doublesOf, itemAt, NdArray, sizeOf, wrap } from './ndarray.ts';
import { RandomState, randomStateType } from './random-state.ts';
import { sizesFrom, wholeFrom } from './shaping.ts';
import { positionIn } from './sorting.ts';

/** The stream of the module's functions. Before `seed` is called it is that of the host's seed. */
export function moduleStream(host: Host): RandomState {
  return host.state('numpy.random', () => {
    const made = new RandomState();
    made.seed(host.seed);
    return made;
  });
}

/** Seeds a stream as `np.random.seed` does: with a whole number, or a sequence of them. */
export function seedStream(random: RandomState, seed: Given, host: Host): null {
  if (seed === undefined || seed === null) {
    random.seed(host.seed);
    return null;
  }
  const isSequence = seed instanceof NdArray ? seed.shape.length > 0 : seed instanceof List || seed instanceof Tuple;
  if (!isSequence) {
    const number = seedNumber(seed);
    if (number < 0 || number > 0xffffffff) throw new RaisedError('ValueError', 'Seed must be between 0 and 2**32 - 1');
    random.seed(number);
    return null;
  }
  const of = toArray(seed, host);
  if (of.size === 0) throw new RaisedError('ValueError', 'Seed must be non-empty');
  if (of.shape.length !== 1) throw new RaisedError('ValueError', 'Seed array must be 1-d');
  const numbers = Array.from(doublesOf(of));
  if (numbers.some((n) => n < 0 || n > 0xffffffff))
    throw new RaisedError('ValueError', 'Seed must be between 0 and 2**32 - 1');
  random.seedWith(numbers);
  return null;
}

function seedNumber(seed: Value): number {
  if (typeof seed === 'string') {
    throw new RaisedError(
      'TypeError',
      `Cannot cast scalar from dtype('<U${seed.length}') to dtype('int64') according to the rule 'safe'`,
      'A seed is a whole number.',
    );
  }
  if (seed instanceof Float) {
    throw new RaisedError(
      'TypeError',
      "Cannot cast scalar from dtype('float64') to dtype('int64') according to the rule 'safe'",
      'A seed is a whole number.',
    );
  }
  return wholeFrom(seed);
}

/** Whole numbers from `low` to before `high`; of `size` in a data type, with the generator's own ways for small types. */
function randint(random: RandomState, [lowGiven, highGiven, size, dtypeGiven]: readonly Given[], host: Host): Value {
  const hasHigh = highGiven !== undefined && highGiven !== null;
  const low = hasHigh ? must(lowGiven) : 0;
  const high = hasHigh ? highGiven : must(lowGiven);
  const dtype = dtypeGiven === undefined ? int64 : dtypeOf(dtypeGiven);
  if (!isWhole(dtype) && dtype !== bool)
    throw new RaisedError('TypeError', `Unsupported dtype dtype('${dtype.name}') for randint`);
  const least = wholeBounds(low, host);
  const most = wholeBounds(high, host);
  if (least instanceof NdArray || most instanceof NdArray) {
    return drawsWith(
      [low, high],
      size,
      host,
      (from, before) => from + random.nextWhole(checkedRange(from, before, dtype)),
      dtype,
    );
  }
  if (!hasHigh && most <= 0) throw new RaisedError('ValueError', 'high <= 0');
  const range = checkedRange(least, most, dtype);
  const next = wholeDraw(random, range, dtype);
  return draws(size, host, () => least + next(), dtype);
}

function wholeBounds(value: Value, host: Host): number | NdArray {
  if (typeof value === 'number') return value;
  if (value instanceof Float) return Math.trunc(value.value);
  const of = toArray(value, host);
  return of.shape.length === 0 ? Math.trunc(numberOf(of)) : of;
}

function checkedRange(low: number, high: number, dtype: Dtype): number {
  const least = dtype === bool ? 0 : dtype.least;
  const most = dtype === bool ? 1 : dtype.most;
  if (low < least) throw new RaisedError('ValueError', `low is out of bounds for ${dtype.name}`);
  if (high - 1 > most) throw new RaisedError('ValueError', `high is out of bounds for ${dtype.name}`);
  if (low >= high)
    throw new RaisedError(
      'ValueError',
      'low >= high',
      'The upper bound is not included, so it must be larger than the lower one.',
    );
  return high - 1 - low;
}

/** Draws 0 … range. Types of one or two bytes take several numbers from one draw of 32 bits. */
function wholeDraw(random: RandomState, range: number, dtype: Dtype): () => number {
  const bits = dtype === bool ? 1 : 8 * dtype.bytes;
  if (bits >= 32 || range === 0) return () => random.nextWhole(range);
  const mask = bits === 1 ? 1 : 0xffffffff >>> Math.clz32(range);
  let buffer = 0;
  let left = 0;
  return () => {
    for (;;) {
      if (left === 0) {
        buffer = random.next32();
        left = 32 / bits;
      } else buffer >>>= bits;
      left--;
      const value = buffer & mask & (2 ** bits - 1);
      if (value <= range) return value;
    }
  };
}

/** Shuffles the parts along the first axis, or the items of a list, in place: Fisher and Yates from the end. */
function shuffle(random: RandomState, value: Value): null {
  if (value instanceof List) {
    const { items } = value;
    for (let i = items.length - 1; i > 0; i--) {
      const k = random.nextWhole(i);
      const kept = items[i]!;
      items[i] = items[k]!;
      items[k] = kept;
    }
    return null;
  }
  if (!(value instanceof NdArray)) {
    const name = value !== null && typeof value === 'object' && 'type' in value ? value.type.name : typeof value;
    throw new RaisedError('TypeError', `'${name}' object does not support item assignment`);
  }
  const order = shuffled(random, value.shape[0] ?? 0);
  if (value.shape.length === 0) throw new RaisedError('TypeError', 'len() of unsized object');
  reorder(value, order);
  return null;
}

function shuffled(random: RandomState, n: number): Float64Array {
  const order = new Float64Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const k = random.nextWhole(i);
    const kept = order[i]!;
    order[i] = order[k]!;
    order[k] = kept;
  }
  return order;
}

function permutation(random: RandomState, value: Value, host: Host): Value {
  if (typeof value === 'number' || (toArray(value, host).shape.length === 0 && isWhole(toArray(value, host).dtype))) {
    return wrap(shuffled(random, wholeFrom(value)), int64, [wholeFrom(value)]);
  }
  const of = toArray(value, host);
  if (of.shape.length === 0) throw new RaisedError('IndexError', 'x must be an integer or at least 1-dimensional');
  return partsAt(of, 0, shuffled(random, of.shape[0]!), host);
}

function choice(random: RandomState, [a, size, replace, p]: readonly Given[], host: Host): Value {
  const of = toArray(must(a), host);
  let count: number;
  if (of.shape.length === 0) {
    count = wholeFrom(must(a));
    if (count <= 0 && (size === undefined || size === null || sizeOf(sizesFrom(size)) > 0)) {
      throw new RaisedError('ValueError', 'a must be greater than 0 unless no samples are taken');
    }
  } else if (of.shape.length !== 1) {
    throw new RaisedError(
      'ValueError',
      'a must be 1-dimensional',
      'Choose row numbers instead: np.random.choice(len(x), n).',
    );
  } else {
    count = of.size;
    if (count === 0) throw new RaisedError('ValueError', "'a' cannot be empty unless no samples are taken");
  }
  const shares = p === undefined || p === null ? undefined : sharesOf(toArray(p, host), count);
  const isSingle = size === undefined || size === null;
  const shape = isSingle ? [] : sizesFrom(size);
  const n = sizeOf(shape);
  let chosen: Float64Array;
  if (flag(replace, true)) {
    chosen = new Float64Array(n);
    if (shares === undefined) for (let i = 0; i < n; i++) chosen[i] = random.nextWhole(count - 1);
    else {
      const sums = cumulative(shares);
      for (let i = 0; i < n; i++) chosen[i] = positionIn(sums, random.nextDouble(), true);
    }
  } else {
    if (n > count) {
      throw new RaisedError(
        'ValueError',
        "Cannot take a larger sample than population when 'replace=False'",
        `There are ${count} elements to choose from.`,
      );
    }
    chosen = shares === undefined ? shuffled(random, count).slice(0, n) : distinct(random, shares, n);
  }
  if (of.shape.length === 0) return isSingle ? chosen[0]! : wrap(chosen, int64, shape);
  if (isSingle) return itemAt(of, of.offset + chosen[0]! * of.strides[0]!);
  const cells = cellsOf(of);
  const data = allocate(of.dtype, n);
  for (let i = 0; i < n; i++) data[i] = cells[chosen[i]!]!;
  return wrap(data, of.dtype, shape);
}

/** Distinct positions with given shares: draws until there are enough. */
function distinct(random: RandomState, given: Float64Array, n: number): Float64Array {
  const shares = given.slice();
  if (shares.filter((share) => share > 0).length < n)
    throw new RaisedError('ValueError', 'Fewer non-zero entries in p than size');
  const found: number[] = [];
  while (found.length < n) {
    const drawn = Float64Array.from({ length: n - found.length }, () => random.nextDouble());
    for (const position of found) shares[position] = 0;
    const sums = cumulative(shares);
    for (const value of drawn) {
      const position = positionIn(sums, value, true);
      if (!found.includes(position)) found.push(position);
    }
  }
  return Float64Array.from(found);
}

function multinomial(random: RandomState, [n, pvals, size]: readonly Given[], host: Host): Value {
  const shares = doublesOf(toArray(must(pvals), host));
  const trials = wholeFrom(must(n));
  const shape = size === undefined || size === null ? [] : sizesFrom(size);
  const made = create(host, int64, [...shape, shares.length]);
  for (let row = 0; row < sizeOf(shape); row++) {
    let left = trials;
    let sum = 1;
    for (let k = 0; k < shares.length - 1 && left > 0; k++) {
      const hits = distributions.binomial(random, left, shares[k]! / sum);
      made.data[row * shares.length + k] = hits as never;
      left -= hits;
      sum -= shares[k]!;
    }
    if (left > 0) made.data[row * shares.length + shares.length - 1] = left as never;
  }
  return made;
}

function dirichlet(random: RandomState, [alpha, size]: readonly Given[], host: Host): Value {
  const weights = doublesOf(toArray(must(alpha), host));
  const shape = size === undefined || size === null ? [] : sizesFrom(size);
  const made = create(host, float64, [...shape, weights.length]);
  const data = made.data as Float64Array;
  for (let row = 0; row < sizeOf(shape); row++) {
    const at = row * weights.length;
    let sum = 0;
    for (let k = 0; k < weights.length; k++) {
      data[at + k] = distributions.standardGamma(random, weights[k]!);
      sum += data[at + k]!;
    }
    const inverse = 1 / sum;
    for (let k = 0; k < weights.length; k++) data[at + k] = data[at + k]! * inverse;
  }
  return made;
}

function getState(random: RandomState): Value {
  const key = wrap(random.key.slice(), uint32, [random.key.length]);
  return new Tuple(['MT19937', key, random.position, random.spare === undefined ? 0 : 1, new Float(random.spare ?? 0)]);
}

function setState(random: RandomState, value: Value, host: Host): null {
  const items = itemsOf(value, host);
  if (items === undefined || items.length < 3 || items[0] !== 'MT19937') {
    throw new RaisedError('ValueError', 'set_state can only be used with legacy MT19937 state instances.');
  }
  const [, key, position, hasSpare, spare] = items;
  random.key.set(doublesOf(toArray(key!, host)));
  random.position = wholeFrom(position!);
  random.spare = hasSpare !== undefined && numberOf(hasSpare) !== 0 ? numberOf(spare!) : undefined;
  return null;
}

type Draw = (random: RandomState, args: readonly Given[], host: Host, rest: readonly Value[]) => Value;

const one = new Float(1);
const zero = new Float(0);
const or = (value: Given, otherwise: Value): Value =>
  value === undefined ? otherwise : value === null ? otherwise : value;

function positive(name: string, ...numbers: number[]): void {
  if (numbers.some((n) => !(n >= 0))) throw new RaisedError('ValueError', `${name} < 0`);
}

/** Functions of the module, and methods of `RandomState`: name, signature, body. */
const functions: readonly (readonly [name: string, signature: string, draw: Draw])[] = [
  ['seed', 'seed=', (random, [seed], host) => seedStream(random, seed, host)],
  ['random', 'size=', (random, [size], host) => draws(size, host, () => random.nextDouble())],
  ['random_sample', 'size=', (random, [size], host) => draws(size, host, () => random.nextDouble())],
  ['ranf', 'size=', (random, [size], host) => draws(size, host, () => random.nextDouble())],
  ['sample', 'size=', (random, [size], host) => draws(size, host, () => random.nextDouble())],
  ['rand', '*args', (random, _args, host, rest) => draws(shapeOfRest(rest), host, () => random.nextDouble())],
  ['randn', '*args', (random, _args, host, rest) => draws(shapeOfRest(rest), host, () => random.nextGaussian())],
  ['standard_normal', 'size=', (random, [size], host) => draws(size, host, () => random.nextGaussian())],
  ['standard_exponential', 'size=', (random, [size], host) => draws(size, host, () => random.nextExponential())],
  ['randint', 'low, high=, size=, dtype=', (random, args, host) => randint(random, args, host)],
  [
    'random_integers',
    'low, high=, size=',
    (random, [low, high, size], host) =>
      randint(
        random,
        high === undefined || high === null ? [1, wholeFrom(must(low)) + 1, size] : [low, wholeFrom(high) + 1, size],
        host,
      ),
  ],
  [
    'uniform',
    'low=, high=, size=',
    (random, [low, high, size], host) =>
      drawsWith([or(low, zero), or(high, one)], size, host, (from, to) => from + (to - from) * random.nextDouble()),
  ],
  [
    'normal',
    'loc=, scale=, size=',
    (random, [loc, scale, size], host) =>
      drawsWith([or(loc, zero), or(scale, one)], size, host, (centre, width) => {
        positive('scale', width);
        return centre + width * random.nextGaussian();
      }),
  ],
  [
    'lognormal',
    'mean=, sigma=, size=',
    (random, [mean, sigma, size], host) =>
      drawsWith([or(mean, zero), or(sigma, one)], size, host, (m, s) => exp(m + s * random.nextGaussian())),
  ],
  [
    'exponential',
    'scale=, size=',
    (random, [scale, size], host) => drawsWith([or(scale, one)], size, host, (s) => s * random.nextExponential()),
  ],
  [
    'binomial',
    'n, p, size=',
    (random, [n, p, size], host) =>
      drawsWith(
        [must(n), must(p)],
        size,
        host,
        (trials, share) => {
          distributions.checkProbability(share);
          if (trials < 0) throw new RaisedError('ValueError', 'n < 0');
          return distributions.binomial(random, Math.trunc(trials), share);
        },
        int64,
      ),
  ],
  [
    'poisson',
    'lam=, size=',
    (random, [lam, size], host) =>
      drawsWith(
        [or(lam, one)],
        size,
        host,
        (mean) => {
          if (!(mean >= 0)) throw new RaisedError('ValueError', 'lam < 0 or lam is NaN');
          return distributions.poisson(random, mean);
        },
        int64,
      ),
  ],
  [
    'geometric',
    'p, size=',
    (random, [p, size], host) =>
      drawsWith([must(p)], size, host, (share) => distributions.geometric(random, share), int64),
  ],
  [
    'gamma',
    'shape, scale=, size=',
    (random, [shape, scale, size], host) =>
      drawsWith([must(shape), or(scale, one)], size, host, (k, s) => s * distributions.standardGamma(random, k)),
  ],
  [
    'standard_gamma',
    'shape, size=',
    (random, [shape, size], host) =>
      drawsWith([must(shape)], size, host, (k) => distributions.standardGamma(random, k)),
  ],
  [
    'chisquare',
    'df, size=',
    (random, [df, size], host) =>
      drawsWith([must(df)], size, host, (k) => 2 * distributions.standardGamma(random, k / 2)),
  ],
  [
    'beta',
    'a, b, size=',
    (random, [a, b, size], host) =>
      drawsWith([must(a), must(b)], size, host, (p, q) => distributions.beta(random, p, q)),
  ],
  [
    'laplace',
    'loc=, scale=, size=',
    (random, [loc, scale, size], host) =>
      drawsWith([or(loc, zero), or(scale, one)], size, host, (m, s) => distributions.laplace(random, m, s)),
  ],
  [
    'logistic',
    'loc=, scale=, size=',
    (random, [loc, scale, size], host) =>
      drawsWith([or(loc, zero), or(scale, one)], size, host, (m, s) => distributions.logistic(random, m, s)),
  ],
  [
    'gumbel',
    'loc=, scale=, size=',
    (random, [loc, scale, size], host) =>
      drawsWith([or(loc, zero), or(scale, one)], size, host, (m, s) => distributions.gumbel(random, m, s)),
  ],
  [
    'triangular',
    'left, mode, right, size=',
    (random, [left, mode, right, size], host) =>
      drawsWith([must(left), must(mode), must(right)], size, host, (l, m, r) =>
        distributions.triangular(random, l, m, r),
      ),
  ],
  ['multinomial', 'n, pvals, size=', (random, args, host) => multinomial(random, args, host)],
  ['dirichlet', 'alpha, size=', (random, args, host) => dirichlet(random, args, host)],
  [
    'multivariate_normal',
    'mean, cov, size=, check_valid=, tol=',
    () => {
      throw new RaisedError(
        'TypeError',
        'multivariate_normal is not supported here',
        'Draw standard normals, and multiply them with np.linalg.cholesky(cov).T.',
      );
    },
  ],
  ['choice', 'a, size=, replace=, p=', (random, args, host) => choice(random, args, host)],
  ['shuffle', 'x', (random, [x]) => shuffle(random, must(x))],
  ['permutation', 'x', (random, [x], host) => permutation(random, must(x), host)],
  ['get_state', 'legacy=', (random) => getState(random)],
  ['set_state', 'state', (random, [state], host) => setState(random, must(state), host)],
];

function shapeOfRest(rest: readonly Value[]): Given {
  return rest.length === 0 ? undefined : new Tuple(rest.map((value) => wholeFrom(value)));
}

export function randomModule(): Module {
  const module = new Module('numpy.random');
  for (const [name, signature, draw] of functions) {
    module.names.set(
      name,
      native(name, signature, (args, host, rest) => draw(moduleStream(host), args, host, rest), 'cython'),
    );
  }
  module.names.set('RandomState', randomStateType);
  module.names.set('default_rng', defaultRng);
  module.names.set('Generator', generatorType);
  return module;
}
for (const [name, signature, draw] of functions) {
  randomStateType.attributes.set(
    name,
    native(
      `RandomState.${name}`,
      signature === '' ? 'self' : `self, ${signature}`,
      ([self, ...args], host, rest) => draw(self as RandomState, args, host, rest),
      'cython',
    ),
  );
}
randomStateType.construct = (args, keywords, host) => {
  const made = new RandomState();
  seedStream(made, args[0] ?? keywords.get('seed'), host);
  return made;
};
randomStateType.behaviour = { repr: () => 'RandomState(MT19937)' };
