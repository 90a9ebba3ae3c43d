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

/** Calls back with the exit code at each signal that would end the process. Returns a function that stops this. */
export function onEndSignal(ended: (exitCode: number) => void): () => void {
  // One that a part loaded before listens to is that part's.
  const own = endSignals.filter((signal) => process.listenerCount(signal) === 0);
  const listen = (_name: NodeJS.Signals, number: number): void => ended(128 + number);
  for (const signal of own) process.on(signal, listen);
  return () => {
    for (const signal of own) process.off(signal, listen);
  };
}

/** Lets a write to a file that has reached the limit of the shell fail with a reason: the run goes on. */
export function surviveFullFile(): void {
  if (constants.signals.SIGXFSZ !== undefined) process.on('SIGXFSZ', () => {});
}
