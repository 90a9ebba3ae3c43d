import leven from 'leven';

/** A word on the commonest slips, where what was found shows which one it was: a value of the wrong type. */
export function adviceOnType(expected: string | undefined, found: unknown): string | undefined {
  switch (expected) {
    case 'number':
    case 'int':
      if (typeof found === 'boolean') return `write ${found ? 1 : 0}`;
      return isNumeric(found) ? 'write it without quotes' : undefined;
    case 'boolean':
      if (found === 0 || found === 1) return `write ${found === 1}`;
      return found === 'true' || found === 'false' ? 'write it without quotes' : undefined;
    case 'array':
      return typeof found === 'number' ? `write [${found}]` : undefined;
    case 'string':
      return typeof found === 'number' || typeof found === 'boolean' ? `write "${found}"` : undefined;
    default:
      return undefined;
  }
}

/** The same for a word out of a few, in the place of which a number may stand too. */
export function adviceOnChoice(words: readonly string[], orNumber: boolean, found: unknown): string | undefined {
  if (orNumber && isNumeric(found)) return 'write it without quotes';
  if (typeof found !== 'string' || found.length > 50) return undefined;
  const meant = found.trim().toLowerCase().replace(/[ _]+/g, '-');
  const [nearest] = words
    .map((word) => ({ word, distance: leven(meant, word) }))
    .filter(({ word, distance }) => distance <= Math.floor(word.length / 3))
    .sort((one, other) => one.distance - other.distance);
  return nearest === undefined ? undefined : `did you mean "${nearest.word}"?`;
}

function isNumeric(found: unknown): boolean {
  return typeof found === 'string' && found.length <= 50 && found.trim() !== '' && Number.isFinite(Number(found));
}
