import { describe, expect, test } from 'vitest';
import { index, name, number } from '../../src/language/expression.ts';

describe('an expression has', () => {
  test('cells only at whole numbers, and no -0 that would read back as 0', () => {
    expect(() => index(name('a'), 0.5, 0)).toThrow(new RangeError('a cell is at whole numbers, found [0.5, 0]'));
    expect(() => index(name('a'), 0, Number.NaN)).toThrow(new RangeError('a cell is at whole numbers, found [0, NaN]'));
    expect(() => index(name('a'), 0, 2 ** 53)).toThrow(
      new RangeError('a cell is at whole numbers, found [0, 9007199254740992]'),
    );
    expect(index(name('a'), -0, -0)).toEqual(index(name('a'), 0, 0));
  });

  test('only finite literals', () => {
    expect(() => number(Number.NaN)).toThrow(new RangeError('a literal must be finite, found NaN'));
    expect(() => number(Number.NEGATIVE_INFINITY)).toThrow(new RangeError('a literal must be finite, found -Infinity'));
  });
});
