import type { GradientProgress, GradientReport, ScriptGradientReport } from '../../worker/protocol.ts';
import { whyGone } from '../keys/why-not.ts';
import type { Model } from '../model/model.ts';
import { ask } from '../model/requests.ts';
import { foundIn } from '../model/script.ts';
import { drawGradients, type GradientsProps, gradientsScrollLimit } from '../panes/gradients-pane.ts';
import type { ViewDefinition } from './definition.ts';

/** The updates of one iteration beside the numerical gradient of the loss. */
export interface GradientsView {
  readonly kind: 'gradients';
  /** Undefined until the training thread has finished the check. */
  readonly report: GradientReport | ScriptGradientReport | undefined;
  /** The progress until then; undefined for a check that has just begun. */
  readonly progress?: GradientProgress;
  readonly first: number;
}

export const gradientsView: ViewDefinition<GradientsView> = {
  kind: 'gradients',
  opener: {
    key: 'c',
    short: 'check',
    description: 'check the updates against the loss',
    group: 'Look inside',
    needs: ['error', 'inputs', 'layers'],
    disabled: whyGone,
    open: (model) =>
      ask({ ...model, view: { kind: 'gradients', report: undefined, first: 0 } }, 'paused', { type: 'checkGradients' }),
  },
  keys: [],
  footer: ['escape', 'up', '?', 'space', 's', 'n', 'b', 'c'],
  // Closing the view ends a check that is not done.
  request: (_model, { report }) => (report === undefined ? { gradients: true } : {}),
  answered: (_model, view, report) => {
    if (report.type === 'gradients' || report.type === 'scriptGradients') return { ...view, report };
    return report.type === 'gradientProgress' ? { ...view, progress: report } : undefined;
  },
  draw: (model, view, place, theme) => [
    { name: 'gradients', place, frame: drawGradients(gradientsProps(model, view), place, theme) },
  ],
  scrollLimit: (model, view, place) => gradientsScrollLimit(gradientsProps(model, view), place),
};

export function gradientsProps(model: Model, { report, progress, first }: GradientsView): GradientsProps {
  return { report, progress, first, program: model.network.program, found: foundIn(model) };
}
