import type { MessagePort } from 'node:worker_threads';
import type { Command, Report } from './protocol.ts';
import { TrainingSession } from './session.ts';
import { readSessionParts } from './session-parts.ts';

/** Time between the first report and the reading of parts: the first commands come before it. */
const PAUSE_MS = 150;

/** Runs a session on a port: a turn when the session asks for one, and at once after a command. */
export function drive(port: MessagePort): void {
  let hasReported = false;
  const post = (report: Report): void => {
    port.postMessage(report);
    if (hasReported) return;
    hasReported = true;
    // An update of the program may later remove the files.
    setTimeout(() => void readSessionParts(), PAUSE_MS);
  };
  const session = new TrainingSession(
    // Copied, never transferred: once a thread has given away the memory of an array, V8 checks at each access to any array
    // whether its memory is still there, and training is slower by a quarter for the rest of the thread's life.
    post,
    () => performance.now(),
  );
  let cancel = (): void => {};

  const turnSoon = (): void => {
    const immediate = setImmediate(turn);
    cancel = () => clearImmediate(immediate);
  };
  const turn = (): void => {
    const wait = session.turn();
    if (wait === 0) turnSoon();
    else if (wait !== undefined) {
      const timeout = setTimeout(turn, wait);
      cancel = () => clearTimeout(timeout);
    } else cancel = () => {};
  };

  port.on('message', (command: Command) => {
    session.receive(command);
    cancel();
    // Commands that came together are all received first: a later one may replace this one.
    turnSoon();
  });
}
