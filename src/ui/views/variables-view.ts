import { footerWords } from '../keys/footer.ts';
import { whyGone } from '../keys/why-not.ts';
import type { Model } from '../model/model.ts';
import { withoutEffects } from '../model/requests.ts';
import { isScript, scriptView } from '../model/script.ts';
import { BORDER } from '../panes/box.ts';
import { drawVariables, variableRows } from '../panes/variables-pane.ts';
import type { ViewDefinition } from './definition.ts';
import type { Rectangle } from './layout.ts';
import { variablesProps } from './script-props.ts';

/** The variables of a script, for terminals that have no room for their pane. */
export interface VariablesView {
  readonly kind: 'variables';
  readonly first: number;
}

export const variablesView: ViewDefinition<VariablesView> = {
  kind: 'variables',
  opener: {
    key: 'V',
    short: footerWords.V,
    description: 'every variable of a script, with its range',
    group: 'Look inside',
    disabled: (model) =>
      isScript(model) ? whyGone(model) : 'this is for scripts: the lines of this program show their values',
    open: (model) => withoutEffects({ ...model, view: { kind: 'variables', first: 0 } }),
  },
  keys: [],
  footer: ['n', 'N', 'b', 'escape'],
  draw(model, { first }, place, theme) {
    return [
      { name: 'variables', place, frame: drawVariables({ ...variablesProps(model, true), first }, place, theme) },
    ];
  },
  scrollLimit: (model: Model, _, { rows }: Rectangle) =>
    Math.max(0, variableRows(scriptView(model)?.variables ?? []).length - (rows - BORDER.rows)),
};
