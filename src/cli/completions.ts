import { commandNames } from './arguments.ts';
import { dataOptions } from './data-options.ts';
import { allBuiltIns } from './open-scenario.ts';
import { fileOptions } from './run-options.ts';
import { choicesOf, type ScreenOptions, screenOptions } from './screen-options.ts';

/* Completion of a command line in the shell. */

/** Options without a value. */
const FLAGS = [
  '--run',
  '--headless',
  '--json',
  '--paused',
  '--plain',
  '--no-mouse',
  '--force',
  '--linear',
  '--test',
  '--help',
  '--version',
];

/** Commands whose positional arguments are scenarios. */
const OF_SCENARIOS = ['check', 'export', 'predict', 'shot', 'sweep'];

/**
 * The words that can complete a command line. yargs knows neither scenarios nor, before any command, the options of a run.
 * @param args the words so far, after the word with which a shell asks for completions and the name of the program.
 * @param found the completions of yargs.
 */
export function completions(args: readonly string[], current: string, found: readonly string[] = []): string[] {
  const [, , command = '', ...others] = args;
  const words = found.filter((word) => !word.startsWith('$0'));
  const isOption = current.startsWith('-');
  const isRun = !commandNames.includes(command) || others.length === 0;
  if (isRun && isOption) {
    const groups = [screenOptions, dataOptions, fileOptions];
    const options = [
      'headless',
      'json',
      'paused',
      'plain',
      'no-mouse',
      'speed',
      'seed',
      ...groups.flatMap((group) => Object.keys(group)),
    ];
    const named = options.filter((name) => name !== 'mouse');
    words.push(...named.map((name) => `--${name}`).filter((word) => !args.includes(word)));
  }
  const before = args.at(-2) ?? '';
  // Files, which the shell completes, and other values.
  const isValue = before.startsWith('--') && !FLAGS.includes(before) && args.length > 3;
  if (isValue && isRun) return screenValues(before);
  if (!isOption && !isValue && (isRun || OF_SCENARIOS.includes(command))) {
    words.push(...allBuiltIns().map(({ name }) => name));
  }
  return words;
}

/** The words that can follow an option for the screen. */
function screenValues(option: string): string[] {
  const names = Object.keys(screenOptions) as (keyof ScreenOptions)[];
  return names.flatMap((name) => (option === `--${name}` ? choicesOf(name) : []));
}
