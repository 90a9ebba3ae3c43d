import type { ScheduleName } from '../../program/items/schedule.ts';
import type { NetworkSettings } from '../../program/settings.ts';

/** What alpha is multiplied by in iteration k of a schedule, from 0. */
const factors: Readonly<
  Record<Exclude<ScheduleName, 'constant'>, (k: string, every: number, factor: number | undefined) => string>
> = {
  step: (k, every, factor = 0.5) => `${factor} ** (${k} // ${every})`,
  exponential: (k, _, factor = 0.999) => `${factor} ** ${k}`,
  cosine: (k, every) => `(1 + math.cos(math.pi * min(${k} / ${every}, 1))) / 2`,
};

/** @param past iterations that the schedule has behind it already. */
export function scheduleLines(settings: NetworkSettings, past: number): readonly string[] {
  const { schedule = 'constant', scheduleEvery = 1000, scheduleFactor } = settings;
  if (schedule === 'constant') return [];
  const k = past === 0 ? 'k' : `(k + ${past})`;
  return [
    `scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: ${factors[schedule](k, scheduleEvery, scheduleFactor)})`,
  ];
}
