/* Expressions that list their parts: tuples, lists, sets, dicts and f-strings. */
import type { Expression, FormattedField, Place } from '../../syntax/tree.ts';
import * as op from '../opcodes.ts';
import type { Unit } from './unit.ts';

export function compileDisplay(unit: Unit, e: Expression & { kind: 'tuple' | 'list' | 'set' }): void {
  const { code } = unit;
  const build = { tuple: op.BUILD_TUPLE, list: op.BUILD_LIST, set: op.BUILD_SET }[e.kind];
  if (e.items.every(({ kind }) => kind !== 'starred')) {
    for (const item of e.items) unit.expression(item);
    code.emit(build, e.items.length, e);
    return;
  }
  if (e.kind === 'set') code.emit(op.BUILD_SET, 0, e);
  starredList(unit, e.items, e);
  if (e.kind === 'tuple') code.emit(op.LIST_TO_TUPLE, 0, e);
  if (e.kind === 'set') code.emit(op.SET_UPDATE, 0, e);
}

/** Emits: → list. The items of an operand with a star are added one by one. */
function starredList(unit: Unit, items: readonly Expression[], place: Place): void {
  const { code } = unit;
  code.emit(op.BUILD_LIST, 0, place);
  for (const item of items) {
    unit.expression(item.kind === 'starred' ? item.value : item);
    if (item.kind === 'starred') code.emit(op.LIST_EXTEND, 0, item);
    else code.emit(op.LIST_APPEND, 1, item);
  }
}

export function compileDict(unit: Unit, e: Expression & { kind: 'dict' }): void {
  const { code } = unit;
  if (e.entries.every(({ key }) => key !== undefined)) {
    for (const { key, value } of e.entries) {
      unit.expression(key as Expression);
      unit.expression(value);
    }
    code.emit(op.BUILD_DICT, e.entries.length, e);
    return;
  }
  code.emit(op.BUILD_DICT, 0, e);
  for (const { key, value } of e.entries) {
    if (key !== undefined) unit.expression(key);
    unit.expression(value);
    if (key === undefined) code.emit(op.DICT_UPDATE, 0, value);
    else code.emit(op.DICT_SET, 2, value);
  }
}

export function compileFormatted(unit: Unit, parts: readonly (string | FormattedField)[], place: Place): void {
  const { code } = unit;
  let count = 0;
  for (const part of parts) {
    count++;
    if (typeof part === 'string') {
      unit.constant(part, place);
      continue;
    }
    if (part.text !== undefined) {
      unit.constant(part.text, part);
      count++;
    }
    unit.expression(part.value);
    const isDebug = part.text !== undefined && part.conversion === undefined && part.spec === undefined;
    const conversion = part.conversion === undefined ? (isDebug ? 2 : 0) : { s: 1, r: 2, a: 3 }[part.conversion];
    if (part.spec !== undefined) compileFormatted(unit, part.spec, part);
    code.emit(op.FORMAT, conversion + (part.spec === undefined ? 0 : 4), part);
  }
  code.emit(op.BUILD_STRING, count, place);
}
