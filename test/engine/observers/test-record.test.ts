import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Examples } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { Change } from '../../../src/language/change.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { drawnMatrix } from '../drawn-matrix.ts';

const train: Examples = { inputs: drawnMatrix(9, 2, 1), targets: drawnMatrix(9, 2, 2) };

function examples(rows: number): Examples {
  return { inputs: drawnMatrix(rows, 2, 3), targets: drawnMatrix(rows, 2, 4) };
}

const plain: GivenSettings = { layerSizes: [2, 3, 2], bias: true, learningRate: 0.2 };
const kinds: readonly GivenSettings[] = [
  plain,
  { ...plain, batchSize: 2, batchOrder: 'shuffled' },
  { ...plain, batchNorm: true },
  { ...plain, dropout: 0.3 },
];

function begin(settings: GivenSettings, test: Examples | undefined, changes: readonly Change[] = []): TrainingRun {
  const program = buildProgram(settings, train.inputs.rows);
  return new TrainingRun(program, train.inputs, train.targets, 1, changes, test);
}

function run(settings: GivenSettings, test: Examples, iterations: number): TrainingRun {
  const training = begin(settings, test);
  for (let i = 0; i < iterations; i++) training.iterate();
  return training;
}

function toldOf({ testRecord: tests, errorRecord }: TrainingRun): unknown {
  return {
    error: tests?.error,
    curve: tests?.curve(),
    prediction: tests?.prediction.data.slice(),
    train: errorRecord.curve(),
  };
}

describe.each(kinds.map((settings) => [settings] as const))('the test error of a run with %j', (settings) => {
  test('is mean(abs(y − prediction)) with the present parameters', () => {
    // The examples of the run as test examples: then the run itself can say what its parameters make of them.
    const training = begin(settings, train);
    for (let i = 0; i < 40; i++) {
      training.iterate();
      const { testRecord: tests } = training;
      const misses = [...train.targets.data].map((target, cell) =>
        Math.abs(target - (tests?.prediction.data[cell] as number)),
      );
      expect(tests?.error).toBe(misses.reduce((sum, miss) => sum + miss, 0) / misses.length);
      if (training.program.evaluation !== undefined) expect(tests?.error).toBe(training.error);
      const before = tests?.error;
      if (training.program.evaluation === undefined) {
        while (training.line <= training.errorLine) training.advance();
        expect(before).toBe(training.error);
        training.goTo({ iteration: i + 1, line: 0 });
      }
    }
  });

  test('is recorded as it was at each iteration', () => {
    const { iterations, errors } = run(settings, examples(5), 300).testRecord!.curve();
    expect(iterations[0]).toBe(0);
    expect(iterations.at(-1)).toBe(299);
    for (const [point, iteration] of iterations.entries()) {
      if (point % 20 === 0) expect(errors[point]).toBe(run(settings, examples(5), iteration + 1).testRecord?.error);
    }
  });

  test('has the same bits when it is read in between, and after going back', () => {
    const position = fc.record({ iteration: fc.nat(200), line: fc.nat(4) });
    const told = toldOf(run(settings, examples(5), 250));
    fc.assert(
      fc.property(fc.array(position, { maxLength: 4 }), fc.nat(20), (positions, every) => {
        const training = begin(settings, examples(5));
        while (training.iteration < 200) {
          training.iterate();
          if (training.iteration % (every + 1) === 0) toldOf(training);
        }
        for (const at of positions) {
          training.goTo(at);
          if (at.line === 0)
            expect(training.testRecord?.error).toBe(run(settings, examples(5), at.iteration).testRecord?.error);
          if (at.line === 0) training.advance();
        }
        while (training.iteration < 250) training.iterate();
        expect(toldOf(training)).toEqual(told);
      }),
      { numRuns: 10 },
    );
  });

  test('does not change the run', () => {
    const [measured, alone] = [run(settings, examples(5), 100), begin(settings, undefined)];
    for (let i = 0; i < 100; i++) alone.iterate();
    expect(measured.valueOf('syn0').data).toEqual(alone.valueOf('syn0').data);
    expect(measured.errorRecord.curve()).toEqual(alone.errorRecord.curve());
    // The verdict knows the test set besides.
    const { test: _, ...facts } = measured.verdict?.facts ?? {};
    expect({ ...measured.verdict, facts }).toEqual(alone.verdict);
    expect(alone.testRecord).toBe(undefined);
  });
});

test('test errors after a change that is undone are forgotten', () => {
  const other = buildProgram({ ...plain, batchSize: 3 }, train.inputs.rows);
  const changed = begin(plain, examples(5), [{ at: 60, program: other, cells: [] }]);
  for (let i = 0; i < 90; i++) changed.iterate();
  const untouched = run(plain, examples(5), 90);
  expect(changed.testRecord?.curve()).not.toEqual(untouched.testRecord?.curve());
  changed.goTo({ iteration: 60, line: 0 });
  changed.rewrite([]);
  while (changed.iteration < 90) changed.iterate();
  expect(changed.testRecord?.curve()).toEqual(untouched.testRecord?.curve());
});

test('a small test set is measured at every iteration at first, a large one at fewer and fewer', () => {
  const points = (rows: number): readonly number[] => [
    ...run(plain, examples(rows), 2001).testRecord!.curve().iterations,
  ];
  const upTo = (most: number, own: readonly number[]): number => own.filter((iteration) => iteration < most).length;
  const [few, some, many] = [points(1), points(20), points(2000)];
  expect([upTo(32, few), upTo(32, some), upTo(32, many)]).toEqual([32, 32, 32]);
  expect([few, some, many].map((own) => own.at(-1))).toEqual([2000, 2000, 2000]);
  expect(upTo(2000, few)).toBeGreaterThan(upTo(2000, some));
  expect(upTo(2000, some)).toBeGreaterThan(upTo(2000, many));
});
