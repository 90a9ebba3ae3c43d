/* Functions, classes and comprehensions: each has a code object of its own. */
import type { ComprehensionClause, Expression, Parameters, Place, Statement } from '../../syntax/tree.ts';
import { Assembler } from '../assembler.ts';
import type { Code } from '../code.ts';
import * as op from '../opcodes.ts';
import { mangle, type Scope, type ScopeNode } from '../scopes.ts';
import { Tuple } from '../values.ts';
import { jumpUnless } from './conditions.ts';
import { assign } from './targets.ts';
import { Unit } from './unit.ts';

export function compileFunction(
  unit: Unit,
  node: ScopeNode & Place,
  name: string,
  parameters: Parameters,
  body: readonly Statement[] | Expression,
): void {
  const scope = unit.shared.scopes.get(node) as Scope;
  const ordered = [
    ...parameters.filter(({ kind }) => kind === 'positional only' || kind === 'positional'),
    ...parameters.filter(({ kind }) => kind === 'keyword only'),
    ...parameters.filter(({ kind }) => kind === 'star' || kind === 'double star'),
  ];
  // Positional parameters, keyword only ones and the two stars have the first slots, in this order.
  scope.parameters.splice(0, ordered.length, ...ordered.map((p) => mangle(p.name, scope.className)));
  const inner = new Unit(unit.shared, new Assembler(name, unit.pathOf(name), scope));
  let code: Code;
  if (isExpression(body)) {
    inner.expression(body);
    inner.code.emit(op.RETURN, 0, body);
    code = inner.end('function', { from: body.to, to: body.to }, null, parameters);
  } else {
    inner.block(body);
    code = inner.end('function', { from: node.to, to: node.to }, docstringOf(body), parameters);
  }
  makeFunction(unit, code, parameters, node);
}

/** Emits a function: its defaults, cells and code. */
function makeFunction(unit: Unit, made: Code, parameters: Parameters, place: Place): void {
  const { code } = unit;
  const defaults = parameters.flatMap((p) => (p.kind.startsWith('positional') ? (p.defaultValue ?? []) : []));
  for (const value of defaults) unit.expression(value);
  code.emit(op.BUILD_TUPLE, defaults.length, place);
  let keywords = 0;
  for (const { kind, name, defaultValue } of parameters) {
    if (kind !== 'keyword only' || defaultValue === undefined) continue;
    unit.constant(unit.mangle(name), place);
    unit.expression(defaultValue);
    keywords += 2;
  }
  code.emit(op.BUILD_LIST, keywords, place);
  const free = made.slots.slice(made.firstFree);
  for (const name of free) code.emit(op.LOAD_CELL, code.slot(name), place);
  unit.constant(made, place);
  code.emit(op.MAKE_FUNCTION, free.length, place);
}

export function compileClass(unit: Unit, s: Statement & { kind: 'class' }): void {
  const { code } = unit;
  unit.line({ from: s.decorators[0]?.from ?? s.from, to: s.body[0]?.from ?? s.to });
  for (const decorator of s.decorators) unit.expression(decorator);
  const scope = unit.shared.scopes.get(s) as Scope;
  const inner = new Unit(unit.shared, new Assembler(s.name, unit.pathOf(s.name), scope));
  inner.block(s.body);
  const body = inner.end('class', { from: s.to, to: s.to }, docstringOf(s.body));
  makeFunction(unit, body, [], s);
  let count = 0;
  for (const base of s.bases) {
    if (base.kind !== 'positional') continue;
    unit.expression(base.value);
    count++;
  }
  const names: string[] = [];
  for (const { kind, name, value } of s.bases) {
    if (kind !== 'keyword') continue;
    unit.expression(value);
    names.push(name as string);
  }
  const named = names.length === 0 ? 0 : (code.constant(new Tuple(names)) + 1) << 8;
  code.emit(op.BUILD_CLASS, count + named, s);
  for (const decorator of s.decorators) code.emit(op.CALL, 1, decorator);
  unit.store(s.name, s);
}

export function compileComprehension(unit: Unit, e: Expression & { kind: 'comprehension' }): void {
  const { code } = unit;
  const scope = unit.shared.scopes.get(e);
  const [first] = e.clauses as [ComprehensionClause];
  if (scope === undefined) {
    code.emit(op.BUILD_LIST, 0, e);
    compileClauses(unit, e, 0, 0);
    return;
  }
  const name = { list: '<listcomp>', set: '<setcomp>', dict: '<dictcomp>', generator: '<genexpr>' }[e.makes];
  const inner = new Unit(unit.shared, new Assembler(name, unit.pathOf(name), scope));
  if (e.makes === 'list') inner.code.emit(op.BUILD_LIST, 0, e);
  else if (e.makes === 'set') inner.code.emit(op.BUILD_SET, 0, e);
  else if (e.makes === 'dict') inner.code.emit(op.BUILD_DICT, 0, e);
  compileClauses(inner, e, 0, 0);
  if (e.makes !== 'generator') inner.code.emit(op.RETURN, 0, e);
  makeFunction(unit, inner.end('function', e, null, [], ['.0']), [], e);
  unit.expression(first.iterable);
  code.emit(op.GET_ITER, 0, first.iterable);
  code.emit(op.CALL, 1, e);
}

/** The `for` and `if` clauses from `index` on, inside of `iterators` loops; the innermost adds the item. */
function compileClauses(unit: Unit, e: Expression & { kind: 'comprehension' }, index: number, iterators: number): void {
  const { code } = unit;
  const clause = e.clauses[index];
  if (clause === undefined) {
    unit.expression(e.item);
    if (e.value !== undefined) unit.expression(e.value);
    if (e.makes === 'list') code.emit(op.LIST_APPEND, iterators + 1, e.item);
    else if (e.makes === 'set') code.emit(op.SET_ADD, iterators + 1, e.item);
    else if (e.makes === 'dict') code.emit(op.DICT_SET, iterators + 2, e.item);
    else {
      code.emit(op.YIELD, 0, e.item);
      code.emit(op.POP, 0, e.item);
    }
    return;
  }
  if (index === 0 && unit.shared.scopes.has(e)) code.emit(op.LOAD_FAST, code.slot('.0'), clause.iterable);
  else {
    unit.expression(clause.iterable);
    code.emit(op.GET_ITER, 0, clause.iterable);
  }
  const start = code.here;
  const end = code.jump(op.FOR_ITER, clause.iterable);
  assign(unit, clause.target);
  const skips = clause.conditions.flatMap((condition) => jumpUnless(unit, condition));
  compileClauses(unit, e, index + 1, iterators + 1);
  for (const jump of skips) code.land(jump);
  code.emit(op.JUMP_BACK, start, e);
  code.land(end);
}

/** The text at the beginning of a body. */
export function docstringOf(body: readonly Statement[]): string | null {
  const [first] = body;
  return first?.kind === 'expression' && first.value.kind === 'string' ? first.value.value : null;
}

function isExpression(body: readonly Statement[] | Expression): body is Expression {
  return 'kind' in body;
}
