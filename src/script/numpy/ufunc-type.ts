/*
 * Calls of ufuncs: `np.add(a, b, out=c, where=m)`, and their methods `reduce`, `accumulate`, `outer` and `at`.
 */
import type { Binary } from '../../engine/loops.ts';
import { native } from '../machine/natives.ts';
import { ELLIPSIS, type Host, type Keywords, RaisedError, type Value } from '../machine/values.ts';
import { dtypeOr, flag, must, outOf } from './arguments.ts';
import { toArray } from './convert.ts';
import { bool, type Dtype, float64, isNumeric } from './dtypes.ts';
import { axesOrFirst, type Fold, foldOver } from './folds.ts';
import { getItem, setItem } from './indexing.ts';
import { asMatrices, unmarked } from './matrix.ts';
import { cellsOf, create, doublesOf, Matrix, NdArray, type Shape, unwrapped, wrap } from './ndarray.ts';
import { accumulated, delivered, reduced } from './outputs.ts';
import { extreme, packed, running, total, truthOver } from './reductions.ts';
import { type Options, type Ufunc, ufuncType } from './ufunc.ts';
import { applyBinary, applyUnary, generalBinary } from './ufunc-calls.ts';

ufuncType.behaviour = {
  call: (self, args, keywords, host) => callUfunc(self as Ufunc, args, keywords, host),
  repr: (self) => `<ufunc '${(self as Ufunc).name}'>`,
};
ufuncType.getters.set('__name__', ((self: Ufunc) => self.name) as (self: never) => Value);
ufuncType.getters.set('nin', ((self: Ufunc) => self.inputs) as (self: never) => Value);
ufuncType.getters.set('identity', ((self: Ufunc) => self.identity ?? null) as (self: never) => Value);

function callUfunc(f: Ufunc, args: readonly Value[], keywords: Keywords, host: Host): Value {
  const { inputs } = f;
  if (args.length < inputs || args.length > inputs + 1) {
    throw new RaisedError(
      'TypeError',
      `${f.name}() takes from ${inputs} to ${inputs + 1} positional arguments but ${args.length} ${args.length === 1 ? 'was' : 'were'} given`,
    );
  }
  if (args[0] instanceof Matrix || args[1] instanceof Matrix) {
    return asMatrices(callUfunc(f, args.map(unmarked), keywords, host));
  }
  if (keywords.size === 0 && args.length === inputs) {
    if (inputs === 1) return applyUnary(f, args[0]!, host);
    return applyBinary(f, args[0]!, args[1]!, host);
  }
  const options = optionsOf(f, args, keywords, host);
  if (inputs === 1) return applyUnary(f, args[0]!, host, options);
  return generalBinary(f, args[0]!, args[1]!, host, options);
}

function optionsOf(f: Ufunc, args: readonly Value[], keywords: Keywords, host: Host): Options {
  let out = outOf(args[f.inputs]);
  let where: NdArray | undefined;
  let dtype: Dtype | undefined;
  let casting: string | undefined;
  for (const [name, value] of keywords) {
    switch (name) {
      case 'out': {
        const isTuple = value !== null && typeof value === 'object' && 'items' in value;
        out = outOf(isTuple ? (value.items as Value[])[0] : value);
        break;
      }
      case 'where':
        if (value !== true) where = toArray(value, host, bool);
        break;
      case 'dtype':
        dtype = dtypeOr(value);
        break;
      case 'casting':
        casting = typeof value === 'string' ? value : undefined;
        break;
      case 'order':
      case 'subok':
        break;
      default:
        throw new RaisedError('TypeError', `${f.name}() got an unexpected keyword argument '${name}'`);
    }
  }
  return { out, where, dtype, casting };
}

const method = (name: string, signature: string, body: Parameters<typeof native>[2]): void => {
  ufuncType.attributes.set(name, native(`ufunc.${name}`, signature, body));
};

method(
  'reduce',
  'self, array, axis=, dtype=, out=, keepdims=, initial=, where=',
  ([self, array, axis, dtype, out, keepdims], host) => {
    const f = self as Ufunc;
    const into = outOf(out);
    const options = {
      axis: axis === undefined ? 0 : axis,
      dtype: dtypeOr(dtype),
      keepdims: flag(keepdims),
      out: into,
    };
    switch (f.name) {
      case 'add':
        return total('sum', must(array), host, options);
      case 'multiply':
        return total('prod', must(array), host, options);
      case 'maximum':
      case 'minimum':
        return extreme(f.name, must(array), host, options);
      case 'logical_and':
        return truthOver('all', must(array), host, options);
      case 'logical_or':
        return truthOver('any', must(array), host, options);
      default: {
        const of = toArray(must(array), host);
        const axes = axesOrFirst(options.axis, of.shape.length);
        const { values, shape } = foldOver(of, axes, options.keepdims, foldOf(f), f.identity, f.name);
        const result = f.kind === 'test' ? bool : f.kind === 'float' && of.dtype.kind !== 'f' ? float64 : of.dtype;
        return delivered(packed(values, shape, result, host), into, host, reduced(f.name, of.shape, axes));
      }
    }
  },
);

/** A fold by a ufunc of two operands, from the first element on. */
function foldOf(f: Ufunc): Fold {
  const one = new Float64Array(1);
  const flagCell = new Uint8Array(1);
  return (x, start, step, n) => {
    one[0] = x[start]!;
    for (let i = 1; i < n; i++) {
      if (f.kind === 'test') {
        (f.loop as Binary)(one, 0, 0, x, start + i * step, 0, flagCell, 0, 1);
        one[0] = flagCell[0]!;
      } else (f.loop as Binary)(one, 0, 0, x, start + i * step, 0, one, 0, 1);
    }
    return one[0]!;
  };
}

method('accumulate', 'self, array, axis=, dtype=, out=', ([self, array, axis, dtype, out], host) => {
  const f = self as Ufunc;
  const along = axis === undefined ? 0 : axis;
  const into = outOf(out);
  if (f.name === 'add' || f.name === 'multiply') {
    const which = f.name === 'add' ? 'sum' : 'prod';
    return delivered(running(which, must(array), along, dtypeOr(dtype), host), into, host, accumulated);
  }
  const of = toArray(must(array), host);
  if (of.shape.length !== 1)
    throw new RaisedError('TypeError', `${f.name}.accumulate is supported here for arrays of one dimension only`);
  const x = doublesOf(of);
  const fold = foldOf(f);
  const z = Float64Array.from(x, (_, i) => fold(x, 0, 1, i + 1));
  return delivered(packed(z, of.shape, of.dtype, host), into, host, accumulated);
});

method('outer', 'self, A, B', ([self, left, right], host) => {
  const a = toArray(must(left), host);
  const b = toArray(must(right), host);
  const shape: Shape = [...a.shape, ...b.shape.map(() => 1)];
  return applyBinary(self as Ufunc, wrap(cellsOf(a), a.dtype, shape), b, host);
});

method('at', 'self, a, indices, b=', ([self, a, indices, b], host) => {
  const f = self as Ufunc;
  const of = must(a);
  if (!(of instanceof NdArray)) throw new RaisedError('TypeError', 'first operand must be array');
  if (!isNumeric(of.dtype))
    throw new RaisedError('TypeError', `${f.name}.at of an array of objects is not supported here`);
  // The elements are numbered, and the numbers that the index names are the elements to change, one after the other.
  const numbered = wrap(
    Float64Array.from({ length: of.size }, (_, i) => i),
    float64,
    of.shape,
  );
  const named = toArray(getItem(numbered, must(indices), host), host);
  const places = doublesOf(named);
  const flat = of.contiguous
    ? new NdArray(of.data, of.dtype, [of.size], [1], of.offset, of.size, of.base ?? of, true)
    : undefined;
  if (flat === undefined)
    throw new RaisedError('ValueError', `${f.name}.at is supported here for contiguous arrays only`);
  let values: Float64Array | undefined;
  if (b !== undefined) {
    const target = create(host, toArray(b, host).dtype, named.shape);
    setItem(target, ELLIPSIS, b, host);
    values = doublesOf(target);
  }
  for (let i = 0; i < places.length; i++) {
    const old = getItem(flat, places[i]!, host);
    const value =
      values === undefined
        ? applyUnary(f, old, host)
        : applyBinary(f, old, unwrapped(wrap(Float64Array.of(values[i]!), float64, [])), host);
    setItem(flat, places[i]!, value, host);
  }
  return null;
});
