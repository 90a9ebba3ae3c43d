/*
 * The first wrong line of an iteration, and the mistake that gives its value. Longer than other files: the searches share what is unknown,
 * and each is tried only where the one before it finds nothing.
 */
import { changeFactor, type Fit, isClose, matchOf } from './match.ts';
import { allows, type Mistake, type MistakeId, mistakeOf, mistakes, setupMistakes } from './mistakes.ts';
import { parametersOf, type Source } from './networks.ts';
import type { Step, Values } from './recorder.ts';
import { type ReferenceRun, runFrom } from './reference.ts';
import type { Draft } from './report.ts';
import type { Pass } from './trace.ts';
import { cellsText, factorBetween, fits, numberText, shapeText, type Value } from './values.ts';

/** A value of the learner's that is no known one. */
interface Unknown {
  readonly step: Step;
  readonly name: string;
  readonly value: Value;
}

export function* findWrongLine(draft: Draft, fit: Fit, pass: Pass): Generator<void, void> {
  const parameters = new Set(fit.names.values());
  const unknown: Unknown[] = pass.steps.flatMap((step) =>
    [...step.values]
      .filter(
        ([name, value]) => !parameters.has(name) && value.cells.length > 1 && fit.matches.get(step)?.has(name) !== true,
      )
      .map(([name, value]) => ({ step, name, value })),
  );
  if (judgeFactors(draft, fit, pass)) return;
  const wrongChanges = fit.changes.filter(({ isZero, factor }) => !isZero && factor === undefined);
  const known = yield* programsWithMistakes(fit, pass.before);
  for (const { step, name, value } of unknown) {
    const found = likeliest(
      known.filter(({ run }) => isOwnValue(name, value, run, fit)),
      fit,
      pass,
    );
    if (found !== undefined) return blame(draft, fit, pass, step, name, value, found);
  }
  for (const change of wrongChanges) {
    const reference = fit.run.changes.get(change.parameter);
    const found = likeliest(
      known.filter(({ run }) => {
        const own = run.changes.get(change.parameter);
        if (own === undefined || reference === undefined) return false;
        return changeFactor(own, reference) === undefined && changeFactor(change.value, own) !== undefined;
      }),
      fit,
      pass,
    );
    const step = pass.steps.findLast(({ values }) => values.has(change.name));
    if (found !== undefined && step !== undefined) {
      return blame(draft, fit, pass, step, change.name, change.value, found);
    }
  }
  blameByFlow(draft, fit, pass, unknown);
}

/** The right directions, with factors that do not belong together. */
function judgeFactors(draft: Draft, fit: Fit, pass: Pass): boolean {
  const changed = fit.changes.filter(({ isZero }) => !isZero);
  if (changed.length === 0 || changed.some(({ factor }) => factor === undefined)) return false;
  const factors = changed.map(({ factor }) => factor as number);
  const lineOf = (name: string): number | undefined => pass.steps.findLast(({ values }) => values.has(name))?.line;
  const wrong = changed.find(({ factor }) => (factor as number) < 0);
  if (wrong !== undefined) {
    const is = `the change of ${wrong.name} is ${numberText(wrong.factor as number)} × the way down`;
    draft.fail('updates', lineOf(wrong.name), mistakeOf('uphill').sentence(fit.source), {
      is,
      shouldBe: 'a factor above 0',
      mistake: 'uphill',
    });
    return true;
  }
  // Parameters that do not change yet are not finished.
  const first = factors[0] as number;
  const other = changed.find(({ factor }) => !isClose(factor as number, first));
  if (other === undefined) return false;
  const last = changed.at(-1) as (typeof changed)[number];
  const below = changed[0] as (typeof changed)[number];
  const ratio = (below.factor as number) / (last.factor as number);
  const scalars = [...pass.before, ...pass.steps.flatMap(({ values }) => [...values])].filter(
    ([, { cells }]) => cells.length === 1,
  );
  const isRate =
    changed.length > 1 && scalars.some(([, { cells }]) => cells[0] !== 1 && isClose(cells[0] as number, ratio));
  const is = `${below.name} learns with the factor ${numberText(below.factor as number)}, ${last.name} with ${numberText(last.factor as number)}`;
  const isDeep = fit.source.program.roles.layers.length > 1;
  const sentence =
    isRate && isDeep
      ? mistakeOf('alpha-in-deltas').sentence(fit.source)
      : 'The updates have different factors: the steps do not follow the slope of the loss together. Give all updates the same factor.';
  draft.fail('updates', lineOf(other.name), sentence, {
    is,
    shouldBe: 'one factor for all updates',
    mistake: isRate && isDeep ? 'alpha-in-deltas' : undefined,
  });
  return true;
}

/** The program that has most of the learner's other values, among those that give a wrong value. */
function likeliest(all: readonly Known[], fit: Fit, { steps }: Pass): Known | undefined {
  const values = steps.flatMap((step) => [...step.values].filter(([, value]) => value.cells.length > 1));
  const score = ({ run }: Known): number => {
    const found = values.filter(([name, value]) => matchOf(name, value, run.quantities) !== undefined).length;
    const changes = fit.changes.filter(({ parameter, value, isZero }) => {
      const own = run.changes.get(parameter);
      return !isZero && own !== undefined && changeFactor(value, own) !== undefined;
    }).length;
    return found + 2 * changes;
  };
  return all.toSorted((one, other) => score(other) - score(one))[0];
}

interface Known {
  readonly mistake: Mistake;
  readonly source: Source;
  readonly run: ReferenceRun;
}

/** The programs of the table, run from the learner's own weights. */
function* programsWithMistakes(fit: Fit, before: Values): Generator<void, readonly Known[]> {
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
        known.push({ mistake, source, run: yield* runFrom(source, { ...fit.start, alpha }) });
        yield;
      }
    }
  }
  return known;
}

/** Mistakes whose values depend on alpha. */
const needsRate: ReadonlySet<MistakeId> = new Set(['alpha-in-deltas', 'update-too-soon']);

/** True for a value that the mistaken program has, and the right one has not. */
function isOwnValue(name: string, value: Value, mistaken: ReferenceRun, fit: Fit): boolean {
  const match = matchOf(name, value, mistaken.quantities);
  if (match === undefined || match.quantity.name === 'l1_mask') return false;
  if (matchOf(name, match.quantity.value, fit.run.quantities) !== undefined) return false;
  // The wrong value of another line is no help for this one.
  const meant = meaningOf(name, fit);
  return (
    meant === undefined ||
    mistaken.quantities.some((own) => own.name === meant && factorBetween(value, own.value) !== undefined)
  );
}

/** The line that a name says, where the learner has the tutorial's names; undefined where the names say nothing. */
function meaningOf(name: string, fit: Fit): string | undefined {
  const isLine = (own: string): boolean => fit.source.iteration.some(({ target }) => target === own);
  let agrees = 0;
  for (const own of fit.matches.values()) {
    for (const [each, { quantity }] of own) {
      const meant = tutorialName(each);
      if (!isLine(meant) || meant === 'l0') continue;
      // l1 may be the inputs, and l2 the hidden layer.
      if (quantity.name !== meant && !(quantity.name.includes(meant) && !isLine(quantity.name))) return undefined;
      agrees++;
    }
  }
  const meant = tutorialName(name);
  return agrees > 0 && isLine(meant) ? meant : undefined;
}

function blame(
  draft: Draft,
  fit: Fit,
  pass: Pass,
  step: Step,
  name: string,
  value: Value,
  { mistake, source, run }: Known,
): void {
  const place = placeOf(fit, pass, step, source, run);
  const at = place ?? { step, name, value };
  // The line of the right program that has the place of the wrong value.
  const shown = place === undefined ? matchOf(name, value, run.quantities)?.quantity.name : undefined;
  const own = shown === undefined ? undefined : fit.run.quantities.findLast((quantity) => quantity.name === shown);
  const expected = own ?? expectedFor(fit, source, at.name, at.value, pass);
  const isShape = expected !== undefined && !fits(at.value, expected.value);
  const sentence = mistake.sentence(fit.source);
  draft.fail(isShape ? 'shapes' : 'values', at.step.line, sentence, {
    is: isShape ? `${at.name} is ${shapeText(at.value.shape)}` : `${at.name} is ${cellsText(at.value)}`,
    ...(expected === undefined
      ? {}
      : { shouldBe: isShape ? shapeText(expected.value.shape) : cellsText(expected.value) }),
    mistake: mistake.id,
  });
  markRest(draft, fit, pass, at.step);
}

/** The line that the mistake is in, where it is before the first value that shows it: a delta that equals its error. */
function placeOf(fit: Fit, pass: Pass, shown: Step, source: Source, run: ReferenceRun): Unknown | undefined {
  const changed = fit.source.iteration.filter(
    (line) =>
      !source.iteration.some((other) => other.target === line.target && JSON.stringify(other) === JSON.stringify(line)),
  );
  const [target] = changed.map((line) => line.target);
  const quantity = target === undefined ? undefined : run.quantities.find((own) => own.name === target);
  if (quantity === undefined) return undefined;
  const until = pass.steps.slice(0, pass.steps.indexOf(shown));
  const equal = until.flatMap((step) =>
    [...step.values]
      .filter(([, value]) => value.cells.length > 1 && factorBetween(value, quantity.value) !== undefined)
      .map(([name, value]) => ({ step, name, value })),
  );
  // The first one is the right line whose value the wrong one repeats.
  return equal.length > 1 ? equal.at(-1) : undefined;
}

interface Expected {
  readonly name: string;
  readonly value: Value;
}

/** The value that a wrong one should be: of the same name, or of the line that the mistake changes. */
function expectedFor(
  fit: Fit,
  source: Source | undefined,
  name: string,
  value: Value,
  pass: Pass,
): Expected | undefined {
  const parameter = [...fit.names].find(([, own]) => own === name)?.[0];
  if (parameter !== undefined) {
    const change = fit.run.changes.get(parameter);
    return change === undefined ? undefined : { name: parameter, value: change };
  }
  const meant = meaningOf(name, fit);
  const named = fit.run.quantities.findLast((own) => own.name === meant);
  if (named !== undefined) return named;
  const changed = source?.iteration.find(
    (line) => !fit.source.iteration.some((own) => JSON.stringify(own) === JSON.stringify(line)),
  );
  const own = fit.run.quantities.find((quantity) => quantity.name === changed?.target);
  if (own !== undefined) return own;
  return nextExpected(fit, value, pass);
}

/** The first value of the reference that no line has, of this shape if there is one. */
function nextExpected(fit: Fit, value: Value, _pass: Pass): Expected | undefined {
  const found = new Set<string>();
  for (const own of fit.matches.values()) for (const { quantity } of own.values()) found.add(quantity.name);
  const parameters = new Set(parametersOf(fit.source));
  const lines = fit.source.iteration.filter(({ target }) => target !== 'l0' && !parameters.has(target));
  const missing = lines
    .filter(({ target }) => !found.has(target))
    .map(({ target }) => fit.run.quantities.find((own) => own.name === target))
    .filter((own) => own !== undefined);
  return missing.find((own) => fits(own.value, value)) ?? missing[0];
}

/** `layer_2_delta` is `l2_delta`, `synapse_0` is `syn0`. */
export function tutorialName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^layer_?(\d)/, 'l$1')
    .replace(/^synapse_?(\d)/, 'syn$1')
    .replace(/^(l\d)_?(err|error)$/, '$1_error')
    .replace(/^(l\d)_?delta$/, '$1_delta');
}

/** A wrong value that no mistake of the table gives: the first one in the flow of data to a wrong update. */
function blameByFlow(draft: Draft, fit: Fit, pass: Pass, unknown: readonly Unknown[]): void {
  const { steps } = pass;
  const changed = fit.changes.filter(({ isZero }) => !isZero);
  const wrong = changed.filter(({ factor }) => factor === undefined);
  const isOpen = (step: Step): boolean => unknown.some((own) => own.step === step);
  const sourcesOf = (step: Step): readonly Step[] => {
    const at = steps.indexOf(step);
    return [...step.flow.reads].flatMap((name) => {
      const writer = steps.slice(0, at).findLast(({ flow }) => flow.writes.has(name));
      return writer === undefined ? [] : [writer];
    });
  };
  for (const change of wrong) {
    const update = steps.findLast(({ values }) => values.has(change.name));
    if (update === undefined) continue;
    let at = update;
    for (;;) {
      const before = sourcesOf(at).find(isOpen);
      if (before === undefined) break;
      at = before;
    }
    if (at !== update) {
      const own = unknown.find(({ step }) => step === at) as Unknown;
      failValue(draft, fit, pass, own);
      return;
    }
    const expected = fit.run.changes.get(change.parameter);
    draft.fail(
      'updates',
      update.line,
      `The change of ${change.name} is not along the slope of the loss. It is the transposed layer before the weights times the delta after them.`,
      {
        is: `${change.name} changes by ${cellsText(change.value)}`,
        ...(expected === undefined ? {} : { shouldBe: cellsText(expected) }),
      },
    );
    markRest(draft, fit, pass, update);
    return;
  }
  // Before all updates are there, only a name says what a value is meant to be.
  for (const own of unknown) {
    if (meaningOf(own.name, fit) === undefined) {
      draft.mark(own.step.line, 'open', `${own.name} is not known yet: the lines after it will show`);
      continue;
    }
    failValue(draft, fit, pass, own);
    return;
  }
}

function failValue(draft: Draft, fit: Fit, pass: Pass, { step, name, value }: Unknown): void {
  const expected = expectedFor(fit, undefined, name, value, pass);
  const isShape = expected !== undefined && !fits(value, expected.value);
  const meant = expected === undefined || expected.name === name ? name : `${name}, which should be ${expected.name},`;
  const sentence = isShape
    ? `${meant} is ${shapeText(value.shape)}, and should be ${shapeText(expected.value.shape)}.`
    : expected === undefined
      ? `${name} is not a value of this network.`
      : `${meant} has other numbers than the reference.`;
  draft.fail(isShape ? 'shapes' : 'values', step.line, sentence, {
    is: isShape ? `${name} is ${shapeText(value.shape)}` : `${name} is ${cellsText(value)}`,
    ...(expected === undefined
      ? {}
      : { shouldBe: isShape ? shapeText(expected.value.shape) : cellsText(expected.value) }),
  });
  markRest(draft, fit, pass, step);
}

/** Lines after the first ✗ that depend on it are not judged. */
function markRest(draft: Draft, fit: Fit, pass: Pass, wrong: Step): void {
  const at = pass.steps.indexOf(wrong);
  const own = draft.own(wrong.line) ?? wrong.line;
  for (const step of pass.steps.slice(at + 1)) {
    const isKnown = (fit.matches.get(step)?.size ?? 0) > 0;
    const hasArray = [...step.values.values()].some(({ cells }) => cells.length > 1);
    if (!isKnown && hasArray && step.line !== wrong.line)
      draft.mark(step.line, 'open', `not judged: line ${own} comes first`);
  }
}
