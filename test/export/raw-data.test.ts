import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learnScaling, scaled } from '../../src/data/scaling.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { rawMatrix } from '../../src/export/raw-data.ts';

const kinds = ['standard', 'min-max'] as const;

describe('raw data', () => {
  test('have the decimals of the file', () => {
    const rows = matrixFromRows([
      [5.1, 170.25, 1e-7, 3],
      [4.9, -0.3, 0.1, 3],
      [6.7, 1e6, 1234.5678, 3],
    ]);
    for (const kind of kinds) {
      const scaling = learnScaling(rows, kind);
      expect(rawMatrix(scaled(rows, scaling), scaling, true)?.data).toEqual(rows.data);
    }
  });

  test('scale to the bits of the run', () => {
    const cell = fc.oneof(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.integer({ min: -1000, max: 1000 }),
      fc.integer({ min: 0, max: 9999 }).map((own) => own / 100),
    );
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(rows, fc.constantFrom(...kinds), fc.boolean(), (all, kind, isShort) => {
        const matrix = matrixFromRows(all);
        const scaling = learnScaling(matrix, kind);
        const own = scaled(matrix, scaling);
        const raw = rawMatrix(own, scaling, isShort);
        expect(raw && scaled(raw, scaling).data).toEqual(own.data);
      }),
    );
  });

  test('are missing where no number near the cell scales to it', () => {
    const scaling = { shift: Float64Array.of(1e300), unit: Float64Array.of(1e-300) };
    expect(rawMatrix(matrixFromRows([[0.5]]), scaling, true)).toBeUndefined();
  });
});
