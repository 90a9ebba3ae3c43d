import type { Argv, CommandModule } from 'yargs';
import { finish } from './finish.ts';
import { seedOption } from './seed-option.ts';
import type { TakeAway } from './take-away.ts';

const file = { type: 'string', requiresArg: true } as const;

function wholeNumber(option: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) return value;
  throw new Error(`${option}: expected a whole number from 1 on`);
}

/** Options of a run, as the command line says them. */
export const takeAwayOptions = {
  weights: { ...file, describe: 'start from the weights in this file: .json, .npz or .safetensors' },
  'save-weights': { ...file, describe: 'write the weights to this file at the end, or when the dashboard is left' },
  save: { ...file, describe: 'write a checkpoint to this file at the end, and when the dashboard is left' },
  'save-every': {
    type: 'number',
    requiresArg: true,
    implies: 'save',
    coerce: (value: number | undefined) => wholeNumber('--save-every', value),
    describe: 'and every so many iterations',
  },
  resume: { ...file, describe: 'go on from the checkpoint in this file, in the dashboard or without' },
  log: { ...file, describe: 'add a line of errors to this file, .ndjson or .csv, as the run goes' },
  'log-every': {
    type: 'number',
    requiresArg: true,
    implies: 'log',
    coerce: (value: number | undefined) => wholeNumber('--log-every', value),
    describe: 'each so many iterations; about a thousand lines without',
  },
} as const;

/** What of a command line is about files; undefined where nothing is. */
export function takeAwayOf(options: TakeAway): TakeAway | undefined {
  const { weights, saveWeights, save, saveEvery, resume, log, logEvery } = options;
  const own = { weights, saveWeights, save, saveEvery, resume, log, logEvery };
  return Object.values(own).every((value) => value === undefined) ? undefined : own;
}

interface PredictArguments {
  readonly scenario: string;
  readonly weights: string;
  readonly input: string;
  readonly out: string | undefined;
}

export const predictCommand: CommandModule<object, PredictArguments> = {
  command: 'predict <scenario>',
  describe: 'what a trained network makes of the rows of a table',
  builder: (command: Argv) =>
    command
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the scenario that was trained' })
      .option('weights', { ...file, demandOption: true, describe: 'the file that --save-weights has written' })
      .option('input', { ...file, demandOption: true, describe: 'a table of inputs: .csv, .tsv, .npy, .npz' })
      .option('out', { ...file, describe: 'write the predictions to this file instead of the terminal' }),
  handler: async (options) => {
    const { predictRows } = await import('./predict.ts');
    await finish(await predictRows(options));
  },
};

interface PlotArguments {
  readonly files: readonly string[];
  readonly linear: boolean;
}

export const plotCommand: CommandModule<object, PlotArguments> = {
  command: 'plot <files..>',
  describe: 'draw the errors that logs of runs tell of',
  builder: (command: Argv) =>
    command
      .positional('files', { type: 'string', array: true, demandOption: true, describe: 'what --log has written' })
      .option('linear', {
        type: 'boolean',
        default: false,
        describe: 'errors on a linear axis, not a logarithmic one',
      }),
  handler: async ({ files, linear }) => {
    const { plotLogs } = await import('./plot.ts');
    await finish(plotLogs(files, linear));
  },
};

interface ShotArguments {
  readonly scenario: string;
  readonly seed: number | undefined;
  readonly at: number | undefined;
  readonly size: string;
  readonly to: 'svg' | 'txt' | 'ansi' | undefined;
  readonly keys: string;
  readonly out: string | undefined;
}

export const shotCommand: CommandModule<object, ShotArguments> = {
  command: 'shot <scenario>',
  describe: 'draw the dashboard at one iteration of a run, without a terminal',
  builder: (command: Argv) =>
    command
      .positional('scenario', { type: 'string', demandOption: true, describe: 'what is trained' })
      .option('seed', seedOption)
      .option('at', { type: 'number', requiresArg: true, describe: 'completed iterations; all of them without' })
      .option('size', { ...file, default: '120x40', describe: 'columns and rows' })
      .option('to', {
        choices: ['svg', 'txt', 'ansi'] as const,
        requiresArg: true,
        describe: 'kind of picture; by the name of --out, or txt',
      })
      .option('keys', { ...file, default: '', describe: 'keys to press there, such as "tab o"' })
      .option('out', { ...file, describe: 'write the picture to this file instead of the terminal' }),
  handler: async (options) => {
    const { shoot } = await import('./shot.ts');
    await finish(await shoot(options));
  },
};
