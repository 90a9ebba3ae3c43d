import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Field, type FieldRequest } from '../../src/engine/field.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { buildProgram } from '../network/build-program.ts';
import { INPUTS, XOR } from './backends/interpret.ts';
import { drawnMatrix } from './drawn-matrix.ts';

const whole: FieldRequest = { columns: 2, rows: 2, x: [-0.5, 1.5], y: [-0.5, 1.5], of: 'output' };

function xor(hidden: readonly number[] = [4]): TrainingRun {
  const program = buildProgram({ layerSizes: [3, ...hidden, 1], bias: false, learningRate: 1 }, 4);
  return new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
}

function flowers(): TrainingRun {
  const program = buildProgram({ layerSizes: [2, 5, 3], bias: true, learningRate: 0.3, batchSize: 4 }, 9);
  return new TrainingRun(program, drawnMatrix(9, 2, 1), drawnMatrix(9, 3, 2), 1);
}

describe('a field', () => {
  test('has what the network makes of the middle of each cell, row by row', () => {
    const run = xor();
    for (let i = 0; i < 500; i++) run.iterate();
    const { values } = new Field(run, whole, run.valueOf('X')).values() ?? {};
    // The middles of these four cells are the tutorial's examples, the second input downwards.
    while (run.line <= run.errorLine) run.advance();
    const [a, b, c, d] = run.valueOf('l2').data;
    expect([...(values ?? [])]).toEqual([a, c, b, d]);
  });

  test('of a unit of any layer has its values', () => {
    const run = xor();
    const at = (layer: number, unit: number) =>
      new Field(run, { ...whole, of: { layer, unit } }, run.valueOf('X')).values();
    while (run.line <= run.errorLine) run.advance();
    const l1 = run.valueOf('l1');
    expect([...(at(1, 2)?.values ?? [])]).toEqual([0, 2, 1, 3].map((row) => l1.data[row * 4 + 2]));
    expect([...(at(0, 0)?.values ?? [])]).toEqual([0, 1, 0, 1]);
    expect([at(1, 4), at(3, 0), at(1, -1)]).toEqual([undefined, undefined, undefined]);
  });

  test('of several outputs has the largest, and says which that is', () => {
    const run = flowers();
    for (let i = 0; i < 30; i++) run.iterate();
    const request: FieldRequest = { columns: 20, rows: 10, x: [0, 1], y: [0, 1], of: 'output' };
    const field = new Field(run, request, run.valueOf('X')).values();
    const units = [0, 1, 2].map((unit) => {
      const { values = new Float64Array() } =
        new Field(run, { ...request, of: { layer: 2, unit } }, run.valueOf('X')).values() ?? {};
      return values;
    });
    expect(field?.classes?.length).toBe(200);
    field?.classes?.forEach((own, cell) => {
      const outputs = units.map((values) => values[cell] as number);
      expect(field.values[cell]).toBe(Math.max(...outputs));
      expect(field.values[cell]).toBe(outputs[own]);
    });
  });

  test('is the same at a moment, whenever and however the run comes there', () => {
    const request: FieldRequest = { columns: 30, rows: 20, x: [0, 1], y: [-1, 1], of: 'output' };
    const straight = (iterations: number) => {
      const run = flowers();
      for (let i = 0; i < iterations; i++) run.iterate();
      return new Field(run, request, run.valueOf('X')).values();
    };
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }), (iterations) => {
        const run = flowers();
        const field = new Field(run, request, run.valueOf('X'));
        for (let i = 0; i < 60; i++) run.iterate();
        for (const iteration of iterations) {
          run.goTo({ iteration, line: 0 });
          expect(field.values()).toEqual(straight(iteration));
        }
      }),
      { numRuns: 10 },
    );
  });

  test('that may take less work is the same but for a little, and exact where the network is asked', () => {
    const run = flowers();
    for (let i = 0; i < 300; i++) run.iterate();
    const request: FieldRequest = { columns: 120, rows: 60, x: [0, 1], y: [0, 1], of: { layer: 2, unit: 1 } };
    const field = new Field(run, request, run.valueOf('X'));
    const [whole, hasty] = [field.values(), field.values(1)].map((found) => found?.values ?? new Float64Array());
    const off = whole?.map((value, cell) => Math.abs(value - (hasty?.[cell] as number))) ?? [];
    expect(Math.max(...off)).toBeGreaterThan(0);
    expect(Math.max(...off)).toBeLessThan(0.02);
    // Of 5×5 cells each the middle one.
    expect(hasty?.[2 * 120 + 2]).toBe(whole?.[2 * 120 + 2]);
    expect(field.values()?.values).toEqual(whole);
  });

  test('of classes that may take less work has the border where it is', () => {
    const run = flowers();
    for (let i = 0; i < 300; i++) run.iterate();
    const request: FieldRequest = { columns: 120, rows: 60, x: [-2, 3], y: [-2, 3], of: 'output' };
    const field = new Field(run, request, run.valueOf('X'));
    const [whole, hasty] = [field.values()?.classes, field.values(1)?.classes];
    const other = whole?.filter((own, cell) => own !== hasty?.[cell]).length;
    expect(new Set(whole).size).toBeGreaterThan(1);
    expect(other).toBeLessThan(7200 / 50);
  });

  test('is none where the inputs are no plane, or there are more cells than a terminal has', () => {
    const run = new TrainingRun(
      buildProgram({ layerSizes: [4, 1], bias: false, learningRate: 1 }, 5),
      drawnMatrix(5, 4, 1),
      drawnMatrix(5, 1, 2),
      1,
    );
    expect(new Field(run, whole, run.valueOf('X')).values()).toBe(undefined);
    expect(new Field(xor(), { ...whole, columns: 1e6, rows: 1e6 }, matrixFromRows(INPUTS)).values()).toBe(undefined);
    expect(new Field(xor(), { ...whole, columns: 0 }, matrixFromRows(INPUTS)).values()).toBe(undefined);
  });
});
