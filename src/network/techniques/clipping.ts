import { binary, call, clip, type Expression, name, number } from '../../language/expression.ts';
import { assign, type Statement } from '../../language/program.ts';
import { type Draft, type DraftLayer, gradientName, mapLayers, mapParameters } from '../draft.ts';
import { named, numeric, oneTwoFive, unless } from '../option-kinds.ts';
import { ranges } from '../ranges.ts';
import type { Technique } from '../technique.ts';

export interface ClippingSettings {
  readonly clip: 'none' | ClippingName;
  /** The largest size that is not clipped: of a cell, or of the norm of all cells. */
  readonly clipLimit: number;
}

/** Limits the size of deltas or gradients. */
interface Clipping {
  readonly what: 'deltas' | 'gradients';
  /** Each cell by itself, or all cells by one factor. */
  readonly by: 'value' | 'norm';
  readonly apply: (draft: Draft, limit: number) => Draft;
}

const table = {
  deltas: {
    what: 'deltas',
    by: 'value',
    apply: (draft, limit) =>
      counted(mapLayers(draft, (layer) => withDelta(layer, clipped(`${layer.names.output}_delta`, limit), limit))),
  },
  gradients: { what: 'gradients', by: 'value', apply: clippedGradients },
  'deltas by norm': {
    what: 'deltas',
    by: 'norm',
    apply: (draft, limit) => countedScales(mapLayers(draft, (layer) => withDeltaNorm(layer, limit))),
  },
  'gradients by norm': { what: 'gradients', by: 'norm', apply: scaledGradients },
} satisfies Readonly<Record<string, Clipping>>;

export type ClippingName = keyof typeof table;
export const clippings: Readonly<Record<ClippingName, Clipping>> = table;
export const clippingNames = Object.keys(table) as readonly ClippingName[];

/**
 * Clips each cell of the deltas or of the gradients to ±limit, or scales all cells by one factor where their norm is above the
 * limit (Pascanu et al. 2013). The factor is limit / norm; PyTorch's clip_grad_norm_ has limit / (norm + 1e-6). `clipped` is
 * the number of clipped cells, or of factors below 1.
 */
export const clipping: Technique<ClippingSettings> = {
  defaults: { clip: 'none', clipLimit: 1 },
  name: () => 'clipping',
  isUsed: isClipped,
  off: { clip: 'none' },
  apply: (draft, { clip: kind, clipLimit }) => (kind === 'none' ? draft : clippings[kind].apply(draft, clipLimit)),
  hasEffect: { clipLimit: isClipped },
  options: {
    group: 'Learning',
    list: [
      { name: 'clipping', ...named('clip', ['none', ...clippingNames]) },
      {
        name: 'clip limit',
        ...numeric(
          'clipLimit',
          ranges.clipLimit,
          oneTwoFive(-3, 2).filter((value) => value <= 10),
        ),
        unavailable: unless(isClipped, 'only with clipping'),
      },
    ],
  },
};

function isClipped({ clip: kind }: ClippingSettings): boolean {
  return kind !== 'none';
}

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

/** limit / norm, at most 1: also for a norm of 0. */
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
  // In NumPy true + true is true, so each comparison is summed to a number first.
  const below = draft.layers.map(({ names }) =>
    call('sum', binary('<', name(`${names.output}_delta_scale`), number(1))),
  );
  return { ...draft, shared: [...draft.shared, assign('clipped', total(below))] };
}

function clippedGradients(draft: Draft, limit: number): Draft {
  const named = changedGradients(draft, (gradient) => clipped(gradient, limit));
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
  const named = changedGradients(draft, (gradient) => binary('*', name('scale'), name(gradient)));
  return { ...named, shared: [...draft.shared, ...lines] };
}

function gradientNames({ layers }: Draft): readonly string[] {
  return layers.flatMap(({ parameters }) => parameters.map(gradientName));
}

/** Gives every gradient its own line, and every update the gradient as `change` transforms it. */
function changedGradients(draft: Draft, change: (gradient: string) => Expression): Draft {
  return mapParameters(draft, (parameter) => ({
    ...parameter,
    isNamed: true,
    update: () => parameter.update(change(gradientName(parameter))),
  }));
}

function total(parts: readonly Expression[]): Expression {
  return parts.reduce((sum, part) => binary('+', sum, part));
}
