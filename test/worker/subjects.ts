import { type Matrix, matrixFromRows } from '../../src/engine/matrix.ts';
import { withDefaults } from '../../src/network/settings.ts';
import { type NetworkSubject, networkSubject, type Subject } from '../../src/worker/subject.ts';
import { xor } from '../xor.ts';

const inputs = matrixFromRows(xor.inputs);

/** The tutorial's XOR. */
export function xorSubject(iterations: number): Subject {
  return subjectOf([3, 4, 1], 1, inputs, matrixFromRows(xor.targets), iterations);
}

/** A network with a non-finite error in its first iteration. */
export function divergingSubject(): Subject {
  return subjectOf([3, 1], 1, inputs, matrixFromRows([[0], [1], [Number.POSITIVE_INFINITY], [0]]), 100);
}

/** A network of any size on data that look random. The larger it is, the longer an iteration takes. */
export function largeSubject(rows: number, layerSizes: readonly number[]): Subject {
  const table = (columns: number): Subject['inputs'] => ({
    rows,
    columns,
    data: Float64Array.from({ length: rows * columns }, (_, i) => (Math.sin(i) + 1) / 2),
  });
  return subjectOf(layerSizes, 0.01, table(layerSizes[0] as number), table(layerSizes.at(-1) as number), 1e6);
}

function subjectOf(
  layerSizes: readonly number[],
  learningRate: number,
  inputs: Matrix,
  targets: Matrix,
  iterations: number,
): Subject {
  const settings = withDefaults({ layerSizes, bias: false, learningRate });
  return networkSubject({ settings, inputs, targets, iterations, plan: [], watches: [] });
}

/** A subject whose program is written from settings. */
export function asNetwork<S extends Subject>(subject: S): S & NetworkSubject {
  if (subject.kind !== 'network') throw new Error(`a network was expected, not a ${subject.kind}`);
  return subject as S & NetworkSubject;
}
