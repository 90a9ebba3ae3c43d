import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { changesFor } from '../../../src/network/edits.ts';
import { type GivenSettings, withDefaults } from '../../../src/network/settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

const AT = 700;
const plain = withDefaults({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 });

/** A run that is changed after some iterations, at that iteration; undefined for no change. */
function changed(set: Partial<GivenSettings> | undefined, settings = plain): TrainingRun {
  const program = buildProgram(settings, INPUTS.length);
  const made = set === undefined ? [] : [{ at: AT, edits: [{ kind: 'settings' as const, set }] }];
  const changes = changesFor(made, settings, program, INPUTS.length);
  const run = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changes);
  for (let i = 0; i < AT; i++) run.iterate();
  return run;
}

/** The lines that hold what they have computed. */
function known(run: TrainingRun): readonly string[] {
  return run.program.iteration.flatMap(({ target }, line) => (run.hasRun(line) ? [target] : []));
}

describe('a program that takes the place of another', () => {
  test('has no prediction of a further layer before its lines have run', () => {
    const run = changed({ layerSizes: [3, 4, 4, 1] });
    expect([run.error, run.solvedAt]).toEqual([undefined, undefined]);
    expect(run.verdict).toMatchObject({ kind: 'learning', facts: undefined });
    expect(known(run)).toEqual(['l0', 'l1', 'syn0']);
    while (!known(run).includes('l3')) run.advance();
    expect(run.error).toBeUndefined();
    run.advance();
    expect(run.error).toBeGreaterThan(0.2);
    run.iterate();
    expect(known(run)).toHaveLength(run.program.iteration.length);
    expect(run.verdict?.facts?.measuredAt).toBe(AT + 1);
  });

  test('does not take a hidden layer of one unit for the prediction', () => {
    const run = changed({ layerSizes: [3, 4, 1] }, { ...plain, layerSizes: [3, 4, 1, 1] });
    expect(known(run)).toEqual(['l0', 'l1', 'l2', 'syn1', 'syn0']);
    expect(run.error).toBeUndefined();
  });

  test('has the values of equal lines over equal values', () => {
    const before = changed({});
    const faster = changed({ learningRate: 10 });
    expect(known(faster)).toEqual(known(before));
    expect([faster.error, faster.solvedAt]).toEqual([before.error, before.solvedAt]);
    expect(faster.verdict?.facts).toEqual(before.verdict?.facts);
    const adam = changed({ optimizer: 'adam' });
    expect(known(adam)).toEqual([
      ...['l0', 'l1', 'l2', 'l2_error', 'l2_delta', 'l1_error', 'l1_delta', 'syn1', 'syn0'],
    ]);
    expect(adam.error).toBe(before.error);
  });

  test('has the prediction of its whole network, but not of the one with dropout', () => {
    const run = changed({ dropout: 0.2 });
    expect(known(run)).toEqual(['l0', 'l1', 'syn1', 'syn0']);
    run.evaluate();
    const errors = [...run.valueOf('p_error').data].map(Math.abs);
    expect(run.error).toBeCloseTo(errors.reduce((sum, error) => sum + error) / 4, 15);
  });

  test('gives a watch of a line that has not run no value, and stops at no breakpoint on it', () => {
    const run = changed({ layerSizes: [3, 4, 4, 1] });
    const l1 = { kind: 'name', name: 'l1' } as const;
    const l2 = { kind: 'name', name: 'l2' } as const;
    run.setWatches([{ expression: l1 }, { expression: l2 }]);
    const values = (): readonly boolean[] => {
      run.watches.set.refresh(run);
      return run.watches.set.watches.map((watch) => watch?.value !== undefined);
    };
    expect(values()).toEqual([true, false]);
    for (let line = 0; line < 3; line++) run.advance();
    expect(values()).toEqual([true, true]);
  });

  test('has the same values after going back and on; its curve ends with the error before the change', () => {
    const run = changed({ layerSizes: [3, 4, 4, 1] });
    const { errors, iterations } = run.errorRecord.curve();
    expect([iterations.at(-1), errors.at(-1)]).toEqual([AT - 1, changed({}).error]);
    for (let i = 0; i < 50; i++) run.iterate();
    run.goTo({ iteration: AT, line: 0 });
    expect([known(run), run.error, run.verdict?.facts]).toEqual([['l0', 'l1', 'syn0'], undefined, undefined]);
    run.goTo({ iteration: 10, line: 0 });
    expect(known(run)).toHaveLength(run.program.iteration.length);
    run.goTo({ iteration: 0, line: 0 });
    expect([known(run), run.error]).toEqual([[], undefined]);
  });

  test('can be visited as it was before the changes of its iteration', () => {
    const run = changed({ layerSizes: [3, 4, 4, 1] });
    const seen = run.visit({ iteration: AT, line: 0, changes: 0 }, (there) => [
      there.program.roles.layers.length,
      there.error,
    ]);
    expect(seen).toEqual([2, changed({}).error]);
    expect([run.program.roles.layers.length, run.error]).toEqual([3, undefined]);
  });

  test('forgets a change that is undone at once', () => {
    const run = changed({ layerSizes: [3, 4, 4, 1] });
    run.rewrite([]);
    const unchanged = changed(undefined);
    expect([run.error, run.solvedAt]).toEqual([unchanged.error, unchanged.solvedAt]);
    expect(run.solvedAt).toBeLessThan(AT);
    expect(run.errorRecord.curve().errors.at(-1)).toBe(run.error);
  });
});

describe('a state that several lines change in turn', () => {
  const decaying = { ...plain, weightDecay: 0.01 };

  test('keeps its value when there are fewer such lines', () => {
    const [before, after] = [changed({}, decaying), changed({ weightDecay: 0 }, decaying)];
    expect(after.valueOf('syn0').data).toEqual(before.valueOf('syn0').data);
    expect(known(after)).not.toContain('syn0');
  });
});
