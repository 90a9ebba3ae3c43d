import { describe, expect, test } from 'vitest';
import { matrixFromRows, rowsOf } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { SOLVED_HOLD, SOLVED_HOLD_SHARE } from '../../../src/engine/verdict/thresholds.ts';
import { MARGIN } from '../../../src/language/example-rows.ts';
import { programOf } from '../../language/programs.ts';
import { buildProgram } from '../../network/build-program.ts';
import { CORRELATION, INPUTS, matrixFromText, textOf, XOR } from '../backends/interpret.ts';
import type { Rows } from '../backends/naive.ts';

function startNetwork(hidden: readonly number[], targets: Rows, learningRate = 1, seed = 1): TrainingRun {
  const program = buildProgram({ layerSizes: [3, ...hidden, 1], bias: false, learningRate }, INPUTS.length);
  return new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(targets), seed);
}

/** A run whose only prediction misses by what the expression says of `step`, the iteration counted from 1. */
function startMissing(miss: string): TrainingRun {
  const one = { rows: 1, columns: 1 };
  const program = programOf({ X: one, y: one }, 'step = 0', `step += 1\nl1_error = ${miss}`);
  return new TrainingRun(program, matrixFromText('0'), matrixFromText('0'), 1);
}

function iterate(run: TrainingRun, times: number): TrainingRun {
  for (let i = 0; i < times; i++) run.iterate();
  return run;
}

describe('a training run', () => {
  test('has initial weights and no error before its first iteration', () => {
    const run = startNetwork([], CORRELATION);
    expect([run.iteration, run.error, run.solvedAt, run.diverged]).toEqual([0, undefined, undefined, false]);
    expect(textOf(run.valueOf('syn0'))).toBe('-0.165955990594852 | 0.4406489868843162 | -0.9997712503653102');
    expect([...run.errorRecord.curve().iterations]).toEqual([]);
  });

  test('measures its error before the update of the same iteration', () => {
    const run = iterate(startNetwork([], CORRELATION), 1);
    expect(run.iteration).toBe(1);
    const misses = rowsOf(run.valueOf('l1')).map(([l1], r) =>
      Math.abs((CORRELATION[r]?.[0] as number) - (l1 as number)),
    );
    expect(run.error).toBe(misses.reduce((sum, miss) => sum + miss, 0) / 4);
    expect(run.error).toBeCloseTo(0.5172082754380926, 12);
    expect(textOf(run.valueOf('syn0'))).not.toBe('-0.165955990594852 | 0.4406489868843162 | -0.9997712503653102');
  });

  test('records the error of every iteration', () => {
    const run = startNetwork([4], XOR);
    const errors = Array.from({ length: 300 }, () => iterate(run, 1).error as number);
    const curve = run.errorRecord.curve();
    expect([...curve.errors]).toEqual(errors);
    expect([...curve.iterations]).toEqual(errors.map((_, iteration) => iteration));
  });

  test('has the same bits from the same seed, and others from another', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => iterate(startNetwork([4], XOR, 10, seed), 2000));
    for (const name of ['syn0', 'syn1', 'l2']) {
      expect(same?.valueOf(name).data).toEqual(one?.valueOf(name).data);
      expect(other?.valueOf(name).data).not.toEqual(one?.valueOf(name).data);
    }
  });

  test('does not notice later changes of the given matrices', () => {
    const inputs = matrixFromRows(INPUTS);
    const program = buildProgram({ layerSizes: [3, 1], bias: false, learningRate: 1 }, 4);
    const run = new TrainingRun(program, inputs, matrixFromRows(CORRELATION), 1);
    inputs.data.fill(Number.NaN);
    expect(iterate(run, 1).error).toBeCloseTo(0.5172082754380926, 12);
  });
});

describe('solved', () => {
  test('is a run since the first iteration from which on every prediction is near its target, once that has held', () => {
    const run = startNetwork([4], XOR);
    let since: number | undefined;
    for (let iteration = 0; iteration < 6000; iteration++) {
      run.iterate();
      const misses = rowsOf(run.valueOf('l2_error')).flat().map(Math.abs);
      if (misses.some((miss) => miss > MARGIN)) since = undefined;
      else since ??= iteration;
      const holds =
        since !== undefined && run.iteration - since >= Math.max(SOLVED_HOLD, run.iteration * SOLVED_HOLD_SHARE);
      expect(run.solvedAt).toBe(holds ? since : undefined);
      if (holds) expect(run.freshVerdict?.kind).toBe('solved');
    }
    expect(since).toBeGreaterThan(500);
  });

  test('is not a run with a small mean error and one bad prediction', () => {
    const run = iterate(startNetwork([4], XOR, 100), 60_000);
    expect(run.valueOf('l2').data[3]).toBeCloseTo(0.5, 5);
    expect(run.solvedAt).toBeUndefined();
  });

  test('counts from a miss of exactly the margin', () => {
    expect(MARGIN).toBe(0.1);
    const run = startMissing('1 / step');
    expect(iterate(run, 9 + SOLVED_HOLD - 1).solvedAt).toBeUndefined();
    expect(iterate(run, 1).solvedAt).toBe(9);
    expect(iterate(run, 50).solvedAt).toBe(9);
  });

  test('ends when a prediction leaves its target again', () => {
    const run = startMissing('1 / (40 - step)');
    expect(iterate(run, 30).solvedAt).toBe(0);
    expect(iterate(run, 1).solvedAt).toBeUndefined();
  });

  test('is not a run that is near its targets for a moment', () => {
    const run = startMissing('(step - 2) * (step - 4)');
    const solvedAt = Array.from({ length: 5 }, () => iterate(run, 1).solvedAt);
    expect(solvedAt).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});

describe('diverged', () => {
  test('is a run before the line that makes its weights overflow', () => {
    const program = buildProgram({ layerSizes: [2, 1], bias: false, learningRate: 1e308 }, 3);
    const run = new TrainingRun(program, matrixFromText('10 0 | 10 0 | 0 1'), matrixFromText('1 | 1 | 0'), 1);
    run.iterate();
    run.iterate();
    expect([run.iteration, run.line, run.diverged, run.solvedAt]).toEqual([0, 4, true, undefined]);
    run.advance();
    expect(run.valueOf('syn0').data[0]).toBe(Number.POSITIVE_INFINITY);
    expect([...run.errorRecord.curve().errors]).toEqual([]);
  });

  test('is a run from the iteration with a non-finite error on', () => {
    const run = startMissing('1 / (3 - step)');
    const diverged = Array.from({ length: 3 }, () => iterate(run, 1).diverged);
    expect(diverged).toEqual([false, false, true]);
    expect([run.iteration, run.line, run.error, run.solvedAt]).toEqual([2, 1, 1, undefined]);
  });

  test('is not a run at a learning rate so high that it gets stuck', () => {
    const run = iterate(startNetwork([4], XOR, 1e9), 1000);
    expect([run.error, run.diverged]).toEqual([0.5, false]);
  });
});
