/* The bound on the memory of a script, and the count of the work of its calls. */
import { sizeText } from './memory.ts';
import { type Host, RaisedError } from './values.ts';

/** The bytes that all values of a script may take together, and the most that a call may take for a copy of its own. */
export const MOST_MEMORY = 2 ** 30;

/** MemoryError for an object of `bytes`; 0 where no single object is too large. */
export function memoryError(bytes: number, most = MOST_MEMORY): RaisedError {
  return new RaisedError(
    'MemoryError',
    bytes === 0 ? '' : `Unable to allocate ${sizeText(bytes)}`,
    `All values of a script may take ${sizeText(most)} together.`,
  );
}

/** Work that is counted: smaller calls are counted by their lines. */
const LARGE_WORK = 20_000;

/** Counts the work of a call, in multiplications or in elements that it reads. */
export function spend(host: Host, work: number): void {
  if (work > LARGE_WORK) host.spend(work);
}
