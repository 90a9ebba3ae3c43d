import type { MessagePort } from 'node:worker_threads';
import type { Command } from './protocol.ts';
import { TrainingSession } from './session.ts';

/** Runs a session on a port: turns as often as it asks for them, and at once when messages have come. */
export function drive(port: MessagePort): void {
  const session = new TrainingSession(
    // Copied, never handed over: once a thread has given an array's memory away, V8 checks each access to each array for
    // whether its memory is still there, and training is slower by a quarter for the rest of its life.
    (report) => port.postMessage(report),
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
    // Not before the messages that have come with this one: it may be overtaken already.
    turnSoon();
  });
}
