import { Worker } from 'node:worker_threads';
import type { Report, Trainer } from './protocol.ts';

/**
 * Starts the thread. When it dies, a `failed` report says why, and the next `start` command starts another.
 * @param entry the thread's built entry, `thread.js`
 */
export function startTrainer(entry: URL): Trainer {
  let run = 0;
  let closing = false;
  let listener: ((report: Report) => void) | undefined;
  const early: Report[] = [];
  const report = (message: Report): void => {
    if (listener === undefined) early.push(message);
    else listener(message);
  };

  const spawn = (): Worker => {
    const thread = new Worker(entry);
    let failed = false;
    const fail = (message: string): void => {
      if (failed || closing) return;
      failed = true;
      worker = undefined;
      report({ type: 'failed', run, message });
    };
    thread.on('message', report);
    thread.on('error', (error: unknown) => fail(error instanceof Error ? error.message : String(error)));
    thread.on('exit', (code) => fail(`the training thread ended by itself (exit code ${code})`));
    return thread;
  };
  let worker: Worker | undefined = spawn();

  return {
    send(command) {
      if (command.type === 'start') {
        run = command.run;
        worker ??= spawn();
      }
      worker?.postMessage(command);
    },
    listen(next) {
      listener = next;
      for (const message of early.splice(0)) next(message);
    },
    async close() {
      closing = true;
      await worker?.terminate();
    },
  };
}
