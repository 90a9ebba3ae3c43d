import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readCheckpoint } from '../../src/cli/checkpoint/checkpoint.ts';
import { endSignals } from '../../src/ui/end-signals.ts';
import { full } from '../full.ts';
import { LIMIT_MS } from '../limit.ts';
import { headerOf } from './header.ts';
import { run, start } from './run.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { command, open } from './terminal.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kept-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function savedIteration(file: string): number | undefined {
  const read = readCheckpoint(readFileSync(file));
  return read.ok ? read.checkpoint.saved.iteration : undefined;
}

const unwritten = ['weights are', 'checkpoint is'].map((what) => {
  return `backprop-tui: no ${what} written before the first iteration`;
});

const endless = () => writeFile(scenario({ training: { iterations: 100_000_000, reportEvery: 1000 } }));

describe('a run without a dashboard that is ended by a signal', () => {
  test.each(full ? endSignals : endSignals.slice(0, 3))('writes its files: %s', async (signal) => {
    const folder = newFolder();
    const [save, weights, log] = ['run.ckpt', 'w.json', 'log.csv'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const child = start([endless(), '--save', save, '--save-weights', weights, '--log', log, '--log-every', '1000']);
    const errors = text(child.stderr);
    child.stdout.once('data', () => child.kill(signal));
    child.stdout.resume();
    const [exitCode] = await once(child, 'exit');
    expect({ exitCode, errors: await errors }).toEqual({ exitCode: 128 + constants.signals[signal], errors: '' });
    expect(savedIteration(save)).toBeGreaterThan(0);
    expect(Object.keys(JSON.parse(readFileSync(weights, 'utf8')))).toContain('syn0');
    expect(readFileSync(log, 'utf8')).toMatch(/\n1,.*\n$/s);
  });

  test('says what is not written when it has not begun, and fails', async () => {
    const folder = newFolder();
    const preload = `process.on('newListener',(name)=>name==='SIGTERM'&&process.nextTick(()=>process.kill(process.pid,name)))`;
    const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(preload)}` };
    const child = start(['xor', '--headless', '--save', 'run.ckpt', '--save-weights', 'w.npz'], env, folder);
    const errors = text(child.stderr);
    child.stdout.resume();
    const [exitCode] = await once(child, 'exit');
    expect({ exitCode, errors: await errors }).toEqual({ exitCode: 1, errors: `${unwritten.join('\n')}\n` });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('while its reader reads nothing', async () => {
    const save = join(newFolder(), 'run.ckpt');
    const file = writeFile(scenario({ training: { iterations: 100_000_000, reportEvery: 1 } }));
    const child = start([file, '--json', '--save', save, '--save-every', '100']);
    child.stderr.resume();
    child.stdout.pause();
    await expect.poll(() => existsSync(save), { timeout: LIMIT_MS }).toBe(true);
    child.kill('SIGTERM');
    const [exitCode] = await once(child, 'exit');
    expect(exitCode).toBe(143);
    expect(savedIteration(save)).toBeGreaterThan(0);
  });

  test('says what could not be written, and fails', async () => {
    const folder = newFolder();
    const child = start([endless(), '--save', join(folder, 'run.ckpt')]);
    const errors = text(child.stderr);
    child.stdout.once('data', () => {
      rmSync(folder, { recursive: true });
      child.kill('SIGINT');
    });
    child.stdout.resume();
    const [exitCode] = await once(child, 'exit');
    expect(exitCode).toBe(1);
    expect(await errors).toBe('backprop-tui: the checkpoint cannot be written: no file or folder of this name\n');
  });
});

test('a run whose output has lost its reader goes on, and writes its files', async () => {
  const folder = newFolder();
  const [save, weights] = [join(folder, 'run.ckpt'), join(folder, 'w.npz')];
  const file = writeFile(scenario({ training: { iterations: 20_000, reportEvery: 1 } }));
  // PIPESTATUS without an index is the status of the first command.
  const line = '"$0" "$1" "$2" --json --save "$3" --save-weights "$4" | head -1; echo "$PIPESTATUS"';
  const printed = await new Promise<string>((resolve) => {
    // Without the locale of the machine, and without the settings of a person: bash may warn of both.
    const env = { PATH: process.env['PATH'] };
    execFile(
      'bash',
      ['--norc', '-c', line, process.execPath, command, file, save, weights],
      { env },
      (_, stdout, stderr) => resolve(stdout + stderr),
    );
  });
  expect(printed).toMatch(/^\{"type":"report","iteration":0,.*\}\n0\n$/);
  expect(savedIteration(save)).toBe(20_000);
  expect(existsSync(weights)).toBe(true);
});

describe('a second run with the same file', () => {
  const outputs = [
    ['--save', 'run.ckpt'],
    ['--save-weights', 'w.json'],
    ['--log', 'log.csv'],
  ] as const;
  test.each(full ? outputs : outputs.slice(0, 1))('is refused at its start: %s', async (option, name) => {
    const folder = newFolder();
    const first = start([endless(), option, name], {}, folder);
    first.stderr.resume();
    await once(first.stdout, 'data');
    first.stdout.resume();
    symlinkSync(name, join(folder, `link-${name}`));
    const { stderr, exitCode } = await run(['xor', '--headless', option, `link-${name}`], {}, folder);
    expect({ stderr, exitCode }).toEqual({
      stderr: `link-${name}  ${option}: expected a file that no other run writes, found one that process ${first.pid} writes; end that run, or choose another name\n`,
      exitCode: 2,
    });
    first.kill('SIGTERM');
    await once(first, 'exit');
    expect(readdirSync(folder).sort()).toEqual([`link-${name}`, name].sort());
  });

  test('is not refused once the first was killed', async () => {
    const folder = newFolder();
    const first = start([endless(), '--save', 'run.ckpt'], {}, folder);
    first.stderr.resume();
    await once(first.stdout, 'data');
    first.stdout.resume();
    first.kill('SIGKILL');
    await once(first, 'exit');
    expect(readdirSync(folder)).toEqual(['.run.ckpt.lock']);
    const short = writeFile(scenario({ training: { iterations: 5 } }));
    expect(await run([short, '--headless', '--save', 'run.ckpt'], {}, folder)).toMatchObject({
      stderr: '',
      exitCode: 0,
    });
    expect(readdirSync(folder)).toEqual(['run.ckpt']);
  });
});

describe('a dashboard', () => {
  test('says what a signal before the first iteration leaves unwritten, and fails', async () => {
    const folder = newFolder();
    const terminal = open(['xor', '--paused', '--save', 'run.ckpt', '--save-weights', 'w.npz'], { folder });
    await terminal.waitFor('paused');
    terminal.signal('SIGTERM');
    expect(await terminal.exit()).toMatchObject({ exitCode: 1, lines: unwritten });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('prints the state that it saves', async () => {
    const folder = newFolder();
    const file = writeFile(scenario({ training: { iterations: 100_000_000 }, playback: { speed: 'unlimited' } }));
    const save = join(folder, 'run.ckpt');
    const terminal = open([file, '--save', save], { folder });
    await terminal.waitFor((screen) => (headerOf(screen)?.iteration ?? 0) > 5000);
    terminal.press('q');
    const { lines, exitCode } = await terminal.exit();
    expect(exitCode).toBe(0);
    expect(lines[0]).toContain(`, ${(savedIteration(save) as number).toLocaleString('en-US')} iterations, error`);
  });

  test('says on the screen and at the end that its log was deleted', async () => {
    const folder = newFolder();
    const log = join(folder, 'log.csv');
    const file = writeFile(scenario({ training: { iterations: 100_000_000 } }));
    const terminal = open([file, '--log', log, '--log-every', '1'], { folder });
    await terminal.waitFor((screen) => (headerOf(screen)?.iteration ?? 0) > 10);
    rmSync(log);
    await terminal.waitFor('the log was deleted');
    terminal.press('?');
    await terminal.waitFor(/keys[\s\S]*the log was deleted/);
    terminal.press('qq');
    const { lines, exitCode } = await terminal.exit();
    expect(lines[0]).toBe('backprop-tui: the log was deleted');
    expect(exitCode).toBe(1);
  });

  test('says on the screen and at the end what a full disk has lost, and leaves no halves', async () => {
    const folder = newFolder();
    const file = writeFile(scenario({ network: { hidden: [60] }, training: { iterations: 100_000_000 } }));
    // The log meets a disk without room. A limit of 1 kB for a file makes the disk full for the others.
    symlinkSync('/dev/full', join(folder, 'log.ndjson'));
    const limited = ['sh', '-c', 'ulimit -f 2; exec "$0" "$@"', process.execPath, command];
    const files = ['--log', 'log.ndjson', '--log-every', '1', '--save', 'run.ckpt', '--save-every', '5'];
    const terminal = open([file, ...files, '--save-weights', 'w.npz'], { folder, command: limited });
    await terminal.waitFor(/waits for room: a full disk|cannot be written: a file that has become too large/);
    terminal.press('?');
    await terminal.waitFor(/the log waits for free space: a full disk/);
    await terminal.waitFor(/the checkpoint cannot be written: a file that has become too large/);
    terminal.press('qq');
    const { lines, exitCode } = await terminal.exit();
    expect(lines.slice(0, 3)).toEqual([
      'backprop-tui: the log ends before the run: a full disk',
      expect.stringMatching(/^backprop-tui: the weights cannot be written: a file that has become too large/),
      'backprop-tui: the checkpoint cannot be written: a file that has become too large',
    ]);
    expect(exitCode).toBe(1);
    expect(readdirSync(folder)).toEqual(['log.ndjson']);
  });
});
