import * as z from 'zod/mini';
import { MAX_SEED } from '../language/expression.ts';
import { limits } from './limits.ts';
import { rowFields, type SectionKeys } from './schema.ts';
import { described, flag, names, positiveNumber, text, visibleName, wholeNumber } from './value-kinds.ts';

/*
 * What a scenario says of data that do not stand in it, or of which it says more than what their rows are. It is apart
 * from the rest of the schema, and read only where a scenario has such data.
 */

/** The names of `src/data/generators/`, which tests hold against them. */
export const generatorNames = [
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
] as const;

function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, { error: `one of ${words.map((word) => `"${word}"`).join(', ')}` });
}

const fileName = text('the name of a file in the folder of the scenario or below', limits.name);

const column = z.union(
  [visibleName(), z.int().check(z.minimum(-limits.unitsPerLayer), z.maximum(limits.unitsPerLayer))],
  { error: 'the name of a column, or its place: 0 for the first, -1 for the last' },
);

const columns = z
  .array(column, { error: 'a list of columns by name or place' })
  .check(z.minLength(1, { error: 'at least one column' }));

const fraction = z
  .number({ error: 'a share between 0 and 1' })
  .check(z.gt(0, { error: 'a share between 0 and 1' }), z.lt(1, { error: 'a share between 0 and 1' }));

const seed = () => z._default(wholeNumber(0, MAX_SEED), 1);

const testPart = z.strictObject(
  {
    fraction: described(fraction, 'The share of rows that are put aside to test with.'),
    seed: described(seed(), 'By which they are drawn, as by np.random.permutation.'),
  },
  { error: 'an object such as {"fraction": 0.2, "seed": 1}' },
);

const testFile = z.strictObject(
  { file: described(fileName, 'A file of the same columns, to test with.') },
  { error: 'an object such as {"file": "test.csv"}' },
);

const scaleKind = oneOf(['none', 'min-max', 'standard']);

const scales = {
  scale: z.optional(
    described(
      scaleKind,
      'What becomes of inputs that are quantities, by the training rows alone: 0 to 1, or mean 0 and variance 1.',
    ),
  ),
  scaleTargets: z.optional(described(scaleKind, 'The same for targets that are quantities.')),
};

const image = z.strictObject(
  {
    width: described(wholeNumber(1, limits.unitsPerLayer), 'Pixels of a row.'),
    height: described(wholeNumber(1, limits.unitsPerLayer), 'Rows.'),
  },
  { error: 'an object such as {"width": 8, "height": 8}' },
);

const imageField = z.optional(described(image, 'The inputs are pixels of an image of this size, row by row.'));

/** `data` that are read from a file. */
export const fileData = z.strictObject(
  {
    file: described(
      fileName,
      'A file of examples: .csv, .tsv or another delimited text, packed by gzip or not, .npy or .npz.',
    ),
    inputs: z.optional(described(columns, 'The columns that the network sees; all that are not targets unless given.')),
    targets: z.optional(described(columns, 'The columns that it should give; the last unless given.')),
    kind: z.optional(
      described(
        oneOf(['categorical', 'numeric']),
        'Whether targets are classes or quantities; found out unless given.',
      ),
    ),
    header: z.optional(described(flag(), 'Whether the first row names the columns; found out unless given.')),
    delimiter: z.optional(
      described(
        oneOf([',', ';', '\t', '|', ' ']),
        'What stands between cells, a space for any white space; found out unless given.',
      ),
    ),
    missing: z.optional(
      described(
        z.union([oneOf(['refuse', 'drop', 'mean']), z.number()], {
          error: '"refuse", "drop", "mean", or a number to fill in',
        }),
        'What becomes of rows in which something is missing: refused unless given, left out, or filled in.',
      ),
    ),
    test: z.optional(
      described(
        z.union([testPart, testFile], {
          error: 'an object such as {"fraction": 0.2, "seed": 1}, or {"file": "test.csv"}',
        }),
        'Rows to test with: a part of these, or those of another file.',
      ),
    ),
    ...scales,
    image: imageField,
  },
  { error: 'an object with file' },
);

/** `data` that are drawn by a rule. */
export const generatedData = z.strictObject(
  {
    generate: described(oneOf(generatorNames), 'The rule by which examples are drawn.'),
    examples: z.optional(described(wholeNumber(4, limits.rows), 'How many; 200 unless given.')),
    noise: z.optional(
      described(
        z.union([z.literal(0), positiveNumber(10)], { error: 'a number from 0 to 10' }),
        'How far they stray from it.',
      ),
    ),
    seed: z.optional(described(wholeNumber(0, MAX_SEED), 'As in np.random.seed; 1 unless given.')),
    test: z.optional(described(testPart, 'Rows that are put aside to test with.')),
    ...scales,
  },
  { error: 'an object with generate' },
);

/** `data` that stand in the scenario, with what is to be made of them. */
export const rowData = z.strictObject(
  {
    ...rowFields,
    classes: z.optional(
      described(
        names(),
        'What targets of 0 and 1 stand for: a name for each column, or of a single column one for 0 and one for 1.',
      ),
    ),
    test: z.optional(described(testPart, 'Rows that are put aside to test with.')),
    ...scales,
    image: imageField,
  },
  { error: 'an object with inputs and targets' },
);

export type FileData = z.output<typeof fileData>;
export type GeneratedData = z.output<typeof generatedData>;
export type RowData = z.output<typeof rowData>;

/** The keys of data that are asked for in one of these ways, and of the objects in them. */
export const keysOfFile = keysIn(fileData.shape, [...Object.keys(testPart.shape), ...Object.keys(testFile.shape)]);
export const keysOfRule = keysIn(generatedData.shape, Object.keys(testPart.shape));
export const keysOfRows = keysIn(rowData.shape, Object.keys(testPart.shape));

function keysIn(shape: object, test: readonly string[]): SectionKeys {
  return new Map([
    ['data', Object.keys(shape)],
    ['data.test', test],
    ['data.image', Object.keys(image.shape)],
  ]);
}
