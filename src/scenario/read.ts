import { closeSync, openSync, readFileSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { dataInsteadOfScenario, isDataFile } from './data-file.ts';
import { decodeText } from './decode.ts';
import type { ValueFault } from './fault.ts';
import { limits } from './limits.ts';
import type { OpenedFile } from './make-data.ts';
import { askedData, type Parsed, parseScenario, refuseData } from './parse.ts';

/** What is asked of the disk; a test puts its own in place of the real one. */
export interface Disk {
  statSync(file: string): Pick<Stats, 'isDirectory' | 'isFile' | 'size'>;
  readFileSync(file: string): Uint8Array;
}

/** Told of a large file of data while it is being read: its name, and the share that has been. */
export type ReadingProgress = (file: string, share: number) => void;

/** Bytes of a file of data that are read at a time. */
const PIECE = 2 ** 20;

/**
 * Reads and validates a scenario file, and whatever data it names: the only place of this folder that touches the disk.
 * What makes data is loaded only where a scenario asks for it.
 */
export async function readScenario(
  file: string,
  disk: Disk = { statSync, readFileSync },
  progress: ReadingProgress = () => undefined,
): Promise<Parsed> {
  const text = readText(file, disk);
  if (typeof text !== 'string') return { ok: false, faults: [text] };
  const asked = askedData(text);
  if (asked === undefined) return parseScenario(text);
  const { makeData } = await import('./make-data.ts');
  const making = makeData(asked, (name) => openData(dirname(file), name, progress));
  return making.ok ? parseScenario(text, making.made) : refuseData(text, making.findings, making.faults);
}

/** The text of a scenario file, or why it cannot be had. */
export function readText(file: string, disk: Disk = { statSync, readFileSync }): string | ValueFault {
  let bytes: Uint8Array;
  try {
    const status = disk.statSync(file);
    if (status.isFile() && isDataFile(file)) return dataInsteadOfScenario(file);
    // Asked before opening: a pipe would wait for its writer, a device might never end.
    const problem = unsuitable(status);
    if (problem !== undefined) return problem;
    bytes = disk.readFileSync(file);
  } catch (error) {
    return fault('a scenario file', reasonOf(error));
  }
  // Asked again: a file may grow, and those that the system makes up have no size before they are read.
  return bytes.length > limits.fileBytes ? tooLarge(bytes.length) : decodeText(bytes);
}

/** A file of data in a folder or below, by its pieces. */
export function openData(folder: string, name: string, progress: ReadingProgress): OpenedFile {
  const expected = 'a file in the folder of the scenario or below';
  const path = join(folder, name);
  try {
    // A link may lead anywhere, so that it counts where it leads to.
    if (isAbsolute(name) || !isWithin(folder, path) || !isWithin(realpathSync(folder), realpathSync(path))) {
      return { ok: false, expected, found: 'a file elsewhere', advice: 'copy it beside the scenario' };
    }
    const status = statSync(path);
    if (status.isDirectory()) return { ok: false, expected, found: 'a directory' };
    if (!status.isFile()) return { ok: false, expected, found: 'something that is not a regular file' };
    return {
      ok: true,
      chunks: piecesOf(path),
      progress: (bytes) => progress(name, status.size === 0 ? 1 : bytes / status.size),
    };
  } catch (error) {
    return { ok: false, expected, found: reasonOf(error) };
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`);
}

function* piecesOf(path: string): Iterable<Uint8Array> {
  const descriptor = openSync(path, 'r');
  try {
    for (;;) {
      const piece = new Uint8Array(PIECE);
      const bytes = readSync(descriptor, piece, 0, PIECE, null);
      if (bytes === 0) return;
      yield piece.subarray(0, bytes);
    }
  } finally {
    closeSync(descriptor);
  }
}

function unsuitable(status: ReturnType<Disk['statSync']>): ValueFault | undefined {
  if (status.isDirectory()) return fault('a scenario file', 'a directory', 'name a .json file in it');
  if (!status.isFile()) return fault('a scenario file', 'something that is not a regular file');
  return status.size > limits.fileBytes ? tooLarge(status.size) : undefined;
}

function tooLarge(bytes: number): ValueFault {
  const megabytes = (size: number): string => `${Math.ceil(size / 2 ** 20)} MB`;
  return fault(`a file of at most ${megabytes(limits.fileBytes)}`, megabytes(bytes));
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return reasons[code] ?? `a file that cannot be read (${code})`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no file of this name',
  ENOTDIR: 'no file of this name',
  EACCES: 'a file that may not be read',
  EPERM: 'a file that may not be read',
  ELOOP: 'links that lead in a circle',
  ENAMETOOLONG: 'a name too long for a file',
  ERR_INVALID_ARG_VALUE: 'a name that no file can have',
};

function fault(expected: string, found: string, advice?: string): ValueFault {
  return { path: '', expected, found, advice };
}
