import { beginRun, type Current, currentOf } from '../../src/worker/current-run.ts';
import type { Subject } from '../../src/worker/subject.ts';

/** The run of a subject, paused after so many iterations, where no time passes. */
export function pausedAt(subject: Subject, iterations: number): Current {
  const start = { type: 'start', run: 1, request: 1, subject, seed: 1, speed: 'unlimited', paused: true } as const;
  const current = currentOf(start, beginRun, () => 0);
  for (let k = 0; k < iterations; k++) current.training.iterate();
  return current;
}
