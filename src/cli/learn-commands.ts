import type { Argv } from 'yargs';
import { levelNames, networkNames } from '../learn/rebuild/level-names.ts';
import { commandOf } from './command-of.ts';
import { fileOption, plainOption, screenOptionsOf, seedOption } from './run-options.ts';
import { type ScreenOptions, screenOptions } from './screen-options.ts';

/* The command `learn`, and the commands below it. They have its options of the screen, too. */

interface Inherited extends ScreenOptions {
  readonly plain?: boolean | undefined;
}

const rebuildCommand = commandOf(
  'rebuild [network]',
  'rebuild the network from memory; each line is checked by its numbers',
  (command: Argv<Inherited>) =>
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
  async ({ network, level, seed, file, once, json, list, plain, ...rest }) => {
    const choice = { network, level, seed };
    if (list) return (await import('./commands/rebuild-list.ts')).printLevels(choice);
    const { rebuild } = await import('./commands/rebuild.ts');
    const checks = json ? 'json' : once ? 'once' : 'each save';
    return rebuild(choice, file, checks, { plain, screen: screenOptionsOf(rest) });
  },
);

const huntCommand = commandOf(
  'hunt [network]',
  'a bug hunt: programs with one mistake each, to find and fix',
  (command: Argv<Inherited>) =>
    command
      .hide('lesson')
      .positional('network', { choices: networkNames, describe: 'the network; by default that of the next program' })
      .option('seed', { ...seedOption, describe: 'the number of the program; by default the next one' })
      .option('list', { type: 'boolean', default: false, describe: 'list the programs, with your progress' }),
  async ({ network, seed, list, plain, ...rest }) => {
    if (list) return (await import('./commands/rebuild-list.ts')).printHunts(network);
    const { hunt } = await import('./commands/rebuild.ts');
    return hunt({ network, seed }, { plain, screen: screenOptionsOf(rest) });
  },
);

export const learnCommand = commandOf(
  'learn [lesson]',
  'a course beside the dashboard: it asks, and the run answers',
  (command: Argv) =>
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
  async ({ lesson, list, reset, new: isNew, plain, ...rest }) => {
    if (isNew) return (await import('./commands/new-lesson.ts')).printSkeleton(lesson);
    if (reset) return (await import('./commands/lesson-progress.ts')).resetProgress(lesson);
    if (list) return (await import('./commands/lesson-progress.ts')).printLessons();
    return (await import('./commands/learn.ts')).learn(lesson, { plain, screen: screenOptionsOf(rest) });
  },
);
