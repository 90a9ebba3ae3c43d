/* The names of a learner's program and those of the reference: found by values. */
import { parametersOf, type Source, sourceOf } from './networks.ts';
import type { Step, Values } from './recorder.ts';
import { type Quantity, type ReferenceRun, referenceOf, runFrom, type Start } from './reference.ts';
import type { Pass } from './trace.ts';
import { difference, factorBetween, fits, inLayoutOf, isSame, transposed, type Value } from './values.ts';

/** Relative distance of two updates that count as equal: they are differences of weights. */
export const UPDATE_TOLERANCE = 1e-7;

export interface Match {
  readonly quantity: Quantity;
  readonly factor: number;
}

/** A change of a parameter in one pass. */
export interface Change {
  readonly parameter: string;
  readonly name: string;
  readonly value: Value;
  /** The factor to the reference's change; undefined for another direction. */
  readonly factor: number | undefined;
  readonly isZero: boolean;
}

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
  /** The updates have the right directions, and one common factor. */
  readonly factor: number | undefined;
}

/** The shapes of the parameters of a source, by name. */
export function parameterShapes({ program, network }: Source): ReadonlyMap<string, readonly [number, number]> {
  const sizes = sizesOf(program, network.settings.layerSizes);
  const shapes = new Map<string, readonly [number, number]>();
  for (const [k, { weights, bias }] of program.roles.layers.entries()) {
    shapes.set(weights, [sizes[k] as number, sizes[k + 1] as number]);
    if (bias !== undefined) shapes.set(bias, [1, sizes[k + 1] as number]);
  }
  return shapes;
}

function sizesOf({ setup }: Source['program'], own: readonly number[]): readonly number[] {
  // The hidden sizes of a reference may be the learner's own: they are in its first lines.
  const sizes = [...own];
  for (const { target, value } of setup) {
    const k = Number(/^syn(\d+)$/.exec(target)?.[1] ?? -1);
    const fill = JSON.stringify(value).match(/"shape":\{"rows":(\d+),"columns":(\d+)\}/);
    if (k >= 0 && fill !== null) {
      sizes[k] = Number(fill[1]);
      sizes[k + 1] = Number(fill[2]);
    }
  }
  return sizes;
}

const blank = ([rows, columns]: readonly [number, number]): Value => ({
  shape: [rows, columns],
  cells: new Float64Array(rows * columns),
});

const MOST_MAPPINGS = 24;

/** Ways to find the parameters of a source among the values before a loop: the learner's name by ours. */
export function mappingsOf(source: Source, before: Values): readonly ReadonlyMap<string, string>[] {
  const { inputs, targets } = source.network;
  const data = [inputs, targets].map(valueOfRows);
  const arrays = [...before].filter(([, value]) => value.cells.length >= 1 && !data.some((own) => isSame(value, own)));
  // Zeros are velocities and bias rows rather than weights.
  const isZero = (value: Value): boolean => value.cells.every((cell) => cell === 0);
  // A bias of one unit may be a plain number; other numbers are counters and rates.
  const rank = (value: Value): number => Number(isZero(value)) + 2 * Number(value.shape.length === 0);
  const sorted = arrays.sort(([, one], [, other]) => rank(one) - rank(other));
  let found: ReadonlyMap<string, string>[] = [new Map()];
  for (const [parameter, shape] of parameterShapes(source)) {
    const next: ReadonlyMap<string, string>[] = [];
    for (const mapping of found) {
      const used = new Set(mapping.values());
      const fitting = sorted.filter(([name, value]) => !used.has(name) && fits(value, blank(shape)));
      const arraysOnly = fitting.filter(([, value]) => value.shape.length > 0);
      for (const [name] of arraysOnly.length > 0 ? arraysOnly : fitting) {
        if (next.length < MOST_MAPPINGS) next.push(new Map([...mapping, [parameter, name]]));
      }
    }
    found = next;
  }
  return found;
}

export function valueOfRows(rows: readonly (readonly number[])[]): Value {
  return { shape: [rows.length, rows[0]?.length ?? 0], cells: Float64Array.from(rows.flat()) };
}

/** The sources that a text may be right by: the network's own, with other settings, with other hidden sizes. */
export function sourcesFor(source: Source, before: Values): readonly Source[] {
  const { network } = source;
  const all = [network.settings, ...(network.alternatives ?? [])].map((settings) =>
    referenceOf(sourceOf({ ...network, settings }, settings)),
  );
  const fitting = all.filter((own) => mappingsOf(own, before).length > 0);
  if (fitting.length > 0 || network.settings.layerSizes.length !== 3) return fitting;
  const sizes = new Set<number>();
  const inputs = network.settings.layerSizes[0] as number;
  for (const { shape } of before.values()) {
    const [rows, columns] = shape;
    if (shape.length !== 2 || rows === undefined || columns === undefined) continue;
    if (rows === inputs && columns > 1) sizes.add(columns);
    if (columns === inputs && rows > 1) sizes.add(rows);
  }
  return [...sizes]
    .flatMap((size) => all.map((own) => referenceOf(own, [size])))
    .filter((own) => mappingsOf(own, before).length > 0);
}

/** The weights of the learner at the beginning of a pass, under our names and in our layout. */
export function weightsOf(source: Source, names: ReadonlyMap<string, string>, before: Values): Values {
  const shapes = parameterShapes(source);
  const weights = new Map<string, Value>();
  // A square matrix does not show its layout: it has that of the other ones.
  const isTurned = [...names].some(([parameter, name]) => {
    const [rows, columns] = shapes.get(parameter) ?? [1, 1];
    const own = before.get(name)?.shape ?? [];
    return rows !== columns && rows > 1 && own[0] === columns && own[1] === rows;
  });
  for (const [parameter, name] of names) {
    const [own, shape] = [before.get(name), shapes.get(parameter)];
    if (own === undefined || shape === undefined) continue;
    const isSquare = shape[0] === shape[1] && shape[0] > 1;
    const value = inLayoutOf(blank(shape), isSquare && isTurned ? (transposed(own) ?? own) : own);
    if (value !== undefined) weights.set(parameter, value);
  }
  return weights;
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

export function baseOf(name: string): string {
  return name.replace(/\[\d+\]$/, '');
}

/** Compares a pass with a source, by one mapping of names. */
export function* fitBy(source: Source, names: ReadonlyMap<string, string>, pass: Pass): Generator<void, Fit> {
  const weights = weightsOf(source, names, pass.before);
  const hasMask = source.iteration.some(({ target }) => target === 'l1_mask');
  const mask = hasMask ? yield* maskOf(source, weights, pass) : undefined;
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
  return parametersOf(source).flatMap((parameter): readonly Change[] => {
    const name = names.get(parameter);
    const shape = shapes.get(parameter);
    const reference = references.get(parameter);
    if (name === undefined || shape === undefined || reference === undefined) return [];
    const [after, before] = [pass.after.get(name), pass.before.get(name)];
    if (after === undefined || before === undefined) return [];
    const raw = difference(after, before);
    const value = fits(after, blank(shape)) ? (inLayoutOf(blank(shape), raw) ?? raw) : raw;
    const isZero = value.cells.every((cell) => cell === 0);
    return [{ parameter, name, value, factor: isZero ? undefined : changeFactor(value, reference), isZero }];
  });
}

/** The factor between two changes. A single cell has any factor. */
export function changeFactor(one: Value, other: Value): number | undefined {
  if (one.cells.length === 1 && other.cells.length === 1) {
    const factor = one.cells[0]! / other.cells[0]!;
    return Number.isFinite(factor) && factor !== 0 ? factor : undefined;
  }
  return factorBetween(one, other, UPDATE_TOLERANCE);
}

function commonFactor(changes: readonly Change[]): number | undefined {
  const factors = changes.map(({ factor }) => factor);
  const [first] = factors;
  if (first === undefined || first <= 0) return undefined;
  return factors.every((factor) => factor !== undefined && isClose(factor, first)) ? average(changes) : undefined;
}

/** The factor of the parameter with the most cells, rounded where it is a short number. */
function average(changes: readonly Change[]): number {
  const [largest] = changes.toSorted((one, other) => other.value.cells.length - one.value.cells.length);
  const factor = largest?.factor ?? 1;
  const short = Number(factor.toPrecision(6));
  return Math.abs(short - factor) <= 1e-8 * Math.abs(factor) ? short : factor;
}

export function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(Math.abs(one), Math.abs(other));
}

/** The plain values of the first hidden layer, before a mask. */
export function* plainLayer(source: Source, weights: Values): Generator<void, Value | undefined> {
  const rows = source.network.inputs.length;
  const columns = parameterShapes(source).get('syn0')?.[1] ?? 1;
  const ones: Value = { shape: [rows, columns], cells: new Float64Array(rows * columns).fill(1) };
  const { pass } = yield* runFrom(source, { weights, mask: ones });
  return pass.steps.find(({ values }) => values.has('l1'))?.values.get('l1');
}

/** The mask that a learner drew in a pass: found in the values, whatever made it. With nothing found, no unit is left out. */
function* maskOf(source: Source, weights: Values, pass: Pass): Generator<void, Value | undefined> {
  const plain = yield* plainLayer(source, weights);
  return plain === undefined ? undefined : maskIn(plain, pass);
}

export function maskIn(plain: Value, { steps }: Pick<Pass, 'steps'>): Value {
  const none: Value = { shape: plain.shape, cells: new Float64Array(plain.cells.length).fill(1) };
  let scaled: Value | undefined;
  for (const { values } of steps) {
    for (const value of values.values()) {
      if (!fits(value, plain)) continue;
      const own = inLayoutOf(plain, value) as Value;
      const shares = ratio(own, plain);
      const masked = shares === undefined ? undefined : twoLevels(shares);
      // The layer times a mask is sure; an array of zeros and one other number may be a mask on its own.
      if (masked !== undefined && !masked.cells.every((cell) => cell === 1)) return masked;
      if (masked === undefined) scaled ??= twoLevels(own);
    }
  }
  return scaled === undefined || scaled.cells.every((cell) => cell === 1) ? none : scaled;
}

function ratio(one: Value, other: Value): Value | undefined {
  const cells = one.cells.map((cell, i) => cell / other.cells[i]!);
  return cells.every(Number.isFinite) ? { shape: other.shape, cells } : undefined;
}

/** The value with each cell 0 or one positive number; undefined for any other. */
function twoLevels({ shape, cells }: Value): Value | undefined {
  const level = Math.max(...cells);
  if (!(level > 0)) return undefined;
  const rounded = Number(level.toPrecision(9));
  const fitsLevels = cells.every((cell) => cell === 0 || Math.abs(cell - level) <= 1e-9 * level);
  return fitsLevels ? { shape, cells: cells.map((cell) => (cell === 0 ? 0 : rounded)) } : undefined;
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
      const changed = fit.changes.filter(({ isZero }) => !isZero).length;
      const score = (fit.factor === undefined ? 0 : 1000) + 20 * right + 5 * changed + matched;
      if (score > bestScore) [best, bestScore] = [fit, score];
      if (fit.factor !== undefined) return fit;
      yield;
    }
  }
  return best;
}
