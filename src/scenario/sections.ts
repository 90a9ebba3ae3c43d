import * as z from 'zod/mini';
import { MAX_SEED } from '../language/expression.ts';
import { described, flag, layerSizes, positiveNumber, wholeNumber } from './fields.ts';
import { maybe, networkItems, stop, trainingItems } from './item-fields.ts';
import { limits } from './limits.ts';

/*
 * The two sections of a scenario file that settings are written in.
 */

/** The tutorial's hidden layer. */
export const defaultHidden: readonly number[] = [4];

export const defaultIterations = 60_000;

export const networkFields = {
  hidden: described(
    z._default(layerSizes(), [...defaultHidden]),
    'Units of each hidden layer; [] connects the inputs straight to the outputs.',
  ),
  bias: described(z._default(flag(), false), 'Whether each layer adds a learned row b0, b1, …'),
  ...networkItems,
};

const learningRate = described(
  z._default(positiveNumber(limits.learningRate), 1),
  'Alpha, the factor on every update.',
);

/** Those of `training` that say how the network learns; the others are about the run as a whole. */
export const learningFields = { learningRate, ...trainingItems };

export const network = z.strictObject(networkFields, { error: 'an object such as {"hidden": [4], "bias": true}' });

export const training = z.strictObject(
  {
    iterations: described(z._default(wholeNumber(1, limits.iterations), defaultIterations), 'How long a run is.'),
    learningRate,
    seed: described(
      z._default(wholeNumber(0, MAX_SEED), 1),
      'As in np.random.seed: the same seed gives the same first weights.',
    ),
    reportEvery: described(
      z._default(wholeNumber(0, limits.iterations), 10_000),
      'Without a dashboard: print the error each so many iterations; 0 prints none.',
    ),
    ...trainingItems,
    stop: maybe(stop, 'When to stop before the last iteration; the first of these that holds.'),
  },
  { error: 'an object such as {"iterations": 60000, "learningRate": 1, "seed": 1}' },
);
