import { MAX_SEED } from '../../language/expression.ts';
import type { TrainOptions } from '../train.ts';

const words = ['check', 'completion', 'export', 'init', 'predict', 'plot', 'shot'];

/**
 * What a command line asks for that names one scenario and perhaps some of the options, each in full and once; undefined
 * for any other, which is for yargs to read: reading and starting that takes a quarter as long as Node itself.
 */
export function plainArguments(args: readonly string[]): TrainOptions | undefined {
  const options = { scenario: '', headless: false, json: false, paused: false, seed: undefined as number | undefined };
  const seen = new Set<string>();
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    const name = word.startsWith('-') ? word : 'scenario';
    if (seen.has(name)) return undefined;
    seen.add(name);
    switch (name) {
      case 'scenario':
        options.scenario = word;
        break;
      case '--headless':
        options.headless = true;
        break;
      case '--json':
        options.json = true;
        break;
      case '--paused':
        options.paused = true;
        break;
      case '--seed': {
        const seed = args[++at] ?? '';
        if (!/^\d{1,10}$/.test(seed) || Number(seed) > MAX_SEED) return undefined;
        options.seed = Number(seed);
        break;
      }
      default:
        return undefined;
    }
  }
  return options.scenario === '' || words.includes(options.scenario) ? undefined : options;
}
