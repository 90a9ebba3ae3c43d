import type { Options } from 'yargs';
import type { MissingPolicy } from '../data/missing.ts';
import { MAX_SEED } from '../language/expression.ts';
import { count, quoted } from '../language/wording.ts';
import { limits } from '../scenario/limits.ts';
import type { DataFileOptions } from './data-file.ts';

/*
 * The options of a data file without a scenario, for every command that takes one. In a scenario they are settings of `data`.
 */

const listOption = { type: 'string', array: true, nargs: 1, requiresArg: true } as const;
const missingWords = ['drop', 'mean', 'keep', 'refuse'] as const;

export const dataOptions = {
  target: {
    ...listOption,
    describe:
      'data file: names or positions of the columns to predict; by default one named label, class and so on, or the last',
  },
  inputs: { ...listOption, describe: 'data file: names or positions of the input columns; all others by default' },
  missing: {
    type: 'string',
    requiresArg: true,
    coerce: readMissing,
    describe:
      'data file: missing values: drop their rows, fill in the mean or a number, keep them as a class, or refuse them',
  },
  kind: {
    choices: ['numeric', 'categorical'],
    requiresArg: true,
    describe: 'data file: whether the targets are quantities or classes',
  },
  decimal: {
    choices: ['point', 'comma'],
    requiresArg: true,
    describe: 'data file: the decimal mark of numbers such as 2,196, which can be read in two ways',
  },
  rows: {
    type: 'number',
    requiresArg: true,
    coerce: checkRows,
    describe: `data file: only the first N rows; more than ${count(limits.rows)} raises the limits`,
  },
  'test-seed': {
    type: 'number',
    requiresArg: true,
    coerce: (seed: number | undefined) => checkSeed('--test-seed', seed),
    describe: 'data file: the seed of the test set; 1 by default',
  },
} as const satisfies Readonly<Record<string, Options>>;

/** The options as yargs reads them. */
export interface DataArguments {
  readonly target?: readonly string[] | undefined;
  readonly inputs?: readonly string[] | undefined;
  readonly missing?: MissingPolicy | undefined;
  readonly kind?: 'numeric' | 'categorical' | undefined;
  readonly decimal?: 'point' | 'comma' | undefined;
  readonly rows?: number | undefined;
  readonly testSeed?: number | undefined;
}

/** The choices of a command line; undefined without any. */
export function dataFileOptions(words: DataArguments): DataFileOptions | undefined {
  const { target: targets, inputs, missing, kind, decimal, rows, testSeed } = words;
  const options = { targets, inputs, missing, kind, decimal, rows, testSeed };
  return Object.values(options).every((value) => value === undefined) ? undefined : options;
}

/** The options that were given: `--missing`. */
export function givenOptions(options: DataFileOptions): readonly string[] {
  const names: Readonly<Record<string, string>> = { targets: 'target', testSeed: 'test-seed' };
  return Object.entries(options)
    .filter(([key, value]) => value !== undefined && key !== 'mayLead')
    .map(([key]) => `--${names[key] ?? key}`);
}

function readMissing(word: string | undefined): MissingPolicy | undefined {
  if (word === undefined) return undefined;
  const known = missingWords.find((one) => one === word);
  if (known !== undefined) return known;
  const number = Number(word);
  if (word.trim() !== '' && Number.isFinite(number)) return number;
  throw new Error(`--missing: expected ${missingWords.join(', ')} or a number, found ${quoted(word)}`);
}

function checkRows(rows: number | undefined): number | undefined {
  if (rows === undefined || (Number.isInteger(rows) && rows >= 1 && rows <= limits.fileRows)) return rows;
  throw new Error(`--rows: expected a whole number from 1 to ${count(limits.fileRows)}, found ${foundNumber(rows)}`);
}

export function checkSeed(option: string, seed: number | undefined): number | undefined {
  if (seed === undefined || (Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED)) return seed;
  throw new Error(
    `${option}: expected a whole number from 0 to ${MAX_SEED.toLocaleString('en-US')}, found ${foundNumber(seed)}`,
  );
}

/** A number as a fault names it. yargs has read the text, and gives NaN for one that is no number. */
export function foundNumber(value: number): string {
  return Number.isNaN(value) ? 'no number' : String(value);
}
