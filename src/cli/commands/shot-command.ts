import type { Argv, CommandModule } from 'yargs';
import { forceOption } from '../arguments/force-option.ts';
import { seedOption } from '../arguments/seed-option.ts';
import { textOption } from '../arguments/text-option.ts';
import { finish } from '../finish.ts';
import type { ShotOptions } from './shot.ts';

export const shotCommand: CommandModule<object, ShotOptions> = {
  command: 'shot <scenario>',
  describe: 'draw the dashboard at one iteration of a run, without a terminal',
  builder: (command: Argv) =>
    command
      .positional('scenario', { type: 'string', demandOption: true, describe: 'what is trained' })
      .option('seed', seedOption)
      .option('at', { type: 'number', requiresArg: true, describe: 'completed iterations; all of them without' })
      .option('size', { ...textOption, default: '120x40', describe: 'columns and rows' })
      .option('to', {
        choices: ['svg', 'txt', 'ansi'] as const,
        requiresArg: true,
        describe: 'kind of picture; by the name of --out, or txt',
      })
      .option('keys', { ...textOption, default: '', describe: 'keys to press there, such as "tab o"' })
      .option('out', { ...textOption, describe: 'write the picture to this file instead of the terminal' })
      .option('force', forceOption),
  handler: async (options) => {
    const { shoot } = await import('./shot.ts');
    await finish(await shoot(options));
  },
};
