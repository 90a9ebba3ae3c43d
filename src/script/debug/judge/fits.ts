/*
 * Updates against slopes. Updates that descend a loss are −c times its slopes, with one c for all weights; a pull towards 0 (L2 or L1)
 * may be added.
 */

/** The checked cells of one parameter, side by side. */
export interface Cells {
  /** The numbers of the parameter. */
  readonly values: Float64Array;
  /** The numbers that are compared with the slopes: the update, or the values of a memory of the same shape. */
  readonly moves: Float64Array;
  /** NaN where there is none. */
  readonly slopes: Float64Array;
  /** The largest error of each slope by rounding. */
  readonly noise: Float64Array;
}

/** Strengths of the pulls towards 0: L2 grows with the weight, L1 does not. */
export interface Fit {
  /** The factor c; below 0 for moves that climb the loss. */
  readonly factor: number;
  readonly l2: number;
  readonly l1: number;
}

/** Moves agree within this share of the largest one. */
const AGREES = 1e-6;
/** Rounding of an update that is a difference of two numbers, as a share of them. */
const ROUNDING = 1e-15;
/** The fewest cells that determine a pull. */
const FEWEST_FOR_PULL = 5;

/** The least share of the gradient in moves that have a pull, too. */
const LEAST_GRADIENT = 0.01;

type Pulls = readonly ('l2' | 'l1')[];
const PULLS: readonly Pulls[] = [['l2'], ['l1'], ['l2', 'l1']];

/** The move of a weight w by a fit: −c slope − l2 w − l1 sign(w). */
export function expectedMove({ factor, l2, l1 }: Fit, slope: number, value: number): number {
  return -factor * slope - l2 * value - l1 * Math.sign(value);
}

/** True where the moves are those of a fit. */
export function agrees(fit: Fit, cells: Cells): boolean {
  const { values, moves, slopes, noise } = cells;
  const size = Math.max(largest(moves, slopes), largestExpected(fit, cells));
  return slopes.every((slope, i) => {
    if (Number.isNaN(slope)) return true;
    const allowed = AGREES * size + ROUNDING * Math.abs(values[i]!) + Math.abs(fit.factor) * noise[i]!;
    return Math.abs(moves[i]! - expectedMove(fit, slope, values[i]!)) <= allowed;
  });
}

/** The difference of a move from a fit, relative to the largest move of its parameter. */
export function differencesFrom(fit: Fit, cells: Cells): Float64Array {
  const size = Math.max(largest(cells.moves, cells.slopes), largestExpected(fit, cells), Number.MIN_VALUE);
  return cells.slopes.map((slope, i) => Math.abs(cells.moves[i]! - expectedMove(fit, slope, cells.values[i]!)) / size);
}

/** All fits that agree, those without a pull first. */
export function fitsOf(cells: Cells): readonly Fit[] {
  const count = judged(cells);
  if (count === 0) return [];
  const plain = leastSquares(cells);
  const pulled = count < FEWEST_FOR_PULL ? [] : PULLS.flatMap((pulls) => solved(cells, undefined, pulls));
  // Steps of one size, as an optimizer makes them, are no pull.
  const isPlain = (fit: Fit): boolean =>
    fit.factor > 0 && LEAST_GRADIENT * largestMove(cells) <= fit.factor * largestSlope(cells);
  return [...(plain === undefined ? [] : [plain]), ...pulled.filter(isPlain)].filter((fit) => agrees(fit, cells));
}

/** The fits with the factor of another one, and pulls of their own. */
export function pulledFits({ factor }: Fit, cells: Cells): readonly Fit[] {
  return PULLS.flatMap((pulls) => solved(cells, factor, pulls)).filter((fit) => agrees(fit, cells));
}

/** The least-squares fit without a pull; undefined where no slope determines the factor. */
export function leastSquares(cells: Cells): Fit | undefined {
  return solved(cells, undefined, [])[0];
}

/** The least-squares fit; none where the cells do not determine it, or a pull is away from 0. @param factor a known factor */
function solved({ values, moves, slopes }: Cells, factor: number | undefined, pulls: Pulls): readonly Fit[] {
  const columns: Float64Array[] = factor === undefined ? [slopes] : [];
  for (const pull of pulls) columns.push(pull === 'l2' ? values : values.map(Math.sign));
  const rest = moves.map((move, i) => -move - (factor ?? 0) * slopes[i]!);
  const numbers = solve(columns, rest, slopes);
  if (numbers === undefined) return [];
  const strengths = factor === undefined ? numbers.slice(1) : numbers;
  if (strengths.some((strength) => !(strength > 0))) return [];
  const of = (pull: 'l2' | 'l1'): number => strengths[pulls.indexOf(pull)] ?? 0;
  return [{ factor: factor ?? numbers[0]!, l2: of('l2'), l1: of('l1') }];
}

/**
 * Least squares, (rows × columns) x ≈ (rows) → (columns), by the normal equations of columns of length 1. Rows with NaN in `known` are left
 * out; undefined for columns that depend on each other.
 */
function solve(
  columns: readonly Float64Array[],
  right: Float64Array,
  known: Float64Array,
): readonly number[] | undefined {
  const dot = (one: Float64Array, other: Float64Array): number =>
    known.reduce((sum, own, i) => (Number.isNaN(own) ? sum : sum + one[i]! * other[i]!), 0);
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  if (columns.length === 0 || lengths.some((length) => !(length > 0))) return undefined;
  const rows = columns.map((column, i) => [
    ...columns.map((other, j) => dot(column, other) / lengths[i]! / lengths[j]!),
    dot(column, right) / lengths[i]!,
  ]);
  for (const [i, row] of rows.entries()) {
    const pivot = row[i]!;
    if (!(Math.abs(pivot) > 1e-9)) return undefined;
    for (const [j, other] of rows.entries()) {
      if (j === i) continue;
      const share = other[i]! / pivot;
      for (let k = 0; k < row.length; k++) other[k] = other[k]! - share * row[k]!;
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]! / lengths[i]!);
}

/** Cells with a slope that rounding does not explain. */
export function judged({ slopes, noise }: Cells): number {
  return slopes.reduce((count, slope, i) => count + (Math.abs(slope) > 100 * noise[i]! ? 1 : 0), 0);
}

/** True where neither moves nor slopes differ from 0 by more than rounding. */
export function isStill({ values, moves, slopes, noise }: Cells): boolean {
  return slopes.every(
    (slope, i) => !(Math.abs(slope) > 4 * noise[i]!) && !(Math.abs(moves[i]!) > ROUNDING * Math.abs(values[i]!)),
  );
}

/** True where some move is larger than rounding. */
export function hasMoved({ values, moves }: Cells): boolean {
  return moves.some((move, i) => Math.abs(move) > 100 * ROUNDING * Math.abs(values[i]!));
}

function largestMove({ moves, slopes }: Cells): number {
  return largest(moves, slopes);
}

function largestSlope({ slopes }: Cells): number {
  return largest(slopes, slopes);
}

function largest(moves: Float64Array, slopes: Float64Array): number {
  return moves.reduce((most, move, i) => (Number.isNaN(slopes[i]!) ? most : Math.max(most, Math.abs(move))), 0);
}

function largestExpected(fit: Fit, { values, slopes }: Cells): number {
  return slopes.reduce((most, slope, i) => {
    const move = Math.abs(expectedMove(fit, slope, values[i]!));
    return move > most ? move : most;
  }, 0);
}
