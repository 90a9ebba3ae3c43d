import type { NetworkSettings } from './settings.ts';
import { schedules } from './techniques/schedule.ts';
import { decayOf } from './techniques/weight-decay.ts';
import { usual } from './usual.ts';

export type FullSettings = Required<NetworkSettings>;

/** Settings with a word on everything: what is left out is what it usually is. */
export function inFull(settings: NetworkSettings): FullSettings {
  const { activation, ...rest } = usual;
  const { schedule = usual.schedule } = settings;
  const scheduleFactor = schedule === 'constant' ? 1 : (schedules[schedule].factor ?? 1);
  return { ...rest, activations: [activation], weightDecay: decayOf(settings), scheduleFactor, ...settings };
}
