/* The programs of the table of mistakes, run from the learner's own initial weights. */
import { changeFactor, type Fit, matchOf } from './fit.ts';
import { meaningOf } from './meaning.ts';
import { allows, type Mistake, type MistakeId, mistakes, setupMistakes } from './mistakes.ts';
import type { Source } from './networks.ts';
import type { Pass } from './pass.ts';
import type { Step, Values } from './recorder.ts';
import { type ReferenceRun, runFrom } from './reference.ts';
import { factorBetween, type Value } from './values.ts';

export interface Known {
  readonly mistake: Mistake;
  readonly source: Source;
  readonly run: ReferenceRun;
  /** The names of the lines that the mistake changes, in their order. */
  readonly changed: readonly string[];
}

/** Mistakes whose values depend on alpha. */
const needsRate: ReadonlySet<MistakeId> = new Set(['alpha-in-deltas', 'update-too-soon']);

export function* programsWithMistakes(fit: Fit, before: Values): Generator<void, readonly Known[]> {
  const known: Known[] = [];
  const rates = [...before.values()]
    .filter(({ cells, shape }) => shape.length === 0 && cells.length === 1)
    .map(({ cells }) => cells[0] as number);
  // The factor of the updates that are right already.
  const right = fit.changes.find(({ factor }) => factor !== undefined && factor > 0)?.factor;
  const own = [right ?? 1];
  for (const mistake of mistakes) {
    if ((setupMistakes.has(mistake.id) && mistake.id !== 'flat-target') || mistake.id === 'no-update') continue;
    if (!allows(fit.source, mistake)) continue;
    for (const source of mistake.apply(fit.source)) {
      // Alpha shows only where it is not 1.
      const alphas = needsRate.has(mistake.id) ? [...new Set([...own, 0.5, ...rates])].slice(0, 6) : own;
      for (const alpha of alphas) {
        const run = yield* runFrom(source, { ...fit.start, alpha });
        known.push({ mistake, source, run, changed: changedLines(fit.source, source) });
        yield;
      }
    }
  }
  return known;
}

function changedLines(right: Source, wrong: Source): readonly string[] {
  const texts = new Set(right.iteration.map((line) => JSON.stringify(line)));
  return wrong.iteration.filter((line) => !texts.has(JSON.stringify(line))).map(({ target }) => target);
}

/** The program that has most of the learner's other values. */
export function likeliest(all: readonly Known[], fit: Fit, { steps }: Pass): Known | undefined {
  const values = steps.flatMap((step) => [...step.values].filter(([, value]) => value.cells.length > 1));
  const score = (known: Known): number => {
    const found = values.filter(([name, value]) => matchOf(name, value, known.run.quantities) !== undefined).length;
    return found + 2 * fit.changes.filter((change) => isOwnChange(change.parameter, change.value, known)).length;
  };
  return all.toSorted((one, other) => score(other) - score(one))[0];
}

/** True where the mistaken program changes a parameter as the learner does. */
export function isOwnChange(parameter: string, value: Value, { run }: Known): boolean {
  const own = run.changes.get(parameter);
  return own !== undefined && value.cells.some((cell) => cell !== 0) && changeFactor(value, own) !== undefined;
}

/** True where the mistaken program explains all changes of the learner's weights, and one of them is wrong. */
export function explainsAll(known: Known, fit: Fit): boolean {
  const changed = fit.changes.filter(({ kind }) => kind !== 'none');
  return (
    changed.some(({ factor }) => factor === undefined) &&
    changed.every(({ parameter, value }) => isOwnChange(parameter, value, known))
  );
}

/** True for a value that the mistaken program has, and the right one has not. */
export function isOwnValue(name: string, value: Value, { run }: Known, fit: Fit): boolean {
  const match = matchOf(name, value, run.quantities);
  if (match === undefined || match.quantity.name === 'l1_mask') return false;
  if (matchOf(name, match.quantity.value, fit.run.quantities) !== undefined) return false;
  // The wrong value of another line is no help for this one.
  const meant = meaningOf(name, fit);
  return meant === undefined || isValueOf(meant, value, run);
}

/** True where a line of a program gives a value, up to a factor. */
export function isValueOf(line: string, value: Value, { quantities }: ReferenceRun): boolean {
  return quantities.some((own) => own.name === line && factorBetween(value, own.value) !== undefined);
}

/** The learner's step that gives the wrong value of a line which a mistake changes. */
export function stepWithValue(
  known: Known,
  fit: Fit,
  { steps }: Pick<Pass, 'steps'>,
): { readonly step: Step; readonly name: string; readonly value: Value; readonly line: string } | undefined {
  for (const line of known.changed) {
    const found = steps.flatMap((step) =>
      [...step.values]
        .filter(([, value]) => value.cells.length > 1 && isValueOf(line, value, known.run))
        .map(([name, value]) => ({ step, name, value, line })),
    );
    // The first one may be the right line whose value the wrong one repeats.
    const [first, second] = found;
    const match = first === undefined ? undefined : fit.matches.get(first.step)?.get(first.name);
    const isOther = match?.quantity.kind === 'line' && match.quantity.name !== line;
    // Where another line gives the right value, the wrong one is no line of its own.
    const isGiven = [...fit.matches.values()].some((all) =>
      [...all.values()].some(({ quantity }) => quantity.name === line),
    );
    const own = isOther ? (second ?? (isGiven ? undefined : first)) : first;
    if (own !== undefined) return own;
  }
  return undefined;
}
