import { describe, expect, it, test } from 'vitest';
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

  it.each([
    ['-1 in one cell', -1, 1],
    ['99 in one cell', 99, 1],
    ['-99 in one cell', -99, 1],
  ])('are not small ones that are there once: %s', (_, code, times) => {
    expect(noticesOf(rows.map((row) => (row < times ? code : row % 7)))).toEqual([]);
  });

  it('are not -1 beside a smaller number, even one that means a missing value', () => {
    expect(noticesOf(rows.map((row) => (row < 3 ? -1 : row < 6 ? -999 : 10 + row)))).toEqual([
      expect.stringContaining('-999 in 3 cells is far from the other numbers'),
    ]);
  });

  it.each([
    [5, 5, undefined],
    [6, 4, '2 more notices about numbers that may mean a missing value'],
  ])(
    'are counted after the first four notices, where the rest is more than one: %i columns',
    (columns, shown, last) => {
      const own = rows.map((row) => (row === 0 ? -999 : row % 7));
      const names = Array.from({ length: columns }, (_, at) => `x${at}`);
      const { notices } = made(tableOf({ ...Object.fromEntries(names.map((name) => [name, own])), y }));
      expect(notices.filter((notice) => notice.includes('is far from'))).toHaveLength(shown);
      expect(notices.find((notice) => notice.includes('more notices'))).toBe(last);
    },
  );

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

test('of many classes that differ only in case three groups are shown', () => {
  const { notices } = made(tableOf({ ok: rows.map((row) => 'aAbBcCdDeE'[row % 10] as string), y }));
  expect(notices).toEqual([expect.stringContaining('different, "A"/"a", "B"/"b", "C"/"c" and 2 more; write them')]);
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
    expect(noticesOf(rows.map((row) => (row === 3 || row === 29 ? 'total' : 'part')))).toEqual([]);
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
