import type { CheckUpReport } from '../../worker/protocol.ts';
import { whyGone } from '../keys/why-not.ts';
import type { Model } from '../model/model.ts';
import { send } from '../model/requests.ts';
import { type CheckUpProps, checkUpScrollLimit, drawCheckUp } from '../panes/check-up-pane.ts';
import type { ViewDefinition } from './definition.ts';

/** The usual checks of a network, made beside the run. */
export interface CheckUpView {
  readonly kind: 'checkUp';
  /** The findings so far; undefined before the first report. */
  readonly report: CheckUpReport | undefined;
  readonly first: number;
}

export const checkUpView: ViewDefinition<CheckUpView> = {
  kind: 'checkUp',
  opener: {
    key: 'C',
    short: 'check-up',
    description: 'a check-up of the network and its data',
    group: 'Look inside',
    needs: ['error', 'examples', 'target', 'prediction', 'layers'],
    disabled: whyGone,
    open: (model) => send({ ...model, view: { kind: 'checkUp', report: undefined, first: 0 } }, { type: 'checkUp' }),
  },
  keys: [],
  footer: ['escape', 'up', '?', 'space', 's', 'c', 'C', 'v'],
  // Closing the view ends a check-up that is not done.
  request: (_model, { report }) => (report?.isDone === true ? {} : { checkUp: true }),
  answered: (_model, view, report) => (report.type === 'checkUp' ? { ...view, report } : undefined),
  draw: (model, view, place, theme) => [
    { name: 'check-up', place, frame: drawCheckUp(propsOf(model, view), place, theme) },
  ],
  scrollLimit: (model, view, place) => checkUpScrollLimit(propsOf(model, view), place),
};

function propsOf({ subject }: Model, { report, first }: CheckUpView): CheckUpProps {
  return { report, first, words: subject };
}
