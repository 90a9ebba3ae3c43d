import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datasetFromRows, type RowChoices } from '../../src/data/from-rows.ts';
import { unscaled } from '../../src/data/scaling.ts';
import { rowsOf } from '../../src/engine/matrix.ts';

const inputs = [
  [0, 10],
  [2, 20],
  [4, 30],
  [6, 40],
];
const targets = [[0], [1], [0], [1]];

function made(choices: Partial<RowChoices> = {}, rows = { inputs, targets }) {
  const outcome = datasetFromRows(rows, { inputNames: ['a', 'b'], targetNames: ['y'], ...choices });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return outcome.value.dataset;
}

function faultsOf(choices: Partial<RowChoices>, rows = { inputs, targets }) {
  const outcome = datasetFromRows(rows, { inputNames: ['a', 'b'], targetNames: ['y'], ...choices });
  return outcome.ok ? [] : outcome.faults.map(({ where, expected, found }) => ({ where, expected, found }));
}

const setting = (...path: (string | number)[]) => ({ kind: 'setting', path });

describe('rows of numbers', () => {
  test('stay as they are by default', () => {
    const { train, test: other, classes } = made();
    expect(rowsOf(train.inputs)).toEqual(inputs);
    expect(rowsOf(train.targets)).toEqual(targets);
    expect({ other, classes }).toEqual({ other: undefined, classes: undefined });
  });

  test('are divided in the order that NumPy draws', () => {
    // np.random.RandomState(1).permutation(4) is [3, 2, 0, 1].
    const { train, test: other } = made({ test: { fraction: 0.25, seed: 1 } });
    expect(rowsOf(train.inputs)).toEqual([inputs[3], inputs[2], inputs[0]]);
    expect(other && rowsOf(other.inputs)).toEqual([inputs[1]]);
    expect(other && rowsOf(other.targets)).toEqual([targets[1]]);
  });

  test('are scaled by the training set alone', () => {
    const { train, test: other } = made({ test: { fraction: 0.25, seed: 1 }, scale: 'min-max' });
    expect(rowsOf(train.inputs)).toEqual([
      [1, 1],
      [4 / 6, 2 / 3],
      [0, 0],
    ]);
    expect(other && rowsOf(other.inputs)).toEqual([[2 / 6, 1 / 3]]);
  });

  test('have scaled targets when these are quantities', () => {
    expect(rowsOf(made({ scaleTargets: 'standard' }).train.targets)).toEqual([[-1], [1], [-1], [1]]);
    expect(rowsOf(made({ scaleTargets: 'standard', classes: ['no', 'yes'] }).train.targets)).toEqual(targets);
  });

  test('return to their original values when unscaled', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1 }), (rows) => {
        const own = { inputs: rows, targets: rows.map(() => [0]) };
        const { train, inputScaling } = made({ scale: 'standard' }, own);
        const back = inputScaling === undefined ? [] : rowsOf(unscaled(train.inputs, inputScaling));
        rows.forEach((row, at) => {
          for (const [k, cell] of row.entries()) expect(back[at]?.[k]).toBeCloseTo(cell, 6);
        });
      }),
    );
  });
});

describe('rows that contradict their settings', () => {
  test('must match the image size', () => {
    expect(faultsOf({ image: { width: 2, height: 2 } })).toEqual([
      { where: setting('image'), expected: 'as many pixels as there are inputs, 2', found: '2×2 pixels' },
    ]);
    expect(made({ image: { width: 2, height: 1 } }).image).toEqual({ width: 2, height: 1 });
  });

  test('need two classes for one output, or one class per output', () => {
    expect(faultsOf({ classes: ['a', 'b', 'c'] })).toEqual([
      { where: setting('classes'), expected: '2 names, for 0 and for 1', found: '3' },
    ]);
    const three = {
      inputs,
      targets: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
    };
    expect(faultsOf({ classes: ['a', 'b'] }, three)).toEqual([
      { where: setting('classes'), expected: '3 names, one for each column of targets', found: '2' },
    ]);
    expect(faultsOf({ classes: ['a', 'b', 'a'] }, three)).toEqual([
      { where: setting('classes', 2), expected: 'each class once', found: '"a" again' },
    ]);
    expect(made({ classes: ['a', 'b', 'c'] }, three).classes).toEqual(['a', 'b', 'c']);
  });

  test('must each belong to one class', () => {
    expect(faultsOf({ classes: ['no', 'yes'] }, { inputs, targets: [[0], [0.5], [1], [2]] })).toEqual([
      { where: setting('targets', 1), expected: '0 or 1, since targets have classes', found: '0.5' },
      { where: setting('targets', 3), expected: '0 or 1, since targets have classes', found: '2' },
    ]);
    expect(
      faultsOf(
        { classes: ['a', 'b'] },
        {
          inputs,
          targets: [
            [0, 1],
            [1, 1],
            [0, 0],
            [1, 0],
          ],
        },
      ),
    ).toEqual([
      { where: setting('targets', 1), expected: 'a single 1 among 0, since targets have classes', found: '1, 1' },
      { where: setting('targets', 2), expected: 'a single 1 among 0, since targets have classes', found: '0, 0' },
    ]);
  });

  test('need an example of each class in the training set', () => {
    expect(faultsOf({ classes: ['no', 'yes'] }, { inputs, targets: [[0], [0], [0], [0]] })).toEqual([
      { where: setting('classes'), expected: 'each class in the training set', found: 'none of "yes"' },
    ]);
    // A class with a single row keeps it in the training set, unless that has no row to give.
    const lone = { inputs, targets: [[0], [1], [0], [0]] };
    for (const seed of [1, 2, 3, 4]) {
      expect(faultsOf({ classes: ['no', 'yes'], test: { fraction: 0.25, seed } }, lone)).toEqual([]);
    }
    const pair = { inputs: inputs.slice(0, 2), targets: [[0], [1]] };
    expect(faultsOf({ classes: ['no', 'yes'], test: { fraction: 0.5, seed: 1 } }, pair)).toMatchObject([
      { where: setting('test'), expected: 'each class in the training set' },
    ]);
  });

  test('must be enough for a training set and a test set', () => {
    expect(faultsOf({ test: { fraction: 0.1, seed: 1 } })).toEqual([
      {
        where: setting('test', 'fraction'),
        expected: 'a share that leaves rows for training and for testing',
        found: '0.1, which is 0 of 4 rows',
      },
    ]);
  });
});
