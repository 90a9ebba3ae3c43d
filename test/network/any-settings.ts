import * as fc from 'fast-check';
import type { ActivationName } from '../../src/language/activations.ts';
import { initialNames } from '../../src/network/initial.ts';
import type { LossName } from '../../src/network/losses.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { clippingNames } from '../../src/network/techniques/clipping.ts';
import { optimizerNames } from '../../src/network/techniques/optimizers.ts';
import { scheduleNames } from '../../src/network/techniques/schedule.ts';

/** Any settings of a network. */
export interface Drawn {
  readonly hidden: readonly number[];
  readonly activations: readonly ActivationName[];
  readonly output: ActivationName;
  readonly loss: LossName;
  readonly batchSize: number;
  readonly rest: Omit<GivenSettings, 'layerSizes' | 'activations' | 'loss' | 'batchSize'>;
}

export function drawn(own: {
  readonly hidden: readonly ActivationName[];
  readonly outputs: readonly ActivationName[];
  readonly losses: readonly LossName[];
  readonly batchSizes: readonly number[];
  readonly l1: readonly number[];
  readonly clipLimit: number;
  readonly dropoutForms: readonly ('corrected' | 'follow-up')[];
}): fc.Arbitrary<Drawn> {
  return fc.record({
    hidden: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
    activations: fc.array(fc.constantFrom(...own.hidden), { minLength: 3, maxLength: 3 }),
    output: fc.constantFrom(...own.outputs),
    loss: fc.constantFrom(...own.losses),
    batchSize: fc.constantFrom(...own.batchSizes),
    rest: fc.record({
      bias: fc.boolean(),
      biasStart: fc.constantFrom('zero', 'random'),
      learningRate: fc.constantFrom(1, 0.1, 0.02),
      initial: fc.constantFrom(...initialNames),
      batchOrder: fc.constantFrom('sequence', 'shuffled'),
      dropout: fc.oneof(
        fc.constantFrom(0, 0.2, 0.5),
        fc.array(fc.constantFrom(0, 0.2, 0.5), { minLength: 3, maxLength: 3 }),
      ),
      dropoutForm: fc.constantFrom(...own.dropoutForms),
      batchNorm: fc.boolean(),
      l1: fc.constantFrom(...own.l1),
      l2: fc.constantFrom(0, 0.05),
      weightDecay: fc.constantFrom(0, 0.01),
      clip: fc.constantFrom('none', ...clippingNames),
      clipLimit: fc.constant(own.clipLimit),
      optimizer: fc.constantFrom(...optimizerNames),
      momentum: fc.constantFrom(0.9, 0.5),
      schedule: fc.constantFrom('constant', ...scheduleNames),
      scheduleEvery: fc.constantFrom(3, 20),
      precision: fc.constantFrom('float64', 'float64', 'float32'),
    }),
  });
}

export function settingsOf({ hidden, activations, output, loss, batchSize, rest }: Drawn): GivenSettings {
  const { dropout = 0 } = rest;
  return {
    ...rest,
    dropout: typeof dropout === 'number' ? dropout : dropout.slice(0, hidden.length),
    layerSizes: [3, ...hidden, 2],
    activations: [...activations.slice(0, hidden.length), output],
    loss,
    batchSize,
  };
}

/** Settings with any techniques. */
export const anything = drawn({
  hidden: ['sigmoid', 'tanh', 'relu', 'leaky relu', 'elu', 'gelu', 'softplus', 'swish', 'linear'],
  outputs: ['sigmoid', 'softmax', 'linear', 'elu'],
  losses: ['half square', 'mean squared', 'mean absolute', 'huber'],
  batchSizes: [0, 1, 4, 5],
  l1: [0, 0.01],
  clipLimit: 0.05,
  dropoutForms: ['corrected', 'follow-up'],
});
