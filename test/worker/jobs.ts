import { matrixFromRows } from '../../src/engine/matrix.ts';
import { buildProgram } from '../../src/program/build.ts';
import type { Job } from '../../src/worker/protocol.ts';

const inputs = matrixFromRows([
  [0, 0, 1],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 1],
]);

/** The tutorial's XOR. */
export function xorJob(iterations: number): Job {
  const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, 4);
  return { program, inputs, targets: matrixFromRows([[0], [1], [1], [0]]), iterations };
}

/** A network whose first iteration already has an error that is no number. */
export function divergingJob(): Job {
  const program = buildProgram({ layerSizes: [3, 1], bias: false, learningRate: 1 }, 4);
  return { program, inputs, targets: matrixFromRows([[0], [1], [Number.POSITIVE_INFINITY], [0]]), iterations: 100 };
}

/** Random-looking data for a network of any size; an iteration takes the longer, the larger it is. */
export function largeJob(rows: number, layerSizes: readonly number[]): Job {
  const program = buildProgram({ layerSizes, bias: false, learningRate: 0.01 }, rows);
  const table = (columns: number): Job['inputs'] => ({
    rows,
    columns,
    data: Float64Array.from({ length: rows * columns }, (_, i) => (Math.sin(i) + 1) / 2),
  });
  return {
    program,
    inputs: table(layerSizes[0] as number),
    targets: table(layerSizes.at(-1) as number),
    iterations: 1e6,
  };
}
