import { type NetworkProgram, unmarkedProgram } from './build.ts';
import type { NetworkSettings } from './settings.ts';
import { batches } from './techniques/batches.ts';
import { dropout } from './techniques/dropout.ts';

/** Without the techniques that change an update, and neither loss nor prediction. */
const plainUpdates: Partial<NetworkSettings> = {
  optimizer: 'descent',
  schedule: 'constant',
  clip: 'none',
  weightDecay: 0,
};

/**
 * The network of these settings that takes all examples in each iteration, without dropout, and descends its loss by plain steps. Its layers,
 * parameters and penalties, and the lines up to its loss, are those of the network itself. Batch normalization takes mean and variance of all
 * examples.
 * @param examples the number of examples.
 */
export function wholeBatchProgram(settings: NetworkSettings, examples: number): NetworkProgram {
  return unmarkedProgram({ ...settings, ...batches.off, ...dropout.off, ...plainUpdates }, examples);
}
