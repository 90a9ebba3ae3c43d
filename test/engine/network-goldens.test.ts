import { describe, test } from 'vitest';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { buildProgram } from '../network/build-program.ts';
import { expectAllClose, TWELVE_DIGITS } from './close.ts';
import { readNetworkGoldens, type Tensors } from './golden-files.ts';

function expectTensors(run: TrainingRun, recorded: Tensors): void {
  for (const [name, matrix] of Object.entries(recorded)) {
    expectAllClose(run.valueOf(name).data, matrix, TWELVE_DIGITS, name);
  }
}

describe('a network', () => {
  test.each(readNetworkGoldens().networks)('with $name agrees with NumPy to 12 digits', (recorded) => {
    const { inputs, targets, hidden, bias, alpha, seed } = recorded;
    const layerSizes = [inputs[0]?.length as number, ...hidden, targets[0]?.length as number];
    const program = buildProgram({ layerSizes, bias, learningRate: alpha }, inputs.length);
    const run = new TrainingRun(program, matrixFromRows(inputs), matrixFromRows(targets), seed);
    const errors: number[] = [];
    for (let iteration = 0; iteration < recorded.iterations; iteration++) {
      run.iterate();
      if (iteration % 50 === 0) errors.push(run.error as number);
      if (iteration === 0) expectTensors(run, recorded.after_first);
    }
    expectAllClose(errors, recorded.errors_each_50, TWELVE_DIGITS, 'errors');
    expectTensors(run, recorded.after_last);
  });
});
