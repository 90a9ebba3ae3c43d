import { classCount } from '../../language/example-rows.ts';
import type { Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import { crossEntropyOf } from '../scores.ts';
import { hasClasses, type TargetFacts } from '../verdict/target-facts.ts';
import { FIRST_LOSS } from '../verdict/thresholds.ts';
import type { Finding, FirstLossFinding, State } from './findings.ts';
import { meanSquare } from './trial.ts';

/** Above this many times their variance, the first predictions of quantities are not of the size of the targets. */
const FIRST_SQUARES = 25;

/** Compares the loss of the first predictions with that of chance. */
export function firstLossFinding(program: Program, predicted: Matrix, targets: Matrix, facts: TargetFacts): Finding {
  const kind = 'firstLoss';
  const measure = measureOf(program);
  const isConstant = facts.spread.every((own) => own === 0);
  const loss = measure === 'sizes' ? relativeSize(predicted, targets) : relativeSquare(predicted, targets, facts);
  const by = measure === 'sizes' ? 'sizes' : 'squares';
  if (!hasClasses(facts.kind, targets) || !isProbable(predicted)) {
    const state = loss < FIRST_LOSS ? 'good' : loss < FIRST_SQUARES ? 'open' : 'bad';
    return { kind, of: 'quantities', by, loss, chance: 1, state: isConstant ? 'open' : state };
  }
  const entropy = crossEntropyOf(predicted, targets);
  const evenGuess = Math.log(classCount(targets));
  const state: State = entropy < FIRST_LOSS * evenGuess ? 'good' : 'bad';
  if (measure === 'crossEntropy') {
    return { kind, of: 'classes', by: measure, loss: entropy, chance: evenGuess, state };
  }
  return { kind, of: 'classes', by, loss, chance: 1, state: isConstant ? 'open' : state };
}

/** The measure of predictions that is nearest to the loss of a program. */
function measureOf({ choices }: Program): FirstLossFinding['by'] {
  switch (choices?.loss) {
    case 'cross-entropy':
    case 'binary cross-entropy':
      return 'crossEntropy';
    case 'mean absolute':
      return 'sizes';
    default:
      return 'squares';
  }
}

/** The mean square of the errors, as a multiple of the mean variance of the targets. */
function relativeSquare(predicted: Matrix, targets: Matrix, { spread }: TargetFacts): number {
  const variance = spread.reduce((sum, own) => sum + own * own, 0) / targets.columns;
  return meanSquare(predicted, targets) / variance;
}

/** The mean of |target − prediction|, as a multiple of that of the medians: no constant prediction has smaller errors. */
function relativeSize({ data: predicted }: Matrix, { rows, columns, data: targets }: Matrix): number {
  const size = targets.reduce((sum, target, cell) => sum + Math.abs(target - predicted[cell]!), 0) / targets.length;
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const own = Float64Array.from({ length: rows }, (_, row) => targets[row * columns + column]!).sort();
    const median = own[Math.floor(rows / 2)]!;
    sum += own.reduce((all, target) => all + Math.abs(target - median), 0);
  }
  return size / (sum / targets.length);
}

function isProbable({ data }: Matrix): boolean {
  return data.every((cell) => cell >= 0 && cell <= 1);
}
