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

/** The same for a number that may also be a word. */
export function adviceOnWord(word: string, found: unknown): string | undefined {
  if (isNumeric(found)) return 'write it without quotes';
  if (typeof found !== 'string' || found.length > 50) return undefined;
  return leven(found.toLowerCase(), word) <= 3 ? `did you mean "${word}"?` : undefined;
}

function isNumeric(found: unknown): boolean {
  return typeof found === 'string' && found.length <= 50 && found.trim() !== '' && Number.isFinite(Number(found));
}
