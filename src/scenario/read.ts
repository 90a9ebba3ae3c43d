import { readFileSync, type Stats, statSync } from 'node:fs';
import { decodeText } from './decode.ts';
import type { ValueFault } from './fault.ts';
import { limits } from './limits.ts';
import { type Parsed, parseScenario } from './parse.ts';

/** What is asked of the disk; a test puts its own in place of the real one. */
export interface Disk {
  statSync(file: string): Pick<Stats, 'isDirectory' | 'isFile' | 'size'>;
  readFileSync(file: string): Uint8Array;
}

/** Reads and validates a scenario file: the only place of this folder that touches the disk. */
export function readScenario(file: string, disk: Disk = { statSync, readFileSync }): Parsed {
  let bytes: Uint8Array;
  try {
    // Asked before opening: a pipe would wait for its writer, a device might never end.
    const problem = unsuitable(disk.statSync(file));
    if (problem !== undefined) return { ok: false, faults: [problem] };
    bytes = disk.readFileSync(file);
  } catch (error) {
    return { ok: false, faults: [fault('a scenario file', reasonOf(error))] };
  }
  // Asked again: a file may grow, and those that the system makes up have no size before they are read.
  if (bytes.length > limits.fileBytes) return { ok: false, faults: [tooLarge(bytes.length)] };
  const text = decodeText(bytes);
  return typeof text === 'string' ? parseScenario(text) : { ok: false, faults: [text] };
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
};

function fault(expected: string, found: string, advice?: string): ValueFault {
  return { path: '', expected, found, advice };
}
