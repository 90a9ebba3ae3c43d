import { expect, test } from 'vitest';
import type { CheckpointText } from '../../../src/cli/checkpoint/schema.ts';
import type { JudgeState } from '../../../src/engine/observers/judge-state.ts';

/** The paths of all keys, such as `told.causes.noise.missed`: a union by its kinds. */
type Paths<T> = T extends Float64Array | readonly number[]
  ? never
  : T extends readonly (infer Item)[]
    ? Paths<Item>
    : T extends { readonly kind: infer Kind extends string }
      ? `${Kind}.${KeysIn<T>}`
      : T extends object
        ? KeysIn<T>
        : never;
type KeysIn<T> = { [Key in keyof T & string]-?: Key | `${Key}.${Paths<NonNullable<T[Key]>>}` }[keyof T & string];

type Missing<Own, Stored> = Exclude<Paths<Own>, Paths<Stored>>;

test('a checkpoint has a place for everything that a verdict depends on', () => {
  // A key without a place in the schema does not compile here.
  const isWhole: [Missing<JudgeState, CheckpointText['from']['judge']>] extends [never]
    ? true
    : Missing<JudgeState, CheckpointText['from']['judge']> = true;
  expect(isWhole).toBe(true);
});
