import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonMatrices, writeJsonMatrices } from '../../src/formats/json-matrices.ts';
import type { Floats } from '../../src/language/dtypes.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const matrix = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
  fc
    .array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: rows * columns,
      maxLength: rows * columns,
    })
    .map((cells) => ({ rows, columns, data: Float64Array.from(cells) })),
);
const named = fc.uniqueArray(fc.record({ name: fc.string({ minLength: 1 }), matrix }), {
  selector: ({ name }) => name,
  maxLength: 4,
});

describe('matrices in JSON', () => {
  test('read back bit for bit', () => {
    fc.assert(
      fc.property(named, (matrices) => {
        fc.pre(matrices.every(({ name }) => !['__proto__', 'parameters'].includes(name) && !/^\d+$/.test(name)));
        const read = readJsonMatrices(writeJsonMatrices(matrices));
        if (!read.ok) throw new Error(read.fault.found);
        expect(read.matrices.map(({ name, matrix }) => ({ name, matrix }))).toEqual(matrices);
        const bits = (data: Floats) => [...new BigUint64Array(Float64Array.from(data).buffer)];
        expect(read.matrices.map(({ matrix }) => bits(matrix.data))).toEqual(
          matrices.map(({ matrix }) => bits(matrix.data)),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('are found in the result of a headless run', () => {
    const read = readJsonMatrices(bytesOf('{"type": "result", "parameters": {"syn0": [[1, 2]]}}'));
    expect(read).toEqual({
      ok: true,
      matrices: [{ name: 'syn0', matrix: { rows: 1, columns: 2, data: Float64Array.of(1, 2) }, shape: [1, 2] }],
    });
  });

  test('may be lists: columns of one dimension', () => {
    const read = readJsonMatrices(bytesOf('{"b0": [1, 2, 3]}'));
    expect(read).toMatchObject({ ok: true, matrices: [{ shape: [3], matrix: { rows: 3, columns: 1 } }] });
  });

  test.each([
    ['[1]', 'a JSON object of matrices by their names', 'a list of 1 item'],
    ['{"a": [[1], [2', 'a JSON object of matrices by their names', '"{\\"a\\": [[1], [2"'],
    ['{"a": 1}', 'rows of numbers as "a"', '1'],
    ['{"a": [[1, 2], [3]]}', '2 numbers in each row of "a"', '1 in row 1'],
    ['{"a": [[1, "x"]]}', 'rows of numbers as "a"', '"x" in row 0'],
    ['{"a": [[]]}', 'rows of numbers as "a"', 'an empty list in row 0'],
    ['{"a": [[1, 2], [3, 4]], "b": [[5, 6]]}', 'at most 1 numbers', 'more in "b"'],
    ['{"a": [1, 2, 3, 4, 5, 6, 7, 8]}', 'at most 5 numbers', 'more'],
    ['{"a": [[1]], "b": [[2]], "a": [[3]]}', 'a name for each matrix', '"a" twice'],
  ])('are refused as %s', (text, expected, found) => {
    expect(readJsonMatrices(bytesOf(text), { cells: 5, matrices: 9 })).toEqual({
      ok: false,
      fault: { offset: 0, expected, found },
    });
  });
});
