import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRows } from '../../src/data/test-set.ts';

interface Split {
  readonly rows: number;
  readonly fraction: number;
  readonly seed: number;
  readonly train: readonly number[];
  readonly test: readonly number[];
}

const { splits } = JSON.parse(readFileSync('test/goldens/generators.json', 'utf8')) as { splits: readonly Split[] };

describe('drawing a test set', () => {
  it.each(splits)('takes the last $fraction of NumPy’s permutation of $rows rows, seed $seed', (golden) => {
    const rows = Array.from({ length: golden.rows }, (_, row) => row);
    const { train, test } = splitRows(rows, golden.fraction, golden.seed);
    expect({ train, test }).toEqual({ train: golden.train, test: golden.test });
  });

  it('puts every row into exactly one set', () => {
    const rows = fc.uniqueArray(fc.nat(), { maxLength: 50 });
    fc.assert(
      fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (all, fraction, seed) => {
        const { train, test } = splitRows(all, fraction, seed);
        expect(test).toHaveLength(Math.round(fraction * all.length));
        expect(new Set([...train, ...test])).toEqual(new Set(all));
      }),
    );
  });
});
