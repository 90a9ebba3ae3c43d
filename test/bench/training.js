// Times the tutorial's 60,000 iterations of XOR beside the same lines in NumPy: the training alone, in one process, and
// the whole command from start to exit. Repetitions alternate, so that a busy machine slows both sides equally.
//
//     npm run build && npm run bench [-- repetitions]
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ITERATIONS = 60_000;
/** As many iterations in one go as the headless command runs between two looks at the world. */
const SLICE = 1000;

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const repetitions = Number(process.argv[2] ?? 9);
const engine = await importBundled(`
  export { TrainingRun } from './src/engine/run/training-run.ts';
  export { Interpreter } from './src/engine/backends/interpreter.ts';
  export { matrixFromRows } from './src/engine/matrix.ts';
  export { numpyRandom } from './src/engine/random.ts';
  export { buildProgram } from './src/network/build.ts';
  export { withDefaults } from './src/network/settings.ts';
`);
const X = engine.matrixFromRows([
  [0, 0, 1],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 1],
]);
const y = engine.matrixFromRows([[0], [1], [1], [0]]);
const program = engine.buildProgram(engine.withDefaults({ layerSizes: [3, 4, 1] }), 4);
const python = findNumpy();

const seconds = { run: [], interpreter: [], command: [], iris: [], digits: [], numpy: [], script: [] };
// Compiling the engine happens once, and counts only for the whole process.
trainRun();
trainInterpreter();
for (let repetition = 0; repetition < repetitions; repetition++) {
  if (python !== undefined) {
    let printed = '';
    seconds.script.push(timed(() => (printed = runToEnd(python.command, ['test/bench/training.py']))));
    seconds.numpy.push(Number(printed.trim().split('\n').at(-1)));
  }
  for (const [name, times] of [
    ['xor', seconds.command],
    ['iris', seconds.iris],
    ['digits', seconds.digits],
  ]) {
    times.push(
      timed(() => runToEnd(process.execPath, ['bin/backprop-tui.js', `scenarios/${name}.json`, '--headless'])),
    );
  }
  seconds.run.push(timed(trainRun));
  seconds.interpreter.push(timed(trainInterpreter));
}

console.log(
  `${ITERATIONS} iterations of XOR, Node ${process.versions.node}; median of ${repetitions} (fastest, slowest)`,
);
console.log(
  python === undefined
    ? 'No python3 with NumPy here: nothing to compare with.'
    : `NumPy ${python.version}, ${python.command}`,
);
show('TrainingRun.iterate()', seconds.run);
show('Interpreter.runIteration()', seconds.interpreter);
show('backprop-tui --headless, whole process', seconds.command);
show('the same of iris, 300 iterations', seconds.iris);
show('the same of digits, 500 iterations', seconds.digits);
if (python !== undefined) {
  show('NumPy, the training alone', seconds.numpy);
  show('NumPy, whole process', seconds.script);
  compare('TrainingRun.iterate()', seconds.numpy, seconds.run, 10);
  compare('Interpreter.runIteration()', seconds.numpy, seconds.interpreter, 10);
  compare('whole process', seconds.script, seconds.command, 4);
}

function trainRun() {
  const run = new engine.TrainingRun(program, X, y, 1);
  inSlices(() => run.iterate());
}

function trainInterpreter() {
  const data = new Map([
    ['X', X],
    ['y', y],
  ]);
  const interpreter = new engine.Interpreter(program, data, engine.numpyRandom(1));
  inSlices(() => interpreter.runIteration());
}

function inSlices(iterate) {
  for (let done = 0; done < ITERATIONS; done += SLICE) slice(iterate);
}

function slice(iterate) {
  for (let i = 0; i < SLICE; i++) iterate();
}

function timed(work) {
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1000;
}

function show(what, times) {
  const shown = [median(times), Math.min(...times), Math.max(...times)].map((time) => `${(time * 1000).toFixed(0)} ms`);
  console.log(`  ${what.padEnd(40)} ${shown[0].padStart(8)}  (${shown[1]}, ${shown[2]})`);
}

function compare(what, slower, faster, target) {
  const ratio = median(slower) / median(faster);
  const verdict = ratio >= target ? 'met' : 'missed';
  console.log(`${what}: ${ratio.toFixed(1)} times as fast as NumPy (target ${target}: ${verdict})`);
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The first Python that has NumPy: the one on the path, else the system's. */
function findNumpy() {
  for (const command of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(command, ['-c', 'import numpy; print(numpy.__version__)'], {
      encoding: 'utf8',
    });
    if (status === 0) return { command, version: stdout.trim() };
  }
  return undefined;
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
