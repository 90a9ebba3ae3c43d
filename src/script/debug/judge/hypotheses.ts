/*
 * The loss that updates descend. Each loss, and each kind of move, is a hypothesis; the one with the fewest wrong parameters is reported. Where
 * no known loss fits, a free one is tried: any sum of the slopes of the predictions.
 */
import {
  agrees,
  type Cells,
  expectedMove,
  type Fit,
  fitsOf,
  hasMoved,
  isStill,
  judged,
  leastSquares,
  pulledFits,
} from './fits.ts';
import { directionOf, type FreeCells, freeFit, spare } from './free-loss.ts';
import { cellsIn, freeCellsIn, type Look, type Signal } from './looks.ts';

/**
 * `agrees`: the moves are c times the descent direction. `factor`: another positive multiple of it. `climbs`: a negative one. `still`:
 * neither moves nor has a slope. `unclear`: too few cells to tell, or a pull towards 0 hides the sign. `unlike`: no multiple of it.
 */
export type ParameterResult = 'agrees' | 'factor' | 'climbs' | 'still' | 'unclear' | 'unlike';

export interface Judged {
  readonly result: ParameterResult;
  /** Its factor as a multiple of that of the others. */
  readonly times: number;
  readonly moves: Float64Array;
  /** The fit that its moves are compared with. */
  readonly fit: Fit;
  /** The pulls that this parameter alone tells: one of them must be the same in all looks. */
  readonly ownPulls?: readonly Fit[];
  /** Cells that show the agreement, beyond those that a factor needs. */
  readonly evidence: number;
}

/** One look by one hypothesis. */
export interface Hypothesis {
  /** The place of the loss among the losses; undefined for a free one. */
  readonly loss: number | undefined;
  readonly kind: Signal['kind'];
  readonly fit: Fit;
  readonly results: readonly Judged[];
  /** The expected moves of the checked cells of each parameter. */
  readonly slopes: readonly Float64Array[];
}

/** Two factors are the same within this share. */
const SAME_FACTOR = 1e-4;

/** All hypotheses that the update of some parameter bears out, with a known loss. @param order the parameters to begin with */
export function hypothesesOf(look: Look, order: readonly number[]): readonly Hypothesis[] {
  const found: Hypothesis[] = [];
  for (const loss of look.losses.keys()) {
    for (const [rank, reference] of order.entries()) {
      for (const { kind, moves } of look.signals[reference] as readonly Signal[]) {
        const own = cellsIn(look, reference, moves, loss);
        if (!hasMoved(own)) continue;
        for (const fit of fitsOf(own)) {
          if (fit.factor === 0) continue;
          const results = look.signals.map((signals, i) =>
            judgeParameter(signals, kind, fit, i === reference, (given) => cellsIn(look, i, given, loss)),
          );
          const slopes = results.map((result, i) => cellsIn(look, i, result.moves, loss).slopes);
          found.push({ loss, kind, fit, results, slopes });
        }
      }
      // The last weights tell the loss; others only where these tell none.
      if (rank === 0 && found.some((own) => own.loss === loss && cost(own) < COST_OF_UNLIKE)) break;
    }
  }
  return found;
}

/** With at most this many cells, a factor of its own does not tell one memory of several from another. */
const FEWEST_FOR_MEMORY = 2;

function judgeParameter(
  signals: readonly Signal[],
  kind: Signal['kind'],
  fit: Fit,
  isReference: boolean,
  cellsOf: (moves: Float64Array) => Cells,
): Judged {
  const [update] = signals as [Signal];
  const plain: Fit = { factor: fit.factor, l2: 0, l1: 0 };
  const same = signals.filter((signal) => signal.kind === kind);
  for (const { moves, doubts } of same) {
    const cells = cellsOf(moves);
    if (isStill(cells)) return { result: 'still', times: 1, moves, fit, evidence: 0 };
    const own = [fit, plain].find((each) => agrees(each, cells));
    if (own === undefined) continue;
    if (fit.factor < 0 && doubts !== undefined) return { result: 'unclear', times: 1, moves, fit: own, evidence: 0 };
    const evidence = Math.max(0, judged(cells) - (isReference ? 1 + pullsOf(fit) : 0));
    return { result: fit.factor < 0 ? 'climbs' : 'agrees', times: 1, moves, fit: own, evidence };
  }
  for (const { moves, doubts } of same) {
    if (doubts === undefined) continue;
    const own = [fit, plain].find((each) =>
      agreesButForSigns(each, cellsOf(moves), cellsOf(Float64Array.from(doubts))),
    );
    if (own !== undefined) return { result: 'unclear', times: 1, moves, fit: own, evidence: 0 };
  }
  for (const { moves } of same) {
    const cells = cellsOf(moves);
    const own = pulledFits(fit, cells);
    const [first] = own;
    if (first === undefined) continue;
    // So few cells agree with any two pulls, and a single one with any of several memories.
    const isUnclear = cells.slopes.length <= Math.min(...own.map(pullsOf)) && (pullsOf(first) > 1 || same.length > 1);
    if (isUnclear) return { result: 'unclear', times: 1, moves, fit: first, evidence: 0 };
    return { result: fit.factor < 0 ? 'climbs' : 'agrees', times: 1, moves, fit: first, ownPulls: own, evidence: 0 };
  }
  for (const signal of [...same, ...signals.filter((each) => each.kind !== kind)]) {
    const cells = cellsOf(signal.moves);
    if (!hasMoved(cells)) continue;
    const [own] = fitsOf(cells);
    if (own === undefined || own.factor === 0) continue;
    const times = own.factor / Math.abs(fit.factor);
    const isSame = Math.abs(times - 1) < SAME_FACTOR || (signal.kind !== kind && times > 0);
    // Any memory is a multiple of so few cells: nothing says which one is that of this parameter.
    if (!isSame && same.length > 1 && cells.slopes.length <= FEWEST_FOR_MEMORY) {
      return { result: 'unclear', times: 1, moves: signal.moves, fit: plain, evidence: 0 };
    }
    const result = times < 0 ? 'climbs' : isSame ? 'agrees' : 'factor';
    const evidence = Math.max(0, judged(cells) - 1 - pullsOf(own));
    return { result, times: isSame ? 1 : times, moves: signal.moves, fit: isSame ? own : plain, evidence };
  }
  const { moves } = same[0] ?? update;
  const cells = cellsOf(moves);
  if (!hasMoved(cells)) return { result: 'factor', times: 0, moves, fit: plain, evidence: 0 };
  const times = (leastSquares(cells)?.factor ?? Number.NaN) / Math.abs(fit.factor);
  return { result: 'unlike', times, moves, fit: plain, evidence: 0 };
}

/** True where moves whose signs are in doubt have the sizes of a descent. */
function agreesButForSigns(fit: Fit, cells: Cells, { moves: doubts }: Cells): boolean {
  const descent = { ...fit, factor: Math.abs(fit.factor) };
  const moves = cells.moves.map((move, i) =>
    doubts[i] === 0 ? move : Math.abs(move) * Math.sign(expectedMove(descent, cells.slopes[i]!, cells.values[i]!)),
  );
  return agrees(descent, { ...cells, moves });
}

function pullsOf({ l1, l2 }: Fit): number {
  return (l1 > 0 ? 1 : 0) + (l2 > 0 ? 1 : 0);
}

/** The cost of an update that follows no slope: higher than that of any other finding. */
const COST_OF_UNLIKE = 1e4;
/** Less than a factor: an optimizer makes steps of its own from gradients that agree. */
const COST_OF_MEMORY = 5;

/** The fewest wrong parameters, then the fewest with factors of their own. */
export function cost({ results, kind, fit }: Hypothesis): number {
  const count = (kinds: readonly ParameterResult[]): number =>
    results.filter(({ result }) => kinds.includes(result)).length;
  const own = results.filter(({ ownPulls, result }) => ownPulls !== undefined || result === 'unclear').length;
  const extras = pullsOf(fit) + (kind === 'update' ? 0 : COST_OF_MEMORY) + 3 * own;
  return COST_OF_UNLIKE * count(['unlike']) + 1e3 * count(['climbs']) + Math.min(800, 10 * count(['factor'])) + extras;
}

export function evidenceOf({ results }: Hypothesis): number {
  return results.reduce((sum, own) => sum + own.evidence, 0);
}

/** A hypothesis with a loss of any form; undefined where the predictions are too many, or nothing can be said. */
export function freeHypothesis(look: Look): Hypothesis | undefined {
  if (!look.hasPredictions) return undefined;
  const all = look.signals.map(([update], i) => freeCellsIn(look, i, (update as Signal).moves));
  const moving = all.flatMap((own, i) => (hasMoved(own.cells) ? [i] : []));
  const chosen = (some: readonly number[]) => some.map((i) => all[i]!);
  const whole = freeFit(chosen(moving));
  const fit: Fit = { factor: 1, l2: 0, l1: 0 };
  const hypothesis = (own: ReturnType<typeof freeFit>, wrong: number | undefined): Hypothesis => ({
    loss: undefined,
    kind: 'update',
    fit,
    slopes: all.map((each) =>
      own === undefined ? each.cells.moves.map(() => Number.NaN) : directionOf(own, each).map((value) => -value),
    ),
    results: all.map(({ cells }, i): Judged => {
      const { moves } = (look.signals[i] as readonly Signal[])[0] as Signal;
      if (i === wrong) return { result: 'unlike', times: Number.NaN, moves, fit, evidence: 0 };
      return { result: hasMoved(cells) ? 'agrees' : 'still', times: 1, moves, fit, evidence: 0 };
    }),
  });
  if (whole !== undefined && whole.evidence > 0) return hypothesis(whole, undefined);
  if (!isAgainstPulls(chosen(moving)) || look.signals.some((signals) => signals.length > 1)) return undefined;
  for (const wrong of moving) {
    const rest = moving.filter((i) => i !== wrong);
    const own = rest.length === 0 ? undefined : freeFit(chosen(rest));
    if (own !== undefined && own.evidence >= 2) return hypothesis(own, wrong);
    if (rest.length === 0 && spare(chosen([wrong])) > 0) return hypothesis(undefined, wrong);
  }
  return undefined;
}

/** True where the moves are no sum of slopes and of pulls towards 0, with two pulls of its own for each parameter. */
function isAgainstPulls(parameters: readonly FreeCells[]): boolean {
  const pulled = parameters.map(({ cells, slopes }, own): FreeCells => {
    const pulls = (cell: number): readonly number[] =>
      parameters.flatMap((_, i) => (i === own ? [cells.values[cell]!, Math.sign(cells.values[cell]!)] : [0, 0]));
    return { cells, slopes: slopes.map((row, cell) => Float64Array.from([...row, ...pulls(cell)])) };
  });
  return spare(pulled) > 0 && freeFit(pulled) === undefined;
}
