/*
 * The module random: functions that draw from a stream. By Python 2's rules whole numbers are drawn from `random()`, in Python 3 from
 * bits.
 */

import { exp, log, pow } from '../../../language/elementary.ts';
import { native } from '../../machine/natives.ts';
import {
  Float,
  type Host,
  List,
  type Module,
  type NativeFunction,
  RaisedError,
  Tuple,
  typeOf,
  type Value,
} from '../../machine/values.ts';
import { builtin } from '../builtin.ts';
import { behaviourOf, floatOf, indexOf, itemsOf, lengthOf, typeError, valueError, wholeOf } from '../protocols.ts';
import { log2 } from '../real-functions.ts';
import { float, moduleOf } from './module.ts';
import { RandomStream, randomType } from './random-stream.ts';

/** The stream of the module's own functions. */
function shared(host: Host): RandomStream {
  return host.state('random', () => {
    const made = new RandomStream();
    made.seed(host.seed);
    return made;
  });
}

type Draw = (stream: RandomStream, args: readonly (Value | undefined)[], host: Host, rest: readonly Value[]) => Value;

function seedStream(stream: RandomStream, seed: Value | undefined, host: Host): Value {
  if (seed === undefined || seed === null) stream.seed(host.seed);
  else {
    const whole = wholeOf(seed) ?? behaviourOf(seed, 'asIndex')?.(seed, host);
    if (whole === undefined) {
      if (seed instanceof Float && Number.isInteger(seed.value)) stream.seed(host.seedFor(seed.value));
      else {
        throw new RaisedError(
          'NotImplementedError',
          `random.seed() with a ${typeOf(seed).name} is not supported here`,
          'Give it a whole number.',
        );
      }
    } else stream.seed(whole < 0 ? whole : host.seedFor(whole));
  }
  return null;
}

/** An argument of `randrange`: a whole number, which may be a float. */
function wholeArgument(value: Value, number: number, host: Host): number {
  if (!(value instanceof Float)) return indexOf(value, host);
  if (!Number.isInteger(value.value)) throw valueError(`non-integer arg ${number} for randrange()`);
  return value.value;
}

function randrange(stream: RandomStream, [first, second, third]: readonly (Value | undefined)[], host: Host): number {
  const start = wholeArgument(first!, 1, host);
  if (second === undefined || second === null) {
    if (start <= 0) throw valueError('empty range for randrange()');
    return stream.below(start, host.version);
  }
  const stop = wholeArgument(second, 2, host);
  const step = third === undefined ? 1 : indexOf(third, host);
  const width = stop - start;
  if (step === 0) throw valueError('zero step for randrange()');
  const count = step > 0 ? Math.floor((width + step - 1) / step) : Math.floor((width + step + 1) / step);
  if (count <= 0) {
    throw valueError(
      step === 1 ? `empty range for randrange() (${start}, ${stop}, ${width})` : 'empty range for randrange()',
    );
  }
  return start + step * stream.below(count, host.version);
}

function itemAt(sequence: Value, index: number, host: Host): Value {
  const get = behaviourOf(sequence, 'getItem');
  if (get === undefined) throw typeError(`'${typeOf(sequence).name}' object is not subscriptable`);
  return get(sequence, index, host);
}

function shuffle(stream: RandomStream, sequence: Value, host: Host): null {
  const setItem = behaviourOf(sequence, 'setItem');
  if (setItem === undefined) throw typeError(`'${typeOf(sequence).name}' object does not support item assignment`);
  for (let i = lengthOf(sequence, host) - 1; i > 0; i--) {
    const j = stream.below(i + 1, host.version);
    const [one, other] = [itemAt(sequence, i, host), itemAt(sequence, j, host)];
    setItem(sequence, i, other, host);
    setItem(sequence, j, one, host);
  }
  return null;
}

function sample(stream: RandomStream, population: Value, count: Value, host: Host): List {
  const { name } = typeOf(population);
  if (name === 'set' || name === 'frozenset' || name === 'dict') {
    throw typeError('Population must be a sequence.  For dicts or sets, use sorted(d).');
  }
  const n = lengthOf(population, host);
  const k = indexOf(count, host);
  if (k < 0 || k > n) throw valueError('Sample larger than population or is negative');
  const picked: Value[] = [];
  let limit = 21;
  if (k > 5) limit += 4 ** Math.ceil(log2(k * 3) / 2);
  if (n <= limit) {
    const pool = itemsOf(population, host);
    for (let i = 0; i < k; i++) {
      const j = stream.below(n - i, host.version);
      picked.push(pool[j]!);
      pool[j] = pool[n - i - 1]!;
    }
    return new List(picked);
  }
  const selected = new Set<number>();
  while (picked.length < k) {
    const j = stream.below(n, host.version);
    if (selected.has(j)) continue;
    selected.add(j);
    picked.push(itemAt(population, j, host));
  }
  return new List(picked);
}

function choices(stream: RandomStream, args: readonly (Value | undefined)[], host: Host): List {
  const [population, weights, cumulative, k] = args;
  const pool = itemsOf(population!, host);
  const count = k === undefined ? 1 : indexOf(k, host);
  host.reserve(16 * Math.max(0, count));
  const n = pool.length;
  let sums: number[] | undefined;
  if (cumulative !== undefined && cumulative !== null) {
    if (weights !== undefined && weights !== null) {
      throw typeError('Cannot specify both weights and cumulative weights');
    }
    sums = itemsOf(cumulative, host).map((item) => floatOf(item, host));
  } else if (weights !== undefined && weights !== null) {
    let sum = 0;
    sums = itemsOf(weights, host).map((item) => {
      sum += floatOf(item, host);
      return sum;
    });
  }
  if (sums === undefined) {
    if (n === 0) throw new RaisedError('IndexError', 'list index out of range');
    return new List(Array.from({ length: count }, () => pool[Math.floor(stream.random() * n)]!));
  }
  if (sums.length !== n) throw valueError('The number of weights does not match the population');
  const total = sums.at(-1) ?? 0;
  if (total <= 0) throw valueError('Total of weights must be greater than zero');
  const known = sums;
  return new List(
    Array.from({ length: count }, () => {
      const wanted = stream.random() * total;
      const at = known.slice(0, -1).findIndex((sum) => wanted < sum);
      return pool[at < 0 ? n - 1 : at]!;
    }),
  );
}

const real = (value: Value | undefined, host: Host, otherwise = 0): number =>
  value === undefined ? otherwise : floatOf(value, host);

/** Signatures, without `self`, and bodies. */
const draws: Readonly<Record<string, readonly [string, Draw]>> = {
  seed: ['a=, version=', (stream, [seed], host) => seedStream(stream, seed, host)],
  random: ['', (stream) => float(stream.random())],
  uniform: ['a, b', (stream, [a, b], host) => float(real(a, host) + (real(b, host) - real(a, host)) * stream.random())],
  randint: [
    'a, b',
    (stream, [a, b], host) => {
      const [low, high] = [wholeArgument(a!, 1, host), wholeArgument(b!, 2, host)];
      return randrange(stream, [low, high + 1], host);
    },
  ],
  randrange: ['start, stop=, step=', randrange],
  getrandbits: [
    'k, /',
    (stream, [k], host) => {
      const count = indexOf(k!, host);
      if (count < 0) throw valueError('number of bits must be non-negative');
      if (count > 53) throw new RaisedError('OverflowError', 'getrandbits() gives at most 53 bits here');
      return stream.randomBits(count);
    },
  ],
  choice: [
    'seq',
    (stream, [sequence], host) => {
      const length = lengthOf(sequence!, host);
      if (length === 0) throw new RaisedError('IndexError', 'Cannot choose from an empty sequence');
      return itemAt(sequence!, stream.below(length, host.version), host);
    },
  ],
  choices: ['population, weights=, *, cum_weights=, k=', choices],
  shuffle: ['x', (stream, [sequence], host) => shuffle(stream, sequence!, host)],
  sample: ['population, k', (stream, [population, k], host) => sample(stream, population!, k!, host)],
  gauss: ['mu=, sigma=', (stream, [mu, sigma], host) => float(stream.gauss(real(mu, host), real(sigma, host, 1)))],
  normalvariate: [
    'mu=, sigma=',
    (stream, [mu, sigma], host) => float(stream.normal(real(mu, host), real(sigma, host, 1))),
  ],
  lognormvariate: [
    'mu, sigma',
    (stream, [mu, sigma], host) => float(exp(stream.normal(real(mu, host), real(sigma, host)))),
  ],
  expovariate: ['lambd', (stream, [rate], host) => float(-log(1 - stream.random()) / real(rate, host))],
  triangular: [
    'low=, high=, mode=',
    (stream, [low, high, mode], host) => {
      let [from, to] = [real(low, host), real(high, host, 1)];
      let u = stream.random();
      let c = mode === undefined || mode === null ? 0.5 : (real(mode, host) - from) / (to - from);
      if (u > c) {
        u = 1 - u;
        c = 1 - c;
        [from, to] = [to, from];
      }
      return float(from + (to - from) * Math.sqrt(u * c));
    },
  ],
  gammavariate: [
    'alpha, beta',
    (stream, [alpha, beta], host) => float(stream.gamma(real(alpha, host), real(beta, host))),
  ],
  betavariate: [
    'alpha, beta',
    (stream, [alpha, beta], host) => {
      const y = stream.gamma(real(alpha, host), 1);
      return float(y === 0 ? 0 : y / (y + stream.gamma(real(beta, host), 1)));
    },
  ],
  paretovariate: ['alpha', (stream, [alpha], host) => float(pow(1 - stream.random(), -1 / real(alpha, host)))],
  weibullvariate: [
    'alpha, beta',
    (stream, [alpha, beta], host) => float(real(alpha, host) * pow(-log(1 - stream.random()), 1 / real(beta, host))),
  ],
  getstate: ['', (stream) => new Tuple([3, stream.copy(new Map()), null])],
  setstate: [
    'state',
    (stream, [state]) => {
      const kept = state instanceof Tuple ? state.items[1] : undefined;
      if (!(kept instanceof RandomStream)) throw valueError('state is not one of getstate()');
      stream.bits = kept.bits.copy(new Map());
      stream.spare = kept.spare;
      return null;
    },
  ],
};

const functions: Record<string, NativeFunction> = {};
for (const [name, [signature, draw]] of Object.entries(draws)) {
  functions[name] = native(name, signature, (args, host, rest) => draw(shared(host), args, host, rest));
  const withSelf = signature === '' ? 'self, /' : `self, ${signature}`;
  randomType.attributes.set(
    name,
    native(`Random.${name}`, withSelf, ([self, ...args], host, rest) => draw(self as RandomStream, args, host, rest)),
  );
}

randomType.construct = builtin('Random', 0, 1, ([seed], host) => {
  const stream = new RandomStream();
  seedStream(stream, seed, host);
  return stream;
}).call;

export function makeRandom(): Module {
  return moduleOf('random', functions, { Random: randomType, SystemRandom: randomType });
}
