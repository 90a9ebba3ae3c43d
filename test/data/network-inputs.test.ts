import { describe, expect, test } from 'vitest';
import { networkInputs } from '../../src/data/network-inputs.ts';
import { readTable } from '../../src/data/read-table.ts';

function inputsOf(text: string, about: object) {
  const read = readTable([new TextEncoder().encode(text)]);
  if (!read.ok) throw new Error(read.faults[0]?.found);
  return networkInputs(read.table, { inputNames: ['height', 'colour=red', 'colour=blue'], targetNames: [], ...about });
}

describe('the rows of a table', () => {
  test('are taken by the names of their columns, classes coded, others left alone', () => {
    const taken = inputsOf('id,colour,height\n7,red,1.5\n8,blue,2.5\n9,red,3\n', {});
    expect(taken.ok && taken.inputs).toEqual({
      rows: 3,
      columns: 3,
      data: Float64Array.of(1.5, 1, 0, 2.5, 0, 1, 3, 1, 0),
    });
  });

  test('are coded from the column with the longest name that fits', () => {
    const inputNames = ['a', 'a=b=x', 'a=b=y'];
    for (const text of ['a,a=b\n1,x\n2,y\n', 'a=b,a\nx,1\ny,2\n']) {
      const taken = inputsOf(text, { inputNames });
      expect(taken.ok && [...taken.inputs.data]).toEqual([1, 1, 0, 2, 0, 1]);
    }
  });

  test('are scaled as in training', () => {
    const inputScaling = { shift: Float64Array.of(1, 0), unit: Float64Array.of(2, 1) };
    const taken = inputsOf('5,7\n1,0\n', { inputNames: ['a', 'b'], inputScaling });
    expect(taken.ok && taken.inputs.data).toEqual(Float64Array.of(2, 7, 0, 0));
  });

  test('of a class that the network has never seen are refused, with their place', () => {
    expect(inputsOf('colour,height\nred,1\ngreen,2\nblue,3\n', {})).toEqual({
      ok: false,
      faults: [
        {
          position: { line: 3, column: 1 },
          path: 'colour',
          expected: 'one of "red", "blue"',
          found: '"green"',
          advice: 'a class has to be among the examples that are learned from',
        },
      ],
    });
  });

  test('in which something is missing are left out where the scenario drops such, and that is told', () => {
    const taken = inputsOf('colour,height\nred,1\n,2\nblue,?\nblue,4\n', { missing: 'drop' });
    expect(taken.ok && [...taken.inputs.data]).toEqual([1, 1, 0, 4, 0, 1]);
    expect(taken.ok && taken.leftOut).toEqual({ rows: 2, line: 3 });
    const last = inputsOf('colour,height\nred,1\nred,\n', { missing: 'drop' });
    expect(last.ok && last.leftOut).toEqual({ rows: 1, line: 3 });
    expect(inputsOf('colour,height\nred,NA\n', { missing: 'drop' })).toMatchObject({
      faults: [{ expected: 'a row in which nothing is missing', found: 'none of 1' }],
    });
    expect(inputsOf('colour,height\nred,1\nred,tall\n', { missing: 'drop' })).toMatchObject({
      faults: [{ position: { line: 3, column: 2 }, found: '"tall"' }],
    });
  });

  test('are filled in with what training has filled in', () => {
    const inputFillings = Float64Array.of(7, 0, 1);
    const taken = inputsOf('colour,height\nred,1\n,2\nblue,?\n', { missing: 'mean', inputFillings });
    expect(taken.ok && [...taken.inputs.data]).toEqual([1, 1, 0, 2, 0, 1, 7, 0, 1]);
    expect(taken.ok && taken.leftOut).toBeUndefined();
  });

  test('are told of where a column is not there, or a cell says nothing or no number', () => {
    expect(inputsOf('colour,x\nred,1\n', {})).toEqual({
      ok: false,
      faults: [{ path: '', expected: 'a column "height"', found: 'none of this name', advice: undefined }],
    });
    expect(inputsOf('colour,height\nred,1\nred,\n', {})).toMatchObject({
      faults: [{ position: { line: 3, column: 2 }, path: 'height', expected: 'a value', found: 'nothing' }],
    });
    expect(inputsOf('colour,height\nred,1\nred,tall\n', {})).toMatchObject({
      faults: [{ position: { line: 3, column: 2 }, path: 'height', expected: 'a number', found: '"tall"' }],
    });
    expect(inputsOf('1,2\n3,4\n', {})).toMatchObject({ faults: [{ expected: '3 columns', found: '2' }] });
  });
});
