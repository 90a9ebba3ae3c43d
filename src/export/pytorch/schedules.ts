import type { NetworkSettings } from '../../network/settings.ts';
import { type ScheduleName, schedules } from '../../network/techniques/schedule.ts';
import { usual } from '../../network/usual.ts';

/** What alpha is multiplied by in iteration k of a schedule, from 0. */
const factors: Readonly<Record<ScheduleName, (k: string, every: number, factor: number | undefined) => string>> = {
  step: (k, every, factor) => `${factor} ** (${k} // ${every})`,
  exponential: (k, _, factor) => `${factor} ** ${k}`,
  cosine: (k, every) => `(1 + math.cos(math.pi * min(${k} / ${every}, 1))) / 2`,
};

/** @param past iterations that the schedule has behind it already. */
export function scheduleLines(settings: NetworkSettings, past: number): readonly string[] {
  const { schedule = usual.schedule, scheduleEvery: every = usual.scheduleEvery } = settings;
  if (schedule === usual.schedule) return [];
  const { scheduleFactor: factor = schedules[schedule].factor } = settings;
  const k = past === 0 ? 'k' : `(k + ${past})`;
  return [`scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: ${factors[schedule](k, every, factor)})`];
}
