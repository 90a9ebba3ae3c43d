/*
 * Data types of arrays: their names, their memory, and how a number fits into one. A long file: a table of types, and its readers.
 *
 * | dtype | memory |
 * |---|---|
 * | float64, int64, uint64 | `Float64Array`; an int64 is a safe integer, and never −0 |
 * | float32, int32, uint8 … | the typed array of the same kind |
 * | bool | `Uint8Array` of 0 and 1 |
 * | object, str | an array of values |
 */
import {
  boolType,
  Float,
  floatType,
  HeapObject,
  intType,
  objectType,
  RaisedError,
  strType,
  TypeObject,
  type Value,
} from '../machine/values.ts';

export type Numbers =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;
export type Data = Numbers | Value[];

/** bool, unsigned, signed, float, text, object: as `dtype.kind`. */
export type Kind = 'b' | 'u' | 'i' | 'f' | 'U' | 'O';

export const dtypeType = new TypeObject('numpy.dtype', objectType);
export const genericType = new TypeObject('numpy.generic', objectType);
export const numberType = new TypeObject('numpy.number', genericType);
export const integerType = new TypeObject('numpy.integer', numberType);
export const signedType = new TypeObject('numpy.signedinteger', integerType);
export const unsignedType = new TypeObject('numpy.unsignedinteger', integerType);
export const floatingType = new TypeObject('numpy.floating', numberType);

/** A data type. It never changes. */
export class Dtype extends HeapObject {
  readonly name: string;
  readonly kind: Kind;
  /** The bytes of one element in NumPy; of a str, four for each character. */
  readonly bytes: number;
  /** The type of its scalars: `numpy.float64`. */
  readonly scalarType: TypeObject;
  /** The smallest and largest whole numbers of an integer type. */
  readonly least: number;
  readonly most: number;
  /** The character of the type: `dtype.char`. */
  readonly char: string;
  constructor(name: string, kind: Kind, bytes: number, char: string, scalarType: TypeObject, least = 0, most = 0) {
    super();
    this.name = name;
    this.kind = kind;
    this.bytes = bytes;
    this.char = char;
    this.scalarType = scalarType;
    this.least = least;
    this.most = most;
  }
  get type(): TypeObject {
    return dtypeType;
  }
  override copy(): this {
    return this;
  }
  /** `<f8`: byte order, kind and size. */
  get code(): string {
    if (this.kind === 'U') return `<U${this.bytes / 4}`;
    if (this.kind === 'O') return '|O';
    return `${this.bytes === 1 ? '|' : '<'}${this.kind}${this.bytes}`;
  }
}

/** True for the types whose elements are numbers in a typed array, bool included. */
export function isNumeric(dtype: Dtype): boolean {
  return dtype.kind !== 'O' && dtype.kind !== 'U';
}
export function isWhole(dtype: Dtype): boolean {
  return dtype.kind === 'i' || dtype.kind === 'u';
}

function scalar(name: string, base: TypeObject): TypeObject {
  return new TypeObject(`numpy.${name}`, base);
}
function whole(name: string, kind: 'i' | 'u', bytes: number, char: string): Dtype {
  const bits = 8 * bytes;
  const least = kind === 'u' ? 0 : bits === 64 ? Number.MIN_SAFE_INTEGER : -(2 ** (bits - 1));
  const most = bits === 64 ? Number.MAX_SAFE_INTEGER : 2 ** (kind === 'u' ? bits : bits - 1) - 1;
  return new Dtype(name, kind, bytes, char, scalar(name, kind === 'u' ? unsignedType : signedType), least, most);
}

export const bool = new Dtype('bool', 'b', 1, '?', scalar('bool', genericType));
export const int8 = whole('int8', 'i', 1, 'b');
export const uint8 = whole('uint8', 'u', 1, 'B');
export const int16 = whole('int16', 'i', 2, 'h');
export const uint16 = whole('uint16', 'u', 2, 'H');
export const int32 = whole('int32', 'i', 4, 'i');
export const uint32 = whole('uint32', 'u', 4, 'I');
export const int64 = whole('int64', 'i', 8, 'l');
export const uint64 = whole('uint64', 'u', 8, 'L');
export const float32 = new Dtype('float32', 'f', 4, 'f', scalar('float32', floatingType));
export const float64 = new Dtype('float64', 'f', 8, 'd', scalar('float64', floatType));
float64.scalarType.second = floatingType;
export const object = new Dtype('object', 'O', 8, 'O', scalar('object_', genericType));
export const strScalarType = scalar('str_', strType);

const numeric = [bool, int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64];

/** Types of texts by their number of characters. They never change, so they are shared by all moments. */
const texts = new Map<number, Dtype>();
export function textOf(characters: number): Dtype {
  let found = texts.get(characters);
  if (found === undefined) {
    found = new Dtype(`str${characters * 32}`, 'U', 4 * characters, 'U', strScalarType);
    texts.set(characters, found);
  }
  return found;
}

const byName = new Map<string, Dtype>([
  ...[...numeric, object].flatMap((dtype): [string, Dtype][] => [
    [dtype.name, dtype],
    [dtype.char, dtype],
    [dtype.kind === 'b' ? '?' : `${dtype.kind}${dtype.bytes}`, dtype],
  ]),
  ['float', float64],
  ['double', float64],
  ['single', float32],
  ['int', int64],
  ['int_', int64],
  ['long', int64],
  ['q', int64],
  ['Q', uint64],
  ['p', int64],
  ['intp', int64],
  ['uint', uint64],
  ['intc', int32],
  ['short', int16],
  ['byte', int8],
  ['ubyte', uint8],
  ['bool_', bool],
  ['b1', bool],
  ['O', object],
  ['object_', object],
  ['str', textOf(0)],
  ['U', textOf(0)],
  ['str_', textOf(0)],
]);

const byType = new Map<TypeObject, Dtype>([
  ...[...numeric, object].map((dtype): [TypeObject, Dtype] => [dtype.scalarType, dtype]),
  [floatType, float64],
  [intType, int64],
  [boolType, bool],
  [strType, textOf(0)],
  [strScalarType, textOf(0)],
  [objectType, object],
  [floatingType, float64],
  [numberType, float64],
  [integerType, int64],
  [signedType, int64],
  [unsignedType, uint64],
]);

/** The data type that a script names: `np.float64`, `float`, `'f8'`, `np.dtype('int32')`. */
export function dtypeOf(value: Value): Dtype {
  if (value instanceof Dtype) return value;
  if (value === null) return float64;
  if (value instanceof TypeObject) {
    const found = byType.get(value);
    if (found !== undefined) return found;
    if (value.name.startsWith('numpy.')) throw unsupported(value.name.slice('numpy.'.length));
    return object;
  }
  if (typeof value === 'string') {
    const plain = /^[<=|>]/.test(value) ? value.slice(1) : value;
    const found = byName.get(plain);
    if (found !== undefined) return found;
    const text = /^U(\d+)$/.exec(plain);
    if (text !== null) return textOf(Number(text[1]));
    if (/^(c\d+|complex\w*|float16|f2|e|float128|longdouble|g|F|D|[SM]\d*|datetime64.*)$/.test(plain)) {
      throw unsupported(plain);
    }
    throw new RaisedError('TypeError', `data type '${value}' not understood`);
  }
  if (value instanceof Float || typeof value === 'number' || typeof value === 'boolean') {
    throw new RaisedError('TypeError', `Cannot interpret '${shown(value)}' as a data type`);
  }
  if (value.type.name === 'type') return object;
  throw new RaisedError('TypeError', `Cannot interpret a value of type ${value.type.name} as a data type`);
}

function shown(value: Float | number | boolean): string {
  if (value instanceof Float) return String(value.value);
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

function unsupported(name: string): RaisedError {
  return new RaisedError(
    'TypeError',
    `the data type ${name} is not supported here`,
    'Arrays here are of float64, float32, integers, bool, str or object.',
  );
}

/** Throws NumPy's error for a Python int that does not fit an integer type. */
export function fitted(value: number, dtype: Dtype): number {
  if (isWhole(dtype) && (value < dtype.least || value > dtype.most)) {
    throw new RaisedError(
      'OverflowError',
      `Python integer ${value} out of bounds for ${dtype.name}`,
      `A ${dtype.name} holds whole numbers from ${dtype.least} to ${dtype.most}; use a larger type.`,
    );
  }
  return value;
}

/** A number as an element of the type: rounded to a float32, truncated to an integer, wrapped around at its size. */
export function cast(value: number, dtype: Dtype): number {
  switch (dtype) {
    case float64:
      return value;
    case float32:
      return Math.fround(value);
    case bool:
      return value !== 0 ? 1 : 0;
    case int64:
    case uint64:
      return toInt64(value);
    case int32:
      return value | 0;
    case int16:
      return (value << 16) >> 16;
    case int8:
      return (value << 24) >> 24;
    case uint32:
      return value >>> 0;
    case uint16:
      return value & 0xffff;
    default:
      return value & 0xff;
  }
}

/** A float as an int64. NumPy gives the smallest int64 for NaN and too large values; that is no safe integer. */
export function toInt64(value: number): number {
  const truncated = Math.trunc(value) + 0;
  if (!Number.isSafeInteger(truncated)) throw tooLarge();
  return truncated;
}

export function tooLarge(): RaisedError {
  return new RaisedError(
    'OverflowError',
    'this integer has more than 53 bits',
    'Whole numbers are exact up to 9007199254740991 here; use a float array for larger ones.',
  );
}
