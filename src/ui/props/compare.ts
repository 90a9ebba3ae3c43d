import type { Model, View } from '../model/model.ts';
import type { CompareProps } from '../panes/compare-pane.ts';

export function compareProps(model: Model, view: View & { kind: 'compare' }): CompareProps {
  const { subject, network, snapshot } = model;
  const { inputs, targets } = subject;
  const { inputNames, targetNames } = subject;
  const title = view.mark === 0 ? 'first' : `mark ${view.mark}`;
  const data = { inputs, targets, inputNames, targetNames, program: network.program };
  return { title, earlier: view.earlier, now: snapshot, ...data, first: view.first };
}
