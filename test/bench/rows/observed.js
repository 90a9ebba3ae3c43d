// The cost of what a run observes: error record, verdict, keyframes. The run beside one without observers, each from its making on.
import process from 'node:process';
import { outputOf } from '../measure.js';
import { subjectNamed } from '../networks.js';

const titles = {
  xor: ['XOR', 1.25],
  digits: ['64-32-10', 1.05],
  images: ['784-128-10', 1.05],
  batches: ['digits in batches', 1.05],
  tested: ['the same and a test set', 1.05],
};

export async function prepare(_met, name) {
  const [title, atMost] = titles[name];
  const { iterations } = await subjectNamed(name);
  const kinds = ['bare', 'observed'];
  // A process of its own for each: code that both kinds have run is slower for both. One process measures both sums.
  const measured = {};
  const secondsOf = (kind) => {
    const [thread, all] = JSON.parse(outputOf(process.execPath, ['test/bench/one-run.js', name, kind]));
    measured[kind] = all;
    return thread;
  };
  const sample = (kind) => `${name} ${kind} run`;
  const ofAll = (kind) => `${sample(kind)}, all threads`;
  return {
    samples: Object.fromEntries(
      kinds.flatMap((kind) => [
        [sample(kind), () => secondsOf(kind)],
        [ofAll(kind), () => measured[kind]],
      ]),
    ),
    rows: [
      { title: `observed run, ${title}: / bare run, in its thread`, over: kinds.toReversed().map(sample), atMost },
    ],
    figures: Object.fromEntries(kinds.flatMap((kind) => [sample(kind), ofAll(kind)]).map((name) => [name, iterations])),
  };
}
