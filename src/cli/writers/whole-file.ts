import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { megabytes } from '../../language/wording.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import { cannotWrite, reasonOf, unusual } from '../file-problems.ts';
import { backupOf, discard, draftOf } from './draft.ts';

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

/** `create` leaves an existing file as it is; `replace` takes its place. */
export type Existing = 'create' | 'replace';

/** A file to be written. */
export interface NewFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes a file as a whole: a reader sees all of it or the file before, also after a crash in between. A link keeps leading
 * to the file, and the file keeps its permissions.
 * @returns why it cannot be written; undefined when it is.
 */
export function writeWhole(
  path: string,
  content: string | Uint8Array,
  existing: Existing = 'replace',
): string | undefined {
  return writeTogether([{ path, content }], existing)?.reason;
}

/**
 * Writes files that belong together, each as a whole. All of them are written or none.
 * @returns the first that cannot be written; undefined when all are.
 */
export function writeTogether(
  files: readonly NewFile[],
  existing: Existing,
): { readonly path: string; readonly reason: string } | undefined {
  const drafts: Draft[] = [];
  let path = '';
  try {
    for (const file of files) {
      path = file.path;
      drafts.push(written(file, existing));
    }
    for (const draft of drafts) {
      path = draft.path;
      publish(draft, existing, drafts.length > 1);
    }
    return undefined;
  } catch (error) {
    for (const draft of drafts) withdraw(draft);
    return { path, reason: reasonOf(error) };
  } finally {
    for (const { draft, backup } of drafts) for (const name of [draft, backup ?? draft]) discard(name);
  }
}

/** A file that has all of its content, and not yet its name. */
interface Draft {
  readonly path: string;
  /** The real file behind `path`, which may be a link. */
  readonly target: string;
  readonly draft: string;
  /** A copy of the file that was replaced. */
  backup?: string;
  isPublished?: boolean;
}

function written({ path, content }: NewFile, existing: Existing): Draft {
  const fault = whyNoName(path);
  if (fault !== undefined) throw new Error(fault);
  // A new file never follows a link: the link itself is in its way.
  const target = existing === 'create' ? path : realFile(path);
  // Not of the target: the link /dev/stdout may lead to a pipe, which has no name.
  const before = existing === 'create' ? undefined : statSync(path, { throwIfNoEntry: false });
  if (before?.isFile() === false) throw new Error(unusual(before));
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const draft = draftOf(target);
  // Never the file of another process, and never through a link that lies there.
  const handle = openSync(draft, 'wx', before === undefined ? 0o666 : before.mode & PERMISSIONS);
  try {
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
      if (before !== undefined) keepPermissions(handle, before.mode & PERMISSIONS);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    discard(draft);
    throw error;
  }
  return { path, target, draft };
}

function publish(file: Draft, existing: Existing, hasOthers: boolean): void {
  const { target, draft } = file;
  if (existing === 'create') publishNew(file);
  else {
    if (hasOthers && existsSync(target)) {
      const backup = backupOf(target);
      file.backup = backup;
      copyFileSync(target, backup, constants.COPYFILE_EXCL);
    }
    renameSync(draft, target);
    file.isPublished = true;
  }
  syncFolder(dirname(target));
}

function publishNew(file: Draft): void {
  const { target, draft } = file;
  try {
    linkSync(draft, target);
  } catch (error) {
    // Not every disk has hard links.
    if (isTaken(error) || lstatSync(target, { throwIfNoEntry: false }) !== undefined) throw error;
    renameSync(draft, target);
  }
  file.isPublished = true;
}

/** Undoes `publish`, after a file that belongs to this one has failed. */
function withdraw(file: Draft): void {
  const { target, backup, isPublished } = file;
  if (isPublished !== true) return;
  if (backup === undefined) discard(target);
  else {
    try {
      renameSync(backup, target);
    } catch {
      // The copy is then all that is left of the old file: it stays.
      delete file.backup;
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** The reason why no new file can have this name, although its folder takes files. */
function whyNoName(path: string): string | undefined {
  if (path === '') return 'an empty name';
  return path.endsWith('/') || path.endsWith(sep) ? 'the name of a folder' : undefined;
}

/** Bits of a mode that are permissions. */
const PERMISSIONS = 0o7777;

/** The mask of the process does not count for a file that is replaced. Not every disk has permissions. */
function keepPermissions(handle: number, mode: number): void {
  try {
    fchmodSync(handle, mode);
  } catch {}
}

/** The longest chain of links. */
const MOST_LINKS = 40;

/** The file that a name leads to, which need not exist yet. */
export function realFile(file: string): string {
  let own = file;
  for (let links = 0; links < MOST_LINKS; links++) {
    if (lstatSync(own, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return own;
    own = resolve(dirname(own), readlinkSync(own));
  }
  throw Object.assign(new Error('a cycle of links'), { code: 'ELOOP' });
}

/** The fault of a file that cannot be written, found before the hours that its content may take. */
export function unwritable(file: string): ValueFault | undefined {
  try {
    const fault = whyNoName(file);
    if (fault !== undefined) return cannotWrite(fault);
    const status = statSync(file, { throwIfNoEntry: false });
    if (status?.isFile() === false) return cannotWrite(unusual(status));
    const draft = draftOf(realFile(file));
    try {
      closeSync(openSync(draft, 'wx'));
    } finally {
      discard(draft);
    }
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
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (status?.isFile() !== true || status.size === 0 || isOfKind()) return undefined;
  } catch (error) {
    return cannotWrite(reasonOf(error));
  }
  return { path: '', expected: `a new file, or ${kind}`, found: 'something else', advice: 'choose another name' };
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

function failure(expected: string, found: string): ReadBytes {
  return { ok: false, fault: { path: '', expected, found } };
}
