/*
 * The place of a mistake, by trial: the first iteration runs again with the right value in place of one that a line has assigned. If all
 * weights then change along the slope of the loss, that line is the wrong one: with the right value, the program is right.
 */

import type { Moment } from '../../script/machine/moment.ts';
import { directedChanges } from './factors.ts';
import { changesOf, commonFactor, type Fit, isClose } from './fit.ts';
import type { Pass } from './pass.ts';
import type { Step } from './recorder.ts';
import type { Quantity } from './reference.ts';
import type { Trace } from './trace.ts';
import { fits, inLayoutOf, transposed, type Value } from './values.ts';
import { isPart } from './variables.ts';

interface Place {
  /** The number of the step in its pass, from 0. */
  readonly index: number;
  readonly step: Step;
  /** The learner's name, and its value. */
  readonly name: string;
  readonly value: Value;
}

/** A line, and the value with which the program is right. */
export interface Repair extends Place {
  readonly quantity: Quantity;
  /** The right value, with the learner's factor. */
  readonly expected: Value;
}

/** Trials of one text. */
const MOST_TRIALS = 400;
/** Statements of a pass that is tried: one with loops over rows inside has hundreds. */
const MOST_STEPS = 150;

export function* findRepair(trace: Trace, moment: Moment, fit: Fit, pass: Pass): Generator<void, Repair | undefined> {
  if (pass.steps.length > MOST_STEPS) return undefined;
  const places = placesOf(fit, pass);
  const given = new Set(places.flatMap(({ step, name }) => rightLine(fit, step, name) ?? []));
  const candidates = fit.run.quantities.filter(
    ({ name, kind, value }) =>
      kind !== 'part' &&
      (value.cells.length > 1 || name.includes('(')) &&
      name !== 'l0' &&
      name !== 'X' &&
      name !== 'l1_mask',
  );
  // For updates that differ by factors alone, any other factor helps: only a delta passes its factor on to the layer below.
  const isDelta = ({ name }: Quantity): boolean => /^l\d+_(delta|error)$/.test(name);
  const hasFactors = directedChanges(fit) !== undefined;
  const factors = factorsOf(fit);
  let left = MOST_TRIALS;
  const groups = groupsOf(
    fit,
    [...places, ...scalarsOf(fit, pass)].toSorted((one, other) => one.index - other.index),
  );
  const repairBy = function* (place: Place): Generator<void, Repair | undefined> {
    const own = rightLine(fit, place.step, place.name);
    const match = fit.matches.get(place.step)?.get(place.name);
    const free = candidates.filter((each) => {
      if (hasFactors && !isDelta(each)) return false;
      // A right sum, or a right slope, has no other factor. A layer that a line gives is not its transpose either.
      if (each.kind === 'helper' && each === match?.quantity && match.factor === 1 && !isSquare(each.value))
        return false;
      // A layer is no delta: the line that reads it as one is the wrong one.
      const isOwnLayer = match?.quantity.kind === 'line' && own === place.name && !match.quantity.isDirection;
      if (isOwnLayer && each.isDirection) return false;
      const isGiven = given.has(each.name.replace(/\.T$/, ''));
      // The line that gave it may be undone by this one: `p = p / 2`.
      const isUndone = places.some(
        (other) =>
          other.index < place.index &&
          other.name === place.name &&
          rightLine(fit, other.step, other.name) === each.name,
      );
      return !isGiven || ((each.name === own || isUndone) && groups.doubtful.includes(place));
    });
    const sorted = free.toSorted((one, other) => fitRank(one, place) - fitRank(other, place));
    for (const quantity of sorted) {
      for (const factor of quantity.isDirection ? factors : [1]) {
        for (const expected of shaped(quantity, factor, place.value)) {
          if (left-- <= 0) return undefined;
          const { step, name } = place;
          const again = yield* trace.again(moment, { visits: step.visits, name, value: expected });
          if (again.failure === undefined && isRight(fit, again)) return { ...place, quantity, expected };
          yield;
        }
      }
    }
    return undefined;
  };
  // A value of its own, or one that repeats the value of an earlier line. The last of several lines that only repeat each other is meant.
  let found: Repair | undefined;
  for (const place of groups.doubtful) {
    const isRepeated = groups.repeated.has(place);
    if (found !== undefined && !isRepeated) break;
    const repair = yield* repairBy(place);
    if (repair === undefined) continue;
    found = repair;
    if (!isRepeated) break;
  }
  if (found !== undefined && !isRightElsewhere(fit, pass, found)) return found;
  // A right value that is used as another one, which no line gives: the error in the place of a delta.
  for (const place of groups.right.toReversed()) {
    if (found !== undefined && (place.index >= found.index || place.step.statement === found.step.statement)) continue;
    const repair = yield* repairBy(place);
    if (repair !== undefined) return repair;
  }
  return found;
}

/** True for a statement over layers that gives the right value of another layer, too: its mistake may be in what it reads. */
function isRightElsewhere(fit: Fit, { steps }: Pass, { step: own, name }: Place): boolean {
  return steps.some(
    (step) =>
      step.statement === own.statement &&
      [...(fit.matches.get(step) ?? [])].some(
        ([other, { quantity }]) => (step !== own || (isPart(name) && other !== name)) && quantity.kind !== 'part',
      ),
  );
}

/** A square is found in its transpose, too. */
function isSquare({ shape }: Value): boolean {
  return shape.length === 2 && shape[0] === shape[1];
}

/** All weights that change follow the slope of the loss, by one factor. */
export function isRight(fit: Fit, pass: Pass): boolean {
  const changes = changesOf(fit.source, fit.names, pass, fit.run.changes).filter(({ kind }) => kind !== 'none');
  const most = fit.changes.filter(({ kind }) => kind !== 'none').length;
  return changes.length >= most && changes.length > 0 && commonFactor(changes) !== undefined;
}

/** The places of arrays that are not weights. */
function placesOf(fit: Fit, { steps }: Pass): readonly Place[] {
  const weights = new Set(fit.names.values());
  return steps.flatMap((step, index) =>
    [...step.values]
      .filter(([name, { cells }]) => cells.length > 1 && !weights.has(name))
      .map(([name, value]) => ({ index, step, name, value })),
  );
}

/** Single numbers that are made of arrays: a mean in the place of an array. */
function scalarsOf(fit: Fit, { before, steps }: Pass): readonly Place[] {
  const weights = new Set(fit.names.values());
  const arrays = new Set(
    [...before, ...steps.flatMap(({ values }) => [...values])].flatMap(([name, { cells }]) =>
      cells.length > 1 ? [name] : [],
    ),
  );
  return steps.flatMap((step, index) =>
    [...step.values]
      .filter(
        ([name, { cells }]) =>
          cells.length === 1 && !weights.has(name) && [...step.flow.reads].some((own) => arrays.has(own)),
      )
      .map(([name, value]) => ({ index, step, name, value })),
  );
}

/** The line of the reference that a value is; undefined for a helper, a part, and an unknown value. */
function rightLine(fit: Fit, step: Step, name: string): string | undefined {
  const match = fit.matches.get(step)?.get(name);
  return match?.quantity.kind === 'line' ? match.quantity.name : undefined;
}

/** The factors that directions may have: of errors and deltas that are there. */
function factorsOf(fit: Fit): readonly number[] {
  const factors = [1, -1];
  for (const own of fit.matches.values()) {
    for (const { quantity, factor } of own.values()) {
      const isNew = !factors.some((each) => isClose(each, factor));
      const isKnown = quantity.kind === 'line' || quantity.name.includes('.T @ ');
      if (isKnown && quantity.isDirection && isNew && factors.length < 6) factors.push(factor);
    }
  }
  // The last ones are those of the lines before: they come first.
  return factors.toReversed();
}

function fitRank({ value, kind }: Quantity, place: Place): number {
  return (fits(place.value, value) ? 0 : 2) + (kind === 'line' ? 0 : 1);
}

/** A value of the reference in the layout of the learner's. */
function shaped({ value, kind }: Quantity, factor: number, own: Value): readonly Value[] {
  const scaled: Value = { shape: value.shape, cells: value.cells.map((cell) => factor * cell) };
  const straight = inLayoutOf(own, scaled);
  // A vector is a list, a row or a column: what is added to it decides.
  if (value.shape.length === 1 && kind === 'helper') {
    const { cells } = scaled;
    return [own.shape, [cells.length], [1, cells.length], [cells.length, 1]]
      .filter((_, i) => i > 0 || straight !== undefined)
      .map((shape) => ({ shape, cells }));
  }
  if (straight === undefined) return kind === 'line' ? [scaled] : [];
  const [rows, columns] = straight.shape;
  const turned = rows === columns ? transposed(straight) : undefined;
  return turned === undefined ? [straight] : [straight, turned];
}

interface Groups {
  readonly doubtful: readonly Place[];
  /** Those of the doubtful ones whose value an earlier line has given. */
  readonly repeated: ReadonlySet<Place>;
  readonly right: readonly Place[];
}

/** Places by how well their values are known. */
function groupsOf(fit: Fit, places: readonly Place[]): Groups {
  const doubtful: Place[] = [];
  const repeated = new Set<Place>();
  const right: Place[] = [];
  const seen = new Set<string>();
  let factor: number | undefined;
  for (const place of places) {
    const match = fit.matches.get(place.step)?.get(place.name);
    if (match?.quantity.kind !== 'line') {
      doubtful.push(place);
      continue;
    }
    const { name } = match.quantity;
    // All deltas have the factor of the last layer's: it goes back with the error.
    const isOther = /^l\d+_(delta|error)$/.test(name) && factor !== undefined && !isClose(match.factor, factor);
    if (name === `l${fit.source.program.roles.layers.length}_delta`) factor ??= match.factor;
    if (isOther) doubtful.push(place);
    else if (seen.has(name)) {
      doubtful.push(place);
      repeated.add(place);
    } else right.push(place);
    seen.add(name);
  }
  return { doubtful, repeated, right };
}
