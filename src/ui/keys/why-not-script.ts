import { type Model, shownState } from '../model/model.ts';
import { isRunning } from '../model/requests.ts';
import { whyNoEditor } from '../model/scenario-file.ts';
import { isScript, NO_TRAINING, scriptView, trainsNothing } from '../model/script.ts';

import { whyGone } from './why-not.ts';

/*
 * Reasons why a key does nothing for a script, or for anything but a script.
 */

type Reason = (model: Model) => string | undefined;

/** The reason for a key that scripts do not have; for other subjects the reason of `otherwise`. */
export function notForScript(words: string, otherwise?: Reason): Reason {
  return (model) => (isScript(model) ? words : otherwise?.(model));
}

/** The reason why a script does not go on: it has ended, and no later position is known. */
export function whyEnded(otherwise: Reason): Reason {
  return (model) => {
    const view = scriptView(model);
    const isAtEnd = view?.ending !== undefined && view.lines === view.furthestLines && !isRunning(model);
    const rests = isScript(model) && isAtEnd && shownState(model) !== 'starting' && model.snapshot?.run === model.run;
    return rests ? 'the script has ended: b goes back a line, R starts over' : otherwise(model);
  };
}

/** The reason why an iteration cannot be named: the script has none. */
export function withoutTraining(otherwise: Reason): Reason {
  return (model) => (trainsNothing(model) ? NO_TRAINING : otherwise(model));
}

export const whyNoFunctions: Reason = (model) =>
  isScript(model) ? whyEnded(whyGone)(model) : 'this is for scripts: the lines of this program call no functions';

/** A script is edited where there is an editor for its file. */
export const whyNoEditorHere: Reason = (model) =>
  whyNoEditor(model) ?? (isScript(model) ? scriptReasons.editor : undefined);

const IN_FILE = 'the file of the script has it: change its line, and open it again';

/** The keys of views that a script does not have. */
export const scriptReasons = {
  verdict: 'there is no verdict on a script yet',
  boundary: 'a decision boundary of a script cannot be drawn yet: its network is known by its lines alone',
  example: 'an example inside the network of a script cannot be shown yet: the lines and variables have its values',
  inspect: 'a line of a script cannot be looked into yet: the source shows the values of its lines',
  gauges: 'gauges are of the lines of a network program: a script has lines of its own',
  gradients: 'the gradients of a script cannot be checked yet',
  checkUp: 'a check-up of a script cannot be made yet',
  options: 'a script has no options: its lines are its settings',
  compare: 'the marks of a script cannot be compared yet: [ and ] go through its past',
  ask: 'a script cannot be asked for a row yet',
  watch: 'an expression of a script cannot be watched yet: the variables show all values',
  edit: `a weight of a script cannot be edited yet: ${IN_FILE}`,
  alpha: `alpha of a script cannot be set here: ${IN_FILE}`,
  save: 'a script is its own file: there is no scenario to save',
  export: 'a script is its own file: there is nothing to export',
  editor: 'a script cannot be edited from here yet: change its file, and open it again',
  test: 'no test set is known of a script',
} as const;
