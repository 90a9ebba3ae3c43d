import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Interpreter } from '../../../src/engine/backends/interpreter.ts';
import { type Matrix, rowsOf } from '../../../src/engine/matrix.ts';
import { WatchSet } from '../../../src/engine/observers/watches.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import { draws } from '../../../src/language/expression.ts';
import { runs } from '../../full.ts';
import { anyShape, namedShapes, shapedExpression } from '../../language/expressions.ts';
import { programOf } from '../../language/programs.ts';
import { textOf } from '../backends/interpret.ts';
import { evaluate, type Rows } from '../backends/naive.ts';
import { progress, watchLines } from './watched.ts';

function shown(matrix: Matrix | undefined): string | undefined {
  return matrix && textOf(matrix);
}

describe('a watch', () => {
  test('has the value of its definition over the present values', () => {
    const expression = anyShape.chain((shape) => shapedExpression(shape, 4)).filter((one) => !draws(one));
    const names = [...namedShapes.keys()];
    const values = [...namedShapes].map(([name, { rows, columns }]) => `${name} = random((${rows}, ${columns}))`);
    fc.assert(
      fc.property(expression, (one) => {
        const program = programOf({}, '', values.join('\n'));
        const run = new Interpreter(program, new Map(), numpyRandom(3));
        const set = new WatchSet(program, run, [{ expression: one }]);
        for (let k = 1; k <= 2; k++) {
          run.runIteration();
          set.refresh(progress(k, 0));
          const there = new Map<string, Rows>(names.map((name) => [name, rowsOf(run.valueOf(name))]));
          const expected = evaluate(one, there, () => Number.NaN);
          expect(rowsOf(set.watches[0]?.value as Matrix)).toEqual(expected);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test('has no value until the lines that it reads have run', () => {
    const { run, set, watches } = watchLines(
      'w = 1',
      'a = w + 1\nb = a + 1\nw += b',
      'w',
      'a',
      'a + w',
      'max(b)[0, 0] + a',
      '3',
      '1 < b',
    );
    const texts = () => watches.map(({ value }) => shown(value));
    expect(texts()).toEqual(Array(6).fill(undefined));
    set.refresh(progress(0, 0));
    expect(texts()).toEqual(['1', undefined, undefined, undefined, '3', undefined]);
    expect(watches[5]?.holds).toBeUndefined();
    run.runLine(0);
    set.refresh(progress(0, 1));
    expect(texts()).toEqual(['1', '2', '3', undefined, '3', undefined]);
    run.runLine(1);
    set.refresh(progress(0, 2));
    expect(texts()).toEqual(['1', '2', '3', '5', '3', '1']);
    expect(watches[5]?.holds).toBe(true);
    run.runLine(2);
    set.refresh(progress(1, 0));
    expect(texts()).toEqual(['4', '2', '6', '5', '3', '1']);
    // Back at the start: the matrices hold values of a later iteration.
    set.refresh(progress(0, 0));
    expect(texts()).toEqual(['4', undefined, undefined, undefined, '3', undefined]);
  });

  test('without a comparison neither holds nor fires', () => {
    const { run, set, watches } = watchLines('t = 0', 't += 1', 't');
    run.runIteration();
    expect(set.hasBreakpoints).toBe(false);
    expect(set.endIteration()).toBe(false);
    set.refresh(progress(1, 0));
    expect([watches[0]?.holds, watches[0]?.fired]).toEqual([undefined, false]);
  });

  test('keeps its value in the same memory', () => {
    const { run, set, watches } = watchLines('t = zeros((2, 2))', 't += 1', 't * 2', 'sum(t) > 4');
    const memory = () => watches.map(({ value }) => value?.data);
    set.refresh(progress(0, 0));
    const before = memory();
    for (let k = 1; k <= 3; k++) {
      run.runIteration();
      set.endIteration();
      set.refresh(progress(k, 0));
    }
    expect(memory().every((data, i) => data === before[i])).toBe(true);
    expect(shown(watches[0]?.value)).toBe('6 6 | 6 6');
  });
});
