// Preloaded into a process: writes its peak memory in kilobytes to the file that MEMORY names.
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/**
 * The peak resident set. Linux counts the memory of the parent before `exec` in getrusage's figure; `VmHWM` begins with
 * the process itself.
 */
function peakKilobytes() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(kilobytes);
}

if (isMainThread) process.on('exit', () => writeFileSync(process.env.MEMORY, String(peakKilobytes())));
