import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../src/data/dialect.ts';
import { cellsOf, readText, tableOf } from './read-text.ts';

describe('the delimiter of a text', () => {
  it.each([
    ['commas', 'a,b\n1,2\n', ','],
    ['semicolons', 'a;b\n1;2\n', ';'],
    ['semicolons, though commas part the fractions', '1,5;2,5\n1,25;2,75\n', ';'],
    ['tabs, though texts have spaces and commas', 'a\tb\nx, y\t2\nz, w\t3\n', '\t'],
    ['bars', 'a|b\n1|2\n', '|'],
    ['pairs of colons', '1::2::3\n5::6, or 7::8\n', '::'],
    ['commas, though there are colons', 'at,b\n12::30,2\n13::45,3\n', ','],
    ['spaces', '1 2 3\n4 5 6\n', ' '],
    ['spaces in columns', '  1.5   -2\n 10.25   3\n', ' '],
    ['spaces, though commas part the fractions', '1,5 2,5\n1,25 2,75\n', ' '],
    ['commas with spaces after them', '1, 2, 3\n4, 5, 6\n', ','],
    ['commas, though a text has spaces', 'id,text\n1,5 kg\n2,3 m\n', ','],
    ['commas, though quoted texts have semicolons', 'a,b\n"x;y",1\n"z;w",2\n', ','],
    ['commas, though a row has too many', 'a,b\n1,2\n3,4\n5,6,7\n', ','],
    ['commas, though there is one column', 'a\n1\n2\n', ','],
  ])('is found where there are %s', (_, text, delimiter) => {
    expect(dialectOf(text, true, {})?.delimiter).toBe(delimiter);
  });

  it('can be given', () => {
    expect(cellsOf(tableOf(readText('1;2,3\n4;5,6\n', { delimiter: ',' })))).toEqual([
      ['1;2', '4;5'],
      [3, 6],
    ]);
  });
});

describe('the header of a text', () => {
  it.each([
    ['a text stands above numbers', 'x,y\n1,a\n2,b\n', true],
    ['a text stands above numbers, some of which are missing', 'x,2020\nNA,1\n2,\n', true],
    ['the first row has numbers like the others', '1,a\n2,b\n', false],
    ['a value is missing in the first row', '?,1\n2,3\n', false],
    ['there are texts alone, and those of the first row occur once', 'class,cap\np,x\ne,y\n', true],
    ['there are texts alone, and one of the first row comes again', 'p,x\ne,y\np,y\n', false],
    ['there are numbers alone', '1,2\n', false],
  ])('is found or not where %s', (_, text, header) => {
    expect(dialectOf(text, true, {})?.header).toBe(header);
  });

  it('can be given', () => {
    expect(tableOf(readText('1,2\n3,4\n', { header: true })).names).toEqual(['1', '2']);
    expect(tableOf(readText('x,y\n3,4\n', { header: false }))).toMatchObject({ names: undefined, rows: 2 });
  });
});

describe('a delimiter at the end of rows', () => {
  it.each([
    ['of all', 'a,b,\n1,2,\n3,4,\n'],
    ['of the data', 'a,b\n1,2,\n3,4,\n'],
    ['of some', 'a,b\n1,2,\n3,4\n'],
    ['twice', 'a,b,,\n1,2,,\n3,4,,\n'],
    ['twice, of the data', 'a,b\n1,2,,\n3,4,,\n'],
  ])('makes no column: %s', (_, text) => {
    expect(cellsOf(tableOf(readText(text)))).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('ends a column when another row has a cell there', () => {
    expect(cellsOf(tableOf(readText('1,2,\n3,4,5\n')))).toEqual([
      [1, 3],
      [2, 4],
      [undefined, 5],
    ]);
  });
});

describe('the first line of a spreadsheet', () => {
  it.each([
    ['sep=;\na;b\n1,5;2\n', [[1.5], [2]]],
    ['"sep=;"\r\na;b\r\n1,5;2\r\n', [[1.5], [2]]],
    ['\ufeffSEP=,;;\na,b\n1,2\n', undefined],
    [
      'sep=|\n1|a;b\n2|c;d\n',
      [
        [1, 2],
        ['a;b', 'c;d'],
      ],
    ],
  ])('states the delimiter: %j', (text, cells) => {
    const table = tableOf(readText(text));
    if (cells !== undefined) expect(cellsOf(table)).toEqual(cells);
    expect(table.lines[0]).toBe(table.names === undefined ? 2 : 3);
  });
});

describe('cells that runs of spaces separate', () => {
  const car = '18.0   8   307.0      130.0\t"chevrolet ""chevelle"" malibu"\n15.0   8   ?          165.0\t"buick"\n';

  it('may have quotes, and a tab before the last one', () => {
    expect(cellsOf(tableOf(readText(car)))).toEqual([
      [18, 15],
      [8, 8],
      [307, undefined],
      [130, 165],
      ['chevrolet "chevelle" malibu', 'buick'],
    ]);
  });

  it('may have a quote inside of a word', () => {
    expect(cellsOf(tableOf(readText('5" 1\n"7 2\n')))).toEqual([
      ['5"', '"7'],
      [1, 2],
    ]);
  });
});

describe('the decimal mark', () => {
  it('is a comma or a point when cells are not separated by commas', () => {
    expect(cellsOf(tableOf(readText('a;b\n1,5;2.5\n-,5;1e3\n1,5e2;7\n')))).toEqual([
      [1.5, -0.5, 150],
      [2.5, 1000, 7],
    ]);
  });
});
