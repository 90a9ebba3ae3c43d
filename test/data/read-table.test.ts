import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/data/read-table.ts';
import { writeNpy } from '../../src/formats/npy.ts';
import { writeNpz } from '../../src/formats/npz.ts';
import { anyMatrix } from '../formats/any-matrix.ts';
import { full } from '../full.ts';
import { cellsOf, chunksOf, faultOf, readText, tableOf } from './read-text.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('readTable of delimited text', () => {
  it('reads names, numbers and classes, and the line of each row', () => {
    const table = tableOf(readText('length,width,species\n5.1,3.5,setosa\n-7e-1,.5,virginica\n+3,2.,setosa\n'));
    expect(table.names).toEqual(['length', 'width', 'species']);
    expect(table.rows).toBe(3);
    expect([...table.lines]).toEqual([2, 3, 4]);
    expect(table.columns[0]).toEqual({ kind: 'numbers', values: Float64Array.of(5.1, -0.7, 3), missing: undefined });
    expect(table.columns[2]).toEqual({
      kind: 'names',
      names: ['setosa', 'virginica'],
      codes: Int32Array.of(0, 1, 0),
      notNumber: { row: 0, text: 'setosa' },
      missing: undefined,
    });
  });

  it('reads quoted cells with delimiters, quotes and line breaks in them, and counts their lines', () => {
    const table = tableOf(readText('a,b\r\n"x, ""y""\r\nz",1\r\n\r\n# a comment, "open\r\n"w" ,2\r\n'));
    expect(cellsOf(table)).toEqual([
      ['x, "y"\nz', 'w'],
      [1, 2],
    ]);
    expect([...table.lines]).toEqual([2, 6]);
  });

  it('reads quoted cells after spaces', () => {
    const table = tableOf(readText('a, b, c\n1, "x, y", 2\n3,  "say ""z"", or, ", 4\n5, "", "w"\n6, "u" ,7\n'));
    expect(cellsOf(table)[0]).toEqual([1, 3, 5, 6]);
    expect(cellsOf(table)[1]?.slice(0, 2)).toEqual(['x, y', 'say "z", or,']);
    expect(table.names).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['a line feed', '\n'],
    ['a carriage return and a line feed', '\r\n'],
    ['a carriage return', '\r'],
  ])('ends lines at %s', (_, end) => {
    const table = tableOf(readText(['a,b', '1,2', '3,4', ''].join(end)));
    expect(cellsOf(table)).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect([...table.lines]).toEqual([2, 3]);
  });

  it.each([
    ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf, ...bytesOf('größe,b\n1,2\n')]],
    ['UTF-16, the small end first', [0xff, 0xfe, ...Buffer.from('größe,b\n1,2\n', 'utf16le')]],
    ['UTF-16, the great end first', [0xfe, 0xff, ...Buffer.from('größe,b\n1,2\n', 'utf16le').swap16()]],
  ])('reads %s', (_, bytes) => {
    const table = tableOf(readTable(chunksOf(Uint8Array.from(bytes), 1)));
    expect(table.names).toEqual(['größe', 'b']);
    expect(cellsOf(table)).toEqual([[1], [2]]);
  });

  it('reads a dash or None as missing in a column of numbers', () => {
    const table = tableOf(readText('a,b,c,d\n1,-,-,1\n-,None,x,-\nNone,3,None,x\n,4,-,None\n'));
    expect(cellsOf(table)).toEqual([
      [1, undefined, undefined, undefined],
      [undefined, undefined, 3, 4],
      ['-', 'x', 'None', '-'],
      ['1', '-', 'x', 'None'],
    ]);
    const first = [
      { row: 1, text: '-' },
      { row: 2, text: 'None' },
      { row: 3, text: '' },
    ];
    expect(table.columns[0]?.missing).toMatchObject({ count: 3, first });
    expect(table.columns[2]).toMatchObject({ missing: undefined, notNumber: { row: 1, text: 'x' } });
    expect(cellsOf(tableOf(readText('a,b\n-,1\n-,2\n', { header: true })))[0]).toEqual(['-', '-']);
  });

  it('recognizes the texts for missing values, and keeps the first ones', () => {
    const table = tableOf(readText('a,b\n1,x\nNA,\n,?\nn/a,y\n'));
    expect(cellsOf(table)).toEqual([
      [1, undefined, undefined, undefined],
      ['x', undefined, undefined, 'y'],
    ]);
    expect(table.columns[0]?.missing).toMatchObject({ count: 3, first: [{ row: 1, text: 'NA' }, {}, {}] });
    expect(table.columns[1]?.missing).toMatchObject({ count: 2, first: [{ row: 1, text: '' }, {}] });
  });

  it('turns a column into names at its first text, numbers included', () => {
    const table = tableOf(readText('a,b\n1.0,1\n,2\n2,3\nthree,4\n1,5\n'));
    expect(table.columns[0]).toEqual({
      kind: 'names',
      names: ['1', '2', 'three'],
      codes: Int32Array.of(0, -1, 1, 2, 0),
      notNumber: { row: 3, text: 'three' },
      missing: { count: 1, first: [{ row: 1, text: '' }] },
      notices: ['read as text, because "three" is not a number; 3 of 4 cells are numbers'],
    });
  });

  it('says why a column of numbers with two decimal marks is one of texts', () => {
    const table = tableOf(readText(`a;b\n${'5,1;1\n4.5;2\n'.repeat(4)}`));
    expect(table.columns[0]?.notices).toEqual([
      'read as text, because "4.5" has another decimal mark than other numbers; use one decimal mark',
    ]);
  });

  it('says how it reads points with three digits beside whole numbers of thousands', () => {
    const table = tableOf(
      readText(`a;b\n${['1.000', '1037', '1.074', '1111', '1.148'].map((a) => `${a};0,5`).join('\n')}`, {
        decimal: 'point',
      }),
    );
    expect(table.columns[0]).toMatchObject({ kind: 'numbers', values: Float64Array.of(1, 1037, 1.074, 1111, 1.148) });
    const plain = tableOf(readText(['a;b', '1.000;x', '1037;y', '1.074;x', '1111;y', '1.148;x'].join('\n')));
    expect(plain.columns[0]?.notices).toEqual(['"1.000" is read as 1, not as 1000']);
  });

  it('leaves out lines of one text below the table, with a notice', () => {
    const table = tableOf(readText('a,b\n1,2\n3,4\n5,6\n\nSource: the city\n'));
    expect(table.rows).toBe(3);
    expect(table.notices).toEqual(['1 line below the table left out: "Source: the city"']);
    const inside = faultOf(readText('a,b\n1,2\n3,4\n5,6\nSource: the city\n7,8\n'));
    expect(inside).toMatchObject({ position: { line: 5, column: 1 }, found: '1' });
  });

  it('says how it names columns of one name', () => {
    const table = tableOf(readText('a,a,b\n1,2,3\n4,5,6\n'));
    expect(table.names).toEqual(['a', 'a.1', 'b']);
    expect(table.notices).toEqual([
      'several columns are named "a": from the second on they are called "a.1" and so on',
    ]);
  });

  it('keeps no more names than the limit', () => {
    const text = `a,b\n${Array.from({ length: 50 }, (_, k) => `id${k},${k % 2 ? 'odd' : 'even'}`).join('\n')}\n`;
    const of = (limits: object): readonly string[] =>
      tableOf(readText(text, { limits })).columns.map(({ kind }) => kind);
    expect(of({ namesOfColumn: 50 })).toEqual(['names', 'names']);
    expect(of({ namesOfColumn: 49 })).toEqual(['texts', 'names']);
    expect(of({ names: 20 })).toEqual(['texts', 'names']);
  });

  it('leaves out blank rows', () => {
    const table = tableOf(readText('\n\na,b\n1,2\n , \n,\n3,4\n\n'));
    expect(cellsOf(table)).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect([...table.lines]).toEqual([4, 7]);
  });

  it('names columns without a name, and makes repeated names unique', () => {
    const table = tableOf(readText(',a,a\n0,1,2\n1,3,4\n'));
    expect(table.names).toEqual(['column 1', 'a', 'a.1']);
  });

  it('reports its progress, and stops after a fault', () => {
    const progress: number[] = [];
    const chunks = function* (): Generator<Uint8Array> {
      yield bytesOf('a,b\n1,2\n3,4\n');
      yield bytesOf(`5,6\n${'7,8\n'.repeat(20_000)}`);
      yield bytesOf(`1,2,3\n${'7,8\n'.repeat(20_000)}`);
      throw new Error('asked for more');
    };
    const read = readTable(chunks(), { progress: (bytes) => progress.push(bytes) });
    expect(faultOf(read)).toEqual({
      path: '',
      position: { line: 20_005, column: 3 },
      expected: '2 cells, as in line 1',
      found: '3',
      advice: 'put a cell with a delimiter in it in double quotes',
    });
    expect(progress).toEqual([12, 80_016, 160_022]);
  });

  it('reads the same whatever the chunks', () => {
    const text = 'größe;"a ""b"" c"\r\n1,5;x\r\n# nichts\r\n-2;"y\r\n;z"\r\n;x\r\n';
    const whole = readTable([bytesOf(text)]);
    expect(cellsOf(tableOf(whole))).toEqual([
      [1.5, -2, undefined],
      ['x', 'y\n;z', 'x'],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (size) => {
        expect(readTable(chunksOf(bytesOf(text), size))).toEqual(whole);
      }),
    );
  });

  it('reads back numbers and texts of any kind', () => {
    const anyCell = fc
      .string({ unit: fc.constantFrom('a', 'ä', '"', ',', ';', '\n', ' ', '1') })
      .map((text) => `t${text}t`);
    const anyRow = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), anyCell);
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 30 }), (rows) => {
        const lines = rows.map(
          ([number, text]) => `${Object.is(number, -0) ? '-0' : number},"${text.replaceAll('"', '""')}"\n`,
        );
        const table = tableOf(readText(`n,t\n${lines.join('')}`, { delimiter: ',', header: true }));
        expect(cellsOf(table)).toEqual([rows.map(([number]) => number), rows.map(([, text]) => text)]);
      }),
    );
  });

  it('reads back what is written with any delimiter, packed or not', () => {
    const anyRow = fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
      fc.string({ unit: fc.constantFrom('a', 'ä', '.', '-', '_'), maxLength: 5 }).map((text) => `t${text}`),
    );
    const anyDelimiter = fc.constantFrom(',', ';', '\t', '|', ' ');
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 2, maxLength: 30 }),
        anyDelimiter,
        fc.boolean(),
        (rows, mark, packed) => {
          const text = [['n', 't'], ...rows].map((row) => `${row.join(mark)}\r\n`).join('');
          const bytes = new TextEncoder().encode(text);
          const table = tableOf(readTable(chunksOf(packed ? gzipSync(bytes) : bytes)));
          expect(table.names).toEqual(['n', 't']);
          expect(cellsOf(table)).toEqual([rows.map(([number]) => number), rows.map(([, name]) => name)]);
        },
      ),
    );
  });

  it('returns a table or a fault for any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => typeof readTable(chunks).ok === 'boolean'),
    );
  });
});

describe('readTable of a packed file', () => {
  const text = `a,b\n${'1,2\n'.repeat(50_000)}`;
  const packed = gzipSync(bytesOf(text));

  it('unpacks it, in one part or several', () => {
    expect(tableOf(readTable(chunksOf(packed, 100))).rows).toBe(50_000);
    const parts = new Uint8Array([...gzipSync(bytesOf('a,b\n1,2\n')), ...gzipSync(bytesOf('3,4\n'))]);
    expect(cellsOf(tableOf(readTable(chunksOf(parts))))).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('reports a file that is cut off or damaged', () => {
    for (let length = 20; length < packed.length; length += 13) {
      expect(faultOf(readTable([packed.subarray(0, length)])).found).toBe('one that is cut off or damaged');
    }
    const wrong = faultOf(
      readTable([packed.with(packed.length - 6, packed.at(-6) ?? 0 ^ 1).with(packed.length - 8, 1)]),
    );
    expect(wrong.expected).toBe('a whole .gz file');
  });

  it('unpacks no more than the limit', () => {
    const bomb = gzipSync(new Uint8Array((full ? 30 : 8) * 2 ** 20).fill(0x0a));
    expect(bomb.length).toBeLessThan(40_000);
    expect(faultOf(readTable([bomb], { limits: { bytes: 2 ** 20 } }))).toEqual({
      path: '',
      expected: 'at most 1 MB of data',
      found: 'more',
      advice: '"rows": 10000 takes the first 10,000',
    });
  });
});

describe('readTable of arrays', () => {
  const X = { rows: 3, columns: 2, data: Float64Array.of(1, 2, 3, Number.NaN, 5, 6) };
  const y = { rows: 3, columns: 1, data: Float64Array.of(0, 1, 0) };

  it('makes a column per column of an array', () => {
    const table = tableOf(readTable(chunksOf(writeNpy(X))));
    expect(table.names).toEqual(['x1', 'x2']);
    expect(cellsOf(table)).toEqual([
      [1, 3, 5],
      [2, undefined, 6],
    ]);
    expect([...table.lines]).toEqual([1, 2, 3]);
    expect(table.columns[1]?.missing).toEqual({ count: 1, first: [{ row: 1, text: 'nan' }] });
  });

  it('puts X and y of a .npz file side by side', () => {
    const named = (x: string): Uint8Array =>
      writeNpz([
        { name: 'y', matrix: y },
        { name: x, matrix: X },
      ]);
    for (const file of [named('X'), named('x')]) {
      const table = tableOf(readTable([file]));
      expect(table.names).toEqual(['x1', 'x2', 'y']);
      expect(cellsOf(table)[2]).toEqual([0, 1, 0]);
    }
  });

  it('reads back the numbers of any array, alone or in a .npz file', () => {
    fc.assert(
      fc.property(anyMatrix, fc.boolean(), (matrix, alone) => {
        const finite = { ...matrix, data: matrix.data.map((cell) => (Number.isFinite(cell) && cell !== 0 ? cell : 1)) };
        const bytes = alone ? writeNpy(finite) : writeNpz([{ name: 'a', matrix: finite }]);
        const columns = Array.from({ length: finite.columns }, (_, column) =>
          [...finite.data].filter((_cell, at) => at % finite.columns === column),
        );
        expect(cellsOf(tableOf(readTable(chunksOf(bytes))))).toEqual(columns);
      }),
    );
  });

  it('never reads a file named .npy or .npz as text', () => {
    for (const file of ['x.npy', 'X.NPZ']) {
      const expected = 'NumPy arrays, as np.save and np.savez write them';
      expect(faultOf(readText('1,2\n3,4\n', { file }))).toEqual({ path: '', expected, found: 'other bytes' });
      expect(faultOf(readText('', { file }))).toEqual({ path: '', expected, found: 'an empty file' });
    }
    expect(tableOf(readTable([writeNpy(X)], { file: 'x.npz' })).rows).toBe(3);
  });

  it('takes the only array of a .npz file under any name', () => {
    expect(tableOf(readTable([writeNpz([{ name: 'train', matrix: X }])])).names).toEqual(['x1', 'x2']);
  });

  it.each([
    ['arrays of other names', writeNpz(['a', 'b'].map((name) => ({ name, matrix: y }))), '"a", "b"'],
    [
      'arrays of different lengths',
      writeNpz([
        { name: 'X', matrix: { rows: 2, columns: 1, data: Float64Array.of(1, 2) } },
        { name: 'y', matrix: y },
      ]),
      '3 and 2',
    ],
    ['a spreadsheet', zipSync({ '[Content_Types].xml': bytesOf('<Types/>') }), 'an Excel workbook'],
    ['a file that is cut off', writeNpy(y).subarray(0, 140), '12 bytes at byte 140'],
  ])('refuses %s', (_, bytes, found) => {
    expect(faultOf(readTable([bytes]))).toMatchObject({ path: '', found });
  });

  it('reports an infinite number with its place', () => {
    const data = Float64Array.of(1, 2, 3, Number.NEGATIVE_INFINITY);
    expect(faultOf(readTable([writeNpy({ rows: 2, columns: 2, data })]))).toEqual({
      position: { line: 2, column: 2 },
      path: 'x2',
      expected: 'a finite number',
      found: '-inf',
    });
  });

  it('refuses too many rows and columns', () => {
    expect(faultOf(readTable([writeNpy(X)], { limits: { rows: 2 } }))).toMatchObject({ expected: 'at most 2 rows' });
    expect(faultOf(readTable([writeNpy(X)], { limits: { columns: 1 } }))).toMatchObject({
      expected: 'at most 1 column',
    });
  });
});
