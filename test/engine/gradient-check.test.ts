import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients, PASSES_BELOW } from '../../src/engine/gradient-check.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { binary, number } from '../../src/language/expression.ts';
import type { Program } from '../../src/language/program.ts';
import { buildProgram } from '../network/build-program.ts';
import { INPUTS, XOR } from './backends/interpret.ts';

function runOf(program: Program, iterations: number): TrainingRun {
  const run = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
  for (let i = 0; i < iterations; i++) run.iterate();
  return run;
}

const tutorial = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, INPUTS.length);

/** The program with one update line that goes a little too far. */
function wrong(program: Program, target: string): Program {
  const iteration = program.iteration.map((statement) =>
    statement.target === target && statement.operator === '+='
      ? { ...statement, value: binary('*', number(1.001), statement.value) }
      : statement,
  );
  return { ...program, iteration };
}

describe('the gradient check', () => {
  test('passes for any network at any iteration', () => {
    const settings = fc.record({
      hidden: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
      bias: fc.boolean(),
      learningRate: fc.constantFrom(1, 0.1, 3),
      iterations: fc.constantFrom(0, 1, 50, 1000),
    });
    fc.assert(
      fc.property(settings, ({ hidden, bias, learningRate, iterations }) => {
        const program = buildProgram({ layerSizes: [3, ...hidden, 1], bias, learningRate }, INPUTS.length);
        const check = checkGradients(runOf(program, iterations));
        expect(check.worst).toBeLessThan(PASSES_BELOW);
        expect(check.passed).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('passes at small weights before batch normalization, where the loss bends within a step', () => {
    const settings = { layerSizes: [3, 1, 1, 1], bias: false, learningRate: 1, batchNorm: true };
    const run = runOf(buildProgram(settings, INPUTS.length), 3);
    run.valueOf('syn1').data[0] = 0.02;
    expect(checkGradients(run).worst).toBeLessThan(PASSES_BELOW);
  });

  test.each(['binary cross-entropy', 'cross-entropy'] as const)(
    'has a finite loss and passes when a prediction is exactly 0: %s',
    (loss) => {
      const weights = [
        [900, -900],
        [0.5, -0.25],
        [0, 0.1],
      ];
      const settings = { layerSizes: [3, 2], bias: false, learningRate: 1, activations: ['softmax'] as const, loss };
      const program = buildProgram({ ...settings, initial: [weights] }, INPUTS.length);
      const shares = XOR.map(([target = 0]) => [target, 1 - target]);
      const run = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(shares), 1);
      run.iterate();
      expect(run.valueOf('l1').data).toContain(0);
      const check = checkGradients(run);
      expect(check.loss).toBeGreaterThan(1);
      expect(check.loss).toBeLessThan(1000);
      expect(check.worst).toBeLessThan(PASSES_BELOW);
    },
  );

  test('finds NumPy’s loss and directions in the tutorial’s first iteration', () => {
    const check = checkGradients(runOf(tutorial, 0));
    expect(check.loss).toBeCloseTo(0.4951865354020256, 12);
    const [syn0, syn1] = check.parameters;
    expect(syn0?.updates[0]).toBeCloseTo(-0.0010368297984490668, 12);
    expect(syn1?.updates[3]).toBeCloseTo(-0.004551329347278153, 12);
    expect(check.parameters.map(({ name, checked }) => [name, checked])).toEqual([
      ['syn0', 12],
      ['syn1', 4],
    ]);
  });

  test('fails for the one matrix whose update is wrong by 0.1 %', () => {
    const check = checkGradients(runOf(wrong(tutorial, 'syn0'), 10));
    expect(check.passed).toBe(false);
    expect(check.parameters.map(({ worst }) => worst < PASSES_BELOW)).toEqual([false, true]);
    expect(check.worst).toBeCloseTo(0.000999, 6);
  });

  test('fails when a weight is NaN', () => {
    const run = runOf(tutorial, 10);
    run.valueOf('syn1').data[2] = Number.NaN;
    expect(checkGradients(run)).toMatchObject({ passed: false, worst: Number.POSITIVE_INFINITY });
  });

  test('does not change the run', () => {
    const run = runOf(tutorial, 100);
    checkGradients(run);
    for (let i = 0; i < 100; i++) run.iterate();
    const untouched = runOf(tutorial, 200);
    for (const name of ['syn0', 'syn1', 'l1', 'l2', 'l1_delta']) {
      expect(run.valueOf(name).data).toEqual(untouched.valueOf(name).data);
    }
  });

  test('checks evenly spread cells of a large network', () => {
    const rows = Array.from({ length: 500 }, (_, r) => Array.from({ length: 40 }, (_cell, c) => ((r * c) % 7) / 7));
    const program = buildProgram({ layerSizes: [40, 60, 1], bias: false, learningRate: 0.01 }, rows.length);
    const targets = rows.map((_, r) => [r % 2]);
    const check = checkGradients(new TrainingRun(program, matrixFromRows(rows), matrixFromRows(targets), 1));
    expect(check.passed).toBe(true);
    expect(check.parameters.map(({ checked }) => checked)).toEqual([10, 10]);
  });
});
