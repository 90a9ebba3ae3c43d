import { describe, expect, it } from 'vitest';
import { columnsOf, noticesOf, withSpelledAs } from '../../src/data/columns.ts';
import { datasetFromTable } from '../../src/data/from-table.ts';
import { missingIn } from '../../src/data/missing-texts.ts';
import { cellsOf, readText, tableOf } from './read-text.ts';
import { faultTexts } from './tables.ts';

const spellings = [
  ...[
    '',
    'NA',
    'na',
    'Na',
    'N/A',
    'n/a',
    'N.A.',
    'n.a.',
    '<NA>',
    '<na>',
    'nan',
    'NaN',
    'NAN',
    '-nan',
    'null',
    'Null',
    'NULL',
  ],
  ...[
    '(null)',
    'none',
    'None',
    'NONE',
    'nil',
    '-',
    '--',
    '—',
    '.',
    '..',
    '*',
    '_',
    '?',
    '??',
    '\\N',
    'unknown',
    'Unknown',
  ],
  ...['missing', '(missing)', '#N/A', '#NV', '#DIV/0!', '#VALUE!', '#REF!', '#####', '1.#QNAN', 'not available', ':'],
];

describe('a missing value among numbers', () => {
  it.each(spellings)('may be spelled %j', (text) => {
    const [column] = cellsOf(tableOf(readText(`x;y\n1.5;a\n${text};b\n2;c\n`)));
    expect(column).toEqual([1.5, undefined, 2]);
  });

  it.each(['inf', 'rotary', 'Total', 'yes', '0x1f', 'NAME'])('is not %j', (text) => {
    expect(missingIn(text)).toBeUndefined();
    expect(tableOf(readText(`x;y\n1.5;a\n${text};b\n2;c\n`)).columns[0]?.kind).toBe('names');
  });
});

describe('a missing value among texts', () => {
  const table = columnsOf(tableOf(readText('drink;land;y\nNone;NA;1\ntea;EU;2\n;?;3\nunknown;NA;4\ntea;;5\n')));

  it('is empty or spelled as programs spell it; other texts are classes', () => {
    expect(table.columns.slice(0, 2).map(({ values }) => [...values])).toEqual([
      ['None', 'tea', '', 'unknown', 'tea'],
      ['', 'EU', '', '', ''],
    ]);
  });

  it('is reported with its spelling, and so is a class that could be one', () => {
    expect(noticesOf(table, [0, 1, 2], false)).toEqual([
      'drink: "None" and "unknown" are classes, not missing',
      'land: "NA" or "?" in 3 cells is read as missing; --missing keep makes it a class',
    ]);
    expect(noticesOf(table, [1], true)).toEqual([]);
  });

  it('is reported for the first columns of a wide table', () => {
    const header = Array.from({ length: 30 }, (_, column) => `c${column}`).join(',');
    const row = (text: string): string => `${Array.from({ length: 30 }, () => text).join(',')}\n`;
    const wide = columnsOf(tableOf(readText(`${header}\n${row('5 %')}${row('7 %')}`)));
    const notices = noticesOf(wide, [...wide.columns.keys()], false);
    expect(notices).toHaveLength(13);
    expect(notices.slice(11)).toEqual(['c11: "5 %" is read as 5', '18 more notices about columns']);
  });

  it('can be kept as a class where it has a spelling', () => {
    expect([...(withSpelledAs('NA', table).columns[1]?.values ?? [])]).toEqual(['NA', 'EU', 'NA', 'NA', '']);
  });

  it('is the reason why a target has a single class', () => {
    const two = columnsOf(tableOf(readText('x;land\n1;NA\n2;EU\n3;EU\n4;NA\n')));
    expect(faultTexts(datasetFromTable(two, { missing: 'drop' }))).toEqual([
      'targets expected at least two classes in column "land", found only "EU"; "NA" in 2 cells is read as missing; "missing": "keep" makes it a class',
    ]);
  });
});
