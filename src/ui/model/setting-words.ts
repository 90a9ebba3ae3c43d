import { defaults, type NetworkSettings, resolved } from '../../network/settings.ts';

/** The names of settings that are not simply their key in words. */
const names: Readonly<Partial<Record<keyof NetworkSettings, string>>> = {
  learningRate: 'alpha',
  layerSizes: 'layers',
  activations: 'activation',
  initial: 'initial weights',
  batchNorm: 'batch normalization',
  clip: 'clipping',
};

/** `batch size` for `batchSize` */
export function settingName(key: keyof NetworkSettings): string {
  return names[key] ?? key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** `layers 3-4-1`, `dropout 0.2`, `weight decay none` */
export function settingWords(settings: NetworkSettings, key: keyof NetworkSettings): string {
  return `${settingName(key)} ${valueWords(settings, key)}`;
}

/** The value of a setting in words. */
export function valueWords(settings: NetworkSettings, key: keyof NetworkSettings): string {
  const own = settings[key];
  // A single activation stands for all layers.
  const value: unknown = key === 'activations' ? own : resolved(settings)[key];
  if (value === 0 && key === 'batchSize') return 'all';
  if (value === 0 && isNoneAtZero(key)) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (!Array.isArray(value)) return String(value);
  return value.some(Array.isArray) ? 'written out' : value.join(key === 'layerSizes' ? '-' : ', ');
}

/** True for a setting that is switched on with a number above 0. */
function isNoneAtZero(key: keyof NetworkSettings): boolean {
  return key === 'weightDecay' || (key !== 'layerSizes' && defaults[key] === 0);
}
