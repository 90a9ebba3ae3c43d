import { isDataFile } from '../scenario/made-data.ts';

/* Changes the words of a command line that yargs would read in another way. */

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
