import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import { messagesOf, scenarioText } from './messages.ts';

const MORE = 'expected at most 100 faults, found more from here on';

/** A list that is written out as JSON without being built. */
function list(length: number, item: string): string {
  return `[${`${item},`.repeat(length - 1)}${item}]`;
}

function data(inputs: string, targets = '[[1]]'): string {
  return scenarioText({ data: `{"inputs": ${inputs}, "targets": ${targets}}` });
}

describe('a file of many megabytes', () => {
  it('is read when it is valid', () => {
    const text = data(list(50_000, list(50, '0.25')), list(50_000, '[1]'));
    expect(text.length).toBeGreaterThan(10_000_000);
    expect(parseScenario(text).ok).toBe(true);
  });

  it.each([
    ['spaces', `${' '.repeat(15_000_000)}x`, '1:15000001'],
    ['line ends', `${'\n'.repeat(15_000_000)}x`, '15000001:1'],
    ['letters', 'x'.repeat(15_000_000), '1:1'],
    ['commas', '[,'.repeat(7_000_000), '1:2'],
    ['NUL', '\0'.repeat(15_000_000), '1:1'],
    ['digits', `${'1'.repeat(15_000_000)}x`, '1:1'],
    ['an open text', `"${'y'.repeat(15_000_000)}`, '1:15000002'],
    ['an open list', `[${'0,'.repeat(7_000_000)}`, '1:14000002'],
    ['brackets', '['.repeat(15_000_000), '1:101'],
    ['objects', '{"a":'.repeat(3_000_000), '1:501'],
  ])('that holds nothing but %s gives one message', (_, text, place) => {
    const messages = messagesOf(text);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(new RegExp(`^mine\\.json:${place} {2}expected .+, found .+`));
  });

  it('with a million wrong numbers tells of the first hundred', () => {
    const messages = messagesOf(data(list(20_000, list(50, '""')), list(20_000, '[1]')));
    expect(messages).toHaveLength(101);
    expect(messages[0]).toBe('mine.json:3:22  data.inputs[0][0]: expected a finite number, found ""');
    expect(messages[99]).toBe('mine.json:3:321  data.inputs[1][49]: expected a finite number, found ""');
    expect(messages[100]).toBe(`mine.json:3:326  ${MORE}`);
  });

  it('with a million wrong rows tells of their number', () => {
    expect(messagesOf(data(list(1_000_000, '""')))).toEqual([
      'mine.json:3:20  data.inputs: expected at most 100,000 rows, found a list of 1,000,000 items',
    ]);
  });

  it('with a row of a million wrong numbers tells of its length first', () => {
    const messages = messagesOf(data(`[${list(1_000_000, '""')}]`));
    expect(messages).toHaveLength(101);
    expect(messages[0]).toBe('mine.json:3:21  data.inputs[0]: expected at most 4,096 numbers a row, found 1,000,000');
  });

  it('with a flat list of a million numbers is not taken for valid', () => {
    expect(messagesOf(data(list(1_000_000, '0')))).toEqual([
      'mine.json:3:20  data.inputs: expected at most 100,000 rows, found a list of 1,000,000 items',
    ]);
  });

  it('with a million layers tells of their number', () => {
    expect(messagesOf(scenarioText({ network: `{"hidden": ${list(1_000_000, '1')}}` }))).toEqual([
      'mine.json:4:23  network.hidden: expected at most 32 hidden layers, found a list of 1,000,000 items',
    ]);
  });

  it('with a million wrong names tells of the first hundred faults', () => {
    const text = scenarioText({ data: `{"inputs": [[1]], "targets": [[1]], "inputNames": ${list(1_000_000, '0')}}` });
    const messages = messagesOf(text);
    expect(messages).toHaveLength(101);
    expect(messages[0]).toBe(
      'mine.json:3:59  data.inputNames: expected 1 name, one for each column of inputs, found 1,000,000',
    );
  });

  it('with half a million unknown keys tells of the first hundred', () => {
    const keys = Array.from({ length: 500_000 }, (_, k) => `"k${k}":1`);
    const messages = messagesOf(scenarioText({ network: `{${keys}}` }));
    expect(messages).toHaveLength(101);
    expect(messages[0]).toBe(
      'mine.json:4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "k0"',
    );
    expect(messages[100]).toMatch(new RegExp(`^mine\\.json:4:\\d+ {2}${MORE}$`));
  });

  it('with a key of a million letters shows its beginning', () => {
    expect(messagesOf(scenarioText({ ['k'.repeat(1_000_000)]: '1' }))).toEqual([
      `mine.json:4:1  expected one of $schema, name, description, data, network, training, playback, changes, watches, found "${'k'.repeat(39)}…"`,
    ]);
  });

  it('with right rows after many wrong ones tells of each wrong one', () => {
    const rows = [...Array(150).fill('["x"]'), ...Array(150).fill('[0]')];
    const messages = messagesOf(data(`[${rows}]`, list(300, '[1]')));
    expect(messages).toHaveLength(101);
    expect(messages[99]).toBe('mine.json:3:616  data.inputs[99][0]: expected a finite number, found "x"');
  });
});
