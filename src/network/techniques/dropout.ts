import { binary, type Expression, fill, name, number } from '../../language/expression.ts';
import { assign } from '../../language/program.ts';
import { activationOf, type BaseSettings, hiddenOf } from '../base.ts';
import { type DraftLayer, mapLayers, parametersOf, times } from '../draft.ts';
import {
  type Direction,
  endOfNumbers,
  firstOf,
  hiddenOnly,
  named,
  ofEachLayer,
  stepped,
  unless,
} from '../option-kinds.ts';
import { outOf, ranges } from '../ranges.ts';
import type { Complaint, Technique } from '../technique.ts';

export interface DropoutSettings {
  /** The share of units that is left out of each hidden layer, 0 for none: one for all layers, or a list. */
  readonly dropout: number | readonly number[];
  readonly dropoutForm: 'corrected' | 'follow-up';
}

type Settings = BaseSettings & DropoutSettings;

/** Shares that the options step through. 1 − share is a short number too, as the lines have it. */
const shareSteps = [0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75];

/**
 * Leaves out units of the hidden layers, drawn in each iteration, and scales the rest up (inverted dropout, Hinton et al.
 * 2012). In the corrected form, a unit that is left out learns nothing. The form of the tutorial's follow-up overwrites the
 * layer and takes the slope of the scaled values: its weights grow without limit.
 */
export const dropout: Technique<DropoutSettings> = {
  defaults: { dropout: 0, dropoutForm: 'corrected' },
  name: () => 'dropout',
  isUsed: dropsUnits,
  off: { dropout: 0 },
  apply(draft, settings) {
    const isFollowUp = settings.dropoutForm === 'follow-up';
    const shares = dropoutShares(settings);
    const dropped = mapLayers({ ...draft, predictsAll: false }, (layer, index) => {
      const share = shares[index] ?? 0;
      if (share === 0) return layer;
      const { output } = layer.names;
      const made = assign(`${output}_mask`, mask(draft.rows, layer.units, keptShare(share)));
      const masked = binary('*', name(output), name(`${output}_mask`));
      if (isFollowUp) return { ...layer, after: [made, assign(output, masked)] };
      return {
        ...layer,
        after: [made, assign(`${output}_kept`, masked)],
        error: layer.error.map((line) => ({ ...line, value: times(line.value, name(`${output}_mask`)) })),
      };
    });
    if (isFollowUp) return dropped;
    return mapLayers(dropped, (layer, index) =>
      shares[index - 1] ? readingFrom(layer, `l${index}_kept`, draft.hasRate) : layer,
    );
  },
  hasEffect: { dropoutForm: dropsUnits },
  adapt: (settings) => ({ ...fittingShares(settings), ...fittingForm(settings) }),
  needsHidden: true,
  rules: [
    { setting: 'dropout', reads: ['dropout', 'layerSizes'], check: nothingToDrop },
    { setting: 'dropout', reads: ['dropout', 'layerSizes'], check: numberOfShares },
    {
      setting: 'dropout',
      reads: ['dropout', 'dropoutForm', 'activations', 'layerSizes'],
      check: (settings) => (settings.dropoutForm === 'follow-up' ? noFollowUp(settings) : undefined),
    },
  ],
  options: {
    group: 'Regularization',
    list: [
      {
        name: 'dropout',
        ...ofEachLayer<Settings, number>('dropout', {
          get: dropoutShares,
          set: (_settings, own) => ({ dropout: own.every((share) => share === own[0]) ? (own[0] ?? 0) : own }),
          next: (own, direction) => stepped(shareSteps, own, direction),
          typed: (value) => outOf(ranges.dropout, value) ?? value,
          end: endOfShares,
          write: (share) => (share === 0 ? 'none' : writeShare(share)),
        }),
        unavailable: hiddenOnly,
      },
      {
        name: 'dropout form',
        ...named('dropoutForm', ['corrected', 'follow-up']),
        unavailable: firstOf<Settings>(
          hiddenOnly,
          unless(dropsUnits, 'only with dropout'),
          unless((settings) => noFollowUp(settings) === undefined, 'follow-up is for hidden sigmoids'),
        ),
      },
    ],
  },
};

/** The share of units that is left out, for each hidden layer. */
export function dropoutShares(settings: Pick<Settings, 'dropout' | 'layerSizes'>): readonly number[] {
  const { dropout: own } = settings;
  return hiddenOf(settings).map((_, index) => (typeof own === 'number' ? own : (own[index] ?? 0)));
}

function dropsUnits(settings: Settings): boolean {
  return dropoutShares(settings).some((share) => share > 0);
}

/** 1 / keep for each unit that stays, 0 for each that is left out (B×units). */
function mask(rows: number, units: number, keep: number): Expression {
  return binary('/', binary('<=', fill('random', rows, units), number(keep)), number(keep));
}

/** 1 − share, rounded, so that the lines have a short number: 0.1 for a share of 0.9. */
export function keptShare(share: number): number {
  return Number((1 - share).toPrecision(15));
}

/** The layer with other inputs: those that dropout has left. */
function readingFrom(layer: DraftLayer, from: string, hasRate: boolean): DraftLayer {
  const shape = { rows: layer.before, columns: layer.units };
  const [weights] = parametersOf(layer.names, shape, from, layer.back, hasRate);
  return { ...layer, from, parameters: [weights as (typeof layer.parameters)[number], ...layer.parameters.slice(1)] };
}

/** Fits a list of shares to the hidden layers. A new layer has the share of the last one. */
function fittingShares({ dropout: own, ...settings }: Settings): Partial<DropoutSettings> {
  const hidden = hiddenOf(settings);
  if (typeof own === 'number' || own.length === hidden.length) return {};
  return { dropout: hidden.map((_, index) => own[index] ?? own.at(-1) ?? 0) };
}

/** Replaces the follow-up form, which is for sigmoids, by the corrected one where it leaves out other units. */
function fittingForm(settings: Settings): Partial<DropoutSettings> {
  const fits = settings.dropoutForm === 'corrected' || noFollowUp(settings) === undefined;
  return fits ? {} : { dropoutForm: 'corrected' };
}

function nothingToDrop({ dropout: own, layerSizes }: Settings): Complaint | undefined {
  const isNone = typeof own === 'number' ? own === 0 : own.length === 0;
  if (isNone || layerSizes.length > 2) return undefined;
  const reason = 'dropout leaves out hidden units';
  return { expected: 'a hidden layer for dropout', found: 'none', reason };
}

function numberOfShares({ dropout: own, ...settings }: Settings): Complaint | undefined {
  const hidden = hiddenOf(settings).length;
  if (typeof own === 'number' || hidden === 0 || own.length === hidden) return undefined;
  const reason = 'every hidden layer has one share that is left out';
  return { expected: `${hidden}, one for each hidden layer`, found: String(own.length), reason };
}

/** The follow-up form overwrites outputs before their slope is taken, which works for the slope of a sigmoid only. */
function noFollowUp(settings: Settings): Complaint | undefined {
  const dropped = dropoutShares(settings).map((share, index) => share > 0 && activationOf(settings, index + 1));
  const other = dropped.find((name) => name !== false && name !== 'sigmoid');
  if (other === undefined) return undefined;
  const reason = 'the follow-up form of dropout is for sigmoids, whose slope is 0 where a unit is left out';
  return { expected: 'sigmoid where this form of dropout leaves out units', found: `"${other}"`, reason };
}

const writeShare = (share: number): string => `${Number((100 * share).toPrecision(4))} %`;

function endOfShares(own: number, direction: Direction): string {
  return own === 0 ? endOfNumbers(own, direction) : `the arrows go no higher than ${writeShare(own)}`;
}
