import { counted } from '../program/wording.ts';
import type { ValueFault } from '../scenario/fault.ts';
import type { Scenario } from '../scenario/schema.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { differences, factsOf } from './checkpoint-facts.ts';
import { type Begun, beginRun, type Companion } from './headless.ts';
import { readBytes, writeWhole } from './whole-file.ts';

const MOST_BYTES = 256 * 2 ** 20;

export type Resumed =
  | { readonly ok: true; readonly begun: Begun }
  /** At least one fault. */
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

/** The run of a checkpoint, if it is one of this scenario's. */
export function resumeRun(file: string, scenario: Scenario): Resumed {
  const bytes = readBytes(file, 'a checkpoint', MOST_BYTES);
  if (!bytes.ok) return { ok: false, faults: [bytes.fault] };
  const read = readCheckpoint(bytes.bytes);
  if (!read.ok) return { ok: false, faults: [read.fault] };
  const { facts, saved, lowest, seconds, stopped } = read.checkpoint;
  const others = differences(factsOf(scenario), facts);
  if (others.length > 0) return { ok: false, faults: others };
  const { iterations, stop } = scenario.training;
  if (saved.iteration > iterations) {
    return failure(
      `a checkpoint after at most ${counted(iterations, 'iteration')}`,
      counted(saved.iteration, 'iteration'),
    );
  }
  const begun = beginRun(scenario);
  try {
    begun.run.resume(saved);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return failure('a checkpoint of this network', error.message);
  }
  begun.stopper.goOn(lowest);
  // Who gives it another reason to stop wants it to go on until then.
  const isOver = stopped !== undefined && stopped.conditions === conditionsOf(stop);
  return { ok: true, begun: { ...begun, seconds, stopped: isOver ? stopped.reason : undefined } };
}

/**
 * Writes checkpoints of a run, each in the place of the one before: every so many iterations, and at the end.
 * @param warn what is wrong where one cannot be written; the run goes on.
 */
export function checkpoints(
  file: string,
  every: number | undefined,
  scenario: Scenario,
  warn: (problem: string) => void,
): Companion {
  const facts = factsOf(scenario);
  const { iterations, stop } = scenario.training;
  const save = ({ run, stopper, stopped }: Begun, seconds: number): string | undefined => {
    // What is about to end in numbers that are not finite says so itself; the checkpoint before it stays.
    run.settle();
    if (run.diverged) return undefined;
    const reason = stopped && { reason: stopped, conditions: conditionsOf(stop) };
    return writeWhole(
      file,
      writeCheckpoint({ facts, saved: run.save(), lowest: stopper.lowest, seconds, stopped: reason }),
    );
  };
  let next = 0;
  return {
    follow(begun, seconds) {
      const { iteration } = begun.run;
      if (every !== undefined && iteration === next && iteration < iterations) {
        const problem = save(begun, seconds());
        if (problem !== undefined) warn(`the checkpoint cannot be written: ${problem}; training goes on`);
      }
      if (next > iteration) return;
      next = every === undefined ? iterations : Math.min(iterations, (Math.floor(iteration / every) + 1) * every);
      begun.run.prepareToSave(Math.max(next - 1, iteration + 1));
    },
    end: (begun, seconds) => {
      const problem = save(begun, seconds());
      return problem && `the checkpoint cannot be written: ${problem}`;
    },
  };
}

function conditionsOf(stop: Scenario['training']['stop']): string {
  return JSON.stringify(stop ?? {});
}

function failure(expected: string, found: string): Resumed {
  return { ok: false, faults: [{ path: '', expected, found }] };
}
