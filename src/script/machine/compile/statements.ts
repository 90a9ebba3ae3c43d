/* Statements, one by one; those with blocks that are left in the middle are in `try.ts`. */
import type { Place, Statement } from '../../syntax/tree.ts';
import type { Jump } from '../assembler.ts';
import * as op from '../opcodes.ts';
import { Tuple } from '../values.ts';
import { inBlock, leave } from './blocks.ts';
import { jumpIf, jumpUnless } from './conditions.ts';
import { compileClass, compileFunction } from './functions.ts';
import { assign, assignInPlace, compileDelete } from './targets.ts';
import { compileTryExcept, compileTryFinally, compileWith } from './try.ts';
import type { Block, Unit } from './unit.ts';

export function compileStatement(unit: Unit, s: Statement): void {
  const { code } = unit;
  switch (s.kind) {
    case 'expression':
      // A text by itself is a comment: Python does not run it either.
      if (s.value.kind === 'string') return;
      unit.line(s);
      unit.expression(s.value);
      code.emit(op.POP, 0, s);
      return;
    case 'assign':
      unit.line(s);
      unit.expression(s.value);
      for (const [index, target] of s.targets.entries()) {
        if (index < s.targets.length - 1) code.emit(op.DUP, 0, s);
        assign(unit, target);
      }
      return;
    case 'augmented':
      unit.line(s);
      assignInPlace(unit, s);
      return;
    case 'annotated':
      if (unit.scope.kind === 'class' && s.target.kind === 'name') {
        const { from, to } = s.annotation;
        unit.annotations.push([unit.mangle(s.target.name), unit.shared.source.text.slice(from, to)]);
      }
      if (s.value === undefined) return;
      unit.line(s);
      unit.expression(s.value);
      assign(unit, s.target);
      return;
    case 'if': {
      unit.line(head(s, s.test));
      const otherwise = jumpUnless(unit, s.test);
      unit.block(s.body);
      if (s.otherwise.length === 0) {
        for (const jump of otherwise) code.land(jump);
        return;
      }
      const end = code.jump(op.JUMP, s);
      for (const jump of otherwise) code.land(jump);
      unit.block(s.otherwise);
      code.land(end);
      return;
    }
    case 'while':
      compileWhile(unit, s);
      return;
    case 'for':
      compileFor(unit, s);
      return;
    case 'def':
      unit.line({ from: s.decorators[0]?.from ?? s.from, to: s.body[0]?.from ?? s.to });
      for (const decorator of s.decorators) unit.expression(decorator);
      compileFunction(unit, s, s.name, s.parameters, s.body);
      for (const decorator of s.decorators) code.emit(op.CALL, 1, decorator);
      unit.store(s.name, s);
      return;
    case 'class':
      compileClass(unit, s);
      return;
    case 'return':
      unit.line(s);
      if (s.value === undefined) unit.constant(null, s);
      else unit.expression(s.value);
      leave(unit, 0, true);
      code.emit(op.RETURN, 0, s);
      return;
    case 'pass':
      unit.line(s);
      return;
    case 'break':
    case 'continue': {
      unit.line(s);
      const index = unit.blocks.findLastIndex(({ kind }) => kind === 'loop');
      const loop = unit.blocks[index] as Block & { kind: 'loop' };
      leave(unit, index + 1, false);
      if (s.kind === 'continue') code.emit(op.JUMP_BACK, loop.start, s);
      else {
        if (loop.hasIterator) code.emit(op.DROP_ITERATOR, 0, s);
        loop.breaks.push(code.jump(op.JUMP, s));
      }
      return;
    }
    case 'import':
      unit.line(s);
      for (const { name, alias, from, to } of s.modules) {
        const place = { from, to };
        code.emit(op.IMPORT, importName(unit, name, alias === undefined), place);
        unit.store(alias ?? (name.split('.')[0] as string), place);
      }
      return;
    case 'import from':
      unit.line(s);
      if (s.module === '__future__') return;
      code.emit(op.IMPORT, importName(unit, s.module, false), s);
      if (s.names === '*') {
        code.emit(op.IMPORT_STAR, 0, s);
        return;
      }
      for (const { name, alias, from, to } of s.names) {
        const place = { from, to };
        code.emit(op.IMPORT_FROM, 2 * code.nameIndex(name) + (unit.isImportCaught ? 1 : 0), place);
        unit.store(alias ?? name, place);
      }
      code.emit(op.POP, 0, s);
      return;
    case 'global':
    case 'nonlocal':
      return;
    case 'delete':
      unit.line(s);
      for (const target of s.targets) compileDelete(unit, target);
      return;
    case 'assert': {
      unit.line(s);
      const end = jumpIf(unit, s.test);
      code.emit(op.LOAD_GLOBAL, unit.shared.globals.slot('AssertionError'), s);
      if (s.message !== undefined) {
        unit.expression(s.message);
        code.emit(op.CALL, 1, s);
      }
      code.emit(op.RAISE, 1, s);
      for (const jump of end) code.land(jump);
      return;
    }
    case 'raise':
      unit.line(s);
      if (s.exception !== undefined) unit.expression(s.exception);
      if (s.cause !== undefined) unit.expression(s.cause);
      code.emit(op.RAISE, s.exception === undefined ? 0 : s.cause === undefined ? 1 : 2, s);
      return;
    case 'try':
      if (s.finally.length > 0) compileTryFinally(unit, s);
      else compileTryExcept(unit, s);
      return;
    case 'with':
      unit.line(head(s, s.items.at(-1)?.target ?? s.items.at(-1)?.context ?? s));
      compileWith(unit, s, 0);
      return;
    case 'print': {
      unit.line(s);
      if (s.destination !== undefined) unit.expression(s.destination);
      for (const value of s.values) unit.expression(value);
      const flags = (s.newline ? 1 : 0) + (s.destination === undefined ? 0 : 2);
      code.emit(op.PRINT, flags + (s.values.length << 2), s);
      return;
    }
    default:
      s satisfies never;
  }
}

/** The constants of IMPORT: the path, true when the root of the path is wanted, true when the script catches its error. */
function importName(unit: Unit, name: string, root: boolean): number {
  return unit.code.constant(new Tuple([name, root, unit.isImportCaught]));
}

function compileWhile(unit: Unit, s: Statement & { kind: 'while' }): void {
  const { code } = unit;
  const start = code.here;
  unit.line(head(s, s.test));
  const isEndless =
    (s.test.kind === 'constant' && s.test.value === true) || (s.test.kind === 'integer' && s.test.value !== 0);
  const ends = isEndless ? [] : jumpUnless(unit, s.test);
  const loop = { kind: 'loop', hasIterator: false, start, breaks: [] as Jump[] } as const;
  inBlock(unit, loop, 0, () => unit.block(s.body));
  code.emit(op.JUMP_BACK, start, s);
  for (const jump of ends) code.land(jump);
  unit.block(s.otherwise);
  for (const jump of loop.breaks) code.land(jump);
}

function compileFor(unit: Unit, s: Statement & { kind: 'for' }): void {
  const { code } = unit;
  const place = head(s, s.iterable);
  unit.line(place);
  unit.expression(s.iterable);
  code.emit(op.GET_ITER, 0, s.iterable);
  const first = code.jump(op.FOR_ITER, s.iterable);
  const skip = code.jump(op.JUMP, place);
  // Each later item is an executed line, too.
  const start = code.here;
  unit.line(place);
  const next = code.jump(op.FOR_ITER, s.iterable);
  code.land(skip);
  assign(unit, s.target);
  const loop = { kind: 'loop', hasIterator: true, start, breaks: [] as Jump[] } as const;
  inBlock(unit, loop, 1, () => unit.block(s.body));
  code.emit(op.JUMP_BACK, start, s);
  code.land(first);
  code.land(next);
  unit.block(s.otherwise);
  for (const jump of loop.breaks) code.land(jump);
}

/** The place of the head of a compound statement. */
function head(statement: Place, last: Place): Place {
  return { from: statement.from, to: Math.max(last.to, statement.from) };
}
