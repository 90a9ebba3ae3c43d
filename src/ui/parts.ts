import type { Part } from '../language/parts.ts';

/*
 * Parts of the program that few keys need. Each is in a file of its own, which is not read before the first frame. An update of
 * the installed files takes away the files of a dashboard that is open, so they are read ahead.
 */

/** The notice of a key whose part cannot be read. */
export const PART_IS_GONE =
  'this part of the program no longer exists: the program was updated or removed since it started';

/** Time before a part is read: the first key and the first frames come before it. */
const PAUSE_MS = 150;

/**
 * Reads parts one after the other, with pauses. A part that cannot be read is for its key to report.
 * @returns the function that stops it.
 */
export function readAhead(parts: readonly Part[]): () => void {
  const waiting = [...parts];
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const readNext = (): void => {
    const part = waiting.shift();
    if (part === undefined || isStopped) return;
    timer = setTimeout(() => void part().then(readNext, readNext), PAUSE_MS);
  };
  readNext();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
