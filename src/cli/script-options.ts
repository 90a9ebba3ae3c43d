import { MAX_SEED } from '../language/expression.ts';
import { wordList } from '../language/wording.ts';
import { parseNamedRoles } from '../script/roles/named.ts';
import type { Speed } from '../worker/protocol.ts';
import { choiceFault } from './choice-fault.ts';
import { type OptionProblem, type OptionTable, type RunChoices, readOptions, runOptionTable } from './read-options.ts';
import { choicesOf, type ScreenOptions } from './screen-options.ts';

export interface ScriptOptions {
  readonly file: string;
  readonly headless: boolean;
  /** Roles, prints, errors and weights as JSON, without the dashboard. */
  readonly json?: boolean;
  readonly seed: number | undefined;
  readonly paused?: boolean;
  readonly plain?: boolean | undefined;
  readonly speed?: Speed | undefined;
  /** Roles in place of those that are found: `weights=a,b error=e`. */
  readonly roles?: string | undefined;
  readonly screen?: ScreenOptions;
  /** The arguments after `--`. */
  readonly arguments: readonly string[];
}

type ScriptChoices = RunChoices & ScreenOptions & { readonly roles?: string };

const table: OptionTable<ScriptChoices> = {
  ...runOptionTable,
  '--roles': (roles) => (typeof parseNamedRoles(roles) === 'string' ? undefined : { roles }),
  '--chart': (word) => screenChoice('chart', word),
  '--theme': (word) => screenChoice('theme', word),
  '--mouse': { mouse: true },
  '--no-mouse': { mouse: false },
};

function screenChoice(name: 'chart' | 'theme', word: string): ScreenOptions | undefined {
  return choicesOf(name).includes(word) ? { [name]: word } : undefined;
}

/** Reads the command line of a script. @returns the fault of an unusable one. */
export function scriptOptions(args: readonly string[]): ScriptOptions | string {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const read = readOptions(args.slice(0, end), table);
  if ('kind' in read) return faultOf(read);
  const [file = '', other] = read.words;
  if (file === '') return 'expected a Python file';
  if (other !== undefined)
    return `expected one file, found ${JSON.stringify(file)} and ${JSON.stringify(other)}; arguments of the script follow after --`;
  const { chart, theme, mouse, ...own } = read.choices;
  const screen = { chart, theme, mouse };
  return { file, headless: false, seed: undefined, ...own, screen, arguments: args.slice(end + 1) };
}

/** The options of a script, for a person who has given another one. */
const optionNames = Object.keys(table).filter((name) => name !== '--mouse');

function faultOf(problem: OptionProblem): string {
  const { name } = problem;
  switch (problem.kind) {
    case 'unknown':
      return `${name}: a script takes ${wordList(optionNames, 'and')}; its own arguments follow after --`;
    case 'repeated':
      return `${name}: expected once, found ${JSON.stringify(problem.earlier)} and ${JSON.stringify(problem.value)}`;
    case 'wrong':
      return faultOfValue(name, problem.value);
  }
}

function faultOfValue(name: string, value: string): string {
  const found = JSON.stringify(value);
  switch (name) {
    case '--seed':
      return `--seed: expected a whole number from 0 to ${MAX_SEED}, found ${found}`;
    case '--speed':
      return `--speed: expected iterations a second, or unlimited, found ${found}`;
    case '--roles':
      return `--roles: ${parseNamedRoles(value)}`;
    case '--chart':
      return choiceFault(name, value, choicesOf('chart'));
    case '--theme':
      return choiceFault(name, value, choicesOf('theme'));
    default:
      return `${name}: expected no value, found ${found}`;
  }
}
