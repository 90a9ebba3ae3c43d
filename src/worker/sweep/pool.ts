import { Worker } from 'node:worker_threads';
import type { RunResult, SweepJob } from '../protocol-sweep.ts';
import type { NetworkSubject } from '../subject.ts';

/** Everything that the threads of a sweep share. */
export interface PoolData {
  /** The subject of each combination. */
  readonly subjects: readonly NetworkSubject[];
  /** Completed iterations at which each run is looked at. */
  readonly looks: readonly number[];
  /** True beside a run on the screen: the threads have the lowest priority. */
  readonly isQuiet: boolean;
}

/** A message to a thread: a run to train; the runs are held where they are, or continue. */
export type ToThread = SweepJob | 'hold' | 'goOn';

/** Jobs that wait in a thread: a short run does not wait for the next message. */
const AHEAD = 2;

export interface PoolListener {
  /** Called with each result, in the order in which runs end. */
  found(result: RunResult): void;
  /** Called once, after the last result. */
  done(): void;
  /** Called when a run fails; the pool is over then. */
  failed(error: Error): void;
}

export interface Pool {
  /** Holds the runs where they are, or lets them continue. */
  hold(isHeld: boolean): void;
  /** Ends the threads at once, and with them the runs that have not ended. */
  end(): Promise<void>;
}

/**
 * Trains runs on threads of their own, which end with the last run.
 * @param entry the built entry of a thread, `sweep.js`.
 * @param jobs in the order in which they begin.
 */
export function startPool(
  entry: URL,
  data: PoolData,
  jobs: readonly SweepJob[],
  threads: number,
  listener: PoolListener,
): Pool {
  const workers: Worker[] = [];
  let [next, left, isOver] = [0, jobs.length, false];
  const end = async (): Promise<void> => {
    isOver = true;
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  const give = (worker: Worker): void => {
    const job = jobs[next];
    if (job === undefined) return;
    next++;
    worker.postMessage(job satisfies ToThread);
  };
  const spawn = (): void => {
    const worker = new Worker(entry, { workerData: data });
    workers.push(worker);
    worker.on('error', (error) => {
      if (isOver) return;
      void end();
      listener.failed(error);
    });
    worker.on('message', (result: RunResult) => {
      if (isOver) return;
      give(worker);
      left--;
      listener.found(result);
      if (left > 0 || isOver) return;
      void end();
      listener.done();
    });
    for (let ahead = 0; ahead < AHEAD; ahead++) give(worker);
  };
  for (let k = 0; k < Math.min(threads, jobs.length); k++) spawn();
  return {
    hold(isHeld) {
      for (const worker of workers) worker.postMessage((isHeld ? 'hold' : 'goOn') satisfies ToThread);
    },
    end,
  };
}
