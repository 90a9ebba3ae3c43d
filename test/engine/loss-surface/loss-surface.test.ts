import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examplesOf, LossMeter, spreadRows } from '../../../src/engine/loss-surface/loss-meter.ts';
import {
  dot,
  lengthOf,
  planeOfWeights,
  planeThrough,
  project,
  type WeightPlane,
  weightsAt,
} from '../../../src/engine/loss-surface/weight-plane.ts';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { descendedLoss } from '../../../src/language/program.ts';
import { buildProgram } from '../../../src/network/build.ts';
import { type GivenSettings, withDefaults } from '../../../src/network/settings.ts';
import { wholeBatchProgram } from '../../../src/network/whole-batch.ts';
import { expectAllClose, TWELVE_DIGITS } from '../close.ts';
import { drawnMatrix } from '../drawn-matrix.ts';

interface Recorded {
  readonly name: string;
  readonly inputs: number[][];
  readonly targets: number[][];
  readonly l2?: number;
  readonly first: number[];
  readonly now: number[];
  readonly loss: number;
  readonly descent: number[];
  readonly across: number[];
  readonly upwards: number[];
  readonly distance: number;
  readonly places: readonly (readonly [number, number])[];
  readonly losses: number[];
  readonly weights: readonly [number, number];
  readonly 'losses of weights': number[];
  readonly other: number[];
  readonly projection: number[];
}

const { cases } = JSON.parse(readFileSync(new URL('../../goldens/loss-surface.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Recorded[];
};

const settingsOf = ({ l2 }: Recorded): GivenSettings =>
  l2 === undefined
    ? { layerSizes: [3, 4, 1], bias: false }
    : { layerSizes: [2, 3, 3], bias: true, activations: ['tanh', 'softmax'], loss: 'cross-entropy', l2 };

function planeFor({ first, now, descent }: Recorded): WeightPlane {
  const plane = planeThrough(...([first, now, descent].map((own) => Float64Array.from(own)) as Three));
  if ('why' in plane) throw new Error(plane.why);
  return plane;
}

type Three = [Float64Array, Float64Array, Float64Array];

describe.each(cases)('the surface of $name agrees with NumPy to 12 digits', (recorded) => {
  const [inputs, targets] = [matrixFromRows(recorded.inputs), matrixFromRows(recorded.targets)];
  const program = wholeBatchProgram(withDefaults(settingsOf(recorded)), inputs.rows);
  const meter = new LossMeter(program, { inputs, targets });
  const now = Float64Array.from(recorded.now);

  test('in its loss and its descent direction', () => {
    expectAllClose([meter.lossAt(now)], [recorded.loss], TWELVE_DIGITS, recorded.name);
    expectAllClose(meter.descentAt(now), recorded.descent, TWELVE_DIGITS, recorded.name);
  });

  test('in its plane and its projections', () => {
    const plane = planeFor(recorded);
    expectAllClose(plane.across, recorded.across, TWELVE_DIGITS, recorded.name);
    expectAllClose(plane.upwards, recorded.upwards, TWELVE_DIGITS, recorded.name);
    const { x, y, away } = project(plane, Float64Array.from(recorded.other));
    expectAllClose([plane.at.x, x, y, away], [recorded.distance, ...recorded.projection], TWELVE_DIGITS, recorded.name);
  });

  test('over both planes', () => {
    const point = new Float64Array(meter.size);
    const lossOn = (plane: WeightPlane, x: number, y: number): number => {
      weightsAt(plane, x, y, point);
      return meter.lossAt(point);
    };
    const plane = planeFor(recorded);
    const losses = recorded.places.map(([x, y]) => lossOn(plane, recorded.distance + x, y));
    expectAllClose(losses, recorded.losses, TWELVE_DIGITS, recorded.name);
    const two = planeOfWeights(now, ...recorded.weights);
    const others = recorded.places.map(([x, y]) => lossOn(two, x, y));
    expectAllClose(others, recorded['losses of weights'], TWELVE_DIGITS, recorded.name);
  });
});

describe('the loss', () => {
  const given = fc.record({
    hidden: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
    bias: fc.boolean(),
    l2: fc.constantFrom(0, 0.01),
    precision: fc.constantFrom('float64' as const, 'float32' as const),
    optimizer: fc.constantFrom('descent' as const, 'momentum' as const, 'adam' as const),
    loss: fc.constantFrom('half square' as const, 'binary cross-entropy' as const, 'huber' as const),
    seed: fc.integer({ min: 1, max: 99 }),
    iterations: fc.integer({ min: 0, max: 20 }),
  });

  test('at the weights of a run is that of the run, bit for bit, on any plane', () => {
    fc.assert(
      fc.property(given, ({ hidden, seed, iterations, ...own }) => {
        const settings = withDefaults({ ...own, layerSizes: [2, ...hidden, 2], learningRate: 0.5 });
        const examples = { inputs: drawnMatrix(7, 2, seed), targets: drawnMatrix(7, 2, seed + 1) };
        const program = buildProgram(settings, 7);
        const run = new TrainingRun(program, examples.inputs, examples.targets, seed);
        while (run.iteration < iterations) run.iterate();
        const meter = new LossMeter(wholeBatchProgram(settings, 7), examples);
        const weights = meter.weightsFrom((name) => run.valueOf(name).data);
        const [a, b] = [0, meter.size - 1];
        const plane = planeOfWeights(weights, a, b);
        const point = new Float64Array(meter.size);
        weightsAt(plane, plane.at.x, plane.at.y, point);
        // The lines of the next iteration compute it, before its update.
        while (run.line <= run.errorLine) run.advance();
        const watched = run.backend.watch(descendedLoss(program));
        watched.refresh();
        expect(meter.lossAt(point)).toBe(watched.value.data[0]);
        expect(meter.isAt(weights, (name) => run.valueOf(name).data)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('takes all examples, without dropout, whatever an iteration takes', () => {
    const examples = { inputs: drawnMatrix(12, 3, 1), targets: drawnMatrix(12, 2, 2) };
    const base: GivenSettings = { layerSizes: [3, 4, 2], loss: 'mean squared', l2: 0.1 };
    const plain = new LossMeter(wholeBatchProgram(withDefaults(base), 12), examples);
    const settings = withDefaults({
      ...base,
      batchSize: 4,
      batchOrder: 'shuffled',
      dropout: 0.5,
      optimizer: 'adamw',
      schedule: 'cosine',
      clip: 'gradients by norm',
    });
    const other = new LossMeter(wholeBatchProgram(settings, 12), examples);
    const weights = drawnMatrix(1, plain.size, 3).data;
    expect(other.lossAt(weights)).toBe(plain.lossAt(weights));
    expect(other.descentAt(weights)).toEqual(plain.descentAt(weights));
  });

  test('has the slope of its descent direction', () => {
    const settings = withDefaults({ layerSizes: [3, 5, 2], bias: true, batchNorm: true, l2: 0.1, loss: 'huber' });
    const examples = { inputs: drawnMatrix(12, 3, 1), targets: drawnMatrix(12, 2, 2) };
    const meter = new LossMeter(wholeBatchProgram(settings, 12), examples);
    const weights = drawnMatrix(1, meter.size, 3).data;
    const descent = meter.descentAt(weights);
    const moved = (step: number): number =>
      meter.lossAt(Float64Array.from(weights, (own, i) => own + step * descent[i]!));
    expect((moved(-1e-4) - moved(1e-4)) / 2e-4 / dot(descent, descent)).toBeCloseTo(1, 6);
  });
});

describe('a plane', () => {
  const vector = fc.float64Array({ minLength: 6, maxLength: 6, min: -3, max: 3, noNaN: true });

  test('has directions of length 1 at right angles, and holds the points that made it', () => {
    fc.assert(
      fc.property(vector, vector, vector, (first, now, descent) => {
        const plane = planeThrough(first, now, descent);
        if ('why' in plane) return;
        expect([lengthOf(plane.across), lengthOf(plane.upwards)]).toEqual([
          expect.closeTo(1, 12),
          expect.closeTo(1, 12),
        ]);
        expect(dot(plane.across, plane.upwards)).toBeCloseTo(0, 9);
        const size = Math.max(1, lengthOf(now), lengthOf(first));
        expect(project(plane, now)).toEqual({ x: plane.at.x, y: 0, away: 0 });
        expect(project(plane, first).away / size).toBeLessThan(1e-12);
        const tip = now.map((own, i) => own + descent[i]!);
        expect(project(plane, tip).away / Math.max(size, lengthOf(descent))).toBeLessThan(1e-6);
      }),
    );
  });

  test('needs weights that have moved, and a slope beside their way', () => {
    const [zero, one, up] = [Float64Array.of(0, 0), Float64Array.of(2, 0), Float64Array.of(0, 3)];
    expect(planeThrough(one, one, up)).toEqual({ why: 'not moved' });
    expect(planeThrough(zero, one, zero)).toEqual({ why: 'no slope' });
    expect(planeThrough(zero, one, Float64Array.of(-5, 0))).toEqual({ why: 'one line' });
    expect(planeThrough(zero, one, up)).toMatchObject({ at: { x: 2, y: 0 } });
  });

  test('of two weights has their values as coordinates, and keeps the others', () => {
    const plane = planeOfWeights(Float64Array.of(1, 2, 3, 4), 1, 3);
    const point = new Float64Array(4);
    weightsAt(plane, -7, 9, point);
    expect([...point]).toEqual([1, -7, 3, 9]);
    expect(project(plane, Float64Array.of(4, 0, 7, 1))).toEqual({ x: 0, y: 1, away: 5 });
  });
});

test('examples of a large set are spread evenly over it', () => {
  expect(spreadRows(10, 5)).toEqual([1, 3, 5, 7, 9]);
  expect(spreadRows(3, 9)).toEqual([0, 1, 2]);
  const some = examplesOf({ inputs: drawnMatrix(4, 2, 1), targets: matrixFromRows([[1], [2], [3], [4]]) }, [1, 3]);
  expect([...some.targets.data]).toEqual([2, 4]);
});
