import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { SweepJob } from '../protocol-sweep.ts';
import type { PoolData, ToThread } from './pool.ts';
import { trainingOf } from './run.ts';

/* The entry of a thread that trains runs of a sweep: `workerData` is a `PoolData`, an answer a `RunResult`. */

/** Time between two slices where the system does not let the thread take a lower priority: half of a shared processor is left. */
const REST_MS = 4;

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker thread');
const { subjects, looks, isQuiet } = workerData as PoolData;
const rests = isQuiet && !takesLowPriority();
const waiting: SweepJob[] = [];
let isHeld = false;
let wake = (): void => {};

port.on('message', (message: ToThread) => {
  if (message === 'hold' || message === 'goOn') isHeld = message === 'hold';
  else waiting.push(message);
  wake();
});

/** Lets a message in between two slices, and waits while the runs are held. */
async function between(): Promise<void> {
  await (rests ? pause(REST_MS) : nextTurn());
  while (isHeld) await awake();
}

/** Resolves at the next message. */
function awake(): Promise<void> {
  return new Promise((resolve) => {
    wake = resolve;
  });
}

void obey();

/** Trains the runs that wait, one after the other, for as long as the thread lives. */
async function obey(): Promise<never> {
  for (;;) {
    await between();
    const job = waiting.shift();
    if (job === undefined) {
      await awake();
      continue;
    }
    const subject = subjects[job.combination];
    if (subject === undefined) throw new Error(`there is no combination ${job.combination}`);
    const training = trainingOf(subject, job, looks);
    let next = training.next();
    while (!next.done) {
      await between();
      next = training.next();
    }
    port?.postMessage(next.value);
  }
}

/** Gives this thread the lowest priority. On Linux each thread has its own. Returns false where that is not so. */
function takesLowPriority(): boolean {
  try {
    // A link such as `4711/task/4714`.
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), constants.priority.PRIORITY_LOW);
    return true;
  } catch {
    return false;
  }
}
