/*
 * The code object that is being compiled: a module, a function, a class body or a comprehension. The files of this folder compile one
 * kind of node each, and reach each other through `expression` and `block`, since statements, functions and expressions contain each
 * other.
 */
import type { Expression, Parameters, Place, Statement } from '../../syntax/tree.ts';
import type { Assembler, Jump } from '../assembler.ts';
import type { Code, Source } from '../code.ts';
import * as op from '../opcodes.ts';
import { mangle, type Scope, type ScopeNode, type Where } from '../scopes.ts';
import type { Value } from '../values.ts';

/** The slots of a module's global variables, by name: they are the same for all of its code. */
export interface GlobalSlots {
  slot(name: string): number;
}

/** The parts that all code objects of a file share. */
export interface Shared {
  readonly source: Source;
  readonly scopes: ReadonlyMap<ScopeNode, Scope>;
  readonly globals: GlobalSlots;
  /** True for the prelude: no statement is counted or stepped. */
  readonly hidden: boolean;
  readonly trueDivision: boolean;
  readonly version: 2 | 3;
  expression(unit: Unit, e: Expression): void;
  statement(unit: Unit, s: Statement): void;
}

/** Instructions [from, to) inside of a block that its handler does not cover: those that leave it. */
export type Hole = [from: number, to: number];

/** A block that `break`, `continue` or `return` leaves. */
export type Block = { readonly holes: Hole[] } & BlockKind;
export type BlockKind =
  /** The body of `try` with handlers. */
  | { readonly kind: 'try'; readonly catchesImports: boolean }
  | { readonly kind: 'loop'; readonly hasIterator: boolean; readonly start: number; readonly breaks: Jump[] }
  | { readonly kind: 'finally'; readonly body: readonly Statement[] }
  /** A `finally` while `return` leaves its `try`: the value is an operand, which goes when the `finally` is left in another way. */
  | { readonly kind: 'returning' }
  | { readonly kind: 'with'; readonly place: Place }
  | { readonly kind: 'handler'; readonly name: string | undefined; readonly place: Place };

const loads = {
  local: op.LOAD_FAST,
  cell: op.LOAD_DEREF,
  free: op.LOAD_DEREF,
  name: op.LOAD_NAME,
  global: op.LOAD_GLOBAL,
} as const;
const stores = {
  local: op.STORE_FAST,
  cell: op.STORE_DEREF,
  free: op.STORE_DEREF,
  name: op.STORE_NAME,
  global: op.STORE_GLOBAL,
} as const;
const deletions = {
  local: op.DELETE_FAST,
  cell: op.DELETE_DEREF,
  free: op.DELETE_DEREF,
  name: op.DELETE_NAME,
  global: op.DELETE_GLOBAL,
} as const;

export class Unit {
  readonly shared: Shared;
  readonly code: Assembler;
  readonly scope: Scope;
  blocks: Block[] = [];
  /** The annotated names of a class body. */
  readonly annotations: (readonly [string, string])[] = [];
  /** Operands below the statement that is compiled: iterators, exits of `with`, handled exceptions. */
  depth = 0;

  constructor(shared: Shared, code: Assembler) {
    this.shared = shared;
    this.code = code;
    this.scope = code.scope;
  }

  expression(e: Expression): void {
    this.shared.expression(this, e);
  }

  block(statements: readonly Statement[]): void {
    for (const statement of statements) this.shared.statement(this, statement);
  }

  /** The finished code, which returns None at its end. `implicit` are parameters without a name in the script. */
  end(
    kind: Code['kind'],
    place: Place,
    docstring: string | null,
    parameters: Parameters = [],
    implicit: readonly string[] = [],
  ): Code {
    this.constant(null, place);
    this.code.emit(op.RETURN, 0, place);
    const count = (...kinds: readonly string[]): number => parameters.filter((p) => kinds.includes(p.kind)).length;
    const named = (wanted: string): string | undefined => {
      const found = parameters.find((p) => p.kind === wanted);
      return found === undefined ? undefined : this.mangle(found.name);
    };
    return this.code.finish({
      source: this.shared.source,
      kind,
      hidden: this.shared.hidden,
      docstring,
      annotations: this.annotations,
      positional: count('positional', 'positional only') + implicit.length,
      positionalOnly: count('positional only') + implicit.length,
      keywordOnly: count('keyword only'),
      star: named('star'),
      doubleStar: named('double star'),
    });
  }

  /** A name as the machine knows it: a private name of a class has the name of the class. */
  mangle(name: string): string {
    return mangle(name, this.scope.className);
  }

  /** Emits: → value */
  constant(value: Value, place: Place): void {
    this.code.emit(op.LOAD_CONST, this.code.constant(value), place);
  }

  /** Begins a statement. */
  line(place: Place): void {
    if (!this.shared.hidden) this.code.emit(op.LINE, 0, place);
  }

  /** The path of a function or class of this name inside of this one. */
  pathOf(name: string): string {
    const { path, scope } = this.code;
    if (path === '') return name;
    return scope.kind === 'function' ? `${path}.<locals>.${name}` : `${path}.${name}`;
  }

  /** The argument of BINARY and IN_PLACE for an operator. */
  operator(operator: string): number {
    const index = (op.binaryOperators as readonly string[]).indexOf(operator);
    return operator === '/' && this.shared.trueDivision ? index + op.TRUE_DIVISION : index;
  }

  /** Emits: → variable */
  load(name: string, place: Place): void {
    this.#variable(loads, name, place);
  }

  /** Emits: value → */
  store(name: string, place: Place): void {
    this.#variable(stores, name, place);
  }

  deleteName(name: string, place: Place): void {
    this.#variable(deletions, name, place);
  }

  #variable(instructions: Readonly<Record<Where, number>>, name: string, place: Place): void {
    const own = this.mangle(name);
    const where = this.scope.where(own);
    this.code.emit(instructions[where], this.#indexOf(own, where), place);
  }

  #indexOf(own: string, where: Where): number {
    if (where === 'name') return this.code.nameIndex(own);
    return where === 'global' ? this.shared.globals.slot(own) : this.code.slot(own);
  }

  /** True inside of a `try` that catches the error of an import. */
  get isImportCaught(): boolean {
    return this.blocks.some((block) => block.kind === 'try' && block.catchesImports);
  }
}
