/* The search for the first wrong line of an iteration. */

import { type Attempt, blameByFlow, blameByName, blameKnown, blameRepair, blameUpdates, type Place } from './blame.ts';
import { judgeExamples } from './examples.ts';
import { judgeFactors, judgeSigns, updateOf } from './factors.ts';
import { commonFactor, type Fit } from './fit.ts';
import { judgeFunctions, returnLineOf } from './helper-functions.ts';
import { judgeUpdatesInVain, judgeZeroRate } from './idle-updates.ts';
import { explainsAll, isOwnValue, likeliest, programsWithMistakes, stepWithValue } from './known-mistakes.ts';
import { judgeChangedData, judgeNewWeights } from './lost-numbers.ts';
import { valueOfRows } from './mapping.ts';
import type { Pass } from './pass.ts';
import type { Step } from './recorder.ts';
import { findRepair } from './repair.ts';
import type { Findings } from './report.ts';
import { cellsText, isSame, type Value } from './values.ts';

/** Finds the first wrong line. Where it is one call of a function, the mistake is in that function. */
export function* findWrongLine(findings: Findings, attempt: Attempt): Generator<void, void> {
  const { fit, pass } = attempt;
  if (judgeNewWeights(findings, fit, pass) || judgeChangedData(findings, fit, pass)) return;
  const rightFunctions = isWrong(fit, pass) ? yield* judgeFunctions(findings, attempt) : new Set<number>();
  const { fault: ofFunction } = findings;
  if (ofFunction !== undefined) return;
  yield* findWrongStep(findings, attempt);
  if (findings.fault === undefined) judgeUpdatesInVain(findings, fit, pass);
  const { fault } = findings;
  const step = fault?.line === undefined ? undefined : pass.steps.find(({ line }) => findings.own(line) === fault.line);
  const line = step === undefined ? undefined : returnLineOf(pass, step, rightFunctions);
  if (line !== undefined) findings.moveFault(line);
}

/** True for an iteration with a mistake; false for one that is right so far. */
function isWrong(fit: Fit, pass: Pass): boolean {
  const changed = fit.changes.filter(({ kind }) => kind !== 'none');
  const isWithoutEffect =
    changed.length === 0 &&
    fit.changes.length > 0 &&
    fit.changes.every(({ name }) => updateOf(pass, name) !== undefined);
  return pass.failure !== undefined || isWithoutEffect || (changed.length > 0 && commonFactor(changed) === undefined);
}

function* findWrongStep(findings: Findings, attempt: Attempt): Generator<void, void> {
  const { fit, pass, trace, moment } = attempt;
  if (judgeExamples(findings, fit, pass) || judgeSigns(findings, fit, pass)) return;
  const repair = isWrong(fit, pass) ? yield* findRepair(trace, moment, fit, pass) : undefined;
  if (repair === undefined && judgeZeroRate(findings, fit, pass, attempt.module.version)) return;
  if (repair === undefined && judgeFactors(findings, fit, pass)) return;
  const known = yield* programsWithMistakes(fit, pass.before);
  if (repair !== undefined) {
    blameRepair(findings, attempt, repair, known);
    return;
  }
  if (pass.failure !== undefined) return;
  const all = likeliest(
    known.filter((own) => explainsAll(own, fit)),
    fit,
    pass,
  );
  if (all !== undefined) {
    const place = stepWithValue(all, fit, pass);
    if (place !== undefined) return blameKnown(findings, attempt, place, all, place.line);
    // The line with the mistake has no value of its own: it is a part of the gradient.
    const [gradient] = unknownPlaces(fit, pass);
    if (gradient !== undefined && !hasRightDeltas(fit)) {
      const is = `${gradient.name} is ${cellsText(gradient.value)}`;
      findings.fail('values', gradient.step.line, all.mistake.sentence(fit.source), { is, mistake: all.mistake.id });
      return;
    }
  }
  const change = fit.changes.find(({ kind }) => kind === 'astray');
  if (change !== undefined && hasRightDeltas(fit)) return blameUpdates(findings, attempt, known);
  const unknown = unknownPlaces(fit, pass);
  for (const place of unknown) {
    const found = likeliest(
      known.filter((own) => isOwnValue(place.name, place.value, own, fit)),
      fit,
      pass,
    );
    if (found === undefined) continue;
    const first = stepWithValue(found, fit, pass);
    const at = first !== undefined && pass.steps.indexOf(first.step) <= pass.steps.indexOf(place.step) ? first : place;
    return blameKnown(findings, attempt, at, found, first?.line);
  }
  const hasIdle = fit.changes.some(({ kind, name }) => kind === 'none' && updateOf(pass, name) !== undefined);
  if (change !== undefined || hasIdle) return blameByFlow(findings, attempt, unknown, known);
  blameByName(findings, attempt, unknown);
}

/** Arrays that are no value of the reference, and not its data. */
function unknownPlaces(fit: Fit, { steps }: Pass): readonly Place[] {
  const weights = new Set(fit.names.values());
  const { inputs, targets } = fit.source.network;
  const data = [valueOfRows(inputs), valueOfRows(targets)];
  return steps.flatMap((step) =>
    [...step.values]
      .filter(
        ([name, value]) =>
          !weights.has(name) &&
          value.cells.length > 1 &&
          fit.matches.get(step)?.has(name) !== true &&
          !data.some((own) => isSame(own, value)) &&
          !isBeginning(step, name, value, steps),
      )
      .map(([name, value]) => ({ step, name, value })),
  );
}

/** True for zeros to which later lines add, or in which they put the numbers. */
function isBeginning(step: Step, name: string, { cells }: Value, steps: readonly Step[]): boolean {
  return (
    cells.every((cell) => cell === 0) && steps.slice(steps.indexOf(step) + 1).some(({ values }) => values.has(name))
  );
}

/** True where each delta of the reference is among the learner's values. */
function hasRightDeltas({ matches, source }: Fit): boolean {
  const found = new Set([...matches.values()].flatMap((own) => [...own.values()].map(({ quantity }) => quantity.name)));
  return source.program.roles.layers.every((_, i) => found.has(`l${i + 1}_delta`));
}
