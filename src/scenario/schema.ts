import * as z from 'zod/mini';
import { MAX_SEED } from '../language/expression.ts';
import { count } from '../language/wording.ts';
import { ranges } from '../network/ranges.ts';
import { cellPattern } from './cell.ts';
import { limits } from './limits.ts';
import type { MadeData } from './made-data.ts';
import { networkFields } from './network-fields.ts';
import type { SettingField } from './setting-field.ts';
import { trainingFields } from './training-fields.ts';
import {
  described,
  names,
  numberIn,
  optional,
  rows,
  speed,
  text,
  visibleName,
  watchTexts,
  wholeNumber,
} from './value-kinds.ts';

/*
 * The schema of a scenario file. Validation, types, and `scenario.schema.json` come from it.
 */

/** `data` that are written out in the scenario. */
export const rowFields = {
  inputs: described(rows(), 'The inputs: one row for each example, one number for each input.'),
  targets: described(
    rows(),
    'The targets: one row for each example, in the order of inputs. A sigmoid reaches values between 0 and 1.',
  ),
  inputNames: z.optional(described(names(), 'A name for each input column. By default x1, x2, …')),
  targetNames: z.optional(described(names(), 'A name for each target column. By default y, or y1, y2, …')),
};

const data = z.strictObject(rowFields, { error: 'an object with inputs and targets' });

type Fields = Readonly<Record<string, SettingField>>;

/** The schemas of the fields of a section. */
function schemasOf<Own extends object>(
  fields: Own,
): { [Key in keyof Own]: Own[Key] extends SettingField<infer Schema> ? Schema : never } {
  const entries = Object.entries(fields as unknown as Fields).map(([key, { schema }]) => [key, schema]);
  return Object.fromEntries(entries);
}

const { learningRate, ...learning } = schemasOf(trainingFields);

const network = z.strictObject(schemasOf(networkFields), {
  error: 'an object such as {"hidden": [4], "bias": true}',
});

const stop = z
  .strictObject(
    {
      errorBelow: optional(
        numberIn(ranges.stop),
        'Stops when the error, mean(abs(y - l2)), is below this. With scaleTargets, y and l2 are scaled numbers.',
      ),
      noImprovementFor: optional(
        numberIn(ranges.noImprovementFor),
        'Stops when the error has had no new lowest value for this many iterations.',
      ),
      gradientNormBelow: optional(
        numberIn(ranges.stop),
        'Stops when the norm of all gradients together is below this.',
      ),
      seconds: optional(numberIn(ranges.stop), 'Stops after this time, in seconds.'),
    },
    { error: 'an object such as {"errorBelow": 0.01}' },
  )
  .check(
    z.refine((conditions) => Object.keys(conditions).length > 0, {
      error: 'at least one condition to stop',
      // A misspelt key is already a separate fault.
      when: ({ issues }) => issues.length === 0,
    }),
  );

/** A run of the tutorial. */
export const defaultIterations = 60_000;

const training = z.strictObject(
  {
    iterations: described(
      z._default(wholeNumber(1, limits.iterations), defaultIterations),
      'The length of a run, in iterations.',
    ),
    learningRate,
    seed: described(
      z._default(wholeNumber(0, MAX_SEED), 1),
      'The seed of all random numbers, as in np.random.seed: the same seed gives the same run.',
    ),
    reportEvery: described(
      z._default(wholeNumber(0, limits.iterations), 10_000),
      'Iterations between two printed errors, in a run without a dashboard; 0 prints none.',
    ),
    ...learning,
    stop: optional(stop, 'Conditions to stop before the last iteration; the first one that holds stops the run.'),
  },
  { error: 'an object such as {"iterations": 60000, "learningRate": 1, "seed": 1}' },
);

const playback = z.strictObject(
  {
    speed: z.optional(
      described(
        speed(),
        'Iterations per second, or "unlimited". By default 10, doubling every second until the whole run would take 20 seconds.',
      ),
    ),
  },
  { error: 'an object with speed' },
);

type Settable<Own> = {
  readonly [Key in keyof Own]: Own[Key] extends SettingField<infer Schema>
    ? z.ZodMiniOptional<z.ZodMiniNullable<Schema['def']['innerType']>>
    : never;
};

/** The keys of a section as a change sets them: a new value, or null for the default. */
function settable<Own extends object>(section: string, fields: Own): Settable<Own> {
  const description = `As in ${section}. An object changes only the keys that it has; null sets the default.`;
  const entries = Object.entries(fields as unknown as Fields).map(([key, { schema }]) => [
    key,
    described(z.optional(z.nullable(schema.def.innerType)), description),
  ]);
  return Object.fromEntries(entries) as Settable<Own>;
}

const allFields: readonly SettingField[] = Object.values({ ...networkFields, ...trainingFields } as unknown as Fields);

const setFields = {
  ...settable('network', networkFields),
  ...settable('training', trainingFields),
  ...(Object.assign({}, ...allFields.map(({ alone }) => alone ?? {})) as Readonly<Record<string, z.ZodMiniOptional>>),
};

/** The value of a cell. Its type is unknown, because all other keys of `set` have the type of a cell too. */
const newValue: z.ZodMiniType<unknown> = z.number({ error: 'a finite number' });

const set = z
  .catchall(z.object(setFields, { error: 'an object such as {"learningRate": 10}' }), newValue)
  .check(z.refine((values) => Object.keys(values).length > 0, { error: 'at least one new value' }));
// JSON Schema can describe cells, zod cannot. Here `unknownSettings` and `cellFindings` check them.
z.globalRegistry.add(set, {
  description:
    'The new values: of settings, as in network and training, or of one cell of a parameter by its row and column, from 0: "syn0[0,2]".',
  minProperties: 1,
  patternProperties: { [cellPattern.source]: { type: 'number' } },
  additionalProperties: false,
});

/** One item of `changes`. */
export const changeSchema = z.strictObject(
  {
    at: described(
      wholeNumber(0, limits.iterations),
      'The number of completed iterations after which the change is made, at most the length of the run.',
    ),
    set,
  },
  { error: 'an object with at and set' },
);

const changes = z
  .array(changeSchema, { error: 'a list of changes, each an object with at and set' })
  .check(z.maxLength(limits.changes, { error: `at most ${count(limits.changes)} changes` }));

const mark = z.strictObject(
  {
    at: described(wholeNumber(1, limits.iterations), 'The completed iterations of the marked place.'),
    note: optional(text('a note', limits.name), 'A sentence about it. The skeleton of a lesson has it.'),
  },
  { error: 'an object such as {"at": 100}' },
);

const marks = z
  .array(mark, { error: 'a list of marks, each an object with at' })
  .check(z.maxLength(limits.changes, { error: `at most ${count(limits.changes)} marks` }));

const sections = { data, network, training, playback };

export const scenarioSchema = z.strictObject(
  {
    $schema: z.optional(
      described(
        text('the address of the schema', limits.description),
        'The path of this schema, with which editors complete and check the file.',
      ),
    ),
    name: described(visibleName(), 'The name of the scenario.'),
    description: z.optional(
      described(
        text('a text', limits.description),
        'A description of the scenario, in a few sentences. The dashboard shows it above the footer at first. In a small window, a sentence that begins with “Watch” comes first.',
      ),
    ),
    compareWith: z.optional(
      described(
        text('a scenario file, or the name of a built-in scenario', limits.name),
        'The scenario to compare with: a file, relative to this one, or the name of a built-in scenario. The dashboard trains it at the same time, and shows its error in the chart. With `--seed`, both runs have that seed.',
      ),
    ),
    data: described(data, 'The examples that the network learns: inputs, and the targets that it should predict.'),
    // A section that is left out is read like an empty one.
    network: described(z.prefault(network, {}), 'The layers between the inputs and the outputs.'),
    training: described(z.prefault(training, {}), 'How the network learns, and for how long.'),
    playback: described(z.prefault(playback, {}), 'How the dashboard plays the run.'),
    changes: described(z._default(changes, []), 'Changes that are made while the network learns.'),
    marks: optional(marks, 'Iterations that are marked, as `m` does, once the run has reached them.'),
    watches: described(
      z._default(watchTexts(), []),
      'Expressions to watch, such as l1_delta. One with a comparison is a breakpoint: mean(abs(l2_error)) < 0.01, iteration > 20000. They have the numbers of the program: with scaleTargets, scaled ones.',
    ),
  },
  { error: 'a scenario: an object with at least a name and data' },
);

/** A validated scenario file, with the defaults that the schema fills in. */
type Written = z.output<typeof scenarioSchema>;

/** A scenario with its data. Data from elsewhere are in it as if they were written there. */
export type Scenario = Written & { data: { made?: MadeData } };

/** A section of a scenario with all its defaults: its value when the file leaves it out. */
export function defaultSection(section: string): Readonly<Record<string, unknown>> {
  const least: Record<string, unknown> = scenarioSchema.parse({ name: 'x', data: { inputs: [[0]], targets: [[0]] } });
  return least[section] as Readonly<Record<string, unknown>>;
}

/** The section of `set` in `sectionKeys`. */
export const setSection = 'changes[].set';

type Objects = Readonly<Record<string, { readonly shape: object }>>;

/** The keys of each object, by its section: '' for the scenario itself, `data`, `changes[].set`. */
export type SectionKeys = ReadonlyMap<string, readonly string[]>;

export const sectionKeys: SectionKeys = new Map([
  ['', Object.keys(scenarioSchema.shape)],
  ...keysOf('', sections),
  ...keysOf('network.', objectsIn(networkFields)),
  ...keysOf('training.', { ...objectsIn(trainingFields), stop }),
  ['changes[]', Object.keys(changeSchema.shape)],
  ['marks[]', Object.keys(mark.shape)],
  [setSection, Object.keys(setFields)],
  ...keysOf(`${setSection}.`, { ...objectsIn(networkFields), ...objectsIn(trainingFields) }),
]);

function keysOf(within: string, objects: Objects): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(objects).map(([name, { shape }]) => [`${within}${name}`, Object.keys(shape)]);
}

function objectsIn(fields: object): Objects {
  const entries = Object.entries(fields as Fields).flatMap(([key, { object }]) =>
    object === undefined ? [] : [[key, object]],
  );
  return Object.fromEntries(entries);
}
