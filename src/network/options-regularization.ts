import { noFollowUp } from './combinations.ts';
import { inFull } from './in-full.ts';
import {
  firstOf,
  hiddenOnly,
  type Listed,
  named,
  numeric,
  onlyAtWork,
  onOff,
  type Reason,
  rowsOf,
} from './option-kinds.ts';
import { dropout } from './options-layers.ts';
import { decayOf } from './techniques/weight-decay.ts';

/** One example alone has mean and variance of itself: there is nothing left to normalize. */
const varies: Reason = (settings, examples) =>
  rowsOf(settings, examples) < 2 ? 'a batch of one does not vary' : undefined;

const dropoutForm = named(
  ['corrected', 'follow-up'],
  (settings) => inFull(settings).dropoutForm,
  (name) => ({ dropoutForm: name }),
  firstOf(hiddenOnly, onlyAtWork('dropoutForm', 'only with dropout'), (settings) =>
    noFollowUp(settings) === undefined ? undefined : 'follow-up is for hidden sigmoids',
  ),
);

const strengths = [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1];

const l1 = numeric(
  strengths,
  (settings) => inFull(settings).l1,
  (value) => ({ l1: value }),
);

const l2 = numeric(
  strengths,
  (settings) => inFull(settings).l2,
  (value) => ({ l2: value }),
);

const weightDecay = numeric(strengths, decayOf, (value) => ({ weightDecay: value }));

/** What keeps it from learning by heart. */
export const regularizationOptions: readonly Listed[] = [
  { group: 'Regularization', name: 'dropout', ...dropout },
  { group: 'Regularization', name: 'dropout form', ...dropoutForm },
  { group: 'Regularization', name: 'batch normalization', ...onOff('batchNorm', firstOf(hiddenOnly, varies)) },
  { group: 'Regularization', name: 'l1', ...l1 },
  { group: 'Regularization', name: 'l2', ...l2 },
  { group: 'Regularization', name: 'weight decay', ...weightDecay },
];
