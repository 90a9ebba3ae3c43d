import * as z from 'zod/mini';
import { exampleRange, noiseRange } from '../data/generators/generate.ts';
import { MAX_SEED } from '../language/expression.ts';
import { count } from '../language/wording.ts';
import { limits } from './limits.ts';
import { rowFields, type SectionKeys } from './schema.ts';
import {
  described,
  flag,
  names,
  oneOf,
  optional,
  positiveNumber,
  text,
  visibleName,
  wholeNumber,
  withDefault,
} from './value-kinds.ts';

/*
 * The schemas of `data` that must be made: from a file, from a rule, or from rows with a test set, scaling or classes. This file is
 * loaded only for a scenario with such data.
 */

/** The names of the rules in `src/data/generators/`. A test compares the two. */
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

const testPart = z.strictObject(
  {
    fraction: described(fraction, 'The share of the examples that is held out as the test set.'),
    seed: described(
      z._default(wholeNumber(0, MAX_SEED), 1),
      'The seed with which the test set is drawn, as with np.random.permutation.',
    ),
  },
  { error: 'an object such as {"fraction": 0.2, "seed": 1}' },
);

const testFile = z.strictObject(
  { file: described(fileName, 'A file with the same columns, whose rows are the test set.') },
  { error: 'an object such as {"file": "test.csv"}' },
);

const testOfShare = optional(testPart, 'The test set: a share of the examples. By default there is none.');

const scaleKind = oneOf(['none', 'min-max', 'standard']);

const scales = {
  scale: withDefault(
    'none',
    scaleKind,
    'Scaling of numeric inputs, measured on the training set: min-max to 0 … 1, standard to mean 0 and variance 1.',
  ),
  scaleTargets: withDefault(
    'none',
    scaleKind,
    'Scaling of numeric targets, as for inputs. Predictions and errors are shown in the units of the targets.',
  ),
};

const imageSize = z.strictObject(
  {
    width: described(wholeNumber(1, limits.unitsPerLayer), 'The width of the image in pixels.'),
    height: described(wholeNumber(1, limits.unitsPerLayer), 'The height of the image in pixels.'),
  },
  { error: 'an object such as {"width": 8, "height": 8}' },
);

const image = optional(imageSize, 'The size of an image, if the inputs are its pixels, row by row.');

/** `data` from a file. */
export const fileData = z.strictObject(
  {
    file: described(
      fileName,
      'The file of the examples, in the folder of the scenario or below: .csv, .tsv or other delimited text, also compressed with gzip, or .npy or .npz.',
    ),
    inputs: optional(
      columns,
      'The input columns, by name or place (0 for the first, -1 for the last). By default all columns that are not targets.',
    ),
    targets: optional(columns, 'The target columns, by name or place. By default the last column.'),
    kind: optional(
      oneOf(['categorical', 'numeric']),
      'categorical: the targets are classes. numeric: they are quantities. By default as the values suggest.',
    ),
    header: optional(flag(), 'True when the first row has the names of the columns. By default as the rows suggest.'),
    delimiter: optional(
      oneOf([',', ';', '\t', '|', ' ']),
      'The separator of cells; a space stands for any white space. By default as the text suggests.',
    ),
    decimal: optional(
      oneOf(['point', 'comma']),
      'The decimal mark of numbers that can be read in two ways, such as 2,196: point makes it 2196, comma makes it 2.196. By default as the numbers of the file suggest.',
    ),
    missing: withDefault(
      'refuse',
      z.union([oneOf(['refuse', 'drop', 'mean', 'keep']), z.number()], {
        error: '"refuse", "drop", "mean", "keep", or a number to fill in',
      }),
      'Missing values: refuse them, drop their rows, fill in the mean of the column or a number, or keep them as the class NA in a column of texts. Rows without a target are dropped.',
    ),
    rows: optional(
      wholeNumber(1, limits.fileRows),
      `Reads only this number of rows, from the first one. More than ${count(limits.rows)} raises the limits of a file.`,
    ),
    test: optional(
      z.union([testPart, testFile], {
        error: 'an object such as {"fraction": 0.2, "seed": 1}, or {"file": "test.csv"}',
      }),
      'The test set: a share of the examples, or another file. By default there is none.',
    ),
    ...scales,
    image,
  },
  { error: 'an object with file' },
);

/** `data` from a rule. */
export const generatedData = z.strictObject(
  {
    generate: described(oneOf(generatorNames), 'The rule that generates the examples.'),
    examples: withDefault(
      exampleRange.default,
      wholeNumber(exampleRange.least, exampleRange.most),
      'The number of examples, including the test set.',
    ),
    noise: optional(
      z.union([z.literal(0), positiveNumber(noiseRange.most)], { error: `a number from 0 to ${noiseRange.most}` }),
      'The noise: how far examples are from the rule. The default depends on the rule.',
    ),
    seed: withDefault(1, wholeNumber(0, MAX_SEED), 'The seed with which the examples are drawn, as in np.random.seed.'),
    test: testOfShare,
    ...scales,
  },
  { error: 'an object with generate' },
);

/** `data` that are written out, with a test set, scaling, classes or an image. */
export const rowData = z.strictObject(
  {
    ...rowFields,
    classes: optional(
      names(),
      'The names of the classes: one for each target column, or for a single column the names of 0 and 1.',
    ),
    test: testOfShare,
    ...scales,
    image,
  },
  { error: 'an object with inputs and targets' },
);

export type FileData = z.output<typeof fileData>;
export type RowData = z.output<typeof rowData>;

/** The keys of each kind of data, and of the objects in it. */
export const keysOfFile = keysIn(fileData.shape, [...Object.keys(testPart.shape), ...Object.keys(testFile.shape)]);
export const keysOfRule = keysIn(generatedData.shape, Object.keys(testPart.shape));
export const keysOfRows = keysIn(rowData.shape, Object.keys(testPart.shape));

function keysIn(shape: object, test: readonly string[]): SectionKeys {
  return new Map([
    ['data', Object.keys(shape)],
    ['data.test', test],
    ['data.image', Object.keys(imageSize.shape)],
  ]);
}
