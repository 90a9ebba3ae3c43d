import * as z from 'zod/mini';
import { count } from '../language/wording.ts';
import { cellPattern } from './cell.ts';
import { described, names, rows, speed, text, visibleName, watchTexts, wholeNumber } from './fields.ts';
import { networkObjects, stop, trainingObjects } from './item-fields.ts';
import { limits } from './limits.ts';
import type { MadeData } from './made-data.ts';
import { network, training } from './sections.ts';
import { setFields, setObjects } from './set-fields.ts';

/*
 * The one description of a scenario file: it validates, and `scenario.schema.json` is generated from it.
 */

/** Data that stand in the scenario. */
export const rowFields = {
  inputs: described(rows(), 'One row for each example, one number for each input.'),
  targets: described(
    rows(),
    'One row for each example, in the order of the inputs; a sigmoid reaches values between 0 and 1.',
  ),
  inputNames: z.optional(described(names(), 'A name for each input column; x1, x2, … unless given.')),
  targetNames: z.optional(described(names(), 'A name for each target column; y unless given.')),
};

const data = z.strictObject(rowFields, { error: 'an object with inputs and targets' });

const playback = z.strictObject(
  { speed: z.optional(described(speed(), 'Iterations a second; by default the whole run takes about 20 seconds.')) },
  { error: 'an object with speed' },
);

/** Of a cell. To the type of `set` it is unknown, since what its other keys hold is more than numbers. */
const newValue: z.ZodMiniType<unknown> = z.number({ error: 'a finite number' });

const set = z
  .catchall(z.object(setFields, { error: 'an object such as {"learningRate": 10}' }), newValue)
  .check(z.refine((values) => Object.keys(values).length > 0, { error: 'at least one new value' }));
// What JSON Schema can say of cells and zod cannot; here `unknownSettings` and `cellFindings` look at them.
z.globalRegistry.add(set, {
  description:
    'The new values: of settings, as network and training say them, or of a cell of a parameter by its row and column, "syn0[0,2]".',
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

/** What stands in a validated scenario file, defaults filled in. */
type Written = z.output<typeof scenarioSchema>;

/** A scenario with its data; those that do not stand in its file are there as if they did. */
export type Scenario = Written & { data: { made?: MadeData } };

/** What a section is without a word on it. */
export function usualSection(section: string): Readonly<Record<string, unknown>> {
  const least: Record<string, unknown> = scenarioSchema.parse({ name: 'x', data: { inputs: [[0]], targets: [[0]] } });
  return least[section] as Readonly<Record<string, unknown>>;
}

/** The section that what a change sets is. */
export const setSection = 'changes[].set';

type Objects = Readonly<Record<string, { readonly shape: object }>>;

/** The keys of every object, under the section it is: '' for the scenario itself, `data`, `changes[].set`. */
export type SectionKeys = ReadonlyMap<string, readonly string[]>;

export const sectionKeys: SectionKeys = new Map([
  ['', Object.keys(scenarioSchema.shape)],
  ...keysOf('', sections),
  ...keysOf('network.', networkObjects),
  ...keysOf('training.', { ...trainingObjects, stop }),
  ['changes[]', Object.keys(changeSchema.shape)],
  [setSection, Object.keys(setFields)],
  ...keysOf(`${setSection}.`, setObjects),
]);

function keysOf(within: string, objects: Objects): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(objects).map(([name, { shape }]) => [`${within}${name}`, Object.keys(shape)]);
}
