/*
 * Arrays: elements in memory, and a shape and strides that say where each one is. Several arrays may share memory: one owns it, the
 * others are views of it (`base`). The memory of an owner is row by row, from offset 0.
 * One file, since each way to the elements depends on the shape and the strides that place them.
 */
import { MOST_MEMORY, memoryError } from '../machine/bounds.ts';
import {
  type Copies,
  copyOf,
  Float,
  HeapObject,
  type Host,
  objectType,
  RaisedError,
  remembered,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { bool, type Data, type Dtype, float64, int32 } from './dtypes.ts';
import { allocate, countedFloats, floats, reserve } from './storage.ts';

export type Shape = readonly number[];

export const ndarrayType = new TypeObject('numpy.ndarray', objectType);
export const matrixType = new TypeObject('numpy.matrix', ndarrayType);

export class NdArray<Cells extends Data = Data> extends HeapObject {
  readonly data: Cells;
  readonly dtype: Dtype;
  shape: Shape;
  /** The distance to the next element along each axis, in elements. */
  strides: Shape;
  /** The index in `data` of the first element. */
  readonly offset: number;
  readonly size: number;
  /** The owner of the memory, for a view. */
  readonly base: NdArray | undefined;
  /** True when the elements are row by row, without gaps. */
  contiguous: boolean;
  /** False for views in which several elements share one place (`broadcast_to`). */
  readonly writeable: boolean;

  constructor(
    data: Cells,
    dtype: Dtype,
    shape: Shape,
    strides: Shape,
    offset: number,
    size: number,
    base: NdArray | undefined,
    contiguous: boolean,
    writeable = true,
  ) {
    super();
    this.data = data;
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.size = size;
    this.base = base;
    this.contiguous = contiguous;
    this.writeable = writeable;
  }
  get type(): TypeObject {
    return ndarrayType;
  }
  /** The distance to the next element of an array without gaps: a loop repeats a single one. */
  get step(): number {
    return this.size === 1 ? 0 : 1;
  }
  override visit(see: (value: Value) => void): number {
    if (this.base !== undefined) {
      see(this.base);
      return 96;
    }
    if (Array.isArray(this.data)) {
      for (const item of this.data) see(item);
      return 96 + 8 * this.size;
    }
    return 96 + this.data.byteLength;
  }
  override copy(copies: Copies): NdArray {
    const { base } = this;
    if (base !== undefined) {
      const owner = copyOf(base, copies);
      return remembered(this, this.over(owner.data, owner), copies);
    }
    const data = this.data.slice() as Data;
    const copy = this.over(data, undefined);
    copies.set(this, copy);
    if (Array.isArray(data)) for (let i = 0; i < this.size; i++) data[i] = copyOf(data[i]!, copies);
    return copy;
  }
  /** The same array over other memory. */
  protected over(data: Data, owner: NdArray | undefined): NdArray {
    const { dtype, shape, strides, offset, size, contiguous, writeable } = this;
    return new NdArray(data, dtype, shape, strides, offset, size, owner, contiguous, writeable);
  }
}

/** An array of the type `np.matrix`, always of two dimensions; `matrix.ts` has its operators. */
export class Matrix extends NdArray {
  override get type(): TypeObject {
    return matrixType;
  }
  protected override over(data: Data, owner: NdArray | undefined): Matrix {
    const { dtype, shape, strides, offset, size, contiguous, writeable } = this;
    return new Matrix(data, dtype, shape, strides, offset, size, owner, contiguous, writeable);
  }
}

/** An array whose elements are kept as doubles. */
export type Doubles = NdArray<Float64Array>;

/** A single value of a data type, such as `np.float64(0.5)`; a bool is 0 or 1. It never changes. */
export class NumpyScalar extends HeapObject {
  readonly dtype: Dtype;
  readonly value: number;
  constructor(dtype: Dtype, value: number) {
    super();
    this.dtype = dtype;
    this.value = value;
  }
  get type(): TypeObject {
    return this.dtype.scalarType;
  }
  override copy(): this {
    return this;
  }
}

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i]!;
  return size;
}

/** The strides of elements that are row by row. */
export function rowStrides(shape: Shape): Shape {
  if (shape.length === 2) return [shape[1]!, 1];
  if (shape.length === 1) return ONE;
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i]!;
  }
  return strides;
}
const ONE: Shape = [1];

const MOST_DIMENSIONS = 64;

/** A new array of zeros. */
export function create(host: Host, dtype: Dtype, shape: Shape): NdArray {
  const size = sizeOf(shape);
  reserve(host, size * Math.max(8, dtype.bytes));
  if (shape.length > MOST_DIMENSIONS) {
    throw new RaisedError(
      'ValueError',
      `maximum supported dimension for an ndarray is currently 64, found ${shape.length}`,
    );
  }
  return wrap(allocate(dtype, size), dtype, shape);
}

/** A new float64 array of zeros, whose shape has `size` elements. */
export function createDoubles(host: Host, shape: Shape, strides: Shape, size: number): Doubles {
  return new NdArray(countedFloats(host, size), float64, shape, strides, 0, size, undefined, true);
}

/** A new bool array with the shape and the strides of a contiguous one. */
export function flagsLike(host: Host, { shape, strides, size }: NdArray): NdArray<Uint8Array> {
  reserve(host, size);
  return new NdArray(new Uint8Array(size), bool, shape, strides, 0, size, undefined, true);
}

/** A new array that takes over elements, and counts them. */
export function adopt<Cells extends Data>(host: Host, data: Cells, dtype: Dtype, shape: Shape): NdArray<Cells> {
  reserve(host, Array.isArray(data) ? data.length * Math.max(8, dtype.bytes) : data.byteLength);
  return wrap(data, dtype, shape);
}

/** An array for a single call, over elements that are not counted, or that another array counts. */
export function wrap<Cells extends Data>(data: Cells, dtype: Dtype, shape: Shape): NdArray<Cells> {
  return new NdArray(data, dtype, shape, rowStrides(shape), 0, data.length, undefined, true);
}

/** An array of the same memory. */
export function viewOf<Cells extends Data>(
  of: NdArray<Cells>,
  shape: Shape,
  strides: Shape,
  offset: number,
  writeable = of.writeable,
): NdArray<Cells> {
  const size = sizeOf(shape);
  const owner = of.base ?? of;
  return new NdArray(
    of.data,
    of.dtype,
    shape,
    strides,
    offset,
    size,
    owner,
    isRowByRow(shape, strides, size),
    writeable,
  );
}

export function isRowByRow(shape: Shape, strides: Shape, size: number): boolean {
  if (size === 0) return true;
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i] === 1) continue;
    if (strides[i] !== step) return false;
    step *= shape[i]!;
  }
  return true;
}

/** Copies the elements, row by row, to `out` from index `at` on. */
export function gather(of: NdArray, out: Data, at = 0): void {
  const { data, shape, strides, offset, size } = of;
  if (size === 0) return;
  if (of.contiguous) {
    if (size > 32 && !Array.isArray(data) && !Array.isArray(out)) out.set(data.subarray(offset, offset + size), at);
    else for (let i = 0; i < size; i++) out[at + i] = data[offset + i]!;
    return;
  }
  if (shape.length === 0) {
    out[at] = data[offset]!;
    return;
  }
  const last = shape.length - 1;
  const length = shape[last]!;
  const step = strides[last]!;
  const rows = new Rows(of, shape, strides);
  let to = at;
  do {
    let from = rows.offset;
    for (let i = 0; i < length; i++) {
      out[to++] = data[from]!;
      from += step;
    }
  } while (rows.next());
}

/** The rows (the last axis) of an array, one after the other. */
export class Rows<Cells extends Data> {
  readonly data: Cells;
  /** The index in `data` of the first element of the row. */
  offset: number;
  /** The distance to the next element of the row. */
  readonly step: number;
  private readonly index: number[];
  private readonly shape: Shape;
  private readonly strides: Shape;
  constructor({ data, offset }: NdArray<Cells>, shape: Shape, strides: Shape) {
    this.data = data;
    this.offset = offset;
    this.step = strides.at(-1)!;
    this.shape = shape;
    this.strides = strides;
    this.index = new Array<number>(Math.max(0, shape.length - 1)).fill(0);
  }
  next(): boolean {
    for (let k = this.index.length - 1; k >= 0; k--) {
      const i = this.index[k]! + 1;
      this.offset += this.strides[k]!;
      if (i < this.shape[k]!) {
        this.index[k] = i;
        return true;
      }
      this.offset -= i * this.strides[k]!;
      this.index[k] = 0;
    }
    return false;
  }
}

/** The index in `data` of each element, row by row. */
export function placesOf(of: NdArray): Int32Array {
  const { shape, strides, offset, size } = of;
  const places = allocate(int32, size) as Int32Array;
  if (size === 0) return places;
  if (shape.length === 0) {
    places[0] = offset;
    return places;
  }
  const last = shape.length - 1;
  const rows = new Rows(of, shape, strides);
  let to = 0;
  do {
    for (let i = 0; i < shape[last]!; i++) places[to++] = rows.offset + i * strides[last]!;
  } while (rows.next());
  return places;
}

/** The elements row by row. They may be the array's own memory: read only. */
export function cellsOf(of: NdArray): Data {
  const { data, offset, size } = of;
  if (of.contiguous) {
    if (offset === 0 && data.length === size) return data;
    return Array.isArray(data) ? data.slice(offset, offset + size) : data.subarray(offset, offset + size);
  }
  const cells = allocate(of.dtype, size);
  gather(of, cells);
  return cells;
}

/** The elements row by row as doubles. They may be the array's own memory: read only. */
export function doublesOf(of: NdArray): Float64Array {
  if (8 * of.size > MOST_MEMORY && !(of.data instanceof Float64Array)) throw memoryError(8 * of.size);
  const cells = cellsOf(of);
  if (cells instanceof Float64Array) return cells;
  if (!Array.isArray(cells)) {
    const doubles = floats(cells.length);
    for (let i = 0; i < cells.length; i++) doubles[i] = cells[i]!;
    return doubles;
  }
  const doubles = floats(cells.length);
  for (let i = 0; i < cells.length; i++) doubles[i] = numberFrom(cells[i]!);
  return doubles;
}

/** The number of an element of an object array, or of a text. */
export function numberFrom(value: Value): number {
  if (value instanceof Float || value instanceof NumpyScalar) return value.value;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const text = value.trim();
    if (/^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text.replaceAll('_', ''));
    const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
    if (special === null) {
      throw new RaisedError('ValueError', `could not convert string to float: ${textRepr(value)}`);
    }
    const size = special[2]!.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return special[1] === '-' ? -size : size;
  }
  if (value instanceof NdArray && value.size === 1) return numberFrom(itemAt(value, value.offset));
  const name = value === null ? 'NoneType' : value.type.name;
  throw new RaisedError('TypeError', `float() argument must be a string or a real number, not '${name}'`);
}

/** A text as Python's `repr` shows it, for plain texts. */
export function textRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replaceAll(quote, `\\${quote}`);
  return quote + inner + quote;
}

/** The element at an index of `data`, as a NumPy scalar; an object or a text as it is. */
export function itemAt(of: NdArray, place: number): Value {
  const cell = of.data[place]!;
  return typeof cell === 'number' && of.dtype.kind !== 'O' ? new NumpyScalar(of.dtype, cell) : (cell as Value);
}

/** A number of a data type as a plain Python value: a float, an int or a bool. */
export function plainOf(dtype: Dtype, cell: number | Value): Value {
  if (typeof cell !== 'number' || dtype.kind === 'O') return cell;
  if (dtype.kind === 'f') return new Float(cell);
  return dtype === bool ? cell !== 0 : cell;
}

/** An array of one element and no dimension as a scalar; other arrays as they are. */
export function unwrapped(of: NdArray): Value {
  return of.shape.length === 0 ? itemAt(of, of.offset) : of;
}

/** The warning of NumPy 1.25 to 2.3 where an array with one element in one or more dimensions becomes a number. NumPy 2.4 refuses it. */
export function warnOfConversion(host: Host): void {
  if (host.version === 2) return;
  host.warn(
    'DeprecationWarning',
    'Conversion of an array with ndim > 0 to a scalar is deprecated, and will error in future. Ensure you extract a single ' +
      'element from your array before performing this operation. (Deprecated NumPy 1.25.)',
  );
}

/** `(4, 3)`, `(4,)`, `()`. */
export function shapeText(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}
/** `(4,3)`, as NumPy's errors of broadcasting write it. */
export function tightShape(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(',')})`;
}
