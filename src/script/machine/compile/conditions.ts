/* Comparisons, and jumps on conditions. */
import type { Expression, Place } from '../../syntax/tree.ts';
import type { Jump } from '../assembler.ts';
import * as op from '../opcodes.ts';
import type { Unit } from './unit.ts';

export function compileComparison(unit: Unit, e: Expression & { kind: 'comparison' }): void {
  const { code } = unit;
  unit.expression(e.first);
  const jumps: Jump[] = [];
  for (const [index, operand] of e.rest.entries()) {
    unit.expression(operand);
    const isLast = index === e.rest.length - 1;
    if (!isLast) {
      code.emit(op.DUP, 0, e);
      code.emit(op.ROT3, 0, e);
    }
    emitComparison(unit, e.operators[index] as (typeof e.operators)[number], e);
    if (!isLast) jumps.push(code.jump(op.JUMP_IF_FALSE_OR_POP, e));
  }
  if (jumps.length === 0) return;
  const end = code.jump(op.JUMP, e);
  for (const jump of jumps) code.land(jump);
  code.emit(op.ROT2, 0, e);
  code.emit(op.POP, 0, e);
  code.land(end);
}

function emitComparison(
  unit: Unit,
  operator: (Expression & { kind: 'comparison' })['operators'][number],
  place: Place,
): void {
  const { code } = unit;
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

/** Jumps that are taken when the expression is false. */
export function jumpUnless(unit: Unit, e: Expression): Jump[] {
  if (e.kind === 'unary' && e.operator === 'not') return jumpIf(unit, e.operand);
  if (e.kind === 'boolean' && e.operator === 'and') return e.operands.flatMap((operand) => jumpUnless(unit, operand));
  unit.expression(e);
  return [unit.code.jump(op.POP_JUMP_IF_FALSE, e)];
}

/** Jumps that are taken when the expression is true. */
export function jumpIf(unit: Unit, e: Expression): Jump[] {
  if (e.kind === 'unary' && e.operator === 'not') return jumpUnless(unit, e.operand);
  if (e.kind === 'boolean' && e.operator === 'or') return e.operands.flatMap((operand) => jumpIf(unit, operand));
  unit.expression(e);
  return [unit.code.jump(op.POP_JUMP_IF_TRUE, e)];
}
