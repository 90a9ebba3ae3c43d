import type * as z from 'zod/mini';
import type { NewSettings } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';
import type { Path } from './json/position.ts';

/** The schema of a key that may be left out. */
export type FieldSchema = z.ZodMiniOptional | z.ZodMiniDefault;

/** Units of the first and of the last layer, which depend on the data. */
export type Ends = readonly [inputs: number, outputs: number];

/** Settings to write: all of them, or some. The layers are always known. */
export type WrittenSettings = Partial<NetworkSettings> & Pick<NetworkSettings, 'layerSizes'>;

/** A key of `network` or `training`, and the settings that it contains. */
export interface SettingField<Schema extends FieldSchema = FieldSchema, Value = NonNullable<z.output<Schema>>> {
  readonly schema: Schema;
  /** The schema of the object that the value is, or may be. */
  readonly object?: { readonly shape: object };
  /** Its settings, each with its path in the value where that is an object. */
  readonly parts: { readonly [Key in keyof NetworkSettings]?: Path };
  /** The settings that a value gives. */
  readonly read: (value: Value, ends: Ends) => NewSettings;
  /** The value that gives these settings; undefined where nothing needs to be written. */
  readonly write: (settings: WrittenSettings) => Value | undefined;
  /** For each setting that has an effect only together with others: the reason why it has none now. */
  readonly idle?: { readonly [Key in keyof NetworkSettings]?: string };
  /** Settings that a change can set by themselves, under their own names. */
  readonly alone?: { readonly [Key in keyof NetworkSettings]?: z.ZodMiniOptional };
}

/** Infers the type of the value from the schema. */
export function field<Schema extends FieldSchema>(own: SettingField<Schema>): SettingField<Schema> {
  return own;
}

/** A field that has the name and the value of its setting. */
export function sameField<Key extends keyof NetworkSettings, Schema extends FieldSchema>(
  setting: Key,
  schema: Schema,
): SettingField<Schema> {
  return {
    schema,
    parts: { [setting]: [] },
    read: (value) => ({ [setting]: value }),
    write: (settings) => settings[setting] as NonNullable<z.output<Schema>> | undefined,
  };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The same object without keys whose value is undefined. */
export function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** A name as it is written in a file: `leaky-relu` for `leaky relu`. */
export type Hyphened<Name extends string> = Name extends `${infer First} ${infer Rest}`
  ? `${First}-${Hyphened<Rest>}`
  : Name;

export function hyphened<Name extends string>(name: Name): Hyphened<Name> {
  return name.replaceAll(' ', '-') as Hyphened<Name>;
}

/** The name that is written as a word: `leaky relu` for `leaky-relu`. */
export function nameOf<Name extends string>(names: readonly Name[], word: Hyphened<Name>): Name {
  return names.find((name) => hyphened(name) === word) as Name;
}
