import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrangement, orderOf, type Rows } from '../../../src/ui/model/row-order.ts';

const all: Arrangement = { sort: 'data', onlyWrong: false, find: '' };
const rows: Rows = {
  count: 5,
  wrong: Uint8Array.of(0, 1, 0, 1, 0),
  classes: {
    names: ['cat', 'dog', 'Catfish'],
    targets: Int32Array.of(0, 1, 2, 0, 1),
    predicted: Int32Array.of(0, 0, 2, 1, 1),
  },
};
const errors = Float64Array.of(0.1, 0.9, 0.3, 0.6, 0.1);

function order(arrangement: Partial<Arrangement>, own = errors): readonly number[] {
  return [...orderOf(rows, own, { ...all, ...arrangement })];
}

describe('the order of rows', () => {
  test('is the order of the data, or of the errors with ties in the order of the data', () => {
    expect(order({})).toEqual([0, 1, 2, 3, 4]);
    expect(order({ sort: 'worst' })).toEqual([1, 3, 2, 0, 4]);
    expect(order({ sort: 'best' })).toEqual([0, 4, 2, 3, 1]);
  });

  test('has only the wrong examples on request', () => {
    expect(order({ onlyWrong: true })).toEqual([1, 3]);
    expect(order({ onlyWrong: true, sort: 'best' })).toEqual([3, 1]);
  });

  test('has the examples found by number from 1, or by target or predicted class', () => {
    expect(order({ find: '3' })).toEqual([2]);
    expect(order({ find: 'dog' })).toEqual([1, 3, 4]);
    expect(order({ find: ' CAT ' })).toEqual([0, 1, 2, 3]);
    expect(order({ find: 'fish', onlyWrong: true })).toEqual([]);
    expect([...orderOf({ count: 5, wrong: rows.wrong }, errors, { ...all, find: '6' })]).toEqual([]);
  });

  test('takes NaN for the worst error', () => {
    const odd = Float64Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, 0, 5e-324);
    expect(order({ sort: 'worst' }, odd)).toEqual([0, 2, 1, 4, 3]);
    expect(order({ sort: 'best' }, odd)).toEqual([3, 4, 1, 2, 0]);
  });

  test('is the same as that of a stable sort', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, noNaN: true }), { maxLength: 60 }), (list) => {
        const many: Rows = { count: list.length, wrong: new Uint8Array(list.length) };
        const sorted = list.map((_, i) => i).sort((a, b) => list[b]! - list[a]! || a - b);
        expect([...orderOf(many, Float64Array.from(list), { ...all, sort: 'worst' })]).toEqual(sorted);
      }),
      { numRuns: 60 },
    );
  });
});
