import type { NetworkSettings } from '../../network/build.ts';
import { inFull } from '../../network/in-full.ts';

const names: Readonly<Partial<Record<keyof NetworkSettings, string>>> = {
  learningRate: 'alpha',
  layerSizes: 'layers',
  biasStart: 'bias start',
  activations: 'activation',
  initial: 'first weights',
  batchSize: 'batch size',
  batchOrder: 'batch order',
  dropoutForm: 'dropout form',
  batchNorm: 'batch normalization',
  weightDecay: 'weight decay',
  clip: 'clipping',
  clipLimit: 'clip limit',
  scheduleEvery: 'schedule every',
  scheduleFactor: 'schedule factor',
};

/** A number of which 0 is none. */
const noneAtZero: ReadonlySet<keyof NetworkSettings> = new Set(['dropout', 'l1', 'l2', 'weightDecay']);

export function settingName(key: keyof NetworkSettings): string {
  return names[key] ?? key;
}

/** `layers 3-4-1`, `dropout 0.2`, `weight decay none` */
export function settingWords(settings: NetworkSettings, key: keyof NetworkSettings): string {
  return `${settingName(key)} ${valueWords(settings, key)}`;
}

/** What a setting is among others, whether or not they have a word on it. */
export function valueWords(settings: NetworkSettings, key: keyof NetworkSettings): string {
  const value: unknown = inFull(settings)[key];
  if (value === 0 && key === 'batchSize') return 'all';
  if (value === 0 && noneAtZero.has(key)) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (!Array.isArray(value)) return String(value);
  return value.some(Array.isArray) ? 'written out' : value.join(key === 'layerSizes' ? '-' : ', ');
}
