import { Worker } from 'node:worker_threads';
import type { CheckAnswer, Checker, CheckPulse, CheckRequest } from '../learn/rebuild/checker.ts';
import type { Report } from '../learn/rebuild/report.ts';

/* Checks of a text that is typed, in a thread of their own: typing never waits for one. */

/** The time without a sign of a check, in ms. A single operation on large arrays cannot be divided: its thread is ended. */
const MOST_MS = 8000;
const TOO_LONG = 'This takes too long: an operation on large arrays?';

/** @param entry the built entry of the thread, `rebuild.js`. */
export function startChecker(entry: URL): Checker {
  let heard: (answer: CheckAnswer) => void = () => {};
  let limit: NodeJS.Timeout | undefined;
  let latest: CheckRequest | undefined;
  const spawn = (): Worker => {
    const thread = new Worker(entry);
    thread.on('message', (answer: CheckAnswer | CheckPulse) => {
      if (thread !== worker) return;
      if ('pulse' in answer) {
        wait();
        return;
      }
      if (answer.version === latest?.version && answer.isLast) clearTimeout(limit);
      heard(answer);
    });
    // A thread without memory ends by itself.
    thread.on('error', () => giveUp('This takes too much memory: it is not checked.'));
    return thread;
  };
  const giveUp = (sentence: string): void => {
    clearTimeout(limit);
    void worker.terminate();
    worker = spawn();
    if (latest !== undefined) heard({ version: latest.version, report: failed(sentence), isLast: true });
  };
  const wait = (): void => {
    clearTimeout(limit);
    limit = setTimeout(() => giveUp(TOO_LONG), MOST_MS);
  };
  let worker = spawn();
  return {
    check(request) {
      latest = request;
      wait();
      worker.postMessage(request);
    },
    listen(listener) {
      heard = listener;
    },
    close() {
      clearTimeout(limit);
      return worker.terminate();
    },
  };
}

function failed(sentence: string): Report {
  const fault = { stage: 'shapes', line: undefined, column: undefined, length: 1, sentence } as const;
  return {
    solved: false,
    marks: [],
    stages: [],
    fault: { ...fault, is: undefined, shouldBe: undefined, mistake: undefined },
    missing: undefined,
    remark: undefined,
    shapes: {},
  };
}
