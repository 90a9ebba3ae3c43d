import yargs, { type Argv, type CommandModule, type FallbackCompletionFunction } from 'yargs';
import packageFile from '../../package.json' with { type: 'json' };
import { scriptTargetNames } from '../language/script-targets.ts';
import { type LevelName, levelNames, type NetworkName, networkNames } from '../learn/rebuild/level-names.ts';
import { plainText } from '../scenario/plain-text.ts';
import { spreadWords, withFilesForDashes } from './arguments.ts';
import type { PredictOptions } from './commands/predict.ts';
import type { ShotOptions } from './commands/shot.ts';
import type { SweepOptions } from './commands/sweep.ts';
import { completions } from './completions.ts';
import { readConfig } from './config.ts';
import { type DataArguments, dataFileOptions, dataOptions } from './data-options.ts';
import { finish, refuse, UNUSABLE } from './exit.ts';
import {
  fileOption,
  fileOptions,
  forceOption,
  neededFileOption,
  raceOption,
  seedOption,
  speedOption,
  textOption,
} from './run-options.ts';
import { type ScreenOptions, screenOptions, screenWith } from './screen-options.ts';
import { train } from './train.ts';
import type { RunFiles } from './writers/prepare.ts';

/*
 * The commands and their options, as `--help` lists them. A description stands alone: it is a fragment, the term and the unit
 * first. The code of a command is imported when it is called. One file, though it is long: its order is that of the help.
 */

const SCENARIO = 'a scenario file, the name of a built-in scenario, or a data file';
const SUBJECT = 'a scenario file, the name of a built-in scenario, a data file, or a Python file';

const plainOption = {
  type: 'boolean',
  describe: 'sentences instead of the screen, for a screen reader; also with ACCESSIBLE=1',
} as const;

/** Carries out a command line. Prints the help on request, and the fault of an unusable command line. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const width = Math.min(100, process.stdout.columns ?? 100);
  const completer: FallbackCompletionFunction = (current, _, byDefault, done) => {
    try {
      byDefault((__, found) => done(completions(args, current, found)));
    } catch {
      // yargs fails at options such as --toString.
      done(completions(args, current));
    }
  };
  const listOptions = ['--target', '--inputs'];
  await yargs(spreadWords(withFilesForDashes(args), listOptions))
    .scriptName('backprop-tui')
    // `--target.b x` would give an object where a list is expected.
    .parserConfiguration({ 'dot-notation': false })
    // Before any option is read: yargs gives a list for an option that is given twice.
    .middleware(refuseTwice, true)
    .usage('$0 [scenario]\n\nA debugger for backpropagation: trains a small network and shows what happens inside.')
    .command(
      '$0 [scenario]',
      'train a scenario or a data file; without one, list the built-in scenarios',
      (command) =>
        command
          .positional('scenario', {
            type: 'string',
            describe: SUBJECT,
          })
          .option('headless', {
            type: 'boolean',
            default: false,
            describe: 'train without the dashboard, and print the errors',
          })
          .option('json', {
            type: 'boolean',
            default: false,
            describe: 'train without the dashboard, and print JSON, one object a line',
          })
          .option('paused', {
            type: 'boolean',
            default: false,
            describe: 'open the dashboard before the first iteration',
          })
          .option('speed', speedOption)
          .option('plain', plainOption)
          .option('seed', seedOption)
          .option('race', raceOption)
          .options(screenOptions)
          .options(dataOptions)
          .options(fileOptions),
      async ({ scenario, headless, json, paused, plain, speed, seed, race, ...rest }) => {
        const files = filesOf(rest);
        if (scenario === undefined) {
          const idle = idleOption({ headless, json, ...files });
          if (idle === undefined) await list(width);
          else await finish(refuse([`--${idle}: expected a scenario to train, as in: backprop-tui xor --${idle}`]));
        } else {
          const data = dataFileOptions(rest);
          const screen = screenOptionsOf(rest);
          await finish(
            await train({ scenario, headless, json, paused, plain, speed, seed, race, data, files, screen }),
          );
        }
      },
    )
    .command(learnCommand)
    .command(
      'check <files..>',
      'check scenario files, and with --run their networks; play lessons',
      (command) =>
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
        await finish(await checkFiles(files, dataFileOptions(rest), { run, json }));
      },
    )
    .command(
      'init <data>',
      'write a scenario for a data file, in its folder',
      (command) =>
        command
          .positional('data', { type: 'string', demandOption: true, describe: 'a .csv, .tsv, .npy or .npz file' })
          .options(dataOptions),
      async ({ data, ...rest }) => {
        const { initScenario } = await import('./commands/init.ts');
        await finish(await initScenario(data, dataFileOptions(rest)));
      },
    )
    .command(predictCommand)
    .command(
      'plot <files..>',
      'draw the errors in logs',
      (command) =>
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
        await finish(plotLogs(files, linear, test, screenWith(screenOptionsOf(rest), config)));
      },
    )
    .command(
      'export <scenario>',
      'write a scenario as a script that trains the same network on its own',
      (command) =>
        command
          .positional('scenario', { type: 'string', demandOption: true, describe: SCENARIO })
          .option('to', {
            choices: scriptTargetNames,
            demandOption: true,
            describe: 'library or language of the script',
          })
          .option('out', fileOption('out', 'the file to write; by default a script without data is printed'))
          .option('force', forceOption)
          .options(dataOptions),
      async ({ scenario, to, out, force, ...rest }) => {
        const { exportScenario } = await import('./commands/export.ts');
        await finish(await exportScenario({ scenario, target: to, out, force, data: dataFileOptions(rest) }));
      },
    )
    .command(sweepCommand)
    .command(shotCommand)
    .completion('completion', 'print a completion script for your shell', completer)
    .example('$0 xor', "the tutorial's 3-layer network, live")
    .example('$0 scenarios/xor.json --headless', "the output of the tutorial's script")
    .example('$0 my-scenario.json --json | tail -1', 'the final weights and predictions as JSON')
    .example('$0 flowers.csv --target species', 'your own data, without a scenario')
    .example('$0 learn', 'a course: what backpropagation does, step by step')
    .example('$0 my_network.py', 'a Python script with NumPy, stepped line by line')
    .example('$0 check my-scenario.json', 'the faults of a scenario file, with their lines')
    .example('$0 sweep xor --seeds 1..20 --alpha 0.1,1,10', 'the same network with other seeds and learning rates')
    .example('$0 export xor --to numpy', 'the same training as a Python script')
    .help('help', 'print this help')
    .version('version', 'print the version', packageFile.version)
    .alias({ help: 'h', version: 'v' })
    .locale('en')
    .wrap(width)
    .strict()
    .fail((message, error) => {
      if (error !== undefined && error.name !== 'YError') throw error;
      process.stderr.write(`backprop-tui: ${refusalWords(plainText(message), args[0])}\n`);
      process.stderr.write('backprop-tui --help lists commands and options.\n');
      process.exit(UNUSABLE);
    })
    .parseAsync();
}

/** The words of yargs in ours. @param command the first word of the command line */
function refusalWords(message: string, command = ''): string {
  if (message.startsWith('Not enough non-option arguments'))
    return `${plainText(command)}: expected more words after it; backprop-tui ${plainText(command)} --help lists them`;
  return message
    .replace(/^Not enough arguments following: (\S+)$/, '--$1: expected a value after it, found nothing')
    .replace(/^Implications failed: +(\S+) -> (\S+)/, '--$1 needs --$2');
}

/** Names of yargs for values that are lists. */
const LISTS: readonly string[] = ['_', '--', 'files', 'target', 'inputs', 'set', 'race'];

/** Refuses a command line that gives an option with a single value more than once. */
function refuseTwice(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Array.isArray(value) || LISTS.includes(name)) continue;
    const found = value.map((word) => JSON.stringify(plainText(String(word)))).join(' and ');
    process.stderr.write(`backprop-tui: --${name}: expected once, found ${found}\n`);
    process.exit(UNUSABLE);
  }
}

interface LearnArguments extends ScreenOptions {
  readonly lesson: string | undefined;
  readonly list: boolean;
  readonly reset: boolean;
  readonly new: boolean;
  readonly plain: boolean | undefined;
}

interface RebuildArguments extends ScreenOptions {
  readonly network: NetworkName | undefined;
  readonly level: LevelName | undefined;
  readonly file: string | undefined;
  readonly seed: number | undefined;
  readonly once: boolean;
  readonly json: boolean;
  readonly list: boolean;
  readonly plain?: boolean | undefined;
}

const rebuildCommand: CommandModule<object, RebuildArguments> = {
  command: 'rebuild [network]',
  describe: 'rebuild the network from memory; each line is checked by its numbers',
  builder: (command: Argv) =>
    command
      // It is a positional argument of the course, not of this command.
      .hide('lesson')
      .positional('network', { choices: networkNames, describe: 'the network; by default that of the next level' })
      .option('level', {
        choices: levelNames,
        requiresArg: true,
        describe: 'what is given; by default that of the next level',
      })
      .option('seed', { ...seedOption, describe: 'the seed of blanks, order and wrong lines; 1 by default' })
      .option(
        'file',
        fileOption('file', 'use your own editor: the file is written if it does not exist, and checked at each save'),
      )
      .option('once', {
        type: 'boolean',
        default: false,
        describe: 'check the file once; exit code 0 where it is right',
      })
      .option('json', { type: 'boolean', default: false, describe: 'check the file once, and print JSON' })
      .option('list', { type: 'boolean', default: false, describe: 'list networks and levels, with your progress' }),
  handler: async ({ network, level, file, seed, once, json, list: lists, plain, ...rest }) => {
    const { rebuild } = await import('./commands/rebuild.ts');
    const own = { network, level, file, seed, once, json, list: lists };
    await finish(await rebuild({ ...own, plain, screen: screenOptionsOf(rest) }));
  },
};

interface HuntArguments extends ScreenOptions {
  readonly network: NetworkName | undefined;
  readonly seed: number | undefined;
  readonly list: boolean;
  readonly plain?: boolean | undefined;
}

const huntCommand: CommandModule<object, HuntArguments> = {
  command: 'hunt [network]',
  describe: 'a bug hunt: programs with one mistake each, to find and fix',
  builder: (command: Argv) =>
    command
      .hide('lesson')
      .positional('network', { choices: networkNames, describe: 'the network; by default that of the next program' })
      .option('seed', { ...seedOption, describe: 'the number of the program; by default the next one' })
      .option('list', { type: 'boolean', default: false, describe: 'list the programs, with your progress' }),
  handler: async ({ network, seed, list: lists, plain, ...rest }) => {
    const { rebuild } = await import('./commands/rebuild.ts');
    const own = { level: 'hunt', file: undefined, once: false, json: false, list: lists } as const;
    await finish(await rebuild({ ...own, network, seed, plain, screen: screenOptionsOf(rest) }));
  },
};

const learnCommand: CommandModule<object, LearnArguments> = {
  command: 'learn [lesson]',
  describe: 'a course beside the dashboard: it asks, and the run answers',
  builder: (command: Argv) =>
    command
      .command(rebuildCommand)
      .command(huntCommand)
      .positional('lesson', {
        type: 'string',
        describe:
          'the name of a lesson, or a lesson file; review: three questions a day; by default the one where you stopped',
      })
      .option('list', {
        type: 'boolean',
        default: false,
        global: false,
        describe: 'list the lessons, with your progress',
      })
      .option('reset', {
        type: 'boolean',
        default: false,
        global: false,
        describe: 'delete the progress in one lesson, or in all',
      })
      .option('new', {
        type: 'boolean',
        default: false,
        global: false,
        describe: 'print the skeleton of a lesson about a scenario, such as a run saved with S',
      })
      .option('plain', plainOption)
      .options(screenOptions),
  handler: async ({ lesson, list: lists, reset, new: isNew, plain, ...rest }) => {
    const { learn } = await import('./commands/learn.ts');
    await finish(await learn({ lesson, list: lists, reset, isNew, plain, screen: screenOptionsOf(rest) }));
  },
};

const predictCommand: CommandModule<object, Omit<PredictOptions, 'data'> & DataArguments> = {
  command: 'predict <scenario>',
  describe: 'predict the rows of a table with trained weights',
  builder: (command: Argv) =>
    command
      .positional('scenario', { type: 'string', demandOption: true, describe: SCENARIO })
      .option('weights', neededFileOption('weights', 'a file written by --save-weights'))
      .option('input', neededFileOption('input', 'a table of inputs: .csv, .tsv, .npy or .npz'))
      .option('out', fileOption('out', 'the file to write; by default predictions are printed'))
      .option('force', forceOption)
      .options(dataOptions),
  handler: async (options) => {
    const { predictRows } = await import('./commands/predict.ts');
    await finish(await predictRows({ ...options, data: dataFileOptions(options) }));
  },
};

const sweepCommand: CommandModule<object, Omit<SweepOptions, 'data'> & DataArguments> = {
  command: 'sweep <scenario>',
  describe: 'train a scenario with many seeds and settings, and print how the runs end',
  builder: (command: Argv) =>
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
  handler: async (options) => {
    const { sweep } = await import('./commands/sweep.ts');
    await finish(await sweep({ ...options, data: dataFileOptions(options) }));
  },
};

const MOST_THREADS = 256;

function checkThreads(threads: number | undefined): number | undefined {
  if (threads === undefined || (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS)) return threads;
  throw new Error(`--threads: expected a whole number from 1 to ${MOST_THREADS}`);
}

const shotCommand: CommandModule<object, Omit<ShotOptions, 'data'> & DataArguments> = {
  command: 'shot <scenario>',
  describe: 'draw the dashboard as a picture or as text, or record it while keys are pressed',
  builder: (command: Argv) =>
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
  handler: async (options) => {
    const { shoot } = await import('./commands/shot.ts');
    await finish(await shoot({ ...options, data: dataFileOptions(options) }));
  },
};

/** An option of a run, without which there is nothing to run. */
function idleOption(options: object): string | undefined {
  const given = Object.entries(options).find(([, value]) => value !== undefined && value !== false);
  return given?.[0].replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

async function list(width: number): Promise<void> {
  const { listScenarios } = await import('./commands/list-scenarios.ts');
  // npx sets this environment variable.
  const command = process.env['npm_command'] === 'exec' ? 'npx backprop-tui' : 'backprop-tui';
  for (const line of listScenarios(command, width)) process.stdout.write(`${line}\n`);
}

function screenOptionsOf({ chart, theme, mouse }: ScreenOptions): ScreenOptions {
  return { chart, theme, mouse };
}

/** The file options of a command line; undefined without any. */
function filesOf(options: RunFiles): RunFiles | undefined {
  const { weights, saveWeights, save, saveEvery, resume, log, logEvery } = options;
  const own = { weights, saveWeights, save, saveEvery, resume, log, logEvery };
  return Object.values(own).every((value) => value === undefined) ? undefined : own;
}
