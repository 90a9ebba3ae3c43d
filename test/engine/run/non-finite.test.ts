import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { findNonFinite } from '../../../src/engine/run/non-finite.ts';
import { finish } from '../../../src/engine/run/pieces.ts';
import type { Position } from '../../../src/engine/run/run.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { binary, name, number } from '../../../src/language/expression.ts';
import type { Program } from '../../../src/language/program.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

const network = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, 4);

/** XOR whose initial weights are multiplied in each iteration, so that they leave the finite numbers. */
function explosive(factor: number): Program {
  const update = { target: 'syn0', operator: '=', value: binary('*', name('syn0'), number(factor)) } as const;
  return { ...network, iteration: [...network.iteration, update] };
}

function begin(program: Program): TrainingRun {
  return new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
}

function runUntilHalt(training: TrainingRun): TrainingRun {
  for (let i = 0; i < 5000 && !training.diverged; i++) training.iterate();
  return training;
}

describe('a non-finite value', () => {
  test.each([1e200, 1e30, 4, 1.5])('stops a run with a factor of %s before the line that computes it', (factor) => {
    const training = runUntilHalt(begin(explosive(factor)));
    const { iteration, line } = training;
    expect(training.diverged).toBe(true);
    expect(training.isFinite()).toBe(true);
    expect(Number.isFinite(training.error)).toBe(true);
    expect(training.nonFiniteLine).toBe(line);
    expect(training.furthest).toBe(iteration);
    expect(training.errorRecord.curve().iterations.at(-1)).toBe(iteration - 1);
    expect(training.verdict).toMatchObject({ kind: 'diverged', causes: [{ kind: 'notFinite' }] });
    training.advance();
    expect(training.isFinite()).toBe(false);
    const target = training.program.iteration[line]?.target ?? '';
    expect([...training.valueOf(target).data].every(Number.isFinite)).toBe(false);
  });

  test('of a target stops the run in its first iteration', () => {
    const targets = matrixFromRows([[0], [1], [Number.POSITIVE_INFINITY], [0]]);
    const training = runUntilHalt(new TrainingRun(network, matrixFromRows(INPUTS), targets, 1));
    expect(training).toMatchObject({ iteration: 0, line: 3, nonFiniteLine: 3, furthest: 0 });
    expect(training.errorRecord.curve().iterations).toHaveLength(0);
  });

  test('stays in the run, which passes it line by line, and comes back to it', () => {
    const training = runUntilHalt(begin(explosive(4)));
    const { iteration, line } = training;
    training.goTo({ iteration: iteration - 10, line: 0 });
    expect(training).toMatchObject({ diverged: false, nonFiniteLine: undefined });
    for (let i = 0; i < 20; i++) training.iterate();
    expect(training).toMatchObject({ iteration, line, diverged: true });
    for (let i = 0; i < 40; i++) training.advance();
    expect(training.iteration).toBeGreaterThan(iteration);
    expect(training).toMatchObject({ diverged: true, nonFiniteLine: line });
    training.goTo({ iteration: training.iteration - 1, line: 2 });
    training.goTo({ iteration: 3, line: 1 });
    expect(training.diverged).toBe(false);
  });

  test('is forgotten when a change starts another future', () => {
    const training = runUntilHalt(begin(explosive(4)));
    training.goTo({ iteration: 100, line: 0 });
    training.rewrite([{ at: 100, program: network, cells: [] }]);
    for (let i = 0; i < 1000; i++) training.iterate();
    expect(training).toMatchObject({ iteration: 1100, diverged: false });
  });

  test('in a weight only, between two keyframes, is found when the run rests', () => {
    const training = begin(network);
    for (let i = 0; i < 1030; i++) training.iterate();
    training.rewrite([
      { at: 1030, program: explosive(1e308), cells: [{ name: 'syn0', row: 0, column: 0, value: 100 }] },
    ]);
    training.iterate();
    training.checkFinite();
    expect(training).toMatchObject({ iteration: 1030, diverged: true });
    expect(training.isFinite()).toBe(true);
  });

  test('that no error shows is found at the next keyframe', () => {
    const grow = { target: 'unused', operator: '=', value: binary('*', name('unused'), number(1e200)) } as const;
    const { setup, iteration } = network;
    const setUp = { target: 'unused', operator: '=', value: number(1) } as const;
    const training = begin({ ...network, setup: [...setup, setUp], iteration: [...iteration, grow] });
    while (!training.diverged && training.iteration < 10_000) training.iterate();
    expect(training).toMatchObject({ iteration: 1, line: iteration.length, diverged: true });
  });

  test('does not change the last point of the error curve', () => {
    const training = runUntilHalt(begin(explosive(4)));
    const { iteration } = training;
    const curve = training.errorRecord.curve();
    training.goTo({ iteration, line: 0 });
    expect(curve.errors.at(-1)).toBe(training.error);
  });

  test('is not searched for in the past of a resumed run', () => {
    const visited: number[] = [];
    /** Finite up to line 2 after 991 iterations; what is before 990 would take hours. */
    const run = {
      iteration: 1000,
      line: 0,
      nearest: (iteration: number) => Math.max(990, iteration),
      isFinite: () => run.iteration < 991 || (run.iteration === 991 && run.line <= 2),
      *advanceInPieces() {
        run.line++;
        yield run.iteration;
      },
      *goTo({ iteration, line }: Position) {
        visited.push(iteration);
        [run.iteration, run.line] = [iteration, line];
        yield iteration;
      },
    };
    expect(finish(findNonFinite(run, 1000))).toEqual({ iteration: 991, line: 2 });
    expect(Math.min(...visited)).toBe(990);
  });
});
