import { parentPort, workerData } from 'node:worker_threads';
import { printFaults } from '../scenario/fault.ts';
import { readScenario } from '../scenario/read.ts';
import type { Compared } from '../ui/model/message.ts';
import type { ComparedRun } from './comparison.ts';
import { finishedRun } from './finished-run.ts';

/* The entry of the thread that trains the scenario of `compareWith`: `workerData` is a `ComparedRun`. */

/** About the length of a slice: the run on the screen gets the other half of a processor that both share. */
const REST_MS = 4;
const clock = new Int32Array(new SharedArrayBuffer(4));

function rest(): void {
  Atomics.wait(clock, 0, 0, REST_MS);
}

async function compared({ file, seed }: ComparedRun): Promise<Compared> {
  const parsed = await readScenario(file);
  if (!parsed.ok) return { ok: false, reason: printFaults(file, parsed.faults)[0] ?? 'the file has faults' };
  return { ok: true, name: parsed.scenario.name, ...finishedRun(parsed.scenario, rest, seed) };
}

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker thread');
compared(workerData as ComparedRun).then((answer) => port.postMessage(answer));
