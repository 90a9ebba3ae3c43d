import { describe, expect, it } from 'vitest';
import { printWatch } from '../../src/language/watch.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { readWatches } from '../../src/scenario/watches.ts';
import { messagesOf, scenarioText } from './messages.ts';

/** The watches of a scenario, or the lines that a terminal shows for its faults. */
async function read(text: string, withText = true): Promise<readonly string[]> {
  const parsed = parseScenario(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const result = await readWatches(parsed.scenario, withText ? parsed.text : undefined);
  return result.ok ? result.watches.map(printWatch) : printFaults('mine.json', result.faults);
}

function watching(watches: string, parts: Readonly<Record<string, string>> = {}): string {
  return scenarioText({ watches, ...parts });
}

describe('the texts of watches', () => {
  it.each([
    ['one text', '"l1"', '4:12  watches: expected a list of watches, found "l1"; write ["l1"]'],
    ['a number', '["l1", 2]', '4:19  watches[1]: expected a watch in quotes, found 2; write "2"'],
    [
      'a very long one',
      `["${'1+'.repeat(100)}1"]`,
      `4:13  watches[0]: expected a watch of at most 200 characters, found "${'1+'.repeat(19)}1…"`,
    ],
    [
      'too many',
      `[${Array(200_000).fill('""')}]`,
      '4:12  watches: expected at most 20 watches, found a list of 200,000 items',
    ],
  ])('are reported where they are wrong: %s', (_, watches, message) => {
    expect(messagesOf(watching(watches))).toEqual([`mine.json:${message}`]);
  });

  it('are not parsed while the file is read', () => {
    expect(messagesOf(watching('["", "l9 +", "mean("]'))).toEqual([]);
  });
});

describe('watches', () => {
  it('are read in their order', async () => {
    expect(await read(watching('["l1_delta", "mean(abs(l2_error)) < 0.01", "syn0[0,2]"]'))).toEqual([
      'l1_delta',
      'mean(abs(l2_error)) < 0.01',
      'syn0[0, 2]',
    ]);
  });

  it('may be an empty list', async () => {
    expect(await read(scenarioText())).toEqual([]);
    expect(await read(watching('[]'))).toEqual([]);
  });

  it('that cannot be read are all reported, each at its place, with carets', async () => {
    const text = watching('["l1",\n  "abs(l9)",\n  "l1 < 1", "mean("]');
    expect(await read(text)).toEqual([
      'mine.json:5:8  watches[1]: this program has no l9; did you mean l0, l1 or l2?',
      '    abs(l9)',
      '        ^^',
      expect.stringMatching(/^mine\.json:6:4 {2}watches\[2\]: l1 is 2×4, and a breakpoint compares single numbers; /),
      '    l1 < 1',
      '    ^^',
      expect.stringMatching(/^mine\.json:6:1[4-9] {2}watches\[3\]: /),
      '    mean(',
      expect.stringMatching(/^ {4} *\^+$/),
    ]);
  });

  it('have the right place after escapes of JSON', async () => {
    const text = watching('["\\u006c1 \\/ l9"]');
    const [message, ...quotation] = await read(text);
    const column = (text.split('\n')[3]?.indexOf('l9') ?? 0) + 1;
    expect(message).toMatch(new RegExp(`^mine\\.json:4:${column} {2}watches\\[0\\]: this program has no l9`));
    expect(quotation).toEqual(['    l1 / l9', '         ^^']);
  });

  it('have no place without the text of the file', async () => {
    expect((await read(watching('["", "l9"]'), false)).filter((line) => line.startsWith('mine'))).toEqual([
      expect.stringMatching(/^mine\.json {2}watches\[0\]: ./),
      expect.stringMatching(/^mine\.json {2}watches\[1\]: this program has no l9/),
    ]);
  });

  it('may read a name that a change adds', async () => {
    const changes = '[{"at": 5, "set": {"learningRate": 2}}]';
    expect(await read(watching('["alpha"]', { changes }))).toEqual(['alpha']);
    expect((await read(watching('["alpha"]')))[0]).toContain('this program has no alpha');
  });

  it('may read a name that a change removes', async () => {
    const parts = { training: '{"learningRate": 2}', changes: '[{"at": 5, "set": {"learningRate": 1}}]' };
    expect(await read(watching('["alpha"]', parts))).toEqual(['alpha']);
  });

  it('are shown without control characters', async () => {
    const lines = await read(watching('["l1 \\u001b[31m + \\u202e l9"]'));
    for (const line of lines) expect(line).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});
