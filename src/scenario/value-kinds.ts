import * as z from 'zod/mini';
import { count } from '../language/wording.ts';
import { type NumberRange, ranges, rangeWords } from '../network/ranges.ts';
import { limits } from './limits.ts';
import { plainText } from './plain-text.ts';

/*
 * The kinds of values in a scenario file. The error of each is the part after `expected` of a message.
 */

/** A copy of a schema with a description, which editors show. A copy, since one schema may be in several places. */
export function described<T extends z.ZodMiniType>(schema: T, description: string): T {
  const own = z.clone(schema);
  z.globalRegistry.add(own, { description });
  return own;
}

/** A key that may be left out. */
export function optional<T extends z.ZodMiniType>(schema: T, description: string): z.ZodMiniOptional<T> {
  return z.optional(described(schema, description));
}

/** A key that may be left out, and its default, which editors show. The schema does not fill it in. */
export function withDefault<T extends z.ZodMiniType>(
  value: unknown,
  schema: T,
  description: string,
): z.ZodMiniOptional<T> {
  const own = z.optional(schema);
  z.globalRegistry.add(own, { description, default: value });
  return own;
}

export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, { error: oneOfWords(words) });
}

/** `one of "a", "b"` */
export function oneOfWords(words: readonly string[]): string {
  return `one of ${words.map((word) => `"${word}"`).join(', ')}`;
}

/** A number in a range. */
export function numberIn(range: NumberRange) {
  const { low, high, isWhole, isAbove, isBelow } = range;
  const error = rangeWords(range);
  const number = isWhole === true ? z.int({ error }) : z.number({ error });
  return number.check(
    isAbove === true ? z.gt(low, { error }) : z.gte(low, { error }),
    isBelow === true ? z.lt(high, { error }) : z.lte(high, { error }),
  );
}

export function wholeNumber(low: number, high: number) {
  return numberIn({ low, high, isWhole: true });
}

export function positiveNumber(high: number) {
  return numberIn({ low: 0, high, isAbove: true });
}

export function flag() {
  return z.boolean({ error: 'true or false' });
}

export function text(what: string, most: number) {
  return z
    .string({ error: `${what} in quotes` })
    .check(z.maxLength(most, { error: `${what} of at most ${count(most)} characters` }));
}

/** A name with at least one visible character. */
export function visibleName() {
  return text('a name', limits.name).check(
    z.minLength(1, { error: 'a name of at least one character' }),
    z.refine((name) => name === '' || plainText(name).trim() !== '', { error: 'a name with visible characters' }),
  );
}

export function names() {
  return z.array(visibleName(), { error: 'a list of names' });
}

export function layerSizes() {
  return z
    .array(numberIn(ranges.unitsPerLayer), { error: 'a list of layer sizes' })
    .check(z.maxLength(limits.hiddenLayers, { error: `at most ${limits.hiddenLayers} hidden layers` }));
}

export function watchTexts() {
  return z
    .array(text('a watch', limits.watch), { error: 'a list of watches' })
    .check(z.maxLength(limits.watches, { error: `at most ${limits.watches} watches` }));
}

export function rows() {
  const row = z
    .array(z.number({ error: 'a finite number' }), { error: 'a row: a list of numbers' })
    .check(z.minLength(1, { error: 'at least one number' }));
  return z
    .array(row, { error: 'a list of rows, each a list of numbers' })
    .check(
      z.minLength(1, { error: 'at least one row' }),
      z.maxLength(limits.rows, { error: `at most ${count(limits.rows)} rows` }),
    );
}

/** Iterations a second, or no limit. */
export function speed() {
  return z.union([positiveNumber(limits.speed), z.literal('unlimited')], {
    error: `iterations a second: a number above 0, at most ${count(limits.speed)}, or "unlimited"`,
  });
}
