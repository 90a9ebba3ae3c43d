// The memory of the dashboard over time, training XOR at full speed and drawing at its normal rate: the resident set (Linux),
// each minute. `npm run soak` takes 20 minutes, `npm run soak 2` takes two.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { command, openPlain } from './dashboard.terminal.js';

const minutes = Number(process.argv[2] ?? 20);
/** The first minute is the compiler's and the collector's: growth is counted from its end. */
const SETTLED = 1;

const folder = mkdtempSync(join(tmpdir(), 'soak-'));
const file = join(folder, 'endless.json');
const xor = JSON.parse(readFileSync(new URL('../../scenarios/xor.json', import.meta.url), 'utf8'));
writeFileSync(file, JSON.stringify({ ...xor, training: { iterations: 1e9 }, playback: { speed: 'unlimited' } }));

const terminal = openPlain([command, file]);
let bytes = 0;
terminal.onData((data) => {
  bytes += data.length;
});
const samples = [];
for (let minute = 1; minute <= minutes; minute++) {
  await wait(60_000);
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${terminal.pid}/status`, 'utf8')) ?? [];
  samples.push(Number(kilobytes) / 1024);
  console.log(
    `${String(minute).padStart(3)} min   ${samples.at(-1).toFixed(1)} MB   ${(bytes / 1e6).toFixed(1)} MB drawn`,
  );
}
terminal.kill('SIGTERM');
rmSync(folder, { recursive: true });
const growth = (samples.at(-1) - samples[SETTLED - 1]) / Math.max(1, samples.length - SETTLED);
console.log(`growth after the first minute: ${growth.toFixed(2)} MB a minute`);
process.exit();
