import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkInputs, predictionTable } from '../../src/data/prediction.ts';
import { readTable } from '../../src/data/read-table.ts';
import { cellsOf, readText, tableOf } from './read-text.ts';

function inputsOf(text: string, about: object) {
  const read = readTable([new TextEncoder().encode(text)]);
  if (!read.ok) throw new Error(read.faults[0]?.found);
  return networkInputs(read.table, { inputNames: ['height', 'colour=red', 'colour=blue'], targetNames: [], ...about });
}

describe('the rows of a table', () => {
  test('with a missing text are of the class NA under "keep", when it was learned', () => {
    const inputNames = ['colour=red', 'colour=NA'];
    const taken = inputsOf('colour,height\nred,1\n,2\nNA,3\n', { inputNames, missing: 'keep' });
    expect(taken.ok && [...taken.inputs.data]).toEqual([1, 0, 0, 1, 0, 1]);
    expect(taken.ok && taken.leftOut).toBeUndefined();
  });

  test('become inputs by column name; classes are encoded and other columns ignored', () => {
    const taken = inputsOf('id,colour,height\n7,red,1.5\n8,blue,2.5\n9,red,3\n', {});
    expect(taken.ok && taken.inputs).toEqual({
      rows: 3,
      columns: 3,
      data: Float64Array.of(1.5, 1, 0, 2.5, 0, 1, 3, 1, 0),
    });
  });

  test('are encoded from the column with the longest matching name', () => {
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

  test('may spell yes and no in another way than the training set', () => {
    const inputNames = ['ok=FALSE', 'ok=TRUE'];
    const taken = inputsOf('ok\ntrue\nFalse\nTRUE\n', { inputNames });
    expect(taken.ok && [...taken.inputs.data]).toEqual([0, 1, 1, 0, 0, 1]);
    const single = inputsOf('ok\nTrue\nno\n', { inputNames });
    expect(single.ok).toBe(false);
  });

  test('with an unknown class are refused, with its place', () => {
    expect(inputsOf('colour,height\nred,1\ngreen,2\nblue,3\n', {})).toEqual({
      ok: false,
      faults: [
        {
          position: { line: 3, column: 1 },
          path: 'colour',
          expected: 'one of "red", "blue"',
          found: '"green"',
          advice: 'the training set needs an example of each class',
        },
      ],
    });
  });

  test('with missing values are left out under "drop", and counted', () => {
    const taken = inputsOf('colour,height\nred,1\n,2\nblue,?\nblue,4\n', { missing: 'drop' });
    expect(taken.ok && [...taken.inputs.data]).toEqual([1, 1, 0, 4, 0, 1]);
    expect(taken.ok && taken.leftOut).toEqual({
      rows: 2,
      line: 3,
      reasons: new Map([
        [1, 'missing: "colour"'],
        [2, 'missing: "height"'],
      ]),
    });
    const last = inputsOf('colour,height\nred,1\nred,\n', { missing: 'drop' });
    expect(last.ok && last.leftOut).toMatchObject({ rows: 1, line: 3 });
    expect(inputsOf('colour,height\nred,NA\n', { missing: 'drop' })).toMatchObject({
      faults: [{ expected: 'a row without missing values', found: 'none of 1' }],
    });
    expect(inputsOf('colour,height\nred,1\nred,tall\n', { missing: 'drop' })).toMatchObject({
      faults: [{ position: { line: 3, column: 2 }, found: '"tall"' }],
    });
  });

  test('with missing values are left out when training had no choice to make, and other texts are refused', () => {
    const taken = inputsOf('colour,height\n,1\nred,2\nred,NA\n', {});
    expect(taken).toMatchObject({
      leftOut: {
        rows: 2,
        reasons: new Map([
          [0, 'missing: "colour"'],
          [2, 'missing: "height"'],
        ]),
      },
    });
    expect(taken.ok && [...taken.inputs.data]).toEqual([2, 1, 0]);
  });

  test('are filled in with the values of training', () => {
    const inputFillings = Float64Array.of(7, 0, 1);
    const taken = inputsOf('colour,height\nred,1\n,2\nblue,?\n', { missing: 'mean', inputFillings });
    expect(taken.ok && [...taken.inputs.data]).toEqual([1, 1, 0, 2, 0, 1, 7, 0, 1]);
    expect(taken.ok && taken.leftOut).toBeUndefined();
  });

  test('are refused when a column is absent, or a cell is missing or no number', () => {
    expect(inputsOf('colour,x\nred,1\n', {})).toEqual({
      ok: false,
      faults: [{ path: '', expected: 'a column "height"', found: 'none of this name', advice: undefined }],
    });
    expect(inputsOf('colour,height\nred,1\nred,\n', { missing: 'refuse' })).toMatchObject({
      faults: [{ position: { line: 3, column: 2 }, path: 'height', expected: 'a value', found: 'nothing' }],
    });
    expect(inputsOf('colour,height\nred,1\nred,tall\n', {})).toMatchObject({
      faults: [{ position: { line: 3, column: 2 }, path: 'height', expected: 'a number', found: '"tall"' }],
    });
    expect(inputsOf('1,2\n3,4\n', {})).toMatchObject({ faults: [{ expected: '3 columns', found: '2' }] });
  });
});

const matrix = { rows: 2, columns: 2, data: Float64Array.of(0.25, 0.75, 0.5, 0.5) };

describe('predictions as delimited text', () => {
  test('have one column per target', () => {
    const lines = [...predictionTable(matrix, { inputNames: [], targetNames: ['a', 'b, "c"'] })];
    expect(lines).toEqual(['a,"b, ""c"""', '0.25,0.75', '0.5,0.5']);
  });

  test('name the predicted class, the first of equally likely ones', () => {
    const about = { inputNames: [], targetNames: ['cat', 'dog'], classes: ['cat', 'dog'] };
    expect([...predictionTable(matrix, about)]).toEqual(['cat,dog,class', '0.25,0.75,dog', '0.5,0.5,cat']);
    const reasons = new Map([
      [0, 'missing: "a"'],
      [2, 'missing: "a", "b"'],
    ]);
    expect([...predictionTable(matrix, about, { rows: 2, line: 2, reasons })]).toEqual([
      'cat,dog,class,left out',
      ',,,"missing: ""a"""',
      '0.25,0.75,dog,',
      ',,,"missing: ""a"", ""b"""',
      '0.5,0.5,cat,',
    ]);
  });

  test('name the second of two classes above one half', () => {
    const one = { rows: 3, columns: 1, data: Float64Array.of(0.2, 0.5, 0.51) };
    const about = { inputNames: [], targetNames: ['pet'], classes: ['cat', 'dog'] };
    expect([...predictionTable(one, about)]).toEqual(['pet,class', '0.2,cat', '0.5,cat', '0.51,dog']);
  });

  test('head the class with a name that no target has', () => {
    const one = { rows: 1, columns: 1, data: Float64Array.of(0.2) };
    const about = { inputNames: [], targetNames: ['class'], classes: ['cat', 'dog'] };
    expect([...predictionTable(one, about)]).toEqual(['class,predicted class', '0.2,cat']);
  });

  test('name no class for NaN', () => {
    const about = { inputNames: [], targetNames: ['cat', 'dog'], classes: ['cat', 'dog'] };
    const data = Float64Array.of(Number.NaN, 0.5, Number.NaN, Number.NaN);
    expect([...predictionTable({ ...matrix, data }, about)]).toEqual(['cat,dog,class', 'NaN,0.5,dog', 'NaN,NaN,']);
  });

  test('are in original units', () => {
    const targetScaling = { shift: Float64Array.of(10, 0), unit: Float64Array.of(4, 2) };
    const lines = [...predictionTable(matrix, { inputNames: [], targetNames: ['a', 'b'], targetScaling })];
    expect(lines).toEqual(['a,b', '11,1.5', '12,1']);
  });

  test('are read back as the same names and numbers', () => {
    const anyName = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'ö') }).map((text) => `n${text}n`);
    const anyNames = fc.uniqueArray(anyName, { minLength: 2, maxLength: 3 });
    const anyCells = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(anyNames, anyCells, (targetNames, cells) => {
        const columns = targetNames.length;
        const data = Float64Array.from(cells, (cell) => (cell === 0 ? 0 : cell));
        const lines = predictionTable({ rows: 6 / columns, columns, data }, { inputNames: [], targetNames });
        const table = tableOf(readText(`${[...lines].join('\n')}\n`, { delimiter: ',', header: true }));
        expect(table.names).toEqual(targetNames);
        expect(cellsOf(table)).toEqual(
          targetNames.map((_, own) => [...data].filter((_cell, at) => at % columns === own)),
        );
      }),
    );
  });
});
