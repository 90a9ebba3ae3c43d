import {
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { megabytes } from '../../language/wording.ts';
import type { ValueFault } from '../../scenario/fault.ts';

export type ReadBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fault: ValueFault };

/**
 * The bytes of a regular file, or why there are none.
 * @param what the expected content: `a file of weights`.
 * @param most bytes at most.
 */
export function readBytes(file: string, what: string, most: number): ReadBytes {
  try {
    // Checked before opening: a pipe would wait for its writer, and a device may have no end.
    const status = statSync(file);
    if (!status.isFile()) return failure(what, unusual(status));
    if (status.size > most) return failure(`${what} of at most ${megabytes(most)}`, megabytes(status.size));
    return { ok: true, bytes: readFileSync(file) };
  } catch (error) {
    return failure(what, reasonOf(error));
  }
}

/**
 * Writes a file as a whole: a reader sees all of it or the file before, also after a crash in between.
 * @returns why it cannot be written; undefined when it is.
 */
export function writeWhole(file: string, bytes: Uint8Array): string | undefined {
  const draft = draftOf(file);
  try {
    // A killed process may have left a draft; and a link that lies there must not be followed.
    rmSync(draft, { force: true });
    const handle = openSync(draft, 'wx');
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
    syncFolder(dirname(file));
    return undefined;
  } catch (error) {
    rmSync(draft, { force: true });
    return reasonOf(error);
  }
}

/** The fault of a file that cannot be written, found before the hours that its content may take. */
export function unwritable(file: string): ValueFault | undefined {
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (status?.isFile() === false) return cannotWrite(unusual(status));
    const draft = draftOf(file);
    rmSync(draft, { force: true });
    closeSync(openSync(draft, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY));
    rmSync(draft);
    return undefined;
  } catch (error) {
    return cannotWrite(reasonOf(error));
  }
}

/**
 * The fault of an existing file whose content is of another kind than the file to be written there.
 * @param kind `a checkpoint to replace`
 * @param isOfKind called only for a regular file that is not empty.
 */
export function notOfKind(file: string, kind: string, isOfKind: () => boolean): ValueFault | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status?.isFile() !== true || status.size === 0 || isOfKind()) return undefined;
  return { path: '', expected: `a new file, or ${kind}`, found: 'something else', advice: 'choose another name' };
}

/** In the same folder: a file can replace another only within one file system. */
function draftOf(file: string): string {
  return join(dirname(file), `.${basename(file)}.part`);
}

/** Saves the new name with its folder. Not every system can do that. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {}
}

export function cannotWrite(reason: string): ValueFault {
  return { path: '', expected: 'a file that can be written', found: reason };
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'a file of this name exists already; choose another name',
  EISDIR: 'a folder',
  ENOENT: 'no file or folder of this name',
  ENOTDIR: 'no file or folder of this name',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'a read-only disk',
  ELOOP: 'links that lead in a circle',
  ENAMETOOLONG: 'a name that is too long',
  ENOSPC: 'a full disk',
  EDQUOT: 'a full disk',
  EFBIG: 'a file that has become too large',
  EPIPE: 'its reader is gone',
  ENXIO: 'a pipe without a reader',
};

/** The reason of a failed read or write: `no permission`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? (reasons[String(error.code)] ?? String(error.code)) : error.message;
}

/** The kind of a file that is not regular. */
function unusual(status: Stats): string {
  return status.isDirectory() ? 'a folder' : 'something that is not a regular file';
}

function failure(expected: string, found: string): ReadBytes {
  return { ok: false, fault: { path: '', expected, found } };
}
