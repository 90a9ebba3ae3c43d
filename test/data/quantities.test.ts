import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/data/columns.ts';
import { readColumn } from '../../src/data/reading.ts';
import type { FileColumn } from '../../src/data/table.ts';
import { readText, tableOf } from './read-text.ts';

/** The first column of a file whose rows are these texts, beside a column of letters. */
function column(cells: readonly string[], delimiter = ';', others: readonly string[] = []): FileColumn {
  const quote = (cell: string): string => (cell.includes(delimiter) ? `"${cell}"` : cell);
  const rows = cells.map((cell, row) => `${quote(cell)}${delimiter}${quote(others[row] ?? 'a')}`);
  const text = `x${delimiter}y\n${rows.join('\n')}\n`;
  return tableOf(readText(text, { delimiter })).columns[0] as FileColumn;
}

const values = (read: FileColumn): readonly number[] | string =>
  read.kind === 'numbers' ? [...read.values] : read.kind;

describe('marks between thousands', () => {
  it.each([
    ['commas, beside smaller whole numbers', ['2,196', '867', '1,012'], [2196, 867, 1012]],
    ['commas in every number', ['2,196', '12,500'], [2196, 12_500]],
    ['points, beside smaller whole numbers', ['2.196', '867', '541', '1.012', '3.500'], [2196, 867, 541, 1012, 3500]],
    ['points in a number with two', ['2.196', '1.234.567'], [2196, 1_234_567]],
    ['points, beside decimal commas', ['2.196', '1,5'], [2196, 1.5]],
    ['spaces', ['2 196', '867', '1 234 567'], [2196, 867, 1_234_567]],
    ['narrow spaces that do not break, and decimal commas', ['2\u202f196,5', '867,25'], [2196.5, 867.25]],
    ['apostrophes', ["2'196.5", '867'], [2196.5, 867]],
  ])('are found: %s', (_, cells, numbers) => {
    expect(values(column(cells))).toEqual(numbers);
    expect(values(column(cells, '\t'))).toEqual(numbers);
    expect(values(column(cells, ','))).toEqual(numbers);
  });

  it.each([
    ['a point with three digits behind it in every number', ['2.196', '1.250'], [2.196, 1.25]],
    [
      'points, beside whole numbers of four digits',
      ['2.196', '1.250', '3.125', '7', '8', '1500'],
      [2.196, 1.25, 3.125, 7, 8, 1500],
    ],
    ['points, beside one thousand', ['2.196', '1.250', '3.125', '7', '8', '1000'], [2.196, 1.25, 3.125, 7, 8, 1000]],
    ['points, beside zeros and one other', ['2.196', '1.250', '3.125', '0', '7'], [2.196, 1.25, 3.125, 0, 7]],
    ['points, beside one whole number', ['2.196', '1.250', '3.125', '7', '7'], [2.196, 1.25, 3.125, 7, 7]],
    ['two points, beside whole numbers', ['2.196', '1.250', '7', '8', '9'], [2.196, 1.25, 7, 8, 9]],
    ['a decimal comma with other digits behind it', ['2,196', '1,25'], [2.196, 1.25]],
    ['a decimal comma behind a zero', ['2,196', '0,125'], [2.196, 0.125]],
  ])('are not seen in %s', (_, cells, numbers) => {
    expect(values(column(cells))).toEqual(numbers);
  });

  it('are settled by the other columns of the file', () => {
    expect(values(column(['2,196', '867'], ';', ['1,5', '2,25']))).toEqual([2.196, 867]);
    expect(values(column(['2.196', '1.500'], ';', ['1,5', '2,25']))).toEqual([2196, 1500]);
    expect(values(column(['2,196', '867'], ';', ['1.5', '2.25']))).toEqual([2196, 867]);
    expect(values(column(['2.196', '3.125', '1.250', '7', '8'], ';', ['1.5', '2.25', '1', '1', '1']))).toEqual([
      2.196, 3.125, 1.25, 7, 8,
    ]);
  });

  it('are reported where a number has two readings', () => {
    expect(column(['2,196', '867']).notices).toEqual(['"2,196" is read as 2196, not as 2.196']);
    expect(column(['2,196', '867'], ';', ['1,5', '1,5']).notices).toEqual(['"2,196" is read as 2.196, not as 2196']);
    expect(column(['2.196', '1,5']).notices).toEqual(['"2.196" is read as 2196']);
    expect(column(['2.196', '1.250']).notices).toBeUndefined();
    const points = ['5.903', '49.000', '204.433'];
    expect(column(points).notices).toEqual(['"5.903" is read as 5.903, not as 5903']);
    expect(column(points, ',').notices).toBeUndefined();
    expect(column(points, ';', ['0.5', '1.5', '2.5']).notices).toBeUndefined();
    expect(column(['1,234,567', '1,000']).notices).toBeUndefined();
    expect(column(['1.234', '2,345'], ';', ['1,5', '1,5']).notices).toEqual(['"2,345" is read as 2.345, not as 2345']);
  });

  it('are read as a person says, where a number has two readings', () => {
    const read = (cells: readonly string[], decimal: 'point' | 'comma'): FileColumn => {
      const text = `x;y\n${cells.map((cell) => `${cell};a\n`).join('')}`;
      return tableOf(readText(text, { decimal })).columns[0] as FileColumn;
    };
    expect(read(['2,196', '867'], 'comma')).toMatchObject({ values: Float64Array.of(2.196, 867), notices: undefined });
    expect(read(['2.196', '1.500'], 'comma')).toMatchObject({
      values: Float64Array.of(2196, 1500),
      notices: undefined,
    });
    expect(values(read(['2.196', '1.500', '1.750', '7', '8'], 'point'))).toEqual([2.196, 1.5, 1.75, 7, 8]);
    expect(values(read(['2.5', '1.25'], 'comma'))).toEqual([2.5, 1.25]);
    expect(column(['2,196', '867'])).toMatchObject({ decimal: 'point' });
    expect(column(['2.196', '1.500'])).toMatchObject({ decimal: undefined });
  });

  it('contradict one another where both marks could be either', () => {
    expect(column(['1,234', '1.234']).kind).toBe('names');
  });
});

describe('prices, percentages and units', () => {
  it.each([
    [
      ['$4,448', '950', '-$5'],
      [4448, 950, -5],
    ],
    [
      ['4.448 €', '12,50 €'],
      [4448, 12.5],
    ],
    [
      ['12 %', '7,5 %', '0'],
      [12, 7.5, 0],
    ],
    [
      ['(1,200)', '300', '-5'],
      [-1200, 300, -5],
    ],
    [
      ['−0.5', '1e3', '+2'],
      [-0.5, 1000, 2],
    ],
    [
      ['€1.5M', '€560K', '€0'],
      [1_500_000, 560_000, 0],
    ],
    [
      ['988 sqm', '779 sqm', '541 sqm'],
      [988, 779, 541],
    ],
    [
      ['(826)', '(78)', '(1,400)'],
      [-826, -78, -1400],
    ],
  ])('are quantities: %j', (cells, numbers) => {
    expect(values(column(cells))).toEqual(numbers);
  });

  it.each([
    ['of two currencies', ['$5', '€6', '$7']],
    ['with and without a percent sign', ['12 %', '0.5', '7 %']],
    ['with and without a unit', ['12 kg', '5', '7 kg']],
    ['all in parentheses that are small and whole', ['(1)', '(2)', '(3)']],
    ['few, each in many rows, with a unit', ['36 months', '60 months', '36 months', '60 months']],
    ['that are dates', ['2024-01-01', '2024-01-02', '2024-01-03']],
  ])('are no numbers %s', (_, cells) => {
    expect(column(cells).kind).toBe('names');
  });

  it('are reported once a column', () => {
    expect(column(['$4,448', '$950']).notices).toEqual(['"$4,448" is read as 4448, not as 4.448']);
    expect(column(['12k', '3M']).notices).toEqual(['"12k" is read as 12000']);
    expect(column(['12 %', '7 %']).notices).toEqual(['"12 %" is read as 12']);
    expect(column(['(1,200)', '(12)', '12.5']).notices).toEqual(['"(1,200)" is read as -1200']);
  });

  it('are quantities beside a few other texts', () => {
    const cells = [...Array.from({ length: 12 }, (_, row) => `$1,${200 + row}`), 'call us'];
    const [source] = columnsOf(tableOf(readText(`x;y\n${cells.map((cell) => `${cell};a\n`).join('')}`))).columns;
    const reading = source && readColumn(source, 0);
    expect(reading?.kind === 'quantity' && [...reading.values.slice(10)]).toEqual([1210, 1211, Number.NaN]);
  });
});

describe('numbers in the notation of a country', () => {
  const notations = [
    { thousands: ',', decimal: '.' },
    { thousands: '.', decimal: ',' },
    { thousands: '\u202f', decimal: ',' },
    { thousands: ' ', decimal: ',' },
    { thousands: '\u2019', decimal: '.' },
    { thousands: "'", decimal: ',' },
    { thousands: '', decimal: ',' },
    { thousands: '', decimal: '.' },
  ];
  const around = [
    (text: string) => text,
    (text: string) => `$${text}`,
    (text: string) => `${text} €`,
    (text: string) => `${text}\u00a0%`,
    (text: string) => `CHF ${text}`,
    (text: string) => `${text} kg`,
  ];

  it('are read back, whatever the delimiter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -500_000_000, max: 500_000_000 }), { minLength: 12, maxLength: 30 }),
        fc.constantFrom(...notations),
        fc.constantFrom(...around),
        fc.constantFrom(',', ';', '\t'),
        fc.boolean(),
        (cents, { thousands, decimal }, wrapped, delimiter, accounting) => {
          const written = (cent: number): string => {
            const whole = String(Math.floor(Math.abs(cent) / 100)).replace(/\B(?=(?:\d{3})+$)/g, thousands);
            const text = wrapped(`${whole}${decimal}${String(Math.abs(cent) % 100).padStart(2, '0')}`);
            if (cent >= 0) return text;
            return accounting ? `(${text})` : `-${text}`;
          };
          const own = [100_050, ...cents];
          const read = column(own.map(written), delimiter);
          expect(values(read)).toEqual(own.map((cent) => (cent === 0 ? 0 : cent / 100)));
        },
      ),
    );
  });
});

describe('a formula of a text', () => {
  it('is the text, as spreadsheets write it', () => {
    expect(values(column(['="12"', '="7.5"', '3']))).toEqual([12, 7.5, 3]);
    expect(column(['="a"', '=', '="']).kind).toBe('names');
  });
});

describe('a column of very many numbers', () => {
  const cells = Array.from({ length: 6000 }, (_, row) => String(row + 0.5));

  it('keeps its numbers beside a text, which it reports', () => {
    const read = column([...cells, 'rotary']);
    expect(read).toMatchObject({ kind: 'numbers', texts: { count: 1, first: [{ row: 6000, text: 'rotary' }] } });
    expect(read.kind === 'numbers' && [...read.values.slice(5998)]).toEqual([5998.5, 5999.5, Number.NaN]);
  });

  it('is one of texts where they are many', () => {
    const texts = Array.from({ length: 6000 }, (_, row) => `text ${row}`);
    expect(column([...cells, ...texts]).kind).toBe('texts');
    expect(column([...texts, ...cells]).kind).toBe('texts');
  });
});

describe('whole numbers of many digits', () => {
  it('are texts where 64 bits would lose digits, and are not numbers again', () => {
    const ids = ['9007199254740993', '9007199254740992', '12345678901234567890', '5'];
    const read = column(ids);
    expect(read).toMatchObject({ kind: 'names', names: ids, isOfDigits: true });
    expect(read.notices).toEqual([
      'read as text, because 64-bit numbers hold at most 15 to 17 digits: 9007199254740993 would lose some',
    ]);
    const text = `x;y\n${ids.map((id) => `${id};1\n`).join('')}`;
    const [source] = columnsOf(tableOf(readText(text))).columns;
    expect(source && readColumn(source, 0)).toMatchObject({
      kind: 'category',
      classes: ['5', ...ids.slice(1, 2), ...ids.slice(0, 1), ...ids.slice(2, 3)],
    });
  });

  it('are numbers where no digit is lost', () => {
    expect(values(column(['9007199254740992', '1000000000000000000000', '51394765926340730']))).toEqual([
      2 ** 53,
      1e21,
      51_394_765_926_340_730,
    ]);
  });
});
