import { whyGone } from '../keys/why-not.ts';
import type { Model } from '../model/model.ts';
import { withoutEffects } from '../model/requests.ts';
import { drawGauges, type GaugesProps, gaugesScrollLimit } from '../panes/gauges-pane.ts';
import type { ViewDefinition } from './definition.ts';
import { errorProps } from './panes-props.ts';

/** The gauges of the step of each layer, over the part of the run that the error chart shows. */
export interface GaugesView {
  readonly kind: 'gauges';
  readonly first: number;
}

export const gaugesView: ViewDefinition<GaugesView> = {
  kind: 'gauges',
  opener: {
    key: 'G',
    short: 'gauges',
    description: 'gauges: updates, gradients, dead units',
    group: 'Look inside',
    needs: ['layers'],
    disabled: whyGone,
    open: (model) => withoutEffects({ ...model, view: { kind: 'gauges', first: 0 } }),
  },
  keys: [],
  footer: ['escape', 'L', 'up', '?', 'space', 's', 'b', '['],
  request: () => ({ gauges: true }),
  draw: (model, view, place, theme) => [
    { name: 'gauges', place, frame: drawGauges(gaugesProps(model, view), place, theme) },
  ],
  scrollLimit: (model, view, place) => gaugesScrollLimit(gaugesProps(model, view), place),
};

function gaugesProps(model: Model, { first }: GaugesView): GaugesProps {
  const { goal, window = { kind: 'whole' }, here, marks = [] } = errorProps(model, true);
  const { gauges, furthest = 0 } = model.snapshot ?? {};
  return { gauges, hasRun: furthest > 0, goal, window, here, marks, first };
}
