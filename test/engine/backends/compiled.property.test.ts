import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blindLookout } from '../../../src/engine/backends/backend.ts';
import { Compiled } from '../../../src/engine/backends/compiled.ts';
import { Interpreter } from '../../../src/engine/backends/interpreter.ts';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { type Precision, precisions } from '../../../src/language/dtypes.ts';
import { firstUpdate, gradientNorm, meanAbsoluteError, type Program } from '../../../src/language/program.ts';
import { runs } from '../../full.ts';
import { anyShape, namedShapes, shapedExpression } from '../../language/expressions.ts';
import { programOf } from '../../language/programs.ts';
import { anything, type Drawn, settingsOf } from '../../network/any-settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { readItemGoldens } from '../golden-files.ts';
import type { Rows } from './naive.ts';

const cell = fc.oneof(
  { arbitrary: fc.double({ min: -3, max: 3, noNaN: true }), weight: 8 },
  { arbitrary: fc.integer({ min: -2, max: 2 }), weight: 3 },
  { arbitrary: fc.constantFrom(-0, 1e300, -1e-300, Number.POSITIVE_INFINITY, Number.NaN), weight: 1 },
);

const rowsOfShape = (rows: number, columns: number): fc.Arbitrary<Rows> =>
  fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });

const namedValues: fc.Arbitrary<ReadonlyMap<string, Rows>> = fc
  .tuple(...[...namedShapes.values()].map(({ rows, columns }) => rowsOfShape(rows, columns)))
  .map((values) => new Map([...namedShapes.keys()].map((name, index) => [name, values[index] as Rows])));

const precision = fc.constantFrom(...precisions);
const form = fc.tuple(fc.constantFrom('=', '+=', '-='), precision);
const shapeAndExpression = anyShape.chain((shape) => fc.tuple(fc.constant(shape), shapedExpression(shape, 4)));

/** Runs the same iterations on both backends. */
function expectSameBits(program: Program, values: ReadonlyMap<string, Rows>): void {
  const data = new Map([...values].map(([name, rows]) => [name, matrixFromRows(rows)]));
  const interpreter = new Interpreter(program, data, numpyRandom(5));
  const flat = new Compiled(program, data, numpyRandom(5), { from: 0 });
  const looping = new Compiled({ ...program }, data, numpyRandom(5), { from: 0, mostFlat: 0 });
  for (let time = 0; time < 3; time++) for (const backend of [interpreter, flat, looping]) backend.runIteration();
  for (const name of interpreter.shapes.keys()) {
    const expected = [name, ...interpreter.valueOf(name).data];
    for (const backend of [flat, looping]) expect([name, ...backend.valueOf(name).data]).toEqual(expected);
  }
  expect(flat.isCompiled && looping.isCompiled).toBe(true);
}

describe('a compiled line', () => {
  test('has the bits of the interpreter', () => {
    fc.assert(
      fc.property(shapeAndExpression, namedValues, form, (drawn, values, [operator, precision]) => {
        const [{ rows, columns }, expression] = drawn;
        const program = programOf(Object.fromEntries(namedShapes), '', '');
        const target = operator === '=' ? 'result' : `m${rows}${columns}`;
        const iteration = [{ target, operator, value: expression } as const];
        expectSameBits({ ...program, precision, iteration }, values);
      }),
      { numRuns: runs(600) },
    );
  });

  test('has the bits of the interpreter for matrices of any size', () => {
    const size = fc.integer({ min: 1, max: 21 });
    const forms = [
      'z = x @ y',
      'z = u.T @ y',
      'z = x @ v.T',
      'z += a * (x @ y)',
      'z -= u.T @ y * z + row',
      'z = sigmoid(x @ v.T + column)',
      'z = relu(x @ y + row) * (u.T @ y)',
      'c = sum(x @ y - z, axis=0)',
      'c = mean(z * row, axis=1)',
      'c = max(z, axis=0) + min(z + z)',
      'z = z - a * sum(z ** 2)',
      'z = (y.T @ u - row.T).T',
    ];
    const compare = (
      rows: number,
      inner: number,
      columns: number,
      form: string,
      seed: number,
      own: Precision,
    ): void => {
      const random = numpyRandom(seed);
      const table = (height: number, width: number): Rows =>
        Array.from({ length: height }, () => Array.from({ length: width }, () => 2 * random.nextDouble() - 1));
      const values = new Map(
        Object.entries({
          x: table(rows, inner),
          u: table(inner, rows),
          y: table(inner, columns),
          v: table(columns, inner),
          z: table(rows, columns),
          row: table(1, columns),
          column: table(rows, 1),
          a: table(1, 1),
        }),
      );
      const data = new Map([...values].map(([name, own]) => [name, matrixFromRows(own)]));
      expectSameBits({ ...programOf(Object.fromEntries(data), '', form), precision: own }, values);
    };
    fc.assert(fc.property(size, size, size, fc.constantFrom(...forms), fc.nat(1000), precision, compare), {
      numRuns: runs(320),
    });
    // Tiles of the inner index, groups of rows, and what is left of each.
    for (const [rows, inner, columns] of [
      [9, 600, 13],
      [35, 257, 8],
      [50, 40, 30],
    ] as const) {
      for (const form of forms.slice(0, 5))
        for (const own of precisions) compare(rows, inner, columns, form, rows, own);
    }
  });
});

describe('a compiled network', () => {
  const { inputs, targets } = readItemGoldens();
  const data = new Map([
    ['X', matrixFromRows(inputs)],
    ['y', matrixFromRows(targets['shares'] ?? [])],
  ]);
  const start = (network: Drawn, seed: number, mostFlat?: number) => {
    const program = buildProgram(settingsOf(network), inputs.length);
    return [
      new Interpreter(program, data, numpyRandom(seed)),
      new Compiled(program, data, numpyRandom(seed), { from: 0, ...(mostFlat === undefined ? {} : { mostFlat }) }),
    ] as const;
  };
  const expectEqual = ([interpreter, compiled]: readonly [Interpreter, Compiled], when: string): void => {
    for (const name of interpreter.shapes.keys()) {
      const of = (backend: Interpreter) => [when, name, ...backend.valueOf(name).data];
      expect(of(compiled)).toEqual(of(interpreter));
    }
  };

  test.each([undefined, 0])(
    'has the bits of the interpreter with any techniques, by iterations and lines (%s)',
    (mostFlat) => {
      fc.assert(
        fc.property(anything, fc.nat(2 ** 32 - 1), (network, seed) => {
          const pair = start(network, seed, mostFlat);
          const [interpreter, compiled] = pair;
          const lines = buildProgram(settingsOf(network), inputs.length).iteration.length;
          for (let iteration = 0; iteration < 12; iteration++) {
            interpreter.runIteration();
            if (iteration % 3 < 2) compiled.runIteration();
            else for (let line = 0; line < lines; line++) compiled.runLine(line);
          }
          expectEqual(pair, 'after 12');
          for (const backend of pair) backend.evaluate();
          expectEqual(pair, 'evaluated');
          let left = 20;
          while (left > 0) {
            left -= compiled.runIterations(left, { ...blindLookout(), margin: 0.3, isWithin: left % 2 === 0 });
          }
          for (let iteration = 0; iteration < 20; iteration++) interpreter.runIteration();
          expectEqual(pair, 'after 32');
        }),
        { numRuns: runs(80) },
      );
    },
  );
});

describe('a lookout', () => {
  const { inputs, targets } = readItemGoldens();
  const data = new Map([
    ['X', matrixFromRows(inputs)],
    ['y', matrixFromRows(targets['shares'] ?? [])],
  ]);
  const place = fc.record({
    first: fc.integer({ min: 0, max: 20 }),
    every: fc.integer({ min: 1, max: 9 }),
    below: fc.double({ min: 0.1, max: 0.6, noNaN: true }),
    patience: fc.integer({ min: 0, max: 12 }),
  });

  test.each([undefined, 0])('records errors and ends the call as single iterations say (%s)', (mostFlat) => {
    fc.assert(
      fc.property(anything, fc.nat(1000), place, (network, seed, asked) => {
        const program = buildProgram(settingsOf(network), inputs.length);
        const options = { from: 0, ...(mostFlat === undefined ? {} : { mostFlat }) };
        const compiled = new Compiled(program, data, numpyRandom(seed), options);
        const interpreter = new Interpreter(program, data, numpyRandom(seed));
        expect(compiled.hasMeanError).toBe(program.evaluation === undefined);
        for (const backend of [interpreter, compiled]) backend.runIteration();
        const mean = interpreter.watch(meanAbsoluteError(program));
        const lookout = { ...blindLookout(), ...asked };
        const done = compiled.runIterations(60, lookout);
        const errors = Array.from({ length: done }, () => {
          interpreter.runIteration();
          mean.refresh();
          return mean.value.data[0] as number;
        });
        if (!compiled.hasMeanError || errors.some((error) => !(error < 1e100))) return;
        expect(compiled.knownMeanError).toBe(errors.at(-1));
        const points = errors.filter((_, at) => at >= asked.first && (at - asked.first) % asked.every === 0);
        expect([...compiled.recorded.subarray(0, points.length)]).toEqual(points);
        expect(compiled.knownMeanError).toBe(errors.at(-1));
        compiled.touch();
        expect(compiled.knownMeanError).toBeUndefined();
        if (asked.patience === 0) {
          expect(done).toBe(60);
          return;
        }
        const lowest = Math.min(...errors);
        expect([lookout.lowest, lookout.sinceLowest]).toEqual([lowest, done - 1 - errors.indexOf(lowest)]);
        const ends = errors.map((error, at) => {
          const best = errors.slice(0, at + 1).reduce((low, own, k, all) => (own < (all[low] as number) ? k : low), 0);
          return error < asked.below || at - best >= asked.patience;
        });
        expect(done).toBe(ends.includes(true) ? ends.indexOf(true) + 1 : 60);
      }),
      { numRuns: runs(60) },
    );
  });

  test.each([undefined, 0])(
    'ends the call at the gradient norm of single iterations, with its bits (%s)',
    (mostFlat) => {
      fc.assert(
        // Any double between 0 and 1 would nearly always be far below the share of a norm.
        fc.property(anything, fc.nat(1000), fc.nat(100), (network, seed, percent) => {
          const program = buildProgram(settingsOf(network), inputs.length);
          const options = { from: 0, measuresNorm: true, ...(mostFlat === undefined ? {} : { mostFlat }) };
          const compiled = new Compiled(program, data, numpyRandom(seed), options);
          const interpreter = new Interpreter(program, data, numpyRandom(seed));
          const norm = interpreter.watch(gradientNorm(program));
          const iterate = (): number => {
            for (let line = 0; line < program.iteration.length; line++) {
              if (line === firstUpdate(program)) norm.refresh();
              interpreter.runLine(line);
            }
            return norm.value.data[0] as number;
          };
          compiled.runIteration();
          expect(compiled.norm?.data[0]).toBe(iterate());
          const norms = Array.from({ length: 60 }, iterate);
          if (!norms.every((own) => own < 1e100)) return;
          const normBelow = Math.min(...norms) + (percent / 100) * (Math.max(...norms) - Math.min(...norms));
          const done = compiled.runIterations(60, { ...blindLookout(), normBelow });
          const first = norms.findIndex((own) => own < normBelow);
          expect(done).toBe(first === -1 ? 60 : first + 1);
          expect(compiled.norm?.data[0]).toBe(norms[done - 1]);
        }),
        { numRuns: runs(40) },
      );
    },
  );

  test('computes lines that no iteration changes again once a matrix that they read has changed', () => {
    const program = buildProgram({ layerSizes: [inputs[0]?.length ?? 0, 4, 2] }, inputs.length);
    const both = [
      new Interpreter(program, data, numpyRandom(1)),
      new Compiled(program, data, numpyRandom(1), { from: 0, mostFlat: 0 }),
    ];
    const weights = both.map((backend) => {
      const run = (count: number): void => {
        for (let done = 0; done < count; ) done += backend.runIterations(count - done, blindLookout());
      };
      run(5);
      run(5);
      backend.valueOf('X').data[0] = 2;
      backend.touch();
      run(5);
      return [...backend.valueOf('syn0').data];
    });
    expect(weights[1]).toEqual(weights[0]);
  });
});

describe('a run', () => {
  const { inputs, targets } = readItemGoldens();
  const [X, y] = [matrixFromRows(inputs), matrixFromRows(targets['shares'] ?? [])];

  test('has the bits of the interpreter once it is compiled, after going back too', () => {
    const place = fc.record({ back: fc.nat(700), line: fc.nat(3) });
    fc.assert(
      fc.property(anything, fc.nat(1000), place, (network, seed, { back, line }) => {
        const program = buildProgram(settingsOf(network), inputs.length);
        const data = new Map([
          ['X', X],
          ['y', y],
        ]);
        // A program that is compiled already runs compiled sooner.
        new Compiled(program, data, numpyRandom(seed), { from: 0 }).runIteration();
        const run = new TrainingRun(program, X, y, seed);
        while (run.iteration < 700 && !run.diverged) run.iterate();
        if (!run.diverged) {
          expect((run.backend as Compiled).isCompiled).toBe(true);
          run.goTo({ iteration: back, line: 0 });
          if (back < 700) run.goTo({ iteration: back, line });
          while (run.iteration < 700) run.iterate();
        }
        const interpreter = new Interpreter(program, data, numpyRandom(seed));
        for (let iteration = 0; iteration < run.iteration; iteration++) interpreter.runIteration();
        for (let next = 0; next < run.line; next++) interpreter.runLine(next);
        for (const { target } of [...program.setup, ...program.iteration]) {
          expect([target, ...run.valueOf(target).data]).toEqual([target, ...interpreter.valueOf(target).data]);
        }
      }),
      { numRuns: runs(40) },
    );
  });
});
