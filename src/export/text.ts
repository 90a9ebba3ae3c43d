import type { Matrix } from '../engine/matrix.ts';
import { plainText } from '../scenario/plain-text.ts';

const WIDTH = 100;
/** The most column names in a comment. */
const NAMES = 16;

/** A matrix as a list of rows, between `open` and `close`. */
export function matrixText(
  { rows, columns, data }: Matrix,
  write: (value: number) => string,
  open: string,
  close: string,
): readonly string[] {
  const texts = Array.from(
    { length: rows },
    (_, row) => `[${Array.from(data.subarray(row * columns, (row + 1) * columns), write).join(', ')}]`,
  );
  return listed(texts, open, close);
}

/** A list in brackets between `open` and `close`; broken into lines when it is long. */
export function listed(texts: readonly string[], open: string, close: string): readonly string[] {
  const whole = `${open}[${texts.join(', ')}]${close}`;
  if (whole.length <= WIDTH) return [whole];
  return [`${open}[`, ...packed(texts).map((line) => `    ${line}`), `]${close}`];
}

/** Short texts, each followed by a comma, several per line. */
function packed(texts: readonly string[]): readonly string[] {
  return wrappedWords(
    texts.map((text) => `${text},`),
    WIDTH - 4,
  );
}

/** Breaks a text into lines between words. */
export function wrapped(text: string, width = WIDTH): readonly string[] {
  return wrappedWords(text.split(/\s+/), width);
}

/** Joins words into lines. */
export function wrappedWords(words: readonly string[], width = WIDTH): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Comments with the names of columns; none when there are too many. */
export function columnComment(mark: string, names: readonly string[]): readonly string[] {
  if (names.length > NAMES) return [];
  return wrapped(names.map(plainText).join(', ')).map((line) => `${mark} ${line}`);
}

/**
 * The definitions that code uses, directly or through other definitions, in their order.
 * @param used the names in the code; the names in the used definitions are added to it.
 * @param definitions each uses only definitions before it.
 */
export function usedDefinitions(
  used: Set<string>,
  definitions: Readonly<Record<string, string>>,
  namesIn: (code: string) => Iterable<string>,
): readonly string[] {
  const defined: string[] = [];
  for (const [name, definition] of Object.entries(definitions).toReversed()) {
    if (!used.has(name)) continue;
    defined.unshift(definition);
    for (const inner of namesIn(definition)) used.add(inner);
  }
  return defined;
}
