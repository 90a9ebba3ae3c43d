import { expect, test } from 'vitest';
import { type Matrix, matrixFromRows } from '../../../src/engine/matrix.ts';
import { JudgedSets, keeperOf, type LineKeeper } from '../../../src/engine/observers/judged-sets.ts';
import type { Values } from '../../../src/engine/verdict/measure.ts';

const targets = matrixFromRows([[0.1], [0.7], [0.3], [0.4]]);
const classes = matrixFromRows([[0], [1], [1], [0]]);
const inSingle = ({ data, ...shape }: Matrix): Matrix => ({ ...shape, data: Float32Array.from(data) });

/** The facts of a look at predictions of ½. */
function factsOf(target: Matrix, areClasses: boolean, keeper: LineKeeper): unknown {
  const sets = new JudgedSets(target, { areClasses, test: undefined }, keeper);
  const half = { ...target, data: target.data.map(() => 0.5) };
  const values = { prediction: half, error: target, target } as unknown as Values;
  return [sets.targets, sets.margin, sets.measureTrain(1, values)];
}

test('runs of a data set share facts about its targets, but for other precisions and named classes', () => {
  const inputs = matrixFromRows([[0], [1], [2], [3]]);
  for (const given of [targets, classes]) {
    const keeper = keeperOf(inputs, given);
    const kinds = [false, true, false].flatMap((areClasses) =>
      [given, inSingle(given), given].map((target) => [target, areClasses] as const),
    );
    for (const [target, areClasses] of kinds) {
      expect(factsOf(target, areClasses, keeper)).toEqual(factsOf(target, areClasses, { known: 'unknown' }));
    }
    const [one, other] = [0, 1].map(() => new JudgedSets(given, { areClasses: false, test: undefined }, keeper));
    expect(one?.targets).toBe(other?.targets);
  }
});
