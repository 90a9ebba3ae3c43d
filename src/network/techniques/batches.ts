import { binary, type Expression, fill, name, number, rowsOf } from '../../language/expression.ts';
import { assign, type Statement } from '../../language/program.ts';
import { withLoss } from '../base.ts';
import { counting, type Draft, type Technique } from '../draft.ts';

/**
 * Works on a few examples at a time: `rows` says which. In sequence they go round and round; shuffled, each epoch begins with
 * another order, of which a last batch that would not be full is left out.
 */
export const batches: Technique = {
  name: () => 'mini-batches',
  without: (settings) => ((settings.batchSize ?? 0) === 0 ? settings : { ...settings, batchSize: 0 }),
  apply(draft) {
    const { batchSize = 0, batchOrder = 'sequence' } = draft.settings;
    if (batchSize === 0 || batchSize >= draft.examples) return draft;
    const { draft: counted, t } = counting(draft, 'mini-batches', 't_batch');
    const count = binary('-', t, number(1));
    const opening =
      batchOrder === 'shuffled'
        ? shuffled(count, batchSize, draft.examples)
        : inSequence(count, batchSize, draft.examples);
    const batch: Draft = {
      ...counted,
      rows: batchSize,
      inputs: rowsOf(name('X'), name('rows')),
      target: rowsOf(name('y'), name('rows')),
      // An order outlives its iteration: what `setup` makes is what a run keeps.
      constants:
        batchOrder === 'shuffled'
          ? [...draft.constants, assign('order', fill('arange', draft.examples, 1))]
          : draft.constants,
      opening: [...draft.opening, ...opening],
      showsAll: false,
      batches: {
        size: batchSize,
        epoch: batchOrder === 'shuffled' ? batchSize * Math.floor(draft.examples / batchSize) : draft.examples,
      },
    };
    return withLoss(batch);
  },
};

/** `rows = (2 * (t - 1) + arange(2)) % 4`, and one at a time `rows = (t - 1 + arange(1)) % 4`. */
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

/** The next so many places of so many, from the first on, again and again. */
function positions(count: Expression, size: number, of: number): Expression {
  const first = size === 1 ? count : binary('*', number(size), count);
  return binary('%', binary('+', first, fill('arange', size, 1)), number(of));
}
