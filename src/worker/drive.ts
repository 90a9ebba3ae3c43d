import type { MessagePort } from 'node:worker_threads';
import type { Command } from './protocol.ts';
import { TrainingSession } from './session.ts';

/** Runs a session on a port: turns as often as it asks for them, and at once when a message has come. */
export function drive(port: MessagePort): void {
  const session = new TrainingSession(
    (report, transfer) => port.postMessage(report, transfer),
    () => performance.now(),
  );
  let cancel = (): void => {};

  const turn = (): void => {
    const wait = session.turn();
    if (wait === 0) {
      const immediate = setImmediate(turn);
      cancel = () => clearImmediate(immediate);
    } else if (wait !== undefined) {
      const timeout = setTimeout(turn, wait);
      cancel = () => clearTimeout(timeout);
    } else {
      cancel = () => {};
    }
  };

  port.on('message', (command: Command) => {
    session.receive(command);
    cancel();
    turn();
  });
}
