import type { Frame } from '../../machine/frame.ts';
import type { State } from '../../machine/state.ts';
import type { Roles } from '../../roles/find.ts';
import type { DebugRun } from '../debug-run.ts';
import { numbersOf } from '../numbers.ts';
import { Taps } from '../taps.ts';
import { Passes } from './passes.ts';

/** The first NaN or infinity that a training assigns. */
export interface FirstNonFinite {
  /** The name that it is assigned to. */
  readonly name: string;
  /** The line of the script, from 1. */
  readonly line: number;
  /** The iteration in which the line ran, from 1. */
  readonly iteration: number;
}

/**
 * Searches for the first line that assigns NaN or infinity, from the last kept position where error and weights were finite. A name that
 * held such a value in the iteration before is passed over: an infinity may be meant as the largest number.
 * @returns undefined where none is found before the error of an iteration is not finite.
 */
export function* firstNonFinite(debug: DebugRun, roles: Roles): Generator<void, FirstNonFinite | undefined> {
  const { run } = debug;
  const { state } = run;
  const { slotNames = [] } = (state.modules.get('__main__') ?? {}) as { readonly slotNames?: readonly string[] };
  const taps = new Taps(debug.main, slotNames, [roles]);
  const passes = new Passes(debug, roles);
  const kept = debug.boundaries.findLast(({ counted: { meetings } }) => Number.isFinite(meetings.last?.total ?? 0));
  const before = new Set<string>();
  const from = debug.trainings.at(debug.training)?.from ?? 0;
  let [isFirst, iteration] = [true, kept?.counted.iteration ?? from];
  let found: FirstNonFinite | undefined;
  run.restore((kept ?? debug.keptBeforeTraining).moment);
  const last = debug.iteration;
  const see = (now: State): void => {
    if (found !== undefined) return;
    const frame = now.frames[now.depth] as Frame;
    const kind = passes.kindOf(now);
    if (kind === 'back' || kind === 'exit') [isFirst, iteration] = [false, iteration + 1];
    const stored = taps.storeAt(frame.code, frame.ip);
    const value = stored === undefined ? undefined : now.stack[now.sp - stored.below];
    if (stored === undefined || value === undefined) return;
    const numbers = numbersOf(value);
    if (numbers === undefined || numbers.data.every(Number.isFinite)) return;
    const key = `${stored.line} ${stored.name}`;
    if (isFirst) before.add(key);
    else if (!before.has(key)) {
      found = { name: stored.name, line: stored.line, iteration: iteration + 1 };
      now.stopAt = now.lines;
      now.stops = true;
    }
  };
  [state.taps, state.tapped] = [taps.all, see];
  while (iteration < last && run.go({ kind: 'end' }, PIECE) === 'piece') yield;
  return found;
}

/** Lines, calls and jumps back of a piece. */
const PIECE = 1000;
