import type { Program } from '../../language/program.ts';
import type { Values } from './measure.ts';
import { isLineExcluded } from './straight-lines.ts';
import type { Cause, VerdictFacts } from './verdict.ts';

/**
 * True when it is proven that the run stays where it is, however long it runs: no update changes a prediction, or a cause shows it. All other
 * causes describe a state that may end by itself, although some of them are likely to last.
 */
export function isProven(causes: readonly Cause[], facts: VerdictFacts, program: Program, values: Values): boolean {
  return facts.stillSince !== undefined || causes.some((cause) => proves(cause, facts, program, values));
}

function proves(cause: Cause, facts: VerdictFacts, program: Program, values: Values): boolean {
  const { misses, wrong, train, targets } = facts;
  switch (cause.kind) {
    case 'noHiddenLayer':
    case 'linearLayers':
      return isLineExcluded(program, values, facts);
    case 'deadLayer':
      // A penalty shrinks the weights of dead units, and a bias may then bring them to life.
      return !isPenalized(program);
    case 'scheduleEnded':
      return cause.to === 0;
    case 'zeroInputs':
    case 'alikeInputs':
    case 'outOfReach':
      // The others may still be learned.
      return (
        misses.length === (targets === 'classes' ? train?.wrong : wrong) &&
        misses.every(({ row }) => cause.rows.includes(row))
      );
    case 'constantWeights':
    case 'regularization':
    case 'rowsAlike':
    case 'flatRows':
    case 'deadUnits':
    case 'alikeUnits':
    case 'fewUnits':
    case 'largeWeights':
    case 'firstLoss':
    case 'tightClipping':
    case 'largeDropout':
    case 'softmaxLoss':
    case 'smallBatch':
    case 'largeTargets':
    case 'smallInputs':
    case 'smallTargets':
    case 'testScale':
    case 'imbalance':
    case 'leak':
    case 'noise':
    case 'unrelated':
    case 'testAtChance':
    case 'testRising':
    case 'manyParameters':
    case 'longTraining':
    case 'vanishingDeltas':
    case 'plateau':
    case 'flatOutputs':
    case 'largeSteps':
    case 'smallSteps':
    case 'largeInputs':
    case 'chance':
    case 'notFinite':
      return false;
  }
}

function isPenalized({ choices }: Program): boolean {
  return choices !== undefined && (choices.l1 > 0 || choices.l2 > 0 || choices.weightDecay > 0);
}
