import { describe, expect, it } from 'vitest';
import { cellOf } from '../../src/data/cell.ts';

describe('cellOf', () => {
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
    ['', 'missing'],
    ['NA', 'missing'],
    ['NaN', 'missing'],
    ['?', 'missing'],
    ['Na', 'text'],
    ['1e400', 'text'],
    ['inf', 'text'],
    ['Infinity', 'text'],
    ['0x1f', 'text'],
    ['0B1', 'text'],
    ['1_000', 'text'],
    ['1 000', 'text'],
    ['1,5', 'text'],
    ['12abc', 'text'],
    ['١', 'text'],
  ])('takes %j for %j', (text, cell) => {
    expect(cellOf(text, 'point')).toBe(cell);
  });

  it.each([
    ['1,5', 1.5],
    ['-,5', -0.5],
    ['1,5e2', 150],
    ['1.5', 1.5],
    ['1,', 'text'],
    ['1,234,567', 'text'],
    ['1.234,5', 'text'],
    ['1,e400', 'text'],
    ['1,5e400', 'text'],
  ])('takes %j for %j where a comma may part a fraction', (text, cell) => {
    expect(cellOf(text, 'point or comma')).toBe(cell);
  });
});
