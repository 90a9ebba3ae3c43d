import * as op from '../machine/opcodes.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import type { State } from '../machine/state.ts';
import type { Roles } from '../roles/find.ts';
import { isIn } from '../roles/loops.ts';
import { readPath } from '../roles/path.ts';
import { numbersOf } from './numbers.ts';
import { stopHere, tapsOf } from './taps.ts';

/** Passes that are compared, and pieces of lines, calls and jumps back in which they run. */
const MOST_PASSES = 24;
const PIECE = 2000;
const MOST_PIECES = 1500;

/**
 * True where passes of a loop change the same cells of its weights again, in pieces. A loop that prepares data changes others in each
 * pass, and one that tries a change takes it back.
 * @param run a run of its own, before the loop: it is used up.
 */
export function* repeatsUpdates(run: ScriptRun, roles: Roles): Generator<void, boolean> {
  const { loop, parameters } = roles;
  const { state } = run;
  let passes = 0;
  let hasPassed = false;
  state.taps = tapsOf([{ ...roles, meeting: undefined }]);
  state.tapped = (now: State): void => {
    const { code, ip } = now.frame;
    if (code !== loop.code || code.ops[ip] !== op.JUMP_BACK || code.args[ip] !== loop.start) return;
    hasPassed = true;
    stopHere(now);
  };
  const read = (): readonly (Float64Array | undefined)[] =>
    parameters.map((path) => numbersOf(readPath(run, path) ?? null)?.data);
  const changed = parameters.map(() => new Set<number>());
  let before = read();
  for (let pieces = 0; pieces < MOST_PIECES && passes < MOST_PASSES; pieces++) {
    const stopped = run.go({ kind: 'end' }, PIECE);
    yield;
    if (hasPassed) {
      hasPassed = false;
      passes++;
      const now = read();
      for (const [at, data] of now.entries()) {
        const was = before[at];
        if (data === undefined || was?.length !== data.length) continue;
        const own = changed[at] as Set<number>;
        for (const [cell, value] of data.entries()) {
          if (Object.is(value, was[cell])) continue;
          if (own.has(cell)) return true;
          own.add(cell);
        }
      }
      before = now;
    } else if (stopped !== 'piece' || (passes > 0 && !isIn(loop, state))) break;
  }
  return passes === 1 && changed.some(({ size }) => size > 0);
}
