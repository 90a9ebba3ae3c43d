import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mayBeAlive, numberingOfProcesses, ownProcess } from './processes.ts';

/*
 * A draft has the content of a file before it has its name. A killed process leaves its draft behind; the next process that
 * writes in that folder removes it.
 */

let drafts = 0;
let prefix: string | undefined;
/** Folders without drafts of ended processes. */
const swept = new Set<string>();

/** `.backprop-tui-NUMBERING-PID-BEGUN-RANDOM-COUNT.part` */
const named = /^\.backprop-tui-([0-9a-f]{8})-(\d+)-(\d+)-[0-9a-f]{6}-\d+\.part$/;

/**
 * A name for a draft that no other process uses. In the same folder: a file can replace another only within one file system.
 */
export function draftOf(file: string): string {
  return nameBeside(file, 'part');
}

/** The same for a copy of a file that is replaced. It is never removed as a leftover: it may be all that is left of the file. */
export function backupOf(file: string): string {
  return nameBeside(file, 'old');
}

function nameBeside(file: string, ending: string): string {
  const folder = dirname(file);
  removeLeftovers(folder);
  if (prefix === undefined) {
    const { pid, begun = '0' } = ownProcess();
    prefix = `.backprop-tui-${numberingOfProcesses()}-${pid}-${begun}`;
  }
  return join(folder, `${prefix}-${randomBytes(3).toString('hex')}-${++drafts}.${ending}`);
}

/** Removes the drafts of processes that have certainly ended, once for each folder. */
function removeLeftovers(folder: string): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  try {
    for (const name of readdirSync(folder)) {
      const [, numbering, pid, begun] = named.exec(name) ?? [];
      if (numbering !== numberingOfProcesses()) continue;
      if (mayBeAlive({ pid: Number(pid), begun: begun === '0' ? undefined : begun })) continue;
      discard(join(folder, name));
    }
  } catch {
    // A folder may be writable, and not readable.
  }
}

/** Removes a draft. A failure is tried again once, and is no reason to fail. */
export function discard(draft: string): void {
  for (let tries = 0; tries < 2; tries++) {
    try {
      rmSync(draft, { force: true });
      return;
    } catch {}
  }
}
