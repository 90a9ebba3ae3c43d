import { describe, expect, test } from 'vitest';
import { ChangingMachine } from '../../../src/engine/machine/changing-machine.ts';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { Judge } from '../../../src/engine/observers/judge.ts';
import { type Keyframe, Keyframes } from '../../../src/engine/observers/keyframes.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

test('keyframes of 32-bit floats take about half the memory, with the same bits on the way back', () => {
  const bytesOf = (precision: 'float32' | 'float64'): number => {
    const program = buildProgram(
      { layerSizes: [3, 400, 1], bias: true, learningRate: 0.1, optimizer: 'adam', batchSize: 2, precision },
      4,
    );
    const run = new ChangingMachine(
      program,
      { inputs: matrixFromRows(INPUTS), targets: matrixFromRows(XOR), seed: 1 },
      [],
    );
    const iterate = (): void => {
      for (let line = 0; line < program.iteration.length; line++) run.now.runLine(line);
    };
    const weights = (): readonly number[] => [...run.now.backend.valueOf('syn0').data];
    for (let k = 0; k < 5; k++) iterate();
    const saved = run.save();
    iterate();
    const after = weights();
    run.restore(5, saved);
    expect(weights()).not.toEqual(after);
    iterate();
    expect(weights()).toEqual(after);
    return saved.state.reduce((sum, { byteLength }) => sum + byteLength, 0);
  };
  expect(bytesOf('float32') / bytesOf('float64')).toBeLessThan(0.51);
});

describe('keyframes', () => {
  const program = buildProgram({ layerSizes: [3, 1], bias: false, learningRate: 1 }, 4);
  const { judge } = new Judge(new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1)).save();
  const keyframe = (iteration: number, cells: number): Keyframe => ({
    iteration,
    state: [new Float64Array(cells)],
    random: undefined,
    solvedAt: undefined,
    judge,
  });
  const MEGABYTE = 2 ** 17;

  test('stay within their budget, keep the first, and are at most a stride before any iteration', () => {
    const keyframes = new Keyframes();
    const large = keyframe(0, MEGABYTE);
    let added = 0;
    for (let iteration = 0; iteration <= 10_000; iteration++) {
      if (!keyframes.isDue(iteration)) continue;
      added++;
      keyframes.add({ ...large, iteration });
    }
    expect(added).toBeLessThan(500);
    const found = Array.from({ length: 10_001 }, (_, iteration) => keyframes.before(iteration).iteration);
    expect(found[0]).toBe(0);
    expect(new Set(found).size).toBeLessThanOrEqual(64);
    expect(Math.max(...found.map((kept, iteration) => iteration - kept))).toBeLessThanOrEqual(256);
    expect(found.every((kept, iteration) => kept <= iteration)).toBe(true);
  });

  test('far from each other begin at powers of two, and go on there after the run has gone back', () => {
    const keyframes = new Keyframes(512);
    const run = (from: number, to: number): void => {
      for (let iteration = from; iteration <= to; iteration++) {
        if (keyframes.isDue(iteration)) keyframes.add(keyframe(iteration, 1));
      }
    };
    run(0, 1100);
    expect(keyframes.iterations).toEqual([0, 64, 128, 256, 512, 1024]);
    keyframes.forgetAfter(100);
    expect([...keyframes.iterations, keyframes.nextAfter(100)]).toEqual([0, 64, 128]);
    run(101, 600);
    expect(keyframes.iterations).toEqual([0, 64, 128, 256, 512]);
  });

  test('count by their size: fewer fit when the network has grown', () => {
    const keyframes = new Keyframes();
    for (let iteration = 0; iteration < 100; iteration++) keyframes.add(keyframe(iteration, 1));
    const large = keyframe(0, 8 * MEGABYTE);
    for (let iteration = 100; iteration < 200; iteration++) {
      if (keyframes.isDue(iteration)) keyframes.add({ ...large, iteration });
    }
    const found = Array.from({ length: 100 }, (_, k) => keyframes.before(100 + k));
    expect(new Set(found.filter(({ state }) => (state[0]?.length ?? 0) > 1)).size).toBeLessThanOrEqual(8);
  });

  test('of a future that is forgotten are dropped', () => {
    const keyframes = new Keyframes();
    for (let iteration = 0; iteration <= 20; iteration++) keyframes.add(keyframe(iteration, 1));
    keyframes.forgetAfter(12);
    expect(keyframes.before(20).iteration).toBe(12);
    expect(keyframes.isDue(12)).toBe(false);
    expect(keyframes.isDue(13)).toBe(true);
  });

  test('of a resumed run are kept again when the run comes by again', () => {
    const keyframes = new Keyframes();
    keyframes.add(keyframe(0, 1));
    keyframes.resume(keyframe(100, 1), { stride: 16, next: 112 });
    for (let iteration = 1; iteration <= 120; iteration++) {
      if (keyframes.isDue(iteration)) keyframes.add(keyframe(iteration, 1));
    }
    const found = Array.from({ length: 121 }, (_, iteration) => keyframes.before(iteration).iteration);
    expect([...new Set(found)]).toEqual([0, 16, 32, 48, 64, 80, 96, 100, 112]);
    expect(keyframes.rhythm).toEqual({ stride: 16, next: 128 });
  });

  test('tell how far back a resumed run goes without waiting', () => {
    const keyframes = new Keyframes();
    keyframes.add(keyframe(0, 1));
    expect(keyframes.nearest(7, 0)).toBe(7);
    keyframes.resume(keyframe(100, 1), { stride: 16, next: 112 });
    expect([0, 30, 31, 100, 101].map((iteration) => keyframes.nearest(iteration, 30))).toEqual([0, 30, 101, 101, 101]);
    for (let iteration = 1; iteration <= 40; iteration++) {
      if (keyframes.isDue(iteration)) keyframes.add(keyframe(iteration, 1));
    }
    expect([31, 62, 63].map((iteration) => keyframes.nearest(iteration, 30))).toEqual([31, 62, 101]);
    keyframes.forgetAfter(50);
    expect(keyframes.nearest(63, 30)).toBe(63);
    expect([48, 49].map((iteration) => keyframes.isDue(iteration))).toEqual([false, false]);
    expect(keyframes.isDue(64)).toBe(true);
  });

  test('stay within their budget in a resumed run', () => {
    const keyframes = new Keyframes();
    const large = keyframe(0, 8 * MEGABYTE);
    keyframes.add(large);
    keyframes.resume({ ...large, iteration: 1500 }, { stride: 512, next: 1536 });
    for (let iteration = 1501; iteration <= 20_000; iteration++) {
      if (keyframes.isDue(iteration)) keyframes.add({ ...large, iteration });
    }
    const found = Array.from({ length: 20_001 }, (_, iteration) => keyframes.before(iteration).iteration);
    expect(new Set(found).size).toBeLessThanOrEqual(9);
    expect(Math.max(...found.slice(1500).map((kept, k) => 1500 + k - kept))).toBeLessThan(8192);
  });
});
