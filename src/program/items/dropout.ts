import { parametersOf, times } from '../base.ts';
import { type DraftLayer, type Item, mapLayers } from '../draft.ts';
import { binary, type Expression, fill, name, number } from '../expression.ts';
import { assign } from '../program.ts';

/**
 * Leaves out units of the hidden layers, others in each iteration, and scales the rest up as if nothing were missing (Hinton et
 * al. 2012; "inverted"). Corrected, what is left out learns nothing. The form of the tutorial's follow-up overwrites the layer
 * itself, and takes the derivative of what it has scaled: its weights grow without limit.
 */
export const dropout: Item = {
  name: () => 'dropout',
  without: (settings) => ((settings.dropout ?? 0) === 0 ? settings : { ...settings, dropout: 0 }),
  apply(draft) {
    const { dropout: share = 0, dropoutForm = 'corrected' } = draft.settings;
    if (share === 0 || draft.layers.length < 2) return draft;
    const keep = 1 - share;
    const last = draft.layers.length - 1;
    const mask = (units: number): Expression =>
      binary('/', binary('<=', fill('random', draft.rows, units), number(keep)), number(keep));
    const dropped = mapLayers({ ...draft, showsAll: false }, (layer, index) => {
      if (index === last) return layer;
      const { output } = layer.names;
      const made = assign(`${output}_mask`, mask(layer.units));
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
      index === 0 ? layer : readingFrom(layer, `l${index}_kept`, draft.hasRate),
    );
  },
};

function readingFrom(layer: DraftLayer, from: string, hasRate: boolean): DraftLayer {
  const shape = { rows: layer.before, columns: layer.units };
  const [weights] = parametersOf(layer.names, shape, from, layer.back, hasRate);
  return { ...layer, from, parameters: [weights as (typeof layer.parameters)[number], ...layer.parameters.slice(1)] };
}
