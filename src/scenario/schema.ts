import * as z from 'zod/mini';
import { cellPattern } from './cell.ts';
import {
  described,
  flag,
  layerSizes,
  names,
  positiveNumber,
  rows,
  speed,
  text,
  visibleName,
  watchTexts,
  wholeNumber,
} from './fields.ts';
import { changeable, innerSections, networkItems, trainingItems } from './item-fields.ts';
import { MAX_SEED } from '../program/settings.ts';
import { limits } from './limits.ts';
import { count } from './wording.ts';

/*
 * The one description of a scenario file: it validates, and `scenario.schema.json` is generated from it.
 */

/** The tutorial's hidden layer. */
export const defaultHidden: readonly number[] = [4];

export const defaultIterations = 60_000;

const data = z.strictObject(
  {
    inputs: described(rows(), 'One row for each example, one number for each input.'),
    targets: described(
      rows(),
      'One row for each example, in the order of the inputs; a sigmoid reaches values between 0 and 1.',
    ),
    inputNames: z.optional(described(names(), 'A name for each input column; x1, x2, … unless given.')),
    targetNames: z.optional(described(names(), 'A name for each target column; y unless given.')),
  },
  { error: 'an object with inputs and targets' },
);

const network = z.strictObject(
  {
    hidden: described(
      z._default(layerSizes(), [...defaultHidden]),
      'Units of each hidden layer; [] connects the inputs straight to the outputs.',
    ),
    bias: described(z._default(flag(), false), 'Whether each layer adds a learned row b0, b1, …'),
    ...networkItems,
  },
  { error: 'an object such as {"hidden": [4], "bias": true}' },
);

const training = z.strictObject(
  {
    iterations: described(z._default(wholeNumber(1, limits.iterations), defaultIterations), 'How long a run is.'),
    learningRate: described(z._default(positiveNumber(limits.learningRate), 1), 'Alpha, the factor on every update.'),
    seed: described(
      z._default(wholeNumber(0, MAX_SEED), 1),
      'As in np.random.seed: the same seed gives the same first weights.',
    ),
    reportEvery: described(
      z._default(wholeNumber(0, limits.iterations), 10_000),
      'Without a dashboard: print the error each so many iterations; 0 prints none.',
    ),
    ...trainingItems,
  },
  { error: 'an object such as {"iterations": 60000, "learningRate": 1, "seed": 1}' },
);

const playback = z.strictObject(
  { speed: z.optional(described(speed(), 'Iterations a second; by default the whole run takes about 20 seconds.')) },
  { error: 'an object with speed' },
);

const newValue = z.number({ error: 'a finite number' });

const set = z
  .catchall(z.object(changeable, { error: 'an object such as {"learningRate": 10}' }), newValue)
  .check(z.refine((values) => Object.keys(values).length > 0, { error: 'at least one new value' }));
// What JSON Schema can say of cells and zod cannot; here `unknownSettings` and `cellFindings` look at them.
z.globalRegistry.add(set, {
  description:
    'The new values: of settings such as learningRate, or of a cell of a parameter by its row and column, "syn0[0,2]".',
  minProperties: 1,
  patternProperties: { [cellPattern.source]: { type: 'number' } },
  additionalProperties: false,
});

/** One item of `changes`. */
export const changeSchema = z.strictObject(
  {
    at: described(wholeNumber(0, limits.iterations), 'The completed iterations after which it is made.'),
    set,
  },
  { error: 'an object with at and set' },
);

const changes = z
  .array(changeSchema, { error: 'a list of changes, each an object with at and set' })
  .check(z.maxLength(limits.changes, { error: `at most ${count(limits.changes)} changes` }));

const sections = { data, network, training, playback };

export const scenarioSchema = z.strictObject(
  {
    $schema: z.optional(
      described(text('the address of the schema', limits.description), 'Where editors find this schema.'),
    ),
    name: described(visibleName(), 'What the dashboard calls this scenario.'),
    description: z.optional(
      described(text('a text', limits.description), 'What there is to see, in a sentence or two.'),
    ),
    data: described(data, 'What the network learns: examples of inputs and of what should come out.'),
    // A section that is left out is read like an empty one.
    network: described(z.prefault(network, {}), 'The layers between the inputs and the outputs.'),
    training: described(z.prefault(training, {}), 'How the network learns, and for how long.'),
    playback: described(z.prefault(playback, {}), 'How the dashboard shows it.'),
    changes: described(z._default(changes, []), 'What is changed while the network learns.'),
    watches: described(
      z._default(watchTexts(), []),
      'Expressions to keep an eye on, such as l1_delta; with a comparison, breakpoints: mean(abs(l2_error)) < 0.01.',
    ),
  },
  { error: 'a scenario: an object with at least a name and data' },
);

/** A validated scenario file, defaults filled in. */
export type Scenario = z.output<typeof scenarioSchema>;

/** A setting that a change can set. */
export type Setting = keyof typeof changeable;

export const settingNames = Object.keys(changeable) as readonly Setting[];

/** The section that what a change sets is. */
export const setSection = 'changes[].set';

/** The keys of every object, under the section it is: '' for the scenario itself, `data`, `changes[].set`. */
export const sectionKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['', Object.keys(scenarioSchema.shape)],
  ...Object.entries({ ...sections, ...innerSections }).map(([name, { shape }]): [string, string[]] => [
    name,
    Object.keys(shape),
  ]),
  ['changes[]', Object.keys(changeSchema.shape)],
  [setSection, [...settingNames]],
]);

/**
 * The text of `scenario.schema.json`: the JSON Schema by which editors complete scenario files. Draft 7, which all of
 * them understand.
 */
export function jsonSchemaFile(): string {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: 'backprop-tui scenario' }, null, 2)}\n`;
}
