import { nearestWords } from '../language/similar.ts';
import { described, wordList } from '../language/wording.ts';

/**
 * The fault of a word that is none of the choices of an option or an argument, with the nearest choices.
 * @param name as it is typed: `--to`.
 * @param found undefined for an option that is needed and missing.
 */
export function choiceFault(name: string, found: string | undefined, choices: readonly string[]): string {
  const near = nearestWords(found ?? '', choices);
  const advice = near.length === 0 ? '' : `; did you mean ${wordList(near, 'or')}?`;
  return `${name}: expected ${wordList(choices, 'or')}, found ${described(found)}${advice}`;
}
