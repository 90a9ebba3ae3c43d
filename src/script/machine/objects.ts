/*
 * The objects that only the machine makes: functions, methods, classes, instances, cells, generators. Functions written in
 * TypeScript cannot work with them alone, since their operators are written in Python: `MachineObject` marks them.
 */
import type { Code } from './code.ts';
import {
  type Copies,
  copyOf,
  fillCopy,
  HeapObject,
  type Host,
  type Keywords,
  Module,
  objectType,
  TypeObject,
  typeType,
  type Value,
} from './values.ts';

/** The copies of a moment. In other copies, such as those of `copy.deepcopy`, functions, classes and modules are shared. */
export class MomentCopies extends Map<HeapObject, HeapObject> {}

export abstract class MachineObject extends HeapObject {
  override get isPlain(): boolean {
    return false;
  }
}

export const functionType = new TypeObject('function', objectType);
export const methodType = new TypeObject('method', objectType);
export const generatorType = new TypeObject('generator', objectType);
export const cellType = new TypeObject('cell', objectType);
export const propertyType = new TypeObject('property', objectType);
export const staticMethodType = new TypeObject('staticmethod', objectType);
export const classMethodType = new TypeObject('classmethod', objectType);
export const superType = new TypeObject('super', objectType);

/** A variable that functions share. */
export class Cell extends HeapObject {
  value: Value | undefined;
  constructor(value: Value | undefined) {
    super();
    this.value = value;
  }
  get type(): TypeObject {
    return cellType;
  }
  override visit(see: (value: Value) => void): number {
    if (this.value !== undefined) see(this.value);
    return 64;
  }
  override copy(copies: Copies): Cell {
    if (!(copies instanceof MomentCopies)) return this;
    const copy = new Cell(undefined);
    copies.set(this, copy);
    if (this.value !== undefined) copy.value = copyOf(this.value, copies);
    return copy;
  }
}

/** A module that is written in Python. Its variables have slots, which the code of the module knows. */
export class ScriptModule extends Module {
  readonly values: (Value | undefined)[] = [];
  readonly slotNames: string[];
  /** The built-in values of the names, where there are any. */
  readonly builtins: (Value | undefined)[];
  readonly #slots: Map<string, number>;
  readonly #allBuiltins: ReadonlyMap<string, Value>;
  /** True for the prelude, which never changes. */
  frozen = false;

  constructor(name: string, allBuiltins: ReadonlyMap<string, Value>, original?: ScriptModule) {
    super(name);
    this.#allBuiltins = allBuiltins;
    this.slotNames = original?.slotNames ?? [];
    this.builtins = original?.builtins ?? [];
    this.#slots = original === undefined ? new Map() : original.#slots;
  }

  /** The slot of a variable. Slots are only added, so copies share their numbers. */
  slot(name: string): number {
    let slot = this.#slots.get(name);
    if (slot === undefined) {
      slot = this.slotNames.push(name) - 1;
      this.#slots.set(name, slot);
      this.builtins[slot] = this.#allBuiltins.get(name);
    }
    return slot;
  }

  get(name: string): Value | undefined {
    const slot = this.#slots.get(name);
    return slot === undefined ? undefined : this.values[slot];
  }

  set(name: string, value: Value | undefined): void {
    this.values[this.slot(name)] = value;
  }

  /** Variables that have a value, in the order of their slots. */
  *variables(): IterableIterator<[string, Value]> {
    for (const [slot, name] of this.slotNames.entries()) {
      const value = this.values[slot];
      if (value !== undefined) yield [name, value];
    }
  }

  override visit(see: (value: Value) => void): number {
    for (const value of this.values) if (value !== undefined) see(value);
    return 64 * this.values.length;
  }
  override copy(copies: Copies): ScriptModule {
    if (this.frozen || !(copies instanceof MomentCopies)) return this;
    const copy = new ScriptModule(this.name, this.#allBuiltins, this);
    copies.set(this, copy);
    for (const [slot, value] of this.values.entries()) {
      copy.values[slot] = value === undefined ? undefined : copyOf(value, copies);
    }
    return copy;
  }
}

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

function remembered<O extends HeapObject>(original: HeapObject, copy: O, copies: Copies): O {
  const known = copies.get(original);
  if (known !== undefined) return known as O;
  copies.set(original, copy);
  return copy;
}

function copyMap(map: ReadonlyMap<string, Value>, copies: Copies): Map<string, Value> {
  const copy = new Map<string, Value>();
  for (const [name, value] of map) copy.set(name, copyOf(value, copies));
  return copy;
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
export const intrinsicType = new TypeObject('builtin_function_or_method', objectType);

export class Property extends MachineObject {
  readonly getter: Value;
  readonly setter: Value;
  readonly deleter: Value;
  constructor(getter: Value, setter: Value, deleter: Value) {
    super();
    this.getter = getter;
    this.setter = setter;
    this.deleter = deleter;
  }
  get type(): TypeObject {
    return propertyType;
  }
  override copy(copies: Copies): Property {
    const parts = [this.getter, this.setter, this.deleter].map((part) => copyOf(part, copies));
    return remembered(this, new Property(...(parts as [Value, Value, Value])), copies);
  }
}

/** The function of `@staticmethod` or `@classmethod`. */
export class MethodKind extends MachineObject {
  readonly kind: 'static' | 'class';
  readonly callee: Value;
  constructor(kind: MethodKind['kind'], callee: Value) {
    super();
    this.kind = kind;
    this.callee = callee;
  }
  get type(): TypeObject {
    return this.kind === 'static' ? staticMethodType : classMethodType;
  }
  override copy(copies: Copies): MethodKind {
    return remembered(this, new MethodKind(this.kind, copyOf(this.callee, copies)), copies);
  }
}

/** `super()`: the attributes of the classes after `after`, for `self`. */
export class Super extends MachineObject {
  readonly after: ClassObject;
  readonly self: Value;
  constructor(after: ClassObject, self: Value) {
    super();
    this.after = after;
    this.self = self;
  }
  get type(): TypeObject {
    return superType;
  }
  override copy(copies: Copies): Super {
    return remembered(this, new Super(copyOf(this.after, copies), copyOf(this.self, copies)), copies);
  }
}

/** Counts changes of classes, so that what has been looked up in them is looked up again. */
let epoch = 0;

/** A class of the script, or a built-in exception class. */
export class ClassObject extends TypeObject {
  readonly bases: readonly TypeObject[];
  /** The classes in which attributes are looked up, in their order: this one first, `object` last. */
  order: readonly TypeObject[];
  readonly path: string;
  readonly moduleName: string;
  /** Built-in: it never changes. */
  readonly frozen: boolean;
  /** True when a class in the order is an exception. */
  readonly isException: boolean;
  #cache = new Map<string, Value | undefined>();
  #epoch = -1;

  constructor(name: string, bases: readonly TypeObject[], path: string, moduleName: string, frozen = false) {
    super(name, bases[0] ?? objectType);
    this.bases = bases.length === 0 ? [objectType] : bases;
    this.path = path;
    this.moduleName = moduleName;
    this.frozen = frozen;
    this.isException =
      bases.some((base) => base instanceof ClassObject && base.isException) || name === 'BaseException';
    this.order = [];
    this.behaviour = instanceBehaviour;
  }

  override get type(): TypeObject {
    return typeType;
  }

  /** The value of an attribute in the first class of the order that has it. */
  lookUp(name: string): Value | undefined {
    if (this.#epoch !== epoch) {
      this.#cache.clear();
      this.#epoch = epoch;
    }
    let value = this.#cache.get(name);
    if (value === undefined && !this.#cache.has(name)) {
      for (const each of this.order) {
        value = each.attributes.get(name);
        if (value !== undefined) break;
      }
      this.#cache.set(name, value);
    }
    return value;
  }

  setAttribute(name: string, value: Value | undefined): void {
    if (value === undefined) this.attributes.delete(name);
    else this.attributes.set(name, value);
    epoch++;
  }

  override visit(see: (value: Value) => void): number {
    for (const base of this.bases) see(base);
    for (const value of this.attributes.values()) see(value);
    return 512;
  }
  override copy(copies: Copies): ClassObject {
    if (this.frozen || !(copies instanceof MomentCopies)) return this;
    const bases: TypeObject[] = [];
    const copy = new ClassObject(this.name, this.bases, this.path, this.moduleName);
    copies.set(this, copy);
    (copy as { bases: readonly TypeObject[] }).bases = bases;
    for (const base of this.bases) bases.push(copyOf(base, copies));
    (copy as { base: TypeObject | undefined }).base = bases[0];
    copy.order = this.order.map((each) => copyOf(each, copies));
    for (const [name, value] of this.attributes) copy.attributes.set(name, copyOf(value, copies));
    return copy;
  }
}

/** An object of a class of the script. */
export class Instance extends MachineObject {
  readonly class: ClassObject;
  readonly attributes: Map<string, Value> = new Map();
  /** A number of its own, for its address in `repr`. */
  readonly id: number;
  constructor(cls: ClassObject, id: number) {
    super();
    this.class = cls;
    this.id = id;
  }
  get type(): TypeObject {
    return this.class;
  }
  protected blank(copies: Copies): Instance {
    return new Instance(copyOf(this.class, copies), this.id);
  }
  override copy(copies: Copies): Instance {
    const copy = this.blank(copies);
    // The class may have led to this object already.
    const known = copies.get(this);
    if (known !== undefined) return known as Instance;
    copies.set(this, copy);
    fillCopy(copies, () => {
      for (const [name, value] of this.attributes) copy.attributes.set(name, copyOf(value, copies));
    });
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    see(this.class);
    for (const value of this.attributes.values()) see(value);
    return 300 + 50 * this.attributes.size;
  }
}

/** A line of a traceback. */
export interface TraceEntry {
  readonly code: Code;
  readonly instruction: number;
}

/** An object of an exception class. */
export class ExceptionObject extends Instance {
  args: readonly Value[];
  /** The calls that it has left, the innermost first. */
  traceback: readonly TraceEntry[] = [];
  cause: ExceptionObject | null = null;
  context: ExceptionObject | null = null;
  suppressContext = false;
  /** One plain sentence that says what to do. */
  advice: string | undefined;
  /** Finds the name that the script may have meant. */
  suggest: (() => string | undefined) | undefined;

  constructor(cls: ClassObject, id: number, args: readonly Value[]) {
    super(cls, id);
    this.args = args;
  }
  protected override blank(copies: Copies): ExceptionObject {
    return new ExceptionObject(copyOf(this.class, copies), this.id, []);
  }
  override visit(see: (value: Value) => void): number {
    for (const value of this.args) see(value);
    see(this.cause);
    see(this.context);
    return super.visit(see) + 64 * this.traceback.length;
  }
  override copy(copies: Copies): Instance {
    const isKnown = copies.has(this);
    const copy = super.copy(copies) as ExceptionObject;
    if (isKnown) return copy;
    copy.args = this.args.map((value) => copyOf(value, copies));
    copy.traceback = this.traceback;
    copy.cause = copyOf(this.cause, copies);
    copy.context = copyOf(this.context, copies);
    copy.suppressContext = this.suppressContext;
    copy.advice = this.advice;
    copy.suggest = this.suggest;
    return copy;
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

  constructor(fn: FunctionObject, saved: (Value | undefined)[]) {
    super();
    this.fn = fn;
    this.saved = saved;
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
    const copy = new Generator(fn, saved);
    copies.set(this, copy);
    copy.ip = this.ip;
    copy.state = this.state;
    copy.handled = copyOf(this.handled, copies);
    for (const value of this.saved) saved.push(value === undefined ? undefined : copyOf(value, copies));
    return copy;
  }
}

/** The order of the classes of a class (C3). @returns undefined when there is none. */
export function methodOrder(cls: ClassObject): readonly TypeObject[] | undefined {
  const lists: TypeObject[][] = [...cls.bases.map((base) => [...orderOf(base)]), [...cls.bases]];
  const order: TypeObject[] = [cls];
  for (;;) {
    const open = lists.filter((list) => list.length > 0);
    if (open.length === 0) return order;
    const next = open
      .map((list) => list[0] as TypeObject)
      .find((candidate) => open.every((list) => !list.slice(1).includes(candidate)));
    if (next === undefined) return undefined;
    order.push(next);
    for (const list of lists) if (list[0] === next) list.shift();
  }
}

/** The classes of any type in which attributes are looked up. */
export function orderOf(type: TypeObject): readonly TypeObject[] {
  if (type instanceof ClassObject) return type.order;
  const order: TypeObject[] = [];
  for (let t: TypeObject | undefined = type; t !== undefined; t = t.base) order.push(t);
  return order;
}

export function isSubclass(type: TypeObject, base: TypeObject): boolean {
  if (type === base) return true;
  if (type instanceof ClassObject) return type.order.includes(base);
  for (let t = type.base; t !== undefined; t = t.base) if (t === base) return true;
  return false;
}

/** An address as Python shows it. */
export function address(id: number): string {
  return `0x${(0x7f0000000000 + id * 64).toString(16)}`;
}

const instanceBehaviour = {
  repr(self: Value, _host: Host, reprOf: (item: Value) => string): string {
    if (self instanceof ExceptionObject) {
      return `${self.class.name}(${self.args.map((arg) => reprOf(arg)).join(', ')})`;
    }
    const { class: cls, id } = self as Instance;
    return `<${cls.moduleName}.${cls.path} object at ${address(id)}>`;
  },
  str(self: Value, host: Host, reprOf: (item: Value) => string): string {
    if (self instanceof ExceptionObject) return messageOf(self, reprOf);
    return instanceBehaviour.repr(self, host, reprOf);
  },
};

/** `str(exception)` by the rules of BaseException. */
export function messageOf(exception: ExceptionObject, reprOf: (item: Value) => string): string {
  const { args } = exception;
  const [only] = args;
  if (only === undefined) return '';
  if (args.length > 1) return `(${args.map((arg) => reprOf(arg)).join(', ')})`;
  // KeyError shows its key as it would be typed.
  return typeof only === 'string' && exception.class.lookUp('__str_is_repr__') === undefined ? only : reprOf(only);
}
