import type { Choices } from '../language/choices.ts';
import type { NetworkSettings } from './settings.ts';
import { rowsOfIteration } from './techniques/batches.ts';
import { clippings } from './techniques/clipping.ts';
import { dropoutShares } from './techniques/dropout.ts';
import { optimizers } from './techniques/optimizers.ts';
import { decayOf } from './techniques/weight-decay.ts';

/** The choices of these settings, as the program has them. */
export function choicesOf(settings: NetworkSettings, examples: number): Choices {
  const { loss, optimizer, momentum, l1, l2, clip, clipLimit, schedule, batchNorm } = settings;
  return {
    loss,
    batch: rowsOfIteration(settings, examples),
    isMean: loss !== 'half square',
    isAdaptive: optimizers[optimizer].isAdaptive === true,
    momentum: optimizers[optimizer].hasMomentum === true ? momentum : 0,
    l1,
    l2,
    weightDecay: decayOf(settings),
    dropout: dropoutShares(settings),
    clip: clip === 'none' ? undefined : { what: clippings[clip].what, limit: clipLimit },
    schedule,
    batchNorm,
  };
}
