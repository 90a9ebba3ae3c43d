import { closeSync, openSync, readFileSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { decodeUtf8, type WrongByte } from '../formats/utf8.ts';
import { megabytes } from '../language/wording.ts';
import { fileFault, type ValueFault } from './fault.ts';
import { positionsOf } from './json/position.ts';
import { limits } from './limits.ts';
import { dataInsteadOfScenario, isDataFile, ReadingFailure } from './made-data.ts';
import type { OpenedFile } from './make-data.ts';
import { askedData, type Parsed, parseScenario, refuseData } from './parse.ts';

/** The part of the file system that is used here; tests replace it. */
export interface Disk {
  statSync(file: string): Pick<Stats, 'isDirectory' | 'isFile' | 'size'>;
  readFileSync(file: string): Uint8Array;
}

/** Called while a large file of data is being read, with its name and the share that has been read. */
export type ReadingProgress = (file: string, share: number) => void;

/** Bytes of a file of data that are read at a time. */
const PIECE = 2 ** 20;

/**
 * Reads and validates a scenario file and its data. Only this file of the folder touches the disk. The code that makes data is
 * loaded only for a scenario that needs it.
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

/** The text of a scenario file, or the reason why it cannot be read. */
export function readText(file: string, disk: Disk = { statSync, readFileSync }): string | ValueFault {
  let bytes: Uint8Array;
  try {
    const status = disk.statSync(file);
    if (status.isFile() && isDataFile(file)) return dataInsteadOfScenario(file);
    // Before opening: a pipe would wait for its writer, a device might never end.
    const problem = unsuitable(status);
    if (problem !== undefined) return problem;
    bytes = disk.readFileSync(file);
  } catch (error) {
    return fileFault('a scenario file', reasonOf(error));
  }
  // After reading: a file may grow, and the files of /proc have a size of 0.
  if (looksLikeData(file, bytes)) return dataInsteadOfScenario(file);
  return bytes.length > limits.fileBytes ? tooLarge(bytes.length) : decodeText(bytes);
}

/** The first bytes of a file, which distinguish data from a scenario. */
const HEAD = 64;

/** True when a file holds data, not a scenario: by its name, or because it begins like no object of JSON. */
export function holdsData(file: string): boolean {
  if (isDataFile(file)) return true;
  try {
    // A pipe would wait for its writer, and would lose the bytes that are read here.
    if (!statSync(file).isFile()) return false;
    const descriptor = openSync(file, 'r');
    try {
      const head = new Uint8Array(HEAD);
      return looksLikeData(file, head.subarray(0, readSync(descriptor, head, 0, HEAD, 0)));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The reader of scenarios reports it.
    return false;
  }
}

/** A scenario begins with `{`. A file named .json is a scenario with a mistake, unless it is a list of rows, or delimited text. */
function looksLikeData(file: string, bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, HEAD)).trimStart();
  return /\.json$/i.test(file)
    ? /^(?:\[\s*[[{]|[^\s{}[\]":/]+[,;\t|])/.test(start)
    : start !== '' && !start.startsWith('{');
}

/** Decodes the text of a file, which is UTF-8 with or without a byte order mark. */
export function decodeText(bytes: Uint8Array): string | ValueFault {
  const text = decodeUtf8(bytes);
  return typeof text === 'string' ? text : undecodable(bytes, text);
}

function undecodable(bytes: Uint8Array, wrong: WrongByte): ValueFault {
  // Decoded without the byte order mark, which is not a column.
  const before = new TextDecoder().decode(bytes.subarray(0, wrong.offset));
  const [position] = positionsOf(before, [before.length]);
  const mark = (bytes[0] ?? 0) * 0x100 + (bytes[1] ?? 0);
  const found = mark === 0xfffe || mark === 0xfeff ? 'text in UTF-16' : `the byte ${wrong.byte}`;
  return { ...fileFault('text in UTF-8', found, 'save the file as UTF-8'), ...(position && { position }) };
}

/**
 * Opens a file of data in a folder or below, to be read in pieces.
 * @param mayLead the file may be a link that leads elsewhere: a person has named it, not a scenario.
 */
export function openData(folder: string, name: string, progress: ReadingProgress, mayLead = false): OpenedFile {
  const expected = mayLead ? 'a data file' : 'a file in the folder of the scenario or below';
  const path = join(folder, name);
  try {
    // A link may lead out of the folder, so its target is checked too.
    const leads = (): boolean => !mayLead && !isWithin(realpathSync(folder), realpathSync(path));
    if (isAbsolute(name) || !isWithin(folder, path) || leads()) {
      return { ok: false, expected, found: 'a file elsewhere', advice: 'copy it beside the scenario' };
    }
    const status = statSync(path);
    if (status.isDirectory()) return { ok: false, expected, found: 'a directory' };
    if (!status.isFile()) return { ok: false, expected, found: 'a special file, not a regular one' };
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

/** @throws ReadingFailure */
function* piecesOf(path: string): Iterable<Uint8Array> {
  try {
    yield* piecesOfOpened(path);
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? new ReadingFailure(reasonOf(error)) : error;
  }
}

function* piecesOfOpened(path: string): Iterable<Uint8Array> {
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
  if (status.isDirectory()) return fileFault('a scenario file', 'a directory', 'name a .json file in it');
  if (!status.isFile()) return fileFault('a scenario file', 'a special file, not a regular one');
  return status.size > limits.fileBytes ? tooLarge(status.size) : undefined;
}

function tooLarge(bytes: number): ValueFault {
  return fileFault(`a file of at most ${megabytes(limits.fileBytes)}`, megabytes(bytes));
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return reasons[code] ?? `a file that cannot be read (${code})`;
}

export const NO_FILE = 'no file of this name';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: NO_FILE,
  ENOTDIR: NO_FILE,
  EACCES: 'a file without permission to read it',
  EPERM: 'a file without permission to read it',
  ELOOP: 'a cycle of links',
  ENAMETOOLONG: 'a name too long for a file',
  ERR_INVALID_ARG_VALUE: 'an invalid file name',
};
