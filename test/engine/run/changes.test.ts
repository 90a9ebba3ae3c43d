import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { Change } from '../../../src/language/change.ts';
import { binary, fill, name } from '../../../src/language/expression.ts';
import type { Program, Statement } from '../../../src/language/program.ts';
import { changesFor, type PlannedEdits } from '../../../src/network/edits.ts';
import { withDefaults } from '../../../src/network/settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

const settings = withDefaults({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 });
const program = buildProgram(settings, INPUTS.length);

function changesOf(plan: readonly PlannedEdits[]): readonly Change[] {
  return changesFor(plan, settings, program, INPUTS.length);
}

function begin(plan: readonly PlannedEdits[] = []): TrainingRun {
  return new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changesOf(plan));
}

function run(training: TrainingRun, iterations: number): TrainingRun {
  for (let i = 0; i < iterations; i++) training.iterate();
  return training;
}

/** Everything that a person could see of a run between two iterations. */
function stateOf(training: TrainingRun): unknown {
  const { iteration, error, solvedAt, verdict, changed } = training;
  const lines = iteration === 0 ? [] : training.program.iteration;
  const names = [...training.program.setup, ...lines].map(({ target }) => target);
  const values = names.map((name) => [name, [...training.valueOf(name).data]]);
  return { program: training.program, iteration, error, solvedAt, verdict, changed, values };
}

const cell = (value: number): PlannedEdits['edits'][number] => ({
  kind: 'cell',
  name: 'syn0',
  row: 0,
  column: 2,
  value,
});
const alpha = (learningRate: number): PlannedEdits['edits'][number] => ({ kind: 'settings', set: { learningRate } });

const plan = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 60 }),
      edits: fc.array(
        fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }).map(cell), fc.constantFrom(1, 0.1, 5).map(alpha)),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { maxLength: 5 },
  )
  .map((edits) => edits.toSorted((one, other) => one.at - other.at));

describe('a change', () => {
  test('of a weight is made between two iterations, and the next one uses it', () => {
    const training = run(begin([{ at: 10, edits: [cell(0.5)] }]), 10);
    const untouched = run(begin(), 10);
    expect(training.valueOf('syn0').data[2]).toBe(0.5);
    expect(training.valueOf('l2').data).toEqual(untouched.valueOf('l2').data);
    training.iterate();
    untouched.iterate();
    expect(training.valueOf('l2').data).not.toEqual(untouched.valueOf('l2').data);
  });

  test('of alpha brings a program with alpha, and keeps the weights', () => {
    const training = run(begin([{ at: 10, edits: [alpha(10)] }]), 10);
    const untouched = run(begin(), 10);
    expect(training.program).toEqual(buildProgram({ ...settings, learningRate: 10 }, 4));
    expect(training.valueOf('alpha').data[0]).toBe(10);
    expect(training.valueOf('syn0').data).toEqual(untouched.valueOf('syn0').data);
    expect(training.error).toBe(untouched.error);
    const [before] = training.valueOf('syn1').data;
    training.iterate();
    untouched.iterate();
    const step = (untouched.valueOf('syn1').data[0] as number) - (before as number);
    expect((training.valueOf('syn1').data[0] as number) - (before as number)).toBeCloseTo(10 * step, 12);
  });

  test('back to the first settings gives the first program', () => {
    const training = run(
      begin([
        { at: 1, edits: [alpha(10)] },
        { at: 2, edits: [alpha(1)] },
      ]),
      2,
    );
    expect(training.program).toEqual(program);
  });

  test('of a cell that the network lacks at that time is skipped', () => {
    const edit = { kind: 'cell', name: 'syn0', row: 3, column: 0, value: 1 } as const;
    expect(stateOf(run(begin([{ at: 1, edits: [edit] }]), 3))).toMatchObject({ iteration: 3, changed: 1 });
  });

  test('of the number of units keeps matrices of the same shape, and starts the others from the seed', () => {
    const training = begin();
    run(training, 5);
    const bigger = { ...settings, layerSizes: [3, 5, 1] };
    training.rewrite([{ at: 5, program: buildProgram(bigger, 4), cells: [] }]);
    const fresh = new TrainingRun(buildProgram(bigger, 4), matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
    expect(training.valueOf('syn0').data).toEqual(fresh.valueOf('syn0').data);
    expect(training.iteration).toBe(5);
    run(training, 5);
    expect(training.error).toBeLessThan(1);
  });

  test('is part of the past: going to any position of any run meets the same bits', () => {
    fc.assert(
      fc.property(plan, fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 4 }), (edits, moments) => {
        const training = run(begin(edits), 70);
        for (const iteration of [...moments, 70]) {
          training.goTo({ iteration, line: 0 });
          expect(stateOf(training)).toEqual(stateOf(run(begin(edits), iteration)));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('made in the past starts another future, as if it had been planned', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 0, max: 8 }),
        fc.constantFrom(cell(2), alpha(3)),
        (iteration, line, edit) => {
          const training = run(begin(), 70);
          training.goTo({ iteration, line: iteration === 70 ? 0 : line });
          const planned = [{ at: iteration, edits: [edit] }];
          training.rewrite(changesOf(planned));
          expect(training).toMatchObject({ iteration, line: 0, furthest: iteration });
          expect(stateOf(training)).toEqual(stateOf(run(begin(planned), iteration)));
          run(training, 30);
          const again = run(begin(planned), iteration + 30);
          expect(stateOf(training)).toEqual(stateOf(again));
          expect(training.errorRecord.curve()).toEqual(again.errorRecord.curve());
        },
      ),
      { numRuns: 60 },
    );
  });

  test('that is undone leaves no trace in the run', () => {
    const training = run(begin([{ at: 20, edits: [alpha(10)] }]), 40);
    training.goTo({ iteration: 20, line: 0 });
    training.rewrite([]);
    expect(stateOf(run(training, 20))).toEqual(stateOf(run(begin(), 40)));
  });

  test('to a program that draws random numbers, and back, keeps the place in their stream', () => {
    const noisy = withNoise(program);
    const changes = [
      { at: 5, program: noisy, cells: [] },
      { at: 1500, program, cells: [] },
      { at: 1510, program: noisy, cells: [] },
    ];
    const start = (): TrainingRun => new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changes);
    const training = run(start(), 2500);
    for (const iteration of [2400, 3, 7, 1520, 1505, 2500]) {
      training.goTo({ iteration, line: 0 });
      expect(stateOf(training)).toEqual(stateOf(run(start(), iteration)));
    }
  });

  test('of 200,000 cells at once is one change', () => {
    const edits = Array.from({ length: 200_000 }, (_, index) => cell(index));
    expect(begin([{ at: 0, edits }]).valueOf('syn0').data[2]).toBe(199_999);
  });
});

/** The same lines, with a random number on every input. */
function withNoise(plain: Program): Program {
  const [first, ...rest] = plain.iteration as [Statement, ...Statement[]];
  return { ...plain, iteration: [{ ...first, value: binary('+', name('X'), fill('random', 4, 3)) }, ...rest] };
}
