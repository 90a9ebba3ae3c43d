import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { Judge } from '../../../src/engine/observers/judge.ts';
import { type Keyframe, Keyframes } from '../../../src/engine/observers/past.ts';
import type { Position } from '../../../src/engine/run/run.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { binary, call, fill, name } from '../../../src/language/expression.ts';
import type { Program } from '../../../src/language/program.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

interface Network {
  readonly hidden: readonly number[];
  readonly bias: boolean;
  readonly learningRate: number;
  readonly noisy: boolean;
}

const network = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
  bias: fc.boolean(),
  learningRate: fc.constantFrom(1, 0.3, 7),
  noisy: fc.boolean(),
});

/** XOR; a noisy network draws random numbers in each iteration, so that the random source is part of its state. */
function start({ hidden, bias, learningRate, noisy }: Network): TrainingRun {
  const program = buildProgram({ layerSizes: [3, ...hidden, 1], bias, learningRate }, INPUTS.length);
  return new TrainingRun(noisy ? withNoise(program) : program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
}

function withNoise(program: Program): Program {
  const [first, ...rest] = program.iteration;
  if (first === undefined) throw new Error('a program without lines');
  return {
    ...program,
    iteration: [{ ...first, value: binary('+', name('X'), call('mean', fill('random', 2, 2))) }, ...rest],
  };
}

/** Everything that a person could see of a run, as bits. */
function stateOf(run: TrainingRun): unknown {
  const { iteration, line } = run;
  // What a line has not computed in the first iteration is not there to be seen.
  const lines = iteration === 0 ? run.program.iteration.slice(0, line) : run.program.iteration;
  const names = [...run.program.setup, ...lines].map(({ target }) => target);
  const bits = names.map((own) => [own, new BigUint64Array(run.valueOf(own).data.slice().buffer).join(' ')]);
  return { iteration, line, error: run.error, solvedAt: run.solvedAt, verdict: run.verdict, bits };
}

/** The same moment, reached by going forward only. */
function reach(settings: Network, { iteration, line }: Position): TrainingRun {
  const run = start(settings);
  for (let i = 0; i < iteration; i++) run.iterate();
  for (let i = 0; i < line; i++) run.advance();
  return run;
}

describe('stepping by line', () => {
  test('ends in the same bits as running whole iterations, for any network and position', () => {
    fc.assert(
      fc.property(network, fc.nat({ max: 30 }), (settings, iterations) => {
        const whole = reach(settings, { iteration: iterations, line: 0 });
        const lines = start(settings);
        for (let i = 0; i < iterations * lines.program.iteration.length; i++) lines.advance();
        expect(stateOf(lines)).toEqual(stateOf(whole));
      }),
      { numRuns: 60 },
    );
  });

  test('completes with the rest of an iteration that was begun by lines', () => {
    const run = reach({ hidden: [4], bias: true, learningRate: 1, noisy: true }, { iteration: 7, line: 5 });
    run.iterate();
    expect(stateOf(run)).toEqual(
      stateOf(reach({ hidden: [4], bias: true, learningRate: 1, noisy: true }, { iteration: 8, line: 0 })),
    );
  });

  test('knows the error as soon as its line has run, and not before', () => {
    const run = start({ hidden: [4], bias: false, learningRate: 1, noisy: false });
    const errors = run.program.iteration.map(() => {
      run.advance();
      return run.error?.toFixed(4);
    });
    expect(errors.slice(0, 4)).toEqual([undefined, undefined, undefined, '0.4964']);
  });
});

describe('going back', () => {
  test('to any moment and on from there meets the same bits as the first time', () => {
    const position = fc.record({ iteration: fc.nat({ max: 60 }), line: fc.nat({ max: 8 }) });
    fc.assert(
      fc.property(network, fc.array(position, { minLength: 1, maxLength: 6 }), (settings, positions) => {
        const run = start(settings);
        for (let i = 0; i < 70; i++) run.iterate();
        for (const { iteration, line } of positions) {
          const within = { iteration, line: Math.min(line, run.program.iteration.length - 1) };
          run.goTo(within);
          expect(stateOf(run)).toEqual(stateOf(reach(settings, within)));
        }
        while (run.iteration < 90) run.iterate();
        expect(stateOf(run)).toEqual(stateOf(reach(settings, { iteration: 90, line: 0 })));
        expect(run.history.curve().errors).toEqual(reach(settings, { iteration: 90, line: 0 }).history.curve().errors);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps its bits over a run long enough to thin its keyframes', () => {
    const settings = { hidden: [4], bias: false, learningRate: 1, noisy: false };
    const run = reach(settings, { iteration: 20_000, line: 0 });
    for (const iteration of [19_999, 1, 0, 12_345, 4097, 20_000]) {
      run.goTo({ iteration, line: 0 });
      expect(stateOf(run)).toEqual(stateOf(reach(settings, { iteration, line: 0 })));
    }
    expect(run.furthest).toBe(20_000);
  });

  test('is refused where the run has not been', () => {
    const run = reach({ hidden: [], bias: false, learningRate: 1, noisy: false }, { iteration: 5, line: 0 });
    expect(() => run.goTo({ iteration: 6, line: 0 })).toThrow('no iteration 6 has been run');
    expect(() => run.goTo({ iteration: -1, line: 0 })).toThrow('no iteration -1 has been run');
  });
});

describe('keyframes', () => {
  const judge = new Judge(start({ hidden: [], bias: false, learningRate: 1, noisy: false })).save().judge;
  const keyframe = (iteration: number, cells: number): Keyframe => ({
    iteration,
    state: new Float64Array(cells),
    random: undefined,
    solvedAt: undefined,
    judge,
  });
  const MEGABYTE = 2 ** 17;

  test('stay within their budget, keep the first, and are never farther than a stride from any past', () => {
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

  test('count by their own size: those of a network that has grown leave room for fewer', () => {
    const keyframes = new Keyframes();
    for (let iteration = 0; iteration < 100; iteration++) keyframes.add(keyframe(iteration, 1));
    const large = keyframe(0, 8 * MEGABYTE);
    for (let iteration = 100; iteration < 200; iteration++) {
      if (keyframes.isDue(iteration)) keyframes.add({ ...large, iteration });
    }
    const found = Array.from({ length: 100 }, (_, k) => keyframes.before(100 + k));
    expect(new Set(found.filter(({ state }) => state.length > 1)).size).toBeLessThanOrEqual(8);
  });

  test('of a future that is no longer are dropped', () => {
    const keyframes = new Keyframes();
    for (let iteration = 0; iteration <= 20; iteration++) keyframes.add(keyframe(iteration, 1));
    keyframes.forgetAfter(12);
    expect(keyframes.before(20).iteration).toBe(12);
    expect(keyframes.isDue(12)).toBe(false);
    expect(keyframes.isDue(13)).toBe(true);
  });

  test('of a run that another process has begun are made again when it is run again', () => {
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

  test('say how far back a run may go that another process has begun', () => {
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

  test('stay within their budget where another process has left one', () => {
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
