import yargs, { type Argv, type FallbackCompletionFunction } from 'yargs';
import packageFile from '../../package.json' with { type: 'json' };
import { wordList } from '../language/wording.ts';
import { plainText } from '../scenario/plain-text.ts';

import { choiceFault } from './choice-fault.ts';
import { commandOf } from './command-of.ts';
import { completions } from './completions.ts';
import { dataFileOptions, dataOptions } from './data-options.ts';
import { refuse, UNUSABLE } from './exit.ts';
import { learnCommand } from './learn-commands.ts';
import {
  fileOptions,
  plainOption,
  raceOption,
  SUBJECT,
  screenOptionsOf,
  seedOption,
  speedOption,
} from './run-options.ts';
import {
  checkCommand,
  exportCommand,
  initCommand,
  plotCommand,
  predictCommand,
  shotCommand,
  sweepCommand,
} from './scenario-commands.ts';
import { screenOptions } from './screen-options.ts';
import { train } from './train.ts';
import type { RunFiles } from './writers/prepare.ts';
import { spreadWords, withFilesForDashes } from './yargs-words.ts';

/* The command line: how it is read, the order of the help, and the words for one that cannot be used. */

const trainCommand = commandOf(
  '$0 [scenario]',
  'train a scenario or a data file; without one, list the built-in scenarios',
  (command: Argv) =>
    command
      .positional('scenario', { type: 'string', describe: SUBJECT })
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
    if (scenario !== undefined) {
      const [data, screen] = [dataFileOptions(rest), screenOptionsOf(rest)];
      return train({ scenario, headless, json, paused, plain, speed, seed, race, data, files, screen });
    }
    const idle = idleOption({ headless, json, ...files });
    if (idle !== undefined)
      return refuse([`--${idle}: expected a scenario to train, as in: backprop-tui xor --${idle}`]);
    await printScenarios();
    return undefined;
  },
);

/** Carries out a command line. Prints the help on request, and the fault of an unusable command line. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const completer: FallbackCompletionFunction = (current, _, byDefault, done) => {
    try {
      byDefault((__, found) => done(completions(args, current, found)));
    } catch {
      // yargs fails at options such as --toString.
      done(completions(args, current));
    }
  };
  const listOptions = ['--target', '--inputs'];
  const parser = yargs(spreadWords(withFilesForDashes(args), listOptions));
  await parser
    .scriptName('backprop-tui')
    // `--target.b x` would give an object where a list is expected.
    .parserConfiguration({ 'dot-notation': false })
    // Before any option is read: yargs gives a list for an option that is given twice.
    .middleware(refuseTwice, true)
    .middleware((options) => refuseUnknownChoice(options, choicesOf(parser), args), true)
    .usage('$0 [scenario]\n\nA debugger for backpropagation: trains a small network and shows what happens inside.')
    .command(trainCommand)
    .command(learnCommand)
    .command(checkCommand)
    .command(initCommand)
    .command(predictCommand)
    .command(plotCommand)
    .command(exportCommand)
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
    .wrap(widthOfHelp())
    .strict()
    .fail((message, error) => {
      if (error !== undefined && error.name !== 'YError') throw error;
      process.stderr.write(`backprop-tui: ${refusalWords(plainText(message), args[0])}\n`);
      process.stderr.write('backprop-tui --help lists commands and options.\n');
      process.exit(UNUSABLE);
    })
    .parseAsync();
}

/** The messages of yargs in the words of this program. @param command the first word of the command line */
function refusalWords(message: string, command = ''): string {
  if (message.startsWith('Not enough non-option arguments'))
    return `${plainText(command)}: expected an argument after it; backprop-tui ${plainText(command)} --help lists the arguments`;
  return message
    .replace(/^Not enough arguments following: (\S+)$/, '--$1: expected a value after it, found nothing')
    .replace(/^Missing required arguments?: (.+)$/, (_, names: string) => missingOptions(names.split(', ')))
    .replace(/^Implications failed: +(\S+) -> (\S+)/, '--$1 needs --$2');
}

function missingOptions(names: readonly string[]): string {
  const options = names.map((name) => `--${name}`);
  return `${wordList(options, 'and')}: expected ${names.length === 1 ? 'a value' : 'a value each'}, found nothing`;
}

function widthOfHelp(): number {
  return Math.min(100, process.stdout.columns ?? 100);
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

interface Choices {
  /** The words that an option or a positional argument of the command can have. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** The options that the command needs. */
  readonly demandedOptions: Readonly<Record<string, unknown>>;
}

/** yargs has the method, and its types do not. */
function choicesOf(parser: unknown): Choices {
  return (parser as { getOptions(): Choices }).getOptions();
}

/** Refuses a word that is none of the choices of its option or argument, and a command without a choice that it needs. */
function refuseUnknownChoice(
  options: Readonly<Record<string, unknown>>,
  { choices, demandedOptions }: Choices,
  args: readonly string[],
): void {
  for (const [name, known] of Object.entries(choices)) {
    const value = options[name];
    const isNeeded = name in demandedOptions;
    if (value === undefined ? !isNeeded : known.some((choice) => choice === value)) continue;
    const isOption = isNeeded || args.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    const found = value === undefined ? undefined : plainText(String(value));
    process.stderr.write(`backprop-tui: ${choiceFault(isOption ? `--${name}` : name, found, known)}\n`);
    process.exit(UNUSABLE);
  }
}

/** The first given option that needs a run; undefined without any. */
function idleOption(options: object): string | undefined {
  const given = Object.entries(options).find(([, value]) => value !== undefined && value !== false);
  return given?.[0].replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

async function printScenarios(): Promise<void> {
  const { listScenarios } = await import('./commands/list-scenarios.ts');
  // npx sets this environment variable.
  const command = process.env['npm_command'] === 'exec' ? 'npx backprop-tui' : 'backprop-tui';
  for (const line of listScenarios(command, widthOfHelp())) process.stdout.write(`${line}\n`);
}

/** The file options of a command line; undefined without any. */
function filesOf(options: RunFiles): RunFiles | undefined {
  const { weights, saveWeights, save, saveEvery, resume, log, logEvery } = options;
  const own = { weights, saveWeights, save, saveEvery, resume, log, logEvery };
  return Object.values(own).every((value) => value === undefined) ? undefined : own;
}
