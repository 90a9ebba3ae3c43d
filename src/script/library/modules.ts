/*
 * Modules beside NumPy by name.
 */
import { type Host, Module, NativeFunction, RaisedError, type Value } from '../machine/values.ts';
import { numpyModule } from '../numpy/module.ts';
import { add } from './builtin-numbers.ts';
import { makeCollections } from './modules/collections.ts';
import { makeDatetime } from './modules/datetime.ts';
import { makeJson } from './modules/json.ts';
import { makeMath } from './modules/math.ts';
import { moduleOf } from './modules/module.ts';
import { makeOs, makePathlib } from './modules/paths.ts';
import { makeRandom } from './modules/random.ts';
import {
  makeCopy,
  makeFuture,
  makeGc,
  makePickle,
  makeString,
  makeTypes,
  makeTyping,
  makeWarnings,
} from './modules/small-modules.ts';
import { makeStandIn } from './modules/stand-ins.ts';
import { makeSys } from './modules/sys.ts';
import { makeTime } from './modules/time.ts';
import { behaviourOf } from './protocols.ts';

const makers: Readonly<Record<string, (version: 2 | 3) => Module>> = {
  math: makeMath,
  random: makeRandom,
  sys: makeSys,
  collections: makeCollections,
  'collections.abc': makeTyping,
  copy: makeCopy,
  string: makeString,
  json: makeJson,
  pickle: makePickle,
  cPickle: makePickle,
  _typing: makeTyping,
  warnings: makeWarnings,
  __future__: makeFuture,
  types: makeTypes,
  gc: makeGc,
  os: makeOs,
  pathlib: makePathlib,
  time: makeTime,
  datetime: makeDatetime,
  scipy: (version) => moduleOf('scipy', { special: makeSpecial(version) }),
  'numpy.typing': makeTyping,
  'scipy.special': makeSpecial,
  builtins: () => new Module('builtins'),
  __builtin__: () => new Module('__builtin__'),
};

/** A new module; undefined when there is none of this name. */
export function makeModule(name: string, version: 2 | 3): Module | undefined {
  if (Object.hasOwn(makers, name)) return makers[name]!(version);
  const standIn = makeStandIn(name);
  if (standIn !== undefined) {
    // `from pylab import *` gives NumPy's names too.
    if (name === 'pylab') {
      for (const [own, value] of numpyModule(version).names) if (!standIn.names.has(own)) standIn.names.set(own, value);
      standIn.names.set('np', numpyModule(version));
    }
    return standIn;
  }
  return undefined;
}

/** `scipy.special`, with expit(x) = 1 / (1 + e⁻ˣ) of a number or an array. */
function makeSpecial(version: 2 | 3): Module {
  const exp = numpyModule(version).names.get('exp') as Value;
  const expit = (x: Value, host: Host): Value => {
    // SciPy's function does not warn when e⁻ˣ overflows: the result is 0.
    const quiet = Object.create(host, { warn: { value: () => undefined } }) as Host;
    const negative = behaviourOf(x, 'unary')?.('-', x, quiet) ?? x;
    const power = call(exp, negative, quiet);
    const sum = add(1, power, quiet);
    const result = behaviourOf(sum, 'binary')?.('/', 1, sum, quiet);
    if (result === undefined || typeof result === 'symbol') throw new RaisedError('TypeError', 'expit takes numbers');
    return result;
  };
  return moduleOf('scipy.special', {
    expit: new NativeFunction('expit', (args, _, host) => expit(args[0] ?? null, host)),
  });
}

function call(callee: Value, argument: Value, host: Host): Value {
  if (callee instanceof NativeFunction) return callee.call([argument], new Map(), host);
  return behaviourOf(callee, 'call')!(callee, [argument], new Map(), host);
}
