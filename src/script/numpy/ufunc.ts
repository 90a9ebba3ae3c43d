/*
 * Element-wise functions (ufuncs) as objects of a script, and the options of a call. `ufunc-calls.ts` calls them.
 */
import type { KernelName } from '../../engine/backends/wasm/arrays.ts';
import type { Binary, Unary } from '../../engine/loops.ts';
import { type Copies, HeapObject, objectType, TypeObject } from '../machine/values.ts';
import type { Dtype } from './dtypes.ts';
import type { NdArray } from './ndarray.ts';

export const ufuncType = new TypeObject('numpy.ufunc', objectType);

/**
 * The data type of a result:
 * - `same`: that in which the operands meet;
 * - `float`: the same, but a float64 for integers and bools;
 * - `test`: bool;
 * - `bits`: that in which the operands meet, floats refused.
 */
export type ResultKind = 'same' | 'float' | 'test' | 'bits';

interface Definition {
  readonly kind: ResultKind;
  /** The loop over doubles. */
  readonly loop: Binary | Unary;
  /** The kernel that computes the same for large arrays. */
  readonly kernel?: KernelName;
  /** The loop over whole numbers, where it differs. */
  readonly whole?: Binary | Unary;
  /** The loop over integers of at most 32 bits, where the results of `whole` may be too large to wrap around. */
  readonly narrow?: Binary;
  /** The value that changes nothing: 0 for add. */
  readonly identity?: number;
  /** True when the result for bools is bool, as for `add` and `maximum`; otherwise it is int8. */
  readonly keepsBool?: boolean;
  /** An argument at which the function is infinite, as log at 0. */
  readonly pole?: (x: number, y: number) => boolean;
}

export class Ufunc extends HeapObject {
  readonly name: string;
  readonly inputs: 1 | 2;
  readonly kind: ResultKind;
  readonly loop: Binary | Unary;
  readonly kernel: KernelName | undefined;
  readonly whole: Binary | Unary | undefined;
  readonly narrow: Binary | undefined;
  readonly identity: number | undefined;
  readonly keepsBool: boolean;
  readonly pole: ((x: number, y: number) => boolean) | undefined;
  constructor(
    name: string,
    inputs: 1 | 2,
    { kind, loop, kernel, whole, narrow, identity, keepsBool = false, pole }: Definition,
  ) {
    super();
    this.name = name;
    this.inputs = inputs;
    this.kind = kind;
    this.loop = loop;
    this.kernel = kernel;
    this.whole = whole;
    this.narrow = narrow;
    this.identity = identity;
    this.keepsBool = keepsBool;
    this.pole = pole;
  }
  get type(): TypeObject {
    return ufuncType;
  }
  override copy(_copies: Copies): this {
    return this;
  }
}

/** Options of a call. */
export interface Options {
  readonly out?: NdArray | undefined;
  /** A bool array: only where it is true, results are computed. */
  readonly where?: NdArray | undefined;
  readonly dtype?: Dtype | undefined;
  readonly casting?: string | undefined;
}
