/*
 * The loop of the machine. It keeps the instruction counter and the top of the stack in local variables, and executes the small
 * instructions itself. The others are functions of `instructions/`: V8 compiles a long function for a long time, and this one first.
 */
import { compareNumbers } from './comparisons.ts';
import { CALLED, type Frame } from './frame.ts';
import { arithmeticInstructions } from './instructions/arithmetic.ts';
import { attributeInstructions } from './instructions/attributes.ts';
import { callInstructions } from './instructions/calls.ts';
import { collectionInstructions } from './instructions/collections.ts';
import { conditionInstructions } from './instructions/conditions.ts';
import { exceptionInstructions } from './instructions/exceptions.ts';
import { importInstructions } from './instructions/imports.ts';
import type { Instruction, Instructions } from './instructions/instruction.ts';
import { iterationInstructions } from './instructions/iteration.ts';
import { globalValue, nameInstructions, notDefined, unbound } from './instructions/names.ts';
import { returnInstructions } from './instructions/returns.ts';
import { textInstructions } from './instructions/texts.ts';
import * as op from './opcodes.ts';
import { CallsScript, type State, Suspended } from './state.ts';
import { raiseThrown } from './unwind.ts';

/** The reason why the loop has stopped. */
export type Stop = 'line' | 'fuel' | 'input' | 'end';

const SAFE = Number.MAX_SAFE_INTEGER;

/** The functions of the instructions, by operation. */
const functions: readonly Instruction[] = functionsOf({
  ...arithmeticInstructions,
  ...attributeInstructions,
  ...callInstructions,
  ...collectionInstructions,
  ...conditionInstructions,
  ...exceptionInstructions,
  ...importInstructions,
  ...iterationInstructions,
  ...nameInstructions,
  ...returnInstructions,
  ...textInstructions,
});

function functionsOf(known: Instructions): readonly Instruction[] {
  const unknown: Instruction = () => {
    throw new Error('unknown instruction');
  };
  return Array.from({ length: op.TRACE }, (_, operation) => known[operation] ?? unknown);
}

/** Executes instructions until a reason to stop. */
export function execute(state: State): Stop {
  const { stack, frames } = state;
  let { sp, lines, fuel, stopAt } = state;
  let ip = 0;
  let frame = frames[state.depth] as Frame;
  for (;;) {
    try {
      running: for (;;) {
        if (state.depth < 0) {
          state.lines = lines;
          state.fuel = fuel;
          return 'end';
        }
        frame = frames[state.depth] as Frame;
        const { code, base } = frame;
        const { args, consts } = code;
        const globals = frame.module.values;
        const ops = state.observe === undefined ? (state.taps?.get(code) ?? code.ops) : code.traced;
        sp = state.sp;
        ip = frame.ip;
        stopAt = state.stopAt;
        let operation = ops[ip++] as number;
        if (state.hasSeen) {
          state.hasSeen = false;
          operation = code.ops[ip - 1] as number;
        }
        traced: for (;;) {
          for (; ; operation = ops[ip++] as number) {
            // `continue` goes to the next instruction, `break` to the function of this one.
            switch (operation) {
              case op.TRACE:
                frame.ip = ip - 1;
                state.sp = sp;
                state.lines = lines;
                (state.observe ?? state.tapped)?.(state);
                stopAt = state.stopAt;
                operation = code.ops[ip - 1] as number;
                continue traced;
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
                continue;
              case op.LOAD_CONST:
                stack[sp++] = consts[args[ip - 1] as number];
                continue;
              case op.LOAD_FAST: {
                const value = stack[base + (args[ip - 1] as number)];
                if (value === undefined) {
                  frame.ip = ip;
                  throw unbound(code, args[ip - 1] as number);
                }
                stack[sp++] = value;
                continue;
              }
              case op.STORE_FAST:
                stack[base + (args[ip - 1] as number)] = stack[--sp];
                continue;
              case op.LOAD_GLOBAL: {
                const slot = args[ip - 1] as number;
                const value = globals[slot] ?? globalValue(frame.module, slot);
                if (value === undefined) {
                  frame.ip = ip;
                  throw notDefined(frame.module.slotNames[slot] as string);
                }
                stack[sp++] = value;
                continue;
              }
              case op.STORE_GLOBAL:
                globals[args[ip - 1] as number] = stack[--sp];
                continue;
              case op.ADD: {
                const left = stack[sp - 2];
                const right = stack[sp - 1];
                if (typeof left !== 'number' || typeof right !== 'number') break;
                const sum = left + right;
                if (sum > SAFE || sum < -SAFE) break;
                stack[--sp - 1] = sum;
                continue;
              }
              case op.SUBTRACT: {
                const left = stack[sp - 2];
                const right = stack[sp - 1];
                if (typeof left !== 'number' || typeof right !== 'number') break;
                const difference = left - right;
                if (difference > SAFE || difference < -SAFE) break;
                stack[--sp - 1] = difference;
                continue;
              }
              case op.MULTIPLY: {
                const left = stack[sp - 2];
                const right = stack[sp - 1];
                if (typeof left !== 'number' || typeof right !== 'number') break;
                const product = left * right;
                if (product > SAFE || product < -SAFE) break;
                // 0 times a negative number is −0, which no whole number is.
                stack[--sp - 1] = product + 0;
                continue;
              }
              case op.IN_PLACE: {
                const left = stack[sp - 2];
                const right = stack[sp - 1];
                if (args[ip - 1] !== 0 || typeof left !== 'number' || typeof right !== 'number') break;
                const sum = left + right;
                if (sum > SAFE || sum < -SAFE) break;
                stack[--sp - 1] = sum;
                continue;
              }
              case op.COMPARE: {
                const left = stack[sp - 2];
                const right = stack[sp - 1];
                if (typeof left !== 'number' || typeof right !== 'number') break;
                stack[--sp - 1] = compareNumbers(args[ip - 1] as number, left, right);
                continue;
              }
              case op.POP_JUMP_IF_FALSE: {
                const value = stack[sp - 1];
                if (typeof value !== 'boolean') break;
                sp--;
                if (!value) ip = args[ip - 1] as number;
                continue;
              }
              case op.POP_JUMP_IF_TRUE: {
                const value = stack[sp - 1];
                if (typeof value !== 'boolean') break;
                sp--;
                if (value) ip = args[ip - 1] as number;
                continue;
              }
              case op.JUMP:
                ip = args[ip - 1] as number;
                continue;
              case op.JUMP_BACK:
                ip = args[ip - 1] as number;
                if (--fuel <= 0) {
                  frame.ip = ip;
                  state.sp = sp;
                  state.lines = lines;
                  state.fuel = fuel;
                  return 'fuel';
                }
                continue;
              case op.POP:
                sp--;
                continue;
              case op.DUP:
                stack[sp] = stack[sp - 1];
                sp++;
                continue;
              case op.DUP2:
                stack[sp] = stack[sp - 2];
                stack[sp + 1] = stack[sp - 1];
                sp += 2;
                continue;
              case op.ROT2: {
                const top = stack[sp - 1];
                stack[sp - 1] = stack[sp - 2];
                stack[sp - 2] = top;
                continue;
              }
              case op.ROT3: {
                const top = stack[sp - 1];
                stack[sp - 1] = stack[sp - 2];
                stack[sp - 2] = stack[sp - 3];
                stack[sp - 3] = top;
                continue;
              }
              case op.CALL:
              case op.CALL_METHOD:
              case op.CALL_KEYWORDS:
                if (--fuel <= 0) {
                  frame.ip = ip - 1;
                  state.sp = sp;
                  state.lines = lines;
                  state.fuel = fuel + 1;
                  // True where `tapped` has seen the call before which this piece ends.
                  state.hasSeen = state.observe === undefined && ops[ip - 1] === op.TRACE;
                  return 'fuel';
                }
                break;
              case op.RETURN:
                if (frame.kind !== CALLED) break;
                stack[frame.ret] = stack[sp - 1];
                state.sp = frame.ret + 1;
                state.depth--;
                continue running;
            }
            frame.ip = ip;
            state.sp = sp;
            state.lines = lines;
            const run = functions[operation] as Instruction;
            if (run(state, frame, args[ip - 1] as number)) continue running;
            ip = frame.ip;
            sp = state.sp;
          }
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
      state.lines = lines;
      raiseThrown(state, error);
    }
  }
}
