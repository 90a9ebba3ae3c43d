import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Explanation, explain } from '../../src/engine/explain.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { parseExpression } from '../../src/language/parse.ts';
import type { Statement } from '../../src/language/program.ts';
import { inferShapes } from '../../src/language/shapes.ts';
import { buildProgram } from '../network/build-program.ts';
import { INPUTS, XOR } from './backends/interpret.ts';

function xorRun(hidden: readonly number[], bias: boolean, iterations: number): TrainingRun {
  const program = buildProgram({ layerSizes: [3, ...hidden, 1], bias, learningRate: 0.5 }, INPUTS.length);
  const run = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
  for (let i = 0; i < iterations; i++) run.iterate();
  return run;
}

function explainLine(run: TrainingRun, line: number, row: number, column: number): Explanation {
  const moment = { shapes: inferShapes(run.program), valueOf: (name: string) => run.valueOf(name) };
  return explain((run.program.iteration[line] as Statement).value, { row, column }, moment);
}

describe('an explanation', () => {
  test('has the bits that the line computes, for every line and cell of any network', () => {
    const settings = fc.record({
      hidden: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
      bias: fc.boolean(),
      iterations: fc.nat({ max: 20 }),
    });
    fc.assert(
      fc.property(settings, ({ hidden, bias, iterations }) => {
        const run = xorRun(hidden, bias, iterations);
        run.program.iteration.forEach(({ target, operator }, line) => {
          const { rows, columns } = run.valueOf(target);
          const before = run.valueOf(target).data.slice();
          const cells = Array.from({ length: rows * columns }, (_, i) =>
            explainLine(run, line, Math.floor(i / columns), i % columns),
          );
          run.advance();
          const after = run.valueOf(target).data;
          cells.forEach(({ value }, i) => {
            const base = operator === '=' ? value : (before[i] as number) + value;
            expect(Object.is(base, after[i])).toBe(true);
          });
        });
      }),
      { numRuns: 40 },
    );
  });

  test('of a forward line is the weighted sum, term by term, inside the sigmoid', () => {
    const run = xorRun([4], false, 0);
    run.advance();
    const explanation = explainLine(run, 1, 2, 0);
    expect(explanation).toMatchObject({
      kind: 'call',
      function: 'sigmoid',
      of: { kind: 'product', text: 'l0 @ syn0' },
    });
    if (explanation.kind !== 'call' || explanation.of.kind !== 'product') throw new Error('no product inside a call');
    const terms = explanation.of.terms.map(({ left, right }) => [left.text, left.value, right.text]);
    expect(terms).toEqual([
      ['l0[2,0]', 1, 'syn0[0,0]'],
      ['l0[2,1]', 0, 'syn0[1,0]'],
      ['l0[2,2]', 1, 'syn0[2,0]'],
    ]);
  });

  test('of an update has a term for each example', () => {
    const run = xorRun([4], false, 3);
    for (let i = 0; i < 7; i++) run.advance();
    const explanation = explainLine(run, 7, 1, 0);
    if (explanation.kind !== 'cells' || explanation.right.kind !== 'product') throw new Error('no product times alpha');
    expect(explanation.left).toMatchObject({ text: 'alpha', value: 0.5 });
    expect(explanation.right.terms.map(({ left, right }) => `${left.text} · ${right.text}`)).toEqual([
      'l1[0,1] · l2_delta[0,0]',
      'l1[1,1] · l2_delta[1,0]',
      'l1[2,1] · l2_delta[2,0]',
      'l1[3,1] · l2_delta[3,0]',
    ]);
  });

  test('prints its parts with the parentheses that they need', () => {
    const run = xorRun([4], false, 1);
    const moment = { shapes: inferShapes(run.program), valueOf: (name: string) => run.valueOf(name) };
    const textOf = (code: string): string | undefined => {
      const parsed = parseExpression(code);
      return parsed.ok ? explain(parsed.expression, { row: 1, column: 0 }, moment).text : undefined;
    };
    expect(textOf('(1 - alpha) * l1 ** 2')).toBe('(1 - alpha) * l1[1,0] ** 2');
    expect(textOf('l2 - (l2 - y)')).toBe('l2[1,0] - (l2[1,0] - y[1,0])');
    expect(textOf('-(l2 + y) / l1')).toBe('-(l2[1,0] + y[1,0]) / l1[1,0]');
  });

  test('of a selected row has the row number', () => {
    const settings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1, batchSize: 2 };
    const run = new TrainingRun(buildProgram(settings, 4), matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
    for (let i = 0; i < 3; i++) run.iterate();
    const line = run.program.iteration.findIndex(({ target }) => target === 'l0');
    expect(explainLine(run, line, 1, 2)).toMatchObject({
      kind: 'row',
      text: 'X[1,2]',
      at: { text: 'rows[1,0]', value: 1 },
    });
  });

  test('is refused for a cell that does not exist', () => {
    expect(() => explainLine(xorRun([4], false, 1), 1, 4, 0)).toThrow('sigmoid(l0 @ syn0) has no cell 4, 0');
  });
});

describe('a sum of more terms than are listed', () => {
  const rows = 5000;
  const data = Float64Array.from({ length: rows }, (_, i) => Math.sin(i));
  const current = {
    shapes: new Map([['w', { rows, columns: 1 }]]),
    valueOf: () => ({ rows, columns: 1, data }),
  };
  const explained = (source: string): Explanation => {
    const parsed = parseExpression(source);
    if (!parsed.ok) throw new Error(parsed.fault.message);
    return explain(parsed.expression, { row: 0, column: 0 }, current);
  };

  test.each(['sum(w)', 'sum(w * w - 0.5)', 'w.T @ w'])(
    '%s lists the largest, in their order, and adds up the rest',
    (source) => {
      const { value, ...sum } = explained(source);
      if (sum.kind !== 'fold' && sum.kind !== 'product') throw new Error(sum.kind);
      const values = sum.kind === 'fold' ? sum.terms.map((term) => term.value) : sum.terms.map((term) => term.product);
      const of =
        { 'sum(w)': (w: number) => w, 'sum(w * w - 0.5)': (w: number) => w * w - 0.5 }[source] ?? ((w) => w * w);
      const all = [...data].map(of);
      const least = all.map(Math.abs).sort((one, other) => other - one)[4095] as number;
      expect(values).toEqual(all.filter((one) => Math.abs(one) >= least));
      expect(sum.rest?.count).toBe(rows - 4096);
      const total = values.reduce((up, one) => up + one, 0) + (sum.rest?.up ?? 0) + (sum.rest?.down ?? 0);
      expect(total).toBeCloseTo(value, 10);
      expect(value).toBe(all.reduce((up, one) => up + one, 0));
    },
  );
});
