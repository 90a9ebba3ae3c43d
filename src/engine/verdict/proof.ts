import type { Cause, VerdictFacts } from './verdict.ts';

/**
 * True when some cause shows that the run stays where it is, however long it runs. All other causes describe a state that has ended by
 * itself in some runs.
 */
export function isProven(causes: readonly Cause[], facts: VerdictFacts): boolean {
  return facts.stillSince !== undefined || causes.some((cause) => proves(cause, facts));
}

function proves(cause: Cause, { misses, wrong, train, targets }: VerdictFacts): boolean {
  switch (cause.kind) {
    case 'noHiddenLayer':
    case 'linearLayers':
    case 'deadLayer':
    case 'constantWeights':
    case 'regularization':
      return true;
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
    case 'testScale':
    case 'imbalance':
    case 'leak':
    case 'noise':
    case 'unrelated':
    case 'testAtChance':
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
