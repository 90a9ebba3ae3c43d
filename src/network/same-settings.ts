import type { NetworkSettings } from './settings.ts';

/** Whether all settings are the same, one by one: first weights that are written out may be large, and usually are one object. */
export function areSameSettings(one: NetworkSettings, other: NetworkSettings): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof NetworkSettings>;
  return [...keys].every((key) => isSameSetting(one[key], other[key]));
}

/** Whether two values of a setting are the same; only of different objects is it looked into them. */
export function isSameSetting(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
