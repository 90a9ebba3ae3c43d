import { describe, expect, test } from 'vitest';
import { valuesOf } from '../../../src/engine/verdict/measure.ts';
import { isProven } from '../../../src/engine/verdict/proof.ts';
import type { Cause, SetFacts, VerdictFacts } from '../../../src/engine/verdict/verdict.ts';
import { startJudged } from './runs.ts';

const missesIn = (...rows: readonly number[]): VerdictFacts['misses'] =>
  rows.map((row) => ({ row, column: 0, prediction: 0, target: 1, slope: 0.25 }));

function factsOf(changed: Partial<VerdictFacts>): VerdictFacts {
  return {
    ...{ measuredAt: 100, error: 0.5, margin: 0.1, predictions: 8, outputs: 2, wrong: 0, worst: 1, misses: [] },
    ...{ flat: 0, progress: 0, progressSince: 90, swing: 0, largestSwing: 0, largestSwingAt: 99, targets: 'bits' },
    ...changed,
  };
}
const train = (wrong: number): SetFacts => ({ rows: 4, wrong, unexplained: 1 });

const zeroInputs = (...rows: readonly number[]): Cause => ({ kind: 'zeroInputs', activation: 'sigmoid', rows });
const scheduleEnded = (to: number): Cause => ({ kind: 'scheduleEnded', schedule: 'step', from: 1, to });

const dead: Cause = { kind: 'deadLayer', layer: 'l1', activation: 'relu', units: 4 };
const { run } = startJudged({});
const xor = run.program;
const values = valuesOf(run)!;

describe('a run stays where it is', () => {
  test.each<readonly [string, Cause, Partial<VerdictFacts>, boolean]>([
    ['with a schedule that has ended at 0', scheduleEnded(0), {}, true],
    ['but not with one that has ended above 0', scheduleEnded(1e-9), {}, false],
    [
      'without a hidden layer, as good as the least squares',
      { kind: 'noHiddenLayer', correlation: 0 },
      { targets: 'quantities', train: { rows: 4, wrong: 4, unexplained: 0.9, line: 0.9 } },
      true,
    ],
    [
      'but not without one, while a line does better',
      { kind: 'noHiddenLayer', correlation: 0 },
      { targets: 'quantities', train: { rows: 4, wrong: 4, unexplained: 0.9, line: 0.8 } },
      false,
    ],
    ['with a dead layer', dead, {}, true],
    ['but not with L2', { kind: 'regularization', l1: 0, l2: 1, weightDecay: 0, largest: 0.1 }, {}, false],
    ['but not with equal first weights', { kind: 'constantWeights', layer: 'l1' }, {}, false],
    ['but not with few units', { kind: 'fewUnits', layer: 'l1', units: 1 }, {}, false],
    ['when every wrong row has inputs of 0', zeroInputs(0, 2), { wrong: 2, misses: missesIn(0, 2) }, true],
    ['but not when one has others', zeroInputs(0), { wrong: 2, misses: missesIn(0, 2) }, false],
    ['but not when more are wrong than are listed', zeroInputs(0, 2), { wrong: 3, misses: missesIn(0, 2) }, false],
    [
      'when every row of another class has inputs of 0, whatever its outputs',
      zeroInputs(0),
      { targets: 'classes', wrong: 2, train: train(1), misses: missesIn(0) },
      true,
    ],
    [
      'but not when rows of another class are not listed',
      zeroInputs(0),
      { targets: 'classes', wrong: 1, train: train(2), misses: missesIn(0) },
      false,
    ],
    ['when no update changes a prediction', scheduleEnded(1), { stillSince: 50 }, true],
  ])('%s', (_, cause, facts, isSo) => {
    expect(isProven([{ kind: 'fewUnits', layer: 'l1', units: 1 }, cause], factsOf(facts), xor, values)).toBe(isSo);
  });
});
