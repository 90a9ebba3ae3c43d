/* Classes of the script and their objects. One file, since a class makes objects, and each object knows its class. */
import type { Code } from './code.ts';
import { Dict, hashKey } from './collections.ts';
import { MachineObject, MomentCopies } from './objects.ts';
import {
  type Copies,
  copyOf,
  fillCopy,
  type HeapObject,
  type Host,
  objectType,
  remembered,
  TypeObject,
  typeType,
  type Value,
} from './values.ts';

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
  frozen: boolean;
  /** True when a class in the order is an exception. */
  readonly isException: boolean;
  /** The built-in type that it is derived from: its objects have a value of this type, too. */
  readonly builtIn: TypeObject | undefined;
  /** The class of this class, where it is not `type`: its methods are those of the class itself. */
  meta: ClassObject | undefined;
  /** The names of the attributes that its objects may have, where all classes of the order declare `__slots__`. */
  slots: ReadonlySet<string> | undefined;
  /** Names of abstract methods without a body in this class: it makes no objects. */
  abstract: readonly string[] = [];
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
    this.builtIn = builtInOf(this.bases);
    for (const base of bases) if (base instanceof ClassObject) this.meta ??= base.meta;
  }

  override get type(): TypeObject {
    return this.meta ?? typeType;
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
    copy.meta = this.meta && copyOf(this.meta, copies);
    copy.slots = this.slots;
    copy.abstract = this.abstract;
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
  /** The value of the built-in type that its class is derived from. */
  payload: Value | undefined;
  /** Its hash, once a function of the script has computed it. */
  hash: number | undefined = undefined;
  constructor(cls: ClassObject, id: number, payload?: Value) {
    super();
    this.class = cls;
    this.id = id;
    this.payload = payload;
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
      copy.hash = this.hash;
      if (this.payload !== undefined) copy.payload = copyOf(this.payload, copies);
      for (const [name, value] of this.attributes) copy.attributes.set(name, copyOf(value, copies));
    });
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    see(this.class);
    if (this.payload !== undefined) see(this.payload);
    for (const value of this.attributes.values()) see(value);
    return 300 + 50 * this.attributes.size;
  }
}

/** `object.__dict__`: entries that are set or deleted here are attributes of the object. */
export class AttributeDict extends Dict {
  readonly #object: Instance;
  constructor(object: Instance) {
    super();
    for (const [name, value] of object.attributes) super.set(name, value);
    this.#object = object;
  }
  override set(key: Value, value: Value): void {
    super.set(key, value);
    if (typeof key === 'string') this.#object.attributes.set(key, value);
  }
  override delete(key: Value): boolean {
    if (typeof key === 'string') this.#object.attributes.delete(key);
    return super.delete(key);
  }
  override copy(copies: Copies): Dict {
    return remembered(this, new AttributeDict(copyOf(this.#object, copies)), copies);
  }
  override visit(see: (value: Value) => void): number {
    see(this.#object);
    return super.visit(see);
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
  /** Lines that the script adds with `add_note`. */
  notes: readonly string[] = [];
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
    copy.notes = this.notes;
    copy.advice = this.advice;
    copy.suggest = this.suggest;
    return copy;
  }
}

/** The built-in type, other than `object`, that classes are derived from. */
function builtInOf(bases: readonly TypeObject[]): TypeObject | undefined {
  for (const base of bases) {
    const type = base instanceof ClassObject ? base.builtIn : base;
    if (type !== undefined && type !== objectType) return type;
  }
  return undefined;
}

/** The value of a built-in type that an object of a class derived from it has; any other value is itself. */
export function plainValue(value: Value): Value {
  return value instanceof Instance && value.payload !== undefined ? value.payload : value;
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
  for (let t: TypeObject | undefined = type; t !== undefined; t = t.base) {
    if (t === base || (t.second !== undefined && isSubclass(t.second, base))) return true;
  }
  return false;
}

/** An address as Python shows it. */
export function address(id: number): string {
  return `0x${(0x7f0000000000 + id * 64).toString(16)}`;
}

const instanceBehaviour = {
  hashKey(self: Value): string | number | HeapObject {
    const { payload } = self as Instance;
    return payload === undefined ? (self as Instance) : (hashKey(payload) as string | number | HeapObject);
  },
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
  if ((args.length === 2 || args.length === 3) && exception.class.order.some((each) => each.name === 'OSError')) {
    const file = args.length === 3 ? `: ${reprOf(args[2] as Value)}` : '';
    return `[Errno ${reprOf(only)}] ${typeof args[1] === 'string' ? args[1] : reprOf(args[1] as Value)}${file}`;
  }
  if (args.length > 1) return `(${args.map((arg) => reprOf(arg)).join(', ')})`;
  // KeyError shows its key as it would be typed.
  return typeof only === 'string' && exception.class.lookUp('__str_is_repr__') === undefined ? only : reprOf(only);
}
