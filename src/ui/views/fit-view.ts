import type { Floats } from '../../language/dtypes.ts';
import { confusionOf, MOST_CLASSES_COUNTED } from '../../language/example-rows.ts';
import { unscaledColumn } from '../../language/scaling.ts';
import type { Subject } from '../../worker/subject.ts';
import { areClasses, columnOf, isConstant, onceForEach } from '../model/data-facts.ts';
import { examplesIn, examplesNow } from '../model/examples.ts';
import type { Model } from '../model/model.ts';
import { withoutEffects } from '../model/requests.ts';
import {
  type ConfusionProps,
  confusionRows,
  confusionSize,
  drawConfusion,
  visibleConfusionRows,
} from '../panes/confusion-pane.ts';
import { drawScatterPane, type ScatterProps } from '../panes/scatter-pane.ts';
import { span } from '../text/line.ts';
import { CURRENT_WEIGHTS } from '../words/predictions-words.ts';
import { nameWithUnit } from '../words/unit-words.ts';
import type { PlacedFrame, ViewDefinition } from './definition.ts';
import type { Rectangle } from './layout.ts';

type Matrix = Subject['targets'];

/** Predictions against targets: a confusion matrix for classes and bits, a scatter plot for quantities. */
export interface FitView {
  readonly kind: 'fit';
  /** The first row of the confusion matrix. */
  readonly first: number;
  readonly output: number;
}

const outputWords = 'fit: the next or previous output';

export const fitView: ViewDefinition<FitView> = {
  kind: 'fit',
  opener: {
    key: 'f',
    short: 'fit',
    description: 'fit: confusion matrix or scatter plot',
    group: 'Look inside',
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
  footer: ['T', 'up', 'escape', '?', 'space', 's', 'n', 'b', 'r'],
  request: () => ({ confusions: true }),
  draw(model, view, place, theme) {
    const confusion = confusionProps(model, view);
    if (confusion === undefined) {
      return [{ name: 'fit', place, frame: drawScatterPane(scatterProps(model, view), place, theme) }];
    }
    // No larger than it needs to be: the rest of the place is empty.
    const own = { ...place, ...confusionSize(confusion, place) };
    return [
      { name: 'fit', place: own, frame: drawConfusion(confusion, own, theme) },
      emptyFrame({ ...own, x: own.x + own.columns, columns: place.columns - own.columns }),
      emptyFrame({ ...place, y: own.y + own.rows, rows: place.rows - own.rows }),
    ].filter(({ place: { columns, rows } }) => columns > 0 && rows > 0);
  },
  scrollLimit(model, view, place) {
    const confusion = confusionProps(model, view);
    return confusion === undefined ? 0 : Math.max(0, confusionRows(confusion, place) - visibleConfusionRows(place));
  },
};

function emptyFrame(place: Rectangle): PlacedFrame {
  return { name: 'empty', place, frame: Array.from({ length: place.rows }, () => [span(' '.repeat(place.columns))]) };
}

/** Shows the next output, or the one before. */
function turned(model: Model, view: FitView, direction: 1 | -1): Model {
  const { columns } = model.subject.targets;
  return { ...model, view: { ...view, output: (view.output + direction + columns) % columns } };
}

/** The confusion matrix of the shown set: of all classes, or of one output that is 0 or 1; undefined for a quantity. */
export function confusionProps(model: Model, { first, output }: FitView): ConfusionProps | undefined {
  const { subject, snapshot, examples } = model;
  const { classes, test, targetNames } = subject;
  const part = test === undefined ? 'train' : examples.part;
  const { targets } = examplesIn(model, part);
  const own = { part, examples: targets.rows, first, when: whenOf(model), focused: true } as const;
  if (classes !== undefined) {
    const scores = part === 'test' ? snapshot?.test?.scores : snapshot?.scores;
    return { ...own, classNames: classes, counts: scores?.confusion ?? [] };
  }
  const { prediction } = examplesNow(model, part);
  const sets = [subject.targets, targets];
  // One 1 in each row: the outputs are classes, though the data do not say so.
  if (targets.columns > 1 && targets.columns <= MOST_CLASSES_COUNTED && sets.every(areClasses)) {
    return { ...own, classNames: targetNames, counts: countsNow(targets, prediction) };
  }
  if (!isBit(sets, output, subject.targetScaling !== undefined)) return undefined;
  const { rows, columns: outputs } = targets;
  const column = { rows, columns: 1, data: columnOf(targets, output) };
  const predicted = outputs === 1 ? prediction : prediction.filter((_, cell) => cell % outputs === output);
  const of = outputs === 1 ? undefined : { name: targetNames[output] ?? '', output, outputs };
  return { ...own, classNames: BITS, counts: countsNow(column, predicted), of };
}

const BITS = ['0', '1'];

const areBits = onceForEach((values: Floats): boolean => values.every((value) => value === 0 || value === 1));

/** True when an output is 0 or 1 in each row of some sets, of which the first is the training set, and is no constant quantity. */
function isBit(sets: readonly Matrix[], output: number, isScaled: boolean): boolean {
  const [train, ...others] = sets.map((matrix) => columnOf(matrix, output));
  if (train === undefined || ![train, ...others].every(areBits)) return false;
  return !((isScaled || sets[0]?.columns === 1) && isConstant(train));
}

/** Empty before the first prediction. */
function countsNow(targets: Matrix, prediction: Floats): Uint32Array | readonly number[] {
  return prediction.length === 0 ? [] : confusionOf(prediction, targets);
}

/** Predictions are of the current weights; without lines of its own for them, a program also has those before the update. */
function whenOf({ network }: Model): string | undefined {
  return network.program.evaluation === undefined ? CURRENT_WEIGHTS : undefined;
}

/** One output of each example against its target, in own units. */
export function scatterProps(model: Model, { output }: FitView): ScatterProps {
  const { subject } = model;
  const parts = subject.test === undefined ? (['train'] as const) : (['train', 'test'] as const);
  return {
    name: nameWithUnit(subject.targetNames[output] ?? '', subject.targetUnits?.[output]),
    outcomes: parts.map((part) => {
      const { targets, prediction } = examplesNow(model, part);
      const { columns } = targets;
      const rows = Math.floor(prediction.length / columns);
      const predictions = Float64Array.from({ length: rows }, (_, row) => prediction[row * columns + output] as number);
      const own = (values: Floats): Floats => unscaledColumn(values, output, subject.targetScaling);
      return { part, targets: own(columnOf(targets, output)), predictions: own(predictions) };
    }),
    of: { output, outputs: subject.targets.columns },
    when: whenOf(model),
    focused: true,
  };
}
