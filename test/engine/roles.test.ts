import { describe, expect, test } from 'vitest';
import { Examiner } from '../../src/engine/examiner.ts';
import { type Examples, emptyMatrix, matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { MissingRoleError, type Program, type Roles, whyNotFor } from '../../src/language/program.ts';
import { programOf } from '../language/programs.ts';
import { CORRELATION, INPUTS } from './backends/interpret.ts';
import { checkGradients } from './gradients/check-gradients.ts';

const [inputs, targets] = [matrixFromRows(INPUTS), matrixFromRows(CORRELATION)];
const network = programOf(
  { X: inputs, y: targets },
  'syn0 = 2 * random((3, 1)) - 1',
  'l1 = sigmoid(X @ syn0)\nl1_error = y - l1\nl1_delta = l1_error * slope(l1)\nsyn0 += X.T @ l1_delta',
);
const layers = [{ weights: 'syn0', output: 'l1' }];
const given: Roles = { examples: 'X', target: 'y', layers };

function begin(roles: Roles, program: Program = network, test?: Examples): TrainingRun {
  return new TrainingRun({ ...program, roles }, inputs, targets, 1, [], test);
}

function iterate(run: TrainingRun, times: number): TrainingRun {
  for (let i = 0; i < times; i++) run.iterate();
  return run;
}

describe('a program without an error', () => {
  test('trains to the same bits as with one, and goes back', () => {
    const [without, withError] = [begin(given), begin({ ...given, prediction: 'l1', error: 'l1_error' })];
    iterate(without, 300);
    iterate(withError, 300);
    expect(without.valueOf('syn0').data).toEqual(withError.valueOf('syn0').data);
    const before = without.valueOf('syn0').data.slice();
    without.goTo({ iteration: 10, line: 2 });
    without.goTo({ iteration: 300, line: 0 });
    expect(without.valueOf('syn0').data).toEqual(before);
  });

  test('has neither error, curve nor verdict', () => {
    const run = iterate(begin(given), 300);
    expect([run.error, run.verdict, run.solvedAt]).toEqual([undefined, undefined, undefined]);
    expect(run.errorRecord.curve().errors).toHaveLength(0);
    expect(run.diverged).toBe(false);
  });

  test('stops before its first non-finite value when the run rests', () => {
    const program = programOf({ X: inputs, y: targets }, 'a = 1', 'b = a + 1\na = a * 1e30');
    const run = iterate(begin(given, program), 20);
    run.checkFinite();
    expect(run).toMatchObject({ iteration: 10, line: 1, diverged: true, nonFiniteLine: 1 });
    expect(run.verdict).toMatchObject({ kind: 'diverged', causes: [{ kind: 'notFinite', name: 'a' }], remedies: [] });
  });

  test('has no gradients to check, and says so', () => {
    const run = iterate(begin(given), 1);
    expect(() => checkGradients(run)).toThrow(MissingRoleError);
    expect(() => checkGradients(run)).toThrow('not for this program: it does not name its error');
  });
});

describe('a program without a prediction', () => {
  test('is not measured on a test set', () => {
    const test = { inputs, targets };
    expect(begin({ ...given, error: 'l1_error' }, network, test).testRecord).toBeUndefined();
    expect(begin({ ...given, error: 'l1_error', prediction: 'l1' }, network, test).testRecord?.error).toBeLessThan(1);
  });

  test('cannot be asked for the predictions of examples', () => {
    const examiner = new Examiner(begin({ ...given, error: 'l1_error' }), 4);
    expect(() => examiner.predict(inputs, emptyMatrix(targets))).toThrow(MissingRoleError);
  });
});

test('a reader finds out which role is missing before it asks', () => {
  const program = { ...network, roles: { ...given, error: 'l1_error' } };
  expect(whyNotFor(program, 'error', 'target')).toBeUndefined();
  expect(whyNotFor(program, 'examples', 'prediction')).toBe('not for this program: it does not name its prediction');
});
