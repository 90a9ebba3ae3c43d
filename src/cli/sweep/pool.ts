import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { NetworkSubject } from '../../worker/subject.ts';
import type { RunResult } from './run.ts';

/** Everything that the threads of a sweep share. */
export interface PoolData {
  /** The subject of each combination. */
  readonly subjects: readonly NetworkSubject[];
  /** Completed iterations at which each run is looked at. */
  readonly looks: readonly number[];
}

export interface Job {
  readonly combination: number;
  readonly seed: number;
}

/** The main thread has next to nothing to do. */
export const defaultThreads = availableParallelism();

/** Jobs that wait in a thread: a short run does not wait for the next message. */
const AHEAD = 2;

/**
 * Trains runs on threads of their own.
 * @param jobs in the order in which they begin.
 * @param found called with each result, in the order in which they end.
 * @param interruption ends the threads at once; results until then stay.
 * @throws Error when a run fails.
 */
export async function runPool(
  data: PoolData,
  jobs: readonly Job[],
  threads: number,
  found: (result: RunResult) => void,
  interruption: AbortSignal,
): Promise<void> {
  if (interruption.aborted || jobs.length === 0) return;
  const workers: Worker[] = [];
  let [next, left] = [0, jobs.length];
  try {
    await new Promise<void>((resolve, reject) => {
      interruption.addEventListener('abort', () => resolve(), { once: true });
      const give = (worker: Worker): void => {
        const job = jobs[next];
        if (job === undefined) return;
        next++;
        worker.postMessage(job);
      };
      for (let k = 0; k < Math.min(threads, jobs.length); k++) {
        const worker = new Worker(new URL('./sweep.js', import.meta.url), { workerData: data });
        workers.push(worker);
        worker.on('error', reject);
        worker.on('message', (result: RunResult) => {
          if (interruption.aborted) return;
          give(worker);
          found(result);
          left--;
          if (left === 0) resolve();
        });
        for (let ahead = 0; ahead < AHEAD; ahead++) give(worker);
      }
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
