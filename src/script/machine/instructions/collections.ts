/* Instructions that build and unpack collections, and those on their items. */
import { plainValue } from '../classes.ts';
import { Dict, SetObject } from '../collections.ts';
import { callPrelude } from '../enter.ts';
import { DISCARDS, type Frame } from '../frame.ts';
import { deleteItem, getItem, itemsOf, setItem } from '../items.ts';
import { isKeyOfScript } from '../keys.ts';
import * as op from '../opcodes.ts';
import { type State, typeError } from '../state.ts';
import { List, RaisedError, Slice, Tuple, typeOf, type Value } from '../values.ts';
import { give, type Instructions } from './instruction.ts';

const EMPTY = new Tuple([]);

export const collectionInstructions: Instructions = {
  [op.GET_ITEM](state: State): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    return give(state, getItem(state, stack[sp] as Value, stack[sp + 1] as Value));
  },

  [op.SET_ITEM](state: State): boolean {
    state.sp -= 3;
    const { stack, sp } = state;
    return setItem(state, stack[sp + 1] as Value, stack[sp + 2] as Value, stack[sp] as Value) === undefined;
  },

  [op.DELETE_ITEM](state: State): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    return deleteItem(state, stack[sp] as Value, stack[sp + 1] as Value) === undefined;
  },

  [op.BUILD_SLICE](state: State): boolean {
    state.sp -= 3;
    const { stack, sp } = state;
    return give(state, new Slice(stack[sp] as Value, stack[sp + 1] as Value, stack[sp + 2] as Value));
  },

  [op.BUILD_TUPLE](state: State, _: Frame, count: number): boolean {
    return give(state, count === 0 ? EMPTY : new Tuple(taken(state, count)));
  },

  [op.BUILD_LIST](state: State, _: Frame, count: number): boolean {
    state.stack[state.sp - count] = new List(taken(state, count));
    state.sp++;
    state.countList(count);
    return false;
  },

  [op.BUILD_SET](state: State, _: Frame, count: number): boolean {
    const set = new SetObject();
    const items = taken(state, count);
    if (items.some(isKeyOfScript)) {
      callPrelude(state, '_add_all', [set, new List(items)]);
      return true;
    }
    for (const item of items) set.add(item);
    return give(state, set);
  },

  [op.BUILD_DICT](state: State, _: Frame, count: number): boolean {
    const dict = new Dict();
    const pairs = taken(state, 2 * count);
    if (pairs.some((value, i) => i % 2 === 0 && isKeyOfScript(value))) {
      callPrelude(state, '_set_all', [dict, new List(pairs)]);
      return true;
    }
    for (let i = 0; i < pairs.length; i += 2) dict.set(pairs[i] as Value, pairs[i + 1] as Value);
    return give(state, dict);
  },

  [op.LIST_APPEND](state: State, _: Frame, depth: number): boolean {
    const { stack } = state;
    const value = stack[--state.sp] as Value;
    const { items } = stack[state.sp - depth] as List;
    items.push(value);
    if ((items.length & 65535) === 0) state.reserve(8 * 65536);
    return false;
  },

  [op.SET_ADD](state: State, _: Frame, depth: number): boolean {
    const { stack } = state;
    const item = stack[--state.sp] as Value;
    const set = stack[state.sp - depth] as SetObject;
    if (isKeyOfScript(item)) {
      callPrelude(state, '_keyed', ['add', set, item, EMPTY], DISCARDS);
      return true;
    }
    set.add(item);
    return false;
  },

  [op.DICT_SET](state: State, _: Frame, depth: number): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    const dict = stack[sp + 1 - depth] as Dict;
    const key = stack[sp] as Value;
    const value = stack[sp + 1] as Value;
    if (isKeyOfScript(key)) {
      callPrelude(state, '_keyed', ['set', dict, key, new Tuple([value])], DISCARDS);
      return true;
    }
    dict.set(key, value);
    return false;
  },

  [op.LIST_EXTEND](state: State, frame: Frame): boolean {
    const { stack } = state;
    const value = stack[--state.sp] as Value;
    const items = itemsOf(state, value);
    if (items === undefined) {
      // The script gives the items; then the instruction is executed again.
      frame.ip--;
      callPrelude(state, '_all', [value]);
      return true;
    }
    const list = stack[state.sp - 1] as List;
    for (const item of items) list.items.push(item);
    return false;
  },

  [op.SET_UPDATE](state: State): boolean {
    const { stack } = state;
    const list = stack[--state.sp] as List;
    const set = stack[state.sp - 1] as SetObject;
    if (list.items.some(isKeyOfScript)) {
      callPrelude(state, '_add_all', [set, list], DISCARDS);
      return true;
    }
    for (const item of list.items) set.add(item);
    return false;
  },

  [op.DICT_UPDATE](state: State): boolean {
    const { stack } = state;
    const from = plainValue(stack[--state.sp] as Value);
    const dict = stack[state.sp - 1] as Dict;
    if (!(from instanceof Dict)) throw typeError(`'${typeOf(from).name}' object is not a mapping`);
    const entries = [...from.entries.values()];
    if (entries.some(({ key }) => isKeyOfScript(key))) {
      callPrelude(state, '_set_all', [dict, new List(entries.flatMap(({ key, value }) => [key, value]))], DISCARDS);
      return true;
    }
    for (const { key, value } of entries) dict.set(key, value);
    return false;
  },

  [op.LIST_TO_TUPLE](state: State): boolean {
    const at = state.sp - 1;
    state.stack[at] = new Tuple((state.stack[at] as List).items);
    return false;
  },

  [op.UNPACK](state: State, frame: Frame, count: number): boolean {
    const items = itemsToUnpack(state, frame);
    if (items === undefined) return true;
    if (items.length !== count) throw wrongCount(items.length, count);
    for (let i = count - 1; i >= 0; i--) state.stack[state.sp++] = items[i];
    return false;
  },

  [op.UNPACK_STAR](state: State, frame: Frame, n: number): boolean {
    const before = n & 255;
    const after = n >> 8;
    const items = itemsToUnpack(state, frame);
    if (items === undefined) return true;
    if (items.length < before + after) {
      const message = `not enough values to unpack (expected at least ${before + after}, got ${items.length})`;
      throw new RaisedError('ValueError', message);
    }
    const { stack } = state;
    for (let i = items.length - 1; i >= items.length - after; i--) stack[state.sp++] = items[i];
    stack[state.sp++] = new List(items.slice(before, items.length - after));
    for (let i = before - 1; i >= 0; i--) stack[state.sp++] = items[i];
    return false;
  },
};

/** Takes `count` values from the stack. */
function taken(state: State, count: number): Value[] {
  const { stack, sp } = state;
  state.sp = sp - count;
  return stack.slice(sp - count, sp) as Value[];
}

/** Takes a value from the stack. @returns its items; undefined when the script gives them: the instruction is executed again then. */
function itemsToUnpack(state: State, frame: Frame): readonly Value[] | undefined {
  const value = state.stack[--state.sp] as Value;
  if (value instanceof Tuple || value instanceof List) return value.items;
  let items: readonly Value[] | undefined;
  try {
    items = itemsOf(state, value);
  } catch (error) {
    if (error instanceof RaisedError && error.message.endsWith('object is not iterable')) {
      throw typeError(`cannot unpack non-iterable ${typeOf(value).name} object`);
    }
    throw error;
  }
  if (items === undefined) {
    callPrelude(state, '_all', [value]);
    frame.ip--;
  }
  return items;
}

function wrongCount(given: number, wanted: number): RaisedError {
  if (given < wanted) {
    return new RaisedError('ValueError', `not enough values to unpack (expected ${wanted}, got ${given})`);
  }
  return new RaisedError('ValueError', `too many values to unpack (expected ${wanted})`);
}
