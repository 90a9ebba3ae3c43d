import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Interpreter } from '../../../src/engine/backends/interpreter.ts';
import { matrixFromRows, rowsOf } from '../../../src/engine/matrix.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import { printShape, shapeOf } from '../../../src/language/shapes.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { anyShape, namedShapes, shapedExpression } from '../../language/expressions.ts';
import { programOf } from '../../language/programs.ts';
import { interpretNetwork } from './interpret.ts';
import { evaluate, type Rows } from './naive.ts';

const cell = fc.oneof(
  { arbitrary: fc.double({ min: -3, max: 3, noNaN: true }), weight: 8 },
  { arbitrary: fc.integer({ min: -2, max: 2 }), weight: 3 },
  { arbitrary: fc.constantFrom(-0, 1e300, -1e-300, Number.POSITIVE_INFINITY, Number.NaN), weight: 1 },
);

const rowsOfShape = (rows: number, columns: number, of: fc.Arbitrary<number>): fc.Arbitrary<Rows> =>
  fc.array(fc.array(of, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });

const namedValues: fc.Arbitrary<ReadonlyMap<string, Rows>> = fc
  .tuple(...[...namedShapes.values()].map(({ rows, columns }) => rowsOfShape(rows, columns, cell)))
  .map((values) => new Map([...namedShapes.keys()].map((name, index) => [name, values[index] as Rows])));

const shapeAndExpression = anyShape.chain((shape) => fc.tuple(fc.constant(shape), shapedExpression(shape, 4)));

describe('an expression', () => {
  test('has the bits of its definition and the inferred shape', () => {
    fc.assert(
      fc.property(shapeAndExpression, namedValues, (drawn, values) => {
        const [, expression] = drawn;
        const data = new Map([...values].map(([name, rows]) => [name, matrixFromRows(rows)]));
        const program = programOf(Object.fromEntries(namedShapes), '', '');
        const line = { target: 'result', operator: '=', value: expression } as const;
        const interpreter = new Interpreter({ ...program, iteration: [line] }, data, numpyRandom(5));
        const random = numpyRandom(5);
        for (let time = 0; time < 2; time++) {
          interpreter.runIteration();
          const expected = evaluate(expression, values, () => random.nextDouble());
          expect(rowsOf(interpreter.valueOf('result'))).toEqual(expected);
        }
        const { rows, columns } = shapeOf(expression, namedShapes);
        const found = rowsOf(interpreter.valueOf('result'));
        expect(`${found.length}×${found[0]?.length}`).toBe(printShape({ rows, columns }));
      }),
      { numRuns: 1000 },
    );
  });

  test('can read the variable that it is assigned to', () => {
    fc.assert(
      fc.property(shapeAndExpression, namedValues, fc.constantFrom('=', '+=', '-='), (drawn, values, operator) => {
        const [{ rows, columns }, expression] = drawn;
        const target = `m${rows}${columns}`;
        const data = new Map([...values].map(([name, table]) => [name, matrixFromRows(table)]));
        const program = programOf(Object.fromEntries(namedShapes), '', '');
        const line = { target, operator, value: expression } as const;
        const interpreter = new Interpreter({ ...program, iteration: [line] }, data, numpyRandom(5));
        const random = numpyRandom(5);
        const before = values.get(target) as Rows;
        const value = evaluate(expression, values, () => random.nextDouble());
        const sign = operator === '-=' ? -1 : 1;
        interpreter.runIteration();
        expect(rowsOf(interpreter.valueOf(target))).toEqual(
          operator === '=' ? value : before.map((row, r) => row.map((x, c) => x + sign * (value[r]?.[c] as number))),
        );
      }),
      { numRuns: 500 },
    );
  });
});

interface Case {
  readonly settings: GivenSettings;
  readonly inputs: Rows;
  readonly targets: Rows;
  readonly seed: number;
}

const networks: fc.Arbitrary<Case> = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 5 }), fc.integer({ min: 1, max: 6 }))
  .chain(([layerSizes, examples]) =>
    fc.record({
      settings: fc.record({
        layerSizes: fc.constant(layerSizes),
        bias: fc.boolean(),
        learningRate: fc.constantFrom(1, 0.01, 0.5, 10, 1000),
      }),
      inputs: rowsOfShape(examples, layerSizes[0] as number, fc.double({ min: -2, max: 2, noNaN: true })),
      targets: rowsOfShape(examples, layerSizes.at(-1) as number, fc.double({ min: 0, max: 1, noNaN: true })),
      seed: fc.nat(2 ** 32 - 1),
    }),
  );

function start({ settings, inputs, targets, seed }: Case): Interpreter {
  return interpretNetwork(settings, inputs, targets, seed);
}

function bitsOf(interpreter: Interpreter): readonly (readonly [string, readonly number[]])[] {
  return [...interpreter.shapes.keys()].map((name) => [name, [...interpreter.valueOf(name).data]]);
}

describe('a network of any size', () => {
  test('has the same bits from the same seed', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const [one, other] = [start(network), start(network)];
        for (let i = 0; i < 30; i++) one.runIteration();
        for (let i = 0; i < 30; i++) other.runIteration();
        expect(bitsOf(one)).toEqual(bitsOf(other));
      }),
    );
  });

  test('has the same bits line by line', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const [whole, byLine] = [start(network), start(network)];
        const depth = network.settings.layerSizes.length - 1;
        const lines = 1 + depth + 2 * depth + depth * (network.settings.bias ? 2 : 1);
        for (let i = 0; i < 30; i++) {
          whole.runIteration();
          for (let line = 0; line < lines; line++) byLine.runLine(line);
        }
        expect(bitsOf(byLine)).toEqual(bitsOf(whole));
      }),
    );
  });
});
