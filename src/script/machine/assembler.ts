import type { Place } from '../syntax/tree.ts';
import { Code, type CodeParts, type HandlerEntry, type Source } from './code.ts';
import type { Scope } from './scopes.ts';
import { Float, type Value } from './values.ts';

/** A jump whose target is not known yet: the index of its instruction. */
export type Jump = number;

/** Collects the instructions of one code object. */
export class Assembler {
  readonly name: string;
  readonly path: string;
  readonly scope: Scope;
  readonly #ops: number[] = [];
  readonly #args: number[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #consts: Value[] = [];
  readonly #constIndex = new Map<unknown, number>();
  readonly #names: string[] = [];
  readonly #nameIndexes = new Map<string, number>();
  readonly #handlers: HandlerEntry[] = [];
  readonly #slots: string[];
  readonly #slotIndex = new Map<string, number>();

  constructor(name: string, path: string, scope: Scope) {
    this.name = name;
    this.path = path;
    this.scope = scope;
    const free = [...scope.free];
    const isOwn = (own: string): boolean => !scope.globals.has(own) && !scope.free.has(own);
    const own =
      scope.kind === 'function'
        ? [...new Set([...scope.parameters, ...[...scope.bound].filter(isOwn)])]
        : [...scope.cells];
    this.#slots = [...own, ...free];
    for (const [index, slot] of this.#slots.entries()) this.#slotIndex.set(slot, index);
  }

  /** The index of the next instruction. */
  get here(): number {
    return this.#ops.length;
  }

  emit(op: number, arg: number, place: Place): number {
    this.#ops.push(op);
    this.#args.push(arg);
    this.#from.push(place.from);
    this.#to.push(place.to);
    return this.#ops.length - 1;
  }

  /** A jump to a place that follows: `land` sets it. */
  jump(op: number, place: Place): Jump {
    return this.emit(op, -1, place);
  }

  /** The jump goes to the next instruction. */
  land(jump: Jump): void {
    this.#args[jump] = this.here;
  }

  constant(value: Value): number {
    const key =
      value instanceof Float
        ? `float ${Object.is(value.value, -0) ? '-0' : value.value}`
        : typeof value === 'string'
          ? `str ${value}`
          : value;
    let index = this.#constIndex.get(key);
    if (index === undefined) {
      index = this.#consts.push(value) - 1;
      this.#constIndex.set(key, index);
    }
    return index;
  }

  nameIndex(name: string): number {
    let index = this.#nameIndexes.get(name);
    if (index === undefined) {
      index = this.#names.push(name) - 1;
      this.#nameIndexes.set(name, index);
    }
    return index;
  }

  slot(name: string): number {
    const index = this.#slotIndex.get(name);
    if (index === undefined) throw new Error(`no slot for ${name} in ${this.path}`);
    return index;
  }

  /** Exceptions of instructions from `from` to here go to `target`. Inner regions must be added before outer ones. */
  handle(from: number, to: number, target: number, depth: number): void {
    if (to > from) this.#handlers.push([from, to, target, depth]);
  }

  finish(parts: {
    readonly source: Source;
    readonly kind: Code['kind'];
    readonly hidden: boolean;
    readonly docstring: string | null;
    readonly annotations: CodeParts['annotations'];
    readonly positional: number;
    readonly positionalOnly: number;
    readonly keywordOnly: number;
    readonly star: string | undefined;
    readonly doubleStar: string | undefined;
  }): Code {
    const { scope } = this;
    const all: CodeParts = {
      ...parts,
      name: this.name,
      path: this.path,
      isGenerator: scope.isGenerator,
      ops: this.#ops,
      args: this.#args,
      from: this.#from,
      to: this.#to,
      consts: this.#consts,
      names: this.#names,
      handlers: this.#handlers,
      slots: this.#slots,
      star: parts.star === undefined ? undefined : this.slot(parts.star),
      doubleStar: parts.doubleStar === undefined ? undefined : this.slot(parts.doubleStar),
      cells: [...scope.cells].map((name) => this.slot(name)),
      firstFree: this.#slots.length - scope.free.size,
    };
    return new Code(all);
  }
}
