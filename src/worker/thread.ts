import { parentPort } from 'node:worker_threads';
import { drive } from './drive.ts';

if (parentPort === null) throw new Error('this file is the entry of a worker thread');
drive(parentPort);
