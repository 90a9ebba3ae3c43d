import { binary, type Expression, fill, name, number, rowsOf } from '../../language/expression.ts';
import { assign, type Statement } from '../../language/program.ts';
import { withCounter } from '../draft.ts';
import { named, type Reason, stepped, unless } from '../option-kinds.ts';
import { outOf } from '../ranges.ts';
import type { Complaint, TargetFacts, Technique } from '../technique.ts';

export interface BatchSettings {
  /** Examples in each iteration; 0 for all of them. */
  readonly batchSize: number;
  /** In the order of the data, or in an order that is drawn for each epoch. */
  readonly batchOrder: 'sequence' | 'shuffled';
}

/**
 * Each iteration works on a few examples, whose row numbers are in `rows`. In sequence, batches wrap around at the end of the data.
 * Shuffled, an epoch has only full batches: the rest of the examples is not in this epoch.
 */
export const batches: Technique<BatchSettings, { readonly batchNorm: boolean }> = {
  defaults: { batchSize: 0, batchOrder: 'sequence' },
  name: () => 'mini-batches',
  isUsed: isBatch,
  off: { batchSize: 0 },
  choosesExamples: true,
  apply(draft, { batchSize, batchOrder }) {
    const { examples } = draft;
    const isShuffled = batchOrder === 'shuffled';
    const { draft: counted, t } = withCounter(draft, 'mini-batches', 't_batch');
    const count = binary('-', name(t), number(1));
    const opening = isShuffled ? shuffled(count, batchSize, examples) : inSequence(count, batchSize, examples);
    return {
      ...counted,
      rows: batchSize,
      inputs: rowsOf(name('X'), name('rows')),
      target: rowsOf(name('y'), name('rows')),
      // The order outlives an iteration. A run keeps only matrices that `setup` makes.
      constants: isShuffled ? [...draft.constants, assign('order', fill('arange', examples, 1))] : draft.constants,
      opening: [...draft.opening, ...opening],
      predictsAll: false,
      batches: {
        counter: t,
        rows: 'rows',
        size: batchSize,
        epoch: isShuffled ? batchSize * Math.floor(examples / batchSize) : examples,
      },
    };
  },
  hasEffect: { batchOrder: isBatch },
  kept: ['batchSize', 'batchOrder'],
  rules: [{ setting: 'batchSize', reads: ['batchSize'], check: largeBatch }],
  options: {
    group: 'Learning',
    list: [
      {
        name: 'batch size',
        value: ({ batchSize: own }) => (own === 0 ? 'all' : String(own)),
        change: (settings, direction, { examples }) => {
          const parts = Array.from({ length: 20 }, (_, power) => 2 ** power).filter(
            (size) => size >= leastRows(settings) && size < examples,
          );
          const next = stepped([...parts, examples], rowsOfIteration(settings, examples), direction);
          return next === undefined ? undefined : { batchSize: next === examples ? 0 : next };
        },
        typed: (settings, value, { examples }) =>
          // As in a file, 0 means all.
          value === 0 || value === examples
            ? { batchSize: 0 }
            : (outOf({ low: leastRows(settings), high: examples, isWhole: true }, value) ?? { batchSize: value }),
        unavailable: oneExample,
        end: (settings, direction, { examples }) => {
          if (direction === 1) return 'each iteration already uses all examples';
          return leastRows(settings) > 1 && rowsOfIteration(settings, examples) > 1
            ? 'batch normalization needs at least two examples in a batch'
            : 'a batch has at least one example';
        },
      },
      {
        name: 'batch order',
        ...named('batchOrder', ['sequence', 'shuffled']),
        unavailable: unless(isBatch, 'each iteration uses all examples'),
      },
    ],
  },
};

function isBatch({ batchSize }: BatchSettings, examples: number): boolean {
  return batchSize > 0 && batchSize < examples;
}

/** Examples in an iteration. */
export function rowsOfIteration({ batchSize }: Pick<BatchSettings, 'batchSize'>, examples: number): number {
  return batchSize === 0 ? examples : Math.min(batchSize, examples);
}

/** `rows = (2 * (t - 1) + arange(2)) % 4`; for a size of 1 `rows = (t - 1 + arange(1)) % 4`. */
function inSequence(count: Expression, size: number, examples: number): readonly Statement[] {
  return [assign('rows', positions(count, size, examples))];
}

function shuffled(count: Expression, size: number, examples: number): readonly Statement[] {
  const batchesPerEpoch = Math.floor(examples / size);
  const isFirst = binary('==', binary('%', count, number(batchesPerEpoch)), number(0));
  return [
    { ...assign('order', fill('permutation', examples, 1)), when: isFirst },
    assign('rows', rowsOf(name('order'), positions(count, size, batchesPerEpoch * size))),
  ];
}

/** `size` consecutive row numbers, wrapping around at `of` (size×1). */
function positions(count: Expression, size: number, of: number): Expression {
  const first = size === 1 ? count : binary('*', number(size), count);
  return binary('%', binary('+', first, fill('arange', size, 1)), number(of));
}

function largeBatch({ batchSize }: BatchSettings, { rows }: TargetFacts): Complaint | undefined {
  if (batchSize <= rows) return undefined;
  const reason = 'a batch is a part of the examples';
  return { expected: `at most ${rows}, the rows of the data`, found: String(batchSize), reason };
}

function oneExample(_settings: unknown, examples: number): ReturnType<Reason<unknown>> {
  return examples < 2 ? 'there is only one example' : undefined;
}

/** Batch normalization needs two examples to normalize over. */
function leastRows({ layerSizes, batchNorm }: { readonly layerSizes: readonly number[]; readonly batchNorm: boolean }) {
  return batchNorm && layerSizes.length > 2 ? 2 : 1;
}
