import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/data/columns.ts';
import { readTable } from '../../src/data/read-table.ts';
import type { Table } from '../../src/data/table.ts';
import { writeNpy } from '../../src/formats/npy.ts';
import { writeNpz } from '../../src/formats/npz.ts';
import { faultOf, tableOf } from './read-text.ts';
import { made } from './tables.ts';

const numbers = (rows: number, columns: number, from = 0) => ({
  rows,
  columns,
  data: Float64Array.from({ length: rows * columns }, (_, at) => from + at),
});

/** A .npy file whose array has this shape. */
function shaped(shape: string): Uint8Array {
  const [rows = 1, ...others] = shape.split(',').map(Number);
  const columns = others.reduce((product, size) => product * size, 1);
  const file = new TextDecoder('latin1').decode(writeNpy(numbers(rows, columns)));
  const own = `'shape': (${rows}, ${columns}), }`;
  const header = file.slice(0, 128).replace(own, `'shape': (${shape}), }`).trimEnd().padEnd(127);
  return Uint8Array.from(`${header}\n${file.slice(128)}`, (character) => character.charCodeAt(0));
}

function npz(arrays: Readonly<Record<string, ReturnType<typeof numbers>>>): Table {
  return tableOf(readTable([writeNpz(Object.entries(arrays).map(([name, matrix]) => ({ name, matrix })))]));
}

describe('the arrays of a .npz file', () => {
  it('have all columns of y as targets', () => {
    const y = { rows: 4, columns: 3, data: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0) };
    const table = npz({ X: numbers(4, 2), y });
    expect(table.targets).toEqual([2, 3, 4]);
    const { dataset } = made(columnsOf(table));
    expect(dataset.inputNames).toEqual(['x1', 'x2']);
    expect(dataset.classes).toEqual(['y1', 'y2', 'y3']);
    expect(made(columnsOf(table), { targets: [0], inputs: [1] }).dataset.targetNames).toEqual(['x1']);
  });

  it.each([
    ['x_train', 'y_train'],
    ['arr_0', 'arr_1'],
    ['train_images', 'train_labels'],
    ['data', 'target'],
  ])('are found by their usual names: %s and %s', (x, y) => {
    const table = npz({ other: numbers(9, 9), [y]: numbers(3, 1, 7), [x]: numbers(3, 2) });
    expect(table.names).toEqual(['x1', 'x2', 'y']);
    expect(table.notices).toEqual(['of the arrays, "other" is not used']);
  });
});

describe('arrays of a test set', () => {
  it.each([
    ['x_train', 'y_train', 'x_test', 'y_test'],
    ['X', 'y', 'X_test', 'y_test'],
    ['train_images', 'train_labels', 'test_images', 'test_labels'],
  ])('are found beside %s and %s', (x, y, xTest, yTest) => {
    const arrays = { [x]: numbers(3, 2), [y]: numbers(3, 1), [xTest]: numbers(2, 2), [yTest]: numbers(2, 1) };
    expect(npz(arrays)).toMatchObject({ rows: 3, tests: [xTest, yTest], notices: undefined });
  });
});

describe('an array with too many numbers', () => {
  it('is refused with the option that takes some of them', () => {
    expect(faultOf(readTable([shaped('5, 2, 3')], { limits: { cells: 20 } }))).toEqual({
      path: '',
      expected: 'at most 20 numbers',
      found: 'the shape 5 × 2 × 3',
      advice: '"rows": 10000 takes the first 10,000, a larger number raises the limit',
    });
    expect(tableOf(readTable([shaped('5, 2, 3')], { limits: { cells: 20 }, rows: 5 }))).toMatchObject({
      rows: 5,
      isAsked: true,
    });
  });
});

describe('an array of images', () => {
  it.each([
    ['rows × height × width', '5, 2, 3'],
    ['rows × height × width × 1', '5, 2, 3, 1'],
    ['rows × 1 × height × width', '5, 1, 2, 3'],
  ])('has the size of its images: %s', (_, shape) => {
    expect(tableOf(readTable([shaped(shape)])).image).toEqual({ width: 3, height: 2 });
  });

  it.each([
    ['a plain matrix', '5, 6'],
    ['pixels of three colours', '5, 2, 2, 3'],
    ['signals of one row', '5, 1, 6'],
  ])('is not %s', (_, shape) => {
    expect(tableOf(readTable([shaped(shape)])).image).toBeUndefined();
  });
});

/** A .npy file of texts, as NumPy writes it. */
function ofTexts(descr: string, shape: string, bytes: Uint8Array, order = 'False'): Uint8Array {
  const dictionary = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }`.padEnd(117);
  const head = Uint8Array.from(`\x93NUMPY\x01\x00\x76\x00${dictionary}\n`, (character) => character.charCodeAt(0));
  return Uint8Array.of(...head, ...bytes);
}

/** Texts of three characters each, in UTF-32. */
function characters(texts: readonly string[], littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(12 * texts.length));
  texts.forEach((text, at) => {
    [...text].forEach((character, k) => {
      view.setUint32(12 * at + 4 * k, character.codePointAt(0) as number, littleEndian);
    });
  });
  return new Uint8Array(view.buffer);
}

describe('an array of texts', () => {
  const texts = ['a', 'ü', 'a', 'b😀'];

  it.each([
    ['little-endian characters', ofTexts('<U3', '4,', characters(texts, true)), texts],
    ['big-endian characters', ofTexts('>U3', '4, 1', characters(texts, false)), texts],
    ['bytes of UTF-8', ofTexts('|S2', '3,', new TextEncoder().encode('xyüz\0')), ['xy', 'ü', 'z']],
  ])('is a column of classes: %s', (_, file, expected) => {
    const [column] = tableOf(readTable([file])).columns;
    expect(column?.kind === 'names' && Array.from(column.codes, (code) => column.names[code])).toEqual(expected);
  });

  it('may be in the order of its columns, and may hold numbers', () => {
    const file = ofTexts('<U3', '2, 2', characters(['1', '2', 'x', 'y'], true), 'True');
    const { columns } = tableOf(readTable([file]));
    expect(columns[0]).toMatchObject({ kind: 'numbers', values: Float64Array.of(1, 2) });
    expect(columns[1]).toMatchObject({ kind: 'names', names: ['x', 'y'] });
  });

  it('is refused when it is cut off', () => {
    const file = ofTexts('<U3', '4,', characters(texts, true).subarray(0, 40));
    expect(faultOf(readTable([file]))).toMatchObject({ expected: '48 bytes of texts after the header' });
  });
});
