import { binary, call, type Expression, fill, name, number, transpose } from '../../language/expression.ts';
import { add, assign, type Statement } from '../../language/program.ts';
import { parametersOf, rowParameter } from '../base.ts';
import { type DraftLayer, mapLayers, type Technique } from '../draft.ts';

/** As in PyTorch. */
const EPSILON = 1e-5;
const PACE = 0.1;

/**
 * Gives the weighted sums of each hidden unit mean 0 and variance 1 over the batch, then a scale and a shift that are learned
 * (Ioffe and Szegedy 2015). For predictions there are running averages of mean and variance instead. A bias would do nothing
 * that the shift does not do, so that these layers have none.
 */
export const batchNormalization: Technique = {
  name: () => 'batch normalization',
  without: (settings) => (settings.batchNorm === true ? { ...settings, batchNorm: false } : settings),
  apply(draft) {
    if (draft.settings.batchNorm !== true || draft.layers.length < 2) return draft;
    const last = draft.layers.length - 1;
    const normalized = mapLayers({ ...draft, showsAll: false }, (layer, index) =>
      index === last ? layer : normalize(layer, draft.rows, draft.hasRate),
    );
    // What a layer gets back comes through the normalization of the one after it.
    return mapLayers(normalized, (layer, index) =>
      index >= last - 1
        ? layer
        : {
            ...layer,
            error: [assign(`${layer.names.output}_error`, errorOf(normalized.layers[index + 1] as DraftLayer))],
          },
    );
  },
};

const inverse = (variance: string): Expression => call('sqrt', binary('+', name(variance), number(EPSILON)));

function errorOf({ back, names }: DraftLayer): Expression {
  return binary('@', name(back), transpose(name(names.weights)));
}

function normalize(layer: DraftLayer, rows: number, hasRate: boolean): DraftLayer {
  const { units, before, activation, from } = layer;
  const { output, weights, activation: own } = layer.names;
  const kind = own === undefined ? {} : { activation: own };
  const [gamma, beta] = [`${output}_gamma`, `${output}_beta`];
  const of = (what: string): string => `${output}_${what}`;
  const [sums, mean, variance, normal, delta] = [of('sum'), of('mean'), of('var'), of('norm'), of('delta')];
  const running = { mean: of('running_mean'), variance: of('running_var') };
  const scaled = (standard: Expression): Expression => binary('+', binary('*', name(gamma), standard), name(beta));
  const centred = (from: string, centre: string): Expression => binary('-', name(from), name(centre));
  const forward = (source: string, out: string): readonly Statement[] => [
    assign(sums, binary('@', name(source), name(weights))),
    assign(mean, call('mean', name(sums), 0)),
    assign(variance, call('mean', binary('**', centred(sums, mean), number(2)), 0)),
    assign(normal, binary('/', centred(sums, mean), inverse(variance))),
    ...activation.lines(out, scaled(name(normal))),
    add(running.mean, binary('*', number(PACE), binary('-', name(mean), name(running.mean)))),
    add(running.variance, binary('*', number(PACE), binary('-', unbiased(variance, rows), name(running.variance)))),
  ];
  const evaluate = (source: string, out: string): readonly Statement[] => {
    const own = `${out}_sum`;
    const standard = binary('/', centred(own, running.mean), inverse(running.variance));
    return [assign(own, binary('@', name(source), name(weights))), ...activation.lines(out, scaled(standard))];
  };
  // The mean and the variance depend on every row, so each row's share of what they do is taken off.
  const pull = binary('*', name(normal), call('mean', binary('*', name(delta), name(normal)), 0));
  const spread = binary('-', binary('-', name(delta), call('mean', name(delta), 0)), pull);
  const back = assign(of('back'), binary('*', binary('/', name(gamma), inverse(variance)), spread));
  const shape = { rows: before, columns: units };
  const row = (value: 'zeros' | 1): Expression =>
    value === 1 ? binary('+', fill('zeros', 1, units), number(1)) : fill('zeros', 1, units);
  return {
    ...layer,
    names: { weights, output, others: [gamma, beta], ...kind },
    setup: [
      ...layer.setup.slice(0, 1),
      assign(gamma, row(1)),
      assign(beta, row('zeros')),
      assign(running.mean, row('zeros')),
      assign(running.variance, row(1)),
    ],
    forward,
    evaluate,
    delta: [...layer.delta, back],
    back: of('back'),
    parameters: [
      ...parametersOf({ weights, output }, shape, from, of('back'), hasRate),
      rowParameter(gamma, units, call('sum', binary('*', name(delta), name(normal)), 0), hasRate),
      rowParameter(beta, units, call('sum', name(delta), 0), hasRate),
    ],
  };
}

/** n / (n − 1) times, as PyTorch keeps it. */
function unbiased(variance: string, rows: number): Expression {
  return rows === 1 ? name(variance) : binary('*', binary('/', number(rows), number(rows - 1)), name(variance));
}
