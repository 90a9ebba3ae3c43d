import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import type { Position } from '../../../src/engine/run/run.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { binary, call, fill, name } from '../../../src/language/expression.ts';
import type { Program } from '../../../src/language/program.ts';
import { runs } from '../../full.ts';
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
  // In the first iteration, a line that has not run has no value.
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
  test('has the bits of whole iterations, for any network and position', () => {
    fc.assert(
      fc.property(network, fc.nat({ max: 30 }), (settings, iterations) => {
        const whole = reach(settings, { iteration: iterations, line: 0 });
        const lines = start(settings);
        for (let i = 0; i < iterations * lines.program.iteration.length; i++) lines.advance();
        expect(stateOf(lines)).toEqual(stateOf(whole));
      }),
      { numRuns: runs(60) },
    );
  });

  test('completes an iteration that was begun line by line', () => {
    const run = reach({ hidden: [4], bias: true, learningRate: 1, noisy: true }, { iteration: 7, line: 5 });
    run.iterate();
    expect(stateOf(run)).toEqual(
      stateOf(reach({ hidden: [4], bias: true, learningRate: 1, noisy: true }, { iteration: 8, line: 0 })),
    );
  });

  test('has an error as soon as its line has run', () => {
    const run = start({ hidden: [4], bias: false, learningRate: 1, noisy: false });
    const errors = run.program.iteration.map(() => {
      run.advance();
      return run.error?.toFixed(4);
    });
    expect(errors.slice(0, 4)).toEqual([undefined, undefined, undefined, '0.4964']);
  });
});

describe('going back', () => {
  test('to any position and on meets the same bits as the first time', () => {
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
        expect(run.errorRecord.curve().errors).toEqual(
          reach(settings, { iteration: 90, line: 0 }).errorRecord.curve().errors,
        );
      }),
      {
        numRuns: runs(60),
        // In the middle of an iteration, the errors are already those of that iteration.
        examples: [[{ hidden: [2, 4], bias: true, learningRate: 7, noisy: false }, [{ iteration: 50, line: 5 }]]],
      },
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

  test('is refused to an iteration that has not been run', () => {
    const run = reach({ hidden: [], bias: false, learningRate: 1, noisy: false }, { iteration: 5, line: 0 });
    expect(() => run.goTo({ iteration: 6, line: 0 })).toThrow('no iteration 6 has been run');
    expect(() => run.goTo({ iteration: -1, line: 0 })).toThrow('no iteration -1 has been run');
  });
});
