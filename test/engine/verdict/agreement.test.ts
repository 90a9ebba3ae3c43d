import { describe, expect, test } from 'vitest';
import type { Verdict, VerdictKind } from '../../../src/engine/verdict/verdict.ts';
import { startJudged, train } from './runs.ts';

/** A run has ended badly when its mean absolute error is larger. */
const BAD_ERROR = 0.1;

interface Outcome {
  readonly bad: number;
  /** How many runs ended with each verdict. */
  readonly kinds: Partial<Record<VerdictKind, number>>;
  /** Seeds whose verdict does not say what was measured. */
  readonly disagreeing: readonly number[];
  readonly mostChanges: number;
  /** How many runs had three changes of verdict or fewer. */
  readonly steady: number;
}

/** XOR at alpha 1 for 20,000 iterations, from seeds 0 to 99. */
function hundredSeeds(units: number): Outcome {
  const kinds: Partial<Record<VerdictKind, number>> = {};
  const disagreeing: number[] = [];
  let [bad, mostChanges, steady] = [0, 0, 0];
  for (let seed = 0; seed < 100; seed++) {
    const judged = train(startJudged({ hidden: [units], seed }), 20_000);
    const { kind } = judged.run.verdict as Verdict;
    const isBad = (judged.run.error as number) > BAD_ERROR;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (isBad) bad++;
    if (kind !== (isBad ? 'stuck' : 'solved')) disagreeing.push(seed);
    mostChanges = Math.max(mostChanges, judged.changes.length);
    if (judged.changes.length <= 3) steady++;
  }
  return { bad, kinds, disagreeing, mostChanges, steady };
}

describe('XOR from a hundred seeds', () => {
  test('with 2 hidden units is stuck for 58 seeds, those with an error above 0.1, and solved for the rest', () => {
    const outcome = hundredSeeds(2);
    expect([outcome.bad, outcome.kinds, outcome.disagreeing]).toEqual([58, { stuck: 58, solved: 42 }, []]);
    // Learning and one other word for most; a plateau, a step down and another plateau for a few.
    expect([outcome.mostChanges, outcome.steady]).toEqual([5, 96]);
  });

  test('with 3 hidden units is stuck for 9 seeds, and solved for the rest', () => {
    const outcome = hundredSeeds(3);
    expect([outcome.bad, outcome.kinds, outcome.disagreeing]).toEqual([9, { stuck: 9, solved: 91 }, []]);
    expect(outcome.mostChanges).toBe(3);
  });

  test('with 4 hidden units is learning and then solved for every seed', () => {
    const outcome = hundredSeeds(4);
    expect([outcome.bad, outcome.kinds, outcome.disagreeing]).toEqual([0, { solved: 100 }, []]);
    expect(outcome.mostChanges).toBe(2);
  });
});
