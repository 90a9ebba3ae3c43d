import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SlowTerminal, wait } from '../end-to-end/slow-terminal.ts';
import { runs } from '../full.ts';

/*
 * The built command in a terminal that reads at rates which change at random, with keys, sequences and resizes: it always ends
 * in time, with the code of its end.
 */

const step = fc.oneof(
  fc.record({ rate: fc.constantFrom(0, 2000, 10_000, 50_000, 400_000, Number.POSITIVE_INFINITY) }),
  fc.record({
    keys: fc.constantFrom(
      '?',
      '\u001b',
      ' ',
      's',
      'p',
      'v',
      '+',
      '\u001b[A',
      '\u001b',
      '[B',
      '\u001b[99;7u',
      '\u000c',
      'r',
      'w',
    ),
  }),
  fc.record({ columns: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) }),
);
const endings = [
  { key: '\u0003', exitCode: 0 },
  { signal: 'SIGTERM', exitCode: 143 },
  { signal: 'SIGHUP', exitCode: 129 },
  { signal: 'SIGALRM', exitCode: 142 },
] as const;

test('a dashboard ends in time over a line of any rate', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('xor', 'iris', 'digits', 'spirals'),
      fc.array(step, { minLength: 5, maxLength: 15 }),
      fc.constantFrom(...endings),
      async (name, steps, ending) => {
        const terminal = new SlowTerminal([name], 80, 24, Number.POSITIVE_INFINITY);
        try {
          await terminal.until((lines) => lines[0]?.includes('running') === true);
          for (const next of steps) {
            if ('rate' in next) terminal.rate = next.rate;
            else if ('keys' in next) terminal.press(next.keys);
            else terminal.resize(next.columns, next.rows);
            await wait(60);
          }
          if ('key' in ending) terminal.press(ending.key);
          else process.kill(terminal.pid, ending.signal);
          // Far more than the second that an idle machine needs.
          expect(await terminal.exit()).toBeLessThan(6000);
          expect(await terminal.exitCode()).toBe(ending.exitCode);
        } finally {
          terminal.destroy();
        }
      },
    ),
    { numRuns: runs(4), endOnFailure: true },
  );
}, 120_000);
