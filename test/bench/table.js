// The table of speeds, each beside its target: pass or miss. Work of this project, the same work in NumPy and in C++ run in turns,
// and the medians are compared. Without python3 and NumPy, or without g++, their rows are left out.
//
//     npm run bench [-- rounds [part…]]      parts: the files in rows/
//
// A file in rows/ has a function `prepare(met, network)`. It returns
//   samples  functions that measure once, by name: seconds, or undefined for what is not here
//   rows     { title, over: [sample, sample], atLeast or atMost }: the quotient of two samples beside its target;
//            { title, of: sample, atMost } for seconds; { title, missing: reason } for what cannot be measured
//   figures  samples that are also printed as seconds, with the number by which they are divided
// `met` has what was met: `python` and `native`, the compiled C++ program; undefined where there is none.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { median, outputOf, shownSeconds } from './measure.js';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
for (const library of ['OPENBLAS', 'OMP', 'MKL', 'BLIS', 'VECLIB_MAXIMUM']) process.env[`${library}_NUM_THREADS`] = '1';

const [asked = '9', ...wanted] = process.argv.slice(2);
const networks = ['xor', 'digits', 'images'];
/** The networks that a part is measured for, one after the other; a part without them measures what it names itself. */
const files = {
  training: networks,
  observed: [...networks, 'batches', 'tested'],
  float32: networks,
  process: [''],
  travel: [''],
};
const forgotten = readdirSync('test/bench/rows').filter((file) => !(file.replace('.js', '') in files));
if (forgotten.length > 0) throw new Error(`no place in the table for ${forgotten.join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const met = { python: findPython(), native: compileNative() };
if (asked === '--part') {
  const [name, network, rounds] = wanted;
  process.stdout.write(JSON.stringify(await measurePart(name, network, Number(rounds))), () => process.exit());
  await new Promise(() => {});
}
const rounds = Number(asked);
const loadBefore = loadavg()[0];
// Each network of a part has a process of its own: what one has made V8 optimize, or forget, would change the times of another.
const parts = Object.entries(files)
  .filter(([name]) => wanted.length === 0 || wanted.includes(name))
  .flatMap(([name, names]) => names.map((network) => [name, network]))
  .map(([name, network]) => {
    const script = fileURLToPath(import.meta.url);
    return JSON.parse(outputOf(process.execPath, [script, '--part', name, network, String(rounds)]));
  });
/** Seconds, by the name of what was timed. */
const seconds = new Map(parts.flatMap((part) => Object.entries(part.seconds)));
rmSync(folder, { recursive: true });

console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node}`);
console.log(
  `load ${loadBefore.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after; medians of ${rounds} rounds in turns, CPU time`,
);
console.log(
  met.python === undefined
    ? 'no python3 with NumPy here: rows beside it are left out'
    : `NumPy ${met.python.numpy} on Python ${met.python.version}, ${met.python.blas}, ${met.python.threads} in a product`,
);
console.log(met.native === undefined ? 'no g++ here: rows beside it are left out' : `${met.native.version}, -O3`);
console.log('');
for (const { figures = {} } of parts) {
  for (const [name, divisor] of Object.entries(figures)) {
    const times = seconds.get(name);
    if (times !== undefined) console.log(`  ${name.padEnd(38)} ${shownSeconds(median(times) / divisor).padStart(10)}`);
  }
}
console.log('');
const counts = { pass: 0, miss: 0, '-': 0 };
for (const { rows } of parts) for (const row of rows) printRow(row);
console.log('');
console.log(`${counts.pass} pass, ${counts.miss} miss, ${counts['-']} not measured`);
process.exit();

/** The times of a part: its samples in turns. The first round warms up: it is not counted. */
async function measurePart(name, network, rounds) {
  const { prepare } = await import(`./rows/${name}.js`);
  const { samples = {}, rows, figures } = await prepare(met, network);
  const seconds = {};
  for (let round = -1; round < rounds; round++) {
    for (const [sample, measure] of Object.entries(samples)) {
      const time = await measure();
      if (round < 0 || time === undefined) continue;
      seconds[sample] = [...(seconds[sample] ?? []), time];
    }
  }
  rmSync(folder, { recursive: true });
  return { seconds, rows, figures };
}

function printRow({ title, over, of, atLeast, atMost, missing }) {
  const value = over === undefined ? medianOf(of) : quotient(over);
  let verdict = '-';
  if (value !== undefined) verdict = (atLeast === undefined ? value <= atMost : value >= atLeast) ? 'pass' : 'miss';
  counts[verdict]++;
  const target = atLeast ?? atMost;
  const show = (number) => (over === undefined ? shownSeconds(number) : `${number}`);
  const shown = value === undefined ? '' : over === undefined ? shownSeconds(value) : value.toFixed(2);
  const bound = target === undefined ? '' : `at ${atLeast === undefined ? 'most' : 'least'} ${show(target)}`;
  const reason = value === undefined ? `  ${missing ?? absentOf(over ?? [of])}` : '';
  console.log(`  ${verdict.padEnd(4)}  ${title.padEnd(62)} ${shown.padStart(9)}  ${bound}${reason}`);
}

function quotient([above, below]) {
  const [x, y] = [medianOf(above), medianOf(below)];
  return x === undefined || y === undefined ? undefined : x / y;
}

function medianOf(name) {
  const times = seconds.get(name);
  return times === undefined ? undefined : median(times);
}

function absentOf(names) {
  return `no time of ${names.filter((name) => !seconds.has(name)).join(', ')}`;
}

/** The first Python that has NumPy: the one on the path, else the system's. The threads are counted after a large product. */
function findPython() {
  const ask = [
    'import os, platform, numpy',
    'blas = numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]',
    'numpy.ones((1000, 1000)) @ numpy.ones((1000, 1000))',
    'tasks = "/proc/self/task"',
    'count = len(os.listdir(tasks)) if os.path.isdir(tasks) else 0',
    'print(numpy.__version__, platform.python_version(), blas["name"] + " " + blas.get("version", ""), count, sep="\\n")',
  ].join('\n');
  for (const command of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(command, ['-c', ask], { encoding: 'utf8' });
    if (status !== 0) continue;
    const [numpy, version, blas, count] = stdout.trim().split('\n');
    const threads = count === '0' ? '1 thread asked for' : count === '1' ? '1 thread' : `${count} threads`;
    return { command, numpy, version, blas, threads };
  }
  return undefined;
}

/** The compiled C++ program; undefined without g++. */
function compileNative() {
  const file = join(folder, 'xor');
  if (spawnSync('g++', ['-O3', '-o', file, 'test/bench/xor.cpp']).status !== 0) return undefined;
  return { file, version: outputOf('g++', ['--version']).split('\n')[0] };
}
