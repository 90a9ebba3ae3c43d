import { MOST_CLASSES_COUNTED } from '../../language/example-rows.ts';
import { unscaledColumn } from '../../language/scaling.ts';
import { columnOf } from '../model/data-facts.ts';
import { examplesIn, examplesNow } from '../model/examples.ts';
import type { Model } from '../model/model.ts';
import { withoutEffects } from '../model/requests.ts';
import { type ConfusionProps, confusionRows, drawConfusion, visibleConfusionRows } from '../panes/confusion-pane.ts';
import { drawScatterPane, type ScatterProps } from '../panes/scatter-pane.ts';
import type { ViewDefinition } from './definition.ts';

/** Predictions against targets: the confusion matrix of a classification, one output of a regression. */
export interface FitView {
  readonly kind: 'fit';
  /** The first row of the confusion matrix. */
  readonly first: number;
  readonly output: number;
}

const outputWords = 'there: of which of several outputs';

export const fitView: ViewDefinition<FitView> = {
  kind: 'fit',
  opener: {
    key: 'f',
    short: 'fit',
    description: 'which class is taken for which; how far off',
    group: 'Ask why',
    needs: ['target', 'prediction'],
    disabled: ({ subject }) =>
      (subject.classes?.length ?? 0) > MOST_CLASSES_COUNTED
        ? `the confusion matrix has at most ${MOST_CLASSES_COUNTED} classes`
        : undefined,
    open: (model) => withoutEffects({ ...model, view: { kind: 'fit', first: 0, output: 0 } }),
  },
  keys: [
    {
      key: 'left',
      short: 'output',
      description: outputWords,
      act: (model, view) => withoutEffects(turned(model, view, -1)),
    },
    {
      key: 'right',
      short: 'output',
      description: outputWords,
      act: (model, view) => withoutEffects(turned(model, view, 1)),
    },
  ],
  footer: ['T', 'up', 'escape', '?', 'q', 'space', 's', 'n', 'b', 'r'],
  request: () => ({ confusions: true }),
  draw(model, view, place, theme) {
    const confusion = confusionProps(model, view);
    const frame =
      confusion === undefined
        ? drawScatterPane(scatterProps(model, view), place, theme)
        : drawConfusion(confusion, place, theme);
    return [{ name: 'fit', place, frame }];
  },
  scrollLimit(model, view, place) {
    const confusion = confusionProps(model, view);
    return confusion === undefined ? 0 : Math.max(0, confusionRows(confusion, place) - visibleConfusionRows(place));
  },
};

/** Shows the next output, or the one before. */
function turned(model: Model, view: FitView, direction: 1 | -1): Model {
  const { columns } = model.subject.targets;
  return { ...model, view: { ...view, output: (view.output + direction + columns) % columns } };
}

/** The confusion matrix of the shown set; undefined for a regression. */
export function confusionProps(model: Model, { first }: FitView): ConfusionProps | undefined {
  const { subject, snapshot, examples } = model;
  const { classes, test } = subject;
  if (classes === undefined) return undefined;
  const part = test === undefined ? 'train' : examples.part;
  const scores = part === 'test' ? snapshot?.test?.scores : snapshot?.scores;
  const { rows } = examplesIn(model, part).targets;
  return { classNames: classes, counts: scores?.confusion ?? [], part, examples: rows, first, focused: true };
}

/** One output of each example against its target, in own units. */
export function scatterProps(model: Model, { output }: FitView): ScatterProps {
  const { subject } = model;
  const parts = subject.test === undefined ? (['train'] as const) : (['train', 'test'] as const);
  return {
    name: subject.targetNames[output] ?? '',
    outcomes: parts.map((part) => {
      const { targets, prediction } = examplesNow(model, part);
      const { columns } = targets;
      const rows = Math.floor(prediction.length / columns);
      const predictions = Float64Array.from({ length: rows }, (_, row) => prediction[row * columns + output] as number);
      const own = (values: Float64Array): Float64Array => unscaledColumn(values, output, subject.targetScaling);
      return { part, targets: own(columnOf(targets, output)), predictions: own(predictions) };
    }),
    of: { output, outputs: subject.targets.columns },
    focused: true,
  };
}
