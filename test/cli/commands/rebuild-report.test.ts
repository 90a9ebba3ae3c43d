import { expect, test } from 'vitest';
import { reportLines, reportSentences } from '../../../src/cli/commands/rebuild-report.ts';
import type { Report } from '../../../src/learn/rebuild/report.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';

const report = (column: number, length: number): Report => {
  const sentence = 'z has no value here.';
  return {
    solved: false,
    marks: [{ line: 1, mark: 'wrong', sentence }],
    stages: [],
    fault: {
      stage: 'values',
      line: 1,
      column,
      length,
      sentence,
      is: undefined,
      shouldBe: undefined,
      mistake: undefined,
    },
    missing: undefined,
    remark: undefined,
    shapes: {},
  };
};

const drawn = (text: string, column: number, length = 1): readonly string[] =>
  reportLines('my.py', text, report(column, length), createTheme(1, true), 40).slice(3, 5);

test('the carets are below the place of a fault, after tabs and wide characters', () => {
  expect(drawn('\tx = z', 6)).toEqual(['✗ 1      x = z', '             ^']);
  expect(drawn('x = "漢字", z', 11)).toEqual(['✗ 1  x = "漢字", z', '                 ^']);
});

test('a long line is cut, and has no carets outside of it', () => {
  const [line, below] = drawn(`x = ${'1 + '.repeat(20)}z`, 85);
  expect(line).toHaveLength(40);
  expect(line).toMatch(/ …$/);
  expect(below).toBe('');
});

test('a line with a blank has no carets: its fault is in the line as it is filled', () => {
  expect(drawn('x = ____ + z', 5, 9)).toEqual(['✗ 1  x = ____ + z', '']);
});

test('a sentence about a line says the spaces before it', () => {
  expect(reportSentences('    x = z\n', report(5, 1))[0]).toBe('Line 1, 4 spaces, wrong: x = z. z has no value here.');
});
