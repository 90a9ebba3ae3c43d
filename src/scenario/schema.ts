import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { plainText } from './plain-text.ts';
import { count } from './wording.ts';

/*
 * The one description of a scenario file: it validates, and `scenario.schema.json` is generated from it. Each message
 * says what is expected there, to stand in `expected …, found …`.
 */

function wholeNumber(least: number, most: number) {
  const error = `a whole number from ${count(least)} to ${count(most)}`;
  return z.int({ error }).check(z.minimum(least, { error }), z.maximum(most, { error }));
}

function positiveNumber(most: number) {
  const error = `a number above 0, at most ${count(most)}`;
  return z.number({ error }).check(z.positive({ error }), z.maximum(most, { error }));
}

const text = (what: string) => z.string({ error: what });

/** A text that is still there when what a terminal must not see is taken out of it. */
function visibleName() {
  return text('a name in quotes').check(
    z.minLength(1, { error: 'a name of at least one character' }),
    z.maxLength(limits.name, { error: `a name of at most ${count(limits.name)} characters` }),
    z.refine((name) => name === '' || plainText(name).trim() !== '', { error: 'a name that can be seen' }),
  );
}

const finiteNumber = z.number({ error: 'a finite number' });
const flag = z.boolean({ error: 'true or false' });

const rows = () =>
  z
    .array(
      z
        .array(finiteNumber, { error: 'a row: a list of numbers' })
        .check(z.minLength(1, { error: 'at least one number' })),
      { error: 'a list of rows, each a list of numbers' },
    )
    .check(
      z.minLength(1, { error: 'at least one row' }),
      z.maxLength(limits.rows, { error: `at most ${count(limits.rows)} rows` }),
    );

const columnNames = () => z.array(visibleName(), { error: 'a list of names' });

function described<T extends z.ZodMiniType>(schema: T, description: string): T {
  z.globalRegistry.add(schema, { description });
  return schema;
}

/** The tutorial's hidden layer. */
export const defaultHidden: readonly number[] = [4];

export const scenarioSchema = z.strictObject(
  {
    $schema: z.optional(described(text('the address of the schema'), 'Where editors find this schema.')),
    name: described(visibleName(), 'What the dashboard calls this scenario.'),
    description: z.optional(
      described(
        text('a text in quotes').check(
          z.maxLength(limits.description, { error: `a text of at most ${count(limits.description)} characters` }),
        ),
        'What there is to see, in a sentence or two.',
      ),
    ),
    data: z.strictObject(
      {
        inputs: described(rows(), 'One row for each example, one number for each input.'),
        targets: described(
          rows(),
          'One row for each example, in the order of the inputs; a sigmoid reaches values between 0 and 1.',
        ),
        inputNames: z.optional(described(columnNames(), 'A name for each input column; x1, x2, … unless given.')),
        targetNames: z.optional(described(columnNames(), 'A name for each target column; y unless given.')),
      },
      { error: 'an object with inputs and targets' },
    ),
    network: z._default(
      z.strictObject(
        {
          hidden: z._default(
            described(
              z
                .array(wholeNumber(1, limits.unitsPerLayer), { error: 'a list of layer sizes' })
                .check(z.maxLength(limits.hiddenLayers, { error: `at most ${limits.hiddenLayers} hidden layers` })),
              'Units of each hidden layer; [] connects the inputs straight to the outputs.',
            ),
            [...defaultHidden],
          ),
          bias: z._default(described(flag, 'Whether each layer adds a learned row b0, b1, …'), false),
        },
        { error: 'an object with hidden and bias' },
      ),
      { hidden: [...defaultHidden], bias: false },
    ),
    training: z._default(
      z.strictObject(
        {
          iterations: z._default(described(wholeNumber(1, limits.iterations), 'How long a run is.'), 60_000),
          learningRate: z._default(
            described(positiveNumber(limits.learningRate), 'Alpha, the factor on every update.'),
            1,
          ),
          seed: z._default(
            described(wholeNumber(0, 2 ** 32 - 1), 'As in np.random.seed: the same seed gives the same first weights.'),
            1,
          ),
          reportEvery: z._default(
            described(
              wholeNumber(0, limits.iterations),
              'Without a dashboard: print the error each so many iterations; 0 prints none.',
            ),
            10_000,
          ),
        },
        { error: 'an object with iterations, learningRate, seed and reportEvery' },
      ),
      { iterations: 60_000, learningRate: 1, seed: 1, reportEvery: 10_000 },
    ),
    playback: z._default(
      z.strictObject(
        {
          speed: z.optional(
            described(
              z.union([positiveNumber(limits.speed), z.literal('unlimited')], {
                error: `iterations a second: a number above 0, at most ${count(limits.speed)}, or "unlimited"`,
              }),
              'Iterations a second; by default the whole run takes about 20 seconds.',
            ),
          ),
        },
        { error: 'an object with speed' },
      ),
      {},
    ),
  },
  { error: 'a scenario: an object with at least a name and data' },
);

/** A validated scenario file, defaults filled in. */
export type Scenario = z.output<typeof scenarioSchema>;

/** The keys of the scenario itself, under '', and of each of its sections, under its name. */
export const sectionKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['', Object.keys(scenarioSchema.shape)],
  ...Object.entries(scenarioSchema.shape).flatMap(([name, schema]): [string, string[]][] => {
    const section = 'innerType' in schema.def ? schema.def.innerType : schema;
    return 'shape' in section ? [[name, Object.keys(section.shape)]] : [];
  }),
]);

/**
 * The text of `scenario.schema.json`: the JSON Schema by which editors complete scenario files. Draft 7, which all of
 * them understand.
 */
export function jsonSchemaFile(): string {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: 'backprop-tui scenario' }, null, 2)}\n`;
}
