import { expect, test } from 'vitest';
import { predict } from '../../src/engine/examiner.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { wholePrediction } from '../../src/language/program.ts';
import { learned } from '../../src/language/reads.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { buildProgram } from '../network/build-program.ts';
import { finished, shipped, varied } from '../scenarios/run-scenario.ts';

test.each(['xor', 'majority', 'future-work/batch-normalization', 'future-work/dropout', 'future-work/mini-batches'])(
  'a trained network predicts what its run does after its last update, however many rows there are: %s',
  (name) => {
    const scenario = varied(shipped(name), { training: { iterations: 50 } });
    const run = finished(scenario);
    const program = buildProgram({ ...settingsOf(scenario), batchSize: 0 }, 1);
    const values = new Map(learned(run.program).map((own) => [own, run.valueOf(own)]));
    const { inputs } = scenario.data;
    const many = Array.from({ length: 515 }, (_, row) => inputs[row % inputs.length] as number[]);
    const once = predict(program, values, matrixFromRows(inputs));
    const often = predict(program, values, matrixFromRows(many));
    for (let row = 0; row < many.length; row++) {
      const of = (start: number) => start * once.columns;
      const own = row % inputs.length;
      expect(often.data.slice(of(row), of(row + 1))).toEqual(once.data.slice(of(own), of(own + 1)));
    }
    if (run.program.evaluation === undefined) run.iterate();
    else run.evaluate();
    const prediction = run.valueOf(wholePrediction(run.program));
    expect(once.data).toEqual(prediction.data);
  },
);
