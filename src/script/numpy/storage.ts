/*
 * The memory of arrays, on the heap of JavaScript. An array that a script can keep is made by `create`, `createDoubles`, `flagsLike` or `adopt` of
 * `ndarray.ts`, which count its elements here against the bound of the machine. The elements of a single call are not counted, but no call may have
 * more of them at once than all values of a script: a view such as that of `broadcast_to` is small, and its copy need not be.
 */
import { MOST_MEMORY, memoryError } from '../machine/bounds.ts';
import type { Host, Value } from '../machine/values.ts';
import {
  bool,
  type Data,
  type Dtype,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  object,
  uint8,
  uint16,
  uint32,
  uint64,
} from './dtypes.ts';

/** The bytes of an array beside its elements. */
const OBJECT_BYTES = 200;

/** Counts the memory of an array: before it is made, where it may be large. @throws RaisedError MemoryError */
export function reserve(host: Host, bytes: number): void {
  host.reserve(bytes + OBJECT_BYTES);
}

/** Doubles of 0 for an array that a script can keep. */
export function countedFloats(host: Host, size: number): Float64Array {
  reserve(host, 8 * size);
  return floats(size);
}

/** Zeros of a data type. */
export function allocate(dtype: Dtype, size: number): Data {
  if (size * Math.max(1, Math.min(8, dtype.bytes)) > MOST_MEMORY) throw memoryError(size * dtype.bytes);
  switch (dtype) {
    case float64:
    case int64:
    case uint64:
      return floats(size);
    case bool:
    case uint8:
      return new Uint8Array(size);
    case float32:
      return new Float32Array(size);
    case int32:
      return new Int32Array(size);
    case int8:
      return new Int8Array(size);
    case int16:
      return new Int16Array(size);
    case uint16:
      return new Uint16Array(size);
    case uint32:
      return new Uint32Array(size);
    default:
      return new Array<Value>(size).fill(dtype.kind === 'U' ? '' : dtype === object ? 0 : null);
  }
}

/*
 * An own buffer for a small typed array takes about a microsecond, ten times as long as the arithmetic on it. So small arrays are
 * cut from a common buffer, each piece once: a new one is zeros. A small array keeps at most `CHUNK` bytes alive. A moment's copies
 * have buffers of their own, because they live long.
 */
const CHUNK = 65536;
const SMALL = 64;
let chunk = new ArrayBuffer(CHUNK);
let used = 0;

/** Doubles of 0, in memory that no other array has. */
export function floats(size: number): Float64Array {
  if (size > SMALL) {
    if (8 * size > MOST_MEMORY) throw memoryError(8 * size);
    return new Float64Array(size);
  }
  if (used + 8 * size > CHUNK) {
    chunk = new ArrayBuffer(CHUNK);
    used = 0;
  }
  const piece = new Float64Array(chunk, used, size);
  used += 8 * size;
  return piece;
}
