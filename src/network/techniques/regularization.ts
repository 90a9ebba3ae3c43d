import { binary, call, type Expression, name, number } from '../../language/expression.ts';
import { mapParameters } from '../draft.ts';
import { numeric } from '../option-kinds.ts';
import { ranges } from '../ranges.ts';
import type { Technique } from '../technique.ts';

export interface RegularizationSettings {
  /** The factor on Σ |weight| in the loss; 0 for none. */
  readonly l1: number;
  /** The factor on ½ Σ weight² in the loss; 0 for none. */
  readonly l2: number;
}

/** Strengths of a penalty that the options step through. */
export const strengths = [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1];

/** L1 and L2: penalties on large weights in the loss, so that each update pulls the weights towards 0. Biases are left alone. */
export const regularization: Technique<RegularizationSettings> = {
  defaults: { l1: 0, l2: 0 },
  name: ({ l1, l2 }) => [...(l1 === 0 ? [] : ['l1']), ...(l2 === 0 ? [] : ['l2'])].join(' and '),
  isUsed: ({ l1, l2 }) => l1 !== 0 || l2 !== 0,
  off: { l1: 0, l2: 0 },
  apply(draft, { l1, l2 }) {
    const weights = draft.layers.map(({ names }) => name(names.weights));
    const penalties: Expression[] = weights.flatMap((own) => [
      ...(l1 === 0 ? [] : [binary('*', number(l1), call('sum', call('abs', own)))]),
      ...(l2 === 0 ? [] : [binary('*', number(l2 / 2), call('sum', binary('**', own, number(2))))]),
    ]);
    const pulls = (own: string): readonly Expression[] => [
      ...(l1 === 0 ? [] : [binary('*', number(l1), call('sign', name(own)))]),
      ...(l2 === 0 ? [] : [binary('*', number(l2), name(own))]),
    ];
    const loss = penalties.reduce((sum, penalty) => binary('+', sum, penalty), draft.loss);
    return mapParameters({ ...draft, loss }, (parameter) => {
      if (!parameter.isWeights) return parameter;
      const { name: own, direction } = parameter;
      return { ...parameter, direction: pulls(own).reduce((rest, pull) => binary('-', rest, pull), direction) };
    });
  },
  options: {
    group: 'Regularization',
    list: [
      { name: 'l1', ...numeric('l1', ranges.penalty, strengths) },
      { name: 'l2', ...numeric('l2', ranges.penalty, strengths) },
    ],
  },
};
