import { MAX_SEED } from '../language/expression.ts';
import { wordList } from '../language/wording.ts';
import { parseNamedRoles } from '../script/roles/named.ts';
import type { Speed } from '../worker/protocol.ts';
import { speedIn } from './arguments.ts';
import { choiceFault } from './choice-fault.ts';
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

/** The options that have a value: each can be given once. */
const valueOptions: readonly string[] = ['--chart', '--theme', '--seed', '--speed', '--roles'];

/** Reads the command line of a script. @returns the fault of an unusable one. */
export function scriptOptions(args: readonly string[]): ScriptOptions | string {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const options: { -readonly [Name in keyof ScriptOptions]: ScriptOptions[Name] } = {
    file: '',
    headless: false,
    seed: undefined,
    arguments: args.slice(end + 1),
  };
  let screen: ScreenOptions = {};
  const values = new Map<string, string>();
  for (let at = 0; at < end; at++) {
    const word = args[at] as string;
    if (!word.startsWith('-')) {
      if (options.file !== '') {
        return `expected one file, found ${JSON.stringify(options.file)} and ${JSON.stringify(word)}; arguments of the script follow after --`;
      }
      options.file = word;
      continue;
    }
    const [name = '', given] = word.split(/=(.*)/s);
    const value = (): string => given ?? args[++at] ?? '';
    if (values.has(name)) {
      return `${name}: expected once, found ${JSON.stringify(values.get(name))} and ${JSON.stringify(value())}`;
    }
    if (valueOptions.includes(name)) values.set(name, given ?? args[at + 1] ?? '');
    switch (name) {
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
      case '--mouse':
      case '--no-mouse':
        screen = { ...screen, mouse: name === '--mouse' };
        break;
      case '--chart':
      case '--theme': {
        const option = name === '--chart' ? 'chart' : 'theme';
        const text = value();
        if (!choicesOf(option).includes(text)) return choiceFault(name, text, choicesOf(option));
        screen = { ...screen, [option]: text };
        break;
      }
      case '--seed': {
        const text = value();
        if (!/^\d{1,10}$/.test(text) || Number(text) > MAX_SEED) {
          return `--seed: expected a whole number from 0 to ${MAX_SEED}, found ${JSON.stringify(text)}`;
        }
        options.seed = Number(text);
        break;
      }
      case '--speed': {
        const text = value();
        options.speed = speedIn(text);
        if (options.speed === undefined) {
          return `--speed: expected iterations a second, or unlimited, found ${JSON.stringify(text)}`;
        }
        break;
      }
      case '--roles': {
        options.roles = value();
        const roles = parseNamedRoles(options.roles);
        if (typeof roles === 'string') return `--roles: ${roles}`;
        break;
      }
      default:
        return `${name}: a script takes ${wordList(OPTIONS, 'and')}; its own arguments follow after --`;
    }
  }
  return options.file === '' ? 'expected a Python file' : { ...options, screen };
}

/** The options of a script, for a person who has given another one. */
const OPTIONS = [
  '--headless',
  '--json',
  '--paused',
  '--speed',
  '--seed',
  '--roles',
  '--plain',
  '--chart',
  '--theme',
  '--no-mouse',
];
