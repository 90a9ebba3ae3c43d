import { describe, expect, test, vi } from 'vitest';
import { ChangingMachine } from '../../../src/engine/machine/changing-machine.ts';
import { Machine } from '../../../src/engine/machine/machine.ts';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { Judge } from '../../../src/engine/observers/judge.ts';
import { RunRecord } from '../../../src/engine/observers/record.ts';
import { type Observer, Run } from '../../../src/engine/run/run.ts';
import { Stopper } from '../../../src/engine/run/stop.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { changesFor, type PlannedEdits } from '../../../src/network/edits.ts';
import { withDefaults } from '../../../src/network/settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

const plan: readonly PlannedEdits[] = [
  { at: 0, edits: [{ kind: 'settings', set: { learningRate: 3 } }] },
  { at: 40, edits: [{ kind: 'cell', name: 'syn0', row: 0, column: 2, value: 1.5 }] },
  { at: 70, edits: [{ kind: 'settings', set: { bias: true } }] },
];
const settings = withDefaults({ layerSizes: [3, 4, 1] });
const program = buildProgram(settings, INPUTS.length);
const changes = changesFor(plan, settings, program, INPUTS.length);
const [inputs, targets] = [matrixFromRows(INPUTS), matrixFromRows(XOR)];

function bareRun(isChanged = true): Run {
  return new Run(new ChangingMachine(program, { inputs, targets, seed: 1 }, isChanged ? changes : []));
}

function iterate<R extends Run>(run: R, times: number): R {
  for (let i = 0; i < times; i++) run.iterate();
  return run;
}

describe('a bare run', () => {
  test('has the bits of a training run, through all changes', () => {
    const [bare, full] = [bareRun(), new TrainingRun(program, inputs, targets, 1, changes)];
    bare.start();
    for (let k = 0; k < 100; k++) {
      iterate(bare, 1);
      iterate(full, 1);
      expect(bare.saveMachine(), `after ${k + 1}`).toEqual(full.saveMachine());
      expect([bare.iteration, bare.error, bare.changed]).toEqual([full.iteration, full.error, full.changed]);
    }
    expect(bare.program).toBe(full.program);
  });

  test('measures no error and saves no state on the way', () => {
    const measured = (['error', 'iterationError', 'largestMiss', 'saveState'] as const).map((name) =>
      vi.spyOn(Machine.prototype, name),
    );
    const run = bareRun(false);
    run.start();
    iterate(run, 50);
    expect(measured.map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0, 0]);
    for (const spy of measured) spy.mockRestore();
  });

  test('has stop conditions', () => {
    const run = bareRun(false);
    const stopper = new Stopper({ errorBelow: 0.05 }, run);
    while (run.iteration < 5000 && stopper.reason(() => 0) === undefined) run.iterate();
    expect(run.iteration).toBe(stopAt(0.05));
  });

  function stopAt(error: number): number {
    const run = new TrainingRun(program, inputs, targets, 1);
    while (!((run.error ?? 1) < error)) run.iterate();
    return run.iteration;
  }
});

describe('observers', () => {
  test('hear of iterations, changes and new machines in order', () => {
    const told: string[] = [];
    const observer: Observer = {
      onIteration: (isNew) => told.push(`iteration ${run.iteration}${isNew ? '' : ' again'}`),
      onLeave: () => told.push('leave'),
      onMachine: () => told.push('machine'),
      onChange: (changed) => told.push(`change of ${changed}`),
    };
    const twice = [
      { at: 1, program, cells: [{ name: 'syn0', row: 0, column: 0, value: 2 }] },
      { at: 2, program: buildProgram({ ...settings, bias: true }, 4), cells: [] },
    ];
    const run = new Run(new ChangingMachine(program, { inputs, targets, seed: 1 }, twice));
    run.observe(observer);
    run.start();
    iterate(run, 2);
    run.advance();
    run.iterate();
    expect(told).toEqual([
      'leave',
      ...['iteration 1', 'leave', 'change of cells'],
      ...['iteration 2', 'leave', 'machine', 'change of machine'],
      ...['leave', 'iteration 3'],
    ]);
  });

  test('find in a bare run what they find in a training run', () => {
    const [run, full] = [bareRun(), new TrainingRun(program, inputs, targets, 1, changes)];
    const [judge, record] = [new Judge(run), new RunRecord(run)];
    for (const observer of [judge, record]) run.observe(observer);
    run.start();
    for (let k = 0; k < 1500; k++) {
      iterate(run, 1);
      iterate(full, 1);
      expect([judge.verdict, judge.solvedAt]).toEqual([full.verdict, full.solvedAt]);
    }
    expect(record.errors.curve()).toEqual(full.errorRecord.curve());
  });
});
