import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/data/columns.ts';
import { numbersOf } from '../../src/data/table.ts';
import { readText, tableOf as tableRead } from './read-text.ts';
import { made, tableOf } from './tables.ts';

const rows = Array.from({ length: 30 }, (_, at) => at);
const y = rows.map((row) => row + 0.5);

function noticesOf(x: readonly number[] | readonly string[]): readonly string[] {
  return made(tableOf({ x, y })).notices;
}

describe('numbers that may mean a missing value', () => {
  it.each([
    [-999, 1],
    [-9999, 2],
    [9999, 3],
    [99, 2],
    [-99, 2],
  ])('are reported: %s in %i cells', (code, times) => {
    const [notice] = noticesOf(rows.map((row) => (row < times ? code : row % 7)));
    const cells = times === 1 ? '1 cell' : `${times} cells`;
    expect(notice).toBe(
      `column "x": ${code} in ${cells} is far from the other numbers and may mean a missing value; leave such cells empty if it does`,
    );
  });

  it('are -1 in several cells of a column without other negative numbers', () => {
    expect(noticesOf(rows.map((row) => (row < 3 ? -1 : 10 + row)))).toEqual([
      'column "x": -1 in 3 cells is the only negative number and may mean a missing value; leave such cells empty if it does',
    ]);
  });

  it('are not numbers near the others, nor numbers of few different values', () => {
    expect(noticesOf(rows.map((row) => 90 + row))).toEqual([]);
    expect(noticesOf(rows.map((row) => (row % 9) - 4))).toEqual([]);
    expect(noticesOf(rows.map((row) => (row % 2) * 2 - 1))).toEqual([]);
    expect(noticesOf(rows.map((row) => (row % 3 === 0 ? 999 : row * 40)))).toEqual([]);
  });
});

describe('classes that differ only in case', () => {
  it('are reported, and spaces at the ends make no class', () => {
    const text = rows.map((row) => `${['Yes', 'YES', '"yes "', 'No', 'no'][row % 5]},${row}.5`).join('\n');
    const { notices } = made(columnsOf(tableRead(readText(`ok,y\n${text}\n`))));
    expect(notices).toEqual([
      'column "ok": classes that differ only in case are different, "No"/"no", "YES"/"Yes"/"yes"; write them alike if they are one',
    ]);
  });
});

describe('a last row of sums', () => {
  it('is reported', () => {
    const items = rows.map((row) => (row === 29 ? 'Total' : 'abc'[row % 3])) as string[];
    expect(noticesOf(items)).toContain(
      'the last row has "Total" in column "x" and may sum up the other rows; remove it from the file if it does',
    );
  });

  it('is no row of a class that other rows have', () => {
    expect(noticesOf(rows.map((row) => (row % 2 === 0 ? 'part' : 'total')))).toEqual([]);
  });
});

describe('numbers of several units', () => {
  const weights = (cells: readonly string[]): readonly string[] => {
    const text = rows.map((row) => `${cells[row % cells.length]},${row}.5`).join('\n');
    return made(columnsOf(tableRead(readText(`weight,y\n${text}\n`)))).notices;
  };

  it.each([
    [['5 kg', '300 g', '2 kg'], '"5 kg" and "300 g"'],
    [['5', '5 kg', '7 kg'], '"5 kg" and "5"'],
  ])('are texts with a notice: %j', (cells, shown) => {
    expect(weights(cells)).toContain(
      `weight: read as texts, since its numbers are not all of one unit: ${shown}; write them in one unit to read quantities`,
    );
  });

  it('are not texts among which few begin with a number', () => {
    expect(weights(['red', 'blue', '5 kg', '300 g'])).toEqual([]);
  });
});

describe('whole numbers with zeros in front', () => {
  const read = (cells: readonly string[]) => {
    const text = rows.map((row) => `${cells[row % cells.length]},${row}.5`).join('\n');
    return made(columnsOf(tableRead(readText(`zip,y\n${text}\n`))), { missing: 'drop' });
  };

  it('are texts with a notice', () => {
    const { dataset, notices } = read(['90210', '00501', '', '1234', '01234']);
    expect(dataset.inputNames).toEqual(['zip=00501', 'zip=01234', 'zip=1234', 'zip=90210']);
    expect(notices).toContain(
      'zip: read as texts, since 00501 has a zero in front, as codes have; write numbers without it to read quantities',
    );
  });

  it('are numbers beside fractions and negative numbers', () => {
    expect(read(['01', '2.5', '3']).dataset.inputNames).toEqual(['zip']);
    expect(read(['2.5', '01', '3']).dataset.inputNames).toEqual(['zip']);
    expect(read(['01', '3', '-2']).dataset.inputNames).toEqual(['zip']);
  });

  it('are numbers for a network that was trained on numbers', () => {
    const table = tableRead(readText('zip,y\n00501,1\n90210,2\n01234,3\n'));
    expect(numbersOf(table, 0)).toEqual(Float64Array.from([501, 90210, 1234]));
  });
});
