import { describe, expect, it } from 'vitest';
import { plainNumber, readNumber } from '../../src/data/number-text.ts';

describe('a plain number', () => {
  it.each([
    ['1', 1],
    ['-0.5', -0.5],
    ['+.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
    ['1E5', 100_000],
    ['007', 7],
    ['0', 0],
    ['1.7976931348623157e308', Number.MAX_VALUE],
  ])('is %j for %j', (text, number) => {
    expect(plainNumber(text)).toBe(number);
    expect(readNumber(text)?.point).toBe(number);
  });

  it.each(['', 'NA', '1e400', 'inf', 'Infinity', '0x1f', '0B1', '1_000', '12 34', '١'])('is none for %j', (text) => {
    expect(plainNumber(text)).toBeNaN();
    expect(readNumber(text)).toBeUndefined();
  });
});

describe('a number as people write it', () => {
  const none = Number.NaN;
  it.each([
    // Text, value with a decimal point, value with a decimal comma.
    ['2,196', 2196, 2.196],
    ['2.196', 2.196, 2196],
    ['0,512', none, 0.512],
    ['0.512', 0.512, none],
    ['1,5', none, 1.5],
    ['-,5', none, -0.5],
    ['1,5e2', none, 150],
    ['1.5D+03', 1500, none],
    ['1,234,567', 1_234_567, none],
    ['1.234.567', none, 1_234_567],
    ['1,234.5', 1234.5, none],
    ['1.234,5', none, 1234.5],
    ['12,34,567', 1_234_567, none],
    ['1 234 567', 1_234_567, 1_234_567],
    ['1\u00a0234,5', none, 1234.5],
    ['1\u202f234.5', 1234.5, none],
    ["1'234'567", 1_234_567, 1_234_567],
    ['1’234.50', 1234.5, none],
    ['\u2212256', -256, -256],
    ['–0.5', -0.5, none],
    ['1200-', -1200, -1200],
    ['+3', 3, 3],
  ])('%j is %d with a decimal point, %d with a decimal comma', (text, point, comma) => {
    expect(readNumber(text)).toMatchObject({ point, comma, unit: undefined, inParentheses: false });
  });

  it.each([
    ['$4448', 4448, 'currency', '$'],
    ['$4,448.50', 4448.5, 'currency', '$'],
    ['-$5', -5, 'currency', '$'],
    ['$-5', -5, 'currency', '$'],
    ['US$ 12', 12, 'currency', 'US$'],
    ['USD 12', 12, 'currency', 'USD'],
    ['12 usd', 12, 'currency', 'USD'],
    ['Rs.500', 500, 'currency', 'Rs'],
    ['kr. 500', 500, 'currency', 'kr.'],
    ['499 Kč', 499, 'currency', 'Kč'],
    ['500 €', 500, 'currency', '€'],
    ['£.50', 0.5, 'currency', '£'],
    ['€110.5M', 110_500_000, 'currency', '€'],
    ['12 %', 12, 'percent', '%'],
    ['%12', 12, 'percent', '%'],
    ['-0.5%', -0.5, 'percent', '%'],
    ['988 sqm', 988, 'other', 'sqm'],
    ['988 m²', 988, 'other', 'm²'],
    ['36.6°C', 36.6, 'other', '°C'],
    ['90km/h', 90, 'other', 'km/h'],
  ])('%j is %d with a unit', (text, point, kind, name) => {
    expect(readNumber(text)).toMatchObject({ point, unit: { kind, name } });
  });

  it.each([
    ['(1,200)', -1200],
    ['$(1,200)', -1200],
    ['($5.25)', -5.25],
  ])('%j is the negative number %d of accounting', (text, point) => {
    expect(readNumber(text)).toMatchObject({ point, inParentheses: true });
  });

  it.each([
    ['12k', 12_000],
    ['3.5M', 3_500_000],
    ['2bn', 2e9],
  ])('%j is %d', (text, point) => {
    expect(readNumber(text)).toMatchObject({ point, unit: undefined });
  });

  it.each([
    ...['2024-01-01', '01.02.2024', '12:30', '1/2', '5-10', 'Q1', 'A12', '1st', '12th Street', '5 pm', '+-5', '-(5)'],
    ...['1.2.3', '10.0.0.1', '1,', ',', '.', '-', '$', '%', '(12', '12)', '12,34', '1.e400', '5 6', '€5$'],
  ])('%j is none, or one of a single reading', (text) => {
    expect(readNumber(text)?.point ?? none).toBeNaN();
  });

  it('costs little time, whatever the text', () => {
    for (const text of ['1'.repeat(1e6), '1 '.repeat(30), ',1'.repeat(30), `${'a'.repeat(30)}1${' '.repeat(29)}`]) {
      expect(readNumber(text)).toBeUndefined();
    }
  });
});
