import { constants } from 'node:os';

/**
 * The signals of this system that end a process. Those of a fault in the process itself, such as SIGSEGV, are not here: no code can run after
 * them. SIGUSR1 is Node's.
 */
export const endSignals: readonly NodeJS.Signals[] = (
  [
    'SIGINT',
    'SIGTERM',
    'SIGHUP',
    'SIGQUIT',
    'SIGABRT',
    'SIGTRAP',
    'SIGALRM',
    'SIGVTALRM',
    'SIGPROF',
    'SIGUSR2',
    'SIGXCPU',
    'SIGIO',
    'SIGPWR',
    'SIGSTKFLT',
    'SIGSYS',
  ] as const
).filter((signal) => constants.signals[signal] !== undefined);

/** Signals of keys of the terminal, Ctrl-C and Ctrl-\\: they go to all processes of its group. */
const keySignals: readonly (string | undefined)[] = ['SIGINT', 'SIGQUIT'];
/** Programs that have the terminal, or had it a moment ago. */
let borrowers = 0;

/** Ignores Ctrl-C and its like while another program has the terminal. Returns the function that ends this. */
export function ignoreKeySignals(): () => void {
  borrowers++;
  return () => {
    borrowers--;
  };
}

/** Called at a signal: the newest of them, alone. */
let callbacks: readonly ((exitCode: number) => void)[] = [];

/** Calls back with the exit code at each signal that would end the process, in place of earlier callbacks. Returns a function that stops this. */
export function onEndSignal(ended: (exitCode: number) => void): () => void {
  callbacks = [...callbacks, ended];
  holdEndSignals();
  return () => {
    callbacks = callbacks.filter((callback) => callback !== ended);
  };
}

/**
 * Lets signals that would end the process wait for the next turn of the event loop, and for the callback that there is then. The
 * listeners stay for the life of the process: Node drops a signal that it has received when the last listener goes.
 */
export function holdEndSignals(): void {
  // One that a part loaded before listens to is that part's.
  for (const signal of endSignals) if (process.listenerCount(signal) === 0) process.on(signal, callBack);
}

function callBack(name: NodeJS.Signals, number: number): void {
  if (borrowers > 0 && keySignals.includes(name)) return;
  const newest = callbacks.at(-1);
  if (newest !== undefined) newest(128 + number);
  else {
    process.off(name, callBack);
    process.kill(process.pid, name);
  }
}

/** Lets a write to a file that has reached the limit of the shell fail with a reason: the run continues. */
export function surviveFullFile(): void {
  if (constants.signals.SIGXFSZ !== undefined) process.on('SIGXFSZ', () => {});
}
