/*
 * `numpy.random`: the functions of the legacy generator, and `RandomState`. The functions of the module draw from one stream, which
 * is kept in the state of the host, so that a moment carries it. One long file: a list of functions with their signatures.
 */
import { exp } from '../../language/elementary.ts';
import { native } from '../machine/natives.ts';
import { Float, type Host, List, Module, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { type Given, must, numberOf } from './arguments.ts';
import { itemsOf, toArray } from './convert.ts';
import * as distributions from './distributions.ts';
import { draws, drawsWith } from './draws.ts';
import { float64, int64, uint32 } from './dtypes.ts';
import { bitGenerator, defaultRng, generatorType } from './generator.ts';
import { adopt, create, doublesOf, NdArray, sizeOf } from './ndarray.ts';
import { choice, permutation, randint, shuffle } from './random-choice.ts';
import { RandomState, randomStateType } from './random-state.ts';
import { sizesFrom, wholeFrom } from './shaping.ts';

/** The stream of the module's functions. Before `seed` is called it is that of the host's seed. */
function moduleStream(host: Host): RandomState {
  return host.state('numpy.random', () => {
    const made = new RandomState();
    made.seed(host.seed);
    return made;
  });
}

/** Seeds a stream as `np.random.seed` does: with a whole number, or a sequence of them. */
function seedStream(random: RandomState, seed: Given, host: Host): null {
  if (seed === undefined || seed === null) {
    random.seed(host.seed);
    return null;
  }
  const isSequence = seed instanceof NdArray ? seed.shape.length > 0 : seed instanceof List || seed instanceof Tuple;
  if (!isSequence) {
    const number = seedNumber(seed);
    if (number < 0 || number > 0xffffffff) throw new RaisedError('ValueError', 'Seed must be between 0 and 2**32 - 1');
    random.seed(host.seedFor(number));
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

function getState(random: RandomState, host: Host): Value {
  const key = adopt(host, random.key.slice(), uint32, [random.key.length]);
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
  ['shuffle', 'x', (random, [x], host) => shuffle(random, must(x), host)],
  ['permutation', 'x', (random, [x], host) => permutation(random, must(x), host)],
  ['get_state', 'legacy=', (random, _, host) => getState(random, host)],
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
  module.names.set('PCG64', bitGenerator);
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
