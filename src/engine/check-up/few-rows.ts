import type { Examples, Matrix } from '../matrix.ts';
import { deviationOf, meanOf } from '../moments.ts';
import type { Pieces } from '../run/pieces.ts';
import type { TargetFacts } from '../verdict/target-facts.ts';
import type { CheckedSubject, ProgramChange } from './check-up.ts';
import type { FewRowsFinding } from './findings.ts';
import { rowsOfExamples, Trial } from './trial.ts';

/*
 * A network that cannot learn a few rows by heart has a fault: Karpathy's recipe (“overfit one batch”), CS231n (“overfit a tiny subset of
 * data”), TheDeepChecker (16 rows, 1,000 iterations).
 */

/** The rows that are learned by heart. */
const FEW_ROWS = 4;
/** A quantity is learned when it is within this part of the spread of the few rows. */
const LEARNED_WITHIN = 0.1;
/** The work (`workOf`) of all tries: about 0.3 s. */
const WORK = 9e7;
/** Iterations between two looks at the predictions, and the most of one try. */
const LOOK = 25;
const MOST_ITERATIONS = 2500;

interface Try {
  readonly by: FewRowsFinding['by'];
  readonly otherSeed: number;
  readonly alpha?: number;
  readonly change: ProgramChange;
}

const withAdam: ProgramChange = { isBare: true, isUnclipped: true, optimizer: 'adam' };

/** The settings of the run without what holds them back, and then another optimizer. A large alpha may need its clipping. */
const tries: readonly Try[] = [
  { by: 'own', otherSeed: 0, change: { isBare: true } },
  { by: 'adam', otherSeed: 0, alpha: 0.02, change: { ...withAdam, learningRate: 0.02 } },
  { by: 'adam', otherSeed: 1, alpha: 0.1, change: { ...withAdam, learningRate: 0.1 } },
];

/** The best try; undefined where the rows hardly differ. */
export function* learnByHeart(
  subject: CheckedSubject,
  some: Examples,
  facts: TargetFacts,
): Pieces<Omit<FewRowsFinding, 'kind'> | undefined> {
  const isOfQuantities = facts.kind === 'quantities';
  const most = isOfQuantities ? mostQuantities(subject) : FEW_ROWS;
  const rows = differentRows(some, most, isOfQuantities);
  if (rows.length < 2) return undefined;
  const few = rowsOfExamples(some, rows);
  let best: Omit<FewRowsFinding, 'kind'> | undefined;
  let own: { readonly right: number; readonly iterations: number } | undefined;
  for (const { by, otherSeed, alpha, change } of tries) {
    const program = subject.programFor(rows.length, change);
    yield;
    const trial = new Trial(program, few, (subject.seed + otherSeed) % 2 ** 32);
    const longest = Math.min(MOST_ITERATIONS, Math.max(LOOK, WORK / tries.length / trial.work));
    let right = 0;
    while (trial.iterations < longest && right < rows.length) {
      yield* trial.train(LOOK);
      right = rightRows(yield* trial.predict(), few.targets, facts);
    }
    const { iterations } = trial;
    own ??= { right, iterations };
    const adam = alpha === undefined ? {} : { adam: { alpha, isReseeded: otherSeed > 0, own } };
    if (best === undefined || right > best.right) best = { rows: rows.length, right, iterations, by, ...adam };
    if (right === rows.length) break;
  }
  return best;
}

/** The most rows of quantities: a line has a parameter for each input, and a bias; more rows need not be on one. */
function mostQuantities(subject: CheckedSubject): number {
  const { layers } = subject.programFor(FEW_ROWS, {}).roles;
  const isLine = layers.slice(0, -1).every(({ activation }) => activation === 'linear');
  const bias = layers.at(-1)?.bias === undefined ? 0 : 1;
  return isLine ? Math.min(FEW_ROWS, subject.inputs.columns + bias) : FEW_ROWS;
}

/**
 * Rows with different inputs, and with different targets as far as there are any.
 * @param isSpread true to begin with evenly spread rows: in a sorted table, neighbours are hardly different.
 */
function differentRows({ inputs, targets }: Examples, most: number, isSpread: boolean): readonly number[] {
  const order = [...(isSpread ? evenly(inputs.rows, most) : []), ...Array(inputs.rows).keys()];
  const textOf = ({ columns, data }: Matrix, row: number): string =>
    data.subarray(row * columns, (row + 1) * columns).join();
  const chosen: number[] = [];
  const [seen, wanted] = [new Set<string>(), new Set<string>()];
  for (const isNewTarget of [true, false]) {
    for (const row of order) {
      if (chosen.length === most) break;
      const [own, target] = [textOf(inputs, row), textOf(targets, row)];
      if (seen.has(own) || (isNewTarget && wanted.has(target))) continue;
      seen.add(own);
      wanted.add(target);
      chosen.push(row);
    }
  }
  return wanted.size < 2 ? [] : chosen;
}

/** At most `most` row numbers from the first to the last, at equal distances. */
function evenly(rows: number, most: number): readonly number[] {
  const count = Math.min(rows, most);
  return Array.from({ length: count }, (_, index) => Math.round((index * (rows - 1)) / Math.max(1, count - 1)));
}

function rightRows({ data }: Matrix, target: Matrix, { kind }: TargetFacts): number {
  const { rows, columns, data: targets } = target;
  const margins = Float64Array.from({ length: columns }, (_, column) => learnedMargin(target, column));
  let right = 0;
  for (let row = 0; row < rows; row++) {
    let column = 0;
    while (column < columns) {
      const [is, should] = [data[row * columns + column]!, targets[row * columns + column]!];
      const isRight = kind === 'quantities' ? Math.abs(is - should) <= margins[column]! : is > 0.5 === should > 0.5;
      if (!isRight) break;
      column++;
    }
    if (column === columns) right++;
  }
  return right;
}

/** A part of the standard deviation of a column; of its size where it is constant. */
function learnedMargin(targets: Matrix, column: number): number {
  const mean = meanOf(targets, column);
  const spread = deviationOf(targets, column, mean) || Math.abs(mean) || 1;
  // The squares of the largest numbers overflow: no margin is known.
  return Number.isFinite(spread) ? LEARNED_WITHIN * spread : 0;
}
