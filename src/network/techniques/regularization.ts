import { binary, call, type Expression, name, number } from '../../language/expression.ts';
import { mapParameters, type Technique } from '../draft.ts';

/** L1 and L2: the loss has a share of the sizes of all weights, and each update takes its part of them away. */
export const regularization: Technique = {
  name: ({ l1 = 0, l2 = 0 }) => [...(l1 === 0 ? [] : ['l1']), ...(l2 === 0 ? [] : ['l2'])].join(' and '),
  without: (settings) => (settings.l1 || settings.l2 ? { ...settings, l1: 0, l2: 0 } : settings),
  apply(draft) {
    const { l1 = 0, l2 = 0 } = draft.settings;
    if (l1 === 0 && l2 === 0) return draft;
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
    return mapParameters({ ...draft, loss }, (parameter) =>
      parameter.isWeights
        ? {
            ...parameter,
            direction: pulls(parameter.name).reduce((rest, pull) => binary('-', rest, pull), parameter.direction),
          }
        : parameter,
    );
  },
};
