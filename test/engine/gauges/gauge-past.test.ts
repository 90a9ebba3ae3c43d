import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GaugePast } from '../../../src/engine/gauges/gauge-past.ts';
import { type Matrix, matrixFromRows } from '../../../src/engine/matrix.ts';
import { finish } from '../../../src/engine/run/pieces.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { Change } from '../../../src/language/change.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { runs } from '../../full.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

function programWith(settings: Partial<GivenSettings>) {
  return buildProgram({ ...settings, layerSizes: settings.layerSizes ?? [3, 4, 1] }, INPUTS.length);
}

function start(settings: Partial<GivenSettings> = {}, changes: readonly Change[] = []): TrainingRun {
  return new TrainingRun(programWith(settings), matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changes);
}

function iterate(run: TrainingRun, iterations: number): TrainingRun {
  for (let i = 0; i < iterations; i++) run.iterate();
  return run;
}

function sizeOf(numbers: readonly number[]): number {
  return Math.sqrt(numbers.reduce((sum, number) => sum + number * number, 0));
}

const activations = ['sigmoid', 'tanh', 'relu'] as const;

/** True for a value whose slope is below 4 % of the steepest one, from the definition of the activation. */
function isFlat(value: number, activation: (typeof activations)[number]): boolean {
  switch (activation) {
    case 'sigmoid':
      return value * (1 - value) < 0.01;
    case 'tanh':
      return 1 - value * value < 0.04;
    case 'relu':
      return !(value > 0);
  }
}

const anySettings = fc.record({
  hidden: fc.constantFrom([], [4], [3, 2], [3, 3, 3, 3]),
  activation: fc.constantFrom(...activations),
  technique: fc.constantFrom<Partial<GivenSettings>>({}, { momentum: 0.9 }, { optimizer: 'adam' }),
  batches: fc.constantFrom<Partial<GivenSettings>>({}, { batchSize: 2 }),
  dropout: fc.constantFrom(0, 0.3),
  bias: fc.boolean(),
  l2: fc.constantFrom(0, 0.1),
  learningRate: fc.constantFrom(0.1, 1, 20),
});

describe('the gauges', () => {
  test('are those of two neighbouring snapshots of the weights, and of a naive count, for any settings', () => {
    fc.assert(
      fc.property(anySettings, fc.integer({ min: 1, max: 60 }), ({ hidden, activation, ...rest }, iteration) => {
        const { technique, batches, dropout, ...plain } = rest;
        const settings: Partial<GivenSettings> = {
          ...plain,
          ...technique,
          ...batches,
          layerSizes: [3, ...hidden, 1],
          activations: [...hidden.map(() => activation), 'sigmoid'],
          ...(dropout === 0 || hidden.length === 0 ? {} : { dropout }),
        };
        const run = iterate(start(settings), iteration - 1);
        if (run.diverged) return;
        const { layers } = run.program.roles;
        const old = layers.map(({ weights }) => [...run.valueOf(weights).data]);
        run.measureGradients();
        run.iterate();
        if (run.diverged) return;
        run.evaluate();
        const gauges = new GaugePast(run).measureNow();
        expect(gauges?.steps.map(({ name }) => name)).toEqual(layers.map(({ weights }) => weights));
        for (const [index, { name, update }] of (gauges?.steps ?? []).entries()) {
          const before = old[index]!;
          const moved = [...run.valueOf(name).data].map((cell, at) => cell - before[at]!);
          expect(update).toBe(Math.log10(sizeOf(moved) / sizeOf(before)));
        }
        // Without biases, all parts of the gradient are those of weights.
        const norm = Math.hypot(...(gauges?.steps.map(({ gradient }) => gradient) ?? []));
        if (settings.bias !== true) expect(norm).toBeCloseTo(run.gradientNorm(), 12);
        else expect(norm).toBeLessThanOrEqual(run.gradientNorm() * (1 + 1e-12));
        const outputs = run.program.evaluation?.layers ?? layers.map(({ output }) => output);
        expect(gauges?.hidden.length).toBe(hidden.length);
        for (const [index, { units, saturated, dead }] of (gauges?.hidden ?? []).entries()) {
          const { rows, columns, data }: Matrix = run.valueOf(outputs[index]!);
          const flat = (row: number, unit: number): boolean => isFlat(data[row * columns + unit]!, activation);
          const all = Array.from({ length: columns }, (_, unit) =>
            Array.from({ length: rows }, (_row, row) => flat(row, unit)),
          );
          expect(units).toBe(hidden[index]);
          expect(saturated).toBe(all.flat().filter(Boolean).length / (rows * columns));
          expect(dead).toBe(all.filter((unit) => unit.every(Boolean)).length);
        }
      }),
      { numRuns: runs(150) },
    );
  });

  test('of weights that do not move are minus infinity, and there are none before the first iteration', () => {
    const run = start({ learningRate: 0 });
    expect(new GaugePast(run).measureNow()).toBeUndefined();
    run.iterate();
    expect(new GaugePast(run).measureNow()?.steps.map(({ update }) => update)).toEqual([-Infinity, -Infinity]);
  });
});

/** A change of alpha and of a weight before iteration 70, and another hidden layer before iteration 150. */
const changes: readonly Change[] = [
  { at: 70, program: programWith({ learningRate: 3 }), cells: [{ name: 'syn0', row: 0, column: 0, value: 9 }] },
  { at: 150, program: programWith({ learningRate: 3, layerSizes: [3, 6, 1] }), cells: [] },
];

describe('the past of the gauges', () => {
  test.each<[string, Partial<GivenSettings>, readonly Change[]]>([
    ['a plain run', {}, []],
    ['mini-batches, dropout and Adam', { batchSize: 2, dropout: 0.2, optimizer: 'adam' }, []],
    ['changes of the run', {}, changes],
  ])('has each point that was measured as the run came by, with %s', (_, settings, own) => {
    const run = start(settings, own);
    const live = Array.from({ length: 250 }, () => {
      run.iterate();
      return new GaugePast(run).measureNow();
    });
    const late = iterate(start(settings, own), 250);
    const before = late.save();
    const past = new GaugePast(late);
    expect(past.isBehind).toBe(true);
    finish(past.catchingUp());
    expect(past.isBehind).toBe(false);
    expect(past.points.map(({ iteration }) => iteration - 1)).toEqual([
      ...Array.from({ length: 128 }, (_value, at) => at),
      ...Array.from({ length: 61 }, (_value, at) => 128 + 2 * at),
    ]);
    expect(past.points).toEqual(past.points.map(({ iteration }) => live[iteration - 1]));
    expect(late.save()).toEqual(before);
  });

  test('follows a run that goes on, goes back, and is changed', () => {
    const run = iterate(start(), 200);
    const past = new GaugePast(run);
    for (const _ of past.catchingUp()) run.iterate();
    run.goTo({ iteration: 90, line: 2 });
    expect(past.measureNow()?.iteration).toBe(90);
    run.goTo({ iteration: 90, line: 0 });
    run.rewrite([{ at: 90, program: programWith({ learningRate: 5 }), cells: [] }]);
    past.forgetFrom(90);
    expect(past.points.at(-1)?.iteration).toBe(90);
    iterate(run, 60);
    finish(past.catchingUp());
    const fresh = new GaugePast(run);
    finish(fresh.catchingUp());
    expect(past.points).toEqual(fresh.points);
  });

  test('of a long run is bounded, in points and in work', () => {
    const run = iterate(start(), 20_000);
    const past = new GaugePast(run);
    finish(past.catchingUp());
    expect(past.points.length).toBeLessThan(64 * 10);
    expect(past.points.length).toBeGreaterThan(64 * 8);
    iterate(run, 300);
    expect(past.isBehind).toBe(true);
    finish(past.catchingUp());
    expect(past.points.at(-1)?.iteration).toBe(20_225);
  });

  test('ends before a non-finite value', () => {
    const run = start({ learningRate: 1e200, activations: ['linear', 'linear'] });
    while (!run.diverged) run.iterate();
    const past = new GaugePast(run);
    finish(past.catchingUp());
    expect(past.points.length).toBe(run.furthest);
    expect(past.measureNow()?.iteration).toBe(run.iteration === 0 ? undefined : run.iteration);
  });
});
