/* Functions of a script, methods, generators, and the built-in functions that need the machine. */
import type { ExceptionObject } from './classes.ts';
import type { Code } from './code.ts';
import { MachineObject, MomentCopies } from './objects.ts';
import {
  type Copies,
  copyMap,
  copyOf,
  type Keywords,
  objectType,
  remembered,
  TypeObject,
  type Value,
} from './values.ts';
import type { Cell, ScriptModule } from './variables.ts';

export const functionType = new TypeObject('function', objectType);
export const methodType = new TypeObject('method', objectType);
export const generatorType = new TypeObject('generator', objectType);
export const intrinsicType = new TypeObject('builtin_function_or_method', objectType);

export class FunctionObject extends MachineObject {
  readonly code: Code;
  readonly module: ScriptModule;
  readonly defaults: readonly Value[];
  readonly keywordDefaults: ReadonlyMap<string, Value> | undefined;
  readonly closure: readonly Cell[];
  /** `__name__`, `__doc__` and attributes that the script sets. */
  attributes: Map<string, Value> | undefined;

  constructor(
    code: Code,
    module: ScriptModule,
    defaults: readonly Value[],
    keywordDefaults: ReadonlyMap<string, Value> | undefined,
    closure: readonly Cell[],
  ) {
    super();
    this.code = code;
    this.module = module;
    this.defaults = defaults;
    this.keywordDefaults = keywordDefaults;
    this.closure = closure;
  }
  get type(): TypeObject {
    return functionType;
  }
  override visit(see: (value: Value) => void): number {
    see(this.module);
    for (const value of this.defaults) see(value);
    for (const cell of this.closure) see(cell);
    for (const value of this.attributes?.values() ?? []) see(value);
    return 128;
  }
  override copy(copies: Copies): FunctionObject {
    if (this.module.frozen || !(copies instanceof MomentCopies)) return this;
    const defaults: Value[] = [];
    const closure: Cell[] = [];
    const keywords = this.keywordDefaults && new Map(this.keywordDefaults);
    // The module may refer to the function: it is registered first, and completed then.
    const copy = new FunctionObject(this.code, this.module, defaults, keywords, closure);
    copies.set(this, copy);
    (copy as { module: ScriptModule }).module = copyOf(this.module, copies);
    for (const value of this.defaults) defaults.push(copyOf(value, copies));
    for (const cell of this.closure) closure.push(copyOf(cell, copies));
    if (keywords !== undefined) for (const [name, value] of keywords) keywords.set(name, copyOf(value, copies));
    if (this.attributes !== undefined) copy.attributes = copyMap(this.attributes, copies);
    return copy;
  }
}

/** A function with its first argument. */
export class BoundMethod extends MachineObject {
  readonly callee: Value;
  readonly self: Value;
  constructor(callee: Value, self: Value) {
    super();
    this.callee = callee;
    this.self = self;
  }
  get type(): TypeObject {
    return methodType;
  }
  override visit(see: (value: Value) => void): number {
    see(this.callee);
    see(this.self);
    return 64;
  }
  override copy(copies: Copies): BoundMethod {
    const [callee, self] = [copyOf(this.callee, copies), copyOf(this.self, copies)];
    return callee === this.callee && self === this.self
      ? this
      : remembered(this, new BoundMethod(callee, self), copies);
  }
}

/** A built-in function that needs the machine: it gives a value, or undefined when it has called a function of the script. */
export class Intrinsic extends MachineObject {
  readonly name: string;
  readonly run: (machine: never, args: readonly Value[], keywords: Keywords) => Value | undefined;
  constructor(name: string, run: Intrinsic['run']) {
    super();
    this.name = name;
    this.run = run;
  }
  get type(): TypeObject {
    return intrinsicType;
  }
  override copy(): this {
    return this;
  }
}

/** A function with `yield`, as far as it has run. */
export class Generator extends MachineObject {
  readonly fn: FunctionObject;
  /** The next instruction. */
  ip = 0;
  /** Slots and operands, while it waits. */
  saved: (Value | undefined)[];
  state: 'new' | 'waiting' | 'running' | 'finished' = 'new';
  /** The exception that it was handling when it yielded. */
  handled: ExceptionObject | null = null;
  /** The call that has made it: a code, and the instruction after the call. */
  readonly madeIn: Code;
  readonly madeAt: number;
  /** True while only a loop refers to it. */
  isTemporary = false;

  constructor(fn: FunctionObject, saved: (Value | undefined)[], madeIn: Code, madeAt: number) {
    super();
    this.fn = fn;
    this.saved = saved;
    this.madeIn = madeIn;
    this.madeAt = madeAt;
  }
  get type(): TypeObject {
    return generatorType;
  }
  override visit(see: (value: Value) => void): number {
    see(this.fn);
    for (const value of this.saved) if (value !== undefined) see(value);
    return 128 + 8 * this.saved.length;
  }
  override copy(copies: Copies): Generator {
    const saved: (Value | undefined)[] = [];
    const fn = copyOf(this.fn, copies);
    // The function may have led to this generator already, through its module.
    const known = copies.get(this);
    if (known !== undefined) return known as Generator;
    const copy = new Generator(fn, saved, this.madeIn, this.madeAt);
    copy.isTemporary = this.isTemporary;
    copies.set(this, copy);
    copy.ip = this.ip;
    copy.state = this.state;
    copy.handled = copyOf(this.handled, copies);
    for (const value of this.saved) saved.push(value === undefined ? undefined : copyOf(value, copies));
    return copy;
  }
}
