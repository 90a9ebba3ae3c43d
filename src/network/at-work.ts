import type { NetworkSettings } from './settings.ts';
import { dropoutShares } from './techniques/dropout.ts';
import { optimizers } from './techniques/optimizers.ts';
import { schedules } from './techniques/schedule.ts';
import { usual } from './usual.ts';

type Condition = (settings: NetworkSettings, examples: number) => boolean;

/** Settings that do something only where others are set to something. */
const conditions: Readonly<Partial<Record<keyof NetworkSettings, Condition>>> = {
  biasStart: ({ bias }) => bias,
  dropoutForm: (settings) => dropoutShares(settings).some((share) => share > 0),
  batchOrder: ({ batchSize = usual.batchSize }, examples) => batchSize > 0 && batchSize < examples,
  momentum: ({ optimizer = usual.optimizer }) => optimizers[optimizer].hasMomentum === true,
  clipLimit: ({ clip = usual.clip }) => clip !== 'none',
  scheduleEvery: ({ schedule = usual.schedule }) =>
    schedule !== 'constant' && schedules[schedule].everyOf !== undefined,
  scheduleFactor: ({ schedule = usual.schedule }) =>
    schedule !== 'constant' && schedules[schedule].factor !== undefined,
};

/** Whether a setting does something beside these others. */
export function isAtWork(setting: keyof NetworkSettings, settings: NetworkSettings, examples: number): boolean {
  return conditions[setting]?.(settings, examples) ?? true;
}
