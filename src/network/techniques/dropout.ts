import { binary, type Expression, fill, name, number } from '../../language/expression.ts';
import { assign } from '../../language/program.ts';
import { parametersOf, times } from '../base.ts';
import { type DraftLayer, mapLayers, type Technique } from '../draft.ts';
import type { NetworkSettings } from '../settings.ts';

/** The share of units that is left out, for each hidden layer. */
export function dropoutShares({ dropout: own = 0, layerSizes }: NetworkSettings): readonly number[] {
  return layerSizes.slice(1, -1).map((_, index) => (typeof own === 'number' ? own : (own[index] ?? 0)));
}

/**
 * Leaves out units of the hidden layers, others in each iteration, and scales the rest up as if nothing were missing (Hinton et
 * al. 2012; "inverted"). Corrected, what is left out learns nothing. The form of the tutorial's follow-up overwrites the layer
 * itself, and takes the derivative of what it has scaled: its weights grow without limit.
 */
export const dropout: Technique = {
  name: () => 'dropout',
  without: (settings) =>
    dropoutShares(settings).every((share) => share === 0) ? settings : { ...settings, dropout: 0 },
  apply(draft) {
    const { dropoutForm = 'corrected' } = draft.settings;
    const shares = dropoutShares(draft.settings);
    if (shares.every((share) => share === 0)) return draft;
    const dropped = mapLayers({ ...draft, showsAll: false }, (layer, index) => {
      const share = shares[index] ?? 0;
      if (share === 0) return layer;
      const { output } = layer.names;
      const made = assign(`${output}_mask`, mask(draft.rows, layer.units, restOf(share)));
      const masked = binary('*', name(output), name(`${output}_mask`));
      if (dropoutForm === 'follow-up') {
        return { ...layer, after: [made, assign(output, masked)] };
      }
      return {
        ...layer,
        after: [made, assign(`${output}_kept`, masked)],
        error: layer.error.map((statement) => ({
          ...statement,
          value: times(statement.value, name(`${output}_mask`)),
        })),
      };
    });
    if (dropoutForm === 'follow-up') return dropped;
    // The next layer reads what is kept.
    return mapLayers(dropped, (layer, index) =>
      shares[index - 1] ? readingFrom(layer, `l${index}_kept`, draft.hasRate) : layer,
    );
  },
};

/** 1 / keep for the units that stay, 0 for the others. */
function mask(rows: number, units: number, keep: number): Expression {
  return binary('/', binary('<=', fill('random', rows, units), number(keep)), number(keep));
}

/** 1 − share, as a person would write it: what is drawn is compared with the very number that is printed, 0.1 for 0.9. */
export function restOf(share: number): number {
  return Number((1 - share).toPrecision(15));
}

function readingFrom(layer: DraftLayer, from: string, hasRate: boolean): DraftLayer {
  const shape = { rows: layer.before, columns: layer.units };
  const [weights] = parametersOf(layer.names, shape, from, layer.back, hasRate);
  return { ...layer, from, parameters: [weights as (typeof layer.parameters)[number], ...layer.parameters.slice(1)] };
}
