import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/data/read-table.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { full } from '../full.ts';
import { faultOf, readText } from './read-text.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A text repeated without end, in chunks, and the number of chunks that were read. */
function endless(start: string, text: string, chunks: number): { file: Iterable<Uint8Array>; taken: () => number } {
  const chunk = bytesOf(text.repeat(Math.ceil(2 ** 16 / text.length)));
  let taken = 0;
  return {
    file: (function* () {
      yield bytesOf(start);
      for (; taken < chunks; taken++) yield chunk;
    })(),
    taken: () => taken,
  };
}

describe('a bad file', () => {
  it.each([
    ['is empty', '', ':  expected at least one row of data, found none'],
    ['has only empty lines', '\n\n \n', ':  expected at least one row of data, found none'],
    ['has only comments', '# a\n# b', ':  expected at least one row of data, found none'],
    ['has only a header', 'a,b\n', ':  expected at least one row of data, found only a header'],
    [
      'has a row that is too short',
      'a,b,c\n1,2,3\n\n4,5\n',
      ':4:2  expected 3 cells, as in line 1, found 2; a row that ends early lacks delimiters; write them also for empty cells',
    ],
    [
      'has a row that is too long',
      '# x\n1,2\n3,4,5\n',
      ':3:3  expected 2 cells, as in line 2, found 3; put a cell with a delimiter in it in double quotes',
    ],
    [
      'has a quote that is never closed',
      'a,b,c\n"x\ny",2,3\n1,"p\nq","open\n5,6,7\n',
      ':5:3  expected a quote that closes this cell, found the end of the file; a quote inside of a quoted cell is written twice',
    ],
    [
      'has a quote inside of a quoted cell',
      'a,b\n1,"say "yes" now"\n',
      ':2:2  expected the next cell or the next line after a closing quote, found more text; a quote inside of a quoted cell is written twice',
    ],
  ])('that %s is refused, with its place', (_, text, message) => {
    expect(printFaults('file', [faultOf(readText(text))])).toEqual([`file${message}`.replace('file:  ', 'file  ')]);
  });

  it.each([
    [
      'with bytes of UTF-8 before',
      [0xc3, 0xa4],
      ':3:1  expected text in UTF-8, found the byte 0xE4; save the file as UTF-8',
    ],
    ['with a control character', [0x01], ':3:1  expected text in UTF-8, found the byte 0xE4; save the file as UTF-8'],
  ])('in neither UTF-8 nor Windows-1252 is refused, with the place of the byte: %s', (_, before, message) => {
    const bytes = Uint8Array.from([...bytesOf('name;b\n'), ...before, ...bytesOf(';1\n'), 0xe4, ...bytesOf(';2\n')]);
    expect(printFaults('file', [faultOf(readTable([bytes]))])).toEqual([`file${message}`]);
  });

  it('that ends in the middle of a character is refused there', () => {
    const bytes = bytesOf('a,b\n1,é');
    expect(faultOf(readTable([bytes.subarray(0, -1)]))).toMatchObject({
      position: { line: 2, column: 2 },
      found: 'the byte 0xC3',
    });
  });

  it('that is a picture or a program is refused', () => {
    const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d);
    expect(faultOf(readTable([picture])).found).toBe('a picture');
    const program = bytesOf('\x7fELF\x02\x01\x01\0\0\0');
    expect(faultOf(readTable([program]))).toMatchObject({
      position: { line: 1, column: 1 },
      found: 'a byte that is zero',
    });
    expect(faultOf(readText('a,b\n1,2\n3,\0'))).toMatchObject({ position: { line: 3, column: 2 } });
  });

  it('with millions of columns is refused after its first chunks', () => {
    const { file, taken } = endless('', '1,', 1000);
    expect(faultOf(readTable(file))).toEqual({
      path: '',
      expected: 'at most 4,096 columns',
      found: 'at least 524,288',
      advice: 'is there another delimiter, or are rows and columns swapped?',
    });
    expect(taken()).toBeLessThan(40);
  });

  it('with an endless line is refused', () => {
    const { file, taken } = endless('a,b\n1,2\n3,', 'x', 1000);
    expect(faultOf(readTable(file))).toEqual({
      path: '',
      position: { line: 3, column: 1 },
      expected: 'a row of at most 1,048,576 characters',
      found: 'more',
    });
    expect(taken()).toBeLessThan(40);
  });

  it('with a quote that stays open too long is refused', () => {
    const { file, taken } = endless('a,b\n1,2\n# c\n3,"', 'x\n', 1000);
    expect(faultOf(readTable(file))).toMatchObject({
      position: { line: 4, column: 2 },
      expected: 'a quote that closes this cell',
      found: 'none in 1,048,576 characters',
    });
    expect(taken()).toBeLessThan(40);
  });

  it('with endless comments takes no memory', () => {
    const { file } = endless('a,b\n', '# nothing\n', full ? 100 : 20);
    expect(faultOf(readTable(file)).found).toBe('only a header');
    const rest = readText(`1,2\n${'# nothing\n'.repeat(20_000)}3,4,5\n`);
    expect(faultOf(rest).position).toEqual({ line: 20_002, column: 3 });
    const line = endless('1,2\n# ', 'x', 1000);
    expect(faultOf(readTable(line.file))).toMatchObject({ position: { line: 2, column: 1 }, found: 'more' });
    expect(line.taken()).toBeLessThan(40);
  });

  it('with many empty lines takes little time', () => {
    const { file } = endless('', '\n', 50);
    const chunks = [...file, bytesOf('a,b\n1,2\n3\n')];
    expect(faultOf(readTable(chunks))).toMatchObject({ position: { line: 50 * 2 ** 16 + 3, column: 1 }, found: '1' });
    const further = endless('a,b\n1,2\n', '\n', 50);
    expect(faultOf(readTable(further.file))).toEqual({
      path: '',
      position: { line: 100_003, column: 1 },
      expected: 'at most 100,000 empty lines',
      found: 'more',
    });
    const blank = endless('', ' ', 1000);
    expect(faultOf(readTable(blank.file))).toMatchObject({ position: { line: 1, column: 1 }, found: 'more' });
    expect(blank.taken()).toBeLessThan(40);
  });

  it('with too many rows or numbers is refused', () => {
    const { file, taken } = endless('', '1,2\n', 1000);
    expect(faultOf(readTable(file))).toEqual({
      path: '',
      position: { line: 100_001, column: 1 },
      expected: 'at most 100,000 rows',
      found: 'more',
      advice:
        '"rows": 100000 takes the first ones, a larger number raises the limit and takes about 1 MB for 10,000 rows',
    });
    expect(taken()).toBeLessThan(10);
    expect(faultOf(readText('1,2\n3,4\n5,6\n', { limits: { cells: 5 } }))).toMatchObject({
      position: { line: 3, column: 1 },
      expected: 'at most 2 rows',
      advice: '"rows": 2 takes the first ones, a larger number raises the limit and takes about 1 MB for 10,000 rows',
    });
  });

  it('cannot put control characters into a message', () => {
    const fault = faultOf(readText('a,\x1b[2Jb\n1,2,3\n'));
    expect(printFaults('file', [fault]).join('')).not.toMatch(/[^ -~]/);
  });
});
