/*
 * Finds the scope of each variable of a file. A name that a function assigns is local to it; a name that it only reads belongs to
 * the next function around it that assigns the name, else to the module. Class bodies have their own names, which functions inside
 * do not see. One file, since one walk meets all kinds of nodes.
 */
import type { ComprehensionClause, Expression, FormattedField, Module, Parameters, Statement } from '../syntax/tree.ts';

export type Where = 'local' | 'cell' | 'free' | 'global' | 'name';
/** A tree node with names of its own. */
export type ScopeNode = object;

export class Scope {
  readonly kind: 'module' | 'function' | 'class';
  readonly parent: Scope | undefined;
  /** The class around, for names such as `__weights`. */
  readonly className: string | undefined;
  readonly parameters: string[] = [];
  /** Names that are assigned, in the order of their first assignment. */
  readonly bound = new Set<string>();
  readonly used = new Set<string>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  /** Own variables that inner functions use. */
  readonly cells = new Set<string>();
  /** Variables of functions around. */
  readonly free = new Set<string>();
  isGenerator = false;

  constructor(kind: Scope['kind'], parent: Scope | undefined, className: string | undefined) {
    this.kind = kind;
    this.parent = parent;
    this.className = className;
  }

  where(name: string): Where {
    if (this.globals.has(name)) return 'global';
    if (this.kind === 'class' && this.bound.has(name) && name !== '__class__') return 'name';
    if (this.free.has(name)) return 'free';
    if (this.cells.has(name)) return 'cell';
    if (this.kind === 'module') return 'global';
    if (this.kind === 'class') return 'name';
    return this.bound.has(name) ? 'local' : 'global';
  }
}

/** The scopes of a file by their nodes: module, definitions, classes, lambdas, comprehensions. */
export function findScopes(module: Module): ReadonlyMap<ScopeNode, Scope> {
  const finder = new ScopeFinder(module.version);
  finder.run(module);
  return finder.scopes;
}

/** The name `__x` inside of a class is `_Class__x`. */
export function mangle(name: string, className: string | undefined): string {
  if (className === undefined || !name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const stripped = className.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

class ScopeFinder {
  readonly scopes = new Map<ScopeNode, Scope>();
  readonly #all: Scope[] = [];
  readonly #version: 2 | 3;

  constructor(version: 2 | 3) {
    this.#version = version;
  }

  run(module: Module): void {
    const scope = this.#open(module, 'module', undefined, undefined);
    this.#block(module.body, scope);
    for (const each of this.#all) for (const name of [...each.used, ...each.nonlocals]) resolve(each, name);
  }

  #open(node: ScopeNode, kind: Scope['kind'], parent: Scope | undefined, className: string | undefined): Scope {
    const scope = new Scope(kind, parent, className);
    this.scopes.set(node, scope);
    this.#all.push(scope);
    return scope;
  }

  #block(statements: readonly Statement[], scope: Scope): void {
    for (const statement of statements) this.#statement(statement, scope);
  }

  #statement(s: Statement, scope: Scope): void {
    switch (s.kind) {
      case 'expression':
        this.#read(s.value, scope);
        break;
      case 'assign':
        this.#read(s.value, scope);
        for (const target of s.targets) this.#bind(target, scope);
        break;
      case 'augmented':
        this.#read(s.value, scope);
        this.#read(s.target, scope);
        this.#bind(s.target, scope);
        break;
      case 'annotated':
        if (s.value !== undefined) this.#read(s.value, scope);
        this.#bind(s.target, scope);
        break;
      case 'if':
      case 'while':
        this.#read(s.test, scope);
        this.#block(s.body, scope);
        this.#block(s.otherwise, scope);
        break;
      case 'for':
        this.#read(s.iterable, scope);
        this.#bind(s.target, scope);
        this.#block(s.body, scope);
        this.#block(s.otherwise, scope);
        break;
      case 'def': {
        for (const decorator of s.decorators) this.#read(decorator, scope);
        this.#defaults(s.parameters, scope);
        this.#bindName(s.name, scope);
        const inner = this.#open(s, 'function', scope, scope.className);
        this.#parameters(s.parameters, inner);
        this.#block(s.body, inner);
        break;
      }
      case 'class': {
        for (const decorator of s.decorators) this.#read(decorator, scope);
        for (const base of s.bases) this.#read(base.value, scope);
        this.#bindName(s.name, scope);
        const inner = this.#open(s, 'class', scope, s.name);
        // Functions of the class that say `super` or `__class__` share this variable.
        inner.bound.add('__class__');
        this.#block(s.body, inner);
        break;
      }
      case 'return':
        if (s.value !== undefined) this.#read(s.value, scope);
        break;
      case 'pass':
      case 'break':
      case 'continue':
        break;
      case 'import':
        for (const { name, alias } of s.modules) this.#bindName(alias ?? (name.split('.')[0] as string), scope);
        break;
      case 'import from':
        if (s.names !== '*') for (const { name, alias } of s.names) this.#bindName(alias ?? name, scope);
        break;
      case 'global':
        for (const name of s.names) scope.globals.add(mangle(name, scope.className));
        break;
      case 'nonlocal':
        for (const name of s.names) scope.nonlocals.add(mangle(name, scope.className));
        break;
      case 'delete':
        for (const target of s.targets) this.#bind(target, scope);
        break;
      case 'assert':
        this.#read(s.test, scope);
        if (s.message !== undefined) this.#read(s.message, scope);
        break;
      case 'raise':
        if (s.exception !== undefined) this.#read(s.exception, scope);
        if (s.cause !== undefined) this.#read(s.cause, scope);
        break;
      case 'try':
        this.#block(s.body, scope);
        for (const handler of s.handlers) {
          if (handler.exception !== undefined) this.#read(handler.exception, scope);
          if (handler.name !== undefined) this.#bindName(handler.name, scope);
          this.#block(handler.body, scope);
        }
        this.#block(s.otherwise, scope);
        this.#block(s.finally, scope);
        break;
      case 'with':
        for (const { context, target } of s.items) {
          this.#read(context, scope);
          if (target !== undefined) this.#bind(target, scope);
        }
        this.#block(s.body, scope);
        break;
      case 'print':
        if (s.destination !== undefined) this.#read(s.destination, scope);
        for (const value of s.values) this.#read(value, scope);
        break;
      default:
        s satisfies never;
    }
  }

  #bindName(name: string, scope: Scope): void {
    scope.bound.add(mangle(name, scope.className));
  }

  #readName(name: string, scope: Scope): void {
    scope.used.add(mangle(name, scope.className));
  }

  #bind(target: Expression, scope: Scope): void {
    switch (target.kind) {
      case 'name':
        this.#bindName(target.name, scope);
        this.#readName(target.name, scope);
        break;
      case 'tuple':
      case 'list':
        for (const item of target.items) this.#bind(item, scope);
        break;
      case 'starred':
        this.#bind(target.value, scope);
        break;
      default:
        this.#read(target, scope);
    }
  }

  #defaults(parameters: Parameters, scope: Scope): void {
    for (const { defaultValue } of parameters) if (defaultValue !== undefined) this.#read(defaultValue, scope);
  }

  #parameters(parameters: Parameters, scope: Scope): void {
    for (const { name } of parameters) {
      const own = mangle(name, scope.className);
      scope.parameters.push(own);
      scope.bound.add(own);
    }
  }

  #read(e: Expression, scope: Scope): void {
    switch (e.kind) {
      case 'integer':
      case 'float':
      case 'string':
      case 'bytes':
      case 'constant':
        break;
      case 'formatted':
        this.#fields(e.parts, scope);
        break;
      case 'name':
        this.#readName(e.name, scope);
        if (e.name === 'super' && scope.kind === 'function') scope.used.add('__class__');
        break;
      case 'tuple':
      case 'list':
      case 'set':
        for (const item of e.items) this.#read(item, scope);
        break;
      case 'dict':
        for (const { key, value } of e.entries) {
          if (key !== undefined) this.#read(key, scope);
          this.#read(value, scope);
        }
        break;
      case 'comprehension':
        this.#comprehension(e, scope);
        break;
      case 'unary':
        this.#read(e.operand, scope);
        break;
      case 'binary':
        this.#read(e.left, scope);
        this.#read(e.right, scope);
        break;
      case 'boolean':
        for (const operand of e.operands) this.#read(operand, scope);
        break;
      case 'comparison':
        this.#read(e.first, scope);
        for (const operand of e.rest) this.#read(operand, scope);
        break;
      case 'conditional':
        this.#read(e.test, scope);
        this.#read(e.whenTrue, scope);
        this.#read(e.whenFalse, scope);
        break;
      case 'lambda': {
        this.#defaults(e.parameters, scope);
        const inner = this.#open(e, 'function', scope, scope.className);
        this.#parameters(e.parameters, inner);
        this.#read(e.body, inner);
        break;
      }
      case 'call':
        this.#read(e.callee, scope);
        for (const argument of e.arguments) this.#read(argument.value, scope);
        break;
      case 'attribute':
        this.#read(e.object, scope);
        break;
      case 'subscript':
        this.#read(e.object, scope);
        this.#read(e.index, scope);
        break;
      case 'slice':
        for (const part of [e.start, e.stop, e.step]) if (part !== undefined) this.#read(part, scope);
        break;
      case 'starred':
        this.#read(e.value, scope);
        break;
      case 'named': {
        this.#read(e.value, scope);
        let owner = scope;
        while (owner.parent !== undefined && comprehensionScopes.has(owner)) owner = owner.parent;
        this.#bindName(e.name, owner);
        this.#readName(e.name, owner);
        if (owner !== scope) {
          this.#readName(e.name, scope);
          if (owner.kind === 'module') scope.globals.add(mangle(e.name, scope.className));
          else scope.nonlocals.add(mangle(e.name, scope.className));
        }
        break;
      }
      case 'yield':
        scope.isGenerator = true;
        if (e.value !== undefined) this.#read(e.value, scope);
        break;
      case 'yield from':
        scope.isGenerator = true;
        this.#read(e.value, scope);
        break;
      default:
        e satisfies never;
    }
  }

  #fields(parts: readonly (string | FormattedField)[], scope: Scope): void {
    for (const part of parts) {
      if (typeof part === 'string') continue;
      this.#read(part.value, scope);
      if (part.spec !== undefined) this.#fields(part.spec, scope);
    }
  }

  #comprehension(e: Expression & { kind: 'comprehension' }, scope: Scope): void {
    const [first] = e.clauses as [ComprehensionClause];
    this.#read(first.iterable, scope);
    // A list comprehension of Python 2 leaves its variables in the function around it.
    const isOpen = this.#version === 2 && e.makes === 'list';
    const inner = isOpen ? scope : this.#open(e, 'function', scope, scope.className);
    if (!isOpen) {
      comprehensionScopes.add(inner);
      inner.parameters.push('.0');
      inner.bound.add('.0');
      if (e.makes === 'generator') inner.isGenerator = true;
    }
    for (const clause of e.clauses) {
      if (clause !== first) this.#read(clause.iterable, inner);
      this.#bind(clause.target, inner);
      for (const condition of clause.conditions) this.#read(condition, inner);
    }
    this.#read(e.item, inner);
    if (e.value !== undefined) this.#read(e.value, inner);
  }
}

const comprehensionScopes = new WeakSet<Scope>();

/** Makes a name a cell of the function that owns it, and a free variable of each scope from there to `scope`. */
function resolve(scope: Scope, name: string): void {
  if (scope.globals.has(name) || scope.kind === 'module') return;
  if (scope.bound.has(name) && !scope.nonlocals.has(name)) return;
  for (let owner = scope.parent; owner !== undefined && owner.kind !== 'module'; owner = owner.parent) {
    const isVisible = owner.kind === 'function' || name === '__class__';
    if (isVisible && owner.globals.has(name)) return;
    if (!isVisible || !owner.bound.has(name) || owner.nonlocals.has(name)) continue;
    owner.cells.add(name);
    for (let s: Scope = scope; s !== owner; s = s.parent as Scope) s.free.add(name);
    return;
  }
}
