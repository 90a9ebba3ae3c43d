import { whyNotFor } from '../../language/program.ts';
import { type Model, shownState } from '../model/model.ts';

/*
 * Reasons why a key does nothing in a model, for the person who pressed it; undefined when it works.
 */

export function whyNoTraining(model: Model): string | undefined {
  switch (shownState(model)) {
    case 'crashed':
      return 'the training thread has ended: R or r starts a new one';
    case 'diverged':
      return 'the next value is NaN or infinity: n computes it, b goes back, R starts over';
    default:
      return undefined;
  }
}

export function whyGone(model: Model): string | undefined {
  return shownState(model) === 'crashed' ? whyNoTraining(model) : undefined;
}

/** A row can be predicted where the program says how. */
export function whyNoPrediction(model: Model): string | undefined {
  return whyNotFor(model.network.program, 'examples', 'prediction') ?? whyGone(model);
}

export function whyNothingYet(model: Model): string | undefined {
  return (model.snapshot?.furthest ?? 0) === 0 ? 'no iteration has run yet' : whyGone(model);
}

export function whyNoUndo(model: Model): string | undefined {
  if (model.snapshot?.changes.some(({ byHand }) => byHand)) return whyGone(model);
  return 'nothing has been changed by hand in this run';
}

/** The options have alpha among them, and would not show a change from outside. */
export function whyNoAlpha(model: Model): string | undefined {
  return model.view.kind === 'options' ? 'here alpha is one of the options: the arrows set it' : whyGone(model);
}

export function whyNoTest({ subject }: Model): string | undefined {
  if (subject.kind === 'script' && subject.test === undefined)
    return 'no test set was found in this script: --roles test=X_test,y_test names it';
  return subject.test === undefined ? 'there is no test set: "test" in the data of the scenario adds one' : undefined;
}

export function whyNoWatch({ watches }: Model): string | undefined {
  return watches.length === 0 ? 'there is no watch: w adds one' : undefined;
}

/** Nothing is before the beginning of a run. */
export function whyAtStart(model: Model): string | undefined {
  const { snapshot, run, request } = model;
  // An earlier key may not be answered yet.
  const isNow = snapshot?.run === run && snapshot.request === request;
  const isFirst = snapshot?.script === undefined ? snapshot?.line === 0 : snapshot.script.lines === 0;
  const isAtStart = isNow && snapshot.iteration === 0 && isFirst;
  const rests = ['paused', 'stopped', 'finished'].includes(shownState(model));
  return isAtStart && rests ? 'this is the beginning of the run' : whyGone(model);
}
