import { isAtWork } from './at-work.ts';
import { type FullSettings, inFull } from './in-full.ts';
import { activationsOf } from './option-steps.ts';
import { isSameSetting } from './same-settings.ts';
import type { NetworkSettings } from './settings.ts';

/** The settings in which two networks differ that do not do the same; what does nothing in either is none of them. */
export function differing(
  before: NetworkSettings,
  after: NetworkSettings,
  examples: number,
): readonly (keyof NetworkSettings)[] {
  const [from, to] = [meaning(before, examples), meaning(after, examples)];
  const keys = Object.keys(from) as (keyof NetworkSettings)[];
  return keys.filter((key) => !isSameSetting(before[key], after[key]) && !isSameSetting(from[key], to[key]));
}

/** Two settings that do the same have one meaning. */
function meaning(settings: NetworkSettings, examples: number): Readonly<Partial<FullSettings>> {
  const full = { ...inFull(settings), activations: activationsOf(settings) };
  const entries = Object.entries(full) as [keyof NetworkSettings, unknown][];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isAtWork(key, settings, examples) ? value : undefined]),
  );
}
