import type { Model, View } from '../model/model.ts';
import type { OptionsProps } from '../panes/options-pane.ts';

export function optionsProps(model: Model, view: View & { kind: 'options' }): OptionsProps {
  const { kind, left, ...rest } = view;
  return { ...rest, examples: model.subject.inputs.rows };
}
