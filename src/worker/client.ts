import { Worker } from 'node:worker_threads';
import { plainText } from '../scenario/plain-text.ts';
import type { Command, Report, Trainer } from './protocol.ts';

/**
 * A thread reads its messages between two iterations. When one takes longer than this, a new run does not wait for its end
 * but begins in another thread.
 */
const LONG_ITERATION_MS = 25;
/** Time that a thread gets to begin a new run when the length of its iterations is unknown; a busy machine needs some. */
const PATIENCE_MS = 150;

/**
 * Starts the training thread. When it dies, a `failed` report says why, and the next `start` command starts another one.
 * When a `start` command finds it in a long iteration, another thread replaces it.
 * @param entry the built entry of the thread, `thread.js`.
 */
export function startTrainer(entry: URL): Trainer {
  let run = 0;
  let closing = false;
  let listener: ((report: Report) => void) | undefined;
  const early: Report[] = [];
  /** False while the thread starts up: it is then not busy. */
  let hasReported = false;
  /** The commands of the run until its first report: another thread would need them all. */
  let unheard: Command[] | undefined;
  let patience: NodeJS.Timeout | undefined;
  let hasLongIterations = false;
  /** A thread that is ready to replace one with long iterations. */
  let spare: Worker | undefined;

  const report = (message: Report): void => {
    if (message.run === run) {
      clearTimeout(patience);
      patience = undefined;
      unheard = undefined;
    }
    if (listener === undefined) early.push(message);
    else listener(message);
  };

  const spawn = (): Worker => {
    const thread = new Worker(entry);
    const fail = (message: string): void => {
      if (spare === thread) spare = undefined;
      if (worker !== thread || closing) return;
      worker = undefined;
      report({ type: 'failed', run, message: plainText(message) });
    };
    thread.on('message', (message: Report) => {
      if (worker !== thread) return;
      hasReported = true;
      if (message.type === 'snapshot' && message.iterationTime !== undefined) {
        hasLongIterations = message.iterationTime > LONG_ITERATION_MS;
      }
      if (hasLongIterations) spare ??= spawn();
      if (message.run !== run) waitForStart();
      report(message);
    });
    thread.on('error', (error: unknown) => fail(error instanceof Error ? error.message : String(error)));
    thread.on('exit', (code) => fail(`the training thread ended by itself (exit code ${code})`));
    return thread;
  };

  const replace = (): Worker => {
    clearTimeout(patience);
    patience = undefined;
    void worker?.terminate();
    const thread = spare ?? spawn();
    spare = undefined;
    hasReported = false;
    return thread;
  };

  let worker: Worker | undefined = spawn();
  const giveUp = (): void => {
    worker = replace();
    for (const command of unheard ?? []) worker.postMessage(command);
  };
  /** The thread has a new run to begin, but is still busy with the last one or has not read that far. */
  const waitForStart = (): void => {
    patience ??= setTimeout(giveUp, hasLongIterations ? 0 : PATIENCE_MS);
  };

  return {
    send(command) {
      if (command.type === 'start') {
        run = command.run;
        unheard = [];
        if (worker === undefined) worker = replace();
        else if (hasReported) waitForStart();
      }
      unheard?.push(command);
      worker?.postMessage(command);
    },
    listen(next) {
      listener = next;
      for (const message of early.splice(0)) next(message);
    },
    async close() {
      closing = true;
      clearTimeout(patience);
      await Promise.all([worker?.terminate(), spare?.terminate()]);
    },
  };
}
