import { type ActivationName, activations } from '../language/activations.ts';
import { noFollowUp } from './combinations.ts';
import { endOfNumbers, firstOf, hiddenOnly, type Reason, type Rest, resizable } from './option-kinds.ts';
import { activationsOf, cycled, type Direction, hiddenOf, stepped, unitsEnd, withHidden } from './option-steps.ts';
import type { NetworkSettings } from './settings.ts';
import { dropoutShares } from './techniques/dropout.ts';

/*
 * What every hidden layer has of its own: set in one of them, or in all at once.
 */

interface OfEachLayer<Value> {
  readonly get: (settings: NetworkSettings) => readonly Value[];
  readonly set: (settings: NetworkSettings, values: readonly Value[]) => NetworkSettings;
  /** Undefined at the end. */
  readonly next: (own: Value, direction: Direction) => Value | undefined;
  readonly write: (value: Value) => string;
  /** Why there is no next one. */
  readonly end?: (own: Value, direction: Direction) => string;
}

/** Where layers differ, all of them start from what the first has. */
function ofEachLayer<Value>(
  what: string,
  { get, set, next, write, end }: OfEachLayer<Value>,
  unavailable: Reason,
): Rest {
  return {
    nameIn: (layer) => `${what} of ${layer}`,
    value: (settings, layer) => {
      const words = get(settings).map(write);
      const own = layer === undefined ? words : words.slice(layer, layer + 1);
      return (own.every((word) => word === own[0]) ? own[0] : own.join(', ')) ?? 'none';
    },
    change: (settings, direction, _facts, layer) => {
      const values = get(settings);
      const own = values[layer ?? 0];
      const changed = own === undefined ? undefined : next(own, direction);
      if (changed === undefined) return settings;
      return set(
        settings,
        values.map((value, index) => (index === (layer ?? index) ? changed : value)),
      );
    },
    unavailable,
    end: (settings, direction, _facts, layer) => {
      const own = get(settings)[layer ?? 0];
      return own === undefined ? undefined : end?.(own, direction);
    },
    note: (settings, layer) =>
      hiddenOf(settings).length > 1 && layer === undefined ? 'of all hidden layers' : undefined,
  };
}

const activationNames = Object.keys(activations) as readonly ActivationName[];
/** A softmax is for the last layer. */
export const hiddenNames = activationNames.filter((name) => activations[name].isJoint !== true);

export const hiddenActivation = ofEachLayer<ActivationName>(
  'activation',
  {
    get: (settings) => activationsOf(settings).slice(0, -1),
    set: (settings, own) =>
      withFittingForm({ ...settings, activations: [...own, ...activationsOf(settings).slice(-1)] }),
    next: (own, direction) => cycled(hiddenNames, own, direction),
    write: (name) => name,
  },
  hiddenOnly,
);

/** A form of dropout that is for sigmoids gives way where others would lose units. */
function withFittingForm(settings: NetworkSettings): NetworkSettings {
  const fits = settings.dropoutForm !== 'follow-up' || noFollowUp(settings) === undefined;
  return fits ? settings : { ...settings, dropoutForm: 'corrected' };
}

const sizes = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048, 4096];

export const hiddenUnits = ofEachLayer<number>(
  'units',
  {
    get: hiddenOf,
    set: withHidden,
    next: (own, direction) => stepped(sizes, own, direction),
    write: String,
    end: (_own, direction) => (direction === 1 ? unitsEnd : 'a layer has at least one unit'),
  },
  firstOf(hiddenOnly, resizable),
);

const writeShare = (share: number): string => `${Number((100 * share).toPrecision(4))} %`;

function endOfShares(own: number, direction: Direction): string {
  return own === 0 ? endOfNumbers(own, direction) : `the arrows go no higher than ${writeShare(own)}`;
}

/** Shares of which the rest is a short number too, as the lines have it. */
const shares = [0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75];

export const dropout = ofEachLayer<number>(
  'dropout',
  {
    get: dropoutShares,
    set: (settings, own) =>
      withFittingForm({ ...settings, dropout: own.every((share) => share === own[0]) ? (own[0] ?? 0) : own }),
    next: (own, direction) => stepped(shares, own, direction),
    end: endOfShares,
    write: (share) => (share === 0 ? 'none' : writeShare(share)),
  },
  hiddenOnly,
);

/** As many as the tutorial has. */
const FIRST_HIDDEN = 4;

export const hiddenLayers: Rest = {
  value: (settings) => String(hiddenOf(settings).length || 'none'),
  change: (settings, direction) => {
    const hidden = hiddenOf(settings);
    if (direction === 1) return withHidden(settings, [...hidden, hidden.at(-1) ?? FIRST_HIDDEN]);
    return hidden.length === 0 ? settings : withHidden(settings, hidden.slice(0, -1));
  },
  end: () => 'there is no hidden layer to take away',
  unavailable: resizable,
};

/** Which of the hidden layers these options are about. */
export const layerToSet: Rest = {
  value: (_settings, layer) => (layer === undefined ? 'all hidden' : `l${layer + 1}`),
  change: (settings) => settings,
  choose: (settings, direction, layer) => {
    // All of them stand before the first.
    const places = hiddenOf(settings).length + 1;
    const place = ((layer ?? -1) + 1 + direction + places) % places;
    return place === 0 ? undefined : place - 1;
  },
  unavailable: firstOf(hiddenOnly, (settings) =>
    hiddenOf(settings).length === 1 ? 'there is one hidden layer' : undefined,
  ),
};
