import yargs from 'yargs';
import packageFile from '../../../package.json' with { type: 'json' };
import { scriptTargetNames } from '../../language/script-targets.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { checkFiles } from '../commands/check.ts';
import { listScenarios } from '../commands/list-scenarios.ts';
import { plotCommand } from '../commands/plot-command.ts';
import { predictCommand } from '../commands/predict-command.ts';
import { shotCommand } from '../commands/shot-command.ts';
import { finish } from '../finish.ts';
import { train } from '../train.ts';
import { fileOptions, filesOf } from './file-options.ts';
import { seedOption } from './seed-option.ts';
import { listOption } from './text-option.ts';
import { spreadWords } from './word-lists.ts';

/** Options that take several words, of a file of data for which there is no scenario. */
const columnOptions = {
  target: {
    ...listOption,
    describe: 'of a file of data: the columns to predict, by name or place; the last unless given',
  },
  inputs: {
    ...listOption,
    describe: 'of a file of data: the columns to predict it from; all others unless given',
  },
} as const;

/** Exit code of a command line or a scenario that cannot be used. */
const UNUSABLE = 2;

/** Reads the command line and does what it says; prints the help, or what is wrong with it, where there is nothing to do. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const width = Math.min(100, process.stdout.columns ?? 100);
  await yargs(
    spreadWords(
      args,
      Object.keys(columnOptions).map((name) => `--${name}`),
    ),
  )
    .scriptName('backprop-tui')
    .usage('$0 [scenario]\n\nA debugger for backpropagation: trains a small network and shows what happens inside.')
    .command(
      '$0 [scenario]',
      'train a scenario: a .json file, the name of a built-in one, or a file of data; without it, list those',
      (command) =>
        command
          .positional('scenario', { type: 'string', describe: 'a scenario file, or the name of a built-in scenario' })
          .option('headless', {
            type: 'boolean',
            default: false,
            describe: 'train without a dashboard, print the errors',
          })
          .option('json', { type: 'boolean', default: false, describe: 'the same as one JSON object a line' })
          .option('paused', {
            type: 'boolean',
            default: false,
            describe: 'open the dashboard before the first iteration',
          })
          .option('seed', seedOption)
          .options(columnOptions)
          .options(fileOptions),
      async ({ scenario, headless, json, paused, seed, target: targets, inputs, ...rest }) => {
        if (scenario === undefined)
          for (const line of listScenarios(commandName(), width)) process.stdout.write(`${line}\n`);
        else {
          const columns = { targets, inputs };
          await finish(await train({ scenario, headless, json, paused, seed, columns, files: filesOf(rest) }));
        }
      },
    )
    .command(
      'check <files..>',
      'validate scenario files without training',
      (command) =>
        command.positional('files', { type: 'string', array: true, demandOption: true, describe: 'scenario files' }),
      async ({ files }) => finish(await checkFiles(files)),
    )
    .command(
      'init <data>',
      'write a scenario for a file of data beside it',
      (command) =>
        command
          .positional('data', { type: 'string', demandOption: true, describe: 'a .csv, .tsv, .npy or .npz file' })
          .options(columnOptions),
      async ({ data, target: targets, inputs }) => {
        const { initScenario } = await import('../commands/init.ts');
        await finish(await initScenario(data, { targets, inputs }));
      },
    )
    .command(predictCommand)
    .command(plotCommand)
    .command(
      'export <scenario>',
      'write a scenario as a script that trains the same network without this program',
      (command) =>
        command
          .positional('scenario', {
            type: 'string',
            demandOption: true,
            describe: 'a scenario file, or the name of a built-in scenario',
          })
          .option('to', { choices: scriptTargetNames, demandOption: true, describe: 'what the script is written for' })
          .option('out', {
            type: 'string',
            requiresArg: true,
            describe: 'the file to write; without it the script is printed where it needs no data beside it',
          })
          .option('force', { type: 'boolean', default: false, describe: 'replace files that are there already' }),
      async ({ scenario, to, out, force }) => {
        const { exportScenario } = await import('../commands/export.ts');
        await finish(await exportScenario({ scenario, target: to, out, force }));
      },
    )
    .command(shotCommand)
    .completion('completion', 'print a script that completes commands in your shell')
    .example('$0 xor', "the tutorial's 3-layer network, live")
    .example('$0 scenarios/xor.json --headless', "what the tutorial's script prints")
    .example('$0 my-scenario.json --json | tail -1', 'final weights and predictions as JSON')
    .example('$0 flowers.csv --target species', 'your own data, without a scenario')
    .example('$0 check my-scenario.json', 'is everything in this file as it should be?')
    .example('$0 export xor --to numpy', 'the same training as a script for Python')
    .version(packageFile.version)
    .alias({ help: 'h', version: 'v' })
    .locale('en')
    .wrap(width)
    .strict()
    .fail((message, error) => {
      if (error !== undefined && error.name !== 'YError') throw error;
      process.stderr.write(`backprop-tui: ${plainText(message)}\nbackprop-tui --help shows what there is.\n`);
      process.exit(UNUSABLE);
    })
    .parseAsync();
}

/** How a person calls this program: through npx, npm says so in its environment. */
function commandName(): string {
  return process.env['npm_command'] === 'exec' ? 'npx backprop-tui' : 'backprop-tui';
}
