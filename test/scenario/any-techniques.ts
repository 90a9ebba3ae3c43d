import fc from 'fast-check';
import { momentumNames, optimizerNames } from '../../src/network/techniques/optimizers.ts';
import { activationWords, initialWords } from '../../src/scenario/network-fields.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { lossWords } from '../../src/scenario/training-fields.ts';

/** Any combination of activations, initial weights, losses and techniques. */
export type AnyTechniques = {
  readonly network: Partial<Scenario['network']>;
  readonly training: Partial<Scenario['training']>;
};

const share = fc.double({ min: 0, max: 0.9, noNaN: true });
const penalty = fc.double({ min: 0, max: 1e6, noNaN: true });
const small = fc.double({ min: 1e-300, max: 1, noNaN: true });
const factor = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const count = fc.integer({ min: 1, max: 1e9 });

/**
 * @param sizes of all layers, from the inputs to the outputs.
 * @param rows of the data.
 * @param bias true when there are bias rows.
 */
export function anyTechniques(sizes: readonly number[], rows: number, bias: boolean): fc.Arbitrary<AnyTechniques> {
  const depth = sizes.length - 1;
  const list = <T>(item: fc.Arbitrary<T>, length: number) => fc.array(item, { minLength: length, maxLength: length });
  const hidden = fc.constantFrom(...activationWords.filter((word) => word !== 'softmax'));
  const weight = fc.double({ noNaN: true, noDefaultInfinity: true });
  const matrices = fc.tuple(
    ...sizes.slice(1).map((columns, k) => list(list(weight, columns), sizes[k] as number)),
  ) as fc.Arbitrary<number[][][]>;
  const initial = [fc.constantFrom(...initialWords), weight];
  const isSmall = sizes.every((size) => size < 20);
  const network = fc.record(
    {
      activation: fc.oneof(hidden, list(hidden, depth)),
      initial: isSmall
        ? fc.oneof(
            ...initial,
            matrices.map((weights) => ({ weights })),
          )
        : fc.oneof(...initial),
      biasStart: bias ? fc.constantFrom('zero', 'random') : fc.constant('zero'),
      dropout:
        depth === 1
          ? fc.constant(0)
          : fc.oneof(
              share,
              list(share, depth - 1),
              fc.record(
                { share: fc.oneof(share, list(share, depth - 1)), form: fc.constantFrom('corrected', 'follow-up') },
                { requiredKeys: ['share'] },
              ),
            ),
      batchNorm: depth === 1 || rows === 1 ? fc.constant(false) : fc.boolean(),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const optimizer = fc.oneof(
    fc.constantFrom(...optimizerNames),
    fc.record({ name: fc.constantFrom(...momentumNames), momentum: factor }, { requiredKeys: ['name'] }),
  );
  const every = fc.option(count, { nil: undefined });
  const training = fc.record(
    {
      loss: fc.constantFrom(...lossWords.filter((word) => !word.endsWith('cross-entropy'))),
      batch: fc
        .record(
          { size: fc.integer({ min: Math.min(2, rows), max: rows }), order: fc.constantFrom('sequence', 'shuffled') },
          { requiredKeys: ['size'] },
        )
        .filter(({ size, order }) => size < rows || order !== 'shuffled'),
      optimizer,
      l1: penalty,
      l2: penalty,
      weightDecay: penalty,
      clip: fc.record(
        { what: fc.constantFrom('deltas', 'gradients'), by: fc.constantFrom('value', 'norm'), limit: small },
        { requiredKeys: ['what'] },
      ),
      schedule: fc.oneof(
        fc
          .tuple(every, fc.option(small, { nil: undefined }))
          .map(([own, by]) => told({ kind: 'step', every: own, factor: by })),
        small.map((by) => ({ kind: 'exponential', factor: by })),
        every.map((own) => told({ kind: 'cosine', every: own })),
      ),
      stop: fc.record({ errorBelow: small, noImprovementFor: count }, { requiredKeys: ['errorBelow'] }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  return fc.record({ network: network.filter(isMeant), training }) as fc.Arbitrary<AnyTechniques>;
}

/** The follow-up form of dropout is for sigmoids, and only with dropout. */
function isMeant({ activation = 'sigmoid', dropout = 0 }: { activation?: unknown; dropout?: unknown }): boolean {
  if (typeof dropout !== 'object' || (dropout as { form?: string }).form !== 'follow-up') return true;
  const hidden = Array.isArray(activation) ? activation.slice(0, -1) : [activation];
  const shares = [(dropout as { share: number | number[] }).share].flat();
  return shares.some((share) => share > 0) && hidden.every((name) => name === 'sigmoid');
}

/** Without keys whose value is undefined. */
function told(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
