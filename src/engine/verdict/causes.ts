import { activations, saturates } from '../../language/activations.ts';
import { MARGIN } from '../../language/example-rows.ts';
import { draws } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import type { Evidence } from './evidence.ts';
import { type HiddenLayer, isFlat, type Values } from './measure.ts';
import type { Look } from './opinion.ts';
import * as thresholds from './thresholds.ts';
import type { Cause, Miss, VerdictFacts } from './verdict.ts';

/** The causes of a verdict that the values of the run show; none for a verdict that needs no explanation. */
export function causesOf(evidence: Evidence): readonly Cause[] {
  const { kind, facts, looks, program, values, age } = evidence;
  switch (kind) {
    case 'untrained':
    case 'solved':
    case 'fits':
    case 'settled':
    case 'overfitting':
    case 'diverged':
      return [];
    case 'learning':
      return smallSteps(facts, values, age);
    case 'plateau':
    case 'stuck':
      return facts.wrong === 0 ? [] : causesOfStuck(facts, looks, program, values);
    case 'saturated':
      return causesOfSaturated(facts, values);
    case 'oscillating':
      return program.iteration.some(({ value }) => draws(value))
        ? [{ kind: 'chance' }]
        : [{ kind: 'largeSteps', alpha: alphaOf(values), swing: facts.swing, update: facts.measuredAt - 1 }];
  }
}

/** The causes of a first non-finite value, in the matrix `target`. */
export function causesOfNonFinite(target: string, values: Values | undefined): readonly Cause[] {
  return [{ kind: 'notFinite', name: target }, ...(values === undefined ? [] : largeInputs(values))];
}

/** The learning rate; 1 for a program without one. */
export function alphaOf({ alpha }: Values): number {
  return alpha?.data[0] ?? 1;
}

function causesOfStuck(
  facts: VerdictFacts,
  looks: readonly Look[],
  program: Program,
  values: Values,
): readonly Cause[] {
  const { causes, rest } = impossible(facts.misses, values);
  const vanishing = vanishingDeltas(program, values);
  // In the last layers of a deep network, all rows are alike at first. Vanishing deltas keep them so, and are the cause then.
  const network =
    values.hidden.length === 0
      ? withoutHiddenLayer(rest, program, values)
      : vanishing.length > 0
        ? vanishing
        : inHiddenLayers(rest, values);
  const found = [...causes, ...network, ...jump(facts, values), ...largeInputs(values)];
  return found.length > 0 ? found : [{ kind: 'plateau', quickening: quickens(looks) }];
}

function causesOfSaturated(facts: VerdictFacts, values: Values): readonly Cause[] {
  const { causes, rest } = impossible(facts.misses, values);
  const { slopes, error } = values;
  const flat = rest.filter(({ row, column }) => isFlat(slopes, row * error.columns + column));
  if (flat.length === 0) return causes;
  const { activation, steepest } = slopes;
  const slope = Math.max(...flat.map((miss) => Math.abs(miss.slope)));
  const outputs: Cause = { kind: 'flatOutputs', activation, slope, steepest };
  return [...causes, outputs, ...jump(facts, values), ...largeInputs(values)];
}

/** The causes that no weights can overcome, and the wrong predictions that they do not explain. */
function impossible(
  misses: readonly Miss[],
  { inputs, target, slopes: { activation } }: Values,
): { readonly causes: readonly Cause[]; readonly rest: readonly Miss[] } {
  const { low, high } = activations[activation];
  const beyond = rowsOf(misses.filter((miss) => miss.target < low || miss.target > high));
  const same = inputs === undefined ? [] : rowsLike(inputs, misses, target, 0);
  return {
    causes: [
      ...(beyond.length === 0 ? [] : [{ kind: 'outOfReach', activation, rows: beyond } as const]),
      ...(same.length === 0 ? [] : [{ kind: 'alikeInputs', rows: same } as const]),
    ],
    rest: misses.filter(({ row }) => !beyond.includes(row) && !same.includes(row)),
  };
}

function withoutHiddenLayer(misses: readonly Miss[], { roles }: Program, values: Values): readonly Cause[] {
  const { inputs, target, slopes } = values;
  if (misses.length === 0 || inputs === undefined || roles.layers.length === 0) return [];
  const biased = roles.layers.some(({ bias }) => bias !== undefined);
  const rows = rowsOf(misses);
  const zero = biased ? [] : rows.filter((row) => cellsOf(inputs, row).every((cell) => cell === 0));
  const zeroInputs: Cause[] =
    zero.length === 0 ? [] : [{ kind: 'zeroInputs', activation: slopes.activation, rows: zero }];
  // When no other row is wrong, the layer lacks only a bias.
  if (zero.length === rows.length) return zeroInputs;
  const columns = [...new Set(misses.map(({ column }) => column))];
  return [{ kind: 'noHiddenLayer', correlation: correlationOf(inputs, target, columns) }, ...zeroInputs];
}

/** Layer by layer. Rows that are alike in one layer are alike in all later ones, so they are reported only once. */
function inHiddenLayers(misses: readonly Miss[], { hidden, target }: Values): readonly Cause[] {
  const causes: Cause[] = [];
  let rest = misses;
  for (const own of hidden) {
    const { name: layer, value, slopes } = own;
    if (rest.length === 0) break;
    const { ALIKE_WITHIN, ALIKE_UNITS_WITHIN, LISTED } = thresholds;
    const { activation, flatBelow: slope } = slopes;
    const alike = rowsLike(value, rest, target, ALIKE_WITHIN);
    if (alike.length > 0) causes.push({ kind: 'rowsAlike', layer, rows: alike, within: ALIKE_WITHIN });
    const flat = rowsOf(rest).filter((row) => isFlatRow(own, row));
    if (flat.length > 0) causes.push({ kind: 'flatRows', layer, rows: flat, slope });
    const dead = deadUnits(own);
    const units = dead.slice(0, LISTED);
    const of = value.columns;
    if (dead.length > 0) causes.push({ kind: 'deadUnits', layer, activation, units, of, slope });
    const twins = unitsAlike(value, dead, ALIKE_UNITS_WITHIN);
    if (twins.length > 0) causes.push({ kind: 'alikeUnits', layer, units: twins, within: ALIKE_UNITS_WITHIN });
    rest = rest.filter(({ row }) => !alike.includes(row));
  }
  return causes;
}

/** Vanishing gradients: the deltas of the first layer are a tiny share of those of the last. */
function vanishingDeltas(program: Program, { deltas }: Values): readonly Cause[] {
  const last = deltas.at(-1);
  const sizes = deltas.map(({ value }) => meanSize(value));
  const most = sizes.at(-1) ?? 0;
  // With a single hidden layer, vanishing deltas look the same as flat units.
  if (last === undefined || deltas.length < 3 || most === 0) return [];
  const first = deltas[0]!;
  const share = sizes[0]! / most;
  const sigmoids = program.iteration.some(
    ({ target, value }) => target === first.name && value.kind === 'call' && value.function === 'sigmoid',
  );
  return share < thresholds.VANISHED
    ? [{ kind: 'vanishingDeltas', layer: first.name, last: last.name, share, sigmoids }]
    : [];
}

function meanSize({ data }: Matrix): number {
  return data.reduce((sum, cell) => sum + Math.abs(cell), 0) / data.length;
}

function isFlatRow({ value: { columns }, slopes }: HiddenLayer, row: number): boolean {
  let unit = 0;
  while (unit < columns && isFlat(slopes, row * columns + unit)) unit++;
  return unit === columns;
}

/** The units whose slope is near 0 in every row. */
function deadUnits({ value: { rows, columns }, slopes }: HiddenLayer): readonly number[] {
  const dead: number[] = [];
  for (let unit = 0; unit < columns; unit++) {
    let row = 0;
    while (row < rows && isFlat(slopes, row * columns + unit)) row++;
    if (row === rows) dead.push(unit);
  }
  return dead;
}

function rowsOf(misses: readonly Miss[]): readonly number[] {
  return [...new Set(misses.map(({ row }) => row))].sort((one, other) => one - other);
}

function cellsOf({ columns, data }: Matrix, row: number): Float64Array {
  return data.subarray(row * columns, (row + 1) * columns);
}

function jump({ largestSwing, largestSwingAt }: VerdictFacts, values: Values): readonly Cause[] {
  return largestSwing < thresholds.JUMP
    ? []
    : [{ kind: 'largeSteps', alpha: alphaOf(values), swing: largestSwing, update: largestSwingAt }];
}

/** The learning rate is so small that the run has hardly moved, and its error hardly falls. */
function smallSteps({ measuredAt, progress }: VerdictFacts, values: Values, age: number): readonly Cause[] {
  const { STUCK_AFTER, SMALL_STEPS } = thresholds;
  const slow = measuredAt >= STUCK_AFTER && age < STUCK_AFTER && age * SMALL_STEPS <= measuredAt;
  const hardlyMoves = progress !== undefined && progress < thresholds.SLOW_PROGRESS;
  return slow && hardlyMoves ? [{ kind: 'smallSteps', alpha: alphaOf(values) }] : [];
}

function largeInputs({ inputs, hidden, slopes }: Values): readonly Cause[] {
  const largest = inputs?.data.reduce((most, cell) => Math.max(most, Math.abs(cell)), 0) ?? 0;
  if (largest <= thresholds.LARGE_INPUT) return [];
  const flattened = [...hidden.map((layer) => layer.slopes), slopes].find(({ activation }) =>
    saturates(activations[activation]),
  );
  return [{ kind: 'largeInputs', largest, saturates: flattened?.activation }];
}

/** True when the excess has fallen faster in the newer half of the looks than in the older half. */
function quickens(looks: readonly Look[]): boolean {
  const [first, middle, last] = [looks[0], looks[looks.length >> 1], looks.at(-1)];
  if (first === undefined || middle === undefined || last === undefined) return false;
  const pace = (from: Look, to: Look): number => (from.excess - to.excess) / Math.max(1, to.iteration - from.iteration);
  return pace(middle, last) > Math.max(0, pace(first, middle));
}

/**
 * Rows with different targets whose values differ by at most `within` in every unit: the first wrong rows that have such a partner, and
 * their partners.
 * @param value (rows × units)
 */
export function rowsLike(value: Matrix, misses: readonly Miss[], target: Matrix, within: number): readonly number[] {
  const alike = new Set<number>();
  for (const miss of misses) {
    for (let row = 0; row < value.rows && alike.size < thresholds.LISTED; row++) {
      const other = target.data[row * target.columns + miss.column]!;
      if (Math.abs(other - miss.target) <= 2 * MARGIN || !rowsNear(value, miss.row, row, within)) continue;
      alike.add(miss.row).add(row);
    }
  }
  return [...alike].sort((one, other) => one - other);
}

function rowsNear({ columns, data }: Matrix, one: number, other: number, within: number): boolean {
  for (let unit = 0; unit < columns; unit++) {
    if (!(Math.abs(data[one * columns + unit]! - data[other * columns + unit]!) <= within)) return false;
  }
  return true;
}

/**
 * The first group of units whose values differ by at most `within` in every row.
 * @param value (rows × units)
 * @param except units that are left out.
 */
export function unitsAlike(value: Matrix, except: readonly number[], within: number): readonly number[] {
  const compared = Math.min(value.columns, thresholds.UNITS_COMPARED);
  const units = Array.from({ length: compared }, (_, unit) => unit).filter((unit) => !except.includes(unit));
  for (const unit of units) {
    const group = units.filter((other) => other >= unit && columnsNear(value, unit, other, within));
    if (group.length > 1) return group.slice(0, thresholds.LISTED);
  }
  return [];
}

function columnsNear({ rows, columns, data }: Matrix, one: number, other: number, within: number): boolean {
  for (let row = 0; row < rows; row++) {
    if (!(Math.abs(data[row * columns + one]! - data[row * columns + other]!) <= within)) return false;
  }
  return true;
}

/** The largest absolute correlation of any input column with any of these target columns. */
export function correlationOf(inputs: Matrix, target: Matrix, columns: readonly number[]): number {
  let strongest = 0;
  for (let input = 0; input < inputs.columns; input++) {
    for (const column of columns) strongest = Math.max(strongest, Math.abs(correlate(inputs, input, target, column)));
  }
  return strongest;
}

/** Pearson's correlation coefficient; 0 for a constant column. */
function correlate(x: Matrix, xColumn: number, y: Matrix, yColumn: number): number {
  const xMean = meanOf(x, xColumn);
  const yMean = meanOf(y, yColumn);
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < x.rows; row++) {
    const dx = x.data[row * x.columns + xColumn]! - xMean;
    const dy = y.data[row * y.columns + yColumn]! - yMean;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

function meanOf({ rows, columns, data }: Matrix, column: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += data[row * columns + column]!;
  return sum / rows;
}
