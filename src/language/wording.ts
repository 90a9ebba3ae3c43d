/*
 * Words and numbers in messages, for all folders.
 */

/** A whole number with its digits in groups of three: `4,096`. */
export function count(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 row`, `4,096 rows` */
export function counted(amount: number, one: string): string {
  return `${count(amount)} ${one}${amount === 1 ? '' : 's'}`;
}

/** A size in whole megabytes of 2²⁰ bytes, rounded up: `16 MB`. */
export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}

/** `a`, `momentum and nesterov`, `step, linear or cosine` */
export function wordList(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** At most `most` characters of a text, the last one an ellipsis if it was longer. Long texts cost no more than short ones. */
export function shortened(text: string, most: number): string {
  // By code points, so that no character is cut in half; a code point has up to two units.
  const characters = [...text.slice(0, 2 * most + 2)];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

/** A text in double quotes, shortened. */
export function quoted(text: string): string {
  return JSON.stringify(shortened(text, 40));
}

/** A value of parsed JSON, as a message has it after `found`. */
export function described(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return 'a number too large for 64 bits';
    return Object.is(value, -0) ? '-0' : String(value);
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${counted(value.length, 'item')}`;
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? 'an empty object' : 'an object';
  return String(value);
}
