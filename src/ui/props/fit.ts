import { examplesIn, examplesNow } from '../model/examples.ts';
import type { Model, View } from '../model/model.ts';
import { columnOf } from '../model/of-data.ts';
import type { ConfusionProps } from '../panes/confusion-pane.ts';
import type { ScatterProps } from '../panes/scatter-pane.ts';

type FitView = View & { kind: 'fit' };

/** Which classes are taken for which, among the examples that are looked at; undefined where targets are quantities. */
export function confusionProps(model: Model, { first }: FitView): ConfusionProps | undefined {
  const { subject, snapshot, examples } = model;
  const { classes, test } = subject;
  if (classes === undefined) return undefined;
  const part = test === undefined ? 'train' : examples.part;
  const fit = part === 'test' ? snapshot?.test?.fit : snapshot?.fit;
  const { rows } = examplesIn(model, part).targets;
  return { classNames: classes, counts: fit?.confusion ?? [], part, examples: rows, first, focused: true };
}

/** What an output of each example should come to, and what the network says. */
export function scatterProps(model: Model, { output }: FitView): ScatterProps {
  const { test, targets: all, targetNames } = model.subject;
  const parts = test === undefined ? (['train'] as const) : (['train', 'test'] as const);
  return {
    name: targetNames[output] ?? '',
    outcomes: parts.map((part) => {
      const { targets, prediction } = examplesNow(model, part);
      const { columns } = targets;
      const rows = Math.floor(prediction.length / columns);
      const predictions = Float64Array.from({ length: rows }, (_, row) => prediction[row * columns + output] as number);
      return { part, targets: columnOf(targets, output), predictions };
    }),
    of: { output, outputs: all.columns },
    focused: true,
  };
}
