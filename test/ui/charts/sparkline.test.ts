import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sparkline } from '../../../src/ui/charts/sparkline.ts';
import { widthOf } from '../../../src/ui/text/line.ts';
import { ascii, unicode } from '../../../src/ui/theme/glyphs.ts';

describe('a sparkline', () => {
  test('goes from the least of its values to the largest', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8, unicode)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([-3, -2.9, 4], 8, unicode)).toBe('▁▁█');
  });

  test('has the newest at the right, and drops the oldest where they do not fit', () => {
    expect(sparkline([100, 0, 1, 2], 3, unicode)).toBe('▁▅█');
    expect(sparkline([100, 0, 1, 2], 0, unicode)).toBe('');
  });

  test('of values that are all the same is flat, at half height', () => {
    expect(sparkline([3, 3, 3], 5, unicode)).toBe('▄▄▄');
    expect(sparkline([0], 5, ascii)).toBe('-');
  });

  test('of nothing is nothing', () => {
    expect(sparkline([], 12, unicode)).toBe('');
  });

  test('has a gap where a value is no finite number', () => {
    expect(sparkline([Number.NaN, 1, Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY], 9, unicode)).toBe(' ▁ █ ');
    expect(sparkline([Number.NaN, Number.NaN], 9, unicode)).toBe('  ');
  });

  test('is drawn in ASCII alone where the terminal knows no more', () => {
    const wave = Array.from({ length: 24 }, (_, index) => Math.sin(index / 3));
    expect(sparkline(wave, 24, ascii)).toMatchInlineSnapshot(`"-===^^^==--.______--==^^"`);
    expect(sparkline(wave, 24, unicode)).toMatchInlineSnapshot(`"▅▆▇▇███▇▆▅▄▃▂▁▁▁▂▂▄▅▆▇██"`);
  });

  test('has a character for each value, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.integer({ min: 0, max: 30 }), (values, width) => {
        for (const glyphs of [unicode, ascii]) {
          const text = sparkline(values, width, glyphs);
          expect(widthOf(text)).toBe(Math.min(values.length, width));
          expect([...text].every((character) => character === ' ' || glyphs.sparks.includes(character))).toBe(true);
        }
      }),
    );
  });
});
