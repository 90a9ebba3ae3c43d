import type { Argv, CommandModule } from 'yargs';
import { finish } from '../finish.ts';

interface PlotArguments {
  readonly files: readonly string[];
  readonly linear: boolean;
  readonly test: boolean;
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
      })
      .option('test', {
        type: 'boolean',
        default: false,
        describe: 'the errors of the rows put aside alone; of a single log both are drawn without',
      }),
  handler: async ({ files, linear, test }) => {
    const { plotLogs } = await import('./plot.ts');
    await finish(plotLogs(files, linear, test));
  },
};
