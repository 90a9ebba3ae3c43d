import { isDataFile } from '../../scenario/made-data.ts';

/**
 * A command line in which each word behind one of these options has the option for itself: `--inputs a b` is `--inputs a
 * --inputs b`. A file of data among them is what the command is about.
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

/** A negative number is a place among columns. */
function isOption(word: string): boolean {
  return word.startsWith('-') && !/^-\d+$/.test(word);
}
