import type { MessagePort } from 'node:worker_threads';
import { partOf } from '../language/parts.ts';
import type { Command, Report } from './protocol.ts';
import { TrainingSession } from './session.ts';
import { readSessionParts } from './session-parts.ts';

/** Time between the first report and the reading of parts: the first commands come before it. */
const PAUSE_MS = 150;

/** A session that obeys commands, and that its driver gives turns. */
interface Session {
  receive(command: Command): void;
  /** Returns the milliseconds to the next turn; undefined for none. */
  turn(): number | undefined;
}

/** The interpreter of scripts is larger than all other code of the thread. */
const scriptPart = partOf(() => import('./script-session.ts'));

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
  const now = (): number => performance.now();
  // Copied, never transferred: once a thread has given away the memory of an array, V8 checks at each access to any array
  // whether its memory is still there, and training is slower by a quarter for the rest of the thread's life.
  const training = new TrainingSession(post, now);
  let scripts: Session | undefined;
  let session: Session = training;
  /** Commands that wait for the code of scripts. */
  let early: Command[] | undefined;

  const receive = (command: Command): void => {
    if (command.type === 'start') {
      early = undefined;
      if (command.subject.kind !== 'script') session = training;
      else if (scripts === undefined) early = [];
      else session = scripts;
    }
    if (early === undefined) session.receive(command);
    else {
      early.push(command);
      scriptPart().then(beginScripts, fail);
    }
  };
  const beginScripts = (part: Awaited<ReturnType<typeof scriptPart>>): void => {
    scripts ??= new part.ScriptSession(post, now, part.folderReader);
    if (early === undefined) return;
    session = scripts;
    for (const command of early) session.receive(command);
    early = undefined;
    cancel();
    turnSoon();
  };
  const fail = (error: unknown): void => {
    setImmediate(() => {
      throw error;
    });
  };
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
    receive(command);
    cancel();
    // Commands that came together are all received first: a later one may replace this one.
    turnSoon();
  });
}
