import leven from 'leven';
import stringWidth from 'string-width';

/** What is wrong with a text that a person wrote, and where: UTF-16 units, within the text; at its end the length is 0. */
export interface Fault {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
}

/** What reading made of a text, or why it made nothing. */
export type Parsed<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly fault: Fault };

/** A part of a text, from its first character to behind its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Carries a fault out of the depth of a tree to `attempt`, and no farther. */
class FaultError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Ends the attempt that is under way with a fault. */
export function refuse({ from, to }: Span, message: string): never {
  throw new FaultError({ offset: from, length: to - from, message });
}

export function attempt<T extends object>(work: () => T): Parsed<T> {
  try {
    return { ok: true, ...work() };
  } catch (error) {
    if (error instanceof FaultError) return { ok: false, fault: error.fault };
    throw error;
  }
}

/**
 * A line and, under it, carets below what is wrong.
 * @param source what the fault was found in, as plain text: a line without tabs or control characters.
 */
export function caretLines(source: string, { offset, length }: Fault): readonly [string, string] {
  const before = stringWidth(source.slice(0, offset));
  const wide = stringWidth(source.slice(offset, offset + length));
  return [source, `${' '.repeat(before)}${'^'.repeat(Math.max(1, wide))}`];
}

/** Text of a person's own as it stands in a message: its beginning. */
export function clipped(text: string): string {
  const most = 40;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** `; did you mean l0 or l1?`: the words that are nearest to one that is not known; empty when none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const tolerance = Math.max(1, Math.floor(word.length / 3));
  // Compared to what is longer than all known words, only time would be lost.
  const lower = word.slice(0, 100).toLowerCase();
  const distances = known.map((candidate) => ({ candidate, distance: leven(lower, candidate.toLowerCase()) }));
  const least = Math.min(...distances.map(({ distance }) => distance));
  if (least > tolerance || least >= word.length) {
    return '';
  }
  const nearest = distances.filter(({ distance }) => distance === least).map(({ candidate }) => candidate);
  return nearest.length > 3 ? '' : `; did you mean ${alternatives(nearest)}?`;
}

/** `a`, `a or b`, `a, b or c` */
export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
