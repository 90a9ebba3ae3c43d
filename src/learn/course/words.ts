import type { Sight } from './sight.ts';
import { type Kept, numberOf } from './value.ts';

/** `{l1[0, 0]}` or, with two decimals, `{l1[0, 0]:.2}`. */
const PLACE = /\{([^{}:]+)(?::\.(\d))?\}/g;

/** The text in place of a number that the run does not have. */
export const UNKNOWN = '[?]';

/**
 * A text with the numbers of the run in the places of its expressions.
 * @param seen the last known numbers, by their expression, where the run has none now.
 */
export function filledIn(text: string, sight: Sight, kept: Kept, seen: Kept = {}): string {
  return text.replace(PLACE, (_, source: string, decimals: string | undefined) => {
    const value = numberOf(source, sight, kept) ?? seen[source];
    return value === undefined ? UNKNOWN : numberText(value, decimals === undefined ? undefined : Number(decimals));
  });
}

/** The expressions in a text. */
export function placesIn(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].map(([, source]) => source as string);
}

/** The first brace of a text that encloses no expression; undefined without one. */
export function strayBraceIn(text: string): string | undefined {
  const [found] = /[{}].{0,20}/.exec(text.replace(PLACE, (place) => ' '.repeat(place.length))) ?? [];
  return found?.trim();
}

/** A number as a sentence has it: four significant digits, all digits of a count. */
export function numberText(value: number, decimals?: number): string {
  // Without the sign of a zero: -0.0001 with two decimals is 0.00.
  if (decimals !== undefined) return value.toFixed(decimals).replace(/^-(?=[0.]*$)/, '');
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return String(Number(value.toPrecision(4)));
}
