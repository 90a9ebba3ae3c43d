/* The names that a statement of a script reads, and those that it assigns. */
import { type Expression, isNode, type Module, type Statement } from '../../script/syntax/tree.ts';

export interface Flow {
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
}

/** Methods that put a new value into a list. */
const listMethods: ReadonlySet<string> = new Set(['append', 'extend', 'insert']);

/** The names of a statement, those of its blocks among them. */
export function flowOf(statement: Statement): Flow {
  const reads = new Set<string>();
  const writes = new Set<string>();
  visit(statement, reads, writes);
  return { reads, writes };
}

function visit(node: unknown, reads: Set<string>, writes: Set<string>): void {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, reads, writes);
    return;
  }
  if (!isNode(node)) return;
  const { kind } = node;
  if (kind === 'name') reads.add(String(node['name']));
  else if (kind === 'assign') {
    for (const target of node['targets'] as readonly Expression[]) write(target, reads, writes);
    visit(node['value'], reads, writes);
  } else if (kind === 'augmented') {
    const target = node['target'] as Expression;
    visit(target, reads, writes);
    write(target, reads, writes);
    visit(node['value'], reads, writes);
  } else if (kind === 'comprehension') {
    const inner = { reads: new Set<string>(), writes: new Set<string>() };
    visit([node['item'], node['value']], inner.reads, inner.writes);
    for (const clause of node['clauses'] as readonly { target: Expression; iterable: unknown; conditions: unknown }[]) {
      write(clause.target, inner.reads, inner.writes);
      visit([clause.iterable, clause.conditions], inner.reads, inner.writes);
    }
    for (const name of inner.reads) if (!inner.writes.has(name)) reads.add(name);
  } else if (kind === 'annotated' || kind === 'for') {
    for (const [field, value] of Object.entries(node)) {
      if (field === 'target') write(value as Expression, reads, writes);
      else visit(value, reads, writes);
    }
  } else if (kind === 'named') {
    writes.add(String(node['name']));
    visit(node['value'], reads, writes);
  } else if (kind === 'def' || kind === 'class') {
    writes.add(String(node['name']));
    const inner = { reads: new Set<string>(), writes: new Set<string>() };
    visit(node['body'], inner.reads, inner.writes);
    for (const parameter of (node['parameters'] ?? []) as readonly { name: string }[]) inner.writes.add(parameter.name);
    for (const name of inner.reads) if (!inner.writes.has(name)) reads.add(name);
  } else if (kind === 'lambda') {
    const inner = new Set<string>();
    visit(node['body'], inner, writes);
    for (const { name } of node['parameters'] as readonly { name: string }[]) inner.delete(name);
    for (const name of inner) reads.add(name);
  } else if (kind === 'import' || kind === 'import from') {
    const names = node['names'] ?? node['modules'];
    if (Array.isArray(names)) {
      for (const { name, alias } of names as { name: string; alias?: string }[]) {
        writes.add(alias ?? (name.split('.')[0] as string));
      }
    }
  } else {
    for (const value of Object.values(node)) visit(value, reads, writes);
    // A method with `out=` or in place is a write, too: `np.add(a, b, out=c)`, `layers.append(l1)`.
    if (kind === 'call') {
      const callee = node['callee'] as Expression;
      if (callee.kind === 'attribute' && listMethods.has(callee.name)) write(callee.object, reads, writes);
      for (const argument of node['arguments'] as readonly { name?: string; value: Expression }[]) {
        if (argument.name === 'out') write(argument.value, reads, writes);
      }
    }
  }
}

/** The names that an assignment to a target changes: `a[0]` and `a.T` change `a`. */
function write(target: Expression, reads: Set<string>, writes: Set<string>): void {
  switch (target.kind) {
    case 'name':
      writes.add(target.name);
      return;
    case 'tuple':
    case 'list':
      for (const item of target.items) write(item, reads, writes);
      return;
    case 'starred':
      write(target.value, reads, writes);
      return;
    case 'subscript':
      visit(target, reads, writes);
      write(target.object, reads, writes);
      return;
    case 'attribute':
      visit(target, reads, writes);
      write(target.object, reads, writes);
      return;
    default:
      visit(target, reads, writes);
  }
}

/** The names that a text reads before it assigns them, in their order, without the names of Python itself. */
export function freeNames({ body }: Pick<Module, 'body'>): ReadonlySet<string> {
  const known = new Set<string>();
  const free = new Set<string>();
  for (const statement of body) {
    const { reads, writes } = flowOf(statement);
    const own = statement.kind === 'for' ? writes : new Set<string>();
    for (const name of reads) if (!known.has(name) && !own.has(name)) free.add(name);
    for (const name of writes) known.add(name);
  }
  return free;
}

/** All loops of a text, the outer ones before those inside of them. */
export function loopsOf(body: readonly Statement[]): readonly Loop[] {
  return body.flatMap((statement): readonly Loop[] => {
    switch (statement.kind) {
      case 'for':
      case 'while':
        return [statement, ...loopsOf(statement.body)];
      case 'if':
        return loopsOf([...statement.body, ...statement.otherwise]);
      case 'def':
      case 'class':
      case 'with':
        return loopsOf(statement.body);
      case 'try':
        return loopsOf([...statement.body, ...statement.otherwise, ...statement.finally]);
      default:
        return [];
    }
  });
}

export type Loop = Statement & { readonly kind: 'for' | 'while' };

/** The statements of a block by their places, those of inner blocks among them. */
export function statementsByPlace(body: readonly Statement[]): ReadonlyMap<number, Statement> {
  const found = new Map<number, Statement>();
  const add = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) add(each);
    else if (isNode(node)) {
      for (const field of ['body', 'otherwise', 'finally', 'handlers']) add(node[field]);
      if (!found.has(node.from)) found.set(node.from, node as unknown as Statement);
    }
  };
  for (const statement of body) {
    if (!found.has(statement.from)) found.set(statement.from, statement);
    add(statement);
  }
  return found;
}

/** The statement without its blocks, whose statements run for themselves. */
export function headOf(statement: Statement): Statement {
  switch (statement.kind) {
    case 'for':
    case 'while':
    case 'if':
      return { ...statement, body: [], otherwise: [] };
    case 'with':
      return { ...statement, body: [] };
    case 'try':
      return { ...statement, body: [], handlers: [], otherwise: [], finally: [] };
    default:
      return statement;
  }
}

/** The first statement of a block at which a run stops: `try` itself does nothing. */
export function firstOf(body: readonly Statement[]): Statement | undefined {
  const [first] = body;
  return first?.kind === 'try' ? firstOf(first.body) : first;
}

/** The number of calls of a function by its name. */
export function callsOf(module: Module, name: string): number {
  let count = 0;
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (!isNode(node) || Array.isArray(node)) return;
    const own = node as unknown as Expression;
    if (own.kind === 'call' && calleeOf(own) === name) count++;
    for (const value of Object.values(node)) if (typeof value === 'object') visit(value);
  };
  visit(module.body);
  return count;
}

function calleeOf({ callee }: Expression & { kind: 'call' }): string | undefined {
  return callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : undefined;
}
