import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { predictionTable } from '../../src/data/prediction-table.ts';
import { cellsOf, readText, tableOf } from './read-text.ts';

const matrix = { rows: 2, columns: 2, data: Float64Array.of(0.25, 0.75, 0.5, 0.5) };

describe('predictions as delimited text', () => {
  test('have a column for each target', () => {
    const lines = [...predictionTable(matrix, { inputNames: [], targetNames: ['a', 'b, "c"'] })];
    expect(lines).toEqual(['a,"b, ""c"""', '0.25,0.75', '0.5,0.5']);
  });

  test('say which class it is, the first of those that are as likely', () => {
    const about = { inputNames: [], targetNames: ['cat', 'dog'], classes: ['cat', 'dog'] };
    expect([...predictionTable(matrix, about)]).toEqual(['cat,dog,class', '0.25,0.75,dog', '0.5,0.5,cat']);
  });

  test('say which of two classes a single column is: the second above a half', () => {
    const one = { rows: 3, columns: 1, data: Float64Array.of(0.2, 0.5, 0.51) };
    const about = { inputNames: [], targetNames: ['pet'], classes: ['cat', 'dog'] };
    expect([...predictionTable(one, about)]).toEqual(['pet,class', '0.2,cat', '0.5,cat', '0.51,dog']);
  });

  test('have a heading for the class that no target has', () => {
    const one = { rows: 1, columns: 1, data: Float64Array.of(0.2) };
    const about = { inputNames: [], targetNames: ['class'], classes: ['cat', 'dog'] };
    expect([...predictionTable(one, about)]).toEqual(['class,predicted class', '0.2,cat']);
  });

  test('say no class where there is no number', () => {
    const about = { inputNames: [], targetNames: ['cat', 'dog'], classes: ['cat', 'dog'] };
    const data = Float64Array.of(Number.NaN, 0.5, Number.NaN, Number.NaN);
    expect([...predictionTable({ ...matrix, data }, about)]).toEqual(['cat,dog,class', 'NaN,0.5,dog', 'NaN,NaN,']);
  });

  test('are as they were before scaling', () => {
    const targetScaling = { shift: Float64Array.of(10, 0), unit: Float64Array.of(4, 2) };
    const lines = [...predictionTable(matrix, { inputNames: [], targetNames: ['a', 'b'], targetScaling })];
    expect(lines).toEqual(['a,b', '11,1.5', '12,1']);
  });

  test('are read as the same names and numbers by whoever reads such text', () => {
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
