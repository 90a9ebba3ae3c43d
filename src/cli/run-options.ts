import { count, quoted } from '../language/wording.ts';
import { limits } from '../scenario/limits.ts';
import type { Speed } from '../worker/protocol.ts';
import { checkSeed, foundNumber } from './data-options.ts';
import { speedIn } from './read-options.ts';
import type { ScreenOptions } from './screen-options.ts';

/* Options that several commands have, or that belong together, and the checks of their values. */

/** The scenario of a command, in its help. */
export const SCENARIO = 'a scenario file, the name of a built-in scenario, or a data file';
export const SUBJECT = 'a scenario file, the name of a built-in scenario, a data file, or a Python file';

/** An option that is followed by one word. */
export const textOption = { type: 'string', requiresArg: true } as const;

/** An option that names a file. */
export const fileOption = (name: string, describe: string) => {
  return { ...textOption, coerce: (file: string | undefined) => checkFileName(`--${name}`, file), describe } as const;
};

export const neededFileOption = (name: string, describe: string) => {
  const coerce = (file: string): string => checkFileName(`--${name}`, file);
  return { ...textOption, demandOption: true, coerce, describe } as const;
};

export const forceOption = { type: 'boolean', default: false, describe: 'replace existing files' } as const;

export const plainOption = {
  type: 'boolean',
  describe: 'sentences instead of the screen, for a screen reader; also with ACCESSIBLE=1',
} as const;

export const seedOption = {
  type: 'number',
  requiresArg: true,
  coerce: (seed: number | undefined) => checkSeed('--seed', seed),
  describe: "the seed of the run, in place of the scenario's, or of the number in a script's own seed line",
} as const;

export const raceOption = {
  type: 'string',
  array: true,
  requiresArg: true,
  conflicts: 'resume',
  describe: 'also train other settings, in step with this run: optimizer=momentum,adam or "optimizer=adam alpha=0.01"',
} as const;

export const speedOption = {
  ...textOption,
  coerce: (text: string | undefined) => checkSpeed('--speed', text),
  describe: 'iterations per second in the dashboard, or unlimited; by default 10 at first, then faster',
} as const;

/** The files that a run reads at its beginning, and those that it writes. */
export const fileOptions = {
  weights: fileOption('weights', 'start from the weights in this .json, .npz or .safetensors file'),
  'save-weights': fileOption('save-weights', 'write the weights to this file at the end, or when the dashboard closes'),
  save: fileOption('save', 'write a checkpoint to this file at the end, and when the dashboard closes'),
  'save-every': {
    type: 'number',
    requiresArg: true,
    implies: 'save',
    coerce: (value: number | undefined) => checkWholeNumber('--save-every', value),
    describe: 'also write a checkpoint every N iterations',
  },
  resume: fileOption('resume', 'continue the run of the checkpoint in this file'),
  log: fileOption('log', 'append the errors of the run to this .ndjson or .csv file'),
  'log-every': {
    type: 'number',
    requiresArg: true,
    implies: 'log',
    coerce: (value: number | undefined) => checkWholeNumber('--log-every', value),
    describe: 'append a line to the log every N iterations; about 1,000 lines a run by default',
  },
} as const;

/** The options of the screen among those of a command line. */
export function screenOptionsOf({ chart, theme, mouse }: ScreenOptions): ScreenOptions {
  return { chart, theme, mouse };
}

function checkSpeed(option: string, text: string | undefined): Speed | undefined {
  const speed = text === undefined ? undefined : speedIn(text);
  if (speed !== undefined || text === undefined) return speed;
  throw new Error(
    `${option}: expected a number above 0, at most ${count(limits.speed)}, or unlimited, found ${quoted(text)}`,
  );
}

function checkFileName<Name extends string | undefined>(option: string, name: Name): Name {
  if (name !== '') return name;
  throw new Error(`${option}: expected the name of a file, found an empty text`);
}

function checkWholeNumber(option: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) return value;
  throw new Error(`${option}: expected a whole number from 1 on, found ${foundNumber(value)}`);
}
