import type { NetworkSettings } from '../../program/build.ts';

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

/** What goes without saying: the tutorial's. */
const usual: Readonly<Partial<Record<keyof NetworkSettings, string>>> = {
  activations: 'sigmoid',
  loss: 'half square',
  initial: 'uniform',
  biasStart: 'zero',
  batchSize: 'all',
  batchOrder: 'sequence',
  dropout: 'none',
  dropoutForm: 'corrected',
  batchNorm: 'off',
  l1: 'none',
  l2: 'none',
  weightDecay: 'none',
  clip: 'none',
  clipLimit: '1',
  optimizer: 'descent',
  momentum: '0.9',
  schedule: 'constant',
  scheduleEvery: '1000',
};

export function settingName(key: keyof NetworkSettings): string {
  return names[key] ?? key;
}

/** `layers 3-4-1`, `dropout 0.2`, `momentum none` */
export function settingWords(key: keyof NetworkSettings, value: unknown): string {
  return `${settingName(key)} ${valueWords(key, value)}`;
}

export function valueWords(key: keyof NetworkSettings, value: unknown): string {
  if (value === undefined) return usual[key] ?? 'as usual';
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (!Array.isArray(value)) return String(value);
  return value.some(Array.isArray) ? 'written out' : value.join(key === 'layerSizes' ? '-' : ', ');
}
