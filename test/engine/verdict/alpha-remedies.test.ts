import { expect, test } from 'vitest';
import { stableAlpha } from '../../../src/engine/verdict/alpha-remedies.ts';
import { valuesOf } from '../../../src/engine/verdict/measure.ts';
import { slope } from './catalogue/examples.ts';
import { line, scenario } from './catalogue/fault.ts';
import { subjectFrom, trained } from './catalogue/try.ts';

/** One input that is as large as the bias, so that the largest eigenvalue is nearly the trace. */
const data = { inputs: slope.inputs.map((_, row) => [1 + row / 1000]), targets: slope.targets };
const runOf = (loss: string, alpha: number) =>
  trained(subjectFrom(scenario(data, line, { iterations: 400, learningRate: alpha, loss })), 1, 400);

/** The largest alpha, to within 5 %, at which the error does not grow beyond measure. */
function largestStable(loss: string): number {
  let [low, high] = [1e-4, 10];
  while (high > 1.05 * low) {
    const alpha = Math.sqrt(low * high);
    const { diverged, error = 0 } = runOf(loss, alpha);
    if (diverged || error > 1e3) high = alpha;
    else low = alpha;
  }
  return low;
}

test.each(['half-square', 'mean-squared'])('the stable alpha is half of the largest that is stable: %s', (loss) => {
  const run = runOf(loss, 0.001);
  const share = stableAlpha({ program: run.program, values: valuesOf(run)! }) / largestStable(loss);
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.6);
});
