import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/data/columns.ts';
import { firstColumnNotice, oneHotTargets, targetByName } from '../../src/data/default-target.ts';
import { readText, tableOf } from './read-text.ts';

const named = (header: string) => targetByName(columnsOf(tableOf(readText(`${header}\n1,2,3\n4,5,6\n`))))?.name;

describe('the target of a file without a scenario', () => {
  it.each([
    ['in front', 'label,pixel1,pixel2', 'label'],
    ['among others', 'id,Diagnosis,radius', 'Diagnosis'],
    ['by the surest of two names', 'survived,class,alone', 'survived'],
    ['where the last column has such a name', 'class,size,target', undefined],
    ['where none has', 'price,size,rooms', undefined],
    ['where y is a coordinate', 'x,y,z', undefined],
    ['where x and y are the place of a measurement', 'x,y,height', undefined],
    ['where y is in front of its inputs', 'y,x1,x2', 'y'],
  ])('has its name %s', (_, header, name) => {
    expect(named(header)).toBe(name);
  });

  it('is not a column that is an input', () => {
    const table = columnsOf(tableOf(readText('label,a,b\n1,2,3\n4,5,6\n')));
    expect(targetByName(table, ['label'])).toBeUndefined();
    expect(targetByName(table, [0])).toBeUndefined();
    expect(targetByName(table, ['a'])?.notice).toBe(
      'column "label" is the target by its name, not the last column "b"; --target chooses another one',
    );
  });
});

describe('classes in the first column of a file without names', () => {
  const notice = (rows: readonly string[]) => firstColumnNotice(columnsOf(tableOf(readText(rows.join('\n')))));
  const wine = Array.from({ length: 20 }, (_, row) => `${1 + (row % 3)},${0.5 + row},${2.5 * row}`);

  it('may be the target, and a line says so', () => {
    expect(notice(wine)).toBe(
      'the last column is the target; if the first one is, with the classes "1", "2", "3", write --target 0',
    );
  });

  it.each([
    ['the columns have names', ['a,b,c', ...wine]],
    ['the last column has fewer classes', wine.map((row, at) => `${row},${at % 2}`)],
    ['it has fractions', wine.map((row) => `0.${row}`)],
    ['its numbers hardly repeat', wine.map((row, at) => `${at}${row}`)],
  ])('are an input like others where %s', (_, rows) => {
    expect(notice(rows)).toBeUndefined();
  });
});

describe('last columns with a single 1 in each row', () => {
  const rows = ['1,0,0', '0,1,0', '0,0,1', '1,0,0'];
  const found = (own: readonly string[]) =>
    oneHotTargets(columnsOf(tableOf(readText(['a,b,p,q,r', ...own].join('\n'))))).map(({ name }) => name);

  it('are the targets', () => {
    expect(found(rows.map((row, at) => `${at / 2},1,${row}`))).toEqual(['p', 'q', 'r']);
    expect(found(rows.map((row, at) => `${at / 2},${at % 2},${row}`))).toEqual(['p', 'q', 'r']);
  });

  it('are columns like others where a row has two, or where they are two', () => {
    expect(found(rows.map((row, at) => `${at / 2},1,${at === 3 ? '1,1,0' : row}`))).toEqual([]);
    expect(found(rows.map((_, at) => `${at / 2},1,${at / 4},${at % 2},${1 - (at % 2)}`))).toEqual([]);
  });
});
