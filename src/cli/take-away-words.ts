import type { Argv, CommandModule } from 'yargs';
import { finish } from './finish.ts';
import type { TakeAway } from './take-away.ts';

const file = { type: 'string', requiresArg: true } as const;

/** Options of a run, as the command line says them. */
export const takeAwayOptions = {
  weights: { ...file, describe: 'start from the weights in this file: .json, .npz or .safetensors' },
  'save-weights': { ...file, describe: 'write the weights at the end to this file; without a dashboard' },
} as const;

/** What of a command line is about files; undefined where nothing is. */
export function takeAwayOf(options: TakeAway): TakeAway | undefined {
  const { weights, saveWeights } = options;
  const own = { weights, saveWeights };
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
