// The cost of what a run observes: error record, verdict, keyframes. The run beside one without observers, each from its making on.
import { cpuSeconds } from '../measure.js';
import { networkOf, trainBareRun, trainRun } from '../networks.js';

const titles = { xor: ['XOR', 1.25], digits: ['64-32-10', 1.05], images: ['784-128-10', 1.05] };

/** Runs before the first measured one. V8 compiles the observers during these; the first run of a process costs two to three times. */
const WARM_UP = 80;

export function prepare(_met, name) {
  const [title, atMost] = titles[name];
  const network = networkOf(name);
  for (let run = 0; run < WARM_UP; run++) trainRun(network);
  const samples = {
    [`${name} bare run`]: () => cpuSeconds(() => trainBareRun(network)),
    [`${name} observed run`]: () => cpuSeconds(() => trainRun(network)),
  };
  const rows = [
    {
      title: `observed run, ${title}: / bare run`,
      over: [`${name} observed run`, `${name} bare run`],
      atMost,
    },
  ];
  return { samples, rows, figures: Object.fromEntries(Object.keys(samples).map((name) => [name, network.iterations])) };
}
