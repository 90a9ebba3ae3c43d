import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { Cause } from '../../../src/engine/verdict/verdict.ts';
import { buildProgram } from '../../network/build-program.ts';
import type { Rows } from '../backends/naive.ts';

/** 40 rows of two inputs from -1 to 1, in no order. */
const inputs: Rows = Array.from({ length: 40 }, (_, row) => [((row * 17) % 40) / 20 - 1, ((row * 29) % 40) / 20 - 1]);
const targets: Rows = inputs.map(([a = 0, b = 0]) => [a > b ? 1 : 0]);

/** The causes before the first iteration. */
function causesBefore(rows: Rows, wanted: Rows = targets, test?: Rows): readonly Cause[] {
  const program = buildProgram({ layerSizes: [rows[0]?.length ?? 0, 4, 1], bias: true, learningRate: 1 }, rows.length);
  const held = test && { inputs: matrixFromRows(test), targets: matrixFromRows(test.map(() => [0])) };
  const run = new TrainingRun(program, matrixFromRows(rows), matrixFromRows(wanted), 1, [], held);
  return run.verdict?.causes ?? [];
}

const kinds = (causes: readonly Cause[]): readonly string[] => causes.map(({ kind }) => kind);

describe('before the first iteration', () => {
  test('inputs from -1 to 1 and balanced classes show nothing', () => {
    expect(causesBefore(inputs)).toEqual([]);
  });

  test('a column of thousands is named, with how many times the smallest it is', () => {
    const [cause] = causesBefore(inputs.map(([a = 0, b = 0]) => [a, 1000 * b]));
    expect(cause).toMatchObject({ kind: 'largeInputs', column: 1, saturates: 'sigmoid' });
    expect(cause).toHaveProperty('times', expect.closeTo(1000, -2));
  });

  test('inputs and targets of ten-thousandths are small, and a column that is constant is not', () => {
    const tiny = (rows: Rows): Rows => rows.map((row) => row.map((cell) => cell / 10_000));
    expect(causesBefore(tiny(inputs))).toMatchObject([{ kind: 'smallInputs' }]);
    expect(causesBefore(inputs.map(([a = 0, b = 0]) => [a, b / 10_000]))).toMatchObject([
      { kind: 'smallInputs', column: 1 },
    ]);
    expect(causesBefore(inputs.map((row) => [...row, 0.0001]))).toEqual([]);
    expect(kinds(causesBefore(inputs, tiny(targets)))).toEqual(['smallTargets']);
  });

  test('a constant column of 1 beside ordinary ones is no other scale', () => {
    expect(causesBefore(inputs.map((row) => [...row, 1]))).toEqual([]);
  });

  test('a column of the test set in another unit is named', () => {
    const centimetres = inputs.map(([a = 0, b = 0]) => [a, 100 * b]);
    expect(causesBefore(inputs, targets, centimetres)).toMatchObject([{ kind: 'testScale', column: 1 }]);
    expect(causesBefore(inputs, targets, inputs)).toEqual([]);
  });

  test('an input that is the target is a leak, one that only helps is none', () => {
    const told = inputs.map((row, index) => [...row, 3 * (targets[index]?.[0] ?? 0) - 1]);
    expect(causesBefore(told)).toMatchObject([{ kind: 'leak', column: 2, output: undefined }]);
    const helped = inputs.map(([a = 0, b = 0]) => [a, b, a - b]);
    expect(kinds(causesBefore(helped))).not.toContain('leak');
  });

  test('units of relu whose weights make them 0 in every row are dead, and one row that is above 0 wakes them', () => {
    const causesOfRelu = (rows: Rows, bias: boolean): readonly string[] => {
      const weights = [
        [
          [-1, -0.5],
          [-0.2, -2],
        ],
        [[0.5], [-0.3]],
      ];
      const settings = { layerSizes: [2, 2, 1], bias, learningRate: 1, activations: ['relu', 'sigmoid'] } as const;
      const program = buildProgram({ ...settings, initial: weights }, rows.length);
      const run = new TrainingRun(program, matrixFromRows(rows), matrixFromRows(rows.map((_, at) => [at % 2])), 1);
      return kinds(run.verdict?.causes ?? []);
    };
    const positive = inputs.map((row) => row.map(Math.abs));
    expect([false, true].map((bias) => causesOfRelu(positive, bias))).toEqual([['deadLayer'], ['deadLayer']]);
    expect(causesOfRelu([...positive, [1, -8]], true)).toEqual([]);
  });

  test('one class in ten is imbalance, one in four is none', () => {
    const every = (many: number): Rows => inputs.map((_, row) => [row % many === 0 ? 1 : 0]);
    expect(causesBefore(inputs, every(10))).toMatchObject([{ kind: 'imbalance', class: 0, share: 0.9 }]);
    expect(causesBefore(inputs, every(4))).toEqual([]);
  });
});
