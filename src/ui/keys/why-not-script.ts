import { type Model, shownState } from '../model/model.ts';
import { isRunning } from '../model/requests.ts';
import { examinedIn, foundIn, isScript, NO_TRAINING, scriptOf, scriptView, trainsNothing } from '../model/script.ts';

import { whyGone } from './why-not.ts';

/*
 * Reasons why a key does nothing for a script, or for anything but a script.
 */

type Reason = (model: Model) => string | undefined;

/** The reason for a key that scripts do not have; for other subjects the reason of `otherwise`. */
export function notForScript(words: string, otherwise?: Reason): Reason {
  return (model) => (isScript(model) ? words : otherwise?.(model));
}

/** The reason why a script does not continue: it has ended, and no later position is known. */
export function whyEnded(otherwise: Reason): Reason {
  return (model) => {
    const view = scriptView(model);
    const isAtEnd = view?.ending !== undefined && view.lines === view.furthestLines && !isRunning(model);
    const rests = isScript(model) && isAtEnd && shownState(model) !== 'starting' && model.snapshot?.run === model.run;
    return rests ? 'the script has ended: b goes back a line, R starts over' : otherwise(model);
  };
}

/** The reason why an iteration cannot be named, marked or compared: the script has none. */
export function withoutTraining(otherwise?: Reason): Reason {
  return (model) => (trainsNothing(model) ? NO_TRAINING : otherwise?.(model));
}

export const whyNoFunctions: Reason = (model) =>
  isScript(model) ? whyEnded(whyGone)(model) : 'this is for scripts: the lines of this program call no functions';

/** The weights of a script are known once they are found. */
export const whyNoWeights: Reason = (model) => {
  const isKnown = !isScript(model) || foundIn(model) !== undefined;
  if (isKnown) return whyGone(model);
  return trainsNothing(model) ? NO_TRAINING : 'the weights of this script have not been found yet';
};

/** A watch can be taken away without weights. */
export const whyNotCleared: Reason = (model) => (model.focus === 'notes' ? whyGone(model) : whyNoWeights(model));

/** The learning rate of a script can be changed where it is a variable. */
export function whyNoRate(otherwise: Reason): Reason {
  return (model) => {
    if (!isScript(model)) return otherwise(model);
    const rate = foundIn(model)?.learningRate;
    if (rate === undefined) return whyNoWeights(model) ?? 'no learning rate was found in this script';
    const { text, line } = rate;
    return rate.isLiteral
      ? `the learning rate is the number ${text} in line ${line}: change that line of the file`
      : whyGone(model);
  };
}

export const whyNoBreakpoint: Reason = (model) => {
  if (!isScript(model)) return 'this is for scripts: w stops the run when an expression holds';
  if (model.view.kind !== 'panes' || model.focus !== 'program') return 'breakpoints are in the source: tab goes there';
  return whyGone(model);
};

/** The reason why rows of a script cannot be predicted. */
export const whyNotExamined: Reason = (model) => {
  const script = scriptOf(model);
  if (script === undefined) return undefined;
  if (trainsNothing(model)) return NO_TRAINING;
  if (script.examined === undefined) {
    return (model.snapshot?.furthest ?? 0) === 0
      ? 'the search for the inputs needs an iteration: s runs one'
      : 'the search for the inputs of this script is not complete';
  }
  return 'why' in script.examined ? `no other rows can be predicted: ${script.examined.why}` : whyGone(model);
};

/** The reason why the network of a script cannot be drawn for an example. */
export const whyNotDrawn: Reason = (model) => {
  const reason = whyNotExamined(model);
  const examined = examinedIn(model);
  if (reason !== undefined || examined === undefined) return reason;
  if (examined.units === undefined) return 'the weights of this script do not follow each other layer by layer';
  if (examined.areInOrder || model.asked !== undefined) return undefined;
  return 'an iteration of this script uses some of its examples, or another order: y predicts a row';
};

/** The reason why there is no verdict on a script. */
export const whyNoVerdict: Reason = (model) => {
  if (!isScript(model) || model.snapshot?.verdict !== undefined) return undefined;
  if (trainsNothing(model)) return NO_TRAINING;
  return (model.snapshot?.furthest ?? 0) === 0
    ? 'the verdict needs an iteration: s runs one'
    : (model.snapshot?.script?.whyNoVerdict ?? 'there is no verdict on this script at this line');
};

/** The reason why the updates of a script cannot be checked. */
export const whyNotChecked: Reason = (model) => {
  if (!isScript(model)) return undefined;
  if (trainsNothing(model)) return NO_TRAINING;
  return (model.snapshot?.furthest ?? 0) === 0 ? 'the check needs an iteration: s runs one' : whyGone(model);
};

const IN_FILE = 'O opens its file';

/** True for a reason that holds for every script. */
export function isForNoScript(reason: string): boolean {
  return Object.values<string>(scriptReasons).includes(reason);
}

/** The keys and views that scripts do not have. */
export const scriptReasons = {
  gauges: 'gauges need gradients and units: a script may not keep them',
  surface: 'the loss surface needs the loss as a formula of the weights, and a script may have none',
  checkUp: 'the check-up trains other networks from settings, and a script has none: c checks its updates',
  map: 'the map trains other settings and seeds, and a script has no settings: r trains it from another seed',
  options: `scripts have no options: ${IN_FILE}`,
  race: 'a race needs settings, and a script has none: k keeps a run for comparison',
  save: 'a script is a file already: there is no scenario to save',
  export: 'a script is a file already: there is nothing to export',
} as const;
