import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import { full } from '../full.ts';
import { messagesOf, scenarioText } from './messages.ts';

/** Characters of a hostile file. */
const LENGTH = full ? 15_000_000 : 1_500_000;
/** Items of a list that is longer than every limit. */
const MANY = full ? 1_000_000 : 150_000;
const many = MANY.toLocaleString('en');

const MORE = 'expected at most 100 faults, found more from here on';

/** The text of a JSON list. */
function list(length: number, item: string): string {
  return `[${`${item},`.repeat(length - 1)}${item}]`;
}

function data(inputs: string, targets = '[[1]]'): string {
  return scenarioText({ data: `{"inputs": ${inputs}, "targets": ${targets}}` });
}

describe('a large scenario file', () => {
  it('is read when it is valid', () => {
    const rows = full ? 50_000 : 5000;
    const text = data(list(rows, list(50, '0.25')), list(rows, '[1]'));
    expect(text.length).toBeGreaterThan(LENGTH * 0.8);
    expect(parseScenario(text).ok).toBe(true);
  });

  it.each([
    ['spaces', `${' '.repeat(LENGTH)}x`, `1:${LENGTH + 1}`],
    ['line ends', `${'\n'.repeat(LENGTH)}x`, `${LENGTH + 1}:1`],
    ['letters', 'x'.repeat(LENGTH), '1:1'],
    ['commas', '[,'.repeat(LENGTH / 2), '1:2'],
    ['NUL', '\0'.repeat(LENGTH), '1:1'],
    ['digits', `${'1'.repeat(LENGTH)}x`, '1:1'],
    ['an open text', `"${'y'.repeat(LENGTH)}`, `1:${LENGTH + 2}`],
    ['an open list', `[${'0,'.repeat(LENGTH / 2)}`, `1:${LENGTH + 2}`],
    ['brackets', '['.repeat(LENGTH), '1:101'],
    ['objects', '{"a":'.repeat(LENGTH / 5), '1:501'],
  ])('of nothing but %s gives one fault', (_, text, place) => {
    const messages = messagesOf(text);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(new RegExp(`^mine\\.json:${place} {2}expected .+, found .+`));
  });

  it('with very many wrong numbers gives the first hundred faults', () => {
    const messages = messagesOf(data(list(MANY / 50, list(50, '""')), list(MANY / 50, '[1]')));
    expect(messages).toHaveLength(101);
    expect(messages[0]).toBe('mine.json:3:22  data.inputs[0][0]: expected a finite number, found ""');
    expect(messages[99]).toBe('mine.json:3:321  data.inputs[1][49]: expected a finite number, found ""');
    expect(messages[100]).toBe(`mine.json:3:326  ${MORE}`);
  });

  it('with too many wrong rows gives their number', () => {
    expect(messagesOf(data(list(MANY, '""')))).toEqual([
      `mine.json:3:20  data.inputs: expected at most 100,000 rows, found a list of ${many} items`,
    ]);
  });

  it('with a very long row gives its length before its faults', () => {
    const messages = messagesOf(data(`[${list(MANY, '""')}]`));
    expect(messages).toHaveLength(101);
    expect(messages[0]).toBe(`mine.json:3:21  data.inputs[0]: expected at most 4,096 numbers a row, found ${many}`);
  });

  it('with a flat list of numbers is not valid', () => {
    expect(messagesOf(data(list(MANY, '0')))).toEqual([
      `mine.json:3:20  data.inputs: expected at most 100,000 rows, found a list of ${many} items`,
    ]);
  });

  it('with too many layers gives their number', () => {
    expect(messagesOf(scenarioText({ network: `{"hidden": ${list(MANY, '1')}}` }))).toEqual([
      `mine.json:4:23  network.hidden: expected at most 32 hidden layers, found a list of ${many} items`,
    ]);
  });

  it('with very many wrong names gives the first hundred faults', () => {
    const text = scenarioText({ data: `{"inputs": [[1]], "targets": [[1]], "inputNames": ${list(MANY, '0')}}` });
    const messages = messagesOf(text);
    expect(messages).toHaveLength(101);
    expect(messages[0]).toBe(
      `mine.json:3:59  data.inputNames: expected 1 name, one for each column of inputs, found ${many}`,
    );
  });

  it('with very many unknown keys gives the first hundred', () => {
    const keys = Array.from({ length: MANY / 2 }, (_, k) => `"k${k}":1`);
    const messages = messagesOf(scenarioText({ network: `{${keys}}` }));
    expect(messages).toHaveLength(101);
    expect(messages[0]).toBe(
      'mine.json:4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "k0"',
    );
    expect(messages[100]).toMatch(new RegExp(`^mine\\.json:4:\\d+ {2}${MORE}$`));
  });

  it('with a very long key shows its beginning', () => {
    expect(messagesOf(scenarioText({ ['k'.repeat(MANY)]: '1' }))).toEqual([
      `mine.json:4:1  expected one of $schema, name, description, compareWith, data, network, training, playback, changes, marks, watches, found "${'k'.repeat(39)}…"`,
    ]);
  });

  it('with valid rows after many wrong ones gives each wrong one', () => {
    const rows = [...Array(150).fill('["x"]'), ...Array(150).fill('[0]')];
    const messages = messagesOf(data(`[${rows}]`, list(300, '[1]')));
    expect(messages).toHaveLength(101);
    expect(messages[99]).toBe('mine.json:3:616  data.inputs[99][0]: expected a finite number, found "x"');
  });
});
