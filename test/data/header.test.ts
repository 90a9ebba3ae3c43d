import { describe, expect, it } from 'vitest';
import { cellsOf, faultOf, readText, tableOf } from './read-text.ts';

const namesOf = (text: string): readonly string[] | undefined => tableOf(readText(text)).names;

describe('a header of numbers', () => {
  it.each([
    ['above fractions', '0,1,2\n0.5,0.25,1.5\n0.1,2,3\n', ['0', '1', '2']],
    ['above larger numbers', '0,1,2\n45,99,12\n7,3,80\n', ['0', '1', '2']],
    ['with a text above classes', '0,1,label\n0.5,0.2,yes\n0.1,3,no\n', ['0', '1', 'label']],
    ['with an empty cell above row numbers', ',0,1\n0,0.5,0.2\n1,0.1,3\n', ['column 1', '0', '1']],
    ['with both', ',0,1,label\n0,0.5,0.2,yes\n1,0.1,3,no\n', ['column 1', '0', '1', 'label']],
    ['with a number above classes', ',0,1,2\n0,0.5,0.2,yes\n1,0.1,3,no\n', ['column 1', '0', '1', '2']],
    ['of one column beside row numbers', ',0\n0,0.5\n1,0.1\n2,7\n', ['column 1', '0']],
    ['from 1 on', '1,2,3\n0.5,0.25,1.5\n0.1,2,3\n', ['1', '2', '3']],
    ['of many columns', '1,2,3,4,5,6,7,8\n9,1,4,4,2,0,0,1\n3,1,4,1,5,9,2,6\n', [...'12345678']],
    [
      'of wavelengths',
      `${[400, 402.5, 405, 407.5, 410, 412.5, 415, 417.5].join()}\n${'0.1,'.repeat(7)}0.2\n`,
      undefined,
    ],
    ['of years', '2018,2019,2020\n0.5,0.2,1.5\n0.1,3,2\n', ['2018', '2019', '2020']],
    ['of years above whole numbers', '1990,1995,2000\n300,412,250\n120,77,901\n', ['1990', '1995', '2000']],
    ['of years beside a name', 'country,2019,2020\nFrance,1.2,3.4\nSpain,2,3\n', ['country', '2019', '2020']],
  ])('is found: %s', (_, text, names) => {
    const table = tableOf(readText(text));
    expect(table.names).toEqual(names ?? ['400', '402.5', '405', '407.5', '410', '412.5', '415', '417.5']);
  });

  it.each([
    ['all rows count', '1,2,3\n4,5,6\n7,8,9\n'],
    ['numbers alone have two columns', '0,1\n1,0\n1,1\n0,0\n'],
    ['whole numbers below are no larger', '0,1,2\n2,1,0\n1,1,2\n'],
    ['numbers below could be years', '1990,1995,2000\n1991,1996,2003\n1992,1990,2001\n'],
    ['the text is a class', '0,1,a\n0.5,3,b\n0.1,2,a\n'],
    ['a value is missing', '1,,2\n3,4,5\n'],
    ['the numbers do not count', '5,3,yes\n4,2,no\n'],
  ])('is not seen where %s', (_, text) => {
    expect(namesOf(text)).toBeUndefined();
  });
});

describe('a header with the mark of comments', () => {
  it.each([
    ['joined to the first name', '#id,x,y\n1,2,3\n4,5,6\n', ['id', 'x', 'y']],
    ['as numpy.savetxt writes it', '# a b c\n1 2 3\n4 5 6\n', ['a', 'b', 'c']],
    ['as numpy.savetxt writes it with commas', '# a,b,c\n1,2,3\n4,5,6\n', ['a', 'b', 'c']],
    ['as the name of a column', '#,name,size\n1,ada,3\n2,bob,6\n', ['#', 'name', 'size']],
    ['below other comments', '# made by hand\n# in 2020, twice\n\n#id\tx\n1\t2\n4\t5\n', ['id', 'x']],
    ['above classes', '#cap class\nflat edible\nround poisonous\nflat poisonous\n', ['cap', 'class']],
  ])('is read: %s', (_, text, names) => {
    expect(namesOf(text)).toEqual(names);
  });

  it.each([
    ['there is another header', '# by ada, bob\nx,y\n1,2\n3,4\n', ['x', 'y']],
    ['it has other cells than the rows', '# made by hand\n1,2\n3,4\n', undefined],
    ['it is not directly above', '#id,x\n# nothing\n1,2\n3,4\n', undefined],
  ])('is a comment where %s', (_, text, names) => {
    const table = tableOf(readText(text));
    expect(table.names).toEqual(names);
    expect(table.columns).toHaveLength(2);
  });

  it('is counted as a line', () => {
    expect([...tableOf(readText('#id,x\n1,2\n# a comment\n3,4\n')).lines]).toEqual([2, 4]);
  });

  it('does not hide rows that begin with the mark', () => {
    const colours = cellsOf(tableOf(readText('colour,name\n#ff0000,red\n#00ff00,green\n#0000ff,blue\n')));
    expect(colours[0]).toEqual(['#ff0000', '#00ff00', '#0000ff']);
    const rows = cellsOf(tableOf(readText('#ff0000,1\n#00ff00,2\n')));
    expect(rows).toEqual([
      ['#ff0000', '#00ff00'],
      [1, 2],
    ]);
  });
});

describe('a line that begins with the mark of comments', () => {
  it.each(['#N/A', '#DIV/0!', '#####'])('is a row where the first cell is %s, a missing value', (text) => {
    const table = tableOf(readText(`x,y\n1,a\n${text},b\n# a comment\n${text},c\n2,"d\n${text}, e"\n`));
    expect(cellsOf(table)).toEqual([
      [1, undefined, undefined, 2],
      ['a', 'b', 'c', `d\n${text}, e`],
    ]);
    expect([...table.lines]).toEqual([2, 3, 5, 6]);
  });

  it('is left out with a notice where it looks like a row', () => {
    const table = tableOf(readText('x,y\n1,a\n#2,b\n# nothing\n3,c\n#4,"d'));
    expect(cellsOf(table)[0]).toEqual([1, 3]);
    expect(table.notices).toEqual(['2 lines that begin with # left out as comments, such as "#2,b"']);
  });
});

describe('a header with one name less than the rows have cells', () => {
  it('is R’s, whose rows begin with their names', () => {
    const table = tableOf(readText('"x" "y z"\n"1" 5.1 "a b"\n"2" 4.9 "c"\n'));
    expect(table.names).toEqual(['column 1', 'x', 'y z']);
    expect(cellsOf(table)).toEqual([
      [1, 2],
      [5.1, 4.9],
      ['a b', 'c'],
    ]);
    expect(table.notices).toEqual(['the header has one cell less than the rows: the first column has no name']);
  });

  it('is refused where the rows do not begin with names', () => {
    expect(faultOf(readText('a b name\n0.5 0.1 New York\n0.2 0.7 New York\n'))).toMatchObject({ found: '4' });
  });
});

describe('a line that is neither header nor row', () => {
  it('is left out above the table, with a notice', () => {
    const table = tableOf(readText('Sales of 2024,,\n\nby Ann\na,b,y\n1,2,x\n3,4,y\n'));
    expect(table.names).toEqual(['a', 'b', 'y']);
    expect([...table.lines]).toEqual([5, 6]);
    expect(table.notices).toEqual(['2 lines above the table left out']);
  });

  it('may have cells of its own above the table, as in the files of the World Bank', () => {
    const text =
      '"Data Source","World Development Indicators",\n\n"Last Updated","2024",\n"name","code","1960","1961","1962","1963",\n"a","A",1.5,2,3,4,\n"b","B",5,6,7.5,8,\n';
    const table = tableOf(readText(text));
    expect(table.names).toEqual(['name', 'code', '1960', '1961', '1962', '1963']);
    expect([...table.lines]).toEqual([5, 6]);
    expect(tableOf(readText('"x"\n"1" 0.5\n"2" 0.7\n')).names).toEqual(['column 1', 'x']);
  });

  it.each(['% made in MATLAB', '%% x y', '// by hand'])('is left out above the first row: %s', (line) => {
    expect(cellsOf(tableOf(readText(`${line}\n1 2\n3 4\n`)))).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(namesOf('% change,x\n1,2\n3,4\n')).toEqual(['% change', 'x']);
    expect(namesOf('%change,x\n1,2\n3,4\n')).toEqual(['%change', 'x']);
    expect(namesOf('%% x y\n1 2\n3 4\n')).toEqual(['x', 'y']);
  });

  it('is left out below the header, where it is a rule', () => {
    const table = tableOf(readText('|a|b|\n|---|:---:|\n|1|x|\n|2|y|\n'));
    expect(table.names).toEqual(['column 1', 'a', 'b']);
    expect(cellsOf(table).slice(1)).toEqual([
      [1, 2],
      ['x', 'y'],
    ]);
  });
});

describe('lines below the names', () => {
  const rows = '5,1,x\n4,2,y\n3,3,x\n2,4,y\n';

  it.each([
    ['units', 'a,b,c\ncm,kg,\n', ['a', 'b', 'c'], 1],
    ['a second name', 'a,b,c\nlength,mass,kind\n', ['a', 'b', 'c'], 1],
    ['what pandas writes for groups', ',a,c\n,mean,first\nid,,\n', ['column 1', 'a', 'c'], 2],
    ['units with a gap', 'a,b,c\ncm,-,\n', ['a', 'b', 'c'], 1],
  ])('describe the columns, and are left out: %s', (_, head, names, lines) => {
    const table = tableOf(readText(head + rows));
    expect([table.names, table.rows]).toEqual([names, 4]);
    expect(table.columns[1]?.kind).toBe('numbers');
    expect(table.notices).toHaveLength(lines);
    expect(table.notices?.[0]).toMatch(/^a line below the names left out, since it describes the columns: "/);
  });

  it.each([
    ['one of its cells is a number', 'a,b,c\n<1,2,z\n'],
    ['its class comes again', 'a,b,c\nwide,?,x\n'],
    ['its cells are missing', 'a,b,c\nNA,?,z\n'],
    ['a rule is above it', 'a,b,c\n---,:-:,---\n6,7,z\n'],
  ])('are a row where %s', (_, head) => {
    expect(tableOf(readText(head + rows)).rows).toBe(5);
  });
});

describe('names that come again, where files were joined', () => {
  it('are left out, with a notice', () => {
    const table = tableOf(readText('x,y,k\n0.5,2,a\n1.5,3,b\nx,y,k\n2.5,4,a\nx,y,k\n'));
    expect(table).toMatchObject({ names: ['x', 'y', 'k'], rows: 3, notices: ['2 more rows of column names left out'] });
    expect(table.columns[0]?.kind).toBe('numbers');
  });

  it('are rows in a table of texts without names', () => {
    const table = tableOf(readText('red,round\ngreen,flat\nred,round\nred,flat\n'));
    expect([table.names, table.rows]).toEqual([undefined, 4]);
  });
});
