import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LIMIT_MS } from '../limit.ts';
import { headerOf } from './header.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { command, open, type Terminal, type TerminalOptions } from './terminal.ts';

/*
 * The key O, with a script in place of an editor. The script shows that it has the terminal and waits for a line.
 */

const restored = { alternateScreen: false, cursorVisible: true, modesRestored: true };

/** @param edit lines of a shell script; `$2` is the file. */
function begin(edit: string, extra: TerminalOptions & { readonly args?: readonly string[] } = {}) {
  const file = writeFile(scenario({ training: { iterations: 1000 } }), 'it is $(mine); "so".json');
  const folder = dirname(file);
  const editor = join(folder, 'my editor');
  const script = `#!/bin/sh\nstty -a | grep -o ' -\\?icanon\\| -\\?echo '\necho "editing $1 $(basename "$2")"\nread line\necho "typed $line"\n${edit}\n`;
  writeFileSync(editor, script);
  chmodSync(editor, 0o755);
  const { args = [file, '--paused'], ...options } = extra;
  const env = { EDITOR: `'${editor}' --wait`, ...options.env };
  const terminal = open(args, { columns: 100, rows: 30, folder, ...options, env });
  return { terminal, file, folder };
}

async function header(terminal: Terminal, state: string, iteration?: number): Promise<void> {
  await terminal.waitFor((text) => {
    const shown = headerOf(text);
    return shown?.state === state && (iteration === undefined || shown.iteration === iteration);
  });
}

/** @param times the number of times that it was opened: the screen still shows the earlier ones. */
async function expectEditor(terminal: Terminal, times = 1): Promise<void> {
  await terminal.waitFor((text) => text.split('editing --wait it is $(mine); "so".json').length > times);
  expect([terminal.isAlternateScreen, terminal.isCursorVisible, terminal.mouse]).toEqual([false, true, 'none']);
  expect(terminal.text()).toMatch(/^ icanon\n echo\n/m);
}

async function expectDashboard(terminal: Terminal): Promise<void> {
  await terminal.waitFor(() => terminal.isAlternateScreen && !terminal.isCursorVisible && terminal.mouse === 'drag');
}

/** Passes once a process needs no time of the processor for a while. A run that trains needs all that it gets. */
async function expectRest(pid: number): Promise<void> {
  if (process.platform !== 'linux') return;
  let before = '';
  const isAtRest = (): boolean => {
    // The time in user mode and in the system, for all of its threads. The name, in parentheses, may hold spaces.
    const now = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11, 13)
      .join();
    const isSame = now === before;
    before = now;
    return isSame;
  };
  await expect.poll(isAtRest, { interval: 300, timeout: LIMIT_MS }).toBe(true);
}

async function quit(terminal: Terminal): Promise<void> {
  terminal.press('\u0003');
  expect(await terminal.exit()).toMatchObject(restored);
}

const change = (to: string): string => `printf '%s' '${to}' > "$2"`;

describe('O', () => {
  test('opens the scenario in the editor; a valid one starts over, and the run before is kept', async () => {
    const next = JSON.stringify(scenario({ name: 'OTHER', training: { iterations: 2000, seed: 7 } }));
    const { terminal } = begin(change(next));
    await header(terminal, 'paused', 0);
    terminal.press('t');
    await header(terminal, 'paused', 10);
    terminal.press('O');
    await expectEditor(terminal);
    terminal.press('x\r');
    await terminal.waitFor(/OTHER/);
    await expectDashboard(terminal);
    await terminal.waitFor(/has been read: a new run begins; the earlier run is kept as run 1/);
    await header(terminal, 'paused', 0);
    expect(headerOf(terminal.text())).toMatchObject({ seed: 7, goal: 2000 });
    terminal.press('t');
    await header(terminal, 'paused', 10);
    await quit(terminal);
  });

  test('keeps the run when the scenario has a fault, says where, and opens it again', async () => {
    const { terminal } = begin(change(JSON.stringify(scenario({ network: { hidden: [0] } }))));
    await header(terminal, 'paused', 0);
    terminal.press('t');
    await header(terminal, 'paused', 10);
    for (const [round, words] of [/\.json:1:\d+ {2}network\.hidden\[0\]: expected/, /is unchanged/].entries()) {
      terminal.press('O');
      await expectEditor(terminal, round + 1);
      terminal.press('x\r');
      await expectDashboard(terminal);
      await terminal.waitFor(words);
      await header(terminal, 'paused', 10);
    }
    await quit(terminal);
  });

  test('survives Ctrl-C in the editor, and goes on as before', async () => {
    const { terminal } = begin('');
    await header(terminal, 'paused', 0);
    terminal.press('O');
    await expectEditor(terminal);
    terminal.press('\u0003');
    await expectDashboard(terminal);
    await terminal.waitFor(/ended with SIGINT: nothing is read/);
    await header(terminal, 'paused', 0);
    terminal.press('q');
    const ending = await terminal.exit();
    expect(ending).toMatchObject({ ...restored, exitCode: 0 });
    expect(ending.lines.join('\n')).toMatch(/AND: seed 1, no iteration has run/);
  });

  test('survives Ctrl-C in the editor that it notices only after the end of the editor', async () => {
    const editor = writeFile("#!/bin/sh\ntrap 'echo left; exit 1' INT\necho opened\nread line\n", 'editor');
    chmodSync(editor, 0o755);
    const { terminal } = begin('', { env: { EDITOR: editor } });
    await header(terminal, 'paused', 0);
    terminal.press('O');
    await terminal.waitFor('opened');
    // As a busy machine holds it up.
    terminal.signal('SIGSTOP');
    terminal.press('\u0003');
    await terminal.waitFor('left');
    terminal.signal('SIGCONT');
    await expectDashboard(terminal);
    await terminal.waitFor(/ended with exit code 1: nothing is read/);
    await quit(terminal);
  });

  test('ends with its editor by SIGTERM, and leaves the terminal as it was', async () => {
    const { terminal } = begin('');
    await header(terminal, 'paused', 0);
    terminal.press('O');
    await expectEditor(terminal);
    terminal.signal('SIGTERM');
    const ending = await terminal.exit();
    expect(ending).toMatchObject({ ...restored, exitCode: 143 });
    expect(ending.lines.join('\n')).not.toContain('typed');
  });

  test('lets Ctrl-Z stop editor and dashboard together, and fg continue both', async () => {
    const file = writeFile(scenario());
    const { terminal } = begin('', { command: ['sh'], args: ['-i'], env: { PS1: '$\n' } });
    await terminal.waitFor(/^\$$/m);
    terminal.press(`'${process.execPath}' '${command}' '${file}' --paused\r`);
    await header(terminal, 'paused', 0);
    terminal.press('O');
    await terminal.waitFor(/^editing/m);
    terminal.press('\u001a');
    // The prompt: the shell takes keys again.
    await terminal.waitFor(/Stopped[\s\S]*^\$$/m);
    terminal.press('clear; fg\r');
    await terminal.waitFor((text) => !text.includes('Stopped') && !text.includes('$\n') && !text.includes('editing'));
    terminal.press('x\r');
    await terminal.waitFor(/is unchanged/);
    await expectDashboard(terminal);
    terminal.press('q');
    await terminal.waitFor(/AND: seed 1, no iteration has run/);
    terminal.press('exit\r');
    expect(await terminal.exit()).toMatchObject(restored);
  });

  test('pauses a run that trains until it comes back', async () => {
    const file = writeFile(scenario({ training: { iterations: 1e9 } }));
    const { terminal } = begin('', { args: [file, '--speed', 'unlimited'] });
    const beyond = (least: number): Promise<number> =>
      terminal.waitFor((text) => {
        const { state, iteration } = headerOf(text) ?? { state: '', iteration: 0 };
        return state === 'running' && iteration > least && iteration;
      });
    const before = await beyond(0);
    terminal.press('O');
    await terminal.waitFor(/editing/);
    await expectRest(terminal.pid);
    terminal.press('x\r');
    await expectDashboard(terminal);
    await beyond(before);
    await quit(terminal);
  });

  test('reads a file that was saved elsewhere, without an editor', async () => {
    const { terminal, file } = begin('', { env: { EDITOR: undefined } });
    await header(terminal, 'paused', 0);
    terminal.press('O');
    await terminal.waitFor(/no editor is set/);
    terminal.press('t');
    await header(terminal, 'paused', 10);
    for (const [before, after] of [
      ['AND', 'NEW'],
      ['NEW', 'OTHER'],
    ] as const) {
      writeFileSync(file, readFileSync(file, 'utf8').replace(before, after));
      await terminal.waitFor(/has changed: O reads it/);
      terminal.press('O');
      await terminal.waitFor(`· ${after}`);
    }
    await quit(terminal);
  });

  test('opens no built-in scenario, but a copy that S has saved', async () => {
    const { terminal } = begin('', { args: ['xor', '--paused'] });
    await header(terminal, 'paused', 0);
    terminal.press('O');
    await terminal.waitFor(/built in: S saves a copy/);
    terminal.press('S');
    await terminal.waitFor(/xor-mine\.json/);
    terminal.press('\r');
    await terminal.waitFor(/saved as/);
    terminal.press('O');
    await terminal.waitFor(/editing --wait xor-mine\.json/);
    terminal.press('x\r');
    await terminal.waitFor(/xor-mine\.json is unchanged/);
    await quit(terminal);
  });

  test('is a key of the dashboard in sentences, too', async () => {
    const next = JSON.stringify(scenario({ name: 'OTHER' }));
    const file = writeFile(scenario(), 'mine.json');
    const { terminal } = begin(change(next), { args: [file, '--plain'] });
    await terminal.waitFor(/Space runs and pauses/);
    terminal.press('O');
    await terminal.waitFor(/editing --wait mine\.json/);
    terminal.press('x\r');
    await terminal.waitFor(/Mine\.json has been read: a new run begins|mine\.json has been read: a new run begins/);
    terminal.press('t');
    await terminal.waitFor(/Iteration 10/);
    await quit(terminal);
  });
});
