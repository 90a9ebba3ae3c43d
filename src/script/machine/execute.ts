/*
 * The loop of the machine. It keeps the instruction counter and the top of the stack in local variables, and writes them to the state
 * before anything else can look at them. One long function, with similar instructions written out: a call in the middle of the dispatch
 * costs more than all other work of an instruction.
 */
import { mustBeHere } from '../library/absent-modules.ts';
import { findAttribute, getAttribute, NONE, noAttribute, setAttribute } from './attributes.ts';
import { callValue, enter, enterWithNames } from './calls.ts';
import { finishClass, makeClass } from './class-statements.ts';
import {
  ClassObject,
  ExceptionObject,
  Instance,
  isSubclass,
  MethodKind,
  Property,
  plainValue,
  Super,
} from './classes.ts';
import type { Code } from './code.ts';
import { Dict, dictOf, SetObject } from './collections.ts';
import { BoundMethod, FunctionObject, Generator, Intrinsic } from './functions.ts';
import { importFrom, importModule, importStar } from './imports.ts';
import { isKeyOfScript } from './keys.ts';
import * as op from './opcodes.ts';
import { operandsAt } from './operands.ts';
import {
  add,
  binary,
  callPrelude,
  checkBases,
  compare,
  compareNumbers,
  contains,
  contextMethod,
  deleteItem,
  divide,
  format,
  getItem,
  inPlace,
  itemsOf,
  iterate,
  multiply,
  setItem,
  subtract,
  truth,
  unary,
} from './operations.ts';
import { printValues } from './print.ts';
import {
  CALLED,
  CallsScript,
  CLOSES,
  DELEGATES,
  DISCARDS,
  ENDS,
  FOR_LOOP,
  type Frame,
  GENERATES,
  GIVES_METHOD,
  IMPORTS,
  INITIALIZES,
  MAKES_CLASS,
  NEXT,
  type State,
  Suspended,
  Thrown,
  typeError,
} from './state.ts';
import { attributeNames, nearestName } from './suggestions.ts';
import {
  Float,
  Iterator,
  List,
  Module,
  NativeFunction,
  RaisedError,
  Slice,
  Tuple,
  TypeObject,
  typeOf,
  type Value,
} from './values.ts';
import { Cell, type ScriptModule } from './variables.ts';

/** The reason why the loop has stopped. */
export type Stop = 'line' | 'fuel' | 'input' | 'end';

const SAFE = Number.MAX_SAFE_INTEGER;

/** Executes instructions until a reason to stop. */
export function execute(state: State): Stop {
  const { stack, frames } = state;
  let sp = state.sp;
  let ip = 0;
  let { lines, fuel } = state;
  let { stopAt } = state;
  let frame = frames[state.depth] as Frame;
  for (;;) {
    if (state.depth < 0) return end(state, lines, fuel);
    try {
      calls: for (;;) {
        frame = frames[state.depth] as Frame;
        const { code, base } = frame;
        const ops = state.observe === undefined ? (state.taps?.get(code) ?? code.ops) : code.traced;
        const { args } = code;
        const { consts } = code;
        const globals = frame.module.values;
        sp = state.sp;
        ip = frame.ip;
        let operation = ops[ip++] as number;
        if (state.hasSeen) {
          state.hasSeen = false;
          operation = code.ops[ip - 1] as number;
        }
        for (;;) {
          switch (operation) {
            case op.TRACE:
              frame.ip = ip - 1;
              state.sp = sp;
              state.lines = lines;
              (state.observe ?? state.tapped)?.(state);
              stopAt = state.stopAt;
              operation = code.ops[ip - 1] as number;
              continue;
            case op.LINE:
              if (lines >= stopAt || --fuel <= 0) {
                frame.ip = ip - 1;
                state.sp = sp;
                state.lines = lines;
                if (lines >= stopAt) {
                  state.fuel = fuel;
                  return 'line';
                }
                state.fuel = fuel + 1;
                return 'fuel';
              }
              lines++;
              break;
            case op.LOAD_CONST:
              stack[sp++] = consts[args[ip - 1] as number];
              break;
            case op.LOAD_FAST: {
              const value = stack[base + (args[ip - 1] as number)];
              if (value === undefined) {
                frame.ip = ip;
                throw unbound(code, args[ip - 1] as number);
              }
              stack[sp++] = value;
              break;
            }
            case op.STORE_FAST:
              stack[base + (args[ip - 1] as number)] = stack[--sp];
              break;
            case op.LOAD_DEREF: {
              const { value } = stack[base + (args[ip - 1] as number)] as Cell;
              if (value === undefined) {
                frame.ip = ip;
                throw unbound(code, args[ip - 1] as number);
              }
              stack[sp++] = value;
              break;
            }
            case op.STORE_DEREF:
              (stack[base + (args[ip - 1] as number)] as Cell).value = stack[--sp];
              break;
            case op.LOAD_GLOBAL: {
              const slot = args[ip - 1] as number;
              const value = globals[slot] ?? globalOr(globals[slot], frame.module, slot);
              if (value === undefined) {
                frame.ip = ip;
                throw notDefined(frame.module.slotNames[slot] as string);
              }
              stack[sp++] = value;
              break;
            }
            case op.STORE_GLOBAL:
              globals[args[ip - 1] as number] = stack[--sp];
              break;
            case op.LOAD_ATTR: {
              const object = stack[--sp] as Value;
              frame.ip = ip;
              state.sp = sp;
              const value = getAttribute(state, object, code.names[args[ip - 1] as number] as string);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.STORE_ATTR: {
              sp -= 2;
              frame.ip = ip;
              state.sp = sp;
              const name = code.names[args[ip - 1] as number] as string;
              if (setAttribute(state, stack[sp + 1] as Value, name, stack[sp] as Value) === undefined) continue calls;
              break;
            }
            case op.LOAD_METHOD: {
              const object = stack[sp - 1] as Value;
              const name = code.names[args[ip - 1] as number] as string;
              let value: Value | undefined;
              if (object instanceof Module) {
                const found = (object as ScriptModule).get === undefined ? object.names.get(name) : undefined;
                if (found !== undefined) {
                  stack[sp - 1] = found;
                  stack[sp++] = undefined;
                  break;
                }
              } else if (object instanceof Instance) {
                if (!object.attributes.has(name)) value = object.class.lookUp(name);
                if (value instanceof Property || value instanceof MethodKind) value = undefined;
              } else if (!(object instanceof TypeObject) && !(object instanceof Super)) {
                for (let t: TypeObject | undefined = typeOf(object); t !== undefined; t = t.base) {
                  value = t.attributes.get(name);
                  if (value !== undefined) break;
                }
              }
              if (value instanceof FunctionObject || value instanceof NativeFunction || value instanceof Intrinsic) {
                stack[sp - 1] = value;
                stack[sp++] = object;
                break;
              }
              frame.ip = ip;
              state.sp = sp - 1;
              const found = findAttribute(state, object, name, GIVES_METHOD);
              if (found === NONE) throw noAttribute(object, name);
              if (found === undefined) continue calls;
              stack[sp - 1] = found;
              stack[sp++] = undefined;
              break;
            }
            case op.GET_ITEM: {
              frame.ip = ip;
              sp -= 2;
              state.sp = sp;
              const value = getItem(state, stack[sp] as Value, stack[sp + 1] as Value);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.SET_ITEM:
              frame.ip = ip;
              sp -= 3;
              state.sp = sp;
              if (setItem(state, stack[sp + 1] as Value, stack[sp + 2] as Value, stack[sp] as Value) === undefined) {
                continue calls;
              }
              break;
            case op.BUILD_SLICE:
              sp -= 2;
              stack[sp - 1] = new Slice(stack[sp - 1] as Value, stack[sp] as Value, stack[sp + 1] as Value);
              break;
            case op.BUILD_TUPLE: {
              const count = args[ip - 1] as number;
              sp -= count;
              stack[sp] = count === 0 ? EMPTY : new Tuple(stack.slice(sp, sp + count) as Value[]);
              sp++;
              break;
            }
            case op.BUILD_LIST: {
              const count = args[ip - 1] as number;
              sp -= count;
              stack[sp] = new List(stack.slice(sp, sp + count) as Value[]);
              sp++;
              state.countList(count);
              break;
            }
            case op.LIST_APPEND: {
              const { items } = stack[sp - 1 - (args[ip - 1] as number)] as List;
              items.push(stack[--sp] as Value);
              if ((items.length & 65535) === 0) {
                frame.ip = ip;
                state.reserve(8 * 65536);
              }
              break;
            }
            case op.ADD: {
              const right = stack[sp - 1] as Value;
              const left = stack[sp - 2] as Value;
              if (typeof left === 'number' && typeof right === 'number') {
                const sum = left + right;
                if (sum <= SAFE && sum >= -SAFE) {
                  stack[--sp - 1] = sum;
                  break;
                }
              }
              frame.ip = ip;
              sp -= 2;
              state.sp = sp;
              const value = add(state, left, right);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.SUBTRACT: {
              const right = stack[sp - 1] as Value;
              const left = stack[sp - 2] as Value;
              if (typeof left === 'number' && typeof right === 'number') {
                const difference = left - right;
                if (difference <= SAFE && difference >= -SAFE) {
                  stack[--sp - 1] = difference;
                  break;
                }
              }
              frame.ip = ip;
              sp -= 2;
              state.sp = sp;
              const value = subtract(state, left, right);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.MULTIPLY: {
              const right = stack[sp - 1] as Value;
              const left = stack[sp - 2] as Value;
              if (typeof left === 'number' && typeof right === 'number') {
                const product = left * right;
                if (product <= SAFE && product >= -SAFE) {
                  stack[--sp - 1] = product + 0;
                  break;
                }
              }
              frame.ip = ip;
              sp -= 2;
              state.sp = sp;
              const value = multiply(state, left, right);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.DIVIDE: {
              const right = stack[sp - 1] as Value;
              const left = stack[sp - 2] as Value;
              frame.ip = ip;
              sp -= 2;
              state.sp = sp;
              const value = divide(state, left, right, args[ip - 1] === 1);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.BINARY: {
              const right = stack[sp - 1] as Value;
              const left = stack[sp - 2] as Value;
              const operator = args[ip - 1] as number;
              if (typeof left === 'number' && typeof right === 'number' && right !== 0) {
                if (operator === 5) {
                  const rest = left % right;
                  stack[--sp - 1] = rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest + 0;
                  break;
                }
                if (operator === 4 && left < 0x80000000 && left > -0x80000000) {
                  stack[--sp - 1] = Math.floor(left / right) + 0;
                  break;
                }
              }
              frame.ip = ip;
              sp -= 2;
              state.sp = sp;
              const value = binary(state, operator, left, right);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.IN_PLACE: {
              const right = stack[sp - 1] as Value;
              const left = stack[sp - 2] as Value;
              const operator = args[ip - 1] as number;
              if (operator === 0 && typeof left === 'number' && typeof right === 'number') {
                const sum = left + right;
                if (sum <= SAFE && sum >= -SAFE) {
                  stack[--sp - 1] = sum;
                  break;
                }
              }
              frame.ip = ip;
              sp -= 2;
              state.sp = sp;
              const value = inPlace(state, operator, left, right);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.NEGATE: {
              const value = stack[sp - 1] as Value;
              if (typeof value === 'number') {
                stack[sp - 1] = 0 - value;
                break;
              }
              if (value instanceof Float) {
                stack[sp - 1] = new Float(-value.value);
                break;
              }
              frame.ip = ip;
              state.sp = --sp;
              const result = unary(state, 0, value);
              if (result === undefined) continue calls;
              stack[sp++] = result;
              break;
            }
            case op.COMPARE: {
              const right = stack[sp - 1] as Value;
              const left = stack[sp - 2] as Value;
              const operator = args[ip - 1] as number;
              if (typeof left === 'number' && typeof right === 'number') {
                stack[--sp - 1] = compareNumbers(operator, left, right);
                break;
              }
              frame.ip = ip;
              sp -= 2;
              state.sp = sp;
              const value = compare(state, operator, left, right);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.JUMP:
              ip = args[ip - 1] as number;
              break;
            case op.JUMP_BACK:
              ip = args[ip - 1] as number;
              if (--fuel <= 0) {
                frame.ip = ip;
                state.sp = sp;
                state.lines = lines;
                state.fuel = fuel;
                return 'fuel';
              }
              break;
            case op.POP_JUMP_IF_FALSE: {
              const value = stack[--sp] as Value;
              let is: boolean | undefined;
              if (typeof value === 'boolean') is = value;
              else {
                frame.ip = ip - 1;
                state.sp = sp;
                is = truth(state, value);
                if (is === undefined) continue calls;
              }
              if (!is) ip = args[ip - 1] as number;
              break;
            }
            case op.POP_JUMP_IF_TRUE: {
              const value = stack[--sp] as Value;
              let is: boolean | undefined;
              if (typeof value === 'boolean') is = value;
              else {
                frame.ip = ip - 1;
                state.sp = sp;
                is = truth(state, value);
                if (is === undefined) continue calls;
              }
              if (is) ip = args[ip - 1] as number;
              break;
            }
            case op.GET_ITER: {
              frame.ip = ip;
              state.sp = --sp;
              const value = iterate(state, stack[sp] as Value);
              if (value === undefined) continue calls;
              stack[sp++] = value;
              break;
            }
            case op.FOR_ITER: {
              const iterator = stack[sp - 1] as Value;
              frame.ip = ip;
              if (iterator instanceof Iterator) {
                state.sp = sp;
                const item = iterator.next(state);
                if (item !== undefined) stack[sp++] = item;
                else {
                  sp--;
                  ip = args[ip - 1] as number;
                }
                break;
              }
              if (iterator instanceof Generator) {
                if (iterator.state === 'finished') {
                  sp--;
                  ip = args[ip - 1] as number;
                  break;
                }
                state.sp = sp;
                resume(state, iterator, null, FOR_LOOP).target = args[ip - 1] as number;
                continue calls;
              }
              throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
            }
            case op.UNPACK: {
              frame.ip = ip;
              const count = args[ip - 1] as number;
              const value = stack[sp - 1] as Value;
              const items = itemsToUnpack(state, value, sp);
              if (items === undefined) {
                frame.ip = ip - 1;
                continue calls;
              }
              if (items.length !== count) throw wrongCount(items.length, count);
              sp--;
              for (let i = count - 1; i >= 0; i--) stack[sp++] = items[i];
              break;
            }
            case op.POP:
              sp--;
              break;
            case op.DUP:
              stack[sp] = stack[sp - 1];
              sp++;
              break;
            case op.DUP2:
              stack[sp] = stack[sp - 2];
              stack[sp + 1] = stack[sp - 1];
              sp += 2;
              break;
            case op.ROT2: {
              const top = stack[sp - 1];
              stack[sp - 1] = stack[sp - 2];
              stack[sp - 2] = top;
              break;
            }
            case op.ROT3: {
              const top = stack[sp - 1];
              stack[sp - 1] = stack[sp - 2];
              stack[sp - 2] = stack[sp - 3];
              stack[sp - 3] = top;
              break;
            }
            case op.CALL: {
              const count = args[ip - 1] as number;
              const at = sp - count - 1;
              const callee = stack[at] as Value;
              frame.ip = ip;
              if (--fuel <= 0) {
                frame.ip = ip - 1;
                state.sp = sp;
                state.lines = lines;
                state.fuel = fuel + 1;
                state.hasSeen = isSeen(state, ops, ip);
                return 'fuel';
              }
              let value: Value | undefined;
              if (callee instanceof FunctionObject) {
                value = enter(state, callee, at + 1, count, at, CALLED, null);
              } else if (callee instanceof BoundMethod && callee.callee instanceof FunctionObject) {
                stack[at] = callee.self;
                value = enter(state, callee.callee, at, count + 1, at, CALLED, null);
              } else {
                state.sp = at;
                value = callValue(state, callee, stack.slice(at + 1, sp) as Value[]);
              }
              if (value === undefined) continue calls;
              sp = at;
              stack[sp++] = value;
              break;
            }
            case op.CALL_METHOD: {
              const count = args[ip - 1] as number;
              const at = sp - count - 2;
              const callee = stack[at] as Value;
              const self = stack[at + 1];
              frame.ip = ip;
              if (--fuel <= 0) {
                frame.ip = ip - 1;
                state.sp = sp;
                state.lines = lines;
                state.fuel = fuel + 1;
                state.hasSeen = isSeen(state, ops, ip);
                return 'fuel';
              }
              let value: Value | undefined;
              if (callee instanceof FunctionObject) {
                value =
                  self === undefined
                    ? enter(state, callee, at + 2, count, at, CALLED, null)
                    : enter(state, callee, at + 1, count + 1, at, CALLED, null);
              } else {
                state.sp = at;
                value = callValue(state, callee, stack.slice(self === undefined ? at + 2 : at + 1, sp) as Value[]);
              }
              if (value === undefined) continue calls;
              sp = at;
              stack[sp++] = value;
              break;
            }
            case op.CALL_KEYWORDS: {
              const count = (args[ip - 1] as number) & 255;
              const { items: names } = consts[(args[ip - 1] as number) >> 8] as Tuple;
              const at = sp - count - 1;
              frame.ip = ip;
              if (--fuel <= 0) {
                frame.ip = ip - 1;
                state.sp = sp;
                state.lines = lines;
                state.fuel = fuel + 1;
                state.hasSeen = isSeen(state, ops, ip);
                return 'fuel';
              }
              const called = stack[at] as Value;
              const first = sp - names.length;
              if (called instanceof FunctionObject) {
                const value = enterWithNames(state, called, at + 1, count - names.length, names, at);
                if (value === undefined) continue calls;
                sp = at;
                stack[sp++] = value;
                break;
              }
              const keywords = new Map<string, Value>();
              for (let i = 0; i < names.length; i++) keywords.set(names[i] as string, stack[first + i] as Value);
              state.sp = at;
              const value = callValue(state, called, stack.slice(at + 1, first) as Value[], keywords);
              if (value === undefined) continue calls;
              sp = at;
              stack[sp++] = value;
              break;
            }
            case op.RETURN: {
              const value = stack[sp - 1] as Value;
              state.depth--;
              const { ret } = frame;
              if (frame.kind === CALLED) {
                stack[ret] = value;
                state.sp = ret + 1;
                continue calls;
              }
              state.sp = ret;
              if (leave(state, frame, value)) return end(state, lines, fuel);
              continue calls;
            }
            default: {
              frame.ip = ip;
              state.sp = sp;
              state.lines = lines;
              const next = executeRare(state, frame, operation, args[ip - 1] as number);
              stopAt = state.stopAt;
              if (next === CALLS) continue calls;
              if (next === OVER) return end(state, lines, fuel);
              ip = frame.ip;
              sp = state.sp;
            }
          }
          operation = ops[ip++] as number;
        }
      }
    } catch (error) {
      if (error instanceof Suspended) {
        // The call is executed again when there is an answer.
        frame.ip--;
        state.sp = sp;
        state.lines = lines;
        state.fuel = fuel;
        return 'input';
      }
      if (error instanceof CallsScript) throw error;
      const exception = exceptionOf(state, error);
      if (exception.context === null && state.handled !== exception) exception.context = state.handled;
      state.lines = lines;
      if (!unwind(state, exception, true)) return end(state, lines, fuel);
      stopAt = state.stopAt;
    }
  }
}

/** Raises an exception between two instructions. */
export function raise(state: State, error: RaisedError): void {
  // As if the next instruction had raised it.
  state.frame.ip++;
  state.hasSeen = false;
  const exception = exceptionOf(state, error);
  if (exception.context === null) exception.context = state.handled;
  unwind(state, exception, true);
}

/** True where `tapped` has seen the call before which a piece ends. */
function isSeen(state: State, ops: Uint8Array, ip: number): boolean {
  return state.observe === undefined && ops[ip - 1] === op.TRACE;
}

function end(state: State, lines: number, fuel: number): Stop {
  state.lines = lines;
  state.fuel = fuel;
  return 'end';
}

// The next step of the loop after a rare instruction.
const GOES_ON = 0;
/** A frame has begun or ended. */
const CALLS = 1;
const OVER = 2;

/**
 * Executes an instruction that is not in the loop: the loop is compiled to machine code sooner without them. `frame.ip` is the next
 * instruction, `state.sp` the top of the stack, before and after.
 */
function executeRare(state: State, frame: Frame, operation: number, arg: number): number {
  const { stack } = state;
  const { code, base } = frame;
  const globals = frame.module.values;
  const { consts } = code;
  let { sp } = state;
  switch (operation) {
    case op.DELETE_FAST: {
      const at = base + arg;
      if (stack[at] === undefined) {
        throw unbound(code, arg);
      }
      stack[at] = undefined;
      break;
    }
    case op.DELETE_DEREF:
      (stack[base + arg] as Cell).value = undefined;
      break;
    case op.LOAD_CELL:
      stack[sp++] = stack[base + arg];
      break;
    case op.DELETE_GLOBAL: {
      const slot = arg;
      if (globals[slot] === undefined) {
        throw notDefined(frame.module.slotNames[slot] as string);
      }
      globals[slot] = undefined;
      break;
    }
    case op.LOAD_NAME: {
      const name = code.names[arg] as string;
      const { module } = frame;
      const slot = module.slot(name);
      const value = frame.names?.get(name) ?? globalOr(frame.names?.get(name) ?? globals[slot], module, slot);
      if (value === undefined) {
        throw notDefined(name);
      }
      stack[sp++] = value;
      break;
    }
    case op.STORE_NAME:
      frame.names?.set(code.names[arg] as string, stack[--sp] as Value);
      break;
    case op.DELETE_NAME: {
      const name = code.names[arg] as string;
      if (!frame.names?.delete(name)) {
        throw notDefined(name);
      }
      break;
    }
    case op.DELETE_ATTR:
      state.sp = --sp;
      if (setAttribute(state, stack[sp] as Value, code.names[arg] as string, undefined) === undefined) {
        return CALLS;
      }
      break;
    case op.DELETE_ITEM:
      sp -= 2;
      state.sp = sp;
      if (deleteItem(state, stack[sp] as Value, stack[sp + 1] as Value) === undefined) return CALLS;
      break;
    case op.BUILD_SET: {
      const count = arg;
      const set = new SetObject();
      sp -= count;
      if (hasKeyOfScript(stack, sp, sp + count, 1)) {
        state.sp = sp;
        callPrelude(state, '_add_all', [set, new List(stack.slice(sp, sp + count) as Value[])]);
        return CALLS;
      }
      for (let i = 0; i < count; i++) set.add(stack[sp + i] as Value);
      stack[sp++] = set;
      break;
    }
    case op.BUILD_DICT: {
      const count = arg;
      const dict = new Dict();
      sp -= 2 * count;
      if (hasKeyOfScript(stack, sp, sp + 2 * count, 2)) {
        state.sp = sp;
        callPrelude(state, '_set_all', [dict, new List(stack.slice(sp, sp + 2 * count) as Value[])]);
        return CALLS;
      }
      for (let i = 0; i < count; i++) dict.set(stack[sp + 2 * i] as Value, stack[sp + 2 * i + 1] as Value);
      stack[sp++] = dict;
      break;
    }
    case op.SET_ADD:
      if (isKeyOfScript(stack[sp - 1])) {
        state.sp = --sp;
        callPrelude(state, '_keyed', ['add', stack[sp - arg] as Value, stack[sp] as Value, EMPTY], DISCARDS);
        return CALLS;
      }
      (stack[sp - 1 - arg] as SetObject).add(stack[sp - 1] as Value);
      sp--;
      break;
    case op.DICT_SET:
      if (isKeyOfScript(stack[sp - 2])) {
        sp -= 2;
        state.sp = sp;
        const value = new Tuple([stack[sp + 1] as Value]);
        callPrelude(state, '_keyed', ['set', stack[sp + 1 - arg] as Value, stack[sp] as Value, value], DISCARDS);
        return CALLS;
      }
      (stack[sp - 1 - arg] as Dict).set(stack[sp - 2] as Value, stack[sp - 1] as Value);
      sp -= 2;
      break;
    case op.LIST_EXTEND: {
      const value = stack[sp - 1] as Value;
      const items = itemsOf(state, value);
      if (items === undefined) {
        // The script gives the items; then the instruction is executed again.
        frame.ip--;
        state.sp = sp - 1;
        callPrelude(state, '_all', [value]);
        return CALLS;
      }
      for (const item of items) (stack[sp - 2] as List).items.push(item);
      sp--;
      break;
    }
    case op.SET_UPDATE:
      sp--;
      if ((stack[sp] as List).items.some(isKeyOfScript)) {
        state.sp = sp;
        callPrelude(state, '_add_all', [stack[sp - 1] as Value, stack[sp] as Value], DISCARDS);
        return CALLS;
      }
      for (const item of (stack[sp] as List).items) (stack[sp - 1] as SetObject).add(item);
      break;
    case op.DICT_UPDATE: {
      sp--;
      const from = plainValue(stack[sp] as Value);
      if (!(from instanceof Dict)) throw typeError(`'${typeOf(from).name}' object is not a mapping`);
      if ([...from.entries.values()].some(({ key }) => isKeyOfScript(key))) {
        state.sp = sp;
        const pairs = new List([...from.entries.values()].flatMap(({ key, value }) => [key, value]));
        callPrelude(state, '_set_all', [stack[sp - 1] as Value, pairs], DISCARDS);
        return CALLS;
      }
      for (const { key, value } of from.entries.values()) (stack[sp - 1] as Dict).set(key, value);
      break;
    }
    case op.KEYWORDS_EXTEND: {
      sp--;
      const from = plainValue(stack[sp] as Value);
      if (!(from instanceof Dict)) {
        throw typeError(`argument after ** must be a mapping, not ${typeOf(from).name}`);
      }
      for (const { key, value } of from.entries.values()) (stack[sp - 1] as List).items.push(key, value);
      break;
    }
    case op.LIST_TO_TUPLE:
      stack[sp - 1] = new Tuple((stack[sp - 1] as List).items);
      break;
    case op.UNARY: {
      state.sp = --sp;
      const result = unary(state, arg, stack[sp] as Value);
      if (result === undefined) return CALLS;
      stack[sp++] = result;
      break;
    }
    case op.NOT: {
      const value = stack[sp - 1] as Value;
      state.sp = sp - 1;
      const is = typeof value === 'boolean' ? value : truth(state, value);
      if (is === undefined) {
        // The object says whether it is true; then the instruction is executed again.
        frame.ip--;
        return CALLS;
      }
      stack[sp - 1] = !is;
      break;
    }
    case op.CONTAINS: {
      // Inverted, the answer of a function of the script is inverted by the prelude.
      sp -= 2;
      state.sp = sp;
      const value = contains(state, stack[sp] as Value, stack[sp + 1] as Value);
      if (value === undefined) {
        if (arg === 1) invertOnReturn(state);
        return CALLS;
      }
      stack[sp++] = arg === 1 ? !value : value;
      break;
    }
    case op.IS: {
      sp--;
      const left = stack[sp - 1] as Value;
      const right = stack[sp] as Value;
      const same = left === right || (left instanceof Float && right instanceof Float && left.value === right.value);
      stack[sp - 1] = (arg === 1) !== same;
      break;
    }
    case op.JUMP_IF_FALSE_OR_POP:
    case op.JUMP_IF_TRUE_OR_POP: {
      const value = stack[sp - 1] as Value;
      state.sp = sp;
      let is: boolean | undefined;
      if (value instanceof Instance) {
        // The value stays below the answer, which the jump takes.
        const answered = truth(state, value);
        if (answered === undefined) {
          frame.ip--;
          const inner = state.frame;
          inner.kind = operation === op.JUMP_IF_FALSE_OR_POP ? AND_ANSWER : OR_ANSWER;
          inner.target = arg;
          return CALLS;
        }
        is = answered;
      } else is = truth(state, value);
      if (is === (operation === op.JUMP_IF_TRUE_OR_POP)) frame.ip = arg;
      else sp--;
      break;
    }
    case op.DELEGATE: {
      // The value that was sent, which the generator inside gets.
      const sent = stack[--sp] as Value;
      const iterator = stack[sp - 1] as Value;
      state.sp = sp;
      if (iterator instanceof Generator && iterator.state !== 'finished') {
        resume(state, iterator, sent, DELEGATES).target = arg;
        return CALLS;
      }
      const item = iterator instanceof Iterator ? iterator.next(state) : undefined;
      if (item !== undefined) stack[sp++] = item;
      else {
        stack[sp - 1] = null;
        frame.ip = arg;
      }
      break;
    }
    case op.UNPACK_STAR: {
      const before = arg & 255;
      const after = arg >> 8;
      const items = itemsToUnpack(state, stack[sp - 1] as Value, sp);
      if (items === undefined) {
        frame.ip--;
        return CALLS;
      }
      if (items.length < before + after) {
        throw new RaisedError(
          'ValueError',
          `not enough values to unpack (expected at least ${before + after}, got ${items.length})`,
        );
      }
      sp--;
      for (let i = items.length - 1; i >= items.length - after; i--) stack[sp++] = items[i];
      stack[sp++] = new List(items.slice(before, items.length - after));
      for (let i = before - 1; i >= 0; i--) stack[sp++] = items[i];
      break;
    }
    case op.CALL_SPREAD: {
      const keywords = new Map<string, Value>();
      const { items: pairs } = stack[sp - 1] as List;
      for (let i = 0; i < pairs.length; i += 2) {
        const name = pairs[i] as Value;
        if (typeof name !== 'string') throw typeError('keywords must be strings');
        if (keywords.has(name)) throw typeError(`got multiple values for keyword argument '${name}'`);
        keywords.set(name, pairs[i + 1] as Value);
      }
      const at = sp - 3;
      state.sp = at;
      const value = callValue(state, stack[at] as Value, (stack[at + 1] as List).items.slice(), keywords);
      if (value === undefined) return CALLS;
      sp = at;
      stack[sp++] = value;
      break;
    }
    case op.MAKE_FUNCTION: {
      const made = stack[--sp] as Value as Code;
      const free = arg;
      sp -= free;
      const closure = stack.slice(sp, sp + free) as Cell[];
      const { items: pairs } = stack[--sp] as List;
      const { items: defaults } = stack[--sp] as Tuple;
      let keywords: Map<string, Value> | undefined;
      for (let i = 0; i < pairs.length; i += 2) {
        keywords ??= new Map();
        keywords.set(pairs[i] as string, pairs[i + 1] as Value);
      }
      stack[sp++] = new FunctionObject(made, frame.module, defaults, keywords, closure);
      break;
    }
    case op.YIELD: {
      const value = stack[--sp] as Value;
      state.sp = sp;
      suspend(state, frame, value);
      return CALLS;
    }
    case op.IMPORT: {
      state.sp = sp;
      const { items } = consts[arg] as Tuple;
      const module = importModule(state, items[0] as string, items[1] as boolean, items[2] as boolean);
      if (module === undefined) {
        // The module runs first; then the instruction is executed again.
        frame.ip--;
        return CALLS;
      }
      stack[sp++] = module;
      break;
    }
    case op.IMPORT_FROM: {
      state.sp = sp;
      const name = code.names[arg >> 1] as string;
      const value = importFrom(state, stack[sp - 1] as Module, name, (arg & 1) === 1);
      if (value === undefined) {
        frame.ip--;
        return CALLS;
      }
      stack[sp++] = value;
      break;
    }
    case op.IMPORT_STAR:
      importStar(stack[--sp] as Module, frame.module);
      break;
    case op.RAISE: {
      const count = arg;
      sp -= count;
      state.sp = sp;
      if (count === 0) {
        if (state.handled === null) throw new RaisedError('RuntimeError', 'No active exception to reraise');
        throw new Thrown(state.handled);
      }
      const what = stack[sp] as Value;
      if (what instanceof ClassObject && what.isException) {
        // The exception is made first; then the instruction is executed again.
        const made = callValue(state, what, []);
        if (made === undefined) {
          frame.ip--;
          // The cause is put back above the exception.
          if (count === 2) state.frame.fallback = stack[sp + 1] as Value;
          if (count === 2) state.frame.kind = RAISES_FROM;
          return CALLS;
        }
        stack[sp] = made;
      }
      throw raised(state, stack[sp] as Value, count === 2 ? (stack[sp + 1] as Value) : undefined);
    }
    case op.RERAISE: {
      const exception = stack[sp - 1] as ExceptionObject;
      state.handled = stack[sp - 2] as ExceptionObject | null;
      sp -= 2;
      if (!unwind(state, exception, false)) return OVER;
      return CALLS;
    }
    case op.RERAISE_NEW: {
      const exception = stack[sp - 1] as ExceptionObject;
      state.handled = stack[sp - 3] as ExceptionObject | null;
      sp -= 3;
      if (!unwind(state, exception, false)) return OVER;
      return CALLS;
    }
    case op.PUSH_HANDLED: {
      const exception = stack[sp - 1] as ExceptionObject;
      stack[sp - 1] = state.handled;
      stack[sp++] = exception;
      state.handled = exception;
      break;
    }
    case op.POP_HANDLED:
      sp -= 2;
      state.handled = stack[sp] as ExceptionObject | null;
      break;
    case op.MATCH: {
      const pattern = stack[--sp] as Value;
      if (!matches(stack[sp - 1] as ExceptionObject, pattern)) frame.ip = arg;
      break;
    }
    case op.WITH_ARGUMENTS: {
      const exception = stack[sp - 1] as ExceptionObject;
      stack[sp] = stack[sp - 3];
      stack[sp + 1] = exception.class;
      stack[sp + 2] = exception;
      stack[sp + 3] = null;
      sp += 4;
      break;
    }
    case op.LOAD_SPECIAL:
      stack[sp - 1] = contextMethod(stack[sp - 1] as Value, code.names[arg] as string);
      break;
    case op.FORMAT: {
      const flags = arg;
      const spec = flags & 4 ? (stack[--sp] as string) : '';
      state.sp = --sp;
      const text = format(state, stack[sp] as Value, flags & 3, spec);
      if (text === undefined) return CALLS;
      state.countText(text);
      stack[sp++] = text;
      break;
    }
    case op.BUILD_STRING: {
      const count = arg;
      sp -= count;
      let text = '';
      for (let i = 0; i < count; i++) text += stack[sp + i] as string;
      state.countText(text);
      stack[sp++] = text;
      break;
    }
    case op.BUILD_CLASS: {
      const count = arg & 255;
      const names = arg > 255 ? (consts[(arg >> 8) - 1] as Tuple).items : [];
      sp -= names.length;
      const keywords = dictOf(names.map((name, i) => [name as string, stack[sp + i] as Value] as const));
      sp -= count;
      const bases = checkBases('', stack.slice(sp, sp + count) as Value[]);
      const body = stack[--sp] as FunctionObject;
      state.sp = sp;
      enter(state, body, sp, 0, sp, MAKES_CLASS, new Tuple(bases));
      const inner = state.frame;
      inner.fallback = keywords;
      inner.names = new Map<string, Value>([['__module__', frame.module.name]]);
      if (body.code.docstring !== null) inner.names.set('__doc__', body.code.docstring);
      return CALLS;
    }
    case op.PRINT: {
      const flags = arg;
      const count = flags >> 2;
      sp -= count;
      const values = stack.slice(sp, sp + count) as Value[];
      const destination = flags & 2 ? (stack[--sp] as Value) : null;
      state.sp = sp;
      if (printValues(state, values, (flags & 1) !== 0, destination) === undefined) return CALLS;
      break;
    }
    default:
      throw new Error(`unknown instruction ${operation}`);
  }
  state.sp = sp;
  return GOES_ON;
}

const EMPTY = new Tuple([]);

// More that happens with the value of a frame (see state.ts).
/** It is the answer of `and` or `or` for the operand below. */
const AND_ANSWER = 8;
const OR_ANSWER = 9;
/** It is an exception to raise, with the cause `fallback`. */
const RAISES_FROM = 10;
/** It is inverted. */
const INVERTS = 11;

function invertOnReturn(state: State): void {
  state.frame.kind = INVERTS;
}

/** The value of a global variable that is None, or the built-in value of its name. */
function globalOr(value: Value | undefined, module: ScriptModule, slot: number): Value | undefined {
  return value === undefined ? module.builtins[slot] : value;
}

function unbound(code: Code, slot: number): RaisedError {
  const name = code.slots[slot] as string;
  if (slot >= code.firstFree) {
    return new RaisedError(
      'NameError',
      `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
    );
  }
  return new RaisedError(
    'UnboundLocalError',
    `cannot access local variable '${name}' where it is not associated with a value`,
    `A function that assigns ${name} has a variable of its own with this name; "global ${name}" in it means the one outside.`,
  );
}

function notDefined(name: string): RaisedError {
  const error = new RaisedError('NameError', `name '${name}' is not defined`);
  error.missing = { name };
  return error;
}

function wrongCount(given: number, wanted: number): RaisedError {
  if (given < wanted) {
    return new RaisedError('ValueError', `not enough values to unpack (expected ${wanted}, got ${given})`);
  }
  return new RaisedError('ValueError', `too many values to unpack (expected ${wanted})`);
}

function itemsToUnpack(state: State, value: Value, sp: number): readonly Value[] | undefined {
  if (value instanceof Tuple || value instanceof List) return value.items;
  let items: readonly Value[] | undefined;
  state.sp = sp - 1;
  try {
    items = itemsOf(state, value);
  } catch (error) {
    if (error instanceof RaisedError && error.message.endsWith('object is not iterable')) {
      throw typeError(`cannot unpack non-iterable ${typeOf(value).name} object`);
    }
    throw error;
  }
  if (items === undefined) callPrelude(state, '_all', [value]);
  return items;
}

/** The frame has returned: its value goes where its kind says. `state.sp` is its place. @returns true at the end of the run. */
function leave(state: State, frame: Frame, value: Value): boolean {
  const { stack } = state;
  const { ret } = frame;
  switch (frame.kind) {
    case INITIALIZES:
      if (value !== null) {
        throw typeError(`__init__() should return None, not '${typeOf(value).name}'`);
      }
      stack[ret] = frame.extra;
      state.sp = ret + 1;
      return false;
    case DISCARDS:
      return false;
    case GENERATES: {
      const generator = frame.extra as Generator;
      generator.state = 'finished';
      generator.saved = [];
      switch (frame.consumer) {
        case FOR_LOOP:
          state.sp = ret - 1;
          state.frame.ip = frame.target;
          return false;
        case DELEGATES:
          stack[ret - 1] = value;
          state.frame.ip = frame.target;
          return false;
        case NEXT:
          throw new Thrown(state.make('StopIteration', value === null ? [] : [value]));
        case CLOSES:
          stack[ret] = null;
          state.sp = ret + 1;
          return false;
        default:
          stack[ret] = frame.fallback;
          state.sp = ret + 1;
          return false;
      }
    }
    case MAKES_CLASS: {
      const { items: bases } = frame.extra as Tuple;
      const cls = makeClass(frame, bases as readonly TypeObject[], frame.fallback as Dict);
      const own = frame.code.slots.indexOf('__class__');
      const cell = own < 0 ? undefined : stack[frame.base + own];
      if (cell instanceof Cell) cell.value = cls;
      if (!finishClass(state, cls, frame.fallback as Dict)) {
        stack[ret] = cls;
        state.sp = ret + 1;
      }
      return false;
    }
    case IMPORTS:
      // Modules of the library have no variables that change, with one exception: moments share them.
      if (frame.code.hidden && frame.module.name !== 'logging') {
        frame.module.frozen = true;
        for (const value of frame.module.values) if (value instanceof ClassObject) value.frozen = true;
      }
      return false;
    case GIVES_METHOD:
      stack[ret] = value;
      stack[ret + 1] = undefined;
      state.sp = ret + 2;
      return false;
    case AND_ANSWER:
    case OR_ANSWER:
      // The operand stays when the answer decides; it is below the answer.
      if (value === (frame.kind === OR_ANSWER)) {
        state.frame.ip = frame.target;
        state.sp = ret;
      } else {
        state.frame.ip++;
        state.sp = ret - 1;
      }
      return false;
    case RAISES_FROM:
      stack[ret] = frame.extra ?? value;
      stack[ret + 1] = frame.fallback;
      state.sp = ret + 2;
      return false;
    case INVERTS:
      stack[ret] = !value;
      state.sp = ret + 1;
      return false;
    case ENDS:
      state.depth = -1;
      return true;
    default:
      throw new Error(`a frame of kind ${frame.kind} has returned`);
  }
}

/** True for a key of the script among every `step`-th value. */
function hasKeyOfScript(stack: readonly (Value | undefined)[], from: number, to: number, step: number): boolean {
  for (let i = from; i < to; i += step) if (isKeyOfScript(stack[i])) return true;
  return false;
}

/** Begins or goes on with a generator; its caller's `sp` is where the next item goes. */
export function resume(state: State, generator: Generator, sent: Value, consumer: number): Frame {
  if (generator.state === 'running') throw new RaisedError('ValueError', 'generator already executing');
  const { fn, saved } = generator;
  const ret = state.sp;
  const frame = state.push(fn.code, fn.module, ret, ret, GENERATES, generator);
  const { stack } = state;
  for (let i = 0; i < saved.length; i++) stack[ret + i] = saved[i];
  state.sp = ret + saved.length;
  if (generator.state === 'waiting') stack[state.sp++] = sent;
  generator.state = 'running';
  generator.saved = [];
  frame.ip = generator.ip;
  frame.consumer = consumer;
  return frame;
}

/** The generator of a frame yields a value. */
function suspend(state: State, frame: Frame, value: Value): void {
  const generator = frame.extra as Generator;
  generator.saved = state.stack.slice(frame.base, state.sp);
  generator.ip = frame.ip;
  generator.state = 'waiting';
  state.depth--;
  state.stack[frame.ret] = value;
  state.sp = frame.ret + 1;
  if (frame.consumer === CLOSES) throw new RaisedError('RuntimeError', 'generator ignored GeneratorExit');
}

/** Finds a name that is like a missing one, when the exception is printed. */
function suggestion(state: State, { name, object }: NonNullable<RaisedError['missing']>): () => string | undefined {
  if (object !== undefined) return () => nearestName(name, attributeNames(object));
  const { code, module } = state.frame;
  const { builtins } = state.environment;
  return () =>
    nearestName(name, code.slots) ??
    nearestName(name, attributeNames(module)) ??
    nearestName(name, [...builtins.keys()]);
}

/** The exception object of anything that was thrown. */
function exceptionOf(state: State, error: unknown): ExceptionObject {
  if (error instanceof Thrown) return error.exception;
  if (error instanceof RaisedError) {
    const { exception, message, value } = error;
    const { frame } = state;
    const advice = error.namesOperands ? error.adviceOn(operandsAt(frame.code, frame.ip - 1)) : error.advice;
    const made = value === undefined ? state.exception(exception, message, advice) : state.make(exception, [value]);
    if (advice !== undefined) made.advice = advice;
    if (error.missing !== undefined) made.suggest = suggestion(state, error.missing);
    return made;
  }
  if (error instanceof RangeError) {
    if (error.message.includes('call stack')) {
      return state.exception('RecursionError', 'maximum recursion depth exceeded while going through nested objects');
    }
    return state.exception('MemoryError', '', 'A text or a list is longer than this program can keep.');
  }
  // A fault of this program: the run ends in words, and the debugger goes on.
  const message = error instanceof Error ? error.message : String(error);
  return state.exception(
    'SystemError',
    `backprop-tui cannot execute this line: ${message}`,
    'This is a fault of backprop-tui, not of the script.',
  );
}

/** The exception that `raise value` raises. */
function raised(state: State, value: Value, cause: Value | undefined): Thrown {
  if (!(value instanceof ExceptionObject)) {
    const old = state.version === 2 && typeof value === 'string';
    throw typeError(
      old
        ? 'exceptions must be old-style classes or derived from BaseException, not str'
        : 'exceptions must derive from BaseException',
    );
  }
  if (cause !== undefined) {
    const made = cause instanceof ClassObject && cause.isException ? callValue(state, cause, []) : cause;
    if (made !== null && !(made instanceof ExceptionObject)) {
      throw typeError('exception causes must derive from BaseException');
    }
    value.cause = made;
    value.suppressContext = true;
  }
  return new Thrown(value);
}

function matches(exception: ExceptionObject, pattern: Value): boolean {
  if (pattern instanceof Tuple) return pattern.items.some((item) => matches(exception, item));
  if (pattern instanceof ClassObject && pattern.isException) return isSubclass(exception.class, pattern);
  mustBeHere(pattern);
  throw typeError('catching classes that do not inherit from BaseException is not allowed');
}

/**
 * Takes an exception to its handler, leaving frames that have none.
 * @param isNew false when the frame that raises it again is in its traceback already.
 * @returns false when there is no handler: the run has ended with `uncaught`.
 */
function unwind(state: State, thrown: ExceptionObject, isNew: boolean): boolean {
  state.unwinding?.(state);
  let exception = thrown;
  let adds = isNew;
  while (state.depth >= 0) {
    const { frame } = state;
    const { code } = frame;
    const at = frame.ip - 1;
    if (adds) exception.traceback = [...exception.traceback, { code, instruction: at }];
    adds = true;
    const entry = code.handlers.find(([from, to]) => at >= from && at < to);
    if (entry !== undefined) {
      const [, , target, depth] = entry;
      const sp = frame.base + code.slots.length + depth;
      state.stack[sp] = exception;
      state.sp = sp + 1;
      frame.ip = target;
      return true;
    }
    state.depth--;
    state.sp = frame.ret;
    if (frame.kind === GENERATES) {
      const generator = frame.extra as Generator;
      generator.state = 'finished';
      generator.saved = [];
      const { name } = exception.class;
      if (frame.consumer === CLOSES && (name === 'GeneratorExit' || name === 'StopIteration')) {
        state.stack[frame.ret] = null;
        state.sp = frame.ret + 1;
        return true;
      }
      if (name === 'StopIteration') {
        const wrapped = state.exception('RuntimeError', 'generator raised StopIteration');
        wrapped.cause = exception;
        wrapped.context = exception;
        exception = wrapped;
      }
    } else if (frame.kind === IMPORTS) state.modules.delete(frame.module.name);
  }
  state.uncaught = exception;
  return false;
}
