import { expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { buildProgram } from '../../network/build-program.ts';
import { xor } from '../../xor.ts';

function causesAt(learningRate: number, precision: 'float32' | 'float64') {
  const program = buildProgram({ layerSizes: [3, 4, 1], learningRate, precision }, 4);
  const run = new TrainingRun(program, matrixFromRows(xor.inputs), matrixFromRows(xor.targets), 1);
  while (run.iteration < 20_000) run.iterateMany(1000);
  if (run.verdict === undefined) throw new Error('no verdict');
  return run.verdict;
}

test('a run whose updates are lost in the rounding of 32-bit floats is stuck, and says so', () => {
  const { kind, causes, remedies } = causesAt(1e-8, 'float32');
  expect({ kind, causes, remedies }).toEqual({
    kind: 'stuck',
    causes: [{ kind: 'plateau', quickening: false, isRounded: true }],
    remedies: [{ kind: 'raiseAlpha', from: 1e-8, to: 1e-5 }],
  });
});

test('the same run with 64-bit floats has no such cause', () => {
  expect(causesAt(1e-8, 'float64').causes?.some((cause) => cause.kind === 'plateau')).toBeFalsy();
});
