import type { RunLook, RunResult, SweepFacts } from '../../src/worker/protocol.ts';
import { type Subject, settingsIn } from '../../src/worker/subject.ts';

/** Three alphas, four seeds and one look, as the command would plan them. */
export function factsFor(subject: Subject, seeds: readonly number[] = [1, 2, 3, 4]): SweepFacts {
  const settings = settingsIn(subject);
  if (settings === undefined) throw new Error('a script has no settings');
  const alphas = [0.1, 1, 10];
  const { iterations, plan, stop } = subject;
  return {
    axes: [{ name: 'learningRate', values: alphas.map(String) }],
    combinations: alphas.map((learningRate, place) => {
      return { places: [place], settings: { ...settings, learningRate }, iterations, plan, stop };
    }),
    seeds,
    looks: [20_000],
    iterations,
    threads: 1,
  };
}

type Ends = Pick<RunLook, 'verdict'> & Partial<RunLook>;

/** A run that is as `look` says at iteration 20,000, and as `end` says at its end. */
export function resultOf(combination: number, seed: number, end: Ends, look: Ends = end): RunResult {
  const state = { since: 1000, error: 0.25, solvedAt: undefined };
  const iteration = end.iteration ?? 60_000;
  const looks = iteration < 20_000 ? [] : [{ ...state, ...look, iteration: 20_000 }];
  return { combination, seed, cause: undefined, ...state, ...end, iteration, looks };
}
