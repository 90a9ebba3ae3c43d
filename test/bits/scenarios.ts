// Scenarios whose bits are compared between versions of Node: the built-in ones, and one for each function that a run computes with.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Long enough for every schedule, optimizer and order of examples to be at work. */
const ITERATIONS = 200;
/** Each of its iterations is a thousand times as long. */
const LARGE: Readonly<Record<string, number>> = { digits: 10 };

const moons = { generate: 'moons', examples: 40, noise: 0.2, seed: 3 };
const sine = { generate: 'sine', examples: 40, noise: 0.1, seed: 3 };

const activations = ['sigmoid', 'tanh', 'relu', 'leaky-relu', 'elu', 'gelu', 'softplus', 'swish', 'linear'];
const initials = [
  'uniform',
  'xavier-uniform',
  'xavier-normal',
  'he-uniform',
  'he-normal',
  'lecun-uniform',
  'lecun-normal',
];
const optimizers = ['descent', 'momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam', 'adamw'];
const generators = [
  'two-gaussians',
  'circles',
  'moons',
  'spirals',
  'xor-cloud',
  'checkerboard',
  'plane',
  'sine',
  'bumps',
  'pipes-and-bicycles',
];

interface Written {
  readonly name?: string;
  readonly data?: object;
  readonly network?: object;
  readonly training?: { readonly [name: string]: unknown; readonly iterations?: number };
  readonly changes?: readonly { readonly at: number; readonly set: object }[];
}

const kinds: Readonly<Record<string, Written>> = {
  ...each('activation', activations, (activation) => ({
    data: sine,
    network: { hidden: [5, 4], bias: true, activation: [activation, activation, 'linear'], initial: 'xavier-normal' },
    training: { learningRate: 0.003 },
  })),
  ...each('initial', initials, (initial) => ({ data: moons, network: { hidden: [6], bias: true, initial } })),
  ...each('optimizer', optimizers, (optimizer) => ({
    data: moons,
    network: { hidden: [6], bias: true, activation: ['tanh', 'sigmoid'] },
    training: { optimizer, learningRate: 0.02 },
  })),
  ...each('schedule', ['step', 'exponential', 'cosine'], (kind) => ({
    data: moons,
    training: { learningRate: 0.1, schedule: { kind, ...(kind === 'exponential' ? {} : { every: 30 }) } },
  })),
  ...each('loss', ['half-square', 'mean-squared', 'mean-absolute', 'huber'], (loss) => ({
    data: sine,
    network: { activation: ['tanh', 'linear'] },
    training: { loss, learningRate: 0.01 },
  })),
  ...each('generator', generators, (generate) => ({
    data: { generate, examples: 60, noise: 0.3, seed: 5, scale: 'standard', test: { fraction: 0.25, seed: 2 } },
    network: { hidden: [5], bias: true },
    training: { learningRate: 0.01 },
  })),
  'loss: binary-cross-entropy': { data: moons, training: { loss: 'binary-cross-entropy', learningRate: 0.02 } },
  'loss: cross-entropy': {
    data: {
      inputs: [
        [0, 1],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
      targets: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [0, 1, 0],
      ],
    },
    network: { activation: 'softmax' },
    training: { loss: 'cross-entropy', learningRate: 0.1 },
  },
  'batches in sequence, with dropout': {
    data: moons,
    network: { hidden: [8], dropout: 0.3 },
    training: { batch: { size: 7, order: 'sequence' }, learningRate: 0.1 },
  },
  'batches in shuffled order, with batch normalization': {
    data: moons,
    network: { hidden: [8], batchNorm: true, activation: ['tanh', 'sigmoid'] },
    training: { batch: { size: 8, order: 'shuffled' }, learningRate: 0.1 },
  },
  'regularization and clipping': {
    data: moons,
    training: { l1: 1e-3, l2: 1e-2, clip: { what: 'gradients', by: 'norm', limit: 0.5 }, learningRate: 0.2 },
  },
  'changes during the run': {
    data: moons,
    training: { learningRate: 0.05 },
    changes: [
      { at: 60, set: { optimizer: 'adam', hidden: [6] } },
      { at: 120, set: { learningRate: 0.01 } },
    ],
  },
};

/** Small ones with a schedule, an optimizer and functions that versions of V8 have computed differently. */
export const toExport: readonly string[] = [
  'schedule: step',
  'schedule: exponential',
  'schedule: cosine',
  'optimizer: adam',
  'optimizer: adamw',
  'activation: gelu',
  'activation: swish',
  'activation: tanh',
  'initial: he-normal',
];

function each(
  what: string,
  values: readonly string[],
  scenarioOf: (value: string) => Written,
): Record<string, Written> {
  return Object.fromEntries(values.map((value) => [`${what}: ${value}`, scenarioOf(value)]));
}

interface ShortScenario {
  readonly name: string;
  readonly file: string;
}

/** Writes the scenarios into an empty folder, each with a short run. */
export function writeScenarios(folder: string): readonly ShortScenario[] {
  cpSync('scenarios', folder, { recursive: true });
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.json') && path !== 'scenario.schema.json')
    .map((path) => path.slice(0, -'.json'.length))
    .sort();
  const shipped = names.map((name) => {
    const file = join(folder, `${name}.json`);
    return write(name, file, JSON.parse(readFileSync(file, 'utf8')));
  });
  const own = Object.entries(kinds).map(([name, scenario], index) =>
    write(name, join(folder, 'kinds', `${index}.json`), { name, ...scenario }),
  );
  return [...shipped, ...own];
}

function write(name: string, file: string, scenario: Written): ShortScenario {
  const { training = {}, changes = [] } = scenario;
  const last = Math.max(0, ...changes.map(({ at }) => at));
  const most = LARGE[name] ?? Math.max(ITERATIONS, last + ITERATIONS / 2);
  const iterations = Math.min(training.iterations ?? most, most);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...scenario, training: { ...training, iterations, reportEvery: 10 } }));
  return { name, file };
}

/** The fields of a result that versions after the recording have added. They follow from the others. */
const ADDED = ['rSquared', 'errors', 'target', 'kind', 'classes'];

/**
 * The lines that `--json` prints for a scenario, with the fields that they had when the bits were recorded. Classes without names had
 * no accuracy: those of targets that are written in the scenario.
 */
export function recordedFields(lines: string, { file }: Pick<ShortScenario, 'file'>): string {
  const { data } = JSON.parse(readFileSync(file, 'utf8')) as { readonly data: { readonly inputs?: unknown } };
  const isWritten = Array.isArray(data.inputs) && Array.isArray(data.inputs[0]);
  const added = isWritten ? [...ADDED, 'accuracy'] : ADDED;
  return lines.replace(/^\{"type":"result".*$/gm, (line) =>
    JSON.stringify(JSON.parse(line), (key, value) => (added.includes(key) ? undefined : value)),
  );
}
