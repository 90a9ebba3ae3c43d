// Going to an iteration of a run that has been there, and the whole past of a watch that is set at its end.
import { cpuSeconds } from '../measure.js';
import { networkOf, trainRun, watchLate } from '../networks.js';

const JOURNEYS = 21;
/** The golden ratio spreads the destinations over the run. */
const SPREAD = 0.618034;

export function prepare() {
  const [xor, digits] = ['xor', 'digits'].map((name) => {
    const network = networkOf(name);
    return { name, run: trainRun(network), iterations: network.iterations };
  });
  const samples = {};
  for (const { name, run, iterations } of [xor, digits]) {
    samples[`${name} journey`] = () => longestButOne(run, iterations);
    samples[`${name} past of a watch`] = () => cpuSeconds(() => watchLate(run, 'syn0'));
  }
  return {
    samples,
    rows: [
      { title: 'going to any of 60,000 iterations of XOR', of: 'xor journey', atMost: 1e-3 },
      { title: 'going to any of 2,000 iterations of digits', of: 'digits journey', atMost: 50e-3 },
      { title: 'the past of a watch, 60,000 iterations of XOR', of: 'xor past of a watch', atMost: 50e-3 },
      { title: 'the past of a watch, 2,000 iterations of digits', of: 'digits past of a watch', atMost: 150e-3 },
    ],
  };
}

/** CPU seconds of the longest of some journeys but one. */
function longestButOne(run, iterations) {
  const times = Array.from({ length: JOURNEYS }, (_, k) => {
    const iteration = Math.floor(iterations * ((k * SPREAD) % 1));
    return cpuSeconds(() => run.goTo({ iteration, line: 0 }));
  });
  run.goTo({ iteration: run.furthest, line: 0 });
  return times.toSorted((a, b) => a - b).at(-2);
}
