import type { Stats } from 'node:fs';
import type { ValueFault } from '../scenario/fault.ts';

/* The reasons why a file cannot be read or written, in words. */

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
  ELOOP: 'a cycle of links',
  ENAMETOOLONG: 'a name that is too long',
  ENOSPC: 'a full disk',
  EDQUOT: 'a full disk',
  EIO: 'a disk error',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  EFBIG: 'a file that has become too large',
  EPIPE: 'its reader has exited',
  ENXIO: 'a pipe without a reader',
};

/** The reason of a failed read or write: `no permission`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? (reasons[String(error.code)] ?? String(error.code)) : error.message;
}

/** The kind of a file that is not regular. */
export function unusual(status: Stats): string {
  return status.isDirectory() ? 'a folder' : 'a special file, not a regular one';
}
