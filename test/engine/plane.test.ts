import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { predict } from '../../src/engine/examiner.ts';
import { matrixFromRows, rowsOf } from '../../src/engine/matrix.ts';
import { coarser, type Grid, interpolate, middlesOf, Plane, type PlaneRequest } from '../../src/engine/plane.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { learned } from '../../src/language/reads.ts';
import { buildProgram } from '../network/build-program.ts';
import { INPUTS, XOR } from './backends/interpret.ts';
import { drawnMatrix } from './drawn-matrix.ts';

const whole: PlaneRequest = {
  columns: 2,
  rows: 2,
  inputs: [0, 1],
  x: [-0.5, 1.5],
  y: [-0.5, 1.5],
  of: 'output',
};

function xor(hidden: readonly number[] = [4]): TrainingRun {
  const program = buildProgram({ layerSizes: [3, ...hidden, 1], bias: false, learningRate: 1 }, 4);
  return new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
}

function flowers(): TrainingRun {
  const program = buildProgram({ layerSizes: [2, 5, 3], bias: true, learningRate: 0.3, batchSize: 4 }, 9);
  return new TrainingRun(program, drawnMatrix(9, 2, 1), drawnMatrix(9, 3, 2), 1);
}

describe('a plane', () => {
  test('has the prediction at the middle of each cell, row by row', () => {
    const run = xor();
    for (let i = 0; i < 500; i++) run.iterate();
    const { values } = new Plane(run, whole, run.valueOf('X')).values() ?? {};
    // The middles of these four cells are the tutorial's examples, the second input downwards.
    while (run.line <= run.errorLine) run.advance();
    const [a, b, c, d] = run.valueOf('l2').data;
    expect([...(values ?? [])]).toEqual([a, c, b, d]);
  });

  test('of a unit of any layer has its values', () => {
    const run = xor();
    const at = (layer: number, unit: number) =>
      new Plane(run, { ...whole, of: { layer, unit } }, run.valueOf('X')).values();
    while (run.line <= run.errorLine) run.advance();
    const l1 = run.valueOf('l1');
    expect([...(at(1, 2)?.values ?? [])]).toEqual([0, 2, 1, 3].map((row) => l1.data[row * 4 + 2]));
    expect([...(at(0, 0)?.values ?? [])]).toEqual([0, 1, 0, 1]);
    expect([at(1, 4), at(3, 0), at(1, -1)]).toEqual([undefined, undefined, undefined]);
  });

  test('of several outputs has the largest and its index', () => {
    const run = flowers();
    for (let i = 0; i < 30; i++) run.iterate();
    const request: PlaneRequest = { columns: 20, rows: 10, inputs: [0, 1], x: [0, 1], y: [0, 1], of: 'output' };
    const plane = new Plane(run, request, run.valueOf('X')).values();
    const units = [0, 1, 2].map((unit) => {
      const { values = new Float64Array() } =
        new Plane(run, { ...request, of: { layer: 2, unit } }, run.valueOf('X')).values() ?? {};
      return values;
    });
    expect(plane?.classes?.length).toBe(200);
    plane?.classes?.forEach((own, cell) => {
      const outputs = units.map((values) => values[cell] as number);
      expect(plane.values[cell]).toBe(Math.max(...outputs));
      expect(plane.values[cell]).toBe(outputs[own]);
    });
  });

  test('has the same values at an iteration, however the run gets there', () => {
    const request: PlaneRequest = { columns: 30, rows: 20, inputs: [0, 1], x: [0, 1], y: [-1, 1], of: 'output' };
    const straight = (iterations: number) => {
      const run = flowers();
      for (let i = 0; i < iterations; i++) run.iterate();
      return new Plane(run, request, run.valueOf('X')).values();
    };
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }), (iterations) => {
        const run = flowers();
        const plane = new Plane(run, request, run.valueOf('X'));
        for (let i = 0; i < 60; i++) run.iterate();
        for (const iteration of iterations) {
          run.goTo({ iteration, line: 0 });
          expect(plane.values()).toEqual(straight(iteration));
        }
      }),
      { numRuns: 10 },
    );
  });

  test('with little work to spend is interpolated, and exact where the network is evaluated', () => {
    const run = flowers();
    for (let i = 0; i < 300; i++) run.iterate();
    const request: PlaneRequest = {
      columns: 120,
      rows: 60,
      inputs: [0, 1],
      x: [0, 1],
      y: [0, 1],
      of: { layer: 2, unit: 1 },
    };
    const plane = new Plane(run, request, run.valueOf('X'));
    const [whole, hasty] = [plane.values(), plane.values(1)].map((found) => found?.values ?? new Float64Array());
    const off = whole?.map((value, cell) => Math.abs(value - (hasty?.[cell] as number))) ?? [];
    expect(Math.max(...off)).toBeGreaterThan(0);
    expect(Math.max(...off)).toBeLessThan(0.02);
    // The middle one of the first 5×5 cells.
    expect(hasty?.[2 * 120 + 2]).toBe(whole?.[2 * 120 + 2]);
    expect(plane.values()?.values).toEqual(whole);
  });

  test('with little work to spend keeps the border between classes', () => {
    const run = flowers();
    for (let i = 0; i < 300; i++) run.iterate();
    const request: PlaneRequest = { columns: 120, rows: 60, inputs: [0, 1], x: [-2, 3], y: [-2, 3], of: 'output' };
    const plane = new Plane(run, request, run.valueOf('X'));
    const [whole, hasty] = [plane.values()?.classes, plane.values(1)?.classes];
    const other = whole?.filter((own, cell) => own !== hasty?.[cell]).length;
    expect(new Set(whole).size).toBeGreaterThan(1);
    expect(other).toBeLessThan(7200 / 50);
  });

  test('of two of many inputs holds the others at their mean', () => {
    const inputs = drawnMatrix(7, 4, 1);
    const program = buildProgram({ layerSizes: [4, 3, 1], bias: true, learningRate: 1 }, 7);
    const run = new TrainingRun(program, inputs, drawnMatrix(7, 1, 2), 1);
    for (let i = 0; i < 20; i++) run.iterate();
    const { values } = new Plane(run, { ...whole, inputs: [3, 1] }, inputs).values() ?? {};
    const mean = (column: number): number => rowsOf(inputs).reduce((sum, row) => sum + row[column]! / 7, 0);
    const rows = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ].map(([x, y]) => [mean(0), y!, mean(2), x!]);
    const expected = predict(
      program,
      new Map(learned(program).map((name) => [name, run.valueOf(name)])),
      matrixFromRows(rows),
    );
    expect([...(values ?? [])].map((value) => value.toFixed(12))).toEqual(
      [...expected.data].map((value) => value.toFixed(12)),
    );
  });

  test('has no values without two different inputs, or for more cells than a terminal has', () => {
    const inputs = matrixFromRows(INPUTS);
    for (const pair of [
      [0, 0],
      [0, 3],
      [-1, 1],
      [0.5, 1],
    ] as const) {
      expect(new Plane(xor(), { ...whole, inputs: pair }, inputs).values()).toBe(undefined);
    }
    expect(new Plane(xor(), { ...whole, columns: 1e6, rows: 1e6 }, inputs).values()).toBe(undefined);
    expect(new Plane(xor(), { ...whole, columns: 0 }, inputs).values()).toBe(undefined);
  });

  test('of the only input is a curve, in one row', () => {
    const program = buildProgram({ layerSizes: [1, 1], bias: false, learningRate: 1 }, 3);
    const run = new TrainingRun(program, drawnMatrix(3, 1, 1), drawnMatrix(3, 1, 2), 1);
    const request: PlaneRequest = { ...whole, rows: 1, x: [0, 4], y: [9, 9], inputs: [0, 0] };
    const [weight = 0] = run.valueOf('syn0').data;
    const { values = [] } = new Plane(run, request, run.valueOf('X')).values() ?? {};
    expect([...values].map((value) => value.toFixed(12))).toEqual(
      [1, 3].map((x) => (1 / (1 + Math.exp(-weight * x))).toFixed(12)),
    );
    expect(new Plane(run, { ...request, rows: 2 }, run.valueOf('X')).values()).toBe(undefined);
  });

  test('of very many inputs is evaluated at fewer points', () => {
    const inputs = drawnMatrix(2, 2000, 1);
    const program = buildProgram({ layerSizes: [2000, 1], bias: true, learningRate: 1 }, 2);
    const run = new TrainingRun(program, inputs, drawnMatrix(2, 1, 2), 1);
    const request: PlaneRequest = { ...whole, columns: 120, rows: 60, inputs: [3, 1999] };
    expect(new Plane(run, request, inputs).values()?.values.every(Number.isFinite)).toBe(true);
  });
});

const grid = (columns: number, rows: number): Grid => ({ columns, rows, x: [0, 6], y: [4, 0] });

describe('a grid', () => {
  test('has the middles of its cells row by row, and the value of every other input', () => {
    expect(rowsOf(middlesOf(grid(3, 2), [0, 1], Float64Array.of(7, 8, 1)))).toEqual([
      [1, 3, 1],
      [3, 3, 1],
      [5, 3, 1],
      [1, 1, 1],
      [3, 1, 1],
      [5, 1, 1],
    ]);
    expect(rowsOf(middlesOf(grid(1, 1), [1, 0], new Float64Array(2)))).toEqual([[2, 3]]);
  });

  test('that is coarser fills the same rectangle', () => {
    expect(coarser(grid(120, 60), 7)).toEqual(grid(18, 9));
  });

  test('is interpolated linearly between four middles, and constant beyond the outermost', () => {
    const known = matrixFromRows([[0], [8], [16], [24]]);
    const found: number[] = [];
    interpolate(known, grid(2, 2), grid(4, 4), (_, { data }) => found.push(data[0] as number));
    expect(found).toEqual([0, 2, 6, 8, 4, 6, 10, 12, 12, 14, 18, 20, 16, 18, 22, 24]);
  });

  test('gives linear functions exactly when it is interpolated', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, size, size, (columns, rows, more, further) => {
        const [coarse, fine] = [grid(columns, rows), grid(columns * more, rows * further)];
        const values = ([x = 0, y = 0]: readonly number[]): number[] => [2 * x - y, x + 3 * y - 1];
        const known = matrixFromRows(rowsOf(middlesOf(coarse, [0, 1], new Float64Array(2))).map(values));
        const inside = (at: number, cells: number): boolean => at >= 0.5 / cells && at <= 1 - 0.5 / cells;
        const middles = rowsOf(middlesOf(fine, [0, 1], new Float64Array(2)));
        let [cells, worst] = [0, 0];
        interpolate(known, coarse, fine, (cell, { data }) => {
          cells++;
          const [x = 0, y = 0] = middles[cell] as number[];
          if (!inside(x / 6, columns) || !inside(y / 4, rows)) return;
          for (const [k, value] of values([x, y]).entries())
            worst = Math.max(worst, Math.abs(value - (data[k] as number)));
        });
        expect(worst).toBeLessThan(1e-12);
        expect(cells).toBe(fine.columns * fine.rows);
      }),
      { numRuns: 50 },
    );
  });
});
