/* Words that a person may have meant by an unknown one. */
import leven from 'leven';

/** Longer words are not compared. */
const LONGEST = 60;

/**
 * The letters in which a word differs from a known one, where they are so few that it may have been meant; otherwise undefined. At most a third
 * may differ, so a word of one or two letters is near no other one, but for its case or its number: `l3` is near `l1`. Two letters that are
 * exchanged count as one.
 */
export function nearDistance(word: string, known: string): number | undefined {
  if (word.length > LONGEST || known.length > LONGEST) return undefined;
  const [own, other] = [word.toLowerCase(), known.toLowerCase()];
  if (own === other) return 0;
  if (isExchanged(own, other)) return own.length < 3 ? undefined : 1;
  const distance = leven(own, other);
  if (distance <= Math.floor(Math.max(own.length, other.length) / 3) && distance < own.length) return distance;
  const stem = stemOf(own);
  return stem !== '' && stem !== own && stem === stemOf(other) && distance === 1 ? distance : undefined;
}

/** The known words that are nearest to a word, in their order; empty where none is near. */
export function nearestWords(word: string, known: readonly string[]): readonly string[] {
  const near = known.flatMap((candidate) => {
    const distance = nearDistance(word, candidate);
    return distance === undefined ? [] : [{ candidate, distance }];
  });
  const least = Math.min(...near.map(({ distance }) => distance));
  return near.filter(({ distance }) => distance === least).map(({ candidate }) => candidate);
}

function isExchanged(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, i) => letter !== other[i]);
  return one.slice(0, at) + (one[at + 1] ?? '') + one[at] + one.slice(at + 2) === other;
}

/** `syn` for `syn0`. */
function stemOf(word: string): string {
  return word.replace(/\d+$/, '');
}
