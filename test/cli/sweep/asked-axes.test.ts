import { expect, test } from 'vitest';
import { parseLooks, readAxes } from '../../../src/cli/sweep/asked-axes.ts';

test('the axes of a line are words and their values', () => {
  const read = readAxes('  seeds 1..3, 7 alpha 0.1, 1 ,10 hidden 2,[4, 4] optimizer=adam at 500,100 ');
  expect(read).toEqual({
    ok: true,
    asked: {
      seeds: [1, 2, 3, 7],
      looks: [100, 500],
      axes: [
        { name: 'learningRate', path: ['training', 'learningRate'], values: [0.1, 1, 10] },
        { name: 'hidden', path: ['network', 'hidden'], values: [[2], [4, 4]] },
        { name: 'optimizer', path: ['training', 'optimizer'], values: ['adam'] },
      ],
    },
  });
  expect(readAxes('')).toEqual({ ok: true, asked: { axes: [], seeds: undefined, looks: undefined } });
});

test.each([
  ['seeds 3..1', 'seeds: expected whole numbers', '3..1'],
  ['seeds 1..3 alpha', 'alpha: expected its values, as in alpha 0.1,1,10', 'alpha'],
  ['alph 1', 'did you mean alpha?', 'alph'],
  ['hidden 2,,3', 'hidden: expected a value between the commas', '2,,3'],
  ['alpha 1 learningRate 2', 'learningRate has two lists of values', 'learningRate'],
  ['at 0', 'at: expected completed iterations', '0'],
])('a fault in %j names its place', (line, message, part) => {
  const read = readAxes(line);
  if (read.ok) throw new Error('no fault');
  expect(read.fault.message).toContain(message);
  expect(line.slice(read.fault.offset, read.fault.offset + read.fault.length)).toBe(part);
});

test('a quote after a backslash ends no text', () => {
  const read = readAxes(String.raw`loss "a\" b","c\\" alpha 1`);
  expect(read.ok && read.asked.axes.map(({ values }) => values)).toEqual([['a" b', 'c\\'], [1]]);
});

test('looks are completed iterations, ascending and each once', () => {
  expect(parseLooks('20000,1000,1000')).toEqual([1000, 20_000]);
  for (const text of ['', '0', '1.5', '10,', 'x']) expect(parseLooks(text)).toMatch(/^expected/);
});
