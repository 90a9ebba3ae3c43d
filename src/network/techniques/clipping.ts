import { binary, call, clip, type Expression, name, number } from '../../language/expression.ts';
import { assign, type Statement } from '../../language/program.ts';
import { type Draft, type DraftLayer, mapLayers, mapParameters, type Technique } from '../draft.ts';
import { usual } from '../usual.ts';

/** Brings down what is larger than a limit. */
interface Clipping {
  readonly what: 'deltas' | 'gradients';
  /** Each cell for itself, or all of them by one factor. */
  readonly by: 'value' | 'norm';
  readonly trim: (draft: Draft, limit: number) => Draft;
}

const table = {
  deltas: {
    what: 'deltas',
    by: 'value',
    trim: (draft, limit) =>
      counted(mapLayers(draft, (layer) => withDelta(layer, clipped(`${layer.names.output}_delta`, limit), limit))),
  },
  gradients: { what: 'gradients', by: 'value', trim: trimmedGradients },
  'deltas by norm': {
    what: 'deltas',
    by: 'norm',
    trim: (draft, limit) => countedScales(mapLayers(draft, (layer) => withDeltaNorm(layer, limit))),
  },
  'gradients by norm': { what: 'gradients', by: 'norm', trim: scaledGradients },
} satisfies Readonly<Record<string, Clipping>>;

export type ClippingName = keyof typeof table;
export const clippings: Readonly<Record<ClippingName, Clipping>> = table;
export const clippingNames = Object.keys(table) as readonly ClippingName[];

/**
 * Cuts off what is too large: each cell of the deltas or of the gradients, or all of them by one factor where their norm is too
 * large (Pascanu et al. 2013). That factor is limit / norm, where PyTorch's clip_grad_norm_ has limit / (norm + 1e-6): a part in
 * a million of it at a norm of 1. `clipped` counts the cells, or the factors that were below 1.
 */
export const clipping: Technique = {
  name: () => 'delta trimming',
  without: (settings) => ((settings.clip ?? usual.clip) === usual.clip ? settings : { ...settings, clip: usual.clip }),
  apply(draft) {
    const { clip: kind = usual.clip, clipLimit = usual.clipLimit } = draft.settings;
    return kind === 'none' ? draft : clippings[kind].trim(draft, clipLimit);
  },
};

const clipped = (own: string, limit: number): Expression => clip(name(own), -limit, limit);
const tooLarge = (own: string, limit: number): Expression =>
  call('sum', binary('>', call('abs', name(own)), number(limit)));

function withDelta(layer: DraftLayer, value: Expression, limit: number): DraftLayer {
  const own = `${layer.names.output}_delta`;
  const [first, ...rest] = layer.delta as [Statement, ...Statement[]];
  const lines = [assign(`${own}_clipped`, tooLarge(own, limit)), assign(own, value)];
  return { ...layer, delta: [first, ...lines, ...rest] };
}

function counted(draft: Draft): Draft {
  const counts = draft.layers.map(({ names }): Expression => name(`${names.output}_delta_clipped`));
  return { ...draft, shared: [...draft.shared, assign('clipped', total(counts))] };
}

/** The factor that brings a norm down to the limit, and never up: at a norm of 0 it is 1. */
function factor(norm: Expression, limit: number): Expression {
  return clip(binary('/', number(limit), norm), 0, 1);
}

function withDeltaNorm(layer: DraftLayer, limit: number): DraftLayer {
  const own = `${layer.names.output}_delta`;
  const [first, ...rest] = layer.delta as [Statement, ...Statement[]];
  const norm = call('sqrt', call('sum', binary('**', name(own), number(2))));
  const lines = [
    assign(`${own}_scale`, factor(norm, limit)),
    assign(own, binary('*', name(own), name(`${own}_scale`))),
  ];
  return { ...layer, delta: [first, ...lines, ...rest] };
}

function countedScales(draft: Draft): Draft {
  // Without the sums NumPy would add truth values, and true + true is true there.
  const below = draft.layers.map(({ names }) =>
    call('sum', binary('<', name(`${names.output}_delta_scale`), number(1))),
  );
  return { ...draft, shared: [...draft.shared, assign('clipped', total(below))] };
}

function trimmedGradients(draft: Draft, limit: number): Draft {
  const named = namedGradients(draft, (gradient) => clipped(gradient, limit));
  const counts = gradientNames(draft).map((gradient) => tooLarge(gradient, limit));
  return { ...named, shared: [...draft.shared, assign('clipped', total(counts))] };
}

function scaledGradients(draft: Draft, limit: number): Draft {
  const squares = gradientNames(draft).map((gradient) => call('sum', binary('**', name(gradient), number(2))));
  const lines = [
    assign('norm', call('sqrt', total(squares))),
    assign('scale', factor(name('norm'), limit)),
    assign('clipped', binary('<', name('scale'), number(1))),
  ];
  const named = namedGradients(draft, (gradient) => binary('*', name('scale'), name(gradient)));
  return { ...named, shared: [...draft.shared, ...lines] };
}

function gradientNames({ layers }: Draft): readonly string[] {
  return layers.flatMap(({ parameters }) => parameters.map((parameter) => `${parameter.name}_grad`));
}

/** Every gradient gets a line, and the updates take what has become of it. */
function namedGradients(draft: Draft, change: (gradient: string) => Expression): Draft {
  return mapParameters(draft, (parameter) => ({
    ...parameter,
    isNamed: true,
    update: (direction) => {
      const own = direction.kind === 'name' ? direction.name : '';
      return parameter.update(change(own));
    },
  }));
}

function total(parts: readonly Expression[]): Expression {
  return parts.reduce((sum, part) => binary('+', sum, part));
}
