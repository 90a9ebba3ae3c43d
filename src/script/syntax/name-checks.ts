/* The faults of names: `global` and `nonlocal` that come too late or name nothing, and parameters of the same name. */
import { refuse } from './fault.ts';
import { isNode, type Module, type Node, type Parameters, type Place } from './tree.ts';

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

export function checkNames(module: Module): void {
  walkScope(module.body, undefined, []);
}

function walkScope(body: unknown, outer: Scope | undefined, parameters: Parameters, kind?: Scope['kind']): void {
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
  walk(body, scope, inner);
  for (const [name, place] of scope.nonlocals) {
    if (!isBound(name, scope.outer)) refuse(`no binding for nonlocal '${name}' found`, place.from, place.to);
  }
  for (const read of inner) read();
}

function isBound(name: string, from: Scope | undefined): boolean {
  for (let scope = from; scope !== undefined && scope.kind !== 'module'; scope = scope.outer) {
    if (scope.kind === 'class') continue;
    if (scope.parameters.has(name) || scope.assigned.has(name) || scope.nonlocals.has(name)) return true;
  }
  return false;
}

function walk(value: unknown, scope: Scope, inner: (() => void)[]): void {
  if (!isNode(value)) return;
  if (Array.isArray(value)) {
    for (const item of value) walk(item, scope, inner);
    return;
  }
  switch (value.kind) {
    case 'name':
      scope.used.add(value['name'] as string);
      return;
    case 'assign':
      walk(value['value'], scope, inner);
      for (const target of value['targets'] as readonly Node[]) assign(target, scope, inner);
      return;
    case 'augmented':
    case 'annotated':
      walk(value['value'], scope, inner);
      assign(value['target'] as Node, scope, inner);
      return;
    case 'for':
      walk(value['iterable'], scope, inner);
      assign(value['target'] as Node, scope, inner);
      walk(value['body'], scope, inner);
      walk(value['otherwise'], scope, inner);
      return;
    case 'named':
      walk(value['value'], scope, inner);
      scope.assigned.add(value['name'] as string);
      return;
    case 'with':
      for (const item of value['items'] as readonly Node[]) {
        walk(item['context'], scope, inner);
        if (item['target'] !== undefined) assign(item['target'] as Node, scope, inner);
      }
      walk(value['body'], scope, inner);
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
      walk(value['decorators'], scope, inner);
      for (const { defaultValue } of parameters) walk(defaultValue, scope, inner);
      if (value.kind === 'def') scope.assigned.add(value['name'] as string);
      inner.push(() => walkScope(value['body'], scope, parameters));
      return;
    }
    case 'class':
      walk(value['decorators'], scope, inner);
      walk(value['bases'], scope, inner);
      scope.assigned.add(value['name'] as string);
      inner.push(() => walkScope(value['body'], scope, [], 'class'));
      return;
    case 'try':
      walk(value['body'], scope, inner);
      for (const handler of value['handlers'] as readonly Node[]) {
        walk(handler['exception'], scope, inner);
        if (handler['name'] !== undefined) scope.assigned.add(handler['name'] as string);
        walk(handler['body'], scope, inner);
      }
      walk(value['otherwise'], scope, inner);
      walk(value['finally'], scope, inner);
      return;
    case 'global':
    case 'nonlocal':
      declare(value, value.kind, value['names'] as readonly string[], scope);
      return;
    default:
      for (const field in value) {
        const child = value[field];
        if (isNode(child)) walk(child, scope, inner);
      }
  }
}

function assign(target: Node, scope: Scope, inner: (() => void)[]): void {
  if (target.kind === 'name') scope.assigned.add(target['name'] as string);
  else if (target.kind === 'starred') assign(target['value'] as Node, scope, inner);
  else if (target.kind === 'tuple' || target.kind === 'list') {
    for (const item of target['items'] as readonly Node[]) assign(item, scope, inner);
  } else walk(target, scope, inner);
}

function declare(place: Place, kind: 'global' | 'nonlocal', names: readonly string[], scope: Scope): void {
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
