// Training in float32, beside NumPy's float32 and beside float64.
import { cpuSeconds } from '../measure.js';
import { networkOf, numpySeconds, trainCompiled } from '../networks.js';

const titles = { xor: 'XOR 4×3-4-1', digits: '64-32-10, 32 rows', images: '784-128-10, 32 rows' };
const targets = { images: 0.3 };

export function prepare({ python }, name) {
  const network = networkOf(name, { precision: 'float32' });
  const samples = {
    [`${name} NumPy f32`]: () => numpySeconds(python, network, 'float32'),
    [`${name} compiled f32`]: () => cpuSeconds(() => trainCompiled(network)),
  };
  const rows =
    targets[name] === undefined
      ? []
      : [
          {
            title: `${titles[name]} f32, the compiled iteration: × NumPy f32`,
            over: [`${name} NumPy f32`, `${name} compiled f32`],
            atLeast: targets[name],
          },
        ];
  return { samples, rows, figures: Object.fromEntries(Object.keys(samples).map((name) => [name, network.iterations])) };
}
