import type { Matrix } from '../engine/matrix.ts';
import { plainText } from '../scenario/plain-text.ts';

const WIDTH = 100;
/** Names of columns that a comment has room for. */
const NAMES = 16;

/** A matrix as rows in brackets behind one another, with something before and behind; rows are packed into lines where there are many. */
export function pieces(
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

/** A list in brackets with something before and behind, packed into lines where it is long. */
export function listed(texts: readonly string[], open: string, close: string): readonly string[] {
  const whole = `${open}[${texts.join(', ')}]${close}`;
  if (whole.length <= WIDTH) return [whole];
  return [`${open}[`, ...packed(texts).map((line) => `    ${line}`), `]${close}`];
}

/** Several short texts on a line, each with a comma behind it. */
function packed(texts: readonly string[]): readonly string[] {
  return wrappedWords(
    texts.map((text) => `${text},`),
    WIDTH - 4,
  );
}

/** A text as lines broken between words. */
export function wrapped(text: string, width = WIDTH): readonly string[] {
  return wrappedWords(text.split(/\s+/), width);
}

/** Words that belong behind one another, as lines. */
export function wrappedWords(words: readonly string[], width = WIDTH): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What columns are called, as comments behind a mark; nothing where they are too many for that. */
export function columnComment(mark: string, names: readonly string[]): readonly string[] {
  if (names.length > NAMES) return [];
  return wrapped(names.map(plainText).join(', ')).map((line) => `${mark} ${line}`);
}

/**
 * Those of some definitions that code uses, or that one of these uses, in their order.
 * @param used the names in the code; those in the definitions are added.
 * @param definitions none uses one that comes later.
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
