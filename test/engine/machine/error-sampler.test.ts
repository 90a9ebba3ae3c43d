import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChangingMachine } from '../../../src/engine/machine/changing-machine.ts';
import { Run } from '../../../src/engine/run/run.ts';
import { sample } from '../../../src/engine/sample.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { drawnMatrix } from '../drawn-matrix.ts';

const techniques = fc.constantFrom<Partial<GivenSettings>>(
  { batchSize: 4, batchOrder: 'shuffled' },
  { batchSize: 3, precision: 'float32' },
  { dropout: 0.3 },
  { batchSize: 4, batchNorm: true },
  { batchSize: 2, activations: ['relu', 'softmax'], loss: 'cross-entropy' },
);

test('a sample of errors has the bits of a sample after an evaluation', () => {
  const sizes = fc.record({ rows: fc.integer({ min: 5, max: 400 }), outputs: fc.integer({ min: 2, max: 5 }) });
  fc.assert(
    fc.property(techniques, sizes, fc.integer({ min: 1, max: 30 }), (technique, { rows, outputs }, iterations) => {
      const settings = { layerSizes: [3, 4, outputs], bias: true, learningRate: 0.1, ...technique };
      const [inputs, targets] = [drawnMatrix(rows, 3, 1), drawnMatrix(rows, outputs, 2)];
      const run = new Run(new ChangingMachine(buildProgram(settings, rows), { inputs, targets, seed: 1 }));
      run.start();
      for (let done = 0; done < iterations; done++) run.iterate();
      const sampled = run.machine.sampleErrors();
      run.evaluate();
      expect(sampled).toEqual(sample(run.valueOf(run.program.evaluation!.error).data));
    }),
  );
});

test('a sample of many examples predicts only its own', () => {
  const settings: GivenSettings = { layerSizes: [3, 4, 2], bias: true, learningRate: 0.1, batchSize: 4 };
  const [inputs, targets] = [drawnMatrix(1000, 3, 1), drawnMatrix(1000, 2, 2)];
  const run = new Run(new ChangingMachine(buildProgram(settings, 1000), { inputs, targets, seed: 1 }));
  run.start();
  run.iterate();
  run.evaluate();
  const before = run.valueOf(run.program.evaluation!.error).data.slice();
  run.iterate();
  run.machine.sampleErrors();
  expect(run.valueOf(run.program.evaluation!.error).data).toEqual(before);
});
