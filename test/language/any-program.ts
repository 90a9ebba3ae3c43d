import fc from 'fast-check';
import type { ActivationName } from '../../src/language/activations.ts';
import type { Program } from '../../src/language/program.ts';
import type { LossName } from '../../src/network/losses.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { buildProgram } from '../network/build-program.ts';
import { completed } from '../scenario/any-scenario.ts';
import { anyTechniques } from '../scenario/any-techniques.ts';

const EXAMPLES = 6;
const rows = (columns: number): number[][] => Array.from({ length: EXAMPLES }, () => Array<number>(columns).fill(0));

/** The ends that a cross-entropy asks for; undefined for the activation and the loss that the techniques draw. */
const end = fc.constantFrom<{ readonly activation: ActivationName; readonly loss: LossName } | undefined>(
  undefined,
  { activation: 'softmax', loss: 'cross-entropy' },
  { activation: 'sigmoid', loss: 'binary cross-entropy' },
);

/** Programs of networks with every technique, each there or not, with any settings. */
export const anyProgram: fc.Arbitrary<Program> = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }), fc.boolean(), end)
  .chain(([hidden, bias, own]) => {
    const learningRate = fc.oneof(fc.constant(1), fc.double({ min: 5e-324, max: 1e9, noNaN: true }));
    return fc.tuple(anyTechniques([3, ...hidden, 2], EXAMPLES, bias), learningRate).map(([techniques, alpha]) => {
      const settings = settingsOf(
        completed({
          name: 'any',
          data: { inputs: rows(3), targets: rows(2) },
          network: { hidden, bias, ...techniques.network },
          training: { learningRate: alpha, ...techniques.training },
        }),
      );
      if (own === undefined) return buildProgram(settings, EXAMPLES);
      const activations: readonly ActivationName[] = [...hidden.map(() => 'tanh' as const), own.activation];
      return buildProgram({ ...settings, activations, loss: own.loss }, EXAMPLES);
    });
  });
