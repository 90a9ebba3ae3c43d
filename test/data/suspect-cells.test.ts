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
    const text = rows.map((row) => `${['Red', 'RED', '"red "', 'Blue', 'blue'][row % 5]},${row}.5`).join('\n');
    const { notices } = made(columnsOf(tableRead(readText(`ok,y\n${text}\n`))));
    expect(notices).toEqual([
      'column "ok": classes that differ only in case are different, "Blue"/"blue", "RED"/"Red"/"red"; write them the same way if they are one class',
    ]);
  });
});

describe('yes and no', () => {
  const read = (spellings: readonly string[]) =>
    made(tableOf({ y, ok: rows.map((row) => spellings[row % spellings.length] as string) }));

  it.each([
    [
      ['TRUE', 'false', 'True', 'False', 'true'],
      ['false', 'true'],
    ],
    [
      ['Yes', 'no', 'YES'],
      ['no', 'yes'],
    ],
    [
      ['Y', 'n', 'y', 'N'],
      ['n', 'y'],
    ],
    [
      ['T', 'F'],
      ['F', 'T'],
    ],
    [
      ['TRUE', 'false', 'Unknown'],
      ['TRUE', 'Unknown', 'false'],
    ],
  ])('are two classes in any spelling: %j', (spellings, classes) => {
    expect(read(spellings).dataset.classes).toEqual(classes);
  });

  it('have a notice where they are spelled in several ways', () => {
    const [notice, ...others] = read(['TRUE', 'false', 'True']).notices;
    expect([notice, others]).toEqual(['column "ok": "TRUE", "True" are read as one class, "true"', []]);
    expect(read(['TRUE', 'FALSE']).notices).toEqual([]);
  });

  it('are known in a test table that spells them in another way', () => {
    const table = tableOf({ y, ok: rows.map((row) => (row % 2 === 0 ? 'TRUE' : 'FALSE')) });
    const test = { table: tableOf({ y: [1, 2], ok: ['true', 'False'] }) };
    expect(made(table, { test }).dataset.test?.targets.data).toEqual(Float64Array.from([1, 0]));
  });
});

describe('texts of several numbers', () => {
  const first = (cells: readonly string[]): string | undefined => {
    const text = rows.map((row) => `${cells[row % cells.length]},${row % 9}.5`).join('\n');
    return made(columnsOf(tableRead(readText(`x,y\n${text}\n`)))).notices[0];
  };

  it.each([
    [['5.1±0.1', '4.9 ± 0.2'], '5.1±0.1', 'a number with its uncertainty'],
    [['5.1 +/- 0.1', '4.9 +/- 0.2'], '5.1 +/- 0.1', 'a number with its uncertainty'],
    [['10-20', '20-30', '30+'], '10-20', 'a range'],
    [['10 to 20', '20 to 30'], '10 to 20', 'a range'],
    [['[0;10)', '[10;20)'], '[0;10)', 'a range'],
    [['10–20 kg', '20–30 kg'], '10–20 kg', 'a range'],
    [['3/1', '5/2', '7/4'], '3/1', 'a ratio'],
    [['16:9', '4:3', '21:9'], '16:9', 'a ratio'],
    [['12:30', '14:45'], '12:30', 'a time'],
    [['<5', '>10', '≥ 20'], '<5', 'a bound'],
    [['1/2/2024', '2/2/2024'], '1/2/2024', 'a date'],
  ])('are classes with a notice: %j', (cells, shown, what) => {
    expect(first(cells)).toContain(
      `x: read as text, because "${shown}" looks like ${what}, not like a single number; to`,
    );
  });

  it('are not names, nor codes among them', () => {
    for (const cells of [
      ['red', 'blue'],
      ['a-1', 'b-2'],
      ['size 1', 'size 2'],
      ['red', 'blue', '1-2'],
    ]) {
      expect(first(cells)).toBeUndefined();
    }
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

  it.each([
    ['a column of numbers', { x: [...rows.slice(1).map(String), 'Total'], y }],
    [
      'a column of names, beside an empty cell',
      { x: [...rows.slice(1).map((row) => 'ab'[row % 2] as string), 'TOTAL'], n: [...rows.slice(1), Number.NaN], y },
    ],
  ])('is left out with a notice: in %s', (_, columns) => {
    const { dataset, notices } = made(tableOf(columns));
    expect(notices[0]).toMatch(/^the last row is left out, since it has "T\w+" in column "x" and seems to sum up/);
    expect(dataset.train.inputs.rows).toBe(29);
    expect(dataset.inputNames.join()).not.toContain('=T');
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
      `weight: read as text, because its numbers have different units: ${shown}; to read quantities, write them in one unit`,
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
      'zip: read as text, because 00501 has a leading zero, like a code; to read quantities, write numbers without it',
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
