import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/data/read-table.ts';
import { memoryTaken } from '../../src/data/table-builder.ts';
import { readNpy, writeNpy } from '../../src/formats/npy.ts';
import { cellsOf, chunksOf, readText, tableOf } from './read-text.ts';

const text = `a,b\n${Array.from({ length: 50 }, (_, row) => `${row},${2 * row}`).join('\n')}\n`;
const bytes = new TextEncoder().encode(text);

describe('the first rows of a file', () => {
  it.each([
    ['text', bytes],
    ['packed text', gzipSync(bytes)],
  ])('are read alone from %s, with a notice', (_, file) => {
    const table = tableOf(readTable(chunksOf(file), { rows: 3 }));
    expect(cellsOf(table)).toEqual([
      [0, 1, 2],
      [0, 2, 4],
    ]);
    expect(table.notices).toEqual(['only the first 3 rows of the file are read']);
  });

  it('are all rows where there are no more, without a notice', () => {
    expect(tableOf(readTable([bytes], { rows: 50 }))).toMatchObject({ rows: 50, notices: undefined });
    expect(tableOf(readTable([bytes], { rows: 51 }))).toMatchObject({ rows: 50, notices: undefined });
  });

  it('are read without the rest of the file, whatever it holds', () => {
    const endless = function* (): Generator<Uint8Array> {
      yield bytes;
      yield new TextEncoder().encode('a row of another width, 1, 2, 3\n'.repeat(9000));
      throw new Error('asked for more');
    };
    expect(tableOf(readTable(endless(), { rows: 10 })).rows).toBe(10);
  });

  it('may be more than the usual limit', () => {
    const many = `a,b\n${'1,2\n'.repeat(30)}`;
    expect(readText(many, { limits: { rows: 20 } }).ok).toBe(false);
    expect(tableOf(readText(many, { limits: { rows: 20 }, rows: 30 })).rows).toBe(30);
  });

  it('are announced with the memory that they take, where it is much', () => {
    expect(memoryTaken(27_000, 785)).toEqual(['27,000 rows of 785 columns take about 1,011 MB of memory']);
    expect(memoryTaken(27_000, 78)).toEqual([]);
  });

  it('are read alone from arrays in either order', () => {
    const matrix = { rows: 4, columns: 3, data: Float64Array.from({ length: 12 }, (_, at) => at) };
    const file = writeNpy(matrix);
    const table = tableOf(readTable([file], { rows: 2 }));
    expect(cellsOf(table)).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    expect(table.notices).toEqual(['only the first 2 rows of the file are read']);
    const columnByColumn = new TextDecoder('latin1').decode(file).replace('False', 'True ');
    const turned = Uint8Array.from(columnByColumn, (character) => character.charCodeAt(0));
    const whole = readNpy(turned);
    const first = readNpy(turned, { cells: 6, rows: 2 });
    expect(first.ok && whole.ok && [...first.matrix.data]).toEqual([0, 4, 8, 1, 5, 9]);
    expect(whole.ok && [...whole.matrix.data.subarray(0, 6)]).toEqual([0, 4, 8, 1, 5, 9]);
  });
});
