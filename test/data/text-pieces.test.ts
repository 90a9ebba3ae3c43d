import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/data/read-table.ts';
import { TextPieces } from '../../src/data/text-pieces.ts';
import { cellsOf, chunksOf, tableOf } from './read-text.ts';

const western = 'not UTF-8, so read as Windows-1252: letters outside ASCII may be wrong';

describe('the encoding of a text', () => {
  it.each([
    ['Latin-1', Uint8Array.from(Buffer.from('größe;preis\n1,5;2\nx\n'.replace('x\n', '2,5;3\n'), 'latin1')), western],
    [
      'UTF-16 without a byte order mark',
      Uint8Array.from(Buffer.from('größe;preis\r\n1,5;2\r\n2,5;3\r\n', 'utf16le')),
      undefined,
    ],
    [
      'UTF-16, big-endian, without one',
      Uint8Array.from(Buffer.from('größe;preis\r\n1,5;2\r\n2,5;3\r\n', 'utf16le').swap16()),
      undefined,
    ],
  ])('is found: %s', (_, bytes, notice) => {
    for (const size of [7, 100]) {
      const table = tableOf(readTable(chunksOf(bytes, size)));
      expect(table.names).toEqual(['größe', 'preis']);
      expect(cellsOf(table)).toEqual([
        [1.5, 2.5],
        [2, 3],
      ]);
      expect(table.notices).toEqual(notice === undefined ? undefined : [notice]);
    }
  });

  it('is Windows-1252 from its first letter on, wherever that is', () => {
    const bytes = Uint8Array.from([...Buffer.from(`name;b\n${'x;1\n'.repeat(30_000)}`), 0x80, ...Buffer.from('5;2\n')]);
    const table = tableOf(readTable(chunksOf(bytes, 1000)));
    expect(cellsOf(table)[0]?.at(-1)).toBe('€5');
    expect(table.notices).toEqual([western]);
  });

  it('has all letters of Windows-1252', () => {
    const bytes = Uint8Array.from([0x80, 0x8a, 0x92, 0x96, 0x9f, 0xa0, 0xa3, 0xe9, 0xff]);
    expect(new TextPieces().decode(bytes, true)).toBe('€Š’–Ÿ\u00a0£éÿ');
  });
});
