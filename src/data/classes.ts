import { numberIn } from './number-in.ts';

/** Where a column has more different texts, they are no classes. */
export const MOST_CLASSES = 256;

/** The different texts, none of them empty: in the order of their numbers if all are, else of their characters, as in Python. */
export function classesOf(texts: Iterable<string>): readonly string[] | 'too many' {
  const different = new Set<string>();
  for (const text of texts) {
    if (text === '') continue;
    different.add(text);
    if (different.size > MOST_CLASSES) return 'too many';
  }
  const classes = [...different];
  const areNumbers = classes.every((name) => !Number.isNaN(numberIn(name)));
  return areNumbers
    ? classes.sort((one, other) => numberIn(one) - numberIn(other) || byCharacters(one, other))
    : classes.sort(byCharacters);
}

/** By code points, where `<` goes by halves of surrogate pairs. */
function byCharacters(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  const differing = left.findIndex((character, at) => character !== right[at]);
  if (differing === -1) return left.length - right.length;
  return (left[differing]?.codePointAt(0) ?? 0) - (right[differing]?.codePointAt(0) ?? -1);
}
