import { isPlane, MOST_CLASSES_COUNTED } from '../../language/example-rows.ts';
import { type Model, shownState } from '../model/model.ts';

/*
 * Why a key can do nothing just now, in words for a person; undefined where it can.
 */

export function whyNoTraining(model: Model): string | undefined {
  switch (shownState(model)) {
    case 'crashed':
      return 'the training thread is gone: R or r starts a new one';
    case 'diverged':
      return 'the next value is no finite number: n runs it, b goes back, R starts again';
    default:
      return undefined;
  }
}

export function whyGone(model: Model): string | undefined {
  return shownState(model) === 'crashed' ? whyNoTraining(model) : undefined;
}

export function whyNothingYet(model: Model): string | undefined {
  return (model.snapshot?.furthest ?? 0) === 0 ? 'no iteration has run yet' : whyGone(model);
}

export function whyNoUndo(model: Model): string | undefined {
  if (model.snapshot?.log.some(({ byHand }) => byHand)) return whyGone(model);
  return 'nothing has been changed by hand in this run';
}

/** What is being set in the options would not know of it. */
export function whyNoAlpha(model: Model): string | undefined {
  return model.view.kind === 'options' ? 'here alpha is one of the options: the arrows set it' : whyGone(model);
}

export function whyNoTest({ subject }: Model): string | undefined {
  return subject.test === undefined ? 'no examples are kept aside for a test: "test" in the data does that' : undefined;
}

export function whyNoRemedy(remedies: number, index: number): string | undefined {
  if (index < remedies) return undefined;
  return remedies === 0 ? 'there is nothing to try here' : `there are ${remedies} things to try here`;
}

export function whyNoBoundary({ subject }: Model): string | undefined {
  return isPlane(subject.inputs)
    ? undefined
    : 'a boundary can be seen where there are two inputs, or a third that is always 1';
}

export function whyNoFit({ subject }: Model): string | undefined {
  const count = subject.classes?.length ?? 0;
  return count > MOST_CLASSES_COUNTED
    ? `which is taken for which is counted of up to ${MOST_CLASSES_COUNTED} classes`
    : undefined;
}
