import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatArray, formatNumber } from '../../src/cli/numpy-format.ts';

/** A float as the goldens hold it: JSON has no NaN and no infinities. */
type GoldenNumber = number | 'nan' | 'inf' | '-inf';

interface ArrayCase {
  readonly family: string;
  readonly shape: readonly [rows: number, columns: number];
  /** Fill the array row by row, over and over. */
  readonly values: readonly GoldenNumber[];
  readonly text: string;
}

interface NumberCase {
  readonly value: GoldenNumber;
  readonly text: string;
}

const goldens: { readonly arrays: readonly ArrayCase[]; readonly numbers: readonly NumberCase[] } = JSON.parse(
  readFileSync(new URL('../goldens/numpy-format.json', import.meta.url), 'utf8'),
);

describe('formatArray', () => {
  const families = new Set(goldens.arrays.map((golden) => golden.family));

  it.each([...families])('prints a matrix as NumPy does when its elements are: %s', (family) => {
    for (const golden of goldens.arrays.filter((each) => each.family === family)) {
      expect(formatArray(rowsOf(golden)), `shape ${golden.shape}`).toBe(golden.text);
    }
  });

  it('prints a matrix without elements as empty brackets', () => {
    expect(formatArray([])).toBe('[]');
    expect(formatArray([[], []])).toBe('[]');
  });
});

describe('formatNumber', () => {
  it('prints a number as Python 2 does', () => {
    for (const { value, text } of goldens.numbers) {
      expect(formatNumber(numberOf(value)), `of ${value}`).toBe(text);
    }
  });
});

function rowsOf({ shape: [rows, columns], values }: ArrayCase): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => numberOf(values[(row * columns + column) % values.length]!)),
  );
}

function numberOf(value: GoldenNumber): number {
  if (typeof value === 'number') return value;
  return { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY }[value];
}
