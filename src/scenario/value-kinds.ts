import * as z from 'zod/mini';
import { count } from '../language/wording.ts';
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

/** A number from 0 to a largest one. */
export function numberUpTo(most: number) {
  const error = `a number from 0 to ${count(most)}`;
  return z.number({ error }).check(z.gte(0, { error }), z.lte(most, { error }));
}

export function momentumFactor() {
  const error = 'a number from 0 to below 1';
  return z.number({ error }).check(z.gte(0, { error }), z.lt(1, { error }));
}

export function wholeNumber(least: number, most: number) {
  const error = `a whole number from ${count(least)} to ${count(most)}`;
  return z.int({ error }).check(z.minimum(least, { error }), z.maximum(most, { error }));
}

export function positiveNumber(most: number) {
  const error = `a number above 0, at most ${count(most)}`;
  return z.number({ error }).check(z.positive({ error }), z.maximum(most, { error }));
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
    .array(wholeNumber(1, limits.unitsPerLayer), { error: 'a list of layer sizes' })
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
