import { stateLength } from '../../engine/machine/machine.ts';
import type { Underway } from '../../engine/run/stop.ts';
import type { Program } from '../../language/program.ts';
import { counted } from '../../language/wording.ts';
import { changesFor } from '../../network/edits.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import { plannedEdits, programOf, settingsOf } from '../../scenario/network.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type Begun, beginRun, type Companion } from '../headless.ts';
import { readBytes, unlike, writeWhole } from '../take-away/whole-file.ts';
import { isCheckpoint, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { differences, factsOf } from './facts.ts';

const MOST_BYTES = 256 * 2 ** 20;

export type Found =
  | { readonly ok: true; readonly underway: Underway }
  /** At least one fault. */
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

/** The run that a checkpoint is of, if it is one of this scenario's and has not gone on for more than so many iterations. */
export function findUnderway(file: string, scenario: Scenario, most: number): Found {
  const bytes = readBytes(file, 'a checkpoint', MOST_BYTES);
  if (!bytes.ok) return { ok: false, faults: [bytes.fault] };
  const read = readCheckpoint(bytes.bytes);
  if (!read.ok) return { ok: false, faults: [read.fault] };
  const { facts, saved, lowest, seconds, stopped } = read.checkpoint;
  const others = differences(factsOf(scenario), facts);
  if (others.length > 0) return { ok: false, faults: others };
  if (saved.iteration > most) {
    return failure(`a checkpoint after at most ${counted(most, 'iteration')}`, counted(saved.iteration, 'iteration'));
  }
  const { length } = saved.from.state;
  const numbers = stateLength(programAt(scenario, saved.from.iteration));
  if (length !== numbers) return failure(`a state of ${counted(numbers, 'number')}`, counted(length, 'number'));
  // Who gives it another reason to stop wants it to go on until then.
  const isOver = stopped !== undefined && stopped.conditions === conditionsOf(scenario.training.stop);
  return { ok: true, underway: { saved, lowest, seconds, stopped: isOver ? stopped.reason : undefined } };
}

/** The same run, about to go on in this process. */
export function goOn({ saved, lowest, seconds, stopped }: Underway, scenario: Scenario): Begun {
  const begun = beginRun(scenario);
  begun.run.resume(saved);
  begun.stopper.resume(lowest);
  return { ...begun, seconds, stopped };
}

/** The program that has run the iteration before, or the first one. */
function programAt(scenario: Scenario, iteration: number): Program {
  const program = programOf(scenario);
  const changes = changesFor(plannedEdits(scenario), settingsOf(scenario), program, scenario.data.inputs.length);
  return changes.findLast(({ at }) => at < iteration)?.program ?? program;
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
    run.checkFinite();
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
      begun.run.prepareToSave(Math.max(next - 2, iteration + 1));
    },
    end: (begun, seconds) => {
      const problem = save(begun, seconds());
      return problem && `the checkpoint cannot be written: ${problem}`;
    },
  };
}

/** Why a checkpoint must not take the place of what is in a file. */
export function noCheckpoint(file: string): ValueFault | undefined {
  return unlike(file, 'a checkpoint to replace', () => {
    const read = readBytes(file, 'a checkpoint', MOST_BYTES);
    return read.ok && isCheckpoint(read.bytes);
  });
}

export function conditionsOf(stop: Scenario['training']['stop']): string {
  return JSON.stringify(stop ?? {});
}

function failure(expected: string, found: string): Found {
  return { ok: false, faults: [{ path: '', expected, found }] };
}
