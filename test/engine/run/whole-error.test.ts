import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { Stopper } from '../../../src/engine/run/stop.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { Verdict } from '../../../src/engine/verdict/verdict.ts';
import { wholeError as nameOfError } from '../../../src/language/program.ts';
import { changesFor } from '../../../src/network/edits.ts';
import { type GivenSettings, withDefaults } from '../../../src/network/settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';
import { drawnMatrix } from '../drawn-matrix.ts';

const batches: Partial<GivenSettings> = { batchSize: 2, batchOrder: 'shuffled' };
const dropout: Partial<GivenSettings> = { dropout: 0.2 };
const normalized: Partial<GivenSettings> = { batchNorm: true };

function begin(more: Partial<GivenSettings>): TrainingRun {
  const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...more }, INPUTS.length);
  return new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
}

function run(more: Partial<GivenSettings>, iterations: number): TrainingRun {
  const training = begin(more);
  for (let i = 0; i < iterations; i++) training.iterate();
  return training;
}

/** mean(abs(y − prediction)) with what the network makes of every example. */
function wholeError(training: TrainingRun): number {
  training.evaluate();
  const misses = [...training.valueOf(nameOfError(training.program)).data].map(Math.abs);
  return misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
}

describe.each([
  ['mini-batches', batches],
  ['dropout', dropout],
  ['batch normalization', normalized],
])('the error of a run with %s', (_, more) => {
  test('is that of all examples, everywhere', () => {
    const training = begin(more);
    for (let i = 0; i < 300; i++) {
      training.iterate();
      const whole = wholeError(training);
      expect(training.error).toBe(whole);
      expect(training.errorRecord.curve().errors.at(-1)).toBe(whole);
      const { facts } = training.verdict as Verdict;
      if (facts?.measuredAt === training.iteration) expect(facts.error).toBe(whole);
    }
  });

  test('is measured at the same iterations when it is read in between, and after going back', () => {
    const end = run(more, 3000);
    const tell = (training: TrainingRun): unknown => {
      const { solvedAt, verdict, error } = training;
      return { curve: training.errorRecord.curve(), solvedAt, verdict, error };
    };
    const told = tell(end);
    const looked = begin(more);
    for (let i = 0; i < 3000; i++) {
      looked.iterate();
      if (i % 7 === 0) tell(looked);
    }
    expect(tell(looked)).toEqual(told);
    end.goTo({ iteration: 1234, line: 3 });
    expect(end.error).toBe(wholeError(end));
    end.goTo({ iteration: 3000, line: 0 });
    expect(tell(end)).toEqual(told);
  });

  test('does not change the run when it is read', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 5 }), (asked) => {
        const training = begin(more);
        for (let i = 0; i < 200; i++) {
          if (asked.includes(i)) void training.error;
          training.iterate();
        }
        expect(training.valueOf('syn0').data).toEqual(run(more, 200).valueOf('syn0').data);
      }),
      { numRuns: 8 },
    );
  });
});

test('a run of mini-batches is solved once every example is right', () => {
  const training = begin(batches);
  while (training.solvedAt === undefined && training.iteration < 20_000) training.iterate();
  expect(training.iteration).toBeLessThan(20_000);
  training.evaluate();
  const worst = Math.max(...[...training.valueOf('p_error').data].map(Math.abs));
  expect(worst).toBeLessThanOrEqual(0.1);
  expect(training.solvedAt).toBeLessThan(training.iteration);
});

test('in mini-batches of a large data set all examples are predicted at fewer and fewer iterations', () => {
  const [rows, batchSize] = [400, 4];
  const program = buildProgram({ layerSizes: [3, 4, 1], bias: true, learningRate: 0.1, batchSize }, rows);
  const training = new TrainingRun(program, drawnMatrix(rows, 3, 1), drawnMatrix(rows, 1, 2), 1);
  const { backend } = training;
  const predicted = new Set<number>();
  const plainly = backend.evaluate.bind(backend);
  const evaluate = vi.spyOn(backend, 'evaluate').mockImplementation(() => {
    predicted.add(backend.version);
    plainly();
  });
  for (let i = 0; i < 2000; i++) training.iterate();
  evaluate.mockRestore();
  expect(predicted.size).toBeGreaterThan(100);
  expect(predicted.size).toBeLessThan(200);
  const { iterations, errors } = training.errorRecord.curve();
  expect([iterations[0], iterations.at(-1)]).toEqual([0, 1999]);
  expect(errors.at(-1)).toBe(wholeError(training));
});

test('a watch of the predictions of all examples has the current ones', () => {
  const training = run(dropout, 10);
  training.setWatches([{ expression: { kind: 'name', name: 'p2' } }]);
  for (let i = 0; i < 3; i++) {
    training.iterate();
    training.watches.set.refresh(training);
    const seen = training.watches.set.watches[0]?.value?.data.slice();
    training.evaluate();
    expect(seen).toEqual(training.valueOf('p2').data);
  }
});

describe('stopping early', () => {
  const stopAt = (more: Partial<GivenSettings>, errorBelow: number): TrainingRun => {
    const training = begin(more);
    const stopper = new Stopper({ errorBelow }, training);
    while (training.iteration < 20_000) {
      training.iterate();
      if (stopper.reason(() => 0) !== undefined) break;
    }
    return training;
  };

  test('checks all examples at the end of each epoch', () => {
    const training = stopAt(batches, 0.05);
    expect(training.iteration % 2).toBe(0);
    expect(wholeError(training)).toBeLessThan(0.05);
    expect(wholeError(run(batches, training.iteration - 2))).toBeGreaterThanOrEqual(0.05);
  });

  test('checks after each iteration that works on all examples', () => {
    const training = stopAt(dropout, 0.05);
    expect(wholeError(training)).toBeLessThan(0.05);
    expect(wholeError(run(dropout, training.iteration - 1))).toBeGreaterThanOrEqual(0.05);
  });
});

describe('epochs', () => {
  const epochs = (more: Partial<GivenSettings>, iterations: number): readonly (number | undefined)[] => {
    const training = begin(more);
    return Array.from({ length: iterations }, () => {
      training.iterate();
      return training.epoch;
    });
  };

  test('of batches in sequence end when every example has had its turn', () => {
    expect(epochs({ batchSize: 3, batchOrder: 'sequence' }, 8)).toEqual([0, 1, 2, 3, 3, 4, 5, 6]);
  });

  test('of shuffled batches leave out the last, incomplete batch', () => {
    expect(epochs({ batchSize: 3, batchOrder: 'shuffled' }, 4)).toEqual([1, 2, 3, 4]);
    expect(epochs(batches, 4)).toEqual([0, 1, 1, 2]);
  });

  test('are not counted without mini-batches', () => {
    expect(epochs(dropout, 2)).toEqual([undefined, undefined]);
  });

  test('before mini-batches are switched on are iterations', () => {
    const settings = withDefaults({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 });
    const program = buildProgram(settings, INPUTS.length);
    const set = { batchSize: 2 };
    const changes = changesFor([{ at: 5, edits: [{ kind: 'settings', set }] }], settings, program, INPUTS.length);
    const training = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changes);
    const told = Array.from({ length: 8 }, () => {
      training.iterate();
      return training.epoch;
    });
    expect(told).toEqual([undefined, undefined, undefined, undefined, 5, 5, 6, 6]);
  });

  test('do not count the unfinished iteration', () => {
    const training = run(batches, 3);
    training.advance();
    expect(training.epoch).toBe(1);
  });
});

test('alpha is the current one', () => {
  const training = run({ learningRate: 0.5, schedule: 'step', scheduleEvery: 10, scheduleFactor: 0.5 }, 21);
  expect(training.alpha).toBe(0.125);
  expect(run({}, 1).alpha).toBe(1);
});
