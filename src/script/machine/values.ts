/*
 * The values of a script, and the contract between the machine and the functions that are written in TypeScript.
 *
 * | Python | here |
 * |---|---|
 * | `None` | `null` |
 * | bool | `boolean` |
 * | int | `number`: a safe integer, and never −0; an operation that leaves this range raises OverflowError in plain words |
 * | float | `Float` |
 * | str | `string` |
 * | everything else | a subclass of `HeapObject` |
 *
 * A moment of a run is a value: it can be copied and restored. So all that changes is a heap object that is reachable from the
 * machine's roots (frames, modules, random streams), nothing is kept in closures or in variables of a module, and no function
 * written in TypeScript calls back into Python. A function that has to (`sorted` with a key, `map`, `np.vectorize`) is written in
 * Python, in the prelude.
 *
 * One file, since values, types and errors refer to each other.
 */
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../syntax/tree.ts';

export type Value = null | boolean | number | string | Float | HeapObject;

/** A Python float. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** Copies of heap objects that a copy of a moment has made so far, by their originals. */
export type Copies = Map<HeapObject, HeapObject>;

/** A value with an identity. Two variables can name one object, and both see its changes. */
export abstract class HeapObject {
  /** The type, which says what operators and attributes mean. */
  abstract readonly type: TypeObject;
  /**
   * A copy for another moment: the same sharing, nothing in common with this object that may change. An implementation registers
   * its copy in `copies` before it copies what the object refers to (`copyOf`), since objects may refer to each other in a circle.
   * An object that never changes, and refers to none that do, returns itself.
   */
  abstract copy(copies: Copies): HeapObject;
  /** False when this may be, or hold, an object or a function that calls the script: the prelude may have to stand in. */
  get isPlain(): boolean {
    return true;
  }
  /**
   * Shows the values that this object refers to.
   * @returns its own bytes in memory, about; the bound on memory counts them.
   */
  visit(_see: (value: Value) => void): number {
    return 64;
  }
}

/** The copy of a value in another moment. */
export function copyOf<V extends Value>(value: V, copies: Copies): V {
  if (!(value instanceof HeapObject)) return value;
  return (copies.get(value) ?? value.copy(copies)) as V;
}

/** The copies of the values of a map. */
export function copyMap<V extends Value>(map: ReadonlyMap<string, V>, copies: Copies): Map<string, V> {
  const copy = new Map<string, V>();
  for (const [name, value] of map) copy.set(name, copyOf(value, copies));
  return copy;
}

/**
 * Registers `copy`, whose parts were copied before it.
 * @returns `copy`, or the copy that was registered already: the parts may have led to the original by a circle of objects.
 */
export function remembered<O extends HeapObject>(original: O, copy: O, copies: Copies): O {
  const known = copies.get(original);
  if (known !== undefined) return known as O;
  copies.set(original, copy);
  return copy;
}

/** Objects of a copy whose parts are still to be copied. */
const unfilled = new WeakMap<Copies, (() => void)[]>();

/**
 * Copies the parts of an object, after its copy is registered. Objects that refer to each other in a long chain are filled one after
 * the other, not one in the other, so that the chain does not end the stack of JavaScript. All are filled when the outermost copy is
 * done.
 */
export function fillCopy(copies: Copies, fill: () => void): void {
  const waiting = unfilled.get(copies);
  if (waiting !== undefined) {
    waiting.push(fill);
    return;
  }
  const own = [fill];
  unfilled.set(copies, own);
  try {
    for (let next = own.pop(); next !== undefined; next = own.pop()) next();
  } finally {
    unfilled.delete(copies);
  }
}

/** A result that means: this type does not know these operands. The machine then asks the other operand's type. */
export const NOT_IMPLEMENTED = Symbol('NotImplemented');
export type NotImplemented = typeof NOT_IMPLEMENTED;

/** Keyword arguments by name, in the order of the call. */
export type Keywords = ReadonlyMap<string, Value>;
export const NO_KEYWORDS: Keywords = new Map();

/** The services for a function written in TypeScript, beside its arguments. */
export interface Host {
  /** Python 2 rules, for example for the text of a float. */
  readonly version: 2 | 3;
  /** The seed of random streams that the script does not seed: a whole number from 0 to 2³² − 1. */
  readonly seed: number;
  /** The number to use in place of a seed that the script gives: a whole number from 0. */
  seedFor(own: number): number;
  /** Standard output. */
  print(text: string): void;
  /** Standard error. */
  printError(text: string): void;
  /** A warning on standard error, shown once for each line and text, as Python does: `RuntimeWarning`, `overflow encountered in exp`. */
  warn(category: string, message: string): void;
  /** A file of the script's folder, or of a folder inside it; undefined when there is none. @throws RaisedError when it leaves the folder. */
  readFile(path: string): Uint8Array | undefined;
  /** Raises MemoryError when an object of `bytes` passes the bound on memory. Call it before a large object is made. */
  reserve(bytes: number): void;
  /** Counts multiplications of a large product: a run that shares its thread continues in pieces of bounded work. */
  spend(multiplications: number): void;
  /** The state that a module keeps under a name, such as the random stream of `numpy.random`; it is copied with the moment. */
  state<S extends HeapObject>(name: string, make: () => S): S;
}

export type NativeCall = (args: readonly Value[], keywords: Keywords, host: Host) => Value;

/** A function, or a method with `self` as its first argument, written in TypeScript. */
export class NativeFunction extends HeapObject {
  /** The name in messages: `array`, `ndarray.reshape`. */
  readonly name: string;
  readonly call: NativeCall;
  constructor(name: string, call: NativeCall) {
    super();
    this.name = name;
    this.call = call;
  }
  override get isPlain(): boolean {
    return false;
  }
  get type(): TypeObject {
    return nativeFunctionType;
  }
  override copy(): this {
    return this;
  }
}

/** An index or a range of an index: `start:stop:step`. */
export class Slice extends HeapObject {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
  constructor(start: Value, stop: Value, step: Value) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
  get type(): TypeObject {
    return sliceType;
  }
  override copy(): this {
    return this;
  }
}

class Ellipsis extends HeapObject {
  get type(): TypeObject {
    return ellipsisType;
  }
  override copy(): this {
    return this;
  }
}
export const ELLIPSIS = new Ellipsis();

/** Bytes of the items of a list, about: one that has grown has room for more. */
function slotBytes(length: number): number {
  return (length > 0x10000 ? 16 : 8) * length;
}

/** The bytes of an empty list, about. */
export const LIST_BYTES = 96;

export class List extends HeapObject {
  readonly items: Value[];
  constructor(items: Value[]) {
    super();
    this.items = items;
  }
  override get isPlain(): boolean {
    return false;
  }
  get type(): TypeObject {
    return listType;
  }
  override copy(copies: Copies): List {
    const copy = new List([]);
    copies.set(this, copy);
    fillCopy(copies, () => {
      for (const item of this.items) copy.items.push(copyOf(item, copies));
    });
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    for (const item of this.items) see(item);
    return LIST_BYTES + slotBytes(this.items.length);
  }
}

export class Tuple extends HeapObject {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }
  override get isPlain(): boolean {
    return false;
  }
  get type(): TypeObject {
    return tupleType;
  }
  override copy(copies: Copies): Tuple {
    const items: Value[] = [];
    const copy = new Tuple(items);
    copies.set(this, copy);
    for (const item of this.items) items.push(copyOf(item, copies));
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    for (const item of this.items) see(item);
    return 80 + 8 * this.items.length;
  }
}

/** A position in something that is being iterated over: what `for` asks. */
export abstract class Iterator extends HeapObject {
  get type(): TypeObject {
    return iteratorType;
  }
  /** The next item; undefined at the end. */
  abstract next(host: Host): Value | undefined;
}

/** A module: its names and their values. */
export class Module extends HeapObject {
  readonly names = new Map<string, Value>();
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
  get type(): TypeObject {
    return moduleType;
  }
  override copy(copies: Copies): Module {
    const copy = new Module(this.name);
    copies.set(this, copy);
    for (const [name, value] of this.names) copy.names.set(name, copyOf(value, copies));
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    for (const value of this.names.values()) see(value);
    return 64 * this.names.size;
  }
}

/**
 * A type that is written in TypeScript. Each part is optional: without it the machine raises Python's TypeError. `self` always is a
 * value of this type. The machine derives its class of user types from it.
 */
export class TypeObject extends HeapObject {
  /** Methods, static functions and constants by name. */
  readonly attributes = new Map<string, Value>();
  /** Attributes that are computed, such as `shape`. */
  readonly getters = new Map<string, (self: never, host: Host) => Value>();
  readonly setters = new Map<string, (self: never, value: Value, host: Host) => void>();

  /** The name that messages show: `int`, `numpy.ndarray`. */
  readonly name: string;
  readonly base: TypeObject | undefined;
  /** Another base, which only `isinstance` and `issubclass` see: np.float64 is a float and an np.floating. Set once. */
  second: TypeObject | undefined;
  /** Calling the type: `int('3')`. Set once, by the file that implements the type. */
  construct: NativeCall | undefined;
  /** Its operators. Set once, by the file that implements the type. */
  behaviour: Behaviour;

  constructor(name: string, base: TypeObject | undefined, construct?: NativeCall, behaviour: Behaviour = {}) {
    super();
    this.name = name;
    this.base = base;
    this.construct = construct;
    this.behaviour = behaviour;
  }
  override get isPlain(): boolean {
    return false;
  }
  get type(): TypeObject {
    return typeType;
  }
  override copy(_copies: Copies): TypeObject {
    return this;
  }
}

/** Operators of a type. `self` is of the type; where both operands matter, either may be. */
export interface Behaviour {
  /** `left op right`; also asked when only `right` is of this type. */
  binary?(operator: BinaryOperator, left: Value, right: Value, host: Host): Value | NotImplemented;
  /** `self op= value`; without it, `binary` makes a new object. */
  inPlace?(operator: BinaryOperator, self: Value, value: Value, host: Host): Value | NotImplemented;
  unary?(operator: Exclude<UnaryOperator, 'not'>, self: Value, host: Host): Value;
  /** `<`, `==` and so on; `in` is `contains`. */
  compare?(operator: ComparisonOperator, left: Value, right: Value, host: Host): Value | NotImplemented;
  contains?(self: Value, item: Value, host: Host): boolean;
  /** `bool(self)`; true without it. */
  truth?(self: Value, host: Host): boolean;
  length?(self: Value, host: Host): number;
  /** `float(self)`, also where a function takes a float: `math.exp(self)`, `'%f' % self`. */
  asFloat?(self: Value, host: Host): number;
  /** `int(self)`, also `'%d' % self`. */
  asInt?(self: Value, host: Host): number;
  /** A whole number that stands for an int: an index of a list, an argument of `range`. */
  asIndex?(self: Value, host: Host): number;
  getItem?(self: Value, index: Value, host: Host): Value;
  setItem?(self: Value, index: Value, value: Value, host: Host): void;
  deleteItem?(self: Value, index: Value, host: Host): void;
  iterate?(self: Value, host: Host): Iterator;
  /** A key that is equal for equal values, for dicts and sets; without it the object is its own key, by identity. */
  hashKey?(self: Value): string | number | HeapObject;
  /** `repr(self)`. Items that are user objects are the machine's work: it gives `repr` for them. */
  repr?(self: Value, host: Host, reprOf: (item: Value) => string): string;
  /** `str(self)`; `repr` without it. */
  str?(self: Value, host: Host, reprOf: (item: Value) => string): string;
  /** `format(self, spec)`; the machine formats str(self) as text without it. */
  format?(self: Value, spec: string, host: Host): string;
  call?(self: Value, args: readonly Value[], keywords: Keywords, host: Host): Value;
}

export const objectType = new TypeObject('object', undefined);
export const typeType = new TypeObject('type', objectType);
export const noneType = new TypeObject('NoneType', objectType);
export const intType = new TypeObject('int', objectType);
export const boolType = new TypeObject('bool', intType);
export const floatType = new TypeObject('float', objectType);
export const strType = new TypeObject('str', objectType);
export const listType = new TypeObject('list', objectType);
export const tupleType = new TypeObject('tuple', objectType);
export const sliceType = new TypeObject('slice', objectType);
export const ellipsisType = new TypeObject('ellipsis', objectType);
const iteratorType = new TypeObject('iterator', objectType);
export const moduleType = new TypeObject('module', objectType);
export const nativeFunctionType = new TypeObject('builtin_function_or_method', objectType);

/** The type of any value. */
export function typeOf(value: Value): TypeObject {
  if (value instanceof HeapObject) return value.type;
  if (value instanceof Float) return floatType;
  switch (typeof value) {
    case 'number':
      return intType;
    case 'string':
      return strType;
    case 'boolean':
      return boolType;
    default:
      return noneType;
  }
}

/** True when the type is `base`, or is derived from it. */
export function isDerived(type: TypeObject, base: TypeObject): boolean {
  for (let t: TypeObject | undefined = type; t !== undefined; t = t.base) if (t === base) return true;
  return false;
}

/** An int as a value: zero is never negative. @throws RaisedError when it is outside of the safe integers. */
export function int(value: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new RaisedError(
      'OverflowError',
      'this integer has more than 53 bits',
      'Whole numbers are exact up to 9007199254740991 here; use a float for larger ones.',
    );
  }
  return value + 0;
}

/** The two operands of an operation, as the script writes them: `X`, `net.weights[0]`. */
export interface Operands {
  readonly first: string;
  readonly second: string;
  /** True for `first += second`. */
  readonly isInPlace: boolean;
}

/** A sentence about two operands. */
export type OperandAdvice = (operands: Operands) => string;

/** The operands of an operation whose place in the script is not known. */
const UNNAMED: Operands = { first: 'the first array', second: 'the second array', isInPlace: false };

function adviceText(advice: OperandAdvice, operands: Operands): string {
  const text = advice(operands);
  return text.startsWith('the ') ? `T${text.slice(1)}` : text;
}

/**
 * A Python exception that a function written in TypeScript raises. The machine makes the exception object of it, so that a script
 * can catch it.
 */
export class RaisedError extends Error {
  /** The name of a built-in exception class: `ValueError`. */
  readonly exception: string;
  /** One plain sentence that says what to do, where there is one. */
  readonly advice: string | undefined;
  readonly #operandAdvice: OperandAdvice | undefined;
  /** The variable or the attribute that does not exist, for "Did you mean". */
  missing: { readonly name: string; readonly object?: Value } | undefined;
  /** For KeyError and SystemExit: the value that the exception carries, instead of the message. */
  readonly value: Value | undefined;
  /** @param message Python's (or NumPy's) message, word for word. */
  constructor(exception: string, message: string, advice?: string | OperandAdvice, value?: Value) {
    super(message);
    this.exception = exception;
    this.#operandAdvice = typeof advice === 'function' ? advice : undefined;
    this.advice = typeof advice === 'function' ? adviceText(advice, UNNAMED) : advice;
    this.value = value;
  }

  /** True when the sentence can name the operands. */
  get namesOperands(): boolean {
    return this.#operandAdvice !== undefined;
  }

  /** The sentence about these operands. */
  adviceOn(operands: Partial<Operands> | undefined): string | undefined {
    if (this.#operandAdvice === undefined) return this.advice;
    return adviceText(this.#operandAdvice, { ...UNNAMED, ...operands });
  }
}
