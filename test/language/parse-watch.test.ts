import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binary, call, name, number, type OrderingOperator } from '../../src/language/expression.ts';
import { caretLines, type Fault } from '../../src/language/parse-fault.ts';
import { checkWatch, parseWatch, readWatch } from '../../src/language/parse-watch.ts';
import { printExpression } from '../../src/language/print.ts';
import { inferShapes, type Shapes } from '../../src/language/shapes.ts';
import { printWatch, type Watch } from '../../src/language/watch.ts';
import { buildProgram } from '../network/build-program.ts';
import { anyExpression, isComparison } from './expressions.ts';

const error = call('mean', call('abs', name('l2_error')));
const shapes = inferShapes(buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, 4));

function told(source: string, parsed: { ok: true } | { ok: false; fault: Fault }): readonly [string, string] {
  return parsed.ok ? ['', 'no fault'] : [caretLines(source, parsed.fault)[1], parsed.fault.message];
}

describe('a watch', () => {
  test('is an expression, or the comparison of two', () => {
    expect(readWatch('mean(abs(l2_error))', shapes)).toEqual({ ok: true, watch: { expression: error } });
    for (const operator of ['<', '<=', '>', '>='] as const) {
      const watch = { expression: error, comparison: { operator, right: binary('/', number(1), number(100)) } };
      expect(readWatch(`mean(abs(l2_error)) ${operator} 1 / 100`, shapes)).toEqual({ ok: true, watch });
    }
  });

  test('may stand in parentheses as a whole', () => {
    const watch = { expression: error, comparison: { operator: '<', right: number(1) } };
    expect(readWatch('((mean(abs(l2_error)) < (1)))', shapes)).toEqual({ ok: true, watch });
  });

  const anyWatch: fc.Arbitrary<Watch> = fc.oneof(
    fc.record({ expression: anyExpression.filter((expression) => !isComparison(expression)) }),
    fc.record({
      expression: anyExpression,
      comparison: fc.record({
        operator: fc.constantFrom<OrderingOperator>('<', '<=', '>', '>='),
        right: anyExpression,
      }),
    }),
  );

  test('reads back from its print as the same watch', () => {
    fc.assert(
      fc.property(anyWatch, (watch) => {
        expect(parseWatch(printWatch(watch))).toMatchObject({ ok: true, watch });
      }),
      { numRuns: 300 },
    );
  });

  test('is as long as a person would write it, and no longer', () => {
    expect(parseWatch('a'.repeat(2500)).ok).toBe(true);
    const fault = { offset: 0, length: 2501, message: 'an expression has up to 2500 characters' };
    expect(parseWatch('a'.repeat(2501))).toEqual({ ok: false, fault });
  });

  test('without a comparison has no such key', () => {
    const parsed = parseWatch('l1');
    expect(parsed.ok && Object.keys(parsed.watch)).toEqual(['expression']);
  });

  test.each([
    ['l1 < l2 < 3', '        ^', 'one comparison at a time; make a second watch of the other'],
    ['mean(l1) <', '          ^', 'something is missing after <'],
    ['< 2', '^', 'something is missing before <'],
    [
      'mean(l1) = 0.1',
      '         ^',
      'there is no = here; nothing is assigned, and to compare there are <, <=, > and >=',
    ],
    [
      'mean(l1) == 0.1',
      '         ^^',
      'there is no == here; results are hardly ever equal to the last bit, so compare with <, <=, > or >=',
    ],
    [
      'mean(l1) < 0.1 and max(l1) < 1',
      '               ^^^',
      'there is no and here; write each comparison as a watch of its own',
    ],
  ])('is refused as %j', (source, carets, message) => {
    expect(told(source, parseWatch(source))).toEqual([carets, message]);
    expect(told(source, readWatch(source, shapes))).toEqual([carets, message]);
  });
});

describe('a watch of a program', () => {
  test.each([
    ['l2_eror', '^^^^^^^', 'this program has no l2_eror; did you mean l2_error?'],
    ['mean(abs(l2_eror)) < 0.01', '         ^^^^^^^', 'this program has no l2_eror; did you mean l2_error?'],
    ['l3', '^^', 'this program has no l3; did you mean l0, l1 or l2?'],
    ['L1 + 2', '^^', 'this program has no L1; did you mean l1?'],
    [
      'foo',
      '^^^',
      'this program has no foo; it has X, y, syn0, syn1, l0, l1, l2, l2_error, l2_delta, l1_error, l1_delta',
    ],
    ['sigmoid', '^^^^^^^', 'sigmoid is a function; write sigmoid(m)'],
    ['zeros', '^^^^^', 'zeros is a function; write zeros((3, 4))'],
    [
      '日本 + l9',
      '^^^^',
      'this program has no 日本; it has X, y, syn0, syn1, l0, l1, l2, l2_error, l2_delta, l1_error, l1_delta',
    ],
    ['l1 + syn0', '^^^^^^^^^', 'l1 is 4×4 and syn0 is 3×4: + needs equal sizes, or a size of 1 to repeat'],
    [
      'mean(l1 @ l1 @ syn0)',
      '     ^^^^^^^^^^^^^^',
      'l1 @ l1 is 4×4 and syn0 is 3×4: @ needs as many columns on its left (4) as rows on its right (3)',
    ],
    ['l1[4, 0]', '^^^^^^^^', 'l1 is 4×4: there is no row 4, only 0 … 3 (or -4 … -1, from the end)'],
    ['1 < l1[0, -5]', '    ^^^^^^^^^', 'l1 is 4×4: there is no column -5, only 0 … 3 (or -4 … -1, from the end)'],
    [
      'l2_error < 0.1',
      '^^^^^^^^',
      'l2_error is 4×1, and a breakpoint compares single numbers; write mean(…), max(…) or a cell, l2_error[0, 0]',
    ],
    [
      'mean(l1) < l1 @ syn1',
      '           ^^^^^^^^^',
      'l1 @ syn1 is 4×1, and a breakpoint compares single numbers; write mean(…), max(…) or a cell, (l1 @ syn1)[0, 0]',
    ],
    [
      '-l2_error > -3',
      '^^^^^^^^^',
      '-l2_error is 4×1, and a breakpoint compares single numbers; write mean(…), max(…) or a cell, (-l2_error)[0, 0]',
    ],
    ['l1[0]', '  ^^^', 'a cell is a row and a column, as in l1[0, 0]'],
    ['(l1 + 1)[-2]', '        ^^^^', 'a cell is a row and a column, as in (l1 + 1)[-2, 0]'],
    ['l1[0][1]', '     ^^^', 'a cell is a row and a column, as in l1[0, 1]'],
    ['X[l1]', '^^^^^', 'l1 is 4×4, and rows are chosen by a single column'],
    ['clip', '^^^^', 'clip is a function; write clip(m, -1, 1)'],
    ['l1 + random((4, 4))', '     ^^^^^^^^^^^^^^', 'a watch cannot draw random numbers: the run would get other ones'],
    ['X[permutation(4)]', '  ^^^^^^^^^^^^^^', 'a watch cannot draw random numbers: the run would get other ones'],
    [
      'mean((random((4, 4)) <= 0.8) / 0.8)',
      '      ^^^^^^^^^^^^^^',
      'a watch cannot draw random numbers: the run would get other ones',
    ],
    [
      '(l1 < 2) > 3',
      '^^^^^^^^',
      'l1 < 2 is 4×4, and a breakpoint compares single numbers; write mean(…), max(…) or a cell, (l1 < 2)[0, 0]',
    ],
    [
      'zeros((10000, 10000))[0, 0]',
      '^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      'this takes memory for 100,000,001 numbers, and a watch has room for 1,000,000',
    ],
  ])('is refused as %j', (source, carets, message) => {
    expect(parseWatch(source).ok).toBe(true);
    expect(told(source, readWatch(source, shapes))).toEqual([carets, message]);
  });

  test('may be the right side of any line that draws no random numbers', () => {
    const settings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };
    const program = buildProgram(
      { ...settings, batchSize: 2, batchOrder: 'shuffled', clip: 'deltas', dropout: 0.2 },
      4,
    );
    const names = inferShapes(program);
    const refused = program.iteration
      .flatMap(({ value, when }) => (when === undefined ? [value] : [value, when]))
      .map(printExpression)
      .filter((source) => !readWatch(source, names).ok);
    expect(refused).toEqual(['permutation(4)', '(t - 1) % 2 == 0', '(random((2, 4)) <= 0.8) / 0.8']);
    for (const source of [
      'X[rows]',
      'clip(l1_delta, -1, 1)',
      '(t - 1) % 4',
      'arange(4)',
      'mean((l1 > 0.5) * l1) < pi',
    ]) {
      expect(told(source, readWatch(source, names))).toEqual(['', 'no fault']);
    }
  });

  test('with an unknown name lists the first names of the program', () => {
    const many: Shapes = new Map(
      Array.from({ length: 15 }, (_, k) => [`syn${String.fromCharCode(97 + k)}`, { rows: 1, columns: 1 }]),
    );
    expect(told('momentum', readWatch('momentum', many))).toEqual([
      '^^^^^^^^',
      'this program has no momentum; it has syna, synb, sync, synd, syne, synf, syng, synh, syni, synj, synk, synl and 3 more',
    ]);
    expect(told('syn0', readWatch('syn0', many))[1]).toMatch(/^this program has no syn0; it has syna, /);
  });

  test('may take more memory in a program with large matrices', () => {
    const large: Shapes = new Map([['X', { rows: 100_000, columns: 50 }]]);
    const verdict = (source: string) => {
      const parsed = parseWatch(source);
      return parsed.ok && checkWatch(parsed, large)?.message;
    };
    expect(verdict('max(abs(X - 0.5) * 2 + 1)')).toBeUndefined();
    expect(verdict('(X @ X.T)[0, 0]')).toBe(
      'this takes memory for 10,005,000,001 numbers, and a watch has room for 40,000,000',
    );
  });
});
