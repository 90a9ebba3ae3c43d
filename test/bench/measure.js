// Clocks and children of the measurements: CPU time, so that a busy machine slows all sides equally.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** CPU seconds of this process for some work. */
export function cpuSeconds(work) {
  const begin = process.cpuUsage();
  work();
  // Linux divides the sum of both by ticks of some milliseconds: only the sum is exact.
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

/** CPU seconds of this thread for some work, without those of V8's helper threads; of all threads where the system does not tell. */
export function threadSeconds(work) {
  const begin = ofThread();
  if (begin === undefined) return cpuSeconds(work);
  work();
  return ofThread() - begin;
}

/** The system may count in ticks of some milliseconds: measure work of a second. */
function ofThread() {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e9;
  } catch {
    return undefined;
  }
}

/** CPU seconds of a child, from start to exit. */
export function childSeconds(command, args) {
  const { status, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" >&2', '-', command, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  const [user, system] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return user + system;
}

/** The output of a child. */
export function outputOf(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

export function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function shownSeconds(time) {
  if (time >= 1e-3) return `${(time * 1e3).toFixed(1)} ms`;
  return time >= 1e-6 ? `${(time * 1e6).toFixed(1)} µs` : `${(time * 1e9).toFixed(0)} ns`;
}

/** The exports of TypeScript that imports files of this project. */
export async function importBundled(contents) {
  const entry = join(process.cwd(), 'measured.js');
  const build = await rolldown({
    input: entry,
    platform: 'node',
    plugins: [
      {
        name: 'measured',
        load: { filter: { id: entry }, handler: () => contents },
        resolveId: (id) => (id === entry ? id : null),
      },
    ],
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  // A file, not a URL of data: bundled packages ask where they are.
  const folder = mkdtempSync(join(tmpdir(), 'measured-'));
  const file = join(folder, 'measured.mjs');
  writeFileSync(file, output[0].code);
  const exported = await import(pathToFileURL(file).href);
  rmSync(folder, { recursive: true });
  return exported;
}
