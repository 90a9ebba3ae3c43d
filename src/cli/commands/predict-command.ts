import type { Argv, CommandModule } from 'yargs';
import { forceOption } from '../arguments/force-option.ts';
import { textOption } from '../arguments/text-option.ts';
import { finish } from '../finish.ts';
import type { PredictOptions } from './predict.ts';

export const predictCommand: CommandModule<object, PredictOptions> = {
  command: 'predict <scenario>',
  describe: 'what a trained network makes of the rows of a table',
  builder: (command: Argv) =>
    command
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the scenario that was trained' })
      .option('weights', { ...textOption, demandOption: true, describe: 'the file that --save-weights has written' })
      .option('input', { ...textOption, demandOption: true, describe: 'a table of inputs: .csv, .tsv, .npy, .npz' })
      .option('out', { ...textOption, describe: 'write the predictions to this file instead of the terminal' })
      .option('force', forceOption),
  handler: async (options) => {
    const { predictRows } = await import('./predict.ts');
    await finish(await predictRows(options));
  },
};
