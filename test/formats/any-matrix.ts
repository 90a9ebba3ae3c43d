import fc from 'fast-check';
import type { Matrix } from '../../src/engine/matrix.ts';
import type { NamedMatrix } from '../../src/formats/stored-matrix.ts';

export const anyMatrix: fc.Arbitrary<Matrix> = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 6 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.double(), { minLength: rows * columns, maxLength: rows * columns })
      .map((numbers) => ({ rows, columns, data: Float64Array.from(numbers) })),
  );

export const anyMatrices: fc.Arbitrary<readonly NamedMatrix[]> = fc.uniqueArray(
  fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 20 }), matrix: anyMatrix }),
  { selector: ({ name }) => name, maxLength: 5 },
);

/** A file with one byte changed, cut off somewhere, or both. */
export function anyDamage(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .record({ at: fc.nat(bytes.length - 1), byte: fc.integer({ min: 0, max: 255 }), length: fc.nat(bytes.length) })
    .map(({ at, byte, length }) => bytes.with(at, byte).slice(0, length < bytes.length / 2 ? bytes.length : length));
}
