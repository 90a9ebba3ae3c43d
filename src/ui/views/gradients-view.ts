import type { GradientReport } from '../../worker/protocol.ts';
import { whyGone } from '../keys/why-not.ts';
import { ask } from '../model/requests.ts';
import { drawGradients } from '../panes/gradients-pane.ts';
import type { ViewDefinition } from './definition.ts';

/** The updates of one iteration beside the numerical gradient of the loss. */
export interface GradientsView {
  readonly kind: 'gradients';
  /** Undefined until the training thread has answered. */
  readonly report: GradientReport | undefined;
}

export const gradientsView: ViewDefinition<GradientsView> = {
  kind: 'gradients',
  opener: {
    key: 'c',
    short: 'check',
    description: 'check the updates against the loss',
    group: 'Ask why',
    needs: ['error', 'inputs', 'layers'],
    disabled: whyGone,
    open: (model) =>
      ask({ ...model, view: { kind: 'gradients', report: undefined } }, 'paused', { type: 'checkGradients' }),
  },
  keys: [],
  footer: ['escape', '?', 'q', 'space', 's', 'n', 'b', 'c'],
  answered: (_model, _view, report) => (report.type === 'gradients' ? { kind: 'gradients', report } : undefined),
  draw: ({ network }, { report }, place, theme) => [
    { name: 'gradients', place, frame: drawGradients({ report, program: network.program }, place, theme) },
  ],
};
