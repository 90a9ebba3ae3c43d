// The cost of what a run observes: error record, verdict, keyframes. The run beside one without observers, each from its making on.
import process from 'node:process';
import { outputOf } from '../measure.js';
import { networkOf } from '../networks.js';

const titles = { xor: ['XOR', 1.25], digits: ['64-32-10', 1.05], images: ['784-128-10', 1.05] };

export function prepare(_met, name) {
  const [title, atMost] = titles[name];
  const { iterations } = networkOf(name);
  const kinds = ['bare', 'observed'];
  // A process of its own for each: code that both kinds have run is slower for both.
  const secondsOf = (kind) => Number(outputOf(process.execPath, ['test/bench/one-run.js', name, kind]));
  return {
    samples: Object.fromEntries(kinds.map((kind) => [`${name} ${kind} run`, () => secondsOf(kind)])),
    rows: [
      {
        title: `observed run, ${title}: / bare run`,
        over: [`${name} observed run`, `${name} bare run`],
        atMost,
      },
    ],
    figures: Object.fromEntries(kinds.map((kind) => [`${name} ${kind} run`, iterations])),
  };
}
