/*
 * A loss whose form is not known. For any loss, the descent direction is a sum of the slopes of the predictions, each with a number of its
 * own: −∂L/∂w = Σ λ ∂p/∂w. With fewer predictions than cells, moves that are no such sum descend no loss at all.
 */
import type { Cells } from './fits.ts';

/** The moves and slopes of one parameter; `slopes[cell][prediction]`. */
export interface FreeCells {
  readonly cells: Cells;
  readonly slopes: readonly Float64Array[];
}

/** A column depends on the others where what is left of it is below this share of its length. */
const DEPENDENT = 1e-7;
/** The largest difference of a move from its sum of slopes, as a share of the largest move of its parameter. */
const AGREES = 1e-5;

export interface FreeFit {
  /** The number of each prediction; 0 for one whose slopes are a sum of those of the others. */
  readonly weights: Float64Array;
  /** Cells beyond those that the numbers need. */
  readonly evidence: number;
}

/** The numbers λ of the predictions: slopes (cells × predictions) · λ = moves (cells), over some parameters; undefined where none fit. */
export function freeFit(parameters: readonly FreeCells[]): FreeFit | undefined {
  const rows: { readonly move: number; readonly slopes: Float64Array }[] = [];
  for (const { cells, slopes } of parameters) {
    const size = cells.moves.reduce((most, move) => Math.max(most, Math.abs(move)), 0);
    if (size === 0) continue;
    for (const [i, own] of slopes.entries()) {
      if (own.some(Number.isNaN)) continue;
      rows.push({ move: cells.moves[i]! / size, slopes: own.map((slope) => slope / size) });
    }
  }
  const count = rows[0]?.slopes.length ?? 0;
  if (rows.length <= count) return undefined;
  // Gram and Schmidt, twice for each column.
  const basis: {
    readonly column: number;
    readonly unit: Float64Array;
    readonly shares: Float64Array;
    readonly length: number;
  }[] = [];
  for (let column = 0; column < count; column++) {
    const unit = Float64Array.from(rows, ({ slopes }) => slopes[column]!);
    const shares = new Float64Array(count);
    const whole = lengthOf(unit);
    for (let pass = 0; pass < 2; pass++) {
      for (const [at, own] of basis.entries()) {
        const share = dot(unit, own.unit);
        shares[at] = shares[at]! + share;
        subtract(unit, own.unit, share);
      }
    }
    const length = lengthOf(unit);
    if (!(length > DEPENDENT * whole)) continue;
    basis.push({ column, unit: unit.map((value) => value / length), shares, length });
  }
  const rest = Float64Array.from(rows, ({ move }) => move);
  const along = basis.map(({ unit }) => {
    const share = dot(rest, unit);
    subtract(rest, unit, share);
    return share;
  });
  if (rest.some((value) => Math.abs(value) > AGREES)) return undefined;
  const weights = new Float64Array(count);
  for (let at = basis.length - 1; at >= 0; at--) {
    const own = basis[at]!;
    let value = along[at]!;
    for (let later = at + 1; later < basis.length; later++)
      value -= basis[later]!.shares[at]! * weights[basis[later]!.column]!;
    weights[own.column] = value / own.length;
  }
  return { weights, evidence: rows.length - basis.length };
}

/** Cells with a slope, less the predictions: moves can only be judged where this is above 0. */
export function spare(parameters: readonly FreeCells[]): number {
  const cells = parameters.reduce(
    (sum, { slopes }) => sum + slopes.filter((own) => own.some((slope) => slope !== 0)).length,
    0,
  );
  return cells - (parameters[0]?.slopes[0]?.length ?? 0);
}

/** Σ λ ∂p/∂w of each cell. */
export function directionOf({ weights }: FreeFit, { slopes }: FreeCells): Float64Array {
  return Float64Array.from(slopes, (own) => dot(own, weights));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (const [i, value] of one.entries()) sum += value * other[i]!;
  return sum;
}

function subtract(from: Float64Array, unit: Float64Array, share: number): void {
  for (let i = 0; i < from.length; i++) from[i] = from[i]! - share * unit[i]!;
}

function lengthOf(column: Float64Array): number {
  return Math.sqrt(dot(column, column));
}
