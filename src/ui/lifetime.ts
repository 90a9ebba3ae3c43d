import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { endSignals, ignoreKeySignals, onEndSignal, surviveFullFile } from './end-signals.ts';
import type { Lend } from './model/message.ts';
import type { Model } from './model/model.ts';
import { type Screen, setBlocking } from './screen.ts';

/*
 * The life of a program that has taken a terminal, from its first key to its end: signals, job control, errors. Every end
 * leaves the terminal as it was before.
 */

/** The end of a dashboard: by a key, by a signal, or by an error of its own. */
export type Ending<Left = Model> =
  | { readonly kind: 'quit'; readonly model: Left }
  | { readonly kind: 'signal'; readonly exitCode: number }
  | { readonly kind: 'error'; readonly error: unknown };

/** The part of an output that life and death of the program concern. */
export type Output = Pick<Screen, 'suspend' | 'resume' | 'close' | 'restore'>;

export interface LifeOptions<Left> {
  /** In raw mode. */
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly output: Output;
  /** Begins the work, when signals are caught. */
  readonly begin: (life: Life<Left>) => Work;
}

/** The ways in which the work ends or stops the program. */
export interface Life<Left = Model> {
  readonly quit: (model: Left) => void;
  readonly fail: (error: unknown) => void;
  /** Stops the process, as a shell does with Ctrl-Z. */
  readonly suspend: () => void;
  /** Gives the terminal to another program, such as an editor. */
  readonly lend: Lend;
}

export interface Work {
  readonly trainer: { close(): Promise<unknown> };
  /** Resolves, once keys are read, to the function that ends this; a promise that it returns is awaited. */
  readonly interaction: Promise<() => unknown>;
}

/** Lets the work continue until it ends, and gives the terminal back. */
export async function liveUntilEnd<Left = Model>({
  stdin,
  stdout,
  output,
  begin,
}: LifeOptions<Left>): Promise<Ending<Left>> {
  process.once('exit', output.restore);
  let end: (ending: Ending<Left>) => void = () => {};
  const ended = new Promise<Ending<Left>>((resolve) => {
    end = resolve;
  });

  onEndSignal((exitCode) => end({ kind: 'signal', exitCode }));
  surviveFullFile();
  const fail = (error: unknown): void => end({ kind: 'error', error });
  process.on('uncaughtException', fail);
  // The terminal is gone. Later errors of the streams say the same.
  const vanish = (): void => end({ kind: 'signal', exitCode: 128 + constants.signals.SIGHUP });
  stdin.on('error', vanish);
  stdout.on('error', vanish);

  const { suspend, lend, leave } = jobControl(stdin, output);
  const quit = (model: Left): void => end({ kind: 'quit', model });
  const { trainer, interaction } = begin({ quit, fail, suspend, lend });
  interaction.catch(fail);

  const ending = await ended;
  if (leave() && ending.kind === 'signal') process.once('exit', () => dieInBackground(ending.exitCode - 128));
  // An error from here on ends the process: the ending is known.
  process.off('uncaughtException', fail);
  // Before anything else that may fail. A closed screen drops the last words of Ink. The files are written meanwhile.
  const restored = output.close();
  // Answers of the terminal are still read: the shell would take them for keys.
  await interaction.then(
    (stop) => stop(),
    () => {},
  );
  await Promise.all([restored.then(() => stdin.setRawMode(false)), trainer.close()]);
  return ending;
}

interface JobControl {
  /** Stops the process. */
  readonly suspend: () => void;
  readonly lend: Lend;
  /** The dashboard ends: it does not take the terminal any more. Returns true when the terminal is the shell's. */
  readonly leave: () => boolean;
}

/**
 * Lets the shell stop the process and continue it, as it does with an editor: Ctrl-Z, `kill -TSTP`, `fg`. The terminal is the
 * shell's in between.
 */
function jobControl(stdin: ReadStream, output: Output): JobControl {
  let isSuspended = false;
  let wasReading = false;
  let timer: NodeJS.Timeout | undefined;
  let borrower: AbortController | undefined;
  let isOver = false;
  const take = (): void => {
    process.on('SIGTSTP', suspend);
    // Another program may have left it as it likes.
    setBlocking(stdin, false);
    stdin.setRawMode(true);
    if (wasReading) stdin.resume();
    output.resume();
    // The window may have been resized while only the shell was told. Node reads its size on this signal.
    process.kill(process.pid, 'SIGWINCH');
  };
  const give = (): void => {
    output.suspend();
    stdin.setRawMode(false);
    // The system would stop a process that reads a terminal which is the shell's. An editor would lose keys to it.
    wasReading = stdin.readableFlowing === true;
    stdin.pause();
    // Without a handler the signal stops the process; npx and its shell, or the editor, are in the same group, and stop too.
    process.off('SIGTSTP', suspend);
  };
  const resume = (): void => {
    if (!isSuspended) return;
    isSuspended = false;
    take();
  };
  const later = (milliseconds: number, then: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(then, milliseconds);
  };
  const onContinue = (): void => {
    if (!isSuspended) return;
    // A shell ends a stopped process by a signal and this one: the end must come first.
    later(ENDING_MS, () => {
      if (isInForeground()) resume();
      // After `bg`: the system stops a process that changes the modes of a terminal which is the shell's.
      else process.kill(0, 'SIGTTOU');
    });
  };
  const suspend = (): void => {
    if (isSuspended || borrower !== undefined) return;
    isSuspended = true;
    give();
    process.kill(0, 'SIGTSTP');
    // Where no shell watches over the process it is not stopped, and nothing would continue it.
    later(CONTINUE_MS, () => {
      if (isInForeground()) resume();
    });
  };
  process.on('SIGTSTP', suspend);
  process.on('SIGCONT', onContinue);
  return {
    suspend,
    async lend(work) {
      // Ctrl-Z may come before.
      while (isSuspended) await delay(CONTINUE_MS);
      const own = new AbortController();
      borrower = own;
      give();
      // Keys of the terminal that end the editor are not for this program, which is in the same group.
      const stopHearing = ignoreKeySignals();
      try {
        return await work(own.signal);
      } finally {
        // Raw mode sends no signals of keys: one that comes now is late.
        setTimeout(stopHearing, LATE_MS).unref();
        borrower = undefined;
        if (!isOver) take();
      }
    },
    leave() {
      isOver = true;
      borrower?.abort();
      clearTimeout(timer);
      process.off('SIGCONT', onContinue);
      return isSuspended;
    },
  };
}

/** Time for a signal that any thread may take, on a busy machine after the end of the editor that the same key has ended. */
const LATE_MS = 1000;
/** Time for a signal to stop the process. */
const CONTINUE_MS = 200;
/** Time for the signals that came while the process was stopped. */
const ENDING_MS = 20;

/**
 * Ends the process by the signal itself where the terminal is the shell's. Node's own exit sets the modes of the terminal, and
 * the system would stop the process for that.
 */
function dieInBackground(signal: number): void {
  if (isInForeground()) return;
  for (const name of endSignals) if (constants.signals[name] === signal) process.removeAllListeners(name);
  process.kill(process.pid, signal);
}

/** True when the terminal is that of this process, and not the shell's. */
function isInForeground(): boolean {
  try {
    // The name of the command, in parentheses, may hold spaces. State, parent, group, session, terminal, its group.
    const [, , group, , , owner] = readFileSync('/proc/self/stat', 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return group === owner;
  } catch {
    // Only Linux has the file. A plus is the mark of the foreground on every system.
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(process.pid)], { encoding: 'latin1' });
    return typeof stdout !== 'string' || stdout.trim() === '' || stdout.includes('+');
  }
}
