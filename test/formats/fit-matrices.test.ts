import { describe, expect, test } from 'vitest';
import { fitMatrices } from '../../src/formats/fit-matrices.ts';

const wanted = new Map([
  ['syn0', { rows: 2, columns: 3 }],
  ['b0', { rows: 1, columns: 3 }],
]);

function stored(name: string, shape: readonly number[], fill = 0.5) {
  const [rows = 1, columns = 1] = shape;
  return { name, shape, matrix: { rows, columns, data: new Float64Array(rows * columns).fill(fill) } };
}

describe('matrices of a file', () => {
  test('fit by their names, in any order', () => {
    const fitted = fitMatrices(wanted, [stored('b0', [1, 3]), stored('syn0', [2, 3])]);
    expect(fitted.ok && [...fitted.matrices.keys()]).toEqual(['syn0', 'b0']);
  });

  test('fit a row when they are a list', () => {
    const fitted = fitMatrices(wanted, [stored('b0', [3]), stored('syn0', [2, 3])]);
    expect(fitted.ok && fitted.matrices.get('b0')).toMatchObject({ rows: 1, columns: 3 });
  });

  test('are refused when missing, unknown, of another shape or not finite', () => {
    expect(fitMatrices(wanted, [stored('syn0', [3, 2]), stored('w', [1, 1])])).toEqual({
      ok: false,
      faults: [
        {
          name: 'syn0',
          expected: '2×3',
          found: '3×2',
          advice: 'rows are the units of the layer before, columns those of the layer after',
        },
        { name: 'b0', expected: '1×3', found: 'nothing of this name' },
        { name: '', expected: 'syn0, b0 and nothing else', found: '"w"' },
      ],
    });
    expect(fitMatrices(wanted, [stored('syn0', [3, 3]), stored('b0', [1, 2])])).toMatchObject({
      faults: [
        { name: 'syn0', expected: '2×3', found: '3×3' },
        { name: 'b0', expected: '1×3', found: '1×2' },
      ],
    });
    const many = fitMatrices(
      wanted,
      Array.from({ length: 1000 }, (_, k) => stored(`w${k}`, [1, 1])),
    );
    expect(many.ok ? [] : many.faults).toHaveLength(15);
    expect(many.ok ? '' : many.faults.at(-1)?.found).toBe('988 more');
    const broken = stored('syn0', [2, 3]);
    broken.matrix.data[4] = Number.NaN;
    expect(fitMatrices(wanted, [broken, stored('b0', [1, 3])])).toEqual({
      ok: false,
      faults: [{ name: 'syn0[1,1]', expected: 'a finite number', found: 'NaN' }],
    });
  });
});
