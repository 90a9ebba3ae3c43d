import { readOptions, runOptionTable } from './read-options.ts';
import type { TrainOptions } from './train.ts';

/* Reads common command lines without yargs, whose start takes a quarter of Node's own. */

export const commandNames: readonly string[] = [
  'check',
  'completion',
  'export',
  'init',
  'learn',
  'predict',
  'plot',
  'shot',
  'sweep',
];

/** The options of a command line that names one scenario and perhaps some options; undefined for any other one, which is for yargs. */
export function plainArguments(args: readonly string[]): TrainOptions | undefined {
  const read = readOptions(args, runOptionTable);
  if (!('words' in read)) return undefined;
  const [scenario = '', other] = read.words;
  if (scenario === '' || other !== undefined || commandNames.includes(scenario)) return undefined;
  return { headless: false, json: false, paused: false, seed: undefined, ...read.choices, scenario };
}

/** True for a command line that names a Python file to run. */
export function isScriptCommand(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const words = end < 0 ? args : args.slice(0, end);
  return !commandNames.includes(words[0] ?? '') && words.some((word) => word.endsWith('.py') && !word.startsWith('-'));
}
