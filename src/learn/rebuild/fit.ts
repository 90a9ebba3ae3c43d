/* A pass of a learner compared with a reference: the equal values, and the changes of the weights. */
import { blank, hasTurnedWeights, mappingsOf, parameterShapes, weightsOf } from './mapping.ts';
import { maskOf } from './mask.ts';
import { parametersOf, type Source } from './networks.ts';
import type { Pass } from './pass.ts';
import type { Step, Values } from './recorder.ts';
import { type Quantity, type ReferenceRun, runFrom, type Start } from './reference.ts';
import type { Slice } from './trace.ts';
import { difference, factorBetween, fits, inLayoutOf, transposed, type Value } from './values.ts';

/** The relative distance up to which two updates count as equal. It is wide, since updates are differences of weights. */
const UPDATE_TOLERANCE = 1e-7;

export interface Match {
  readonly quantity: Quantity;
  readonly factor: number;
}

interface ParameterChange {
  readonly parameter: string;
  readonly name: string;
  readonly value: Value;
}

/** A change in the direction of the reference's change, or against it: a multiple of that. */
export interface DirectedChange extends ParameterChange {
  readonly kind: 'directed';
  /** The factor to the reference's change. */
  readonly factor: number;
}

/** A change in another direction; `none` where the parameter does not change, and that of the reference does. */
interface UndirectedChange extends ParameterChange {
  readonly kind: 'astray' | 'none';
  readonly factor: undefined;
}

/** A change of a parameter in one pass. */
export type Change = DirectedChange | UndirectedChange;

/** A pass of a learner beside the reference that fits it best. */
export interface Fit {
  readonly source: Source;
  readonly run: ReferenceRun;
  readonly start: Start;
  readonly mask: Value | undefined;
  /** The learner's name of each parameter. */
  readonly names: ReadonlyMap<string, string>;
  readonly matches: ReadonlyMap<Step, ReadonlyMap<string, Match>>;
  readonly changes: readonly Change[];
  /** The common factor of all updates; undefined where a direction is wrong or factors differ. */
  readonly factor: number | undefined;
  /** Where one vector has all weights: its parts. */
  readonly slices?: readonly Slice[];
}

/** The best match of a value: itself rather than a multiple, a line of the program rather than a part of one. */
export function matchOf(name: string, value: Value, quantities: readonly Quantity[]): Match | undefined {
  let best: Match | undefined;
  for (const quantity of quantities) {
    const factor = factorBetween(value, quantity.value);
    if (factor === undefined || (factor !== 1 && !quantity.isDirection)) continue;
    if (factor === 1 && (best === undefined || best.factor !== 1 || quantity.name === name))
      best = { quantity, factor };
    else best ??= { quantity, factor };
  }
  return best;
}

/** A pass beside a source, by one mapping of names. */
function* fitBy(source: Source, names: ReadonlyMap<string, string>, pass: Pass): Generator<void, Fit> {
  const weights = weightsOf(source, names, pass.before);
  const hasMask = source.iteration.some(({ target }) => target === 'l1_mask');
  const mask = hasMask ? maskOf(source, weights, pass) : undefined;
  const start: Start = { weights, mask };
  const run = yield* runFrom(source, start, true);
  const own = new Set(names.values());
  const matches = new Map<Step, ReadonlyMap<string, Match>>();
  for (const step of pass.steps) {
    const found = new Map<string, Match>();
    for (const [name, value] of step.values) {
      if (own.has(name) || value.cells.length < 2) continue;
      const match = matchOf(name, value, run.quantities);
      if (match !== undefined) found.set(name, match);
    }
    matches.set(step, found);
  }
  const changes = pass.failure === undefined ? changesOf(source, names, pass, run.changes) : [];
  return { source, run, start, mask, names, matches, changes, factor: commonFactor(changes) };
}

export function changesOf(
  source: Source,
  names: ReadonlyMap<string, string>,
  pass: Pick<Pass, 'before' | 'after'>,
  references: Values,
): readonly Change[] {
  const shapes = parameterShapes(source);
  const isTurned = hasTurnedWeights(source, names, pass.before);
  return parametersOf(source).flatMap((parameter): readonly Change[] => {
    const name = names.get(parameter);
    const shape = shapes.get(parameter);
    const reference = references.get(parameter);
    if (name === undefined || shape === undefined || reference === undefined) return [];
    const [after, before] = [pass.after.get(name), pass.before.get(name)];
    if (after === undefined || before === undefined) return [];
    const raw = difference(after, before);
    const isSquare = shape[0] === shape[1] && shape[0] > 1;
    const laid = isSquare && isTurned ? (transposed(raw) ?? raw) : raw;
    const value = fits(after, blank(shape)) ? (inLayoutOf(blank(shape), laid) ?? laid) : laid;
    const isZero = value.cells.every((cell) => cell === 0);
    // Weights behind a layer of zeros do not change yet.
    if (isZero && reference.cells.every((cell) => cell === 0)) return [];
    const change = { parameter, name, value };
    if (isZero) return [{ ...change, kind: 'none', factor: undefined }];
    const factor = changeFactor(value, reference);
    return [factor === undefined ? { ...change, kind: 'astray', factor } : { ...change, kind: 'directed', factor }];
  });
}

/** True for a change that is that of the reference, without a factor of its own. */
export function isAsReference({ factor }: Change): boolean {
  return factor !== undefined && isClose(factor, 1);
}

/** The factor between two changes in our layout. A single cell has any factor; a square is no multiple of its transpose. */
export function changeFactor(one: Value, other: Value, tolerance = UPDATE_TOLERANCE): number | undefined {
  if (one.cells.length === 1 && other.cells.length === 1) {
    const factor = one.cells[0]! / other.cells[0]!;
    return Number.isFinite(factor) && factor !== 0 ? factor : undefined;
  }
  const isSquare = one.shape.length === 2 && one.shape[0] === one.shape[1];
  return isSquare ? factorBetween(inOneAxis(one), inOneAxis(other), tolerance) : factorBetween(one, other, tolerance);
}

function inOneAxis({ cells }: Value): Value {
  return { shape: [cells.length], cells };
}

type Scaled = Pick<ParameterChange, 'value'> & { readonly factor: number | undefined };

export function commonFactor(changes: readonly Scaled[]): number | undefined {
  const factors = changes.map(({ factor }) => factor);
  const [first] = factors;
  if (first === undefined || first <= 0) return undefined;
  return factors.every((factor) => factor !== undefined && isClose(factor, first)) ? average(changes) : undefined;
}

/** The factor of the parameter with the most cells, rounded where it is a short number. */
function average(changes: readonly Scaled[]): number {
  const [largest] = changes.toSorted((one, other) => other.value.cells.length - one.value.cells.length);
  const factor = largest?.factor ?? 1;
  const short = Number(factor.toPrecision(6));
  return Math.abs(short - factor) <= 1e-8 * Math.abs(factor) ? short : factor;
}

export function isClose(one: number, other: number, tolerance = 1e-6): boolean {
  return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
}

/** The fit of a pass by the best of all sources and mappings. */
export function* bestFit(sources: readonly Source[], pass: Pass): Generator<void, Fit | undefined> {
  let best: Fit | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const source of sources) {
    for (const names of mappingsOf(source, pass.before)) {
      const fit = yield* fitBy(source, names, pass);
      const matched = [...fit.matches.values()].reduce((sum, own) => sum + own.size, 0);
      const right = fit.changes.filter(({ factor }) => factor !== undefined).length;
      const changed = fit.changes.filter(({ kind }) => kind !== 'none').length;
      const score = (fit.factor === undefined ? 0 : 1000) + 20 * right + 5 * changed + matched;
      if (score > bestScore) [best, bestScore] = [fit, score];
      if (fit.factor !== undefined) return fit;
      yield;
    }
  }
  return best;
}
