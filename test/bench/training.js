// Times training beside the same lines in NumPy, and the tutorial's network beside C++ with fixed sizes: CPU time, in turns, so that
// a busy machine slows all sides equally. Prints each figure with its target, and pass or miss.
//
//     npm run build && npm run bench [-- repetitions]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ITERATIONS = 60_000;
/** As many iterations in one go as a session runs between two readings of the clock. */
const SLICE = 1000;

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
process.env.OPENBLAS_NUM_THREADS = '1';
const repetitions = Number(process.argv[2] ?? 9);
const engine = await importBundled(`
  export { TrainingRun } from './src/engine/run/training-run.ts';
  export { Compiled } from './src/engine/backends/compiled.ts';
  export { Interpreter } from './src/engine/backends/interpreter.ts';
  export { matrixFromRows } from './src/engine/matrix.ts';
  export { numpyRandom } from './src/engine/random.ts';
  export { buildProgram } from './src/network/build.ts';
  export { withDefaults } from './src/network/settings.ts';
`);
const python = findNumpy();
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const native = compileNative();

const networks = {
  xor: networkOf([3, 4, 1], 4, ITERATIONS, [
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
  ]),
  digits: networkOf([64, 32, 10], 32, 2000),
  images: networkOf([784, 128, 10], 32, 50),
};
/** Seconds, by what was timed. */
const seconds = {};

for (let repetition = -1; repetition < repetitions; repetition++) {
  // The first round warms up: it is not counted.
  const isCounted = repetition >= 0;
  const add = (name, time) => {
    if (isCounted && time !== undefined) seconds[name] = [...(seconds[name] ?? []), time];
  };
  const numpy = numpySeconds();
  for (const [name, network] of Object.entries(networks)) {
    add(`${name} numpy`, numpy?.[name]);
    add(
      `${name} interpreter`,
      timed(() => trainInterpreter(network)),
    );
    add(
      `${name} compiled`,
      timed(() => trainCompiled(network)),
    );
    add(
      `${name} run`,
      timed(() => trainRun(network)),
    );
  }
  add('xor native', native && Number(runToEnd(native, [String(ITERATIONS)]).split(' ')[1]));
  add('node', childTime(process.execPath, ['-e', '0']));
  add('version', childTime(process.execPath, ['bin/backprop-tui.js', '--version']));
  for (const scenario of ['xor', 'iris', 'digits']) {
    add(
      `command ${scenario}`,
      childTime(process.execPath, ['bin/backprop-tui.js', `scenarios/${scenario}.json`, '--headless']),
    );
  }
  add('script', python && childTime(python.command, ['test/bench/training.py']));
}
rmSync(folder, { recursive: true });

console.log(`Node ${process.versions.node}; CPU time, median of ${repetitions} rounds`);
console.log(
  python === undefined ? 'No python3 with NumPy here.' : `NumPy ${python.version} with ${python.blas}, one thread`,
);
console.log(native === undefined ? 'No g++ here.' : 'g++ -O3');
for (const [name, times] of Object.entries(seconds)) {
  const each = median(times) / (networks[name.split(' ')[0]]?.iterations ?? 1);
  console.log(`  ${name.padEnd(24)} ${shown(each).padStart(10)}`);
}
console.log('times as fast as NumPy, at least');
atLeast('XOR, the compiled iteration', 'xor numpy', 'xor compiled', 100);
atLeast('XOR, TrainingRun', 'xor numpy', 'xor run', 80);
atLeast('64-32-10, 32 rows', 'digits numpy', 'digits compiled', 0.6);
atLeast('784-128-10, 32 rows', 'images numpy', 'images compiled', 0.6);
console.log('times as fast as C++, at least');
atLeast('XOR, the compiled iteration', 'xor native', 'xor compiled', 1);
console.log('share, at most');
atMost('whole process, 60,000 iterations, of NumPy', 'command xor', 'script', 0.18);
atMost('start without training, of node -e 0', 'version', 'node', 1.6);
atMost('what is observed: XOR', 'xor run', 'xor compiled', 1.25);
atMost('what is observed: 64-32-10', 'digits run', 'digits compiled', 1.05);
atMost('what is observed: 784-128-10', 'images run', 'images compiled', 1.05);

function atLeast(what, slower, faster, target) {
  judge(what, slower, faster, target, (ratio) => ratio >= target);
}

function atMost(what, part, whole, target) {
  judge(what, part, whole, target, (ratio) => ratio <= target);
}

function judge(what, above, below, target, isMet) {
  if (seconds[above] === undefined || seconds[below] === undefined) return;
  const ratio = median(seconds[above]) / median(seconds[below]);
  console.log(`  ${isMet(ratio) ? 'pass' : 'miss'}  ${what.padEnd(46)} ${ratio.toFixed(2).padStart(8)}  (${target})`);
}

function shown(time) {
  if (time >= 1e-3) return `${(time * 1e3).toFixed(1)} ms`;
  return time >= 1e-6 ? `${(time * 1e6).toFixed(1)} µs` : `${(time * 1e9).toFixed(0)} ns`;
}

function networkOf(layerSizes, rows, iterations, given) {
  const random = engine.numpyRandom(1);
  const table = (columns) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.nextDouble()));
  const inputs = engine.matrixFromRows(given ?? table(layerSizes[0]));
  const targets = engine.matrixFromRows(given === undefined ? table(layerSizes.at(-1)) : [[0], [1], [1], [0]]);
  const learningRate = given === undefined ? 0.01 : 1;
  const program = engine.buildProgram(engine.withDefaults({ layerSizes, learningRate }), rows);
  const data = new Map([
    ['X', inputs],
    ['y', targets],
  ]);
  const compiled = new engine.Compiled(program, data, engine.numpyRandom(1), { from: 0 });
  return { layerSizes, rows, iterations, inputs, targets, program, data, compiled };
}

function trainRun({ program, inputs, targets, iterations }) {
  const run = new engine.TrainingRun(program, inputs, targets, 1);
  while (run.iteration < iterations) run.iterateMany(Math.min(SLICE, iterations - run.iteration));
}

function trainCompiled({ compiled, iterations }) {
  let done = 0;
  while (done < iterations) {
    done += compiled.runIterations(Math.min(SLICE, iterations - done), Number.POSITIVE_INFINITY, true);
  }
}

function trainInterpreter({ program, data, iterations }) {
  const interpreter = new engine.Interpreter(program, data, engine.numpyRandom(1));
  for (let done = 0; done < iterations; done += SLICE) slice(interpreter, Math.min(SLICE, iterations - done));
}

function slice(interpreter, iterations) {
  for (let i = 0; i < iterations; i++) interpreter.runIteration();
}

/** CPU seconds of this process. */
function timed(work) {
  const begin = process.cpuUsage();
  work();
  // Linux divides the sum of both by ticks of some milliseconds: only the sum is exact.
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

/** CPU seconds of a child, from start to exit. */
function childTime(command, args) {
  const { status, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" >&2', '-', command, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  const [user, system] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return user + system;
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The first Python that has NumPy: the one on the path, else the system's. */
function findNumpy() {
  const ask =
    "import numpy; print(numpy.__version__); print(numpy.show_config(mode='dicts')['Build Dependencies']['blas']['name'])";
  for (const command of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(command, ['-c', ask], { encoding: 'utf8' });
    if (status !== 0) continue;
    const [version, blas] = stdout.trim().split('\n');
    return { command, version, blas };
  }
  return undefined;
}

/** CPU seconds of NumPy, by network. */
function numpySeconds() {
  if (python === undefined) return undefined;
  const sizes = Object.values(networks).map(({ rows, layerSizes, iterations }) =>
    [rows, ...layerSizes, iterations].join(),
  );
  const times = runToEnd(python.command, ['test/bench/networks.py', ...sizes])
    .trim()
    .split(' ')
    .map(Number);
  return Object.fromEntries(Object.keys(networks).map((name, index) => [name, times[index]]));
}

/** The compiled C++ program; undefined without g++. */
function compileNative() {
  const file = join(folder, 'xor');
  return spawnSync('g++', ['-O3', '-o', file, 'test/bench/xor.cpp']).status === 0 ? file : undefined;
}

function runToEnd(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

async function importBundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}
