/*
 * The types of NumPy scalars and of data types: what they are called, constructed, printed, compared.
 */
import { formatFloat, formatInt, formatText } from '../library/format-spec.ts';
import { native } from '../machine/natives.ts';
import {
  Float,
  HeapObject,
  type Host,
  int,
  type NativeCall,
  NativeFunction,
  RaisedError,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { must } from './arguments.ts';
import { sharedMethods } from './array-type.ts';
import { castArray, elementOf } from './casts.ts';
import { toArray } from './convert.ts';
import {
  bool,
  type Dtype,
  dtypeOf,
  dtypeType,
  float32,
  float64,
  genericType,
  int8,
  int16,
  int32,
  int64,
  isWhole,
  object,
  strScalarType,
  uint8,
  uint16,
  uint32,
  uint64,
} from './dtypes.ts';
import { round } from './elements.ts';
import { getItem } from './indexing.ts';
import { NdArray, NumpyScalar, ndarrayType, unwrapped } from './ndarray.ts';
import { scalarOperators } from './operators.ts';
import { scalarRepr, scalarStr } from './printing.ts';
import { rint } from './scalar-functions.ts';
import { wholeFrom } from './shaping.ts';

export const numericTypes: readonly Dtype[] = [
  bool,
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float32,
  float64,
];

const scalar = (value: Value): NumpyScalar => value as NumpyScalar;

for (const dtype of numericTypes) {
  const type = dtype.scalarType;
  type.construct = (args, _keywords, host) => {
    const [value] = args;
    if (value === undefined) return new NumpyScalar(dtype, 0);
    const given =
      value instanceof NdArray || (value instanceof HeapObject && !(value instanceof NumpyScalar))
        ? castArray(toArray(value, host), dtype, host)
        : undefined;
    if (given !== undefined) return unwrapped(given);
    return new NumpyScalar(dtype, elementOf(value, dtype) as number);
  };
  type.behaviour = {
    ...scalarOperators,
    truth: (self) => scalar(self).value !== 0,
    hashKey: (self) => scalar(self).value,
    repr: (self, host) => scalarRepr(scalar(self), host),
    str: (self, host) => scalarStr(scalar(self), host),
    format(self, spec, host) {
      const { value } = scalar(self);
      // NumPy formats a float32 as the Python float of the same value.
      if (spec === '') return scalarStr(dtype === float32 ? new NumpyScalar(float64, value) : scalar(self), host);
      if (dtype.kind === 'b') return formatText(value !== 0 ? 'True' : 'False', spec);
      return dtype.kind === 'f' ? formatFloat(value, spec) : formatInt(value, spec);
    },
    asFloat: (self) => scalar(self).value,
    asInt(self) {
      const { value } = scalar(self);
      if (Number.isNaN(value)) throw new RaisedError('ValueError', 'cannot convert float NaN to integer');
      if (!Number.isFinite(value)) throw new RaisedError('OverflowError', 'cannot convert float infinity to integer');
      return Math.trunc(value) + 0;
    },
    getItem(self, index, host) {
      try {
        return getItem(toArray(self, host), index, host);
      } catch (error) {
        // A bound of the machine is no fault of the index.
        if (!(error instanceof RaisedError) || error.exception === 'MemoryError') throw error;
        throw new RaisedError(
          'IndexError',
          'invalid index to scalar variable.',
          'The value is a single number, not an array.',
        );
      }
    },
    ...(isWhole(dtype) ? { asIndex: (self: Value) => scalar(self).value } : {}),
  };
  for (const [name, method] of sharedMethods) {
    type.attributes.set(name, withArray(`${dtype.name}.${name}`, method.call));
  }
  for (const [name, getter] of ndarrayType.getters) {
    if (name === 'base') continue;
    type.getters.set(name, ((self: NumpyScalar, host: Host) => {
      const value = getter(toArray(self, host) as never, host);
      return value instanceof NdArray ? unwrapped(value) : value;
    }) as (self: never, host: Host) => Value);
  }
}

/** A method of arrays for a scalar, which stands for an array without axes. */
function withArray(name: string, call: NativeCall): NativeFunction {
  return new NativeFunction(name, ([self, ...args], keywords, host) => {
    const result = call([toArray(self!, host), ...args], keywords, host);
    return result instanceof NdArray ? unwrapped(result) : result;
  });
}

for (const { scalarType } of numericTypes) {
  scalarType.attributes.set(
    '__round__',
    native('__round__', 'self, ndigits=', ([self, digits], host) => {
      const { value } = scalar(must(self));
      if (digits !== undefined && digits !== null) return round(must(self), wholeFrom(digits), host);
      if (Number.isNaN(value)) throw new RaisedError('ValueError', 'cannot convert float NaN to integer');
      if (!Number.isFinite(value)) throw new RaisedError('OverflowError', 'cannot convert float infinity to integer');
      return int(rint(value));
    }),
  );
}
float64.scalarType.attributes.set(
  'is_integer',
  native('float64.is_integer', 'self', ([self]) => Number.isInteger(scalar(must(self)).value)),
);
strScalarType.construct = (args) => (args[0] === undefined ? '' : String(args[0]));
object.scalarType.construct = (args) => args[0] ?? null;

/** `finfo` and `iinfo`: limits of a type. */
const limitsType = new TypeObject('numpy.finfo', genericType.base);
class Limits extends HeapObject {
  readonly dtype: Dtype;
  constructor(dtype: Dtype) {
    super();
    this.dtype = dtype;
  }
  get type(): TypeObject {
    return limitsType;
  }
  override copy(): this {
    return this;
  }
}
const limit = (name: string, value: (dtype: Dtype) => Value): void => {
  limitsType.getters.set(name, ((self: Limits) => value(self.dtype)) as (self: never) => Value);
};
const number = (of64: number, of32: number) => (dtype: Dtype) =>
  new NumpyScalar(dtype, dtype === float32 ? of32 : of64);
limit('eps', number(Number.EPSILON, 2 ** -23));
limit('tiny', number(2.2250738585072014e-308, 1.1754943508222875e-38));
limit('smallest_normal', number(2.2250738585072014e-308, 1.1754943508222875e-38));
limit('resolution', number(1e-15, 1e-6));
limit('precision', (dtype) => (dtype === float32 ? 6 : 15));
limit('bits', (dtype) => 8 * dtype.bytes);
limit('max', (dtype) =>
  isWhole(dtype) ? dtype.most : new NumpyScalar(dtype, dtype === float32 ? 3.4028234663852886e38 : Number.MAX_VALUE),
);
limit('min', (dtype) =>
  isWhole(dtype) ? dtype.least : new NumpyScalar(dtype, dtype === float32 ? -3.4028234663852886e38 : -Number.MAX_VALUE),
);
limit('dtype', (dtype) => dtype);

export const limitFunctions = [
  native('finfo', 'dtype', ([dtype]) => new Limits(limitsOf(must(dtype)))),
  native('iinfo', 'type', ([type]) => new Limits(limitsOf(must(type)))),
];

function limitsOf(value: Value): Dtype {
  if (value instanceof NumpyScalar || value instanceof NdArray) return value.dtype;
  return value instanceof Float ? float64 : typeof value === 'number' ? int64 : dtypeOf(value);
}

dtypeType.construct = (args) => dtypeOf(args[0] ?? null);
dtypeType.behaviour = {
  compare(operator, left, right) {
    if (operator !== '==' && operator !== '!=')
      throw new RaisedError('TypeError', `'${operator}' not supported for data types`);
    return isSameType(left, right) === (operator === '==');
  },
  hashKey: (self) => self as Dtype,
  str: (self) => nameOf(self as Dtype),
  repr: (self) => `dtype('${nameOf(self as Dtype)}')`,
};

function nameOf(dtype: Dtype): string {
  return dtype.kind === 'U' ? dtype.code : dtype.name;
}

function isSameType(left: Value, right: Value): boolean {
  if (left === null || right === null) return false;
  try {
    return dtypeOf(left) === dtypeOf(right);
  } catch (error) {
    if (error instanceof RaisedError) return false;
    throw error;
  }
}

const dtypeGetter = (name: string, value: (dtype: Dtype) => Value): void => {
  dtypeType.getters.set(name, value as (self: never) => Value);
};
dtypeGetter('name', (dtype) => dtype.name);
dtypeGetter('kind', (dtype) => dtype.kind);
dtypeGetter('itemsize', (dtype) => dtype.bytes);
dtypeGetter('char', (dtype) => dtype.char);
dtypeGetter('str', (dtype) => dtype.code);
dtypeGetter('type', (dtype) => dtype.scalarType);
