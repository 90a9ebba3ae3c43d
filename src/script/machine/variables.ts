/* The objects that hold variables: cells of functions, and modules. */
import { MomentCopies } from './objects.ts';
import { type Copies, copyOf, HeapObject, Module, objectType, TypeObject, type Value } from './values.ts';

const cellType = new TypeObject('cell', objectType);

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
