/*
 * Objects that make arrays from the index in their brackets: `np.r_`, `np.c_`, `np.s_`, `np.mgrid`, `np.ogrid`.
 */
import {
  Float,
  HeapObject,
  type Host,
  objectType,
  RaisedError,
  Slice,
  Tuple,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { numberOf } from './arguments.ts';
import { toArray } from './convert.ts';
import { float64, int64 } from './dtypes.ts';
import { concatenate } from './elements.ts';
import { assign } from './indexing.ts';
import { cellsOf, create, type NdArray, NumpyScalar, viewOf, wrap } from './ndarray.ts';
import { promote } from './promotion.ts';
import { reshape } from './shaping.ts';

/** `np.r_`, `np.c_`, `np.s_`, `np.mgrid`, `np.ogrid`: objects that are indexed. */
const indexerType = new TypeObject('numpy.lib._index_tricks_impl.IndexTricks', objectType);
class Indexer extends HeapObject {
  readonly kind: 'r' | 'c' | 's' | 'mgrid' | 'ogrid';
  constructor(kind: 'r' | 'c' | 's' | 'mgrid' | 'ogrid') {
    super();
    this.kind = kind;
  }
  get type(): TypeObject {
    return indexerType;
  }
  override copy(): this {
    return this;
  }
}

indexerType.behaviour = {
  getItem(self, index, host) {
    const { kind } = self as Indexer;
    if (kind === 's') return index;
    const items = index instanceof Tuple ? index.items : [index];
    if (kind === 'r' || kind === 'c') return joined(items, kind, host);
    const axes = items.map((item) => rangeOf(item, host));
    const shape = axes.map(({ size }) => size);
    const grids = axes.map((axis, k) => {
      const own = shape.map((_, i) => (i === k ? axis.size : 1));
      return wrap(cellsOf(axis), axis.dtype, own);
    });
    if (kind === 'ogrid') return grids.length === 1 ? grids[0]! : new Tuple(grids);
    if (!(index instanceof Tuple)) return grids[0]!;
    const dtype = axes.reduce((met, { dtype: own }) => promote(met, own), axes[0]!.dtype);
    const made = create(host, dtype, [axes.length, ...shape]);
    grids.forEach((grid, k) => {
      assign(viewOf(made, shape, made.strides.slice(1), k * made.strides[0]!), grid, host);
    });
    return made;
  },
};

function rangeOf(item: Value, host: Host): NdArray {
  if (!(item instanceof Slice)) throw new RaisedError('TypeError', 'a grid is named by slices');
  const start = item.start === null ? 0 : numberOf(item.start);
  const stop = item.stop === null ? 0 : numberOf(item.stop);
  const step = item.step === null ? 1 : numberOf(item.step);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  const isFloat = [item.start, item.stop, item.step].some(
    (part) => part instanceof Float || (part instanceof NumpyScalar && part.dtype.kind === 'f'),
  );
  const made = create(host, isFloat ? float64 : int64, [count]);
  for (let i = 0; i < count; i++) made.data[i] = (start + i * step) as never;
  return made;
}

function joined(items: readonly Value[], kind: 'r' | 'c', host: Host): NdArray {
  const parts = items.map((item) => {
    if (typeof item === 'string')
      throw new RaisedError('ValueError', `a text inside of np.${kind}_ is not supported here`);
    const of = item instanceof Slice ? rangeOf(item, host) : toArray(item, host);
    if (kind === 'r') return of.shape.length === 0 ? reshape(of, [1], host) : of;
    return of.shape.length < 2 ? reshape(of, [of.size, 1], host) : of;
  });
  return concatenate(parts, kind === 'r' ? 0 : -1, host);
}

export const indexers: Readonly<Record<string, HeapObject>> = {
  r_: new Indexer('r'),
  c_: new Indexer('c'),
  s_: new Indexer('s'),
  index_exp: new Indexer('s'),
  mgrid: new Indexer('mgrid'),
  ogrid: new Indexer('ogrid'),
};
