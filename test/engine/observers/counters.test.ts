import { expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { readWatch } from '../../../src/language/parse-watch.ts';
import { inferShapes } from '../../../src/language/shapes.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { programOf } from '../../language/programs.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

function begin(watches: readonly string[], settings: Partial<GivenSettings> = {}): TrainingRun {
  const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...settings }, 4);
  const changes = [{ at: 20, program: buildProgram({ layerSizes: [3, 6, 1], bias: true, ...settings }, 4), cells: [] }];
  const run = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changes);
  run.setWatches(
    watches.map((source) => {
      const parsed = readWatch(source, inferShapes(program));
      if (!parsed.ok) throw new Error(parsed.fault.message);
      return parsed.watch;
    }),
  );
  return run;
}

function runUntilStop(run: TrainingRun): number {
  do run.iterate();
  while (!run.watches.stopped && run.iteration < 100);
  return run.iteration;
}

function valuesOf(run: TrainingRun): readonly (number | undefined)[] {
  run.watches.set.refresh(run);
  return run.watches.set.watches.map((watch) => watch?.value?.data[0]);
}

test('iteration and epoch can be watched in every program, at any position', () => {
  const run = begin(['iteration', 'epoch', 'iteration * 2 + mean(l0) * 0'], { batchSize: 2 });
  for (let k = 0; k < 7; k++) run.iterate();
  expect(valuesOf(run)).toEqual([7, 3, 14]);
  run.advance();
  expect(valuesOf(run)[0]).toBe(7);
  run.goTo({ iteration: 3, line: 0 });
  expect(valuesOf(run)).toEqual([3, 1, 6]);
  const whole = begin(['epoch']);
  for (let k = 0; k < 7; k++) whole.iterate();
  expect(valuesOf(whole)).toEqual([7]);
});

test('a breakpoint on them stops a run, also after a change, and again after going back', () => {
  const run = begin(['iteration > 15', 'epoch >= 12'], { batchSize: 2 });
  expect(runUntilStop(run)).toBe(16);
  expect(runUntilStop(run)).toBe(24);
  run.goTo({ iteration: 10, line: 0 });
  expect([runUntilStop(run), runUntilStop(run)]).toEqual([16, 24]);
  expect(runUntilStop(run)).toBe(100);
});

test('a name of the program wins', () => {
  const shape = { rows: 1, columns: 1 };
  const program = programOf({ X: shape, y: shape }, 'epoch = 10', 'epoch += 5\nl1_error = epoch * 0');
  const run = new TrainingRun(program, matrixFromRows([[0]]), matrixFromRows([[0]]), 1);
  const parsed = readWatch('epoch + iteration', inferShapes(program));
  if (!parsed.ok) throw new Error(parsed.fault.message);
  run.setWatches([parsed.watch]);
  run.iterate();
  expect(valuesOf(run)).toEqual([16]);
});

test('a change to a program that has such a name gives the watch its value', () => {
  const shape = { rows: 1, columns: 1 };
  const program = programOf({ X: shape, y: shape }, '', 'l1_error = X');
  const later = programOf({ X: shape, y: shape }, 'iteration = 100', 'iteration += 1\nl1_error = iteration * 0');
  const changes = [{ at: 2, program: later, cells: [] }];
  const run = new TrainingRun(program, matrixFromRows([[0]]), matrixFromRows([[0]]), 1, changes);
  const parsed = readWatch('iteration', inferShapes(program));
  if (!parsed.ok) throw new Error(parsed.fault.message);
  run.setWatches([parsed.watch]);
  run.iterate();
  expect(valuesOf(run)).toEqual([1]);
  run.iterate();
  run.iterate();
  expect(valuesOf(run)).toEqual([101]);
});
