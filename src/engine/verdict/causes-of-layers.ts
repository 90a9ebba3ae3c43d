import { type ActivationName, activations } from '../../language/activations.ts';
import type { Floats } from '../../language/dtypes.ts';
import type { Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import { rowsLike, unitsAlike } from './alike.ts';
import { conflicts } from './causes-of-data.ts';
import { correlationOf } from './data-facts.ts';
import { type HiddenLayer, isFlat, type Values } from './measure.ts';
import type { Look } from './opinion.ts';
import { isLineEnough } from './straight-lines.ts';
import * as thresholds from './thresholds.ts';
import type { Cause, Miss } from './verdict.ts';

/*
 * Causes in the layers of a run at rest, found from its values.
 */

/** The causes that no weights can overcome, and the wrong predictions that they do not explain. */
export function impossible(
  misses: readonly Miss[],
  program: Program,
  values: Values,
): { readonly causes: readonly Cause[]; readonly rest: readonly Miss[] } {
  const { inputs, target, slopes } = values;
  const { activation } = slopes;
  const { low, high } = activations[activation];
  const beyond = rowsOf(misses.filter((miss) => miss.target < low || miss.target > high));
  const same = inputs === undefined ? [] : rowsLike(inputs, misses, target, 0);
  const zero = keepsZero(program) ? zeroRows(values, misses) : [];
  return {
    causes: [
      ...(beyond.length === 0 ? [] : [{ kind: 'outOfReach', activation, rows: beyond } as const]),
      ...(same.length === 0 ? [] : [{ kind: 'alikeInputs', rows: same, ...conflicts(values) } as const]),
      ...(zero.length === 0 ? [] : [{ kind: 'zeroInputs', activation, rows: zero } as const]),
    ],
    rest: misses.filter(({ row }) => ![beyond, same, zero].some((rows) => rows.includes(row))),
  };
}

/** The wrong rows whose inputs are all 0. */
function zeroRows({ inputs }: Values, misses: readonly Miss[]): readonly number[] {
  if (inputs === undefined) return [];
  return rowsOf(misses).filter((row) => cellsOf(inputs, row).every((cell) => cell === 0));
}

/** Activations that are 0 at 0. */
export const ZERO_AT_ZERO: readonly ActivationName[] = ['tanh', 'relu', 'leaky relu', 'elu', 'gelu', 'swish', 'linear'];

/** True when hidden layers make inputs of 0 to values of 0, whatever the weights, and the last layer has no bias. */
function keepsZero({ roles: { layers } }: Program): boolean {
  const hidden = layers.slice(0, -1);
  const isPlain = layers.every(({ bias, others = [] }) => bias === undefined && others.length === 0);
  return (
    hidden.length > 0 && isPlain && hidden.every(({ activation = 'sigmoid' }) => ZERO_AT_ZERO.includes(activation))
  );
}

/** All units of a hidden layer are 0, with a slope of 0, in every row: no update changes a weight before them. */
export function deadLayer({ hidden }: Values): readonly Cause[] {
  const dead = hidden.find(({ value, slopes }) => value.data.every((cell, at) => cell === 0 && slopes.at(at) === 0));
  if (dead === undefined) return [];
  return [{ kind: 'deadLayer', layer: dead.name, activation: dead.slopes.activation, units: dead.value.columns }];
}

/** A hidden layer of one unit. */
export function fewUnits({ hidden }: Values): readonly Cause[] {
  const narrow = hidden.find(({ value }) => value.columns === 1);
  return narrow === undefined ? [] : [{ kind: 'fewUnits', layer: narrow.name, units: 1 }];
}

/** The only hidden layer, where its units are few for many rows. */
export function narrowLayer({ hidden, target }: Values): readonly Cause[] {
  const [own, second] = hidden;
  const units = own?.value.columns ?? 0;
  if (own === undefined || second !== undefined) return [];
  const isNarrow = units < thresholds.WIDE_UNITS && target.rows >= thresholds.SMALL_SET;
  return isNarrow ? [{ kind: 'fewUnits', layer: own.name, units }] : [];
}

/** Units of the first layer that has some whose slope is near 0 in every row. */
export function deadUnitsIn({ hidden }: Values): readonly Cause[] {
  for (const own of hidden) {
    const units = deadUnits(own);
    if (units.length === 0) continue;
    const { activation, flatBelow: slope } = own.slopes;
    return [{ kind: 'deadUnits', layer: own.name, activation, units, of: own.value.columns, slope }];
  }
  return [];
}

export function withoutHiddenLayer(misses: readonly Miss[], { roles }: Program, values: Values): readonly Cause[] {
  const { inputs, target, slopes } = values;
  if (misses.length === 0 || inputs === undefined || roles.layers.length === 0) return [];
  const biased = roles.layers.some(({ bias }) => bias !== undefined);
  const rows = rowsOf(misses);
  const zero = biased ? [] : zeroRows(values, misses);
  const zeroInputs: Cause[] =
    zero.length === 0 ? [] : [{ kind: 'zeroInputs', activation: slopes.activation, rows: zero }];
  // When no other row is wrong, the layer lacks only a bias.
  if (zero.length === rows.length) return zeroInputs;
  if (isLineEnough(values)) return zeroInputs;
  const columns = [...new Set(misses.map(({ column }) => column))];
  return [{ kind: 'noHiddenLayer', correlation: correlationOf(inputs, target, columns) }, ...zeroInputs];
}

/** Layer by layer. Rows that are alike in one layer are alike in all later ones, so they are reported only once. */
export function inHiddenLayers(misses: readonly Miss[], { hidden, target }: Values): readonly Cause[] {
  const causes: Cause[] = [];
  let rest = misses;
  for (const own of hidden) {
    const { name: layer, value, slopes } = own;
    if (rest.length === 0) break;
    const { ALIKE_WITHIN, ALIKE_UNITS_WITHIN } = thresholds;
    const { activation, flatBelow: slope } = slopes;
    const alike = rowsLike(value, rest, target, ALIKE_WITHIN);
    if (alike.length > 0) causes.push({ kind: 'rowsAlike', layer, rows: alike, within: ALIKE_WITHIN });
    const flat = rowsOf(rest).filter((row) => isFlatRow(own, row));
    if (flat.length > 0) causes.push({ kind: 'flatRows', layer, rows: flat, slope });
    const dead = deadUnits(own);
    const of = value.columns;
    if (dead.length > 0) causes.push({ kind: 'deadUnits', layer, activation, units: dead, of, slope });
    const twins = unitsAlike(value, dead, ALIKE_UNITS_WITHIN);
    if (twins.length > 0) causes.push({ kind: 'alikeUnits', layer, units: twins, within: ALIKE_UNITS_WITHIN });
    rest = rest.filter(({ row }) => !alike.includes(row));
  }
  return causes;
}

/** Vanishing gradients: the deltas of the first layer are a tiny share of those of the last. */
export function vanishingDeltas(program: Program, { deltas }: Values): readonly Cause[] {
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
  const vanished = deltas.length > 3 ? thresholds.VANISHED_IN_DEEP : thresholds.VANISHED;
  return share < vanished ? [{ kind: 'vanishingDeltas', layer: first.name, last: last.name, share, sigmoids }] : [];
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

/** The units of a hidden layer, the share of its values whose slope is near 0, and the number of its dead units. */
export function unitsIn(layer: HiddenLayer): {
  readonly units: number;
  readonly saturated: number;
  readonly dead: number;
} {
  const { value, slopes } = layer;
  let flat = 0;
  for (let cell = 0; cell < value.data.length; cell++) if (isFlat(slopes, cell)) flat++;
  return { units: value.columns, saturated: flat / value.data.length, dead: deadUnits(layer).length };
}

function rowsOf(misses: readonly Miss[]): readonly number[] {
  return [...new Set(misses.map(({ row }) => row))].sort((one, other) => one - other);
}

function cellsOf({ columns, data }: Matrix, row: number): Floats {
  return data.subarray(row * columns, (row + 1) * columns);
}

/** True when the excess has fallen faster in the newer half of the looks than in the older half. */
export function quickens(looks: readonly Look[]): boolean {
  const [first, middle, last] = [looks[0], looks[looks.length >> 1], looks.at(-1)];
  if (first === undefined || middle === undefined || last === undefined) return false;
  const pace = (from: Look, to: Look): number => (from.excess - to.excess) / Math.max(1, to.iteration - from.iteration);
  return pace(middle, last) > Math.max(0, pace(first, middle));
}
