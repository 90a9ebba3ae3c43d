import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/*
 * The names of processes in files that may outlive them: from the name, a later process sees if the file still has an
 * owner.
 */

/** A process of this host. */
export interface ProcessName {
  readonly pid: number;
  /** The time at which it began, where the system tells: another process may get the same number later. */
  readonly begun: string | undefined;
}

/** The name of this process. */
export function ownProcess(): ProcessName {
  return { pid: process.pid, begun: beginningOf(process.pid) };
}

/** False only for a process that has certainly ended. */
export function mayBeAlive({ pid, begun }: ProcessName): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Without permission to send a signal there is a process to send it to.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const now = beginningOf(pid);
  return begun === undefined || now === undefined || begun === now;
}

/** The clock ticks from the start of the system to that of a process: field 22 of its `stat`, on Linux. */
function beginningOf(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the process, in parentheses, may hold spaces.
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Eight hexadecimal digits for the system that numbers this process: containers of one host number theirs on their own. */
export function numberingOfProcesses(): string {
  let space = '';
  try {
    space = readlinkSync('/proc/self/ns/pid');
  } catch {}
  return createHash('sha256').update(`${hostname()} ${space}`).digest('hex').slice(0, 8);
}
