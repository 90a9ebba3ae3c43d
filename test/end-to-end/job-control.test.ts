import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { endSignals } from '../../src/ui/end-signals.ts';
import { full } from '../full.ts';
import { LIMIT_MS } from '../limit.ts';
import { headerOf } from './header.ts';
import { openSlow, wait } from './slow-terminal.ts';
import { command, open, type Terminal } from './terminal.ts';

const restored = { alternateScreen: false, cursorVisible: true, modesRestored: true };

/** A shell with job control, whose prompt is a line of its own, and the dashboard as its job. */
async function job(...args: readonly string[]): Promise<{ readonly terminal: Terminal; readonly pid: number }> {
  const terminal = open(['-i'], { command: ['sh'], env: { PS1: '$\n' }, columns: 100, rows: 30 });
  await terminal.waitFor(/^\$$/m);
  terminal.press(
    `sh -c 'echo "job $$."; exec "$0" "$@"' '${process.execPath}' '${command}' xor --paused ${args.join(' ')}\r`,
  );
  const [, pid] = await terminal.waitFor(() => /^job (\d+)\.$/m.exec(terminal.normalText()) ?? undefined);
  await paused(terminal, 0);
  return { terminal, pid: Number(pid) };
}

async function paused(terminal: Terminal, iteration: number): Promise<void> {
  await terminal.waitFor((text) => {
    const header = headerOf(text);
    return header?.state === 'paused' && header.iteration === iteration;
  });
}

test('the rebuild, where ctrl+z undoes, gives the terminal to the shell after ctrl+backslash', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const env = { PS1: '$\n', XDG_STATE_HOME: folder };
  const terminal = open(['-i'], { command: ['sh'], env, columns: 80, rows: 24 });
  await terminal.waitFor(/^\$$/m);
  terminal.press(`'${process.execPath}' '${command}' learn rebuild\r`);
  await terminal.waitFor('Type over a blank');
  terminal.press('one\u001c');
  await expectShell(terminal);
  terminal.press('fg\r');
  await terminal.waitFor('sigmoid(one');
  terminal.press('two');
  await terminal.waitFor('sigmoid(onetwo');
  terminal.press('\u0011');
  await terminal.waitFor(/Your text is (kept|not kept)/);
  terminal.press('exit\r');
  expect(await terminal.exit()).toMatchObject(restored);
});

/** The shell has the terminal, in the modes that a shell needs. */
async function expectShell(terminal: Terminal): Promise<void> {
  // With its prompt: it takes keys again.
  await terminal.waitFor(/Stopped[\s\S]*^\$$/m);
  expect([terminal.isAlternateScreen, terminal.isCursorVisible]).toEqual([false, true]);
  terminal.press('stty -a\r');
  expect(await terminal.waitFor((text) => /(-?icanon)\b[\s\S]*\s(-?echo)\b/.exec(text)?.slice(1))).toEqual([
    'icanon',
    'echo',
  ]);
}

/** Brings the job back, sees that it takes keys, and ends both. */
async function expectToGoOn(terminal: Terminal): Promise<void> {
  terminal.press('fg\r');
  await paused(terminal, 0);
  expect([terminal.isAlternateScreen, terminal.isCursorVisible]).toEqual([true, false]);
  terminal.press('t');
  await paused(terminal, 10);
  terminal.press('q');
  await terminal.waitFor(/XOR: seed 1, 10 iterations/);
  terminal.press('exit\r');
  expect(await terminal.exit()).toMatchObject(restored);
}

describe('the shell', () => {
  test('gets the terminal after Ctrl-Z, and gives it back with fg', async () => {
    const { terminal } = await job();
    terminal.press('\u001a');
    await expectShell(terminal);
    await expectToGoOn(terminal);
  });

  test('stops the dashboard with SIGTSTP, and again', async () => {
    const { terminal, pid } = await job();
    process.kill(pid, 'SIGTSTP');
    await expectShell(terminal);
    terminal.press('clear; fg\r');
    await paused(terminal, 0);
    process.kill(pid, 'SIGTSTP');
    await expectShell(terminal);
    await expectToGoOn(terminal);
  });

  test('may have another size when the dashboard comes back', async () => {
    const { terminal } = await job();
    terminal.press('\u001a');
    await expectShell(terminal);
    terminal.resize(80, 24);
    terminal.press('clear; fg\r');
    await terminal.waitFor(
      (text) => headerOf(text)?.state === 'paused' && text.split('\n')[1]?.trimEnd().length === 79,
    );
    terminal.press('q');
    await terminal.waitFor(/XOR: seed 1, /);
    terminal.press('exit\r');
    expect(await terminal.exit()).toMatchObject(restored);
  });
});

describe('a dashboard that is stopped', () => {
  test.each(full ? (['TERM', 'HUP', 'QUIT'] as const) : (['HUP'] as const))(
    'ends with its files when the shell sends SIG%s',
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'job-control-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const save = join(folder, 'run.ckpt');
      const { terminal } = await job('--save', save);
      terminal.press('t');
      await paused(terminal, 10);
      terminal.press('\u001a');
      await terminal.waitFor(/Stopped/);
      const before = terminal.bytes().length;
      terminal.press(
        `clear; kill -${name} %1; kill -CONT %1; until [ -e '${save}' ]; do sleep 0.1; done; sleep 1; wait %1; echo code $?\r`,
      );
      await terminal.waitFor(`code ${128 + constants.signals[`SIG${name}`]}`);
      expect(existsSync(save)).toBe(true);
      expect(terminal.bytes().subarray(before).includes('\u001b[?1049')).toBe(false);
      terminal.press('exit\r');
      expect(await terminal.exit()).toMatchObject(restored);
    },
  );

  test('stops again in the background, and goes on in the foreground', async () => {
    const { terminal } = await job();
    terminal.press('\u001a');
    await terminal.waitFor(/Stopped/);
    terminal.press('clear; bg\r');
    const jobs = (): string => {
      terminal.press('jobs\r');
      return terminal.text();
    };
    await expect.poll(jobs, { interval: 300, timeout: LIMIT_MS }).toMatch(/Stopped \(tty output\)/);
    await expectToGoOn(terminal);
  });
});

test('Ctrl-L draws over what another program has written', async () => {
  const terminal = open(['xor', '--paused']);
  await terminal.waitFor((text) => headerOf(text)?.state === 'paused');
  const before = terminal.text();
  terminal.write('\u001b[5;10Hwall: the machine goes down\u001b[20;1H\u001b[7m another line');
  await terminal.waitFor(/wall: .*[\s\S]*another line/);
  terminal.press('\u000c');
  await terminal.waitFor((text) => text === before);
});

test('every signal that can be caught leaves the terminal as it was', async () => {
  // The lifecycle of a dashboard has the first four. `npm test` takes two of the others.
  for (const signal of endSignals
    .slice(4)
    .filter((_, place, { length }) => full || place === 0 || place === length - 1)) {
    const terminal = open(['xor', '--paused'], { columns: 80, rows: 24 });
    await paused(terminal, 0);
    terminal.signal(signal);
    expect([signal, await terminal.exit()]).toEqual([
      signal,
      { ...restored, exitCode: 128 + constants.signals[signal], lines: [] },
    ]);
  }
});

test('goes on after SIGXFSZ, which a full file sends', async () => {
  const terminal = open(['xor', '--paused']);
  await paused(terminal, 0);
  terminal.signal('SIGXFSZ');
  terminal.press('t');
  await paused(terminal, 10);
});

test('a resize while a frame is being written leaves the picture of the new size', async () => {
  const terminal = openSlow(['iris', '--paused'], 160, 50, 20_000);
  const fresh = openSlow(['iris', '--paused'], 90, 30, Number.POSITIVE_INFINITY);
  await fresh.until((lines) => !fresh.isDrawing && lines[0]?.includes('paused') === true);
  await terminal.until((lines) => lines[0]?.includes('paused') === true);
  for (const size of [
    [120, 40],
    [200, 60],
    [40, 10],
    [90, 30],
  ] as const) {
    terminal.press('?\u001b');
    await wait(40);
    terminal.resize(size[0], size[1]);
  }
  terminal.rate = Number.POSITIVE_INFINITY;
  const expected = fresh.lines().join('\n');
  await terminal.until((lines) => lines.join('\n') === expected);
});
