import { defaultHidden } from '../network/base.ts';
import type { NewSettings } from '../network/edits.ts';
import {
  defaults,
  hasEffect,
  isDefault,
  type NetworkSettings,
  withDefaults,
  withoutIdle,
} from '../network/settings.ts';
import { type Path, valueAt } from './json/position.ts';
import { networkFields } from './network-fields.ts';
import type { Scenario } from './schema.ts';
import { defined, type Ends, type SettingField, type WrittenSettings } from './setting-field.ts';
import { trainingFields } from './training-fields.ts';

/*
 * Settings ⇄ the sections `network` and `training` of a scenario, and `set` of a change.
 */

type Network = Scenario['network'];
type Learning = Omit<Scenario['training'], 'iterations' | 'seed' | 'reportEvery' | 'stop'>;

/** The sections of a scenario that contain settings. */
export interface SettingSections {
  readonly network: Network;
  readonly training: Learning;
}

type AnyField = SettingField<never, unknown>;
type Values = Readonly<Record<string, unknown>>;
type Setting = keyof NetworkSettings;

const sections = {
  network: networkFields as unknown as Readonly<Record<string, AnyField>>,
  training: trainingFields as unknown as Readonly<Record<string, AnyField>>,
};
const fields: ReadonlyMap<string, AnyField> = new Map(Object.values(sections).flatMap(Object.entries<AnyField>));

/** For each setting that has an effect only together with others: the reason why it has none now. */
export const idleReasons = Object.assign({}, ...[...fields.values()].map(({ idle }) => idle)) as Readonly<
  Partial<Record<Setting, string>>
>;

/** Reads the settings of two sections. */
export function settingsIn(network: Network, training: Learning, ends: Ends): NetworkSettings {
  const values: Values = { ...network, ...training };
  const given = [...fields].map(([key, { read }]) => (values[key] === undefined ? {} : read(values[key], ends)));
  return withDefaults(Object.assign({}, ...given));
}

/** Writes settings as the two sections of a scenario. Defaults are left out, but for those that the schema fills in. */
export function sectionsOf(settings: NetworkSettings): SettingSections {
  const own = withoutDefaults(settings);
  const written = (some: Readonly<Record<string, AnyField>>): Values =>
    defined(Object.fromEntries(Object.entries(some).map(([key, { write }]) => [key, write(own)])));
  return { network: written(sections.network) as Network, training: written(sections.training) as Learning };
}

/** The settings that a key of `set` changes: a key of a section, or a setting that is a part of one. Null is the default. */
export function newSettings(key: string, value: unknown, ends: Ends): NewSettings {
  const field = fields.get(key);
  if (field === undefined) return { [key]: value };
  if (value !== null) return field.read(value, ends);
  if (key === 'hidden') return field.read(defaultHidden, ends);
  const parts = Object.keys(field.parts) as (keyof typeof defaults)[];
  return Object.fromEntries(parts.map((setting) => [setting, defaults[setting]]));
}

/** The keys of `set` that change one set of settings into another, each with its whole value. */
export function setBetween(before: NetworkSettings, after: NetworkSettings): Values {
  if (before === after) return {};
  const [from, to] = [before, after].map(withoutIdleSettings) as [NetworkSettings, NetworkSettings];
  return Object.fromEntries(
    [...fields].flatMap(([key, { parts, write }]) => {
      // An untouched field is not written out to be compared: initial weights may be large.
      const isTouched = ['layerSizes', 'bias', ...Object.keys(parts)].some(
        (part) => !Object.is(from[part as Setting], to[part as Setting]),
      );
      if (!isTouched) return [];
      const value = write(to);
      return isSame(write(from), value) ? [] : [[key, value ?? null]];
    }),
  );
}

/** The path at which a file gives a setting. */
export function placeOf(setting: Setting): Path {
  const [key = '', field] = [...fields].find(([, { parts }]) => parts[setting] !== undefined) ?? [];
  return [key in networkFields ? 'network' : 'training', key, ...(field?.parts[setting] ?? [])];
}

/** The path of a setting in the value of a key of `set`. */
export function placeIn(key: string, setting: Setting): Path {
  return fields.get(key)?.parts[setting] ?? [];
}

/** The settings that are not defaults. */
function withoutDefaults(settings: NetworkSettings): WrittenSettings {
  const own = withoutIdleSettings(settings);
  const { layerSizes, bias, learningRate } = own;
  const others = (Object.keys(own) as Setting[]).filter((setting) => !isDefault(setting, own));
  return { layerSizes, bias, learningRate, ...Object.fromEntries(others.map((setting) => [setting, own[setting]])) };
}

/** The settings, with the default for those that have no effect: a file must not give them. */
function withoutIdleSettings(settings: NetworkSettings): NetworkSettings {
  const own = withoutIdle(settings);
  const idle = (Object.keys(idleReasons) as (keyof typeof defaults)[]).filter(
    (setting) => !hasEffect(setting, own, Number.POSITIVE_INFINITY),
  );
  return { ...own, ...Object.fromEntries(idle.map((setting) => [setting, defaults[setting]])) };
}

/** True when two values would be written the same. Minus zero and zero are different numbers. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length && keys.every((key) => isSame(valueAt(one, [key]), valueAt(other, [key])))
  );
}
