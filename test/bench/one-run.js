// One kind of run of a network, warm, in a process of its own, as a person's process has it: prints its mean CPU seconds, of the thread
// that trains and of all threads. The others belong to V8: they compile, and collect garbage, while the run goes on.
//
//     node test/bench/one-run.js xor|digits|images|batches|tested bare|observed
import process from 'node:process';
import { cpuSeconds, threadSeconds } from './measure.js';
import { subjectNamed, trainBareRun, trainRun } from './networks.js';

/** Runs before the measured ones. V8 compiles the code during these; the first run of a process costs two to three times. */
const WARM_UP = { xor: 80, digits: 80, images: 20, batches: 2, tested: 2 };
/** Measured runs: one to two seconds. */
const MEASURED = { xor: 100, digits: 40, images: 12, batches: 2, tested: 2 };

const [name, kind] = process.argv.slice(2);
const subject = await subjectNamed(name);
const train = kind === 'bare' ? trainBareRun : trainRun;
const runs = (count) => {
  for (let run = 0; run < count; run++) train(subject);
};
runs(WARM_UP[name]);
let thread;
const all = cpuSeconds(() => {
  thread = threadSeconds(() => runs(MEASURED[name]));
});
console.log(JSON.stringify([thread, all].map((seconds) => seconds / MEASURED[name])));
process.exit();
