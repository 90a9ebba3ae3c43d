import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { LIMIT_MS } from '../limit.ts';
import { headerOf } from './header.ts';
import { command, open, type Terminal } from './terminal.ts';

/** A running dashboard, and its exit code once the process is gone. */
async function watched(
  ...options: readonly string[]
): Promise<{ readonly terminal: Terminal; readonly exitCode: Promise<string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-tui-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const socket = join(folder, 'witness');
  const server = createServer();
  onTestFinished(() => void server.close());
  const exitCode = new Promise<string>((resolve) => server.once('connection', (line) => resolve(text(line))));
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const preload = new URL('tell-exit.js', import.meta.url).href;
  const terminal = open(['xor', ...options], { env: { NODE_OPTIONS: `--import ${preload}`, WITNESS: socket } });
  await terminal.waitFor((screen) => headerOf(screen)?.state === (options.length === 0 ? 'running' : 'paused'));
  return { terminal, exitCode };
}

describe.each([[[]], [['--paused']]])('a terminal that vanishes, with %j', (options) => {
  test('ends the process', async () => {
    const { terminal, exitCode } = await watched(...options);
    terminal.vanish();
    expect(await exitCode).toBe('129');
  });

  test('with its shell ends the process', async () => {
    const { terminal, exitCode } = await watched(...options);
    terminal.destroy();
    expect(await exitCode).toBe('129');
  });
});

describe('a terminal that vanishes', () => {
  test('together with a signal ends the process', async () => {
    const { terminal, exitCode } = await watched('--paused');
    terminal.signal('SIGTERM');
    terminal.vanish();
    expect(['143', '129']).toContain(await exitCode);
  });

  test('right after q ends the process', async () => {
    const { terminal, exitCode } = await watched();
    terminal.press('q');
    terminal.vanish();
    expect(['0', '129']).toContain(await exitCode);
  });

  test('leaves the exit code to the process that waits for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'backprop-tui-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const end = join(folder, 'end');
    const shell = ['sh', '-c', `trap '' HUP; "$@"; echo $? > "$END"`, 'sh', process.execPath, command];
    const terminal = open(['xor', '--paused'], { command: shell, env: { END: end } });
    await terminal.waitFor((screen) => headerOf(screen)?.state === 'paused');
    terminal.vanish();
    // Node would crash where it cannot set the modes of a terminal: 134 or 139.
    await vi.waitFor(() => expect(readFileSync(end, 'utf8')).toBe('129\n'), { timeout: LIMIT_MS });
  });
});
