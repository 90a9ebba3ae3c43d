import { describe, expect, test } from 'vitest';
import { Interpreter } from '../../src/engine/backends/interpreter.ts';
import type { Matrix } from '../../src/engine/matrix.ts';
import { numpyRandom } from '../../src/engine/random.ts';
import type { TrainingRun } from '../../src/engine/run/training-run.ts';
import type { Floats } from '../../src/language/dtypes.ts';
import { parameters } from '../../src/language/program.ts';
import { inferShapes } from '../../src/language/shapes.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { full } from '../full.ts';
import { buildProgram } from '../network/build-program.ts';
import { finished, varied } from './run-scenario.ts';

/** The share of examples whose largest output is that of their class. */
function accuracy(run: TrainingRun, settings: ReturnType<typeof settingsOf>, inputs: Matrix, targets: Matrix): number {
  // The same network without mini-batches.
  const program = buildProgram({ ...settings, batchSize: 0 }, inputs.rows);
  const given = new Map([
    ['X', inputs],
    ['y', targets],
  ]);
  const interpreter = new Interpreter(program, given, numpyRandom(0));
  for (const name of parameters(program)) interpreter.valueOf(name).data.set(run.valueOf(name).data);
  interpreter.runIteration();
  const { data, columns, rows } = interpreter.valueOf(program.roles.prediction);
  const largest = (cells: Floats, row: number): number => {
    const own = cells.subarray(row * columns, (row + 1) * columns);
    return own.indexOf(Math.max(...own));
  };
  const right = Array.from({ length: rows }, (_, row) => largest(data, row) === largest(targets.data, row));
  expect(inferShapes(program).get(program.roles.prediction)).toEqual({ rows, columns });
  return right.filter(Boolean).length / rows;
}

const claims = [
  { name: 'iris', iterations: 300, share: 0.95 },
  { name: 'digits', iterations: 100, share: 0.95 },
  ...(full ? [{ name: 'digits', iterations: 500, share: 0.97 }] : []),
];

describe.each(claims)('the scenario $name', ({ name, iterations, share }) => {
  test(`reaches ${100 * share} % test accuracy after ${iterations} iterations`, async () => {
    const parsed = await readScenario(`scenarios/${name}.json`);
    if (!parsed.ok) throw new Error(`${name} cannot be read`);
    const { dataset } = parsed.scenario.data.made ?? {};
    if (dataset?.test === undefined) throw new Error(`${name} has no test set`);
    expect(parsed.scenario.training.iterations).toBeGreaterThanOrEqual(iterations);
    const run = finished(varied(parsed.scenario, { training: { iterations } }));
    const settings = settingsOf(parsed.scenario);
    expect(accuracy(run, settings, dataset.test.inputs, dataset.test.targets)).toBeGreaterThanOrEqual(share);
  });
});
