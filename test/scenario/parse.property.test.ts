import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printFaults } from '../../src/scenario/fault.ts';
import { scanJson } from '../../src/scenario/json/scan.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { runs } from '../full.ts';
import { completed, validScenario } from './any-scenario.ts';
import { mutatedText } from './mutations.ts';

const files = ['xor', 'majority', 'correlation', 'future-work/dropout-follow-up', 'future-work/delta-trimming'];
const shipped = [...files, 'future-work/schedule'].map((name) => readFileSync(`scenarios/${name}.json`, 'utf8'));
const experiment = shipped[0]?.replace(
  '"network"',
  '"changes": [{ "at": 1000, "set": { "syn0[0,2]": 0, "learningRate": 10 } }], "watches": ["l1_delta"], "network"',
);
const mutated = mutatedText([...shipped, experiment as string]);

/** C0, DEL, C1 and bidirectional controls: with them every escape sequence. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

it('every mutated file gives a scenario or clean messages', () => {
  const outcomes = { valid: 0, faulty: 0 };
  fc.assert(
    fc.property(mutated, (text) => {
      const parsed = parseScenario(text);
      outcomes[parsed.ok ? 'valid' : 'faulty']++;
      if (parsed.ok) return;
      const messages = printFaults('mine.json', parsed.faults);
      expect(messages.length).toBeGreaterThan(0);
      for (const message of messages) {
        expect(message).toMatch(/^mine\.json:[1-9]\d*:[1-9]\d* {2}(?:[a-zA-Z$][\w.,$[\]]*: )?expected .+, found .+$/u);
        expect(message).not.toMatch(UNPRINTABLE);
        expect(message).not.toMatch(/undefined|\[object|NaN, found|, found NaN/);
        expect(message.length).toBeLessThan(400);
      }
    }),
    { numRuns: runs(2000) },
  );
  // Both outcomes must occur for the property to mean something.
  expect(outcomes.valid).toBeGreaterThan(runs(100));
  expect(outcomes.faulty).toBeGreaterThan(runs(1000));
});

it('every fault of a mutated file has a place in it, in ascending order', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const parsed = parseScenario(text);
      if (parsed.ok) return;
      const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
      let [lastLine, lastColumn] = [1, 1];
      for (const { position } of parsed.faults) {
        const { line, column } = position ?? { line: 0, column: 0 };
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
        expect(line > lastLine || (line === lastLine && column >= lastColumn)).toBe(true);
        [lastLine, lastColumn] = [line, column];
      }
    }),
    { numRuns: runs(2000) },
  );
});

it('exactly the texts that JSON.parse accepts are JSON', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '"a"',
    '1',
    '-',
    '0',
    '.',
    'e',
    '+',
    'true',
    'null',
    '\\',
    '\\u',
    '00e9',
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '\u000b',
    '\ufeff',
    '\u2028',
    '/',
    "'",
  );
  const anyText = fc.oneof(
    mutated,
    fc.json(),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      expect(succeeds(() => scanJson(text, {}))).toBe(succeeds(() => JSON.parse(text)));
    }),
    { numRuns: runs(6000) },
  );
});

it('any valid scenario reads as it was written, with defaults for the rest', () => {
  fc.assert(
    fc.property(
      validScenario(),
      fc.constantFrom(undefined, 1, '\t'),
      fc.constantFrom('\n', '\r\n'),
      (written, indent, lineEnd) => {
        const text = JSON.stringify(written, null, indent).replaceAll('\n', lineEnd);
        expect(parseScenario(`\ufeff${text}`)).toEqual({ ok: true, scenario: completed(written), text });
      },
    ),
    { numRuns: runs(500) },
  );
});

function succeeds(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
