import stringWidth from 'string-width';
import { nearestWords } from './similar.ts';
import { shortened, wordList } from './wording.ts';

/** A mistake in a text that a person wrote: its place, in UTF-16 units, and a message. At the end of the text the length is 0. */
export interface Fault {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
}

/** The result of reading a text, or the first mistake in it. */
export type Parsed<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly fault: Fault };

/** A part of a text: from its first character up to, and without, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A part of a text, with its characters. */
export interface Word extends Span {
  readonly text: string;
}

/** Carries a fault up to the enclosing `attempt`. */
class FaultError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Ends the enclosing attempt with a fault. */
export function refuse({ from, to }: Span, message: string): never {
  throw new FaultError({ offset: from, length: to - from, message });
}

/** Does work that may `refuse`, and returns its result or its fault. */
export function attempt<T extends object>(work: () => T): Parsed<T> {
  try {
    return { ok: true, ...work() };
  } catch (error) {
    if (error instanceof FaultError) return { ok: false, fault: error.fault };
    throw error;
  }
}

/**
 * A text and, in a line below it, carets below the fault.
 * @param source the text with the fault: one line of plain text, without tabs or control characters.
 */
export function caretLines(source: string, { offset, length }: Fault): readonly [string, string] {
  const before = stringWidth(source.slice(0, offset));
  const wide = stringWidth(source.slice(offset, offset + length));
  return [source, `${' '.repeat(before)}${'^'.repeat(Math.max(1, wide))}`];
}

/** A text of a person inside a message: at most its first 40 characters. */
export function clipped(text: string): string {
  return shortened(text, 40);
}

/** `did you mean l0 or l1?`: the known words that are nearest to an unknown one; undefined when none is near, or more than three are. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const nearest = nearestWords(word, known);
  return nearest.length === 0 || nearest.length > 3 ? undefined : `did you mean ${wordList(nearest, 'or')}?`;
}
