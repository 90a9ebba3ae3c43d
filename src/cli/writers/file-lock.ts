import { linkSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { ValueFault } from '../../scenario/fault.ts';
import { draftOf } from './draft.ts';
import { mayBeAlive, ownProcess, type ProcessName } from './processes.ts';
import { realFile, writeWhole } from './whole-file.ts';

/*
 * A run locks the files that it writes for as long as its process lives. A lock is a hidden file beside the file. It names its
 * process, so the lock of a killed process does not count.
 */

interface Holder extends ProcessName {
  readonly host: string;
}

/** The locks of this process. */
const held = new Set<string>();
let isReleasedAtExit = false;
/** Attempts to take a lock that other processes take and leave at the same time. */
const MOST_TRIES = 5;

/**
 * Locks a file, which need not exist yet. A pipe or a device takes any number of writers. Where no lock can be written the
 * file is not locked.
 * @param role the option that names the file.
 * @returns the fault of a file that another process has locked.
 */
export function lockFile(file: string, role: string): ValueFault | undefined {
  const lock = lockOf(file);
  if (lock === undefined || held.has(lock)) return undefined;
  const own = textOf({ ...ownProcess(), host: hostname() });
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (writeWhole(lock, own, 'create') === undefined || textIn(lock) === own) {
      if (!isReleasedAtExit) process.once('exit', releaseAll);
      isReleasedAtExit = true;
      held.add(lock);
      return undefined;
    }
    const found = textIn(lock);
    if (found === undefined) continue;
    const holder = holderIn(found);
    if (holder !== undefined && isHeld(holder)) return inUse(role, holder, lock);
    removeStale(lock, found);
  }
  return undefined;
}

/** Gives the lock of a file back. */
export function unlockFile(file: string): void {
  const lock = lockOf(file);
  if (lock !== undefined && held.delete(lock)) released(lock);
}

/** True for a file that a living process other than this one has locked. */
export function isLockedElsewhere(file: string): boolean {
  const lock = lockOf(file);
  const text = lock === undefined || held.has(lock) ? undefined : textIn(lock);
  const holder = text === undefined ? undefined : holderIn(text);
  return holder !== undefined && isHeld(holder);
}

/** Time to wait for a lock that another process has for one change. */
const PATIENCE_MS = 2000;
const PAUSE_MS = 5;

/**
 * Changes a file while no other process of this program changes it. Where no lock can be written, or another process keeps it too long,
 * the file is changed without one.
 */
export function whileLocked<Result>(file: string, change: () => Result): Result {
  const lock = lockOf(file);
  if (lock === undefined || held.has(lock)) return change();
  const isTaken = takenInTime(lock);
  try {
    return change();
  } finally {
    if (isTaken) rmSync(lock, { force: true });
  }
}

function takenInTime(lock: string): boolean {
  const own = textOf({ ...ownProcess(), host: hostname() });
  let failures = 0;
  for (let waited = 0; waited < PATIENCE_MS && failures < MOST_TRIES; waited += PAUSE_MS) {
    if (writeWhole(lock, own, 'create') === undefined) return true;
    const found = textIn(lock);
    if (found === undefined) {
      failures++;
      continue;
    }
    const holder = holderIn(found);
    // A lock of this process is from a change that failed.
    if (found === own || holder === undefined || !isHeld(holder)) removeStale(lock, found);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  return false;
}

function inUse(role: string, { pid, host }: Holder, lock: string): ValueFault {
  const expected = 'a file that no other run writes';
  if (host === hostname()) {
    return {
      path: role,
      expected,
      found: `one that process ${pid} writes`,
      advice: 'end that run, or choose another name',
    };
  }
  const advice = `end that run, or remove ${basename(lock)} if it has ended`;
  return { path: role, expected, found: `one that process ${pid} of ${host} writes`, advice };
}

/** The lock of a file; undefined where there is none. */
function lockOf(file: string): string | undefined {
  try {
    const real = realFile(file);
    if (statSync(real, { throwIfNoEntry: false })?.isFile() === false) return undefined;
    return join(dirname(real), `.${basename(real)}.lock`);
  } catch {
    return undefined;
  }
}

function textOf({ pid, begun, host }: Holder): string {
  return `${JSON.stringify({ pid, begun, host })}\n`;
}

function textIn(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    const { pid, begun, host } = JSON.parse(text);
    const isHolder = Number.isInteger(pid) && pid > 0 && typeof host === 'string';
    return isHolder
      ? { pid, begun: typeof begun === 'string' ? begun : undefined, host: host.slice(0, 100) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** True also for a process of another host, of which nothing is known. */
function isHeld(holder: Holder): boolean {
  return holder.host !== hostname() || mayBeAlive(holder);
}

/** Removes the lock of a process that has ended, and no other. */
function removeStale(lock: string, text: string): void {
  const aside = draftOf(lock);
  try {
    renameSync(lock, aside);
    // Another process may have removed the old lock and taken its own meanwhile.
    if (textIn(aside) !== text) linkSync(aside, lock);
    rmSync(aside, { force: true });
  } catch {}
}

function releaseAll(): void {
  for (const lock of held) released(lock);
}

function released(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {}
}
