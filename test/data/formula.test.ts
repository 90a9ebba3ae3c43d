import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { protectedText, unprotectedText } from '../../src/data/formula.ts';
import { predictionTable } from '../../src/data/prediction.ts';
import { readTable } from '../../src/data/read-table.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';

const anyText = fc.oneof(
  fc.string(),
  fc.tuple(fc.constantFrom(...`=+-@'\t\r\n`), fc.string()).map((parts) => parts.join('')),
);

describe('a text in a table', () => {
  test.each(['=1+1', '+SUM(A1)', '-cmd|x', '@SUM(A1)', '\t=1', '\r=1', '-', "'=1"])('%j is no formula', (text) => {
    expect(protectedText(text)).toBe(`'${text}`);
    expect(unprotectedText(protectedText(text))).toBe(text);
  });

  test.each(['-1', '+2.5', '-1e-7', '.5', 'setosa', "'s-Hertogenbosch", '1=1', '', "'-1"])(
    '%j stays as it is',
    (text) => {
      expect(protectedText(text)).toBe(text);
      expect(unprotectedText(text)).toBe(text);
    },
  );

  test('never begins as a formula, and is read as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = protectedText(text);
        expect(Number.isFinite(Number(written)) || !/^[=+\-@\t\r]/.test(written)).toBe(true);
        expect(unprotectedText(written)).toBe(text);
      }),
    );
  });
});

describe('predictions', () => {
  const classes = ['=1+1', '@SUM(A1)', '-cmd|x,"y"', "'=2"];
  const cells = classes.map((_, row) => classes.map((__, column) => (row === column ? 0.75 : -0.25)));
  const about = { inputNames: [], targetNames: classes.map((name) => `+${name}`), classes };
  const lines = [...predictionTable(matrixFromRows(cells), about as never)];

  test('have their classes and names protected, and their numbers not', () => {
    expect(lines).toEqual([
      `'+=1+1,'+@SUM(A1),"'+-cmd|x,""y""",'+'=2,class`,
      "0.75,-0.25,-0.25,-0.25,'=1+1",
      "-0.25,0.75,-0.25,-0.25,'@SUM(A1)",
      `-0.25,-0.25,0.75,-0.25,"'-cmd|x,""y"""`,
      "-0.25,-0.25,-0.25,0.75,''=2",
    ]);
  });

  test('are read again with the same names, classes and numbers', () => {
    const read = readTable([new TextEncoder().encode(`${lines.join('\n')}\n`)]);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    const { names, columns } = read.table;
    expect(names).toEqual([...about.targetNames, 'class']);
    expect(columns.at(-1)).toMatchObject({ kind: 'names', names: classes });
    expect(columns[0]).toMatchObject({ kind: 'numbers', values: Float64Array.of(0.75, -0.25, -0.25, -0.25) });
  });
});
