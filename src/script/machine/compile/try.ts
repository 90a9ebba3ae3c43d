/* `try` and `with`. The code of `finally` is repeated at each way out of its `try`. */
import type { Expression, Handler, Statement } from '../../syntax/tree.ts';
import type { Jump } from '../assembler.ts';
import * as op from '../opcodes.ts';
import { forget, handleFrom, inBlock } from './blocks.ts';
import { assign } from './targets.ts';
import type { Hole, Unit } from './unit.ts';

export function compileTryFinally(unit: Unit, s: Statement & { kind: 'try' }): void {
  const { code } = unit;
  const start = code.here;
  const holes = inBlock(unit, { kind: 'finally', body: s.finally }, 0, () => {
    if (s.handlers.length > 0) compileTryExcept(unit, s);
    else unit.block(s.body);
  });
  const end = code.here;
  unit.block(s.finally);
  const done = code.jump(op.JUMP, s);
  handleFrom(unit, start, end, holes, unit.depth);
  const place = { from: s.to, to: s.to };
  code.emit(op.PUSH_HANDLED, 0, place);
  const handlerStart = code.here;
  const handler = { kind: 'handler', name: undefined, place } as const;
  const handlerHoles = inBlock(unit, handler, 2, () => unit.block(s.finally));
  const handlerEnd = code.here;
  code.emit(op.RERAISE, 0, place);
  handleFrom(unit, handlerStart, handlerEnd, handlerHoles, unit.depth + 2);
  code.emit(op.RERAISE_NEW, 0, place);
  code.land(done);
}

export function compileTryExcept(unit: Unit, s: Statement & { kind: 'try' }): void {
  const { code } = unit;
  const start = code.here;
  const holes = inBlock(unit, { kind: 'try', catchesImports: s.handlers.some(catchesImports) }, 0, () =>
    unit.block(s.body),
  );
  const end = code.here;
  const toElse = code.jump(op.JUMP, s);
  handleFrom(unit, start, end, holes, unit.depth);
  const ends: Jump[] = [];
  code.emit(op.PUSH_HANDLED, 0, s);
  const handlerStart = code.here;
  const handlerHoles = s.handlers.flatMap((handler) => compileHandler(unit, handler, ends));
  const handlerEnd = code.here;
  const place = { from: s.to, to: s.to };
  code.emit(op.RERAISE, 0, place);
  handleFrom(unit, handlerStart, handlerEnd, handlerHoles, unit.depth + 2);
  code.emit(op.RERAISE_NEW, 0, place);
  code.land(toElse);
  unit.block(s.otherwise);
  for (const jump of ends) code.land(jump);
}

function compileHandler(unit: Unit, handler: Handler, ends: Jump[]): Hole[] {
  const { code } = unit;
  const place = { from: handler.from, to: handler.exception?.to ?? handler.from + 'except'.length };
  unit.line(place);
  let next: Jump | undefined;
  if (handler.exception !== undefined) {
    unit.expression(handler.exception);
    next = code.jump(op.MATCH, place);
  }
  if (handler.name !== undefined) {
    code.emit(op.DUP, 0, place);
    unit.store(handler.name, place);
  }
  const block = { kind: 'handler', name: handler.name, place } as const;
  const holes = inBlock(unit, block, 2, () => unit.block(handler.body));
  const end: Hole = [code.here, code.here];
  code.emit(op.POP_HANDLED, 0, place);
  if (handler.name !== undefined) forget(unit, handler.name, place);
  ends.push(code.jump(op.JUMP, place));
  end[1] = code.here;
  if (next !== undefined) code.land(next);
  return [...holes, end];
}

export function compileWith(unit: Unit, s: Statement & { kind: 'with' }, index: number): void {
  const { code } = unit;
  const item = s.items[index];
  if (item === undefined) {
    unit.block(s.body);
    return;
  }
  const place = item.context;
  unit.expression(item.context);
  code.emit(op.DUP, 0, place);
  code.emit(op.LOAD_SPECIAL, code.nameIndex('__exit__'), place);
  code.emit(op.ROT2, 0, place);
  code.emit(op.LOAD_SPECIAL, code.nameIndex('__enter__'), place);
  code.emit(op.CALL, 0, place);
  const start = code.here;
  const holes = inBlock(unit, { kind: 'with', place }, 1, () => {
    if (item.target === undefined) code.emit(op.POP, 0, place);
    else assign(unit, item.target);
    compileWith(unit, s, index + 1);
  });
  const end = code.here;
  for (let i = 0; i < 3; i++) unit.constant(null, place);
  code.emit(op.CALL, 3, place);
  code.emit(op.POP, 0, place);
  const done = code.jump(op.JUMP, place);
  handleFrom(unit, start, end, holes, unit.depth + 1);
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
  code.handle(handlerStart, handlerEnd, code.here, unit.depth + 3);
  code.emit(op.RERAISE_NEW, 0, place);
  code.land(over);
  code.land(done);
}

/** True when a handler catches ImportError, by the name of the exception. */
function catchesImports({ exception }: Handler): boolean {
  const isWide = (e: Expression): boolean =>
    e.kind === 'tuple'
      ? e.items.some(isWide)
      : e.kind !== 'name' || ['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException'].includes(e.name);
  return exception === undefined || isWide(exception);
}
