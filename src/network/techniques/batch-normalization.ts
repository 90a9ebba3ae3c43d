import { binary, call, type Expression, fill, name, number, transpose } from '../../language/expression.ts';
import { add, assign, type Statement } from '../../language/program.ts';
import { activationLines } from '../activation-lines.ts';
import type { BaseSettings } from '../base.ts';
import { type DraftLayer, mapLayers, parametersOf, rowParameter } from '../draft.ts';
import { firstOf, hiddenOnly, onOff } from '../option-kinds.ts';
import type { Complaint, TargetFacts, Technique } from '../technique.ts';
import { type BatchSettings, rowsOfIteration } from './batches.ts';

export interface BatchNormSettings {
  readonly batchNorm: boolean;
}

type Settings = BaseSettings & BatchNormSettings & BatchSettings;

/** PyTorch's default. */
const EPSILON = 1e-5;
/** The weight of the newest batch in the running averages: PyTorch's default, too. */
export const RUNNING_SHARE = 0.1;

/**
 * Gives the weighted sums of each hidden unit mean 0 and variance 1 over the batch, then a learned scale gamma and shift beta
 * (Ioffe and Szegedy 2015). A prediction uses running averages of mean and variance instead. The layers have no bias: beta
 * does the same.
 */
export const batchNormalization: Technique<BatchNormSettings, BatchSettings> = {
  defaults: { batchNorm: false },
  name: () => 'batch normalization',
  isUsed: ({ batchNorm, layerSizes }) => batchNorm && layerSizes.length > 2,
  off: { batchNorm: false },
  apply(draft) {
    const last = draft.layers.length - 1;
    const normalized = mapLayers({ ...draft, predictsAll: false }, (layer, index) =>
      index === last ? layer : normalize(layer, draft.rows, draft.hasRate),
    );
    // The error of a hidden layer comes back through the normalization of the layer after it.
    return mapLayers(normalized, (layer, index) => {
      if (index >= last - 1) return layer;
      const error = errorFrom(normalized.layers[index + 1] as DraftLayer);
      return { ...layer, error: [assign(`${layer.names.output}_error`, error)] };
    });
  },
  kept: ['batchNorm'],
  needsHidden: true,
  rules: [
    { setting: 'batchNorm', reads: ['batchNorm', 'layerSizes'], check: nothingToNormalize },
    { setting: 'batchNorm', reads: ['batchNorm', 'batchSize'], check: batchOfOne },
  ],
  options: {
    group: 'Regularization',
    after: 'dropout form',
    list: [
      {
        name: 'batch normalization',
        ...onOff('batchNorm'),
        unavailable: firstOf<Settings>(hiddenOnly, (settings, examples) =>
          rowsOfIteration(settings, examples) < 2 ? 'a batch of one example has no variance' : undefined,
        ),
      },
    ],
  },
};

const deviation = (variance: string): Expression => call('sqrt', binary('+', name(variance), number(EPSILON)));

/** The error of the layer before: `back @ weights.T`. */
function errorFrom({ back, names }: DraftLayer): Expression {
  return binary('@', name(back), transpose(name(names.weights)));
}

function normalize(layer: DraftLayer, rows: number, hasRate: boolean): DraftLayer {
  const { units, before, activation, from } = layer;
  const { output, weights, activation: own } = layer.names;
  const kind = own === undefined ? {} : { activation: own };
  const of = (what: string): string => `${output}_${what}`;
  const [gamma, beta] = [of('gamma'), of('beta')];
  const [sums, mean, variance, normal, delta] = [of('sum'), of('mean'), of('var'), of('norm'), of('delta')];
  const running = { mean: of('running_mean'), variance: of('running_var') };
  const scaled = (standard: Expression): Expression => binary('+', binary('*', name(gamma), standard), name(beta));
  const centred = (from: string, centre: string): Expression => binary('-', name(from), name(centre));
  const forward = (source: string, out: string): readonly Statement[] => [
    assign(sums, binary('@', name(source), name(weights))),
    assign(mean, call('mean', name(sums), 0)),
    assign(variance, call('mean', binary('**', centred(sums, mean), number(2)), 0)),
    assign(normal, binary('/', centred(sums, mean), deviation(variance))),
    ...activationLines(activation, out, scaled(name(normal))),
    add(running.mean, binary('*', number(RUNNING_SHARE), binary('-', name(mean), name(running.mean)))),
    add(
      running.variance,
      binary('*', number(RUNNING_SHARE), binary('-', unbiased(variance, rows), name(running.variance))),
    ),
  ];
  const evaluate = (source: string, out: string): readonly Statement[] => {
    const own = `${out}_sum`;
    const standard = binary('/', centred(own, running.mean), deviation(running.variance));
    return [
      assign(own, binary('@', name(source), name(weights))),
      ...activationLines(activation, out, scaled(standard)),
    ];
  };
  // Mean and variance depend on every row of the batch, so their part is subtracted from the delta of each row.
  const pull = binary('*', name(normal), call('mean', binary('*', name(delta), name(normal)), 0));
  const spread = binary('-', binary('-', name(delta), call('mean', name(delta), 0)), pull);
  const back = assign(of('back'), binary('*', binary('/', name(gamma), deviation(variance)), spread));
  const zeros = fill('zeros', 1, units);
  const ones = binary('+', zeros, number(1));
  return {
    ...layer,
    names: { weights, output, others: [gamma, beta], ...kind },
    setup: [
      ...layer.setup.slice(0, 1),
      assign(gamma, ones),
      assign(beta, zeros),
      assign(running.mean, zeros),
      assign(running.variance, ones),
    ],
    forward,
    evaluate,
    delta: [...layer.delta, back],
    back: of('back'),
    parameters: [
      ...parametersOf({ weights, output }, { rows: before, columns: units }, from, of('back'), hasRate),
      rowParameter(gamma, units, call('sum', binary('*', name(delta), name(normal)), 0), hasRate),
      rowParameter(beta, units, call('sum', name(delta), 0), hasRate),
    ],
  };
}

/** The variance times n / (n − 1), as PyTorch averages it. */
function unbiased(variance: string, rows: number): Expression {
  return rows === 1 ? name(variance) : binary('*', binary('/', number(rows), number(rows - 1)), name(variance));
}

function nothingToNormalize({ batchNorm, layerSizes }: Settings): Complaint | undefined {
  if (!batchNorm || layerSizes.length > 2) return undefined;
  const reason = 'batch normalization is for hidden layers';
  return { expected: 'a hidden layer for batch normalization', found: 'none', reason };
}

function batchOfOne({ batchNorm, batchSize }: Settings, { rows }: TargetFacts): Complaint | undefined {
  if (!batchNorm || (batchSize || rows) > 1) return undefined;
  const reason = 'a single example is its own mean, so normalization makes it 0';
  return { expected: 'batches of at least 2 for batch normalization', found: '1', reason };
}
