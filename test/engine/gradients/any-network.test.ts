import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GradientCheck } from '../../../src/engine/gradient-check.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { Program } from '../../../src/language/program.ts';
import { full } from '../../full.ts';
import { type AnyNetwork, anyNetwork } from './any-network.ts';
import { checkGradients } from './check-gradients.ts';
import { mutantsOf } from './mutants.ts';

function runOf(program: Program, { data }: AnyNetwork, seed: number, iterations: number): TrainingRun {
  const run = new TrainingRun(program, data.inputs, data.targets, seed);
  while (run.iteration < iterations && !run.diverged) run.iterate();
  return run;
}

/** True for a failure that the check explains: a line that changes a delta in place, or divides by a limited number. */
function isExplained({ because, limited, faults }: GradientCheck): boolean {
  return faults.length === 0 && because.length + limited.length > 0;
}

/** Everything that outlives some iterations, and their predictions; undefined when they cannot run. */
function outcomeOf(
  program: Program,
  network: AnyNetwork,
  seed: number,
  iterations: number,
): readonly number[] | undefined {
  try {
    const run = runOf(program, network, seed, iterations);
    const names = [...program.setup.map(({ target }) => target), program.roles.prediction as string];
    return names.flatMap((name) => [...run.valueOf(name).data]);
  } catch {
    return undefined;
  }
}

/** True when two outcomes hardly differ, as where batch normalization takes a fault out again. Such a mutant is no fault. */
function isSame(one: readonly number[] | undefined, other: readonly number[] | undefined): boolean {
  if (one === undefined || other === undefined || one.length !== other.length) return false;
  return one.every((cell, i) => {
    const also = other[i] as number;
    return Object.is(cell, also) || Math.abs(cell - also) <= 1e-6 * Math.max(Math.abs(cell), Math.abs(also), 1);
  });
}

describe('a gradient check of any network', () => {
  test('passes, or says why not', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(anyNetwork, fc.constantFrom(0, 1, 10, 60, 150), fc.nat(1000), (network, iterations, seed) => {
        const run = runOf(network.program, network, seed, iterations);
        if (run.diverged) return;
        const check = checkGradients(run);
        const { worst, faults, parameters } = check;
        const words = JSON.stringify({
          worst,
          faults,
          parameters: parameters.map((own) => [own.worst, own.elsewhere]),
        });
        expect(check.passed || isExplained(check) || !Number.isFinite(worst), words).toBe(true);
      }),
      { numRuns: full ? 2000 : 15 },
    );
  });

  test('fails when any line is changed', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(anyNetwork, fc.constantFrom(0, 3), fc.nat(1000), fc.nat(), (network, iterations, seed, choice) => {
        const mutants = mutantsOf(network.program);
        const { words, program } = mutants[choice % mutants.length]!;
        const isSameAfter = (own: number, count: number): boolean =>
          isSame(outcomeOf(program, network, own, count), outcomeOf(network.program, network, own, count));
        fc.pre(![1, 2, 3].every((own) => isSameAfter(own, 6)));
        // Where the checked iteration does the same, the change is no fault there.
        fc.pre(!isSameAfter(seed, iterations + 1));
        let run: TrainingRun;
        try {
          run = runOf(program, network, seed, iterations);
        } catch {
          return;
        }
        expect(checkGradients(run).passed, words).toBe(false);
      }),
      { numRuns: full ? 3000 : 30 },
    );
  });
});
