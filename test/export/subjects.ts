import { matrixFromRows } from '../../src/engine/matrix.ts';
import { numpyRandom } from '../../src/engine/random.ts';
import { type ScriptSource, sourceOf } from '../../src/export/source.ts';
import { makeData } from '../../src/scenario/make-data.ts';
import { askedData, type Parsed, parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { flowersScenario } from './flowers.ts';
import { first, inputs, reals, type Told, told } from './told.ts';

/*
 * Scenarios that together have everything that a script may have to write: what can be added to a network, changes on the way,
 * reasons to stop, test data.
 */

const usualTraining = { iterations: 300, reportEvery: 50, seed: 7 };

export interface Subject {
  readonly name: string;
  readonly source: ScriptSource;
}

export const subjects: readonly Subject[] = [
  ...Object.entries(told).map(([name, own]) => ({ name, source: sourceFor(name, own) })),
  tested('test-classes', 'softmax', ['yes', 'no']),
  tested('test-quantities', 'nesterov', undefined),
  { name: 'many-examples', source: withManyExamples() },
  { name: 'flowers', source: sourceOf(flowersScenario()) },
  made('scaled-quantities', {
    data: { ...inUnits(reals), inputNames: ['width', 'a=b', 'depth'], scale: 'standard', scaleTargets: 'min-max' },
    network: { hidden: [5, 4], bias: true, batchNorm: true, dropout: [0, 0.1], activation: ['tanh', 'elu', 'linear'] },
    training: { loss: 'mean-squared', learningRate: 0.05, batch: { size: 5 } },
  }),
  made('scaled-targets', {
    data: { ...inUnits(reals), scaleTargets: 'standard' },
    network: { activation: ['tanh', 'linear'], bias: true },
    training: { loss: 'mean-squared', learningRate: 0.1 },
  }),
  made('two-classes', {
    data: {
      ...inUnits({ inputs, targets: first.map((own) => [own]) }),
      ...{ classes: ['C#, exp(', 'it\'s \\ "sqrt"'], scale: 'min-max', test: { fraction: 0.25, seed: 3 } },
    },
    network: { bias: true },
    training: { learningRate: 0.5 },
  }),
];

function sourceFor(name: string, { data, network, training, changes = [] }: Told): ScriptSource {
  const text = JSON.stringify({
    name,
    description: `Everything of ${name}, "quoted" and with a \\ in it.`,
    data,
    network,
    training: { ...usualTraining, ...training },
    changes,
  });
  return sourceOf(scenarioIn(name, parseScenario(text)));
}

/** The same inputs, far from what a network likes. */
function inUnits(data: Told['data']): Told['data'] {
  return { ...data, inputs: data.inputs.map(([a = 0, b = 0, c = 0]) => [40 * a + 170, b, 1e4 * c - 3e5]) };
}

/** One whose data are made of its rows. */
function made(name: string, own: Told): Subject {
  const text = JSON.stringify({ name, ...own, training: { ...usualTraining, ...own.training } });
  const making = makeData(askedData(text) ?? { data: {} }, () => ({ ok: false, expected: 'rows', found: 'a file' }));
  if (!making.ok) throw new Error(`${name}: ${JSON.stringify(making)}`);
  return { name, source: sourceOf(scenarioIn(name, parseScenario(text, making.made))) };
}

function scenarioIn(name: string, parsed: Parsed): Scenario {
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.faults)}`);
  return parsed.scenario;
}

/** The same with some examples that are not learned from. */
function tested(name: string, like: string, names: readonly string[] | undefined): Subject {
  const source = sourceFor(like, told[like] as Told);
  const { data } = told[like] as Told;
  const shifted = data.inputs.slice(0, 5).map((row) => row.map((cell) => cell + 0.1));
  const test = { inputs: matrixFromRows(shifted), targets: matrixFromRows(data.targets.slice(0, 5)) };
  return { name, source: { ...source, name, dataset: { ...source.dataset, test, classes: names } } };
}

/** More examples than a person would read in a script. */
function withManyExamples(): ScriptSource {
  const source = sourceFor('many-examples', told['softmax'] as Told);
  const random = numpyRandom(5);
  const rows = Array.from({ length: 420 }, () => Array.from({ length: 3 }, () => random.nextGaussian()));
  const targets = rows.map(([a = 0, b = 0]) => (a * b > 0 ? [1, 0] : [0, 1]));
  const train = { inputs: matrixFromRows(rows), targets: matrixFromRows(targets) };
  return { ...source, dataset: { ...source.dataset, train } };
}
