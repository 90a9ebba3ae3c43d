import type { Program } from '../../language/program.ts';
import { alphaOf } from './causes.ts';
import type { Values } from './measure.ts';
import type { Cause, Remedy } from './verdict.ts';

/** The tutorial's number of hidden units: enough for XOR from every seed that was tried. */
const ENOUGH_UNITS = 4;
/** The factor on the units of a layer that has enough already. */
const MORE_UNITS = 1.5;
/** The step of the tutorial's table of alphas. */
const ALPHA_FACTOR = 10;

/** Remedies for these causes, each once, the most promising first. */
export function remediesFor(causes: readonly Cause[], program: Program, values: Values): readonly Remedy[] {
  if (causes.length === 0) return [];
  const alpha = alphaOf(values);
  const changeAlpha = (kind: 'lowerAlpha' | 'raiseAlpha'): Remedy => {
    const to = kind === 'lowerAlpha' ? alpha / ALPHA_FACTOR : alpha * ALPHA_FACTOR;
    return { kind, from: alpha, to: Number(to.toPrecision(6)) };
  };
  const addUnits = (layer: string): readonly Remedy[] => {
    const hidden = values.hidden.findIndex(({ name }) => name === layer);
    const from = values.hidden[hidden]?.value.columns;
    if (from === undefined) return [];
    return [{ kind: 'addHiddenUnits', hidden, layer, from, to: Math.max(ENOUGH_UNITS, Math.ceil(from * MORE_UNITS)) }];
  };
  const biased = program.roles.layers.every(({ bias }) => bias !== undefined);
  const addBias: readonly Remedy[] = biased ? [] : [{ kind: 'addBias' }];
  const reseed: Remedy = { kind: 'reseed' };
  const against = (cause: Cause): readonly Remedy[] => {
    switch (cause.kind) {
      case 'alikeInputs':
      case 'outOfReach':
      case 'largeInputs':
      case 'chance':
        return [];
      case 'noHiddenLayer':
        return [{ kind: 'addHiddenLayer', units: ENOUGH_UNITS }];
      case 'zeroInputs':
        return addBias;
      case 'rowsAlike':
      case 'flatRows':
      case 'deadUnits':
      case 'alikeUnits':
        return [...addUnits(cause.layer), ...addBias, reseed];
      case 'vanishingDeltas':
        return [
          { kind: 'fewerLayers', from: values.hidden.length, to: 1 },
          ...(cause.sigmoids ? [{ kind: 'hiddenActivation', to: 'tanh' } as const] : []),
        ];
      case 'plateau':
        return [...values.hidden.slice(0, 1).flatMap(({ name }) => addUnits(name)), reseed];
      case 'flatOutputs':
        return [changeAlpha('lowerAlpha'), reseed];
      case 'largeSteps':
      case 'notFinite':
        return [changeAlpha('lowerAlpha')];
      case 'smallSteps':
        return [changeAlpha('raiseAlpha')];
    }
  };
  // A step that was too large may have caused the rest: its remedy comes first.
  const ordered = [...causes].sort(
    (one, other) => Number(other.kind === 'largeSteps') - Number(one.kind === 'largeSteps'),
  );
  const all = ordered.flatMap(against);
  return all.filter((remedy, index) => all.findIndex(({ kind }) => kind === remedy.kind) === index);
}
