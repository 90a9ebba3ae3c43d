import { readFileSync } from 'node:fs';
import { subjectOf } from '../../../../src/cli/subject.ts';
import type { TrainingRun } from '../../../../src/engine/run/training-run.ts';
import type { Remedy } from '../../../../src/engine/verdict/verdict.ts';
import { wholeError } from '../../../../src/language/program.ts';
import { printFaults } from '../../../../src/scenario/fault.ts';
import { makeData } from '../../../../src/scenario/make-data.ts';
import { askedData, parseScenario } from '../../../../src/scenario/parse.ts';
import { remedySettings } from '../../../../src/ui/model/remedy-settings.ts';
import { beginRun } from '../../../../src/worker/session-run.ts';
import type { NetworkSubject } from '../../../../src/worker/subject.ts';
import { refusalOf, subjectAfter } from '../../../../src/worker/subject.ts';
import type { Fault } from './fault.ts';

/** The subject of a scenario. Its files of data are in `scenarios/`. */
export function subjectFrom(scenario: object): NetworkSubject {
  const text = JSON.stringify(scenario);
  const asked = askedData(text);
  const making = asked && makeData(asked, (name) => ({ ok: true, chunks: [readFileSync(`scenarios/${name}`)] }));
  if (making?.ok === false) throw new Error(JSON.stringify(making));
  const parsed = parseScenario(text, making?.made);
  if (!parsed.ok) throw new Error(printFaults('the scenario', parsed.faults).join('\n'));
  return subjectOf(parsed.scenario);
}

/** A run after some iterations, or at its first non-finite value. */
export function trained(subject: NetworkSubject, seed: number, iterations: number): TrainingRun {
  const run = beginRun(subject, seed);
  while (run.iteration < iterations && !run.diverged) run.iterate();
  return run;
}

/** The measure of a run at its end: smaller is better. */
export function measured(run: TrainingRun, by: Fault['by'] = 'error'): number {
  if (run.diverged) return Number.POSITIVE_INFINITY;
  if (by === 'test squares') return testSquares(run);
  run.evaluate();
  const { data } = run.valueOf(wholeError(run.program));
  return data.reduce((sum, error) => sum + Math.abs(error), 0) / data.length;
}

/** The mean squared miss of the test set. */
function testSquares({ testRecord }: TrainingRun): number {
  if (testRecord === undefined) throw new Error('a run without a test set');
  const { prediction, examples } = testRecord;
  const wanted = examples.targets.data;
  return prediction.data.reduce((sum, value, at) => sum + (value - (wanted[at] as number)) ** 2, 0) / wanted.length;
}

/** The run with a remedy, to its end. @throws for a remedy that is refused. */
export function remedied(subject: NetworkSubject, remedy: Remedy, seed: number): TrainingRun {
  const edits = [{ kind: 'settings', set: remedySettings(remedy, subject.settings) }] as const;
  const refused = refusalOf(subject, edits);
  if (refused !== undefined) throw new Error(`refused: ${refused}`);
  const next = subjectAfter(subject, edits);
  if (remedy.kind === 'stopEarly') return trained(next, seed, remedy.at);
  return trained(next, remedy.kind === 'reseed' ? seed + 1 : seed, subject.iterations);
}

/** The run with the fields of the data that a person is advised to add, to its end. */
export function advised({ scenario, advice }: Fault, seed: number): TrainingRun {
  const { data, ...others } = scenario as { readonly data: object };
  const subject = subjectFrom({ ...others, data: { ...data, ...advice } });
  return trained(subject, seed, subject.iterations);
}
