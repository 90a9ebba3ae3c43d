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
import type { ValueFault } from '../../scenario/fault.ts';

export type ReadBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fault: ValueFault };

/** The bytes of a regular file, or why there are none; `what` is what the file should be: `a file of weights`. */
export function readBytes(file: string, what: string, most: number): ReadBytes {
  try {
    // Asked before opening: a pipe would wait for its writer, a device might never end.
    const status = statSync(file);
    if (!status.isFile()) return failure(what, unusual(status));
    if (status.size > most) return failure(`${what} of at most ${megabytes(most)}`, megabytes(status.size));
    return { ok: true, bytes: readFileSync(file) };
  } catch (error) {
    return failure(what, reasonOf(error));
  }
}

/**
 * Writes a file as a whole: whoever looks sees all of it or what was there before, also after a crash in between.
 * @returns what went wrong, if something did.
 */
export function writeWhole(file: string, bytes: Uint8Array): string | undefined {
  const draft = draftOf(file);
  try {
    // What a process has left behind that was killed; and no link is followed that somebody has put there.
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

/** Why a file could not be written in the end, found out before the hours that it takes to make. */
export function unwritable(file: string): string | undefined {
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (status?.isFile() === false) return unusual(status);
    const draft = draftOf(file);
    rmSync(draft, { force: true });
    closeSync(openSync(draft, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY));
    rmSync(draft);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/**
 * What is wrong with a file in which something stands that is not of the kind that is to be written there.
 * @param kind `a checkpoint to replace`
 * @param isOfKind asked only of a regular file with something in it.
 */
export function unlike(file: string, kind: string, isOfKind: () => boolean): ValueFault | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status?.isFile() !== true || status.size === 0 || isOfKind()) return undefined;
  return { path: '', expected: `a new file, or ${kind}`, found: 'something else', advice: 'choose another name' };
}

/** In the same folder: a file can only be put in the place of another within one file system. */
function draftOf(file: string): string {
  return join(dirname(file), `.${basename(file)}.part`);
}

/** The new name is safe once its folder is. Not every system can do that. */
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

/** The fault of a file for which there is such a reason. */
export function cannotWrite(reason: string): ValueFault {
  return { path: '', expected: 'a file that can be written', found: reason };
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'a file of this name is there already; choose another',
  EISDIR: 'a folder',
  ENOENT: 'no file or folder of this name',
  ENOTDIR: 'no file or folder of this name',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'a disk that can only be read',
  ELOOP: 'links that lead in a circle',
  ENAMETOOLONG: 'a name too long for a file',
  ENOSPC: 'a full disk',
  EDQUOT: 'a full disk',
  EFBIG: 'a file that has become too large',
  EPIPE: 'nobody reads it any more',
  ENXIO: 'nobody reads it',
};

/** What has come of asking the disk for something. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? (reasons[String(error.code)] ?? String(error.code)) : error.message;
}

/** What it is that is no regular file. */
function unusual(status: Stats): string {
  return status.isDirectory() ? 'a folder' : 'something that is not a regular file';
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}

function failure(expected: string, found: string): ReadBytes {
  return { ok: false, fault: { path: '', expected, found } };
}
