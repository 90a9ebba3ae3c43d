import type { StopConditions } from '../language/stop-conditions.ts';
import { activationsOf, type BaseSettings, baseDefaults, hiddenOf, resizedLayers } from './base.ts';
import type { Technique } from './technique.ts';
import { techniques } from './techniques.ts';

/** The choices that a network is written from: those of the plain network, and of every technique. */
export type NetworkSettings = BaseSettings & All<(typeof techniques)[number]['defaults']>;

/** The intersection of a union. */
type All<Union> = (Union extends unknown ? (part: Union) => void : never) extends (all: infer Whole) => void
  ? Whole
  : never;

/** Any technique of the list, over the settings of all techniques. */
export type AnyTechnique = Technique<Partial<NetworkSettings>, NetworkSettings, NetworkSettings>;

export const anyTechniques: readonly AnyTechnique[] = techniques;

/**
 * Settings as a person gives them; the others have their defaults. The layers are always given, because inputs and outputs depend
 * on the data.
 */
export type GivenSettings = Partial<NetworkSettings> & Pick<NetworkSettings, 'layerSizes'>;

/** The settings of a run. The conditions to stop change no line of the program. */
export type RunSettings = NetworkSettings & { readonly stop: StopConditions };

/** The defaults of all settings: the tutorial's network, and no technique. */
export const defaults: Omit<NetworkSettings, 'layerSizes'> = Object.assign(
  {},
  baseDefaults,
  ...techniques.map((technique) => technique.defaults),
);

export function withDefaults(given: GivenSettings): NetworkSettings {
  const { layerSizes, ...others } = given;
  return { layerSizes, ...defaults, ...others };
}

/** True when a setting has its default value. */
export function isDefault(setting: keyof NetworkSettings, settings: NetworkSettings): boolean {
  if (setting === 'layerSizes') return false;
  // A list of sigmoids is the same as one for all layers.
  if (setting === 'activations') return settings.activations.every((name) => name === 'sigmoid');
  return isSameSetting(settings[setting], defaults[setting]);
}

/** True when a setting has an effect, given the other settings: `momentum` has none with plain descent. */
export function hasEffect(setting: keyof NetworkSettings, settings: NetworkSettings, examples: number): boolean {
  if (setting === 'biasStart') return settings.bias;
  const conditions = anyTechniques.map((technique) => technique.hasEffect?.[setting]);
  return conditions.every((condition) => condition?.(settings, examples) ?? true);
}

/** The settings with a number for each default that depends on other settings, and an activation for each layer. */
export function resolved(settings: NetworkSettings): NetworkSettings {
  const numbers = anyTechniques.flatMap(({ resolve = {} }) =>
    Object.entries(resolve).map(([setting, value]) => [setting, value(settings)]),
  );
  return { ...settings, activations: activationsOf(settings), ...Object.fromEntries(numbers) };
}

export function isSameSettings(one: NetworkSettings, other: NetworkSettings): boolean {
  const keys = Object.keys(one) as (keyof NetworkSettings)[];
  return keys.every((key) => isSameSetting(one[key], other[key]));
}

/** Compares two values of a setting. Written-out initial weights are large, and mostly the same object. */
function isSameSetting(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** The settings in which two networks differ and that have an effect in one of them. */
export function differing(
  before: NetworkSettings,
  after: NetworkSettings,
  examples: number,
): readonly (keyof NetworkSettings)[] {
  const [from, to] = [resolved(before), resolved(after)];
  const effect = (key: keyof NetworkSettings, settings: NetworkSettings): unknown =>
    hasEffect(key, settings, examples) ? settings[key] : undefined;
  const keys = Object.keys(from) as (keyof NetworkSettings)[];
  return keys.filter(
    (key) => !isSameSetting(before[key], after[key]) && !isSameSetting(effect(key, from), effect(key, to)),
  );
}

/** The settings after a change, where those that no longer fit are replaced (`Technique.adapt`). */
export function adapted<Settings extends NetworkSettings>(settings: Settings): Settings {
  return Object.assign({}, settings, ...anyTechniques.map(({ adapt }) => adapt?.(settings)));
}

/** The settings; in a network without a hidden layer, the techniques that need one are off. */
export function withoutIdle<Settings extends NetworkSettings>(settings: Settings): Settings {
  if (hiddenOf(settings).length > 0) return settings;
  const idle = anyTechniques.filter(({ needsHidden }) => needsHidden === true);
  return Object.assign({}, settings, ...idle.map(({ off }) => off));
}

/** The same network with other hidden layers. A new layer is like the one before it. */
export function withHidden(settings: NetworkSettings, hidden: readonly number[]): NetworkSettings {
  return adapted({ ...settings, ...resizedLayers(settings, hidden) });
}
