import { closeSync, fstatSync } from 'node:fs';
import { constants } from 'node:os';
import { plainText } from '../scenario/plain-text.ts';
import { reasonOf } from './file-problems.ts';

/** Exit code of a command line, a file or a scenario that cannot be used. */
export const UNUSABLE = 2;

/** Prints why a command cannot be carried out: lines that may quote anything. Returns its exit code. */
export function refuse(lines: readonly string[]): number {
  for (const line of lines) process.stderr.write(`${plainText(line)}\n`);
  return UNUSABLE;
}

/** Time to take the last lines for a terminal, and after a signal for any reader. One that reads nothing must not keep the process alive. */
const LAST_MS = 200;

/** Exits once everything written has reached its reader. */
export async function finish(exitCode: number): Promise<void> {
  // A pipe takes what its reader has room for; the rest waits in this process.
  await Promise.all([process.stdout, process.stderr].map((stream) => flush(stream, exitCode > 128)));
  process.exit(exitCode);
}

/** @param isHurried after a signal. */
function flush(stream: NodeJS.WriteStream, isHurried: boolean): Promise<void> {
  return new Promise((resolve) => {
    // Even a write of nothing fails on a full disk.
    if (stream.writableLength === 0) setImmediate(resolve);
    else stream.write('', () => resolve());
    if (stream.isTTY || isHurried) setTimeout(resolve, LAST_MS);
  });
}

/** The first failed write to the output; Node forgets it after the event. */
let failure: NodeJS.ErrnoException | undefined;
let isToldLost = false;

/**
 * Says once, on stderr, why the output is lost. A reader that has left is not a loss.
 * @returns true when the output is lost.
 */
export function tellLostOutput(error = failure): boolean {
  failure ??= error;
  if (failure === undefined || failure.code === 'EPIPE' || failure.code === 'EIO') return false;
  if (!isToldLost) process.stderr.write(`backprop-tui: the output cannot be written: ${reasonOf(failure)}\n`);
  isToldLost = true;
  return true;
}

/** Ends the process when its output fails: with 1 when that loses something, however the process ends. */
export function endWithOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error;
    // The reader is gone: `… | head -1` has closed the pipe (EPIPE), or the terminal window was closed (EIO).
    if (error.code === 'EPIPE') process.exit(0);
    if (error.code === 'EIO') process.exit(128 + constants.signals.SIGHUP);
    process.exit(1);
  });
  // A stderr that fails has nowhere to say so: the exit code is all that is left.
  process.stderr.on('error', () => {});
  // The console, which prints the help, exits before the event.
  process.on('exit', (exitCode) => {
    const isLost = tellLostOutput((process.stdout.errored as NodeJS.ErrnoException | null) ?? undefined);
    if (isLost && exitCode !== UNUSABLE) process.exitCode = 1;
    closeGoneTerminals();
  });
}

/**
 * Closes the descriptors of a terminal that is gone. Node sets the modes of its terminals at the end, and crashes (SIGABRT or SIGSEGV in
 * place of the exit code) where it cannot, unless the descriptor is closed.
 */
function closeGoneTerminals(): void {
  const { isatty } = process.getBuiltinModule('node:tty');
  for (const descriptor of [0, 1, 2]) {
    try {
      if (fstatSync(descriptor).isCharacterDevice() && !isatty(descriptor)) closeSync(descriptor);
    } catch {
      // Closed already.
    }
  }
}
