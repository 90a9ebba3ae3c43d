import { decayOf } from './items/weight-decay.ts';
import { schedules } from './items/schedule.ts';
import { activationsOf } from './option-steps.ts';
import { isAtWork } from './at-work.ts';
import type { NetworkSettings } from './settings.ts';
import { usual } from './usual.ts';

export type FullSettings = Required<NetworkSettings>;

/** Settings with a word on everything: what is left out is what it usually is. */
export function inFull(settings: NetworkSettings): FullSettings {
  const { activation, ...rest } = usual;
  const { schedule = usual.schedule } = settings;
  const scheduleFactor = schedule === 'constant' ? 1 : (schedules[schedule].factor ?? 1);
  return { ...rest, activations: [activation], weightDecay: decayOf(settings), scheduleFactor, ...settings };
}

/** The settings in which two networks differ that do not do the same; what does nothing in either is none of them. */
export function differing(
  before: NetworkSettings,
  after: NetworkSettings,
  examples: number,
): readonly (keyof NetworkSettings)[] {
  const [from, to] = [meaning(before, examples), meaning(after, examples)];
  const keys = Object.keys(from) as (keyof NetworkSettings)[];
  return keys.filter((key) => !isSame(before[key], after[key]) && !isSame(from[key], to[key]));
}

/** Two settings that do the same have one meaning. */
function meaning(settings: NetworkSettings, examples: number): Readonly<Partial<FullSettings>> {
  const full = { ...inFull(settings), activations: activationsOf(settings) };
  const entries = Object.entries(full) as [keyof NetworkSettings, unknown][];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isAtWork(key, settings, examples) ? value : undefined]),
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
