import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Examiner, predict } from '../../src/engine/examiner.ts';
import { emptyMatrix, type Matrix, matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { type ActivationName, activations } from '../../src/language/activations.ts';
import { requireRoles, wholePrediction } from '../../src/language/program.ts';
import { learned } from '../../src/language/reads.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { runs } from '../full.ts';
import { buildProgram } from '../network/build-program.ts';
import { finished, shipped, varied } from '../scenarios/run-scenario.ts';
import { drawnMatrix } from './drawn-matrix.ts';

const INPUTS = drawnMatrix(7, 3, 1);
const TARGETS = drawnMatrix(7, 2, 2);

function begin(settings: Partial<GivenSettings>): TrainingRun {
  const whole = { layerSizes: [3, 4, 2], bias: true, learningRate: 0.3, ...settings };
  return new TrainingRun(buildProgram(whole, INPUTS.rows), INPUTS, TARGETS, 3);
}

const settings: fc.Arbitrary<Partial<GivenSettings>> = fc.record({
  layerSizes: fc
    .array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 })
    .map((hidden): readonly number[] => [3, ...hidden, 2]),
  activations: fc.constantFrom(...(Object.keys(activations) as ActivationName[])).map((name) => [name]),
  bias: fc.boolean(),
  batchSize: fc.constantFrom(0, 3),
  batchOrder: fc.constantFrom('sequence' as const, 'shuffled' as const),
  batchNorm: fc.boolean(),
  dropout: fc.constantFrom(0, 0.3),
  dropoutForm: fc.constantFrom('corrected' as const, 'follow-up' as const),
  optimizer: fc.constantFrom('descent' as const, 'adam' as const),
  learningRate: fc.constantFrom(1, 0.05),
});

function predicted(run: TrainingRun, inputs: Matrix, examples = inputs.rows): Matrix {
  const out = emptyMatrix({ rows: inputs.rows, columns: TARGETS.columns });
  new Examiner(run, examples).predict(inputs, out);
  return out;
}

/** The run's own prediction of its examples, with the current parameters. */
function ownPrediction(run: TrainingRun): Matrix {
  const { evaluation, iteration } = run.program;
  if (evaluation === undefined) {
    const { prediction } = requireRoles(run.program, 'prediction');
    const line = iteration.findIndex(({ target }) => target === prediction);
    while (run.line <= line) run.advance();
  } else run.evaluate();
  return run.valueOf(wholePrediction(run.program));
}

describe('an examiner', () => {
  test('predicts other examples in turns once its lines are compiled', () => {
    const program = buildProgram({ layerSizes: [64, 32, 2], learningRate: 0.1 }, 30);
    const [some, others] = [drawnMatrix(30, 64, 4), drawnMatrix(30, 64, 5)];
    const run = new TrainingRun(program, some, drawnMatrix(30, 2, 6), 3);
    const examiner = new Examiner(run, 30);
    for (let time = 0; time < 40; time++) {
      run.iterate();
      for (const inputs of [some, others]) {
        const out = emptyMatrix({ rows: 30, columns: 2 });
        examiner.predict(inputs, out);
        if (time > 35) expect(out.data).toEqual(predicted(run, inputs).data);
      }
    }
  });

  test('predicts the examples of any run bit for bit as the run does', () => {
    fc.assert(
      fc.property(settings, fc.nat(12), (own, iterations) => {
        const run = begin(own);
        for (let i = 0; i < iterations; i++) run.iterate();
        const examined = predicted(run, INPUTS);
        expect(examined.data).toEqual(ownPrediction(run).data);
      }),
      { numRuns: runs(150) },
    );
  });

  test('has the same bits once its lines are compiled', () => {
    const many = drawnMatrix(700, 3, 5);
    fc.assert(
      fc.property(settings, (own) => {
        const run = begin(own);
        for (let i = 0; i < 5; i++) run.iterate();
        const examiner = new Examiner(run, many.rows);
        const work = many.rows * examiner.workPerExample(many.columns);
        const [first, last] = [0, Math.ceil(4e6 / work)].map((before) => {
          for (let i = 0; i < before; i++) examiner.examine(many, () => {});
          const values: number[] = [];
          examiner.examine(many, (layers, _, count) => {
            for (const { data, columns } of layers) values.push(...data.subarray(0, count * columns));
          });
          return values;
        });
        expect(last).toEqual(first);
      }),
      { numRuns: runs(20) },
    );
  });

  test('has the values of all layers, inputs first', () => {
    const run = begin({ dropout: 0.5, layerSizes: [3, 4, 5, 2] });
    for (let i = 0; i < 5; i++) run.iterate();
    run.evaluate();
    new Examiner(run, INPUTS.rows).examine(INPUTS, (layers) => {
      const names = ['X', 'p1', 'p2', 'p3'];
      expect(layers.map(({ data }) => data)).toEqual(names.map((name) => run.valueOf(name).data));
    });
  });

  test('predicts an example the same in any portion', () => {
    const run = begin({});
    for (let i = 0; i < 20; i++) run.iterate();
    const many = drawnMatrix(1000, 3, 4);
    const whole = predicted(run, many);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), (examples) => {
        expect(predicted(run, many, examples).data).toEqual(whole.data);
      }),
      { numRuns: runs(20) },
    );
  });

  test('takes no more memory for a million examples than for a few thousand', () => {
    const run = begin({});
    const many = emptyMatrix({ rows: 1_000_000, columns: 3 });
    let portions = 0;
    let rows = 0;
    new Examiner(run, many.rows).examine(many, (layers, first, count) => {
      expect(first).toBe(rows);
      rows += count;
      portions++;
      if (portions === 1) expect(layers.reduce((sum, { data }) => sum + data.length, 0)).toBeLessThanOrEqual(2 ** 13);
    });
    expect(rows).toBe(1_000_000);
    expect(portions).toBeGreaterThan(100);
  });

  test('follows a run to another program and back', () => {
    const start: GivenSettings = { layerSizes: [3, 4, 2], bias: true, learningRate: 1 };
    const [plain, normalized] = [start, { ...start, batchNorm: true }].map((own) => buildProgram(own, INPUTS.rows));
    if (plain === undefined || normalized === undefined) throw new Error('no program');
    const run = new TrainingRun(plain, INPUTS, TARGETS, 3, [{ at: 5, program: normalized, cells: [] }]);
    const examiner = new Examiner(run, INPUTS.rows);
    const out = emptyMatrix(TARGETS);
    const compare = (): void => {
      examiner.predict(INPUTS, out);
      const examined = out.data.slice();
      expect(examined).toEqual(ownPrediction(run).data);
    };
    for (let i = 0; i < 8; i++) run.iterate();
    compare();
    run.goTo({ iteration: 3, line: 0 });
    compare();
    run.goTo({ iteration: 7, line: 0 });
    compare();
  });

  test('leaves the run as it is', () => {
    const [run, alone] = [begin({ dropout: 0.3, batchSize: 2 }), begin({ dropout: 0.3, batchSize: 2 })];
    for (let i = 0; i < 50; i++) {
      run.iterate();
      alone.iterate();
      predicted(run, INPUTS);
    }
    expect(run.valueOf('syn0').data).toEqual(alone.valueOf('syn0').data);
    expect(run.errorRecord.curve()).toEqual(alone.errorRecord.curve());
  });

  test('predicts the same examples again only when the parameters have changed', () => {
    const run = begin({});
    const examiner = new Examiner(run, INPUTS.rows);
    const out = emptyMatrix({ rows: INPUTS.rows, columns: TARGETS.columns });
    examiner.predict(INPUTS, out);
    const first = out.data.slice();
    out.data[0] = 7;
    examiner.predict(INPUTS, out);
    expect(out.data[0]).toBe(7);
    const other = drawnMatrix(7, 3, 5);
    examiner.predict(other, out);
    expect(out).toEqual(predicted(run, other));
    examiner.predict(INPUTS, out);
    expect(out.data).toEqual(first);
    run.iterate();
    examiner.predict(INPUTS, out);
    expect(out).toEqual(predicted(run, INPUTS));
    expect(out.data).not.toEqual(first);
  });

  test('refuses examples with another number of inputs', () => {
    expect(() => predicted(begin({}), matrixFromRows([[1, 2]]))).toThrow('@ needs as many columns on its left (2)');
  });
});

test.each(['xor', 'majority', 'future-work/batch-normalization', 'future-work/dropout', 'future-work/mini-batches'])(
  'predict gives any number of examples the bits of the run with the same parameters: %s',
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
