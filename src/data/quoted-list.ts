import { count, quoted } from '../language/wording.ts';

/** The first few of a list, in quotes, and how many there are beside them. */
export function quotedList(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).map(quoted).join(', ');
  return texts.length > most ? `${shown} and ${count(texts.length - most)} more` : shown;
}
