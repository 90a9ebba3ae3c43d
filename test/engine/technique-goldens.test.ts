import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { numpyRandom } from '../../src/engine/random.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { activations } from '../../src/language/activations.ts';
import { elementwise, erf } from '../../src/language/functions.ts';
import { descendedLoss, iterationError, parameters } from '../../src/language/program.ts';
import { initialNames } from '../../src/network/initial.ts';
import { losses } from '../../src/network/losses.ts';
import { defaults } from '../../src/network/settings.ts';
import { clippingNames } from '../../src/network/techniques/clipping.ts';
import { optimizerNames } from '../../src/network/techniques/optimizers.ts';
import { scheduleNames } from '../../src/network/techniques/schedule.ts';
import { buildProgram } from '../network/build-program.ts';
import { expectAllClose, expectClose, TWELVE_DIGITS } from './close.ts';
import { readItemGoldens, type Tensors } from './golden-files.ts';

/** Recorded runs are chosen so that NumPy's builds agree on 11 digits after 200 iterations. */
const TEN_DIGITS = 1e-10;

const goldens = readItemGoldens();

function expectTensors(run: TrainingRun, recorded: Tensors): void {
  for (const [name, matrix] of Object.entries(recorded)) {
    expectAllClose(run.valueOf(name).data, matrix, TEN_DIGITS, name);
  }
}

describe('a run', () => {
  test.each(goldens.runs)('with $name agrees with NumPy', ({ settings, targets, seed, trace, ...recorded }) => {
    const program = buildProgram(settings, goldens.inputs.length);
    const run = new TrainingRun(
      program,
      matrixFromRows(goldens.inputs),
      matrixFromRows(goldens.targets[targets] ?? []),
      seed,
    );
    run.setWatches([{ expression: descendedLoss(program) }, { expression: iterationError(program) }]);
    const names = parameters(program);
    const firstUpdate = program.iteration.findIndex(({ target }) => names.includes(target));
    for (let iteration = 0; iteration < goldens.iterations; iteration++) {
      const moment = trace[iteration];
      if (moment !== undefined) {
        while (run.line < firstUpdate) run.advance();
        run.watches.set.refresh(run);
        expectClose(run.watches.set.watches[0]?.value?.data[0], moment.loss, TEN_DIGITS, `loss of ${iteration}`);
        expectClose(run.watches.set.watches[1]?.value?.data[0], moment.error, TEN_DIGITS, `error of ${iteration}`);
        if (moment.clipped !== undefined) expect(run.valueOf('clipped').data).toEqual(Float64Array.of(moment.clipped));
      }
      run.iterate();
    }
    expect(Object.keys(recorded.parameters).toSorted()).toEqual([...names].toSorted());
    expectTensors(run, recorded.parameters);
    expectTensors(run, recorded.running);
    if (program.evaluation === undefined) return;
    run.evaluate();
    expectTensors(run, { [program.evaluation.prediction]: recorded.predictions });
  });

  test('is recorded for every optimizer, schedule, loss and activation', () => {
    const settings = goldens.runs.map((run) => run.settings);
    const seen: Readonly<Record<string, ReadonlySet<string>>> = {
      activations: new Set(settings.flatMap((own) => own.activations ?? [])),
      losses: new Set(settings.map((own) => own.loss ?? defaults.loss)),
      initial: new Set(settings.map((own) => String(own.initial ?? defaults.initial))),
      optimizers: new Set(settings.map((own) => own.optimizer ?? defaults.optimizer)),
      clippings: new Set(settings.map((own) => own.clip ?? defaults.clip)),
      schedules: new Set(settings.map((own) => own.schedule ?? defaults.schedule)),
    };
    const all = {
      activations: Object.keys(activations),
      losses: Object.keys(losses),
      initial: initialNames,
      optimizers: optimizerNames,
      clippings: clippingNames,
      schedules: scheduleNames,
    };
    const missing = Object.entries(all).map(([table, names]) => [
      table,
      names.filter((name) => !seen[table]?.has(name)),
    ]);
    expect(Object.fromEntries(missing)).toEqual(Object.fromEntries(Object.keys(all).map((table) => [table, []])));
  });
});

describe('the legacy functions of NumPy', () => {
  const seeds = Object.entries(goldens.random);

  test.each(seeds)('draw the same normal numbers, in pairs, with seed %s', (seed, recorded) => {
    const random = numpyRandom(Number(seed));
    const normal = recorded.randn.map(() => random.nextGaussian());
    const between = recorded.random_between.map(() => random.nextDouble());
    const after = recorded.randn_after.map(() => random.nextGaussian());
    expectAllClose(normal, recorded.randn, TWELVE_DIGITS, 'randn');
    expect(between).toEqual(recorded.random_between);
    expectAllClose(after, recorded.randn_after, TWELVE_DIGITS, 'randn after random');
  });

  test.each(seeds)('permute in the same order with seed %s', (seed, recorded) => {
    const random = numpyRandom(Number(seed));
    for (const permutation of recorded.permutations) {
      const own = new Float64Array(permutation.length);
      random.permute(own);
      expect([...own]).toEqual(permutation);
    }
    expect(random.nextDouble()).toBe(recorded.random_after);
  });

  test('go on from a saved place, also within a pair', () => {
    const random = numpyRandom(5);
    random.nextGaussian();
    const saved = random.save();
    const draw = (): readonly number[] => [random.nextGaussian(), random.nextDouble(), random.nextGaussian()];
    const first = draw();
    random.restore(saved);
    expect(draw()).toEqual(first);
  });
});

describe('the error function', () => {
  test('agrees with the C library to 15 digits', () => {
    for (const [x, value] of goldens.erf) expectClose(erf(x), value, 1e-15, `erf(${x})`);
  });

  test('gives gelu and its slope', () => {
    // Far below 0, 1 + erf has lost the digits that erfc keeps: what is left is small against z.
    for (const [z, value, slope] of goldens.gelu) {
      expect(Math.abs(elementwise.gelu(z) - value), `gelu(${z})`).toBeLessThan(1e-15 * Math.max(1, Math.abs(z)));
      expect(Math.abs(elementwise.gelu_slope(z) - slope), `gelu_slope(${z})`).toBeLessThan(1e-15);
    }
  });
});
