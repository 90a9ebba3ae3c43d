import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangeLayers, arrangementWish } from '../../../src/ui/panes/weights-arrangement.ts';

const xor = [
  { rows: 3, columns: 4 },
  { rows: 4, columns: 1 },
];

const anyShapes = fc.array(
  fc.record({ rows: fc.integer({ min: 1, max: 4097 }), columns: fc.integer({ min: 1, max: 4096 }) }),
  { minLength: 1, maxLength: 33 },
);
const anySize = fc.record({ columns: fc.integer({ min: 36, max: 130 }), rows: fc.integer({ min: 9, max: 67 }) });

describe('the layers', () => {
  test('stand side by side where that shows more of them', () => {
    expect(arrangeLayers(xor, { columns: 61, rows: 22 })).toEqual({
      direction: 'across',
      sizes: [
        { columns: 44, rows: 22 },
        { columns: 17, rows: 22 },
      ],
    });
  });

  test('stand below one another where that shows more', () => {
    const five = Array.from({ length: 5 }, () => ({ rows: 4, columns: 4 }));
    const { direction, sizes } = arrangeLayers(five, { columns: 61, rows: 57 });
    expect([direction, sizes.length, sizes.map(({ columns }) => columns)]).toEqual(['down', 5, [61, 61, 61, 61, 61]]);
  });

  test('keep their places whatever their weights are, and move with their shapes only', () => {
    expect(arrangementWish(xor)).toEqual({ columns: 61, rows: 8 });
    expect(arrangementWish([{ rows: 1, columns: 1 }])).toEqual({ columns: 17, rows: 7 });
  });

  test('share all of the space, one at least of them, each with room for a matrix', () => {
    fc.assert(
      fc.property(anyShapes, anySize, (shapes, size) => {
        const { direction, sizes } = arrangeLayers(shapes, size);
        const total = sizes.reduce((sum, { columns, rows }) => sum + (direction === 'across' ? columns : rows), 0);
        expect(total).toBe(direction === 'across' ? size.columns : size.rows);
        expect(sizes.length).toBeGreaterThanOrEqual(1);
        expect(sizes.length).toBeLessThanOrEqual(shapes.length);
        for (const { columns, rows } of sizes) {
          expect([columns >= 15, rows >= 7]).toEqual([true, true]);
        }
      }),
    );
  });
});
