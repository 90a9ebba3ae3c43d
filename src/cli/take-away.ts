import { matrixFormatOf } from '../formats/matrix-file.ts';
import { type Fault, printFaults } from '../scenario/fault.ts';
import { withWeights } from '../scenario/given-weights.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Companion } from './headless.ts';
import { asFaults, readWeights, saveWeights, wrongEnding } from './weights-file.ts';
import { unwritable } from './whole-file.ts';

/** What a run begins with beside its scenario, and what is to be kept of it: names of files. */
export interface TakeAway {
  readonly weights?: string | undefined;
  readonly saveWeights?: string | undefined;
}

export type Prepared =
  | { readonly ok: true; readonly scenario: Scenario; readonly companions: readonly Companion[] }
  /** Lines for a person. */
  | { readonly ok: false; readonly lines: readonly string[] };

/** Whether a run is to leave something behind that a dashboard does not: it is trained without one. */
export function isHeadless({ saveWeights: file }: TakeAway): boolean {
  return file !== undefined;
}

/** Looks at all files before anything is trained. */
export function prepare(scenario: Scenario, wanted: TakeAway): Prepared {
  const { weights, saveWeights: target } = wanted;
  let own = scenario;
  if (weights !== undefined) {
    const read = readWeights(weights);
    if (!read.ok) return failed(weights, [read.fault]);
    const begun = withWeights(scenario, read.matrices);
    if (!begun.ok) return failed(weights, asFaults(begun.faults));
    own = begun.scenario;
  }
  const companions: Companion[] = [];
  if (target !== undefined) {
    if (matrixFormatOf(target) === undefined) return failed(target, [wrongEnding]);
    const problem = unwritable(target);
    if (problem !== undefined) return failed(target, [cannotWrite(problem)]);
    companions.push({ end: (run) => told(target, saveWeights(target, run)) });
  }
  return { ok: true, scenario: own, companions };
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
