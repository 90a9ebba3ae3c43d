// Preloaded into a process: on SIGUSR2 the thread that FAULT names, `main` or `training`, throws an error with the message
// FAULT_MESSAGE.
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

const line = new BroadcastChannel('faults');
line.unref();
const fail = () => {
  throw new Error(process.env.FAULT_MESSAGE);
};
if (isMainThread) process.on('SIGUSR2', process.env.FAULT === 'main' ? fail : () => line.postMessage('fail'));
else if (process.env.FAULT === 'training') line.onmessage = fail;
