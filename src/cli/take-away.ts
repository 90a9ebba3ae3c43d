import { matrixFormatOf } from '../formats/matrix-file.ts';
import { logFormatOf } from '../formats/run-log.ts';
import { type Fault, printFaults } from '../scenario/fault.ts';
import { withWeights } from '../scenario/given-weights.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Scenario } from '../scenario/schema.ts';
import { checkpoints, resumeRun } from './checkpoints.ts';
import type { Begun, Companion } from './headless.ts';
import { LogFile } from './log-file.ts';
import { asFaults, readWeights, saveWeights, wrongEnding } from './weights-file.ts';
import { reasonOf, unwritable } from './whole-file.ts';

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

export type Prepared =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      readonly companions: readonly Companion[];
      /** The run of a checkpoint. */
      readonly begun: Begun | undefined;
      readonly log: LogFile | undefined;
    }
  /** Lines for a person. */
  | { readonly ok: false; readonly lines: readonly string[] };

/** Whether a run is to leave something behind that a dashboard does not: it is trained without one. */
export function isHeadless({ saveWeights: weights, save, resume }: TakeAway): boolean {
  return (weights ?? save ?? resume) !== undefined;
}

/** Looks at all files before anything is trained. */
export function prepare(scenario: Scenario, wanted: TakeAway, warn: (problem: string) => void): Prepared {
  const { weights, saveWeights: target, save, saveEvery, resume, log, logEvery } = wanted;
  let own = scenario;
  if (weights !== undefined) {
    const read = readWeights(weights);
    if (!read.ok) return failed(weights, [read.fault]);
    const begun = withWeights(scenario, read.matrices);
    if (!begun.ok) return failed(weights, asFaults(begun.faults));
    own = begun.scenario;
  }
  const companions: Companion[] = [];
  if (save !== undefined) {
    const problem = unwritable(save);
    if (problem !== undefined) return failed(save, [cannotWrite(problem)]);
    companions.push(checkpoints(save, saveEvery, own, warn));
  }
  if (target !== undefined) {
    if (matrixFormatOf(target) === undefined) return failed(target, [wrongEnding]);
    const problem = unwritable(target);
    if (problem !== undefined) return failed(target, [cannotWrite(problem)]);
    companions.push({ end: ({ run }) => told(target, saveWeights(target, run)) });
  }
  const resumed = resume === undefined ? undefined : resumeRun(resume, own);
  if (resume !== undefined && resumed?.ok === false) return failed(resume, resumed.faults);
  const opened = log === undefined ? undefined : openLog(log, logEvery ?? usualEvery(own));
  if (log !== undefined && opened?.ok === false) return failed(log, [opened.fault]);
  const logFile = opened?.ok === true ? opened.log : undefined;
  if (logFile !== undefined) companions.push(logFile.companion(warn));
  return { ok: true, scenario: own, companions, begun: resumed?.ok === true ? resumed.begun : undefined, log: logFile };
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
  try {
    return { ok: true, log: new LogFile(file, format, every) };
  } catch (error) {
    return { ok: false, fault: cannotWrite(reasonOf(error)) };
  }
}

function cannotWrite(found: string): Fault {
  return { path: '', expected: 'a file that can be written', found };
}

function told(file: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `${plainText(file)} cannot be written: ${problem}`;
}

function failed(file: string, faults: readonly Fault[]): Prepared {
  return { ok: false, lines: printFaults(file, faults) };
}
