import * as z from 'zod/mini';
import { described, positiveNumber, wholeNumber } from './fields.ts';
import { maybe, momentumFactor, networkObjects, trainingObjects } from './item-fields.ts';
import { limits } from './limits.ts';
import { learningFields, networkFields } from './sections.ts';

/*
 * What a change can set beside cells of parameters: every setting, as its section says it, or null.
 */

/** A key that may be left out of its section, or has a value there without a word on it. */
type Field = z.ZodMiniOptional | z.ZodMiniDefault;
type Settable<Fields extends Readonly<Record<string, Field>>> = {
  readonly [Key in keyof Fields]: z.ZodMiniOptional<z.ZodMiniNullable<Fields[Key]['def']['innerType']>>;
};

function settable<Fields extends Readonly<Record<string, Field>>>(section: string, fields: Fields): Settable<Fields> {
  const description = `As in ${section}: what an object leaves out stays as it is; null for what it is without a word on it.`;
  const entries = Object.entries(fields).map(([key, { def }]) => [
    key,
    described(z.optional(z.nullable(def.innerType)), description),
  ]);
  return Object.fromEntries(entries) as Settable<Fields>;
}

export const setFields = {
  ...settable('network', networkFields),
  ...settable('training', learningFields),
  momentum: maybe(momentumFactor(), 'Of the optimizer.'),
  clipLimit: maybe(positiveNumber(limits.clip), 'The limit of clip.'),
  scheduleEvery: maybe(wholeNumber(1, limits.iterations), 'The iterations of schedule.'),
  scheduleFactor: maybe(positiveNumber(1), 'The factor of schedule.'),
  batchSize: maybe(wholeNumber(0, limits.rows), 'The size of batch; 0 for all examples at once.'),
};

export const setObjects = { ...networkObjects, ...trainingObjects };
