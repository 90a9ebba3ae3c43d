import { type Matrix, matrixFromRows } from '../../src/engine/matrix.ts';
import { buildProgram } from '../../src/network/build.ts';
import type { Job } from '../../src/worker/protocol.ts';

const inputs = matrixFromRows([
  [0, 0, 1],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 1],
]);

/** The tutorial's XOR. */
export function xorJob(iterations: number): Job {
  return jobOf([3, 4, 1], 1, inputs, matrixFromRows([[0], [1], [1], [0]]), iterations);
}

/** A network whose first iteration already has an error that is no number. */
export function divergingJob(): Job {
  return jobOf([3, 1], 1, inputs, matrixFromRows([[0], [1], [Number.POSITIVE_INFINITY], [0]]), 100);
}

/** Random-looking data for a network of any size; an iteration takes the longer, the larger it is. */
export function largeJob(rows: number, layerSizes: readonly number[]): Job {
  const table = (columns: number): Job['inputs'] => ({
    rows,
    columns,
    data: Float64Array.from({ length: rows * columns }, (_, i) => (Math.sin(i) + 1) / 2),
  });
  return jobOf(layerSizes, 0.01, table(layerSizes[0] as number), table(layerSizes.at(-1) as number), 1e6);
}

function jobOf(
  layerSizes: readonly number[],
  learningRate: number,
  inputs: Matrix,
  targets: Matrix,
  iterations: number,
): Job {
  const settings = { layerSizes, bias: false, learningRate };
  const program = buildProgram(settings, inputs.rows);
  return { program, settings, inputs, targets, iterations, plan: [], watches: [] };
}
