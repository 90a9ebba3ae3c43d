// Training in float64, beside NumPy and C++.
import { cpuSeconds, outputOf } from '../measure.js';
import { networkOf, numpySeconds, trainCompiled, trainInterpreter, trainRun } from '../networks.js';

const titles = { xor: 'XOR 4×3-4-1', digits: '64-32-10, 32 rows', images: '784-128-10, 32 rows' };
const targets = { xor: 100, digits: 0.6, images: 0.6 };

/** Runs before the first measured one: V8 compiles the observers during these. */
const WARM_UP = 80;

export function prepare({ python, native }, name) {
  const network = networkOf(name);
  const title = titles[name];
  const samples = {
    [`${name} NumPy`]: () => numpySeconds(python, network),
    [`${name} compiled`]: () => cpuSeconds(() => trainCompiled(network)),
    [`${name} run`]: () => cpuSeconds(() => trainRun(network)),
    [`${name} interpreter`]: () => cpuSeconds(() => trainInterpreter(network)),
  };
  const rows = [
    {
      title: `${title} f64, the compiled iteration: × NumPy`,
      over: [`${name} NumPy`, `${name} compiled`],
      atLeast: targets[name],
    },
  ];
  if (name === 'xor') {
    for (let run = 0; run < WARM_UP; run++) trainRun(network);
    samples['xor C++'] = () => native && Number(outputOf(native.file, [String(network.iterations)]).split(' ')[1]);
    rows.push(
      { title: `${title} f64, the compiled iteration: × C++`, over: ['xor C++', 'xor compiled'], atLeast: 1 },
      { title: `${title} f64, TrainingRun.iterateMany(): × NumPy`, over: ['xor NumPy', 'xor run'], atLeast: 80 },
    );
  }
  return { samples, rows, figures: Object.fromEntries(Object.keys(samples).map((name) => [name, network.iterations])) };
}
