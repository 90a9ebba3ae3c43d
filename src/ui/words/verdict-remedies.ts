import type { ActivationName } from '../../language/activations.ts';
import { counted } from '../../language/wording.ts';
import type { Remedy } from '../../worker/protocol.ts';
import { formatCount, formatTyped } from '../text/numbers.ts';
import { percent } from './cause-briefly.ts';

/** A remedy in a sentence: the change, the restart, and the reason. */
export function remedyWords(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'lowerAlpha':
      return `lower alpha from ${formatTyped(remedy.from)} to ${formatTyped(remedy.to)} and start over: smaller steps overshoot less`;
    case 'raiseAlpha':
      return `raise alpha from ${formatTyped(remedy.from)} to ${formatTyped(remedy.to)} and start over: larger steps need fewer iterations`;
    case 'reseed':
      return 'start over from the next seed: other initial weights may give another result';
    case 'addHiddenUnits':
      return `widen ${remedy.layer} from ${remedy.from} to ${remedy.to} units and start over: more units can distinguish more examples`;
    case 'fewerUnits':
      return `narrow ${remedy.layer} from ${remedy.from} to ${remedy.to} units and start over: fewer units memorize less`;
    case 'addHiddenLayer':
      return `add a hidden layer of ${remedy.units} ${remedy.activation === undefined ? '' : `${remedy.activation} `}units and start over: it can combine the inputs`;
    case 'fewerLayers':
      return `keep only the first ${remedy.to === 1 ? '' : `${remedy.to} `}of ${remedy.from} hidden layers and start over: the deltas have a shorter way back`;
    case 'hiddenActivation':
      return `make the hidden layers ${remedy.to} and start over: ${reasonFor(remedy.to)}`;
    case 'outputActivation':
      return `make the outputs ${remedy.to}${atAlpha(remedy.alpha)} and start over: they can reach all targets`;
    case 'loss':
      return `use ${remedy.to} as the loss${atAlpha(remedy.alpha)} and start over: it fits this output`;
    case 'initialWeights':
      return `draw the initial weights at random (${remedy.to}) and start over: ${
        remedy.to === 'uniform' ? 'then all units differ' : 'then their size suits the layers'
      }`;
    case 'addBias':
      return 'add a bias to each layer and start over: inputs of 0 need not give a sum of 0';
    case 'dropRegularization':
      return 'remove L1, L2 and weight decay and start over: then only the examples change the weights';
    case 'addL2':
      return `add L2 of ${formatTyped(remedy.to)} and start over: small weights make smoother predictions`;
    case 'dropout':
      return remedy.from === 0
        ? `leave out ${percent(remedy.to)} of the hidden units (dropout) and start over: no unit can rely on a single other unit`
        : `lower dropout from ${percent(remedy.from)} to ${percent(remedy.to)} and start over: more units learn from each example`;
    case 'dropClipping':
      return 'remove clipping and start over: then updates have their full size';
    case 'constantAlpha':
      return `remove the schedule and start over: alpha stays at ${formatTyped(remedy.alpha)}`;
    case 'wholeBatch':
      return `use all ${formatCount(remedy.to)} examples in each iteration${atAlpha(remedy.alpha)} and start over: no update follows only a few`;
    case 'stopEarly':
      return `start over and stop after ${counted(remedy.at, 'iteration')}, where the test set was predicted best`;
  }
}

/** A remedy in a few words, for the title of the run: the setting first. */
export function remedyBriefly(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'lowerAlpha':
    case 'raiseAlpha':
      return `alpha ${formatTyped(remedy.to)}`;
    case 'reseed':
      return 'seed';
    case 'addHiddenUnits':
    case 'fewerUnits':
      return `${remedy.layer} of ${remedy.to}`;
    case 'addHiddenLayer':
      return `hidden layer of ${remedy.units}`;
    case 'addBias':
      return 'bias';
    case 'fewerLayers':
      return `hidden layers: ${remedy.to}`;
    case 'hiddenActivation':
      return `hidden ${remedy.to}`;
    case 'outputActivation':
      return `outputs ${remedy.to}`;
    case 'loss':
      return `loss ${remedy.to}`;
    case 'initialWeights':
      return `initial weights ${remedy.to}`;
    case 'dropRegularization':
      return 'no regularization';
    case 'addL2':
      return `L2 ${formatTyped(remedy.to)}`;
    case 'dropout':
      return `dropout ${formatTyped(remedy.to)}`;
    case 'dropClipping':
      return 'unclipped';
    case 'constantAlpha':
      return `alpha ${formatTyped(remedy.alpha)}`;
    case 'wholeBatch':
      return 'all examples at once';
    case 'stopEarly':
      return `stop at ${remedy.at}`;
  }
}

function atAlpha(alpha: number | undefined): string {
  return alpha === undefined ? '' : `, at alpha ${formatTyped(alpha)},`;
}

function reasonFor(activation: ActivationName): string {
  return activation === 'leaky relu' ? 'its slope is never 0' : 'its slope is up to 1';
}
