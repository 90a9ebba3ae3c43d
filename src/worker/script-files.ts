import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { RaisedError } from '../script/machine/values.ts';

/** The largest file that a script may read. */
const MOST_BYTES = 2 ** 28;

/** Reads files of a folder. @returns a function from a path to the bytes; it throws Python's error for a file outside of the folder. */
export function folderReader(of: string): (path: string) => Uint8Array | undefined {
  const folder = realpathSync(of);
  const isInside = (path: string): boolean => {
    const way = relative(folder, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  };
  return (path) => {
    const asked = resolve(folder, path);
    let real: string;
    try {
      real = realpathSync(asked);
    } catch {
      if (isInside(asked)) return undefined;
      throw outside(path);
    }
    if (!isInside(real)) throw outside(path);
    const { size } = statSync(real);
    if (size > MOST_BYTES) throw new RaisedError('MemoryError', `${path} is larger than ${MOST_BYTES / 2 ** 20} MiB`);
    try {
      return readFileSync(real);
    } catch {
      return undefined;
    }
  };
}

function outside(path: string): RaisedError {
  return new RaisedError(
    'PermissionError',
    `${path} is not in the folder of the script`,
    'A script reads files of its own folder only: copy the file there.',
  );
}
