import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatAlike,
  formatBrief,
  formatCount,
  formatDatum,
  formatError,
  formatFixed,
  formatPlain,
  formatReading,
  formatShare,
  formatShort,
  formatSigned,
  formatSignedIn,
  formatSpeed,
  matrixTexts,
} from '../../../src/ui/text/numbers.ts';
import { ascii, unicode } from '../../../src/ui/theme/glyphs.ts';

const anyNumber = fc.double();
const positive = fc.double({ min: 0, max: 1e308, noNaN: true });

test('a count has a comma before every third digit', () => {
  expect([0, 999, 1000, 34_120, 1e9].map(formatCount)).toEqual(['0', '999', '1,000', '34,120', '1,000,000,000']);
});

test('a short number has three digits and the letter of its thousands', () => {
  const numbers = [0, 0.0123, 7, 999, 999.6, 1000, 1234, 15_000, 999_600, 1.5e6, 1e9, 123e9];
  expect(numbers.map(formatShort)).toEqual([
    '0',
    '0.012',
    '7',
    '999',
    '1k',
    '1k',
    '1.23k',
    '15k',
    '1M',
    '1.5M',
    '1G',
    '123G',
  ]);
});

test('a short number takes at most five columns up to 999 G', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 999e9, noNaN: true }), (number) => {
      expect(formatShort(number).length).toBeLessThanOrEqual(5);
    }),
  );
});

test('a speed is in iterations a second, or unlimited', () => {
  expect([1, 3000, 1e6, 'unlimited' as const].map(formatSpeed)).toEqual(['1 it/s', '3k it/s', '1M it/s', 'unlimited']);
});

describe('a brief number', () => {
  test.each([
    [0.30000000000000004, 7, '0.3'],
    [1e-7, 7, '1e-7'],
    [1.2345e-7, 7, '1.23e-7'],
    [0.123456789, 7, '0.12346'],
    [1e9, 7, '1e+9'],
    [123_456_789, 7, '1.23e+8'],
    [0.01, 7, '0.01'],
    [0, 7, '0'],
  ])('says %f in %i columns as %s', (value, width, text) => {
    expect(formatBrief(value, width)).toBe(text);
  });

  test('fits any width from 6 columns on, and is near the number', () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 6, max: 20 }), (value, width) => {
        const text = formatBrief(value, width);
        expect(text.length).toBeLessThanOrEqual(width);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(value / 2);
      }),
    );
  });
});

describe('an error', () => {
  test.each([
    [0.49641, '0.49641'],
    [0.00441, '0.00441'],
    [0.001, '0.00100'],
    [0.00044123, '4.41e-4'],
    [1e-12, '1.0e-12'],
    [1e-100, '1e-100'],
    [0, '0.00000'],
    [1, '1.00000'],
    [12.345678, '12.3457'],
    [123_456.7, '123457'],
    [12_345_678, '1.23e+7'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'inf'],
  ])('%d is written %s', (error, text) => {
    expect(formatError(error, 7)).toBe(text);
  });

  test('never takes more than its columns', () => {
    fc.assert(
      fc.property(fc.oneof(positive, fc.constant(Number.NaN)), fc.integer({ min: 6, max: 12 }), (error, width) => {
        expect(formatError(error, width).length).toBeLessThanOrEqual(width);
      }),
    );
  });
});

test('a number with fixed decimals drops decimals to keep its columns', () => {
  const values = [0.98765, 12.5, 1234.5, 123_456.7, 1_234_567, Number.NaN];
  expect(values.map((value) => formatFixed(value, 4, 6))).toEqual([
    '0.9877',
    '12.500',
    '1234.5',
    '123457',
    '1.2e+6',
    'NaN',
  ]);
});

describe('a signed number', () => {
  test('always shows its sign, even if it rounds to 0', () => {
    const values = [4.6, -0.174, 0, -0, -0.001, 0.001];
    expect(values.map((value) => formatSigned(value, 2, unicode))).toEqual([
      '+4.60',
      '−0.17',
      ' 0.00',
      ' 0.00',
      '−0.00',
      '+0.00',
    ]);
  });

  test('has an ASCII minus on a terminal without UTF-8', () => {
    expect(formatSigned(-1, 1, ascii)).toBe('-1.0');
    expect(formatSigned(Number.NEGATIVE_INFINITY, 1, ascii)).toBe('-inf');
  });

  test('shows NaN and infinity', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect(values.map((value) => formatSigned(value, 2, unicode))).toEqual(['NaN', '+inf', '−inf']);
    expect(values.map((value) => formatSignedIn(7, value, 2, unicode))).toEqual(['NaN', '+inf', '−inf']);
  });

  test('keeps to its columns and its sign, whatever the number', () => {
    expect(formatSignedIn(7, -0.0112, 4, unicode)).toBe('−0.0112');
    expect(formatSignedIn(7, 12.4963, 4, unicode)).toBe('+12.496');
    expect(formatSignedIn(7, -3_000_000.5, 4, unicode)).toBe('−3.0e+6');
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 7, max: 12 }), (value, width) => {
        const text = formatSignedIn(width, value, 4, unicode);
        expect(text.length).toBeLessThanOrEqual(width);
        expect(text[0]).toBe(Number.isNaN(value) ? 'N' : value === 0 ? ' ' : value < 0 ? '−' : '+');
      }),
    );
  });
});

describe('numbers that belong together', () => {
  test.each([
    [
      [-0.174, 4.6, 0],
      ['−0.17', '+4.60', ' 0'],
    ],
    [
      [-0.0536, 0.0351],
      ['−0.054', '+0.035'],
    ],
    [
      [-0.0033, 0.00428, 0.00001],
      ['−0.0033', '+0.0043', '+0.0000'],
    ],
    [
      [0.000_431, -0.000_02],
      ['+4.3e-4', '−2.0e-5'],
    ],
    [
      [-1.2e-5, 3.4e-16],
      ['−1.2e-5', '+3.4e-16'],
    ],
    [
      [0.0996, 0.01],
      ['+0.10', '+0.01'],
    ],
    [
      [1, 0, -0],
      ['+1', ' 0', ' 0'],
    ],
    [
      [12.345, -123.456],
      ['+12.35', '−123.46'],
    ],
    [
      [12_345.678, 1.5],
      ['+12345.7', '+1.5'],
    ],
    [
      [1.5e8, 1.5],
      ['+1.5e+8', '+1.5e+0'],
    ],
    [
      [1.6e-200, -1e-300],
      ['+2e-200', '−1e-300'],
    ],
    [
      [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5],
      ['NaN', '+inf', '−inf', '+0.50'],
    ],
    [[], []],
  ])('%j have two digits of the largest: %j', (values, texts) => {
    expect(formatAlike(values, unicode)).toEqual(texts);
  });

  test('have one digit in a narrow text', () => {
    expect(formatAlike([-8.28, 5.34], unicode, 1)).toEqual(['−8', '+5']);
    expect(formatAlike([0, 1.25], unicode, 1)).toEqual([' 0', '+1.3']);
    expect(formatAlike([-1, 2.5], unicode, 1)).toEqual(['−1.0', '+2.5']);
    expect(formatAlike([0.0003, 0.98], unicode, 1)).toEqual(['+0.0', '+1.0']);
    expect(formatAlike([-0.28, 0.034], unicode, 1)).toEqual(['−0.3', '+0.0']);
    expect(formatAlike([-0.028, 0.034], unicode, 1)).toEqual(['−0.03', '+0.03']);
    expect(formatAlike([-0.0028, 0.0034], ascii, 1)).toEqual(['-3e-3', '+3e-3']);
  });

  test('take at most eight columns, and the largest keeps its digits', () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 1 }), fc.constantFrom(1 as const, 2 as const), (values, digits) => {
        const texts = formatAlike(values, unicode, digits);
        for (const text of texts) expect(text.length).toBeLessThanOrEqual(8);
        const finite = values.filter(Number.isFinite);
        const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const at = values.findIndex((value) => Math.abs(value) === largest);
        if (at === -1 || largest === 0 || largest > 1e308) return;
        const kept = Math.abs(Number(texts[at]?.replace('−', '-')));
        const error = largest > 1e-99 && largest < 1e99 && digits === 2 ? 0.051 : 0.51;
        expect(Math.abs(kept - largest)).toBeLessThanOrEqual(error * largest);
      }),
    );
  });
});

test('a plain number has the minus sign of the theme, and no plus', () => {
  const values = [0.996_72, -4.033_6, 0, -0.000_01, -123_456, Number.NaN, Number.NEGATIVE_INFINITY];
  const texts = ['0.9967', '−4.034', '0.0000', '−0.000', '−1e+5', 'NaN', '−inf'];
  expect(values.map((value) => formatPlain(value, 4, 6, unicode))).toEqual(texts);
  expect(formatPlain(-4.033_6, 4, 9, ascii)).toBe('-4.0336');
});

describe('a reading', () => {
  test.each([
    [0.012_300_4, '+0.01230'],
    [-0.174_12, '−0.1741'],
    [12.3456, '+12.35'],
    [-12_345.6, '−12350'],
    [0.001_234_5, '+0.001234'],
    [0.000_441_23, '+4.412e-4'],
    [1.2345e-10, '+1.23e-10'],
    [1e300, '+1e+300'],
    [0.5, '+0.5'],
    [-10, '−10'],
    [0, ' 0'],
    [-0, ' 0'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '−inf'],
  ])('%d is written %s', (value, text) => {
    expect(formatReading(value, unicode)).toBe(text);
  });

  test('takes at most nine columns, and is near the number', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e308, max: 1e308, noNaN: true }), (value) => {
        const text = formatReading(value, ascii);
        expect(text.length).toBeLessThanOrEqual(9);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) / 2);
      }),
    );
  });
});

describe('a datum', () => {
  test('is written as it was, in four digits', () => {
    const data = [0, 1, -0.25, 1e6, 0.123456, -1e-7];
    expect(data.map((datum) => formatDatum(datum, unicode))).toEqual(['0', '1', '−0.25', '1000000', '0.1235', '−1e-7']);
  });

  test('loses digits, never its exponent or sign, in a narrow text', () => {
    expect(formatDatum(-1.2345e-7, unicode, 7)).toBe('−1.2e-7');
    fc.assert(
      fc.property(fc.double({ min: -1e308, max: 1e308, noNaN: true }), (datum) => {
        const text = formatDatum(datum, unicode, 7);
        expect(text.length).toBeLessThanOrEqual(7);
        expect(Math.abs(Number(text.replace('−', '-')) - datum)).toBeLessThanOrEqual(Math.abs(datum) / 2);
      }),
    );
  });
});

test('a share is 100 % only for 1, and 0 % only for 0', () => {
  expect([0, 0.0001, 0.5, 0.944, 0.9999, 1].map(formatShare)).toEqual([
    '0 %',
    '0.1 %',
    '50 %',
    '94.4 %',
    '99.9 %',
    '100 %',
  ]);
});

function viewOf(...cells: readonly number[]) {
  return { least: Math.min(...cells), most: Math.max(...cells), cells: Float64Array.from(cells) };
}

test('a small matrix is its cells, or its range in two digits or in one', () => {
  expect(matrixTexts(viewOf(-0.0033, 0.00428, 0), unicode)).toEqual([
    '−0.0033 +0.0043       0',
    '−0.0033 … +0.0043',
    '−3e-3 … +4e-3',
  ]);
});

test('a large matrix is its range alone', () => {
  const large = { least: -5.92, most: 4.02, cells: new Float64Array(0) };
  expect(matrixTexts(large, ascii)).toEqual(['-5.92 ~ +4.02', '-6 ~ +4']);
});

test('a matrix of equal numbers is that number', () => {
  expect(matrixTexts(viewOf(0, 0), unicode)).toEqual([' 0  0', ' 0', ' 0']);
  expect(matrixTexts(viewOf(Number.NaN, 1), unicode)).toEqual(['NaN  +1', 'NaN', 'NaN']);
});
