import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { LIMIT_MS } from '../limit.ts';
import { headerOf } from './header.ts';
import { folder } from './scenario-files.ts';
import { openSlow, type SlowTerminal, wait } from './slow-terminal.ts';

/*
 * `npm run bench:slow` holds the program to its bounds in time. `npm test` shares the machine with other tests and tries fewer
 * cases: it counts the bytes that the line carries meanwhile, which a busy machine does not add to.
 */

/** The time in which a run goes on that is not held up; in `npm test` until it never does. */
const GOES_ON_MS = full ? 1500 : LIMIT_MS;
const sizes = [
  [80, 24],
  [200, 60],
] as const;
const screens = [
  ['xor', ''],
  ['iris', ''],
  ['digits', ''],
  ['spirals', 'p'],
] as const;
const cases = screens
  .flatMap(([name, keys]) => sizes.map(([columns, rows]) => ({ name, keys, columns, rows })))
  .filter(({ name, columns }) => full || (name === 'xor' && columns === 80));

const isRunning = (lines: readonly string[]): boolean => {
  const header = headerOf(lines.join('\n'));
  return header?.state === 'running' && header.iteration > 0;
};

/** A run that has been seen to train, and then goes on for a while over a line of this rate. */
async function running({ name, keys, columns, rows }: (typeof cases)[number], rate: number): Promise<SlowTerminal> {
  const terminal = openSlow([name], columns, rows, Number.POSITIVE_INFINITY);
  await terminal.until((lines) => lines[0]?.includes('running') === true);
  terminal.press(keys);
  await wait(300);
  terminal.rate = rate;
  await wait(full ? 1500 : 800);
  return terminal;
}

interface Help {
  readonly bytes: number;
  isShown(lines: readonly string[]): boolean;
}

/** The help, drawn over a run that is paused: its bytes, and the rows that it changes. */
async function help({ name, keys, columns, rows }: (typeof cases)[number]): Promise<Help> {
  const terminal = openSlow([name, '--paused'], columns, rows, Number.POSITIVE_INFINITY);
  await terminal.until((lines) => !terminal.isDrawing && lines[0]?.includes('paused') === true);
  if (keys !== '') {
    terminal.press(keys);
    await terminal.quiet(300);
  }
  const before = { bytes: terminal.bytes, lines: terminal.lines() };
  terminal.press('?');
  await terminal.until((lines) => !terminal.isDrawing && lines.some((line) => line.includes('esc closes')));
  const after = terminal.lines();
  return {
    bytes: terminal.bytes - before.bytes,
    isShown: (lines) =>
      after.every((line, row) => line === before.lines[row] || withoutState(line) === withoutState(lines[row] ?? '')),
  };
}

/** A row of the help in any state of the run: some keys are not possible before the first iteration. */
function withoutState(line: string): string {
  return line.replace(' (not now)', '').replace(/ +│$/, '│');
}

describe('over a slow line', () => {
  test.each(
    cases.flatMap((what) => [
      ...(full ? [{ ...what, rate: 50_000, bound: 300 }] : []),
      { ...what, rate: 20_000, bound: 1000 },
    ]),
  )(
    '$name $keys at $columns×$rows shows the help in time at $rate bytes a second',
    async ({ rate, bound, ...what }) => {
      const { bytes, isShown } = await help(what);
      const own = (1000 * bytes) / rate;
      const terminal = await running(what, rate);
      const before = terminal.bytes;
      terminal.press('?');
      const time = await terminal.until(isShown);
      const carried = (1000 * (terminal.bytes - before)) / rate;
      report(
        `${what.name} ${what.keys} ${what.columns}×${what.rows} ? at ${rate}: ${Math.round(time - own)} ms, ${Math.round(carried - own)} ms of bytes beyond its own ${Math.round(own)}`,
      );
      expect((full ? time : carried) - own).toBeLessThan(bound);
    },
  );

  test.each(
    cases.flatMap((what) =>
      (full ? ['q', '\u0003'] : ['\u0003']).map((key) => ({ ...what, key, keyName: key === 'q' ? 'q' : 'Ctrl-C' })),
    ),
  )(
    '$name $keys at $columns×$rows ends in time after $keyName at 10 kB a second',
    async ({ key, keyName, ...what }) => {
      const terminal = await running(what, 10_000);
      const before = terminal.bytes;
      terminal.press(key);
      const time = await terminal.exit();
      const carried = (terminal.bytes - before) / 10;
      report(
        `${what.name} ${what.keys} ${what.columns}×${what.rows} ${keyName}: ${Math.round(time)} ms, ${Math.round(carried)} ms of bytes`,
      );
      expect(full ? time : carried).toBeLessThan(1000);
      expect(await terminal.exitCode()).toBe(0);
    },
  );
});

describe('a terminal that reads nothing', () => {
  test.each(cases)(
    'delays neither log nor checkpoint of $name $keys at $columns×$rows, nor its end by SIGTERM',
    async (what) => {
      const place = folder();
      const [log, checkpoint, weights] = ['log.ndjson', 'run.ckpt', 'weights.npz'].map((file) => join(place, file)) as [
        string,
        string,
        string,
      ];
      const files = [
        '--log',
        log,
        '--log-every',
        '1',
        '--save',
        checkpoint,
        '--save-every',
        '10',
        '--save-weights',
        weights,
      ];
      const terminal = openSlow([what.name, ...files], what.columns, what.rows, Number.POSITIVE_INFINITY);
      await terminal.until(isRunning);
      terminal.press(what.keys);
      await wait(300);
      terminal.rate = 0;
      await wait(1000);
      const rows = (): number => readFileSync(log, 'utf8').split('\n').length;
      const before = { rows: rows(), saved: statSync(checkpoint).mtimeMs };
      await expect.poll(rows, { timeout: GOES_ON_MS }).toBeGreaterThan(before.rows);
      await expect.poll(() => statSync(checkpoint).mtimeMs, { timeout: GOES_ON_MS }).toBeGreaterThan(before.saved);

      process.kill(terminal.pid, 'SIGTERM');
      const time = await terminal.exit();
      report(`${what.name} ${what.keys} ${what.columns}×${what.rows} SIGTERM: ${Math.round(time)} ms`);
      expect(time).toBeLessThan(full ? 1000 : LIMIT_MS);
      expect([log, checkpoint, weights].map((file) => existsSync(file))).toEqual([true, true, true]);
      expect(statSync(checkpoint).mtimeMs).toBeGreaterThan(before.saved);
      expect(await terminal.exitCode()).toBe(143);
    },
  );
});

test('catches up when a stalled terminal reads again', async () => {
  const terminal = openSlow(['iris'], 80, 24, Number.POSITIVE_INFINITY);
  await terminal.until(isRunning);
  terminal.rate = 0;
  await wait(500);
  const before = headerOf(terminal.lines().join('\n'))!.iteration;
  terminal.press(' ');
  terminal.rate = Number.POSITIVE_INFINITY;
  await terminal.until((lines) => headerOf(lines.join('\n'))?.state === 'paused');
  expect(headerOf(terminal.lines().join('\n'))!.iteration).toBeGreaterThanOrEqual(before);
});

/** Figures for `npm run bench:slow`. */
function report(text: string): void {
  if (full) process.stdout.write(`${text}\n`);
}
