import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { programOf } from '../../src/scenario/network.ts';
import { interpretProgram } from '../engine/backends/interpret.ts';
import { expectAllClose, TWELVE_DIGITS } from '../engine/close.ts';
import { type AlphaGolden, type DetailedAlphaGolden, readArticleGoldens } from '../engine/golden-files.ts';
import { DirectionCount, splitUpdates } from '../engine/run/split-updates.ts';
import { full } from '../full.ts';
import { finished, shipped, wholeError } from './run-scenario.ts';

const ALPHAS = [0.001, 0.01, 0.1, 1, 10, 100, 1000];
const UNITS = [4, 32];
const tables = readArticleGoldens().three_layer;

/** The tolerance of runs whose end depends on rounding; two builds of NumPy differ as much. */
const WITHIN: Readonly<Record<string, number>> = { '4-units-100': 1e-9, '32-units-10': 0.02 };

const cases = UNITS.flatMap((units) => ALPHAS.map((alpha) => ({ units, alpha, name: `${units}-units-${alpha}` })));

describe('the follow-up’s alpha tables as scenario files', () => {
  test('are complete', () => {
    expect(readdirSync('scenarios/alpha').toSorted()).toEqual(cases.map(({ name }) => `${name}.json`).toSorted());
  });

  const few = cases.filter(({ name }) => ['4-units-1', '4-units-100', '32-units-10'].includes(name));

  test.each(full ? cases : few)(
    '$name gives the errors of the table, and the last error of its description',
    ({ units, alpha, name }) => {
      const recorded = tables[`H${units}_alpha${alpha}`] as AlphaGolden;
      const errors: number[] = [];
      const scenario = shipped(`alpha/${name}`);
      expect(scenario.training).toMatchObject({ iterations: 60_000, reportEvery: 10_000, seed: 1 });
      const run = finished(scenario, (own) => {
        if (own.iteration % 10_000 === 1) errors.push(own.error as number);
      });
      expectAllClose(errors, recorded.err, WITHIN[name] ?? TWELVE_DIGITS, 'errors');
      expect(scenario.description).toContain(`the error is ${wholeError(run).toPrecision(2)} at the end`);
    },
  );

  test.each(full ? ALPHAS : [0.1, 10])('4 units at alpha %d change direction as often as in the follow-up', (alpha) => {
    const recorded = tables[`H4_alpha${alpha}`] as DetailedAlphaGolden;
    const scenario = shipped(`alpha/4-units-${alpha}`);
    const { inputs, targets } = scenario.data;
    const interpreter = interpretProgram(splitUpdates(programOf(scenario)), inputs, targets, scenario.training.seed);
    const counts = ['syn0_update', 'syn1_update'].map((update) => new DirectionCount(interpreter, update));
    for (let iteration = 0; iteration < scenario.training.iterations; iteration++) {
      interpreter.runIteration();
      for (const count of counts) count.observe();
    }
    expect(counts.map((count) => [...count.counts])).toEqual([recorded.dir0.flat(), recorded.dir1.flat()]);
  });
});
