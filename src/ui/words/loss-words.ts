import type { LossName } from '../../network/losses.ts';
import type { NetworkSettings } from '../../network/settings.ts';

/** The loss that the updates descend, in words, the longest form first: `½ Σ (y − l2)² + L2 penalty (scaled targets)`. */
export function lossWords(
  { loss, l1, l2 }: NetworkSettings,
  target: string,
  prediction: string,
  isScaled: boolean,
): readonly string[] {
  const penalties = [...(l1 === 0 ? [] : ['L1']), ...(l2 === 0 ? [] : ['L2'])];
  const penalty =
    penalties.length === 0 ? '' : ` + ${penalties.join(' and ')} ${penalties.length === 1 ? 'penalty' : 'penalties'}`;
  const own = formulaOf(loss, `${target} − ${prediction}`);
  return [...(isScaled ? [`${own}${penalty} (scaled targets)`] : []), `${own}${penalty}`];
}

function formulaOf(loss: LossName, error: string): string {
  switch (loss) {
    case 'half square':
      return `½ Σ (${error})²`;
    case 'mean squared':
      return `mean (${error})²`;
    case 'mean absolute':
      return `mean |${error}|`;
    case 'huber':
      return `mean Huber loss of ${error}`;
    case 'binary cross-entropy':
      return 'mean binary cross-entropy';
    case 'cross-entropy':
      return 'mean cross-entropy';
  }
}

/** The techniques of an iteration that the loss of all examples does without: `no dropout, no mini-batches`. */
export function withoutWords({ dropout, batchNorm }: NetworkSettings): string {
  const hasDropout = typeof dropout === 'number' ? dropout > 0 : dropout.some((share) => share > 0);
  return [...(hasDropout ? ['no dropout'] : []), ...(batchNorm ? ['normalized over them'] : [])].join(', ');
}
