import type { ActivationName } from '../language/activations.ts';
import { count } from '../language/wording.ts';
import { activationName } from './base.ts';
import { excessOf, most } from './bounds.ts';
import type { NetworkSettings } from './settings.ts';
import { usual } from './usual.ts';

/** To the next value or to the one before. */
export type Direction = 1 | -1;

/** The name after this one, or before it, round and round; from a name that is none of them, the first or the last. */
export function cycled<Name>(names: readonly Name[], own: Name, direction: Direction): Name {
  const index = names.indexOf(own);
  if (index < 0) return names.at(direction === 1 ? 0 : -1) ?? own;
  return names[(index + direction + names.length) % names.length] ?? own;
}

/** The next larger of some rising values, or the next smaller; undefined at the end. */
export function stepped(values: readonly number[], own: number, direction: Direction): number | undefined {
  return direction === 1 ? values.find((value) => value > own) : values.findLast((value) => value < own);
}

/** The hidden layers of a network. */
export function hiddenOf({ layerSizes }: NetworkSettings): readonly number[] {
  return layerSizes.slice(1, -1);
}

/** What each layer after the inputs computes. */
export function activationsOf(settings: NetworkSettings): readonly ActivationName[] {
  return settings.layerSizes.slice(1).map((_, index) => activationName(settings, index + 1));
}

/** The same network with other hidden layers; a new one is like the one before it. */
export function withHidden(settings: NetworkSettings, hidden: readonly number[]): NetworkSettings {
  const { layerSizes } = settings;
  const resized = [layerSizes[0] ?? 1, ...hidden, layerSizes.at(-1) ?? 1];
  const before = activationsOf(settings);
  const own = before.slice(0, -1);
  const like = (index: number): ActivationName => own[index] ?? own.at(-1) ?? usual.activation;
  const isPlain = settings.activations === undefined || resized.length === layerSizes.length;
  const activations = isPlain ? {} : { activations: [...hidden.map((_, index) => like(index)), before.at(-1)!] };
  const { dropout } = settings;
  const shares =
    typeof dropout === 'object' ? { dropout: hidden.map((_, index) => dropout[index] ?? dropout.at(-1) ?? 0) } : {};
  return { ...settings, layerSizes: resized, ...activations, ...shares };
}

/** Without hidden layers there are no units to leave out, and no sums to normalize. */
export function withoutIdle<Settings extends NetworkSettings>(settings: Settings): Settings {
  if (hiddenOf(settings).length > 0) return settings;
  return {
    ...settings,
    ...(settings.dropout ? { dropout: 0 } : {}),
    ...(settings.batchNorm ? { batchNorm: false } : {}),
  };
}

/** Why a network is larger than one may be, if it is. */
export function tooLarge(settings: NetworkSettings, examples: number): string | undefined {
  const hidden = hiddenOf(settings);
  if (hidden.length > most.hiddenLayers) return `a network has at most ${most.hiddenLayers} hidden layers`;
  if (hidden.some((units) => units > most.unitsPerLayer)) return unitsEnd;
  const excess = excessOf(settings, examples);
  if (excess === undefined) return undefined;
  const what =
    excess.of === 'activations' ? 'values of units in an iteration' : 'numbers that are learned or remembered';
  return `too large: ${count(excess.found)} ${what}, at most ${count(most[excess.of])}`;
}

export const unitsEnd = `a layer has at most ${count(most.unitsPerLayer)} units`;
