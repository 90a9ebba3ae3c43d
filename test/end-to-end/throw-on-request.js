// Preloaded into a process, this makes one of its threads throw an error when the process gets SIGUSR2: the thread that
// FAULT names, `main` or `training`; the message is FAULT_MESSAGE.
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

const line = new BroadcastChannel('faults');
line.unref();
const fail = () => {
  throw new Error(process.env.FAULT_MESSAGE);
};
if (isMainThread) process.on('SIGUSR2', process.env.FAULT === 'main' ? fail : () => line.postMessage('fail'));
else if (process.env.FAULT === 'training') line.onmessage = fail;
