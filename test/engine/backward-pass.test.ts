import { expect, test } from 'vitest';
import { BackwardPass } from '../../src/engine/backward-pass.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import type { Floats } from '../../src/language/dtypes.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { buildProgram } from '../network/build-program.ts';
import { xor } from '../xor.ts';

function runOf(changes: Partial<GivenSettings> = {}, iterations = 5): TrainingRun {
  const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...changes }, 4);
  const run = new TrainingRun(program, matrixFromRows(xor.inputs), matrixFromRows(xor.targets), 1);
  for (let i = 0; i < iterations; i++) run.iterate();
  return run;
}

function deltasOf(run: TrainingRun, row: number): readonly Floats[] | undefined {
  return new BackwardPass(run).deltasOf(Float64Array.from(xor.inputs[row]!), Float64Array.from(xor.targets[row]!));
}

test('the deltas of one example have the bits of its row in the next iteration', () => {
  for (const changes of [{}, { activations: ['tanh', 'sigmoid'], bias: true, loss: 'cross-entropy' }] as const) {
    const run = runOf(changes);
    const deltas = [0, 1, 2, 3].map((row) => deltasOf(run, row));
    run.iterate();
    for (const [row, own] of deltas.entries()) {
      expect(own?.[1]?.[0]).toBe(run.valueOf('l2_delta').data[row]);
      expect(own?.[0]).toEqual(run.valueOf('l1_delta').data.slice(4 * row, 4 * row + 4));
    }
  }
});

test('the run is as it was, and the deltas follow its parameters', () => {
  const [run, other] = [runOf(), runOf()];
  const first = deltasOf(run, 1);
  for (const each of [run, other]) for (let i = 0; i < 20; i++) each.iterate();
  expect(run.valueOf('syn0')).toEqual(other.valueOf('syn0'));
  expect(deltasOf(run, 1)).not.toEqual(first);
});

test('an example of mini-batches is alone in its batch; with dropout or batch normalization it has no deltas of its own', () => {
  expect(deltasOf(runOf({ batchSize: 2 }), 0)).toHaveLength(2);
  expect(deltasOf(runOf({ dropout: 0.5 }), 0)).toBeUndefined();
  expect(deltasOf(runOf({ batchNorm: true }), 0)).toBeUndefined();
});
