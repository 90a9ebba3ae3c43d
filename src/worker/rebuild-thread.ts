import { parentPort } from 'node:worker_threads';
import { checkLevel } from '../learn/rebuild/check-level.ts';
import type { CheckAnswer, CheckPulse, CheckRequest } from '../learn/rebuild/checker.ts';

/* The entry of the thread that checks: a message is a `CheckRequest`, an answer a `CheckAnswer`. A newer text ends an older check. */

/** The time between two signs that a check continues. */
const PULSE_MS = 500;

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker thread');
let newest = -1;
port.on('message', ({ version, text, task, seed }: CheckRequest) => {
  newest = version;
  const answer = (report: CheckAnswer['report'], isLast: boolean): void => {
    if (version === newest) port.postMessage({ version, report, isLast } satisfies CheckAnswer);
  };
  const work = checkLevel(text, { task, seed });
  let pulse = performance.now();
  const goOn = (): void => {
    if (version !== newest) return;
    if (performance.now() > pulse + PULSE_MS) {
      pulse = performance.now();
      port.postMessage({ pulse: version } satisfies CheckPulse);
    }
    // A few milliseconds, then the next message is read.
    const end = performance.now() + 8;
    do {
      const { done, value } = work.next();
      if (done) {
        answer(value, true);
        return;
      }
      if (value !== undefined) answer(value, false);
    } while (performance.now() < end);
    setImmediate(goOn);
  };
  goOn();
});
