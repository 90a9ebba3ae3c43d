import * as z from 'zod/mini';
import { activationNames } from '../language/activations.ts';
import { baseDefaults, defaultHidden, hiddenOf } from '../network/base.ts';
import { initialNames } from '../network/initial.ts';
import { ranges } from '../network/ranges.ts';
import { defaults } from '../network/settings.ts';
import { limits } from './limits.ts';
import { defined, field, hyphened, nameOf, sameField } from './setting-field.ts';
import { described, flag, layerSizes, numberIn, oneOf, oneOfWords, rows, withDefault } from './value-kinds.ts';

/*
 * The keys of `network`: the layers, and the techniques that change what a layer computes. One entry for each.
 */

export const activationWords = activationNames.map(hyphened);
export const initialWords = initialNames.map(hyphened);

const activation = z.union(
  [
    oneOf(activationWords),
    z
      .array(oneOf(activationWords), { error: 'a list of activations' })
      .check(
        z.maxLength(limits.hiddenLayers + 1, { error: `at most ${limits.hiddenLayers + 1} activations, one a layer` }),
      ),
  ],
  { error: `${oneOfWords(activationWords)}, or a list with one for each layer` },
);

const weights = z.strictObject(
  {
    weights: described(
      z
        .array(rows(), { error: 'a list of matrices, one for each layer' })
        .check(z.maxLength(limits.hiddenLayers + 1, { error: `at most ${limits.hiddenLayers + 1} matrices` })),
      'The matrices syn0, syn1, …, each a list of rows: a row for each unit before it, a number for each unit after it.',
    ),
  },
  { error: 'an object with weights' },
);

const initial = z.union([oneOf(initialWords), z.number({ error: 'a finite number' }), weights], {
  error: `${oneOfWords(initialWords)}, a number, or {"weights": [syn0, syn1, …]}`,
});

const dropoutShare = numberIn(ranges.dropout);
const dropoutShares = z
  .array(dropoutShare, { error: 'a list of shares' })
  .check(z.maxLength(limits.hiddenLayers, { error: `at most ${limits.hiddenLayers} shares, one a hidden layer` }));
const dropoutParts = z.strictObject(
  {
    share: described(
      z.union([dropoutShare, dropoutShares], {
        error: `a number from 0 to ${ranges.dropout.high}, or a list with one for each hidden layer`,
      }),
      'The share of hidden units that is left out of each iteration: one for all hidden layers, or a list with one for each.',
    ),
    form: withDefault(
      defaults.dropoutForm,
      oneOf(['corrected', 'follow-up']),
      'corrected: units that are left out learn nothing. follow-up: as in the tutorial’s follow-up, with sigmoids only; weights grow without limit.',
    ),
  },
  { error: 'an object with share and form' },
);
const dropout = z.union([dropoutShare, dropoutShares, dropoutParts], {
  error: `a number from 0 to ${ranges.dropout.high}, a list with one for each hidden layer, or {"share": 0.2, "form": "corrected"}`,
});

/** In the order in which a file is written. */
export const networkFields = {
  hidden: field({
    schema: described(
      z._default(layerSizes(), [...defaultHidden]),
      'Units of each hidden layer. [] connects the inputs to the outputs directly.',
    ),
    parts: { layerSizes: [] },
    read: (hidden, [inputs, outputs]) => ({ layerSizes: [inputs, ...hidden, outputs] }),
    write: (settings) => [...hiddenOf(settings)],
  }),

  bias: sameField(
    'bias',
    described(z._default(flag(), baseDefaults.bias), 'Adds a learned bias row to each layer: b0, b1, …'),
  ),

  activation: field({
    schema: withDefault(
      'sigmoid',
      activation,
      'The activation function: one for all layers, or a list with one for each layer after the inputs. softmax is for the last layer; given alone, it applies to the last layer only, and the hidden layers are sigmoids.',
    ),
    parts: { activations: [] },
    read: (words) => {
      const activations = (typeof words === 'string' ? [words] : words).map((word) => nameOf(activationNames, word));
      return { activations: activations.every((name) => name === 'sigmoid') ? baseDefaults.activations : activations };
    },
    write: ({ activations = [] }) => {
      const words = activations.map(hyphened);
      return words.length > 1 ? words : words[0];
    },
  }),

  initial: field({
    schema: withDefault(
      baseDefaults.initial,
      initial,
      'The initial weights: drawn by a rule, all the same number, or written out. uniform draws from [-1, 1).',
    ),
    object: weights,
    parts: { initial: ['weights'] },
    read: (own) => {
      if (typeof own === 'object') return { initial: own.weights };
      return { initial: typeof own === 'string' ? nameOf(initialNames, own) : own };
    },
    write: ({ initial: own }) => {
      if (typeof own === 'object') return { weights: own.map((matrix) => matrix.map((row) => [...row])) };
      return typeof own === 'string' ? hyphened(own) : own;
    },
  }),

  biasStart: field({
    schema: withDefault(
      baseDefaults.biasStart,
      oneOf(['zero', 'random']),
      'The initial bias rows: all 0, or drawn from [-1, 1). Only with bias.',
    ),
    parts: { biasStart: [] },
    read: (biasStart) => ({ biasStart }),
    write: ({ bias, biasStart }) => (bias === true && biasStart !== 'zero' ? biasStart : undefined),
    idle: { biasStart: 'there are no bias rows without "bias": true' },
  }),

  dropout: field({
    schema: withDefault(
      defaults.dropout,
      dropout,
      'Dropout: the share of hidden units that is left out of each iteration, one for all hidden layers or a list with one for each.',
    ),
    object: dropoutParts,
    parts: { dropout: [], dropoutForm: ['form'] },
    read: (own) =>
      typeof own === 'number' || Array.isArray(own)
        ? { dropout: own }
        : { dropout: own.share, ...defined({ dropoutForm: own.form }) },
    write: ({ dropout: own, dropoutForm: form }) => {
      const share = typeof own === 'object' ? [...own] : own;
      return form === undefined ? share : { share: share ?? 0, form };
    },
    idle: { dropoutForm: 'no unit is left out at a share of 0' },
  }),

  batchNorm: sameField(
    'batchNorm',
    withDefault(
      defaults.batchNorm,
      flag(),
      'Batch normalization: the weighted sums of each hidden unit get mean 0 and variance 1 over the batch.',
    ),
  ),
};
