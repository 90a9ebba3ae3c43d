import { matrixFormatOf } from '../../formats/matrix-file.ts';
import { logFormatOf } from '../../formats/run-log.ts';
import { type Fault, printFaults } from '../../scenario/fault.ts';
import { withWeights } from '../../scenario/given-weights.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { checkpoints, findUnderway, goOn, noCheckpoint } from '../checkpoint/going-on.ts';
import { CheckpointKeeper } from '../checkpoint/keeper.ts';
import { Resumption } from '../checkpoint/resumption.ts';
import type { Begun, Companion } from '../headless.ts';
import type { Attendant } from './attendant.ts';
import { LogFile, noLog } from './log-file.ts';
import { type FileInUse, filesOfScenario, isSameFile, overwrites } from './reserved-files.ts';
import { asFaults, noWeights, readWeights, saveWeights, wrongEnding } from './weights-file.ts';
import { WeightsKeeper } from './weights-keeper.ts';
import { cannotWrite, reasonOf, unwritable } from './whole-file.ts';

/** What a run begins with beside its scenario, and what is to be kept of it: names of files. */
export interface TakeAway {
  readonly weights?: string | undefined;
  readonly saveWeights?: string | undefined;
  /** Of checkpoints, and iterations between them. */
  readonly save?: string | undefined;
  readonly saveEvery?: number | undefined;
  readonly resume?: string | undefined;
  /** With a line each so many iterations. */
  readonly log?: string | undefined;
  readonly logEvery?: number | undefined;
}

/** What goes along with a run without a dashboard. */
export interface Headless {
  readonly companions: readonly Companion[];
  /** The run of a checkpoint. */
  readonly begun: Begun | undefined;
}

export type Prepared =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      readonly headless: () => Headless;
      /** What goes along with the runs of a dashboard. */
      readonly attendants: () => readonly Attendant[];
    }
  /** Lines for a person. */
  | { readonly ok: false; readonly lines: readonly string[] };

/**
 * Looks at all files before anything is trained.
 * @param file of the scenario.
 * @param isHeadless whether it ends with its last iteration.
 */
export function prepare(
  file: string,
  scenario: Scenario,
  wanted: TakeAway,
  isHeadless: boolean,
  warn: (problem: string) => void,
): Prepared {
  const { weights, saveWeights: target, save, saveEvery, resume, log, logEvery } = wanted;
  const lines = overwrites(outputsOf(wanted), [...filesOfScenario(file, scenario), ...inputsOf(wanted)]);
  if (lines.length > 0) return { ok: false, lines };
  let own = scenario;
  if (weights !== undefined) {
    const read = readWeights(weights);
    if (!read.ok) return failed(weights, [read.fault]);
    const begun = withWeights(scenario, read.matrices);
    if (!begun.ok) return failed(weights, asFaults(begun.faults));
    own = begun.scenario;
  }
  if (save !== undefined) {
    const problem = unwritable(save);
    if (problem !== undefined) return failed(save, [cannotWrite(problem)]);
    const other = noCheckpoint(save);
    if (other !== undefined) return failed(save, [other]);
  }
  if (target !== undefined) {
    if (matrixFormatOf(target) === undefined) return failed(target, [wrongEnding]);
    const problem = unwritable(target);
    if (problem !== undefined) return failed(target, [cannotWrite(problem)]);
    const other = noWeights(target);
    if (other !== undefined) return failed(target, [other]);
  }
  const most = isHeadless ? own.training.iterations : Number.POSITIVE_INFINITY;
  const found = resume === undefined ? undefined : findUnderway(resume, own, most);
  if (resume !== undefined && found?.ok === false) return failed(resume, found.faults);
  const opened = log === undefined ? undefined : openLog(log, logEvery ?? usualEvery(own));
  if (log !== undefined && opened?.ok === false) return failed(log, [opened.fault]);
  const underway = found?.ok === true ? found.underway : undefined;
  const logFile = opened?.ok === true ? opened.log : undefined;
  return {
    ok: true,
    scenario: own,
    headless: () => ({
      companions: [
        ...(save === undefined ? [] : [checkpoints(save, saveEvery, own, warn)]),
        ...(target === undefined ? [] : [weightsAtTheEnd(target)]),
        ...(logFile === undefined ? [] : [logFile.companion(warn)]),
      ],
      begun: underway && goOn(underway, own),
    }),
    attendants: () => [
      ...(logFile === undefined ? [] : [logFile]),
      ...(underway === undefined ? [] : [new Resumption(underway)]),
      ...(target === undefined ? [] : [new WeightsKeeper(target)]),
      // Next to the thread, so that it hears of a run that goes on.
      ...(save === undefined ? [] : [new CheckpointKeeper(save, saveEvery, own)]),
    ],
  };
}

function outputsOf({ save, saveWeights, log }: TakeAway): readonly FileInUse[] {
  return inUse({ '--save': save, '--save-weights': saveWeights, '--log': log });
}

/** Whoever goes on from a checkpoint may put the next one in its place. */
function inputsOf({ weights, resume, save }: TakeAway): readonly FileInUse[] {
  const isGoingOn = resume !== undefined && save !== undefined && isSameFile(resume, save);
  return inUse({ 'the file of --weights': weights, 'the file of --resume': isGoingOn ? undefined : resume });
}

function inUse(files: Readonly<Record<string, string | undefined>>): readonly FileInUse[] {
  return Object.entries(files).flatMap(([role, file]) => (file === undefined ? [] : [{ file, role }]));
}

function weightsAtTheEnd(file: string): Companion {
  return { end: ({ run }) => told(file, saveWeights(file, run)) };
}

/** About a thousand lines. */
function usualEvery({ training }: Scenario): number {
  return Math.max(1, Math.round(training.iterations / 1000));
}

type OpenedLog = { readonly ok: true; readonly log: LogFile } | { readonly ok: false; readonly fault: Fault };

function openLog(file: string, every: number): OpenedLog {
  const format = logFormatOf(file);
  if (format === undefined) {
    return { ok: false, fault: { path: '', expected: 'a name that ends in .ndjson or .csv', found: 'another' } };
  }
  const other = noLog(file, format);
  if (other !== undefined) return { ok: false, fault: other };
  try {
    return { ok: true, log: new LogFile(file, format, every) };
  } catch (error) {
    return { ok: false, fault: cannotWrite(reasonOf(error)) };
  }
}

function told(file: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `${plainText(file)} cannot be written: ${problem}`;
}

function failed(file: string, faults: readonly Fault[]): Prepared {
  return { ok: false, lines: printFaults(file, faults) };
}
