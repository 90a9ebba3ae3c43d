/* Expressions. Each leaves its value on the stack. */
import { Bytes } from '../../library/bytes.ts';
import type { Argument, Expression, Place } from '../../syntax/tree.ts';
import type { Jump } from '../assembler.ts';
import * as op from '../opcodes.ts';
import { ELLIPSIS, Float, Tuple } from '../values.ts';
import { compileComparison, jumpUnless } from './conditions.ts';
import { compileDict, compileDisplay, compileFormatted } from './displays.ts';
import { compileComprehension, compileFunction } from './functions.ts';
import type { Unit } from './unit.ts';

export function compileExpression(unit: Unit, e: Expression): void {
  const { code } = unit;
  switch (e.kind) {
    case 'integer':
      if (Number.isSafeInteger(e.value)) unit.constant(e.value, e);
      else tooLarge(unit, e);
      return;
    case 'string':
      unit.constant(e.value, e);
      return;
    case 'bytes':
      unit.constant(new Bytes(e.value), e);
      return;
    case 'float':
      unit.constant(new Float(e.value), e);
      return;
    case 'constant':
      unit.constant(e.value === 'ellipsis' ? ELLIPSIS : e.value, e);
      return;
    case 'formatted':
      compileFormatted(unit, e.parts, e);
      return;
    case 'name':
      unit.load(e.name, e);
      return;
    case 'tuple':
    case 'list':
    case 'set':
      compileDisplay(unit, e);
      return;
    case 'dict':
      compileDict(unit, e);
      return;
    case 'comprehension':
      compileComprehension(unit, e);
      return;
    case 'unary':
      compileUnary(unit, e);
      return;
    case 'binary':
      compileBinary(unit, e);
      return;
    case 'boolean': {
      const jumps: Jump[] = [];
      for (const [index, operand] of e.operands.entries()) {
        unit.expression(operand);
        if (index < e.operands.length - 1) {
          jumps.push(code.jump(e.operator === 'and' ? op.JUMP_IF_FALSE_OR_POP : op.JUMP_IF_TRUE_OR_POP, operand));
        }
      }
      for (const jump of jumps) code.land(jump);
      return;
    }
    case 'comparison':
      compileComparison(unit, e);
      return;
    case 'conditional': {
      const otherwise = jumpUnless(unit, e.test);
      unit.expression(e.whenTrue);
      const end = code.jump(op.JUMP, e);
      for (const jump of otherwise) code.land(jump);
      unit.expression(e.whenFalse);
      code.land(end);
      return;
    }
    case 'lambda':
      compileFunction(unit, e, '<lambda>', e.parameters, e.body);
      return;
    case 'call':
      compileCall(unit, e);
      return;
    case 'attribute':
      unit.expression(e.object);
      code.emit(op.LOAD_ATTR, code.nameIndex(unit.mangle(e.name)), e);
      return;
    case 'subscript':
      unit.expression(e.object);
      unit.expression(e.index);
      code.emit(op.GET_ITEM, 0, e);
      return;
    case 'slice':
      for (const part of [e.start, e.stop, e.step]) {
        if (part === undefined) unit.constant(null, e);
        else unit.expression(part);
      }
      code.emit(op.BUILD_SLICE, 3, e);
      return;
    case 'starred':
      throw new Error('a star outside of a display or call');
    case 'named':
      unit.expression(e.value);
      code.emit(op.DUP, 0, e);
      unit.store(e.name, e);
      return;
    case 'yield':
      if (e.value === undefined) unit.constant(null, e);
      else unit.expression(e.value);
      code.emit(op.YIELD, 0, e);
      return;
    case 'yield from': {
      unit.expression(e.value);
      code.emit(op.GET_ITER, 0, e);
      unit.constant(null, e);
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

function compileUnary(unit: Unit, e: Expression & { kind: 'unary' }): void {
  const { operand, operator } = e;
  // A negative number is one constant.
  if (operator === '-' && operand.kind === 'integer' && operand.value !== 0) unit.constant(-operand.value, e);
  else if (operator === '-' && operand.kind === 'float') unit.constant(new Float(-operand.value), e);
  else {
    unit.expression(operand);
    if (operator === 'not') unit.code.emit(op.NOT, 0, e);
    else if (operator === '-') unit.code.emit(op.NEGATE, 0, e);
    else unit.code.emit(op.UNARY, op.unaryOperators.indexOf(operator), e);
  }
}

function compileBinary(unit: Unit, e: Expression & { kind: 'binary' }): void {
  unit.expression(e.left);
  unit.expression(e.right);
  switch (e.operator) {
    case '+':
      unit.code.emit(op.ADD, 0, e);
      return;
    case '-':
      unit.code.emit(op.SUBTRACT, 0, e);
      return;
    case '*':
      unit.code.emit(op.MULTIPLY, 0, e);
      return;
    case '/':
      unit.code.emit(op.DIVIDE, unit.shared.trueDivision ? 1 : 0, e);
      return;
    default:
      unit.code.emit(op.BINARY, op.binaryOperators.indexOf(e.operator), e);
  }
}

/** An int of more than 53 bits: computing it raises OverflowError, as a sum of that size does. */
function tooLarge(unit: Unit, place: Place): void {
  unit.constant(Number.MAX_SAFE_INTEGER, place);
  unit.constant(Number.MAX_SAFE_INTEGER, place);
  unit.code.emit(op.ADD, 0, place);
}

function compileCall(unit: Unit, e: Expression & { kind: 'call' }): void {
  const { code } = unit;
  const { callee } = e;
  const isPlain = e.arguments.every(({ kind }) => kind === 'positional');
  if (isPlain && callee.kind === 'attribute') {
    unit.expression(callee.object);
    code.emit(op.LOAD_METHOD, code.nameIndex(unit.mangle(callee.name)), callee);
    for (const { value } of e.arguments) unit.expression(value);
    code.emit(op.CALL_METHOD, e.arguments.length, e);
    return;
  }
  unit.expression(callee);
  if (e.arguments.every(({ kind }) => kind === 'positional' || kind === 'keyword')) {
    for (const { value } of e.arguments) unit.expression(value);
    const keywords = e.arguments.flatMap(({ name }) => name ?? []);
    if (keywords.length === 0) code.emit(op.CALL, e.arguments.length, e);
    else {
      const names = code.constant(new Tuple(keywords));
      code.emit(op.CALL_KEYWORDS, e.arguments.length + (names << 8), e);
    }
    return;
  }
  spread(unit, e.arguments, e);
}

function spread(unit: Unit, args: readonly Argument[], place: Place): void {
  const { code } = unit;
  code.emit(op.BUILD_LIST, 0, place);
  for (const { kind, value } of args) {
    if (kind !== 'positional' && kind !== 'star') continue;
    unit.expression(value);
    if (kind === 'star') code.emit(op.LIST_EXTEND, 0, value);
    else code.emit(op.LIST_APPEND, 1, value);
  }
  code.emit(op.BUILD_LIST, 0, place);
  for (const { kind, name, value } of args) {
    if (kind === 'keyword') {
      unit.constant(name as string, value);
      code.emit(op.LIST_APPEND, 1, value);
      unit.expression(value);
      code.emit(op.LIST_APPEND, 1, value);
    } else if (kind === 'double star') {
      unit.expression(value);
      code.emit(op.KEYWORDS_EXTEND, 0, value);
    }
  }
  code.emit(op.CALL_SPREAD, 0, place);
}
