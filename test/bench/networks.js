// The networks of the table, in this project's engine and in NumPy.
import { importBundled, outputOf } from './measure.js';

/** As many iterations in one go as a session runs between two readings of the clock. */
const SLICE = 1000;

const engine = await importBundled(`
  export { ChangingMachine } from './src/engine/machine/changing-machine.ts';
  export { Run } from './src/engine/run/run.ts';
  export { TrainingRun } from './src/engine/run/training-run.ts';
  export { Compiled } from './src/engine/backends/compiled.ts';
  export { Interpreter } from './src/engine/backends/interpreter.ts';
  export { matrixFromRows } from './src/engine/matrix.ts';
  export { numpyRandom } from './src/engine/random.ts';
  export { parseWatch } from './src/language/parse-watch.ts';
  export { buildProgram } from './src/network/build.ts';
  export { withDefaults } from './src/network/settings.ts';
`);

const sizes = {
  xor: { layerSizes: [3, 4, 1], rows: 4, iterations: 60_000, learningRate: 1 },
  digits: { layerSizes: [64, 32, 10], rows: 32, iterations: 2000, learningRate: 0.01 },
  images: { layerSizes: [784, 128, 10], rows: 32, iterations: 100, learningRate: 0.01 },
};

/**
 * A network of the table, with its program, its data and its backend, compiled from the first iteration on.
 * @param name `xor`, `digits` or `images`
 * @param settings further settings of the program
 */
export function networkOf(name, settings = {}) {
  const { layerSizes, rows, iterations, learningRate } = sizes[name];
  const random = engine.numpyRandom(1);
  const table = (columns) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.nextDouble()));
  const isXor = name === 'xor';

  const inputs = engine.matrixFromRows(
    isXor
      ? [
          [0, 0, 1],
          [0, 1, 1],
          [1, 0, 1],
          [1, 1, 1],
        ]
      : table(layerSizes[0]),
  );
  const targets = engine.matrixFromRows(isXor ? [[0], [1], [1], [0]] : table(layerSizes.at(-1)));
  const program = engine.buildProgram(engine.withDefaults({ layerSizes, learningRate, ...settings }), rows);
  const data = new Map([
    ['X', inputs],
    ['y', targets],
  ]);
  const compiled = new engine.Compiled(program, data, engine.numpyRandom(1), { from: 0 });
  return { name, layerSizes, rows, iterations, inputs, targets, program, data, compiled };
}

/**
 * The subject of a run, by the name of a network of the table. There are two more: `batches`, the scenario `digits`, which learns from 32
 * of its 1,438 rows at a time, and `tested`, the same with its test set.
 */
export async function subjectNamed(name) {
  if (name in sizes) return networkOf(name);
  const { readScenario, subjectOf } = await importBundled(`
    export { readScenario } from './src/scenario/read.ts';
    export { subjectOf } from './src/cli/subject.ts';
  `);
  const { scenario } = await readScenario('scenarios/digits.json');
  const { program, inputs, targets, test } = subjectOf(scenario);
  return { program, inputs, targets, iterations: 20_000, areClasses: true, ...(name === 'tested' && { test }) };
}

/** Trains a run with all its observers, from its making on. */
export function trainRun({ program, inputs, targets, iterations, test, areClasses }) {
  return trained(new engine.TrainingRun(program, inputs, targets, 1, [], test, areClasses), iterations);
}

/** Trains a run without observers, from its making on. */
export function trainBareRun({ program, inputs, targets, iterations }) {
  const run = new engine.Run(new engine.ChangingMachine(program, { inputs, targets, seed: 1 }));
  run.start();
  return trained(run, iterations);
}

function trained(run, iterations) {
  while (run.iteration < iterations) run.iterateMany(Math.min(SLICE, iterations - run.iteration));
  return run;
}

/** Sets a watch at the end of a run, and finds its whole past. */
export function watchLate(run, source) {
  run.setWatches([]);
  run.setWatches([engine.parseWatch(source).watch]);
  for (const _ of run.retracing());
}

export function trainCompiled({ compiled, iterations }) {
  let done = 0;
  while (done < iterations) {
    done += compiled.runIterations(Math.min(SLICE, iterations - done));
  }
}

export function trainInterpreter({ program, data, iterations }) {
  const interpreter = new engine.Interpreter(program, data, engine.numpyRandom(1));
  for (let done = 0; done < iterations; done++) interpreter.runIteration();
}

/** CPU seconds of the same training in NumPy. @param type `float64` or `float32` */
export function numpySeconds(python, { rows, layerSizes, iterations }, type = 'float64') {
  if (python === undefined) return undefined;
  return Number(
    outputOf(python.command, ['test/bench/networks.py', type, [rows, ...layerSizes, iterations].join()]).trim(),
  );
}
