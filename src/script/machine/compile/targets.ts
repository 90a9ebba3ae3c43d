/* Targets of assignments and of `del`. */
import type { Expression, Statement } from '../../syntax/tree.ts';
import * as op from '../opcodes.ts';
import type { Unit } from './unit.ts';

/** Emits: value → */
export function assign(unit: Unit, target: Expression): void {
  const { code } = unit;
  switch (target.kind) {
    case 'name':
      unit.store(target.name, target);
      return;
    case 'attribute':
      unit.expression(target.object);
      code.emit(op.STORE_ATTR, code.nameIndex(unit.mangle(target.name)), target);
      return;
    case 'subscript':
      unit.expression(target.object);
      unit.expression(target.index);
      code.emit(op.SET_ITEM, 0, target);
      return;
    case 'tuple':
    case 'list': {
      const star = target.items.findIndex(({ kind }) => kind === 'starred');
      if (star < 0) code.emit(op.UNPACK, target.items.length, target);
      else code.emit(op.UNPACK_STAR, star + ((target.items.length - star - 1) << 8), target);
      for (const item of target.items) assign(unit, item.kind === 'starred' ? item.value : item);
      return;
    }
    default:
      throw new Error(`cannot assign to ${target.kind}`);
  }
}

/** `target operator= value`: the object and the index of the target are evaluated once. */
export function assignInPlace(unit: Unit, s: Statement & { kind: 'augmented' }): void {
  const { code } = unit;
  const { target } = s;
  const operate = (): void => {
    unit.expression(s.value);
    code.emit(op.IN_PLACE, unit.operator(s.operator), s);
  };
  switch (target.kind) {
    case 'attribute':
      unit.expression(target.object);
      code.emit(op.DUP, 0, target);
      code.emit(op.LOAD_ATTR, code.nameIndex(unit.mangle(target.name)), target);
      operate();
      code.emit(op.ROT2, 0, s);
      code.emit(op.STORE_ATTR, code.nameIndex(unit.mangle(target.name)), target);
      return;
    case 'subscript':
      unit.expression(target.object);
      unit.expression(target.index);
      code.emit(op.DUP2, 0, target);
      code.emit(op.GET_ITEM, 0, target);
      operate();
      code.emit(op.ROT3, 0, s);
      code.emit(op.SET_ITEM, 0, target);
      return;
    default:
      unit.expression(target);
      operate();
      assign(unit, target);
  }
}

export function compileDelete(unit: Unit, target: Expression): void {
  const { code } = unit;
  switch (target.kind) {
    case 'name':
      unit.deleteName(target.name, target);
      return;
    case 'attribute':
      unit.expression(target.object);
      code.emit(op.DELETE_ATTR, code.nameIndex(unit.mangle(target.name)), target);
      return;
    case 'subscript':
      unit.expression(target.object);
      unit.expression(target.index);
      code.emit(op.DELETE_ITEM, 0, target);
      return;
    case 'tuple':
    case 'list':
      for (const item of target.items) compileDelete(unit, item);
      return;
    default:
      throw new Error(`cannot delete ${target.kind}`);
  }
}
