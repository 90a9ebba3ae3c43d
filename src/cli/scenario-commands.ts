import type { Argv } from 'yargs';
import { scriptTargetNames } from '../language/script-targets.ts';
import { commandOf } from './command-of.ts';
import { readConfig } from './config.ts';
import { dataFileOptions, dataOptions, foundNumber } from './data-options.ts';
import {
  fileOption,
  forceOption,
  neededFileOption,
  SCENARIO,
  SUBJECT,
  screenOptionsOf,
  seedOption,
  textOption,
} from './run-options.ts';
import { screenOptions, screenWith } from './screen-options.ts';

/* The commands about scenarios, their runs and their files, in the order of the help. */

export const checkCommand = commandOf(
  'check <files..>',
  'check scenario files, and with --run their networks; play lessons',
  (command: Argv) =>
    command
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'scenario files, names of built-in scenarios, data files, or lessons; - is the standard input',
      })
      .option('run', {
        type: 'boolean',
        default: false,
        describe: 'a check-up: small trials of each network, for about two seconds',
      })
      .option('json', { type: 'boolean', default: false, describe: 'one JSON object for each file' })
      .options(dataOptions),
  async ({ files, run, json, ...rest }) => {
    const { checkFiles } = await import('./commands/check.ts');
    return checkFiles(files, dataFileOptions(rest), { run, json });
  },
);

export const initCommand = commandOf(
  'init <data>',
  'write a scenario for a data file, in its folder',
  (command: Argv) =>
    command
      .positional('data', { type: 'string', demandOption: true, describe: 'a .csv, .tsv, .npy or .npz file' })
      .options(dataOptions),
  async ({ data, ...rest }) => {
    const { initScenario } = await import('./commands/init.ts');
    return initScenario(data, dataFileOptions(rest));
  },
);

export const predictCommand = commandOf(
  'predict <scenario>',
  'predict the rows of a table with trained weights',
  (command: Argv) =>
    command
      .positional('scenario', { type: 'string', demandOption: true, describe: SCENARIO })
      .option('weights', neededFileOption('weights', 'a file written by --save-weights'))
      .option('input', neededFileOption('input', 'a table of inputs: .csv, .tsv, .npy or .npz'))
      .option('out', fileOption('out', 'the file to write; by default predictions are printed'))
      .option('force', forceOption)
      .options(dataOptions),
  async (options) => {
    const { predictRows } = await import('./commands/predict.ts');
    return predictRows({ ...options, data: dataFileOptions(options) });
  },
);

export const plotCommand = commandOf(
  'plot <files..>',
  'draw the errors in logs',
  (command: Argv) =>
    command
      .positional('files', { type: 'string', array: true, demandOption: true, describe: 'files written by --log' })
      .option('linear', { type: 'boolean', default: false, describe: 'a linear axis instead of a logarithmic one' })
      .option('test', {
        type: 'boolean',
        default: false,
        describe: 'only errors on the test set; of a single log both are drawn by default',
      })
      .option('chart', screenOptions.chart)
      .option('theme', screenOptions.theme),
  async ({ files, linear, test, ...rest }) => {
    const { plotLogs } = await import('./commands/plot.ts');
    const { config, warnings } = await readConfig();
    for (const warning of warnings) process.stderr.write(`backprop-tui: ${warning}\n`);
    return plotLogs(files, linear, test, screenWith(screenOptionsOf(rest), config));
  },
);

export const exportCommand = commandOf(
  'export <scenario>',
  'write a scenario as a script that trains the same network on its own',
  (command: Argv) =>
    command
      .positional('scenario', { type: 'string', demandOption: true, describe: SCENARIO })
      .option('to', {
        choices: scriptTargetNames,
        demandOption: true,
        requiresArg: true,
        describe: 'library or language of the script',
      })
      .option('out', fileOption('out', 'the file to write; by default a script without data is printed'))
      .option('force', forceOption)
      .options(dataOptions),
  async ({ scenario, to, out, force, ...rest }) => {
    const { exportScenario } = await import('./commands/export.ts');
    return exportScenario({ scenario, target: to, out, force, data: dataFileOptions(rest) });
  },
);

export const sweepCommand = commandOf(
  'sweep <scenario>',
  'train a scenario with many seeds and settings, and print how the runs end',
  (command: Argv) =>
    command
      .positional('scenario', { type: 'string', demandOption: true, describe: SCENARIO })
      .option('seeds', { ...textOption, describe: "seeds, as in 1..200 or 1,5,9; by default the scenario's" })
      .option('alpha', { ...textOption, describe: 'learning rates, as in 0.01,0.1,1' })
      .option('set', {
        type: 'string',
        array: true,
        nargs: 1,
        requiresArg: true,
        default: [],
        describe: 'a setting and its values, as in hidden=2,4,8 or data.noise=0,0.1; once for each setting',
      })
      .option('at', {
        ...textOption,
        describe: 'also print the results at these iterations, as in 1000,20000',
      })
      .option('json', { type: 'boolean', default: false, describe: 'one JSON object for each run' })
      .option('out', fileOption('out', 'a .ndjson or .csv file with a line for each run'))
      .option('force', forceOption)
      .option('resume', {
        type: 'boolean',
        default: false,
        describe: 'train only the runs that are missing in the .ndjson file of --out; a .csv file cannot be continued',
      })
      .option('threads', {
        type: 'number',
        requiresArg: true,
        coerce: (value: number | undefined) => checkThreads(value),
        describe: 'threads that train; by default one for each processor',
      })
      .options(dataOptions),
  async (options) => {
    const { sweep } = await import('./commands/sweep.ts');
    return sweep({ ...options, data: dataFileOptions(options) });
  },
);

const MOST_THREADS = 256;

function checkThreads(threads: number | undefined): number | undefined {
  if (threads === undefined || (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS)) return threads;
  throw new Error(`--threads: expected a whole number from 1 to ${MOST_THREADS}, found ${foundNumber(threads)}`);
}

export const shotCommand = commandOf(
  'shot <scenario>',
  'draw the dashboard as a picture or as text, or record it while keys are pressed',
  (command: Argv) =>
    command
      .positional('scenario', { type: 'string', demandOption: true, describe: SUBJECT })
      .option('seed', seedOption)
      .option('at', {
        type: 'number',
        requiresArg: true,
        describe: 'completed iterations; by default the whole run, in a recording 0',
      })
      .option('size', { ...textOption, default: '120x40', describe: 'columns x rows of the terminal' })
      .option('to', {
        choices: ['svg', 'txt', 'ansi', 'cast'] as const,
        requiresArg: true,
        describe: 'kind of picture; by default as the name of --out ends, or txt',
      })
      .option('keys', {
        ...textOption,
        default: '',
        describe: 'keys to press, and pauses in ms: "s*3 space wait:2000"',
      })
      .option('seconds', {
        type: 'number',
        requiresArg: true,
        describe: 'length of a recording: .cast, or .svg that moves',
      })
      .option('theme', { ...screenOptions.theme, describe: 'colours for this background; dark by default' })
      .option('out', fileOption('out', 'the file to write; by default the picture is printed'))
      .option('force', forceOption)
      .options(dataOptions),
  async (options) => {
    const { shoot } = await import('./commands/shot.ts');
    return shoot({ ...options, data: dataFileOptions(options) });
  },
);
