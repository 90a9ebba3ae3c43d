import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Compiled } from '../../../src/engine/backends/compiled.ts';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import { Stopper } from '../../../src/engine/run/stop.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { call, name } from '../../../src/language/expression.ts';
import { runs } from '../../full.ts';
import { anything, settingsOf } from '../../network/any-settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';
import { readItemGoldens } from '../golden-files.ts';
import { watchOf } from '../observers/watched.ts';

const { inputs, targets } = readItemGoldens();
const [X, y] = [matrixFromRows(inputs), matrixFromRows(targets['shares'] ?? [])];
const data = new Map([
  ['X', X],
  ['y', y],
]);

describe('many iterations in one call', () => {
  test('leave the same run, record, verdict and past as one at a time', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anything, fc.nat(1000), steps, fc.boolean(), (network, seed, sizes, hasTest) => {
        const program = buildProgram(settingsOf(network), inputs.length);
        // A program that is compiled already runs compiled sooner.
        new Compiled(program, data, numpyRandom(seed), { from: 0 }).runIteration();
        const test = hasTest ? { inputs: X, targets: y } : undefined;
        const [one, many] = [0, 1].map(() => {
          const run = new TrainingRun(program, X, y, seed, [], test);
          run.setWatches([{ expression: call('sum', name('syn0')) }]);
          return run;
        }) as [TrainingRun, TrainingRun];
        const end = 700;
        while (one.iteration < end && !one.diverged) one.iterate();
        for (let k = 0; many.iteration < end && !many.diverged; k++) {
          many.iterateMany(Math.min(end - many.iteration, sizes[k % sizes.length] as number));
        }
        expect(stateOf(many)).toEqual(stateOf(one));
        const back = Math.floor(one.iteration / 2);
        for (const run of [one, many]) run.goTo({ iteration: back, line: 0 });
        expect(stateOf(many)).toEqual(stateOf(one));
      }),
      { numRuns: runs(40) },
    );
  });

  test('stop where single iterations stop, with the same lowest error', () => {
    const conditions = fc.record(
      {
        errorBelow: fc.double({ min: 0.2, max: 0.5, noNaN: true }),
        noImprovementFor: fc.integer({ min: 1, max: 60 }),
        // From 0.002 to 2, each size as often as another.
        gradientNormBelow: fc.nat(99).map((step) => 0.002 * 1.0725 ** step),
      },
      { requiredKeys: [] },
    );
    const steps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anything, fc.nat(1000), steps, conditions, (network, seed, sizes, stop) => {
        const program = buildProgram(settingsOf(network), inputs.length);
        const measuresNorm = stop.gradientNormBelow !== undefined;
        new Compiled(program, data, numpyRandom(seed), { from: 0, measuresNorm }).runIteration();
        const [one, many] = [0, 1].map((isMany) => {
          const run = new TrainingRun(program, X, y, seed);
          const stopper = new Stopper(stop, run);
          if (isMany === 1) {
            if (measuresNorm) run.measureGradients();
            run.observe(stopper);
          }
          const reasons: unknown[] = [];
          for (let k = 0; run.iteration < 600 && !run.diverged && reasons.length < 2; k++) {
            if (isMany === 0) run.iterate();
            else run.iterateMany(Math.min(600 - run.iteration, sizes[k % sizes.length] as number));
            const reason = run.diverged ? undefined : stopper.reason(() => 0);
            if (reason !== undefined) reasons.push([reason, run.iteration, stopper.lowest]);
            // The run goes back once, and meets the same errors again.
            if (reasons.length === 1 && reason !== undefined) run.goTo({ iteration: run.iteration >> 1, line: 0 });
          }
          return { reasons, iteration: run.iteration, lowest: stopper.lowest };
        }) as [unknown, unknown];
        expect(many).toEqual(one);
      }),
      { numRuns: runs(40) },
    );
  });

  test('stop at the breakpoints of single iterations', () => {
    const conditions = fc.subarray(
      ['sum(syn0) > 0.2', 'sum(syn0) < 0.1', 'iteration >= 137', 'epoch > 41', 'max(abs(syn1)) > 1.2'],
      { minLength: 1 },
    );
    const steps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anything, fc.nat(1000), steps, conditions, (network, seed, sizes, sources) => {
        const program = buildProgram(settingsOf(network), inputs.length);
        new Compiled(program, data, numpyRandom(seed), { from: 0 }).runIteration();
        const [one, many] = [false, true].map((isMany) => {
          const run = new TrainingRun(program, X, y, seed);
          run.setWatches(sources.map(watchOf));
          const stops: unknown[] = [];
          for (let k = 0; run.iteration < 600 && !run.diverged; k++) {
            if (isMany) run.iterateMany(Math.min(600 - run.iteration, sizes[k % sizes.length] as number));
            else run.iterate();
            if (run.watches.stopped) stops.push([run.iteration, run.watches.stoppedBy]);
          }
          return { stops, state: stateOf(run) };
        }) as [unknown, unknown];
        expect(many).toEqual(one);
      }),
      { numRuns: runs(40) },
    );
  });

  test('find the same iteration at which XOR is solved', () => {
    const program = buildProgram({ layerSizes: [3, 6, 1], learningRate: 10 }, 4);
    const [one, many] = [0, 1].map(() => new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1)) as [
      TrainingRun,
      TrainingRun,
    ];
    for (let i = 0; i < 4000; i++) one.iterate();
    while (many.iteration < 4000) many.iterateMany(4000 - many.iteration);
    expect(one.solvedAt).toBeGreaterThan(100);
    expect(stateOf(many)).toEqual(stateOf(one));
  });
});

function stateOf(run: TrainingRun): unknown {
  const { iteration, line, error, verdict, freshVerdict, solvedAt, errorRecord, testRecord, furthest } = run;
  const names = [...run.program.setup, ...run.program.iteration].map(({ target }) => target);
  return {
    position: [iteration, line, error, solvedAt, furthest],
    verdict: [verdict, freshVerdict, run.watchPast(0)],
    record: [errorRecord.curve(), testRecord?.curve()],
    saved: run.line === 0 ? run.save() : undefined,
    values: names.map((name) => [name, ...run.valueOf(name).data]),
  };
}
