// The memory of the dashboard over time: scenarios that train at full speed without an end, drawn at the normal rate, while keys
// open and close views. A scenario is flat when the last quarter of its time has no more memory and handles than the first.
//
//     npm run soak                          xor, iris, digits and spirals, 20 minutes each, one after the other
//     npm run soak -- --minutes 2 xor       two minutes of one
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { command, openPlain } from './dashboard.terminal.js';

/** Keys that open and close views, one every `KEY_MS`. */
const KEYS = [
  'v',
  '\u001b',
  'i',
  '\u001b',
  'f',
  '\u001b',
  'M',
  '\u001b',
  'p',
  '\u001b',
  '?',
  '\u001b',
  '>',
  'm',
  'l',
  '!',
  '!',
  'l',
];
const KEY_MS = 2000;
/** Growth that is noise: a share of the first quarter, and megabytes. */
const SHARE = 0.1;
const NOISE_MB = { rss: 10, heap: 4, buffers: 8 };
/** The share of the time in which compiler, collector and the bounded past of the run settle. */
const SETTLING_SHARE = 0.1;
/** Shorter runs have not filled their bounded past. */
const LEAST_MINUTES = 8;
/** Keys for the whole time: the plane of spirals stays open. */
const opened = { spirals: 'p' };

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '20' } },
  allowPositionals: true,
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes: expected a number above 0');
const names = positionals.length > 0 ? positionals : ['xor', 'iris', 'digits', 'spirals'];

const folder = mkdtempSync(join(tmpdir(), 'soak-'));
cpSync(fileURLToPath(new URL('../../scenarios', import.meta.url)), folder, { recursive: true });
let failures = 0;
for (const name of names) {
  const isFlat = await soak(name);
  if (!isFlat) failures++;
}
rmSync(folder, { recursive: true });
if (minutes < LEAST_MINUTES)
  console.log(`no verdict under ${LEAST_MINUTES} minutes: the past of a run is still filling`);
else console.log(failures === 0 ? 'flat' : `${failures} of ${names.length} not flat`);
process.exit(failures === 0 ? 0 : 1);

/** Returns true when memory and handles are flat. */
async function soak(name) {
  const file = join(folder, `${name}.json`);
  const { training, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
  const endless = { ...training, iterations: 1e9 };
  delete endless.stop;
  writeFileSync(file, JSON.stringify({ ...rest, training: endless, playback: { speed: 'unlimited' } }));
  const samples = join(folder, `${name}.samples`);
  writeFileSync(samples, '');
  const preload = pathToFileURL(fileURLToPath(new URL('./soak-samples.js', import.meta.url))).href;
  const terminal = openPlain([`--import=${preload}`, command, file], { env: { SOAK_SAMPLES: samples } });
  let hasEnded = false;
  let drawn = 0;
  terminal.onData((data) => {
    drawn += data.length;
  });
  const end = new Promise((resolve) => {
    terminal.onExit(() => {
      hasEnded = true;
      resolve();
    });
  });
  const descriptors = [];
  const begin = performance.now();
  const last = minutes * 60_000;
  for (let step = 0; performance.now() - begin < last && !hasEnded; step++) {
    await wait(KEY_MS);
    if (hasEnded) break;
    terminal.write(opened[name] === undefined ? KEYS[step % KEYS.length] : step === 1 ? opened[name] : '');
    descriptors.push({
      seconds: (performance.now() - begin) / 1000,
      value: readdirSync(`/proc/${terminal.pid}/fd`).length,
    });
  }
  if (hasEnded) {
    console.log(`${name}: ended by itself`);
    return false;
  }
  terminal.kill('SIGTERM');
  await end;
  return judge(name, samples, descriptors, drawn);
}

function judge(name, file, descriptors, drawn) {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ofEnd = lines.filter(({ seconds }) => seconds > minutes * 45);
  const threads = [...new Set(ofEnd.map(({ threadId }) => threadId))].sort();
  const of = (threadId, field) =>
    lines.filter((line) => line.threadId === threadId).map((line) => ({ seconds: line.seconds, value: line[field] }));
  const rows = [
    ['resident set', of(0, 'rss'), median, NOISE_MB.rss],
    // The heap goes up and down between two collections: its lowest value counts.
    ...threads.map((thread) => [`heap of thread ${thread}`, of(thread, 'heap'), lowest, NOISE_MB.heap]),
    ['array buffers', of(0, 'arrayBuffers'), lowest, NOISE_MB.buffers],
    ...threads.map((thread) => [`handles of thread ${thread}`, of(thread, 'handles'), median, undefined]),
    ['descriptors', descriptors, median, undefined],
  ];
  console.log(`${name}: ${minutes} min, ${(drawn / 1e6).toFixed(1)} MB drawn; first and last quarter`);
  let isFlat = true;
  for (const [what, values, summary, noise] of rows) {
    const [first, final] = quarters(values, summary);
    const most = noise === undefined ? first + 1 : first * (1 + SHARE) + noise * 1e6;
    const grows = final > most;
    if (grows) isFlat = false;
    const shown = (value) => (noise === undefined ? String(value) : `${(value / 1e6).toFixed(1)} MB`);
    console.log(
      `  ${what.padEnd(20)} ${shown(first).padStart(10)} ${shown(final).padStart(10)}  ${grows ? 'GROWS' : 'flat'}`,
    );
  }
  return isFlat || minutes < LEAST_MINUTES;
}

/** The first and the last quarter of the time after `SETTLING_SHARE`. */
function quarters(values, summary) {
  const end = minutes * 60;
  const begin = end * SETTLING_SHARE;
  const quarter = (end - begin) / 4;
  const inside = (from, to) =>
    values.filter(({ seconds }) => seconds >= from && seconds < to).map(({ value }) => value);
  return [summary(inside(begin, begin + quarter)), summary(inside(end - quarter, Number.POSITIVE_INFINITY))];
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

function lowest(values) {
  return Math.min(...values);
}
