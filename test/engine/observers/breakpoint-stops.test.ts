import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { parseWatch } from '../../../src/language/parse-watch.ts';
import type { Watch } from '../../../src/language/watch.ts';
import { changesFor } from '../../../src/network/edits.ts';
import { withDefaults } from '../../../src/network/settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

function watchOf(source: string): Watch {
  const parsed = parseWatch(source);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  return parsed.watch;
}

function begin(...sources: readonly string[]): TrainingRun {
  const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, 4);
  const training = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
  training.setWatches(sources.map(watchOf));
  return training;
}

/** The completed iterations after which the run first stops. */
function firstStop(training: TrainingRun): number {
  do training.iterate();
  while (!training.watches.stopped && training.iteration < 70_000);
  return training.iteration;
}

describe('a breakpoint', () => {
  test('stops the run at the end of the first iteration in which it holds', () => {
    const training = begin('mean(abs(l2_error)) < 0.01');
    const stop = firstStop(training);
    expect(training.error).toBeLessThan(0.01);
    training.goTo({ iteration: stop - 1, line: 0 });
    expect(training.error).toBeGreaterThanOrEqual(0.01);
  });

  test('stops the run there again after any way back', () => {
    const training = begin('mean(abs(l2_error)) < 0.01');
    const stop = firstStop(training);
    for (const iteration of [stop, 0, 1, stop - 1, 1000]) {
      training.goTo({ iteration, line: 0 });
      expect(training.watches.stopped).toBe(false);
      if (iteration < stop) expect(firstStop(training)).toBe(stop);
    }
    training.goTo({ iteration: stop, line: 0 });
    training.iterate();
    expect(training.watches.stopped).toBe(false);
  });

  test('that holds everywhere stops the run at its first iteration, again after going back to the start', () => {
    const training = begin('mean(abs(l2_error)) < 0.9');
    expect(firstStop(training)).toBe(1);
    for (let i = 0; i < 20; i++) training.iterate();
    training.goTo({ iteration: 0, line: 0 });
    expect(firstStop(training)).toBe(1);
  });

  test('that holds when it is set waits until it starts to hold again', () => {
    const training = begin();
    for (let i = 0; i < 10; i++) training.iterate();
    training.setWatches([watchOf('mean(abs(l2_error)) < 0.9')]);
    training.iterate();
    expect(training.watches.stopped).toBe(false);
  });

  test('in a program without its names has no value and never stops', () => {
    const training = begin('l9 < 1', 'l2');
    training.iterate();
    training.watches.set.refresh(training);
    expect(training.watches.set.watches[0]).toBeUndefined();
    expect(training.watches.set.watches[1]?.value?.data).toEqual(training.valueOf('l2').data);
    expect(training.watches.stopped).toBe(false);
  });

  test('keeps its state when another watch is added, and when the program changes', () => {
    const training = begin('mean(abs(l2_error)) < 0.45');
    firstStop(training);
    training.setWatches(['l1', 'mean(abs(l2_error)) < 0.45'].map(watchOf));
    expect([training.watches.stopped, training.watches.stoppedBy]).toEqual([true, 1]);
    training.setWatches([watchOf('l1')]);
    expect([training.watches.stopped, training.watches.stoppedBy]).toEqual([false, undefined]);
  });

  test('on a setting stops the run once a change makes it hold', () => {
    const plan = [2, 10].map((learningRate, index) => ({
      at: 10 * index,
      edits: [{ kind: 'settings', set: { learningRate } } as const],
    }));
    const settings = withDefaults({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 });
    const program = buildProgram(settings, 4);
    const changes = changesFor(plan, settings, program, 4);
    const training = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changes);
    training.setWatches([watchOf('alpha > 5')]);
    expect(firstStop(training)).toBe(11);
  });

  test('is still the reason of a stop after a visit to another iteration', () => {
    const training = begin('mean(abs(l2_error)) < 0.45');
    const stop = firstStop(training);
    expect(training.visit({ iteration: 1, line: 3 }, (there) => there.iteration)).toBe(1);
    expect([training.iteration, training.watches.stopped, training.watches.stoppedBy]).toEqual([stop, true, 0]);
  });

  test('has no value when a change has made its numbers matrices', () => {
    const training = begin('l2.T @ l2 < 3', 'l1.T @ l1 < 3');
    expect(training.watches.set.watches.map((watch) => watch === undefined)).toEqual([false, true]);
  });
});
