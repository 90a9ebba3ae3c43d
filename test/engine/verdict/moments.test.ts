import { describe, expect, test } from 'vitest';
import type { Cause, Verdict } from '../../../src/engine/verdict/verdict.ts';
import { beginRun } from '../../../src/worker/session-run.ts';
import { flowers } from './catalogue/examples.ts';
import { scenario, tanh, tutorial } from './catalogue/fault.ts';
import { subjectFrom } from './catalogue/try.ts';

/** The verdict at each of some moments of a run. */
function verdictsAt(own: object, moments: readonly number[], seed = 1): readonly Verdict[] {
  const run = beginRun(subjectFrom(own), seed);
  return moments.map((until) => {
    while (run.iteration < until) run.iterate();
    return run.freshVerdict as Verdict;
  });
}

const firstCauses = (verdicts: readonly Verdict[]): readonly (Cause['kind'] | undefined)[] =>
  verdicts.map(({ causes }) => causes[0]?.kind);

describe('flowers in batches of 8', () => {
  const moments = Array.from({ length: 40 }, (_, index) => 40 + 20 * index);
  const inBatches = (learningRate: number): object =>
    scenario(flowers, tanh([8], 'softmax'), {
      iterations: 1000,
      learningRate,
      loss: 'cross-entropy',
      batch: { size: 8, order: 'shuffled' },
    });

  // One run may go either way: rounding decides its course. So four runs are counted together.
  test.each([
    [20, 0.9],
    [5, 0.45],
  ])('at alpha %d, the batch is named at many moments, also before it settles', (alpha, least) => {
    const seeds = [1, 2, 3, 4];
    const named = seeds.flatMap((seed) => firstCauses(verdictsAt(inBatches(alpha), moments, seed)));
    const share = named.filter((kind) => kind === 'smallBatch').length / named.length;
    expect(share).toBeGreaterThanOrEqual(least);
  });

  test('at alpha 0.3, the batch is never named', () => {
    expect(firstCauses(verdictsAt(inBatches(0.3), moments))).not.toContain('smallBatch');
  });
});

test('small steps are named from iteration 100 on, whatever comes of them later', () => {
  const moments = [50, 100, 200, 400, 800, 1600];
  const small = (alpha: number) =>
    firstCauses(verdictsAt(tutorial({ iterations: 2000, learningRate: alpha }), moments));
  expect(small(0.001)).toEqual([undefined, ...Array(5).fill('smallSteps')]);
  expect(small(1)).toEqual(Array(6).fill(undefined));
});
