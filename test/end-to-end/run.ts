import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { command } from './terminal.ts';

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/**
 * Runs backprop-tui to its end without a terminal.
 * @param folder the working directory
 */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  folder?: string,
): Promise<Finished> {
  const child = start(args, env, folder);
  const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { stdout, stderr, exitCode: exitCode as number | null };
}

export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  folder?: string,
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [command, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...env },
  });
}

/** An environment in which the process is killed at a call of the file system, such as `renameSync 3`: the third one. */
export function killedAt(call: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import ${new URL('kill-at-call.js', import.meta.url).href}`, KILL_AT: call };
}
