import { matrixFormatOf } from '../formats/matrix-file.ts';
import { type Fault, printFaults } from '../scenario/fault.ts';
import { withWeights } from '../scenario/given-weights.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Scenario } from '../scenario/schema.ts';
import { checkpoints, resumeRun } from './checkpoints.ts';
import type { Begun, Companion } from './headless.ts';
import { asFaults, readWeights, saveWeights, wrongEnding } from './weights-file.ts';
import { unwritable } from './whole-file.ts';

/** What a run begins with beside its scenario, and what is to be kept of it: names of files. */
export interface TakeAway {
  readonly weights?: string | undefined;
  readonly saveWeights?: string | undefined;
  /** Of checkpoints, and iterations between them. */
  readonly save?: string | undefined;
  readonly saveEvery?: number | undefined;
  readonly resume?: string | undefined;
}

export type Prepared =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      readonly companions: readonly Companion[];
      /** The run of a checkpoint. */
      readonly begun: Begun | undefined;
    }
  /** Lines for a person. */
  | { readonly ok: false; readonly lines: readonly string[] };

/** Whether a run is to leave something behind that a dashboard does not: it is trained without one. */
export function isHeadless({ saveWeights: weights, save, resume }: TakeAway): boolean {
  return (weights ?? save ?? resume) !== undefined;
}

/** Looks at all files before anything is trained. */
export function prepare(scenario: Scenario, wanted: TakeAway, warn: (problem: string) => void): Prepared {
  const { weights, saveWeights: target, save, saveEvery, resume } = wanted;
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
  if (resume === undefined) return { ok: true, scenario: own, companions, begun: undefined };
  const resumed = resumeRun(resume, own);
  return resumed.ok ? { ok: true, scenario: own, companions, begun: resumed.begun } : failed(resume, resumed.faults);
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
