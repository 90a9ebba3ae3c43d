import { parentPort, workerData } from 'node:worker_threads';
import type { Job, PoolData } from './pool.ts';
import { trainRun } from './run.ts';

/* The entry of a thread that trains runs of a sweep: `workerData` is a `PoolData`, a message is a `Job`, an answer a `RunResult`. */

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker thread');
const { subjects, looks } = workerData as PoolData;
port.on('message', ({ combination, seed }: Job) => {
  const subject = subjects[combination];
  if (subject === undefined) throw new Error(`there is no combination ${combination}`);
  port.postMessage(trainRun(subject, combination, seed, looks));
});
