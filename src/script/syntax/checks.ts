import { refuse } from './fault.ts';
import { MAX_DEPTH } from './reader.ts';
import type { Module, Parameters, Place } from './tree.ts';

/*
 * The faults that Python finds after it has parsed the file: names that are declared too late, `return` outside of a function,
 * `break` outside of a loop, and the like. Two walks over the whole tree, names first, as Python orders them.
 */

/** Any node of the tree, seen by its fields. */
type Node = Place & { readonly kind?: string; readonly [field: string]: unknown };

export function checkModule(module: Module): void {
  checkHeight(module);
  new NameChecks().walkScope(module.body, undefined, []);
  walkFlow(module.body, { inFunction: false, inLoop: false });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** Long chains such as `1 + 1 + …` make a high tree without deep brackets. */
function checkHeight(module: Module): void {
  const open: unknown[] = [module.body];
  const heights = [0];
  while (open.length > 0) {
    const value = open.pop();
    const height = heights.pop()!;
    if (!isNode(value)) continue;
    const next = value.kind === undefined ? height : height + 1;
    if (next > MAX_DEPTH) refuse('this statement is nested too deeply', value.from, value.to);
    if (Array.isArray(value)) {
      for (const item of value) {
        if (!isNode(item)) continue;
        open.push(item);
        heights.push(next);
      }
    } else {
      for (const field in value) {
        const child = value[field];
        if (!isNode(child)) continue;
        open.push(child);
        heights.push(next);
      }
    }
  }
}

interface Flow {
  readonly inFunction: boolean;
  readonly inLoop: boolean;
}

function walkFlow(value: unknown, flow: Flow): void {
  if (!isNode(value)) return;
  if (Array.isArray(value)) {
    for (const item of value) walkFlow(item, flow);
    return;
  }
  const { from, to } = value;
  switch (value.kind) {
    case 'return':
      if (!flow.inFunction) refuse("'return' outside function", from, to);
      break;
    case 'yield':
    case 'yield from':
      if (!flow.inFunction) refuse("'yield' outside function", from, to);
      break;
    case 'break':
      if (!flow.inLoop) refuse("'break' outside loop", from, to);
      return;
    case 'continue':
      if (!flow.inLoop) refuse("'continue' not properly in loop", from, to);
      return;
    case 'name':
    case 'integer':
    case 'float':
    case 'string':
    case 'constant':
      return;
    case 'call':
      checkKeywords(value['arguments'] as readonly Node[]);
      break;
    case 'assign':
      for (const target of value['targets'] as readonly Node[]) checkStars(target, false);
      if (isStarred(value['value']))
        refuse("can't use starred expression here", value['value'].from, value['value'].to);
      break;
    case 'expression':
    case 'augmented':
      if (isStarred(value['value']))
        refuse("can't use starred expression here", value['value'].from, value['value'].to);
      break;
    case 'try':
      checkHandlers(value['handlers'] as readonly Node[]);
      break;
    case 'for':
      checkStars(value['target'] as Node, false);
      walkFlow(value['target'], flow);
      walkFlow(value['iterable'], flow);
      walkFlow(value['body'], { ...flow, inLoop: true });
      walkFlow(value['otherwise'], flow);
      return;
    case 'while':
      walkFlow(value['test'], flow);
      walkFlow(value['body'], { ...flow, inLoop: true });
      walkFlow(value['otherwise'], flow);
      return;
    case 'def':
    case 'lambda':
      walkFlow(value['decorators'], flow);
      for (const parameter of value['parameters'] as Parameters) walkFlow(parameter.defaultValue, flow);
      walkFlow(value['body'], { inFunction: true, inLoop: false });
      return;
    case 'class':
      walkFlow(value['decorators'], flow);
      checkKeywords(value['bases'] as readonly Node[]);
      walkFlow(value['bases'], flow);
      walkFlow(value['body'], { inFunction: false, inLoop: false });
      return;
    default:
  }
  for (const field in value) {
    const child = value[field];
    if (isNode(child)) walkFlow(child, flow);
  }
}

function isStarred(value: unknown): value is Node {
  return isNode(value) && value.kind === 'starred';
}

function checkKeywords(given: readonly Node[]): void {
  const names = new Set<unknown>();
  for (const argument of given) {
    if (argument.kind !== 'keyword') continue;
    if (names.has(argument['name'])) {
      refuse(`keyword argument repeated: ${argument['name']}`, argument.from, argument.to);
    }
    names.add(argument['name']);
  }
}

function checkStars(target: Node, inside: boolean): void {
  if (target.kind === 'starred') {
    if (!inside) refuse('starred assignment target must be in a list or tuple', target.from, target.to);
    checkStars(target['value'] as Node, false);
  } else if (target.kind === 'tuple' || target.kind === 'list') {
    const items = target['items'] as readonly Node[];
    if (items.filter(isStarred).length > 1) {
      refuse('multiple starred expressions in assignment', target.from, target.to);
    }
    for (const item of items) checkStars(item, true);
  }
}

function checkHandlers(handlers: readonly Node[]): void {
  for (const handler of handlers.slice(0, -1)) {
    if (handler['exception'] === undefined) refuse("default 'except:' must be last", handler.from, handler.to);
  }
}

interface Scope {
  readonly kind: 'module' | 'function' | 'class';
  readonly parameters: ReadonlySet<string>;
  /** Names that are assigned to, and names that are only read, so far. */
  readonly assigned: Set<string>;
  readonly used: Set<string>;
  readonly globals: Set<string>;
  readonly nonlocals: Map<string, Place>;
  readonly outer: Scope | undefined;
}

/** Finds `global` and `nonlocal` that come too late or name nothing, and parameters of the same name. */
class NameChecks {
  walkScope(body: unknown, outer: Scope | undefined, parameters: Parameters, kind?: Scope['kind']): void {
    const names = new Set<string>();
    for (const { name, from, to } of parameters) {
      if (names.has(name)) refuse(`duplicate argument '${name}' in function definition`, from, to);
      names.add(name);
    }
    const scope: Scope = {
      kind: kind ?? (outer === undefined ? 'module' : 'function'),
      parameters: names,
      assigned: new Set(),
      used: new Set(),
      globals: new Set(),
      nonlocals: new Map(),
      outer,
    };
    // Functions inside are read after the scope around them, whose names they may mean.
    const inner: (() => void)[] = [];
    this.walk(body, scope, inner);
    for (const [name, place] of scope.nonlocals) {
      if (!this.isBound(name, scope.outer)) refuse(`no binding for nonlocal '${name}' found`, place.from, place.to);
    }
    for (const read of inner) read();
  }

  private isBound(name: string, from: Scope | undefined): boolean {
    for (let scope = from; scope !== undefined && scope.kind !== 'module'; scope = scope.outer) {
      if (scope.kind === 'class') continue;
      if (scope.parameters.has(name) || scope.assigned.has(name) || scope.nonlocals.has(name)) return true;
    }
    return false;
  }

  private walk(value: unknown, scope: Scope, inner: (() => void)[]): void {
    if (!isNode(value)) return;
    if (Array.isArray(value)) {
      for (const item of value) this.walk(item, scope, inner);
      return;
    }
    switch (value.kind) {
      case 'name':
        scope.used.add(value['name'] as string);
        return;
      case 'assign':
        this.walk(value['value'], scope, inner);
        for (const target of value['targets'] as readonly Node[]) this.assign(target, scope, inner);
        return;
      case 'augmented':
      case 'annotated':
        this.walk(value['value'], scope, inner);
        this.assign(value['target'] as Node, scope, inner);
        return;
      case 'for':
        this.walk(value['iterable'], scope, inner);
        this.assign(value['target'] as Node, scope, inner);
        this.walk(value['body'], scope, inner);
        this.walk(value['otherwise'], scope, inner);
        return;
      case 'named':
        this.walk(value['value'], scope, inner);
        scope.assigned.add(value['name'] as string);
        return;
      case 'with':
        for (const item of value['items'] as readonly Node[]) {
          this.walk(item['context'], scope, inner);
          if (item['target'] !== undefined) this.assign(item['target'] as Node, scope, inner);
        }
        this.walk(value['body'], scope, inner);
        return;
      case 'import':
        for (const { name, alias } of value['modules'] as readonly { name: string; alias?: string }[]) {
          scope.assigned.add(alias ?? name.split('.')[0]!);
        }
        return;
      case 'import from':
        if (value['names'] === '*') {
          if (scope.kind !== 'module') refuse('import * only allowed at module level', value.from, value.to);
        } else {
          for (const { name, alias } of value['names'] as readonly { name: string; alias?: string }[]) {
            scope.assigned.add(alias ?? name);
          }
        }
        return;
      case 'def':
      case 'lambda': {
        const parameters = value['parameters'] as Parameters;
        this.walk(value['decorators'], scope, inner);
        for (const { defaultValue } of parameters) this.walk(defaultValue, scope, inner);
        if (value.kind === 'def') scope.assigned.add(value['name'] as string);
        inner.push(() => this.walkScope(value['body'], scope, parameters));
        return;
      }
      case 'class':
        this.walk(value['decorators'], scope, inner);
        this.walk(value['bases'], scope, inner);
        scope.assigned.add(value['name'] as string);
        inner.push(() => this.walkScope(value['body'], scope, [], 'class'));
        return;
      case 'try':
        this.walk(value['body'], scope, inner);
        for (const handler of value['handlers'] as readonly Node[]) {
          this.walk(handler['exception'], scope, inner);
          if (handler['name'] !== undefined) scope.assigned.add(handler['name'] as string);
          this.walk(handler['body'], scope, inner);
        }
        this.walk(value['otherwise'], scope, inner);
        this.walk(value['finally'], scope, inner);
        return;
      case 'global':
      case 'nonlocal':
        this.declare(value, value.kind, value['names'] as readonly string[], scope);
        return;
      default:
        for (const field in value) {
          const child = value[field];
          if (isNode(child)) this.walk(child, scope, inner);
        }
    }
  }

  private assign(target: Node, scope: Scope, inner: (() => void)[]): void {
    if (target.kind === 'name') scope.assigned.add(target['name'] as string);
    else if (target.kind === 'starred') this.assign(target['value'] as Node, scope, inner);
    else if (target.kind === 'tuple' || target.kind === 'list') {
      for (const item of target['items'] as readonly Node[]) this.assign(item, scope, inner);
    } else this.walk(target, scope, inner);
  }

  private declare(place: Place, kind: 'global' | 'nonlocal', names: readonly string[], scope: Scope): void {
    const { from, to } = place;
    if (kind === 'nonlocal' && scope.kind === 'module') {
      refuse('nonlocal declaration not allowed at module level', from, to);
    }
    for (const name of names) {
      if (scope.parameters.has(name)) refuse(`name '${name}' is parameter and ${kind}`, from, to);
      if (scope.assigned.has(name)) refuse(`name '${name}' is assigned to before ${kind} declaration`, from, to);
      if (scope.used.has(name)) refuse(`name '${name}' is used prior to ${kind} declaration`, from, to);
      if (kind === 'global' ? scope.nonlocals.has(name) : scope.globals.has(name)) {
        refuse(`name '${name}' is nonlocal and global`, from, to);
      }
      if (kind === 'global') scope.globals.add(name);
      else scope.nonlocals.set(name, { from, to });
    }
  }
}
