import { MAX_SEED } from '../language/expression.ts';
import { limits } from '../scenario/limits.ts';
import { isDataFile } from '../scenario/made-data.ts';
import type { Speed } from '../worker/protocol.ts';
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

/**
 * The options of a command line that names one scenario and perhaps some options, each in full and once; undefined for any
 * other command line, which is for yargs.
 */
export function plainArguments(args: readonly string[]): TrainOptions | undefined {
  const options: { -readonly [Name in keyof TrainOptions]: TrainOptions[Name] } = {
    scenario: '',
    headless: false,
    json: false,
    paused: false,
    seed: undefined,
  };
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
      case '--plain':
        options.plain = true;
        break;
      case '--seed': {
        const seed = args[++at] ?? '';
        if (!/^\d{1,10}$/.test(seed) || Number(seed) > MAX_SEED) return undefined;
        options.seed = Number(seed);
        break;
      }
      case '--speed': {
        const speed = speedIn(args[++at] ?? '');
        if (speed === undefined) return undefined;
        options.speed = speed;
        break;
      }
      default:
        return undefined;
    }
  }
  return options.scenario === '' || commandNames.includes(options.scenario) ? undefined : options;
}

/** True for a command line that names a Python file to run. */
export function isScriptCommand(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const words = end < 0 ? args : args.slice(0, end);
  return !commandNames.includes(words[0] ?? '') && words.some((word) => word.endsWith('.py') && !word.startsWith('-'));
}

/** A speed as a person writes it; undefined for any other text. */
export function speedIn(text: string): Speed | undefined {
  if (text === 'unlimited') return text;
  const speed = /^[\d.]+(e\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return speed > 0 && speed <= limits.speed ? speed : undefined;
}

/**
 * The same command line for yargs, which reads one word after an option: `--inputs a b` becomes `--inputs a --inputs b`. A
 * data file among the words is the positional argument of the command.
 * @param options those that take several words: `--inputs`.
 */
export function spreadWords(args: readonly string[], options: readonly string[]): readonly string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  let option: string | undefined;
  let hasWord = false;
  const spread = args.slice(0, end).flatMap((word): readonly string[] => {
    if (isOption(word)) {
      option = options.find((name) => word === name || word.startsWith(`${name}=`));
      hasWord = word !== option;
      return [word];
    }
    if (option === undefined || (hasWord && isDataFile(word))) return [word];
    const own = hasWord ? [option, word] : [word];
    hasWord = true;
    return own;
  });
  return [...spread, ...args.slice(end)];
}

/** Stands for the standard input; no file can have this name. */
export const STANDARD_INPUT = '\u0000';

/** The same command line without lone dashes, which yargs drops. `check -` reads the standard input; elsewhere it is a file. */
export function withFilesForDashes(args: readonly string[]): readonly string[] {
  const file = args[0] === 'check' ? STANDARD_INPUT : './-';
  return args.map((word, at) => (word === '-' && !args[at - 1]?.startsWith('--') ? file : word));
}

/** A negative number is not an option but the number of a column. */
function isOption(word: string): boolean {
  return word.startsWith('-') && !/^-\d+$/.test(word);
}
