import { readFileSync, type Stats, statSync } from 'node:fs';
import type { Fault } from './fault.ts';
import { limits } from './limits.ts';
import { type Parsed, parseScenario } from './parse.ts';

/** Reads and validates a scenario file: the only place of this folder that touches the disk. */
export function readScenario(file: string): Parsed {
  let bytes: Uint8Array;
  try {
    // Asked before opening: a pipe would wait for its writer.
    const problem = unsuitable(statSync(file));
    if (problem !== undefined) return { ok: false, faults: [problem] };
    bytes = readFileSync(file);
  } catch (error) {
    return { ok: false, faults: [fault('a scenario file', reasonOf(error))] };
  }
  try {
    return parseScenario(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, faults: [fault('text in UTF-8', 'bytes that are not', 'save the file as UTF-8')] };
  }
}

function unsuitable(status: Stats): Fault | undefined {
  if (status.isDirectory()) return fault('a scenario file', 'a directory', 'name a .json file in it');
  if (!status.isFile()) return fault('a scenario file', 'something that is not a regular file');
  if (status.size > limits.fileBytes) {
    const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;
    return fault(`at most ${megabytes(limits.fileBytes)}`, megabytes(status.size));
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'no file of this name';
    case 'EACCES':
    case 'EPERM':
      return 'a file that may not be read';
    default:
      return `a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  }
}

function fault(expected: string, found: string, advice?: string): Fault {
  return advice === undefined ? { path: '', expected, found } : { path: '', expected, found, advice };
}
