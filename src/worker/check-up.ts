import { type CheckedSubject, CheckUp, type ProgramChange } from '../engine/check-up/check-up.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import { hasRoles } from '../language/program.ts';
import { buildProgram } from '../network/build.ts';
import type { NetworkSettings } from '../network/settings.ts';
import type { RunChange } from './protocol.ts';
import { type Subject, settingsIn, subjectAfter } from './subject.ts';

/** The run of a session. */
interface CheckedRun {
  readonly subject: Subject;
  readonly training: TrainingRun;
  readonly seed: number;
  readonly changes: readonly RunChange[];
}

/** Settings without what keeps a network from learning a few rows by heart. */
const bare: Partial<NetworkSettings> = {
  batchSize: 0,
  dropout: 0,
  l1: 0,
  l2: 0,
  weightDecay: 0,
  schedule: 'constant',
};

/**
 * A check-up of a run in its current state.
 * @returns undefined for a run without settings, or without examples, targets and predictions: there is nothing to train beside it.
 */
export function checkUpOf({ subject, training, seed, changes }: CheckedRun): CheckUp | undefined {
  const made = changes.slice(0, training.changed).flatMap(({ edits }) => edits);
  const settings = settingsIn(subjectAfter(subject, made));
  if (settings === undefined || !hasRoles(training.program, 'error', 'examples', 'target', 'prediction', 'layers'))
    return undefined;
  const { inputs, targets, test, classes } = subject;
  const checked: CheckedSubject = {
    inputs,
    targets,
    test,
    areClasses: classes !== undefined,
    seed,
    programFor: (rows, change) => buildProgram(settingsAfter(settings, change), rows),
  };
  return new CheckUp(checked, training);
}

function settingsAfter(
  settings: NetworkSettings,
  { learningRate, optimizer, isBare, isUnclipped }: ProgramChange,
): NetworkSettings {
  return {
    ...settings,
    ...(isBare === true ? bare : {}),
    ...(isUnclipped === true ? { clip: 'none' } : {}),
    ...(learningRate === undefined ? {} : { learningRate }),
    ...(optimizer === undefined ? {} : { optimizer }),
  };
}
