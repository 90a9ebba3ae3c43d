// One kind of run of a network, warm, in a process of its own, as a person's process has it: prints the median of its CPU seconds.
//
//     node test/bench/one-run.js xor|digits|images bare|observed
import process from 'node:process';
import { cpuSeconds, median } from './measure.js';
import { networkOf, trainBareRun, trainRun } from './networks.js';

/** Runs before the measured ones. V8 compiles the code during these; the first run of a process costs two to three times. */
const WARM_UP = { xor: 80, digits: 30, images: 20 };
const MEASURED = 5;

const [name, kind] = process.argv.slice(2);
const network = networkOf(name);
const train = kind === 'bare' ? trainBareRun : trainRun;
for (let run = 0; run < WARM_UP[name]; run++) train(network);
console.log(median(Array.from({ length: MEASURED }, () => cpuSeconds(() => train(network)))));
process.exit();
