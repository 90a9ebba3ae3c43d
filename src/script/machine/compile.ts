/*
 * The compiler: the tree of a file → code objects. It resolves local and global names to slots, unrolls `finally`, and gives each
 * instruction its place. The longest file of the machine's rooms, since each kind of node is a few lines and all of them share the
 * state of the function that is being compiled.
 */
import { Bytes } from '../library/bytes.ts';
import type {
  Argument,
  ComprehensionClause,
  Expression,
  FormattedField,
  Handler,
  Module,
  Parameters,
  Place,
  Statement,
} from '../syntax/tree.ts';
import { Assembler, type Jump } from './assembler.ts';
import { type Code, Source } from './code.ts';
import * as op from './opcodes.ts';
import { findScopes, mangle, type Scope, type ScopeNode } from './scopes.ts';
import { ELLIPSIS, Float, Tuple, type Value } from './values.ts';

/** The slots of a module's global variables, by name: they are the same for all of its code. */
interface GlobalSlots {
  slot(name: string): number;
}

/**
 * Compiles a file.
 * @param hidden for the prelude: no statement is counted or stepped.
 */
export function compileModule(module: Module, file: string, globals: GlobalSlots, hidden = false): Code {
  const source = new Source(file, module.source, module.version);
  const scopes = findScopes(module);
  const trueDivision = module.version === 3 || importsDivision(module.body);
  const shared = { source, scopes, globals, hidden, trueDivision, version: module.version };
  const compiler = new Compiler(shared, new Assembler('<module>', '', scopes.get(module) as Scope));
  compiler.block(module.body);
  return compiler.end('module', { from: module.source.length, to: module.source.length }, docstringOf(module.body));
}

function importsDivision(body: readonly Statement[]): boolean {
  return body.some(
    (s) =>
      s.kind === 'import from' &&
      s.module === '__future__' &&
      s.names !== '*' &&
      s.names.some(({ name }) => name === 'division'),
  );
}

/** True when a handler catches ImportError, by the name of the exception. */
function catchesImports({ exception }: Handler): boolean {
  const isWide = (e: Expression): boolean =>
    e.kind === 'tuple'
      ? e.items.some(isWide)
      : e.kind !== 'name' || ['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException'].includes(e.name);
  return exception === undefined || isWide(exception);
}

function docstringOf(body: readonly Statement[]): string | null {
  const [first] = body;
  return first?.kind === 'expression' && first.value.kind === 'string' ? first.value.value : null;
}

interface Shared {
  readonly source: Source;
  readonly scopes: ReadonlyMap<ScopeNode, Scope>;
  readonly globals: GlobalSlots;
  readonly hidden: boolean;
  readonly trueDivision: boolean;
  readonly version: 2 | 3;
}

/** Instructions [from, to) inside of a block that its handler does not cover: those that leave it. */
type Hole = [from: number, to: number];

/** A block that `break`, `continue` or `return` leaves. */
type Block = { readonly holes: Hole[] } & BlockKind;
type BlockKind =
  /** The body of `try` with handlers. */
  | { readonly kind: 'try'; readonly catchesImports: boolean }
  | { readonly kind: 'loop'; readonly hasIterator: boolean; readonly start: number; readonly breaks: Jump[] }
  | { readonly kind: 'finally'; readonly body: readonly Statement[] }
  | { readonly kind: 'with'; readonly place: Place }
  | { readonly kind: 'handler'; readonly name: string | undefined; readonly place: Place };

class Compiler {
  readonly #shared: Shared;
  readonly #code: Assembler;
  readonly #scope: Scope;
  #blocks: Block[] = [];
  /** The annotated names of a class body. */
  readonly #annotations: (readonly [string, string])[] = [];
  /** Operands below the statement being compiled: iterators, exits of `with`, handled exceptions. */
  #depth = 0;

  constructor(shared: Shared, code: Assembler) {
    this.#shared = shared;
    this.#code = code;
    this.#scope = code.scope;
  }

  end(
    kind: Code['kind'],
    place: Place,
    docstring: string | null,
    parameters: Parameters = [],
    implicit: readonly string[] = [],
  ): Code {
    this.#constant(null, place);
    this.#code.emit(op.RETURN, 0, place);
    const count = (...kinds: readonly string[]): number => parameters.filter((p) => kinds.includes(p.kind)).length;
    const named = (wanted: string): string | undefined => {
      const found = parameters.find((p) => p.kind === wanted);
      return found === undefined ? undefined : this.#mangle(found.name);
    };
    return this.#code.finish({
      source: this.#shared.source,
      kind,
      hidden: this.#shared.hidden,
      docstring,
      annotations: this.#annotations,
      positional: count('positional', 'positional only') + implicit.length,
      positionalOnly: count('positional only') + implicit.length,
      keywordOnly: count('keyword only'),
      star: named('star'),
      doubleStar: named('double star'),
    });
  }

  #mangle(name: string): string {
    return mangle(name, this.#scope.className);
  }

  #constant(value: Value, place: Place): void {
    this.#code.emit(op.LOAD_CONST, this.#code.constant(value), place);
  }

  // Statements

  block(statements: readonly Statement[]): void {
    for (const statement of statements) this.#statement(statement);
  }

  #line(place: Place): void {
    if (!this.#shared.hidden) this.#code.emit(op.LINE, 0, place);
  }

  #statement(s: Statement): void {
    const code = this.#code;
    switch (s.kind) {
      case 'expression':
        // A text by itself is a comment: Python does not run it either.
        if (s.value.kind === 'string') return;
        this.#line(s);
        this.#expression(s.value);
        code.emit(op.POP, 0, s);
        return;
      case 'assign':
        this.#line(s);
        this.#expression(s.value);
        for (const [index, target] of s.targets.entries()) {
          if (index < s.targets.length - 1) code.emit(op.DUP, 0, s);
          this.#assign(target);
        }
        return;
      case 'augmented':
        this.#line(s);
        this.#augmented(s);
        return;
      case 'annotated':
        if (this.#scope.kind === 'class' && s.target.kind === 'name') {
          const { from, to } = s.annotation;
          this.#annotations.push([this.#mangle(s.target.name), this.#shared.source.text.slice(from, to)]);
        }
        if (s.value === undefined) return;
        this.#line(s);
        this.#expression(s.value);
        this.#assign(s.target);
        return;
      case 'if': {
        this.#line(head(s, s.test));
        const otherwise = this.#jumpUnless(s.test);
        this.block(s.body);
        if (s.otherwise.length === 0) {
          for (const jump of otherwise) code.land(jump);
          return;
        }
        const end = code.jump(op.JUMP, s);
        for (const jump of otherwise) code.land(jump);
        this.block(s.otherwise);
        code.land(end);
        return;
      }
      case 'while':
        this.#while(s);
        return;
      case 'for':
        this.#for(s);
        return;
      case 'def':
        this.#line({ from: s.decorators[0]?.from ?? s.from, to: s.body[0]?.from ?? s.to });
        for (const decorator of s.decorators) this.#expression(decorator);
        this.#function(s, s.name, s.parameters, s.body);
        for (const decorator of s.decorators) code.emit(op.CALL, 1, decorator);
        this.#store(s.name, s);
        return;
      case 'class':
        this.#class(s);
        return;
      case 'return':
        this.#line(s);
        if (s.value === undefined) this.#constant(null, s);
        else this.#expression(s.value);
        this.#leave(0, true);
        code.emit(op.RETURN, 0, s);
        return;
      case 'pass':
        this.#line(s);
        return;
      case 'break':
      case 'continue': {
        this.#line(s);
        const index = this.#blocks.findLastIndex(({ kind }) => kind === 'loop');
        const loop = this.#blocks[index] as Block & { kind: 'loop' };
        this.#leave(index + 1, false);
        if (s.kind === 'continue') code.emit(op.JUMP_BACK, loop.start, s);
        else {
          if (loop.hasIterator) code.emit(op.POP, 0, s);
          loop.breaks.push(code.jump(op.JUMP, s));
        }
        return;
      }
      case 'import':
        this.#line(s);
        for (const { name, alias, from, to } of s.modules) {
          const place = { from, to };
          code.emit(op.IMPORT, this.#importName(name, alias === undefined), place);
          this.#store(alias ?? (name.split('.')[0] as string), place);
        }
        return;
      case 'import from':
        this.#line(s);
        if (s.module === '__future__') return;
        code.emit(op.IMPORT, this.#importName(s.module, false), s);
        if (s.names === '*') {
          code.emit(op.IMPORT_STAR, 0, s);
          return;
        }
        for (const { name, alias, from, to } of s.names) {
          const place = { from, to };
          code.emit(op.IMPORT_FROM, 2 * code.nameIndex(name) + (this.#isImportCaught ? 1 : 0), place);
          this.#store(alias ?? name, place);
        }
        code.emit(op.POP, 0, s);
        return;
      case 'global':
      case 'nonlocal':
        return;
      case 'delete':
        this.#line(s);
        for (const target of s.targets) this.#delete(target);
        return;
      case 'assert': {
        this.#line(s);
        const end = this.#jumpIf(s.test);
        code.emit(op.LOAD_GLOBAL, this.#shared.globals.slot('AssertionError'), s);
        if (s.message !== undefined) {
          this.#expression(s.message);
          code.emit(op.CALL, 1, s);
        }
        code.emit(op.RAISE, 1, s);
        for (const jump of end) code.land(jump);
        return;
      }
      case 'raise':
        this.#line(s);
        if (s.exception !== undefined) this.#expression(s.exception);
        if (s.cause !== undefined) this.#expression(s.cause);
        code.emit(op.RAISE, s.exception === undefined ? 0 : s.cause === undefined ? 1 : 2, s);
        return;
      case 'try':
        if (s.finally.length > 0) this.#tryFinally(s);
        else this.#tryExcept(s);
        return;
      case 'with':
        this.#line(head(s, s.items.at(-1)?.target ?? s.items.at(-1)?.context ?? s));
        this.#with(s, 0);
        return;
      case 'print': {
        this.#line(s);
        if (s.destination !== undefined) this.#expression(s.destination);
        for (const value of s.values) this.#expression(value);
        const flags = (s.newline ? 1 : 0) + (s.destination === undefined ? 0 : 2);
        code.emit(op.PRINT, flags + (s.values.length << 2), s);
        return;
      }
      default:
        s satisfies never;
    }
  }

  /** The constants of IMPORT: the path, true when the root of the path is wanted, true when the script catches its error. */
  #importName(name: string, root: boolean): number {
    return this.#code.constant(new Tuple([name, root, this.#isImportCaught]));
  }

  /** True inside of a `try` that catches the error of an import. */
  get #isImportCaught(): boolean {
    return this.#blocks.some((block) => block.kind === 'try' && block.catchesImports);
  }

  #augmented(s: Statement & { kind: 'augmented' }): void {
    const code = this.#code;
    const { target } = s;
    const operate = (): void => {
      this.#expression(s.value);
      code.emit(op.IN_PLACE, this.#operator(s.operator), s);
    };
    switch (target.kind) {
      case 'attribute':
        this.#expression(target.object);
        code.emit(op.DUP, 0, target);
        code.emit(op.LOAD_ATTR, code.nameIndex(this.#mangle(target.name)), target);
        operate();
        code.emit(op.ROT2, 0, s);
        code.emit(op.STORE_ATTR, code.nameIndex(this.#mangle(target.name)), target);
        return;
      case 'subscript':
        this.#expression(target.object);
        this.#expression(target.index);
        code.emit(op.DUP2, 0, target);
        code.emit(op.GET_ITEM, 0, target);
        operate();
        code.emit(op.ROT3, 0, s);
        code.emit(op.SET_ITEM, 0, target);
        return;
      default:
        this.#expression(target);
        operate();
        this.#assign(target);
    }
  }

  #operator(operator: string): number {
    const index = (op.binaryOperators as readonly string[]).indexOf(operator);
    return operator === '/' && this.#shared.trueDivision ? index + op.TRUE_DIVISION : index;
  }

  #while(s: Statement & { kind: 'while' }): void {
    const code = this.#code;
    const start = code.here;
    this.#line(head(s, s.test));
    const isEndless =
      (s.test.kind === 'constant' && s.test.value === true) || (s.test.kind === 'integer' && s.test.value !== 0);
    const ends = isEndless ? [] : this.#jumpUnless(s.test);
    const loop = { kind: 'loop', hasIterator: false, start, breaks: [] as Jump[] } as const;
    this.#inBlock(loop, 0, () => this.block(s.body));
    code.emit(op.JUMP_BACK, start, s);
    for (const jump of ends) code.land(jump);
    this.block(s.otherwise);
    for (const jump of loop.breaks) code.land(jump);
  }

  #for(s: Statement & { kind: 'for' }): void {
    const code = this.#code;
    const place = head(s, s.iterable);
    this.#line(place);
    this.#expression(s.iterable);
    code.emit(op.GET_ITER, 0, s.iterable);
    const first = code.jump(op.FOR_ITER, s.iterable);
    const skip = code.jump(op.JUMP, place);
    // Each later item is an executed line, too.
    const start = code.here;
    this.#line(place);
    const next = code.jump(op.FOR_ITER, s.iterable);
    code.land(skip);
    this.#assign(s.target);
    const loop = { kind: 'loop', hasIterator: true, start, breaks: [] as Jump[] } as const;
    this.#inBlock(loop, 1, () => this.block(s.body));
    code.emit(op.JUMP_BACK, start, s);
    code.land(first);
    code.land(next);
    this.block(s.otherwise);
    for (const jump of loop.breaks) code.land(jump);
  }

  #inBlock(kind: BlockKind, depth: number, compile: () => void): readonly Hole[] {
    const block: Block = { ...kind, holes: [] };
    this.#blocks.push(block);
    this.#depth += depth;
    compile();
    this.#depth -= depth;
    this.#blocks.pop();
    return block.holes;
  }

  /** Exceptions of instructions from `from` to `to`, without the holes, go to the next instruction. */
  #handle(from: number, to: number, holes: readonly Hole[], depth: number): void {
    const code = this.#code;
    const target = code.here;
    let start = from;
    for (const [holeFrom, holeTo] of holes) {
      code.handle(start, holeFrom, target, depth);
      start = holeTo;
    }
    code.handle(start, to, target, depth);
  }

  /**
   * Leaves all blocks from index `to` on, the innermost first.
   * @param withValue true when the value that is returned is on top: it stays there.
   */
  #leave(to: number, withValue: boolean): void {
    const code = this.#code;
    const blocks = this.#blocks;
    const depth = this.#depth;
    const open: Hole[] = [];
    // Below the value are operands of blocks that are left already; they go when the function returns.
    for (let index = blocks.length - 1; index >= to; index--) {
      const block = blocks[index] as Block;
      this.#blocks = blocks.slice(0, index);
      const hole: Hole = [code.here, code.here];
      block.holes.push(hole);
      open.push(hole);
      switch (block.kind) {
        case 'try':
          break;
        case 'loop':
          if (block.hasIterator) this.#drop(1, withValue, { from: 0, to: 0 });
          break;
        case 'finally':
          if (withValue) this.#depth += 1;
          this.block(block.body);
          if (withValue) this.#depth -= 1;
          break;
        case 'with':
          // exit (value) → (value)
          if (withValue) code.emit(op.ROT2, 0, block.place);
          for (let i = 0; i < 3; i++) this.#constant(null, block.place);
          code.emit(op.CALL, 3, block.place);
          code.emit(op.POP, 0, block.place);
          this.#depth -= 1;
          break;
        case 'handler':
          if (withValue) code.emit(op.ROT3, 0, block.place);
          code.emit(op.POP_HANDLED, 0, block.place);
          this.#depth -= 2;
          if (block.name !== undefined) this.#forget(block.name, block.place);
          break;
        default:
          block satisfies never;
      }
    }
    this.#blocks = blocks;
    this.#depth = depth;
    // The jump or return that follows.
    for (const hole of open) hole[1] = code.here + 1;
  }

  #drop(count: number, withValue: boolean, place: Place): void {
    for (let i = 0; i < count; i++) {
      if (withValue) this.#code.emit(op.ROT2, 0, place);
      this.#code.emit(op.POP, 0, place);
    }
    this.#depth -= count;
  }

  /** The name of an exception goes at the end of its handler. */
  #forget(name: string, place: Place): void {
    if (this.#shared.version === 2) return;
    this.#constant(null, place);
    this.#store(name, place);
    this.#deleteName(name, place);
  }

  #tryFinally(s: Statement & { kind: 'try' }): void {
    const code = this.#code;
    const start = code.here;
    const holes = this.#inBlock({ kind: 'finally', body: s.finally }, 0, () => {
      if (s.handlers.length > 0) this.#tryExcept(s);
      else this.block(s.body);
    });
    const end = code.here;
    this.block(s.finally);
    const done = code.jump(op.JUMP, s);
    this.#handle(start, end, holes, this.#depth);
    const place = { from: s.to, to: s.to };
    code.emit(op.PUSH_HANDLED, 0, place);
    const handlerStart = code.here;
    const handler = { kind: 'handler', name: undefined, place } as const;
    const handlerHoles = this.#inBlock(handler, 2, () => this.block(s.finally));
    const handlerEnd = code.here;
    code.emit(op.RERAISE, 0, place);
    this.#handle(handlerStart, handlerEnd, handlerHoles, this.#depth + 2);
    code.emit(op.RERAISE_NEW, 0, place);
    code.land(done);
  }

  #tryExcept(s: Statement & { kind: 'try' }): void {
    const code = this.#code;
    const start = code.here;
    const holes = this.#inBlock({ kind: 'try', catchesImports: s.handlers.some(catchesImports) }, 0, () =>
      this.block(s.body),
    );
    const end = code.here;
    const toElse = code.jump(op.JUMP, s);
    this.#handle(start, end, holes, this.#depth);
    const ends: Jump[] = [];
    code.emit(op.PUSH_HANDLED, 0, s);
    const handlerStart = code.here;
    const handlerHoles = s.handlers.flatMap((handler) => this.#handler(handler, ends));
    const handlerEnd = code.here;
    const place = { from: s.to, to: s.to };
    code.emit(op.RERAISE, 0, place);
    this.#handle(handlerStart, handlerEnd, handlerHoles, this.#depth + 2);
    code.emit(op.RERAISE_NEW, 0, place);
    code.land(toElse);
    this.block(s.otherwise);
    for (const jump of ends) code.land(jump);
  }

  #handler(handler: Handler, ends: Jump[]): Hole[] {
    const code = this.#code;
    const place = { from: handler.from, to: handler.exception?.to ?? handler.from + 'except'.length };
    this.#line(place);
    let next: Jump | undefined;
    if (handler.exception !== undefined) {
      this.#expression(handler.exception);
      next = code.jump(op.MATCH, place);
    }
    if (handler.name !== undefined) {
      code.emit(op.DUP, 0, place);
      this.#store(handler.name, place);
    }
    const block = { kind: 'handler', name: handler.name, place } as const;
    const holes = this.#inBlock(block, 2, () => this.block(handler.body));
    const end: Hole = [code.here, code.here];
    code.emit(op.POP_HANDLED, 0, place);
    if (handler.name !== undefined) this.#forget(handler.name, place);
    ends.push(code.jump(op.JUMP, place));
    end[1] = code.here;
    if (next !== undefined) code.land(next);
    return [...holes, end];
  }

  #with(s: Statement & { kind: 'with' }, index: number): void {
    const code = this.#code;
    const item = s.items[index];
    if (item === undefined) {
      this.block(s.body);
      return;
    }
    const place = item.context;
    this.#expression(item.context);
    code.emit(op.DUP, 0, place);
    code.emit(op.LOAD_SPECIAL, code.nameIndex('__exit__'), place);
    code.emit(op.ROT2, 0, place);
    code.emit(op.LOAD_SPECIAL, code.nameIndex('__enter__'), place);
    code.emit(op.CALL, 0, place);
    const start = code.here;
    const holes = this.#inBlock({ kind: 'with', place }, 1, () => {
      if (item.target === undefined) code.emit(op.POP, 0, place);
      else this.#assign(item.target);
      this.#with(s, index + 1);
    });
    const end = code.here;
    for (let i = 0; i < 3; i++) this.#constant(null, place);
    code.emit(op.CALL, 3, place);
    code.emit(op.POP, 0, place);
    const done = code.jump(op.JUMP, place);
    this.#handle(start, end, holes, this.#depth + 1);
    code.emit(op.PUSH_HANDLED, 0, place);
    const handlerStart = code.here;
    code.emit(op.WITH_ARGUMENTS, 0, place);
    code.emit(op.CALL, 3, place);
    const suppressed = code.jump(op.POP_JUMP_IF_TRUE, place);
    const handlerEnd = code.here;
    code.emit(op.RERAISE, 0, place);
    code.land(suppressed);
    code.emit(op.POP_HANDLED, 0, place);
    code.emit(op.POP, 0, place);
    const over = code.jump(op.JUMP, place);
    code.handle(handlerStart, handlerEnd, code.here, this.#depth + 3);
    code.emit(op.RERAISE_NEW, 0, place);
    code.land(over);
    code.land(done);
  }

  #class(s: Statement & { kind: 'class' }): void {
    const code = this.#code;
    this.#line({ from: s.decorators[0]?.from ?? s.from, to: s.body[0]?.from ?? s.to });
    for (const decorator of s.decorators) this.#expression(decorator);
    const scope = this.#shared.scopes.get(s) as Scope;
    const inner = new Compiler(this.#shared, new Assembler(s.name, this.#pathOf(s.name), scope));
    inner.block(s.body);
    const body = inner.end('class', { from: s.to, to: s.to }, docstringOf(s.body));
    this.#makeFunction(body, [], s);
    let count = 0;
    for (const base of s.bases) {
      if (base.kind !== 'positional') continue;
      this.#expression(base.value);
      count++;
    }
    const names: string[] = [];
    for (const { kind, name, value } of s.bases) {
      if (kind !== 'keyword') continue;
      this.#expression(value);
      names.push(name as string);
    }
    const named = names.length === 0 ? 0 : (code.constant(new Tuple(names)) + 1) << 8;
    code.emit(op.BUILD_CLASS, count + named, s);
    for (const decorator of s.decorators) code.emit(op.CALL, 1, decorator);
    this.#store(s.name, s);
  }

  #pathOf(name: string): string {
    const { path, scope } = this.#code;
    if (path === '') return name;
    return scope.kind === 'function' ? `${path}.<locals>.${name}` : `${path}.${name}`;
  }

  #function(
    node: ScopeNode & Place,
    name: string,
    parameters: Parameters,
    body: readonly Statement[] | Expression,
  ): void {
    const scope = this.#shared.scopes.get(node) as Scope;
    const ordered = [
      ...parameters.filter(({ kind }) => kind === 'positional only' || kind === 'positional'),
      ...parameters.filter(({ kind }) => kind === 'keyword only'),
      ...parameters.filter(({ kind }) => kind === 'star' || kind === 'double star'),
    ];
    // Positional parameters, keyword only ones and the two stars have the first slots, in this order.
    scope.parameters.splice(0, ordered.length, ...ordered.map((p) => mangle(p.name, scope.className)));
    const inner = new Compiler(this.#shared, new Assembler(name, this.#pathOf(name), scope));
    let code: Code;
    if (isExpression(body)) {
      inner.#expression(body);
      inner.#code.emit(op.RETURN, 0, body);
      code = inner.end('function', { from: body.to, to: body.to }, null, parameters);
    } else {
      inner.block(body);
      code = inner.end('function', { from: node.to, to: node.to }, docstringOf(body), parameters);
    }
    this.#makeFunction(code, parameters, node);
  }

  /** Emits a function: its defaults, cells and code. */
  #makeFunction(made: Code, parameters: Parameters, place: Place): void {
    const code = this.#code;
    const defaults = parameters.flatMap((p) => (p.kind.startsWith('positional') ? (p.defaultValue ?? []) : []));
    for (const value of defaults) this.#expression(value);
    code.emit(op.BUILD_TUPLE, defaults.length, place);
    let keywords = 0;
    for (const { kind, name, defaultValue } of parameters) {
      if (kind !== 'keyword only' || defaultValue === undefined) continue;
      this.#constant(this.#mangle(name), place);
      this.#expression(defaultValue);
      keywords += 2;
    }
    code.emit(op.BUILD_LIST, keywords, place);
    const free = made.slots.slice(made.firstFree);
    for (const name of free) code.emit(op.LOAD_CELL, code.slot(name), place);
    this.#constant(made, place);
    code.emit(op.MAKE_FUNCTION, free.length, place);
  }

  // Names

  #load(name: string, place: Place): void {
    const own = this.#mangle(name);
    switch (this.#scope.where(own)) {
      case 'local':
        this.#code.emit(op.LOAD_FAST, this.#code.slot(own), place);
        break;
      case 'cell':
      case 'free':
        this.#code.emit(op.LOAD_DEREF, this.#code.slot(own), place);
        break;
      case 'name':
        this.#code.emit(op.LOAD_NAME, this.#code.nameIndex(own), place);
        break;
      default:
        this.#code.emit(op.LOAD_GLOBAL, this.#shared.globals.slot(own), place);
    }
  }

  #store(name: string, place: Place): void {
    const own = this.#mangle(name);
    switch (this.#scope.where(own)) {
      case 'local':
        this.#code.emit(op.STORE_FAST, this.#code.slot(own), place);
        break;
      case 'cell':
      case 'free':
        this.#code.emit(op.STORE_DEREF, this.#code.slot(own), place);
        break;
      case 'name':
        this.#code.emit(op.STORE_NAME, this.#code.nameIndex(own), place);
        break;
      default:
        this.#code.emit(op.STORE_GLOBAL, this.#shared.globals.slot(own), place);
    }
  }

  #deleteName(name: string, place: Place): void {
    const own = this.#mangle(name);
    switch (this.#scope.where(own)) {
      case 'local':
        this.#code.emit(op.DELETE_FAST, this.#code.slot(own), place);
        break;
      case 'cell':
      case 'free':
        this.#code.emit(op.DELETE_DEREF, this.#code.slot(own), place);
        break;
      case 'name':
        this.#code.emit(op.DELETE_NAME, this.#code.nameIndex(own), place);
        break;
      default:
        this.#code.emit(op.DELETE_GLOBAL, this.#shared.globals.slot(own), place);
    }
  }

  /** Emits: value → */
  #assign(target: Expression): void {
    const code = this.#code;
    switch (target.kind) {
      case 'name':
        this.#store(target.name, target);
        return;
      case 'attribute':
        this.#expression(target.object);
        code.emit(op.STORE_ATTR, code.nameIndex(this.#mangle(target.name)), target);
        return;
      case 'subscript':
        this.#expression(target.object);
        this.#expression(target.index);
        code.emit(op.SET_ITEM, 0, target);
        return;
      case 'tuple':
      case 'list': {
        const star = target.items.findIndex(({ kind }) => kind === 'starred');
        if (star < 0) code.emit(op.UNPACK, target.items.length, target);
        else code.emit(op.UNPACK_STAR, star + ((target.items.length - star - 1) << 8), target);
        for (const item of target.items) this.#assign(item.kind === 'starred' ? item.value : item);
        return;
      }
      default:
        throw new Error(`cannot assign to ${target.kind}`);
    }
  }

  #delete(target: Expression): void {
    const code = this.#code;
    switch (target.kind) {
      case 'name':
        this.#deleteName(target.name, target);
        return;
      case 'attribute':
        this.#expression(target.object);
        code.emit(op.DELETE_ATTR, code.nameIndex(this.#mangle(target.name)), target);
        return;
      case 'subscript':
        this.#expression(target.object);
        this.#expression(target.index);
        code.emit(op.DELETE_ITEM, 0, target);
        return;
      case 'tuple':
      case 'list':
        for (const item of target.items) this.#delete(item);
        return;
      default:
        throw new Error(`cannot delete ${target.kind}`);
    }
  }

  // Expressions

  #expression(e: Expression): void {
    const code = this.#code;
    switch (e.kind) {
      case 'integer':
        if (Number.isSafeInteger(e.value)) this.#constant(e.value, e);
        else this.#tooLarge(e);
        return;
      case 'string':
        this.#constant(e.value, e);
        return;
      case 'bytes':
        this.#constant(new Bytes(e.value), e);
        return;
      case 'float':
        this.#constant(new Float(e.value), e);
        return;
      case 'constant':
        this.#constant(e.value === 'ellipsis' ? ELLIPSIS : e.value, e);
        return;
      case 'formatted':
        this.#formatted(e.parts, e);
        return;
      case 'name':
        this.#load(e.name, e);
        return;
      case 'tuple':
      case 'list':
      case 'set':
        this.#display(e);
        return;
      case 'dict':
        this.#dict(e);
        return;
      case 'comprehension':
        this.#comprehension(e);
        return;
      case 'unary':
        this.#unary(e);
        return;
      case 'binary':
        this.#binary(e);
        return;
      case 'boolean': {
        const jumps: Jump[] = [];
        for (const [index, operand] of e.operands.entries()) {
          this.#expression(operand);
          if (index < e.operands.length - 1) {
            jumps.push(code.jump(e.operator === 'and' ? op.JUMP_IF_FALSE_OR_POP : op.JUMP_IF_TRUE_OR_POP, operand));
          }
        }
        for (const jump of jumps) code.land(jump);
        return;
      }
      case 'comparison':
        this.#comparison(e);
        return;
      case 'conditional': {
        const otherwise = this.#jumpUnless(e.test);
        this.#expression(e.whenTrue);
        const end = code.jump(op.JUMP, e);
        for (const jump of otherwise) code.land(jump);
        this.#expression(e.whenFalse);
        code.land(end);
        return;
      }
      case 'lambda':
        this.#function(e, '<lambda>', e.parameters, e.body);
        return;
      case 'call':
        this.#call(e);
        return;
      case 'attribute':
        this.#expression(e.object);
        code.emit(op.LOAD_ATTR, code.nameIndex(this.#mangle(e.name)), e);
        return;
      case 'subscript':
        this.#expression(e.object);
        this.#expression(e.index);
        code.emit(op.GET_ITEM, 0, e);
        return;
      case 'slice':
        for (const part of [e.start, e.stop, e.step]) {
          if (part === undefined) this.#constant(null, e);
          else this.#expression(part);
        }
        code.emit(op.BUILD_SLICE, 3, e);
        return;
      case 'starred':
        throw new Error('a star outside of a display or call');
      case 'named':
        this.#expression(e.value);
        code.emit(op.DUP, 0, e);
        this.#store(e.name, e);
        return;
      case 'yield':
        if (e.value === undefined) this.#constant(null, e);
        else this.#expression(e.value);
        code.emit(op.YIELD, 0, e);
        return;
      case 'yield from': {
        this.#expression(e.value);
        code.emit(op.GET_ITER, 0, e);
        this.#constant(null, e);
        const start = code.here;
        const end = code.jump(op.DELEGATE, e);
        code.emit(op.YIELD, 0, e);
        code.emit(op.JUMP_BACK, start, e);
        code.land(end);
        return;
      }
      default:
        e satisfies never;
    }
  }

  #unary(e: Expression & { kind: 'unary' }): void {
    const { operand, operator } = e;
    // A negative number is one constant.
    if (operator === '-' && operand.kind === 'integer' && operand.value !== 0) this.#constant(-operand.value, e);
    else if (operator === '-' && operand.kind === 'float') this.#constant(new Float(-operand.value), e);
    else {
      this.#expression(operand);
      if (operator === 'not') this.#code.emit(op.NOT, 0, e);
      else if (operator === '-') this.#code.emit(op.NEGATE, 0, e);
      else this.#code.emit(op.UNARY, op.unaryOperators.indexOf(operator), e);
    }
  }

  /** An int of more than 53 bits: computing it raises OverflowError, as a sum of that size does. */
  #tooLarge(place: Place): void {
    this.#constant(Number.MAX_SAFE_INTEGER, place);
    this.#constant(Number.MAX_SAFE_INTEGER, place);
    this.#code.emit(op.ADD, 0, place);
  }

  #binary(e: Expression & { kind: 'binary' }): void {
    this.#expression(e.left);
    this.#expression(e.right);
    switch (e.operator) {
      case '+':
        this.#code.emit(op.ADD, 0, e);
        return;
      case '-':
        this.#code.emit(op.SUBTRACT, 0, e);
        return;
      case '*':
        this.#code.emit(op.MULTIPLY, 0, e);
        return;
      case '/':
        this.#code.emit(op.DIVIDE, this.#shared.trueDivision ? 1 : 0, e);
        return;
      default:
        this.#code.emit(op.BINARY, op.binaryOperators.indexOf(e.operator), e);
    }
  }

  #compare(operator: (Expression & { kind: 'comparison' })['operators'][number], place: Place): void {
    const code = this.#code;
    switch (operator) {
      case 'in':
        code.emit(op.CONTAINS, 0, place);
        return;
      case 'not in':
        code.emit(op.CONTAINS, 1, place);
        return;
      case 'is':
        code.emit(op.IS, 0, place);
        return;
      case 'is not':
        code.emit(op.IS, 1, place);
        return;
      default:
        code.emit(op.COMPARE, op.comparisonOperators.indexOf(operator), place);
    }
  }

  #comparison(e: Expression & { kind: 'comparison' }): void {
    const code = this.#code;
    this.#expression(e.first);
    const jumps: Jump[] = [];
    for (const [index, operand] of e.rest.entries()) {
      this.#expression(operand);
      const isLast = index === e.rest.length - 1;
      if (!isLast) {
        code.emit(op.DUP, 0, e);
        code.emit(op.ROT3, 0, e);
      }
      this.#compare(e.operators[index] as (typeof e.operators)[number], e);
      if (!isLast) jumps.push(code.jump(op.JUMP_IF_FALSE_OR_POP, e));
    }
    if (jumps.length === 0) return;
    const end = code.jump(op.JUMP, e);
    for (const jump of jumps) code.land(jump);
    code.emit(op.ROT2, 0, e);
    code.emit(op.POP, 0, e);
    code.land(end);
  }

  /** Jumps that are taken when the expression is false. */
  #jumpUnless(e: Expression): Jump[] {
    if (e.kind === 'unary' && e.operator === 'not') return this.#jumpIf(e.operand);
    if (e.kind === 'boolean' && e.operator === 'and') return e.operands.flatMap((operand) => this.#jumpUnless(operand));
    this.#expression(e);
    return [this.#code.jump(op.POP_JUMP_IF_FALSE, e)];
  }

  /** Jumps that are taken when the expression is true. */
  #jumpIf(e: Expression): Jump[] {
    if (e.kind === 'unary' && e.operator === 'not') return this.#jumpUnless(e.operand);
    if (e.kind === 'boolean' && e.operator === 'or') return e.operands.flatMap((operand) => this.#jumpIf(operand));
    this.#expression(e);
    return [this.#code.jump(op.POP_JUMP_IF_TRUE, e)];
  }

  #display(e: Expression & { kind: 'tuple' | 'list' | 'set' }): void {
    const code = this.#code;
    const build = { tuple: op.BUILD_TUPLE, list: op.BUILD_LIST, set: op.BUILD_SET }[e.kind];
    if (e.items.every(({ kind }) => kind !== 'starred')) {
      for (const item of e.items) this.#expression(item);
      code.emit(build, e.items.length, e);
      return;
    }
    if (e.kind === 'set') code.emit(op.BUILD_SET, 0, e);
    this.#starredList(e.items, e);
    if (e.kind === 'tuple') code.emit(op.LIST_TO_TUPLE, 0, e);
    if (e.kind === 'set') code.emit(op.SET_UPDATE, 0, e);
  }

  #starredList(items: readonly Expression[], place: Place): void {
    const code = this.#code;
    code.emit(op.BUILD_LIST, 0, place);
    for (const item of items) {
      this.#expression(item.kind === 'starred' ? item.value : item);
      if (item.kind === 'starred') code.emit(op.LIST_EXTEND, 0, item);
      else code.emit(op.LIST_APPEND, 1, item);
    }
  }

  #dict(e: Expression & { kind: 'dict' }): void {
    const code = this.#code;
    if (e.entries.every(({ key }) => key !== undefined)) {
      for (const { key, value } of e.entries) {
        this.#expression(key as Expression);
        this.#expression(value);
      }
      code.emit(op.BUILD_DICT, e.entries.length, e);
      return;
    }
    code.emit(op.BUILD_DICT, 0, e);
    for (const { key, value } of e.entries) {
      if (key !== undefined) this.#expression(key);
      this.#expression(value);
      if (key === undefined) code.emit(op.DICT_UPDATE, 0, value);
      else code.emit(op.DICT_SET, 2, value);
    }
  }

  #comprehension(e: Expression & { kind: 'comprehension' }): void {
    const code = this.#code;
    const scope = this.#shared.scopes.get(e);
    const [first] = e.clauses as [ComprehensionClause];
    if (scope === undefined) {
      code.emit(op.BUILD_LIST, 0, e);
      this.#clauses(e, 0, 0);
      return;
    }
    const name = { list: '<listcomp>', set: '<setcomp>', dict: '<dictcomp>', generator: '<genexpr>' }[e.makes];
    const inner = new Compiler(this.#shared, new Assembler(name, this.#pathOf(name), scope));
    if (e.makes === 'list') inner.#code.emit(op.BUILD_LIST, 0, e);
    else if (e.makes === 'set') inner.#code.emit(op.BUILD_SET, 0, e);
    else if (e.makes === 'dict') inner.#code.emit(op.BUILD_DICT, 0, e);
    inner.#clauses(e, 0, 0);
    if (e.makes !== 'generator') inner.#code.emit(op.RETURN, 0, e);
    this.#makeFunction(inner.end('function', e, null, [], ['.0']), [], e);
    this.#expression(first.iterable);
    code.emit(op.GET_ITER, 0, first.iterable);
    code.emit(op.CALL, 1, e);
  }

  #clauses(e: Expression & { kind: 'comprehension' }, index: number, iterators: number): void {
    const code = this.#code;
    const clause = e.clauses[index];
    if (clause === undefined) {
      this.#expression(e.item);
      if (e.value !== undefined) this.#expression(e.value);
      if (e.makes === 'list') code.emit(op.LIST_APPEND, iterators + 1, e.item);
      else if (e.makes === 'set') code.emit(op.SET_ADD, iterators + 1, e.item);
      else if (e.makes === 'dict') code.emit(op.DICT_SET, iterators + 2, e.item);
      else {
        code.emit(op.YIELD, 0, e.item);
        code.emit(op.POP, 0, e.item);
      }
      return;
    }
    if (index === 0 && this.#shared.scopes.has(e)) code.emit(op.LOAD_FAST, code.slot('.0'), clause.iterable);
    else {
      this.#expression(clause.iterable);
      code.emit(op.GET_ITER, 0, clause.iterable);
    }
    const start = code.here;
    const end = code.jump(op.FOR_ITER, clause.iterable);
    this.#assign(clause.target);
    const skips = clause.conditions.flatMap((condition) => this.#jumpUnless(condition));
    this.#clauses(e, index + 1, iterators + 1);
    for (const jump of skips) code.land(jump);
    code.emit(op.JUMP_BACK, start, e);
    code.land(end);
  }

  #call(e: Expression & { kind: 'call' }): void {
    const code = this.#code;
    const { callee } = e;
    const isPlain = e.arguments.every(({ kind }) => kind === 'positional');
    if (isPlain && callee.kind === 'attribute') {
      this.#expression(callee.object);
      code.emit(op.LOAD_METHOD, code.nameIndex(this.#mangle(callee.name)), callee);
      for (const { value } of e.arguments) this.#expression(value);
      code.emit(op.CALL_METHOD, e.arguments.length, e);
      return;
    }
    this.#expression(callee);
    if (e.arguments.every(({ kind }) => kind === 'positional' || kind === 'keyword')) {
      for (const { value } of e.arguments) this.#expression(value);
      const keywords = e.arguments.flatMap(({ name }) => name ?? []);
      if (keywords.length === 0) code.emit(op.CALL, e.arguments.length, e);
      else {
        const names = code.constant(new Tuple(keywords));
        code.emit(op.CALL_KEYWORDS, e.arguments.length + (names << 8), e);
      }
      return;
    }
    this.#spread(e.arguments, e);
  }

  #spread(args: readonly Argument[], place: Place): void {
    const code = this.#code;
    code.emit(op.BUILD_LIST, 0, place);
    for (const { kind, value } of args) {
      if (kind !== 'positional' && kind !== 'star') continue;
      this.#expression(value);
      if (kind === 'star') code.emit(op.LIST_EXTEND, 0, value);
      else code.emit(op.LIST_APPEND, 1, value);
    }
    code.emit(op.BUILD_LIST, 0, place);
    for (const { kind, name, value } of args) {
      if (kind === 'keyword') {
        this.#constant(name as string, value);
        code.emit(op.LIST_APPEND, 1, value);
        this.#expression(value);
        code.emit(op.LIST_APPEND, 1, value);
      } else if (kind === 'double star') {
        this.#expression(value);
        code.emit(op.KEYWORDS_EXTEND, 0, value);
      }
    }
    code.emit(op.CALL_SPREAD, 0, place);
  }

  #formatted(parts: readonly (string | FormattedField)[], place: Place): void {
    const code = this.#code;
    let count = 0;
    for (const part of parts) {
      count++;
      if (typeof part === 'string') {
        this.#constant(part, place);
        continue;
      }
      if (part.text !== undefined) {
        this.#constant(part.text, part);
        count++;
      }
      this.#expression(part.value);
      const isDebug = part.text !== undefined && part.conversion === undefined && part.spec === undefined;
      const conversion = part.conversion === undefined ? (isDebug ? 2 : 0) : { s: 1, r: 2, a: 3 }[part.conversion];
      if (part.spec !== undefined) this.#formatted(part.spec, part);
      code.emit(op.FORMAT, conversion + (part.spec === undefined ? 0 : 4), part);
    }
    code.emit(op.BUILD_STRING, count, place);
  }
}

function isExpression(body: readonly Statement[] | Expression): body is Expression {
  return 'kind' in body;
}

/** The place of the head of a compound statement. */
function head(statement: Place, last: Place): Place {
  return { from: statement.from, to: Math.max(last.to, statement.from) };
}
