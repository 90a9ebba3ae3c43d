import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { noProgress, type Progress, readProgress, writtenProgress } from '../learn/course/progress.ts';
import { whileLocked } from './writers/file-lock.ts';
import { writeWhole } from './writers/whole-file.ts';

/* The progress in lessons, in the folder for the state of programs. It is never needed: a lesson continues without it. */

/** A larger file is not read. */
const MOST_BYTES = 2 ** 20;

/** `~/.local/state/backprop-tui/learn.json`; a relative XDG_STATE_HOME does not count. */
export function progressFile(
  { XDG_STATE_HOME = '' }: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const folder = isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(home(), '.local', 'state');
  return join(folder, 'backprop-tui', 'learn.json');
}

function home(): string {
  try {
    return homedir();
  } catch {
    return '/';
  }
}

/** The progress so far; none where the file cannot be read. */
export function loadProgress(file = progressFile()): Progress {
  try {
    const status = statSync(file);
    if (!status.isFile() || status.size > MOST_BYTES) return noProgress;
    return readProgress(readFileSync(file, 'utf8'));
  } catch {
    return noProgress;
  }
}

/**
 * Changes the progress that the file has now: another process may have written it since. Two changes at once come one after the other. A file that cannot be read as progress is kept as
 * `learn.json.bad`. Returns the problem, if any.
 */
export function changeProgress(change: (progress: Progress) => Progress, file = progressFile()): string | undefined {
  try {
    makeFolder(dirname(file));
  } catch {
    return `${file}: the folder cannot be made`;
  }
  return whileLocked(file, () => changeLocked(change, file));
}

function changeLocked(change: (progress: Progress) => Progress, file: string): string | undefined {
  try {
    if (isDamaged(file)) copyFileSync(file, `${file}.bad`);
  } catch {
    return `${file}: it is damaged, and cannot be copied to ${file}.bad`;
  }
  const problem = writeWhole(file, writtenProgress(change(loadProgress(file))), 'replace');
  return problem === undefined ? undefined : `${file}: the progress cannot be written`;
}

/** Makes a folder and those around it. The recursive form of Node never returns below `/proc`, where no folder can be made. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it.
    if (!existsSync(folder)) throw error;
  }
}

/** The sentence about a damaged file, of which no progress is read; undefined where it is whole or absent. */
export function damageOf(file = progressFile()): string | undefined {
  if (!isDamaged(file)) return undefined;
  return `${file}: expected JSON; no progress is read from it. It is kept as ${file}.bad once a lesson saves its own`;
}

/** True for a file that is not JSON, such as half of one. */
function isDamaged(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  try {
    JSON.parse(text);
    return false;
  } catch {
    return text.trim() !== '';
  }
}
