import type { NewSettings } from '../network/edits.ts';
import { inFull } from '../network/in-full.ts';
import type { NetworkSettings } from '../network/settings.ts';
import { usual } from '../network/usual.ts';
import { type Path, valueAt } from './json/path.ts';
import { usualSection } from './schema.ts';
import {
  defined,
  type Ends,
  type Learning,
  learningFields,
  type Network,
  networkFields,
  type SettingField,
} from './setting-fields.ts';

/** The sections of a scenario that settings are written in, as far as settings say what is in them. */
export interface SettingSections {
  readonly network: Network;
  readonly training: Learning;
}

type AnyField = SettingField<unknown>;
type Values = Readonly<Record<string, unknown>>;

const sections = {
  network: networkFields as unknown as Readonly<Record<string, AnyField>>,
  training: learningFields as unknown as Readonly<Record<string, AnyField>>,
};
const fields: ReadonlyMap<string, AnyField> = new Map(Object.values(sections).flatMap(Object.entries<AnyField>));

/** What two sections say of a network; what is the tutorial's anyway is left out. */
export function settingsIn(network: Network, training: Learning, ends: Ends): NetworkSettings {
  const values: Values = { ...network, ...training };
  const told = [...fields].map(([key, { read }]) => (values[key] === undefined ? {} : read(values[key], ends)));
  return withoutUsual(Object.assign({}, ...told) as NetworkSettings);
}

/** The other way round. */
export function sectionsOf(settings: NetworkSettings): SettingSections {
  const written = (own: Readonly<Record<string, AnyField>>): Values =>
    defined(Object.fromEntries(Object.entries(own).map(([key, { write }]) => [key, write(settings)])));
  return { network: written(sections.network) as Network, training: written(sections.training) as Learning };
}

/** What a key of `set` says of settings: a key of a section, or a setting that is a number inside of one. */
export function newSettings(key: string, value: unknown, ends: Ends): NewSettings {
  const field = fields.get(key);
  if (field === undefined) return { [key]: value };
  if (value !== null) return field.read(value, ends);
  const cleared = Object.fromEntries(Object.keys(field.parts).map((setting) => [setting, undefined]));
  const usually = usualSection(key in networkFields ? 'network' : 'training')[key];
  return { ...cleared, ...(usually === undefined ? {} : field.read(usually, ends)) };
}

/** The keys of `set` that make some settings others, each with all that it stands for. */
export function setBetween(before: NetworkSettings, after: NetworkSettings): Values {
  if (before === after) return {};
  const [from, to] = [toldInFull(before), toldInFull(after)];
  return Object.fromEntries(
    [...fields].flatMap(([key, { parts, write }]) => {
      // What has not been touched need not be written: first weights may be large.
      const isTouched = ['layerSizes', 'bias', ...Object.keys(parts)].some(
        (part) => !Object.is(settingOf(from, part), settingOf(to, part)),
      );
      if (!isTouched) return [];
      const value = write(to);
      return isSame(write(from), value) ? [] : [[key, value ?? null]];
    }),
  );
}

/** Where a file says what a setting is. */
export function placeOf(setting: keyof NetworkSettings): Path {
  const [key = '', field] = [...fields].find(([, { parts }]) => parts[setting] !== undefined) ?? [];
  return [key in networkFields ? 'network' : 'training', key, ...(field?.parts[setting] ?? [])];
}

/** The same, inside of the value of a key of `set`. */
export function placeIn(key: string, setting: keyof NetworkSettings): Path {
  return fields.get(key)?.parts[setting] ?? [];
}

/** AdamW decays by itself: a decay that nobody has asked for is written nowhere. */
function toldInFull(settings: NetworkSettings): NetworkSettings {
  const { weightDecay: _, ...told } = inFull(settings);
  return settings.weightDecay === undefined ? told : { ...told, weightDecay: settings.weightDecay };
}

function withoutUsual(settings: NetworkSettings): NetworkSettings {
  const sigmoids = settings.activations?.every((name) => name === usual.activation);
  const isUsual = (key: string, value: unknown): boolean =>
    key === 'activations' ? sigmoids === true : !isAlwaysTold(key) && value === usual[key as keyof typeof usual];
  return Object.fromEntries(
    Object.entries(settings).filter(([key, value]) => !isUsual(key, value)),
  ) as unknown as NetworkSettings;
}

const isAlwaysTold = (key: string): boolean => key === 'bias' || key === 'learningRate';

function settingOf(settings: Partial<NetworkSettings>, key: string): unknown {
  return settings[key as keyof NetworkSettings];
}

/** Whether two values would be written the same; minus zero is a number too. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length && keys.every((key) => isSame(valueAt(one, [key]), valueAt(other, [key])))
  );
}
