import { lengthOfCells, stateLength } from '../../engine/machine/machine.ts';
import { mostReplayed } from '../../engine/observers/keyframes.ts';
import { workOf } from '../../engine/work.ts';
import type { Program } from '../../language/program.ts';
import { inferShapes } from '../../language/shapes.ts';
import { counted, quoted } from '../../language/wording.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { Checkpoint } from '../../worker/protocol.ts';
import { changesOf } from '../../worker/subject.ts';
import { subjectOf } from '../subject.ts';
import { notOfKind, readBytes } from '../writers/whole-file.ts';
import { isCheckpoint, readCheckpoint } from './checkpoint.ts';
import { changedFiles, conditionsOf, differences, factsOf } from './facts.ts';

const MOST_BYTES = 256 * 2 ** 20;

export type Found =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly notice: string | undefined }
  /** At least one fault. */
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

/**
 * The checkpoint in a file, for a run of this scenario.
 * @param most completed iterations at most.
 */
export function findCheckpoint(file: string, scenario: Scenario, most: number): Found {
  const bytes = readBytes(file, 'a checkpoint', MOST_BYTES);
  if (!bytes.ok) return { ok: false, faults: [bytes.fault] };
  const read = readCheckpoint(bytes.bytes);
  if (!read.ok) return { ok: false, faults: [read.fault] };
  const { facts, stopped, ...rest } = read.checkpoint;
  const own = factsOf(scenario);
  const others = differences(own, facts);
  if (others.length > 0) return { ok: false, faults: others };
  const { iteration, from } = rest.saved;
  if (iteration > most) {
    return failure(`a checkpoint after at most ${counted(most, 'iteration')}`, counted(iteration, 'iteration'));
  }
  const length = lengthOfCells(from.state);
  const program = programAt(scenario, from.iteration);
  const numbers = stateLength(program);
  if (length !== numbers) return failure(`a state of ${counted(numbers, 'number')}`, counted(length, 'number'));
  const replayed = mostReplayed(rest.saved, workOf(program.iteration, inferShapes(program)));
  if (iteration - from.iteration > replayed) {
    const expected = `a state from at most ${counted(replayed, 'iteration')} before the checkpoint`;
    return failure(expected, `one from ${counted(iteration - from.iteration, 'iteration')} before`);
  }
  // With other stop conditions the run continues until one of those holds.
  const isOver = stopped !== undefined && stopped.conditions === conditionsOf(scenario.training.stop);
  return {
    ok: true,
    checkpoint: { ...rest, stopped: isOver ? stopped.reason : undefined },
    notice:
      [...(read.notice === undefined ? [] : [read.notice]), ...changedFiles(own, facts).map(unusedChange)].join('; ') ||
      undefined,
  };
}

function unusedChange(file: string): string {
  return `${quoted(file)} has changed since the checkpoint, but the examples that are learned have not`;
}

/** The program of the iteration before this one, or the first program. */
function programAt(scenario: Scenario, iteration: number): Program {
  const subject = subjectOf(scenario);
  return changesOf(subject, subject.plan).findLast(({ at }) => at < iteration)?.program ?? subject.program;
}

/** The fault of an existing file that is no checkpoint. */
export function notACheckpoint(file: string): ValueFault | undefined {
  return notOfKind(file, 'a checkpoint to replace', () => {
    const read = readBytes(file, 'a checkpoint', MOST_BYTES);
    return read.ok && isCheckpoint(read.bytes);
  });
}

function failure(expected: string, found: string): Found {
  return { ok: false, faults: [{ path: '', expected, found }] };
}
