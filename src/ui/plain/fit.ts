import type { Model } from '../model/model.ts';
import { type ConfusionProps, precisionOf, recallOf } from '../panes/confusion-pane.ts';
import type { ScatterProps } from '../panes/scatter-pane.ts';
import { formatCount, formatDatum, formatShare } from '../text/numbers.ts';
import { confusionProps, type FitView, scatterProps } from '../views/fit-view.ts';
import { scoreWords } from '../words/predictions-words.ts';
import { atMost, MOST_LINES, sentence, spokenTheme } from './spoken.ts';

const { glyphs } = spokenTheme;
const WIDTH = 9;
/** Examples of a quantity in a list. */
const POINTS = 9;

/** Predictions against targets: the confusion matrix row by row, or some examples from the least target to the largest. */
export function fitSentences(model: Model, view: FitView): readonly string[] {
  const confusion = confusionProps(model, view);
  return confusion === undefined ? scatterSentences(model, scatterProps(model, view)) : confusionSentences(confusion);
}

function confusionSentences(confusion: ConfusionProps): readonly string[] {
  const { classNames, counts, part, examples, of } = confusion;
  if (counts.length === 0) return ['Confusion matrix: no prediction yet.'];
  const size = classNames.length;
  const right = classNames.reduce((sum, _, index) => sum + counts[index * (size + 1)]!, 0);
  const set = `${part === 'train' ? 'training' : 'test'} examples`;
  const output = of === undefined ? '' : ` of ${of.name}, output ${of.output + 1} of ${of.outputs}`;
  const heading = `confusion matrix${output}: accuracy ${formatShare(right / examples)}, ${formatCount(right)} of ${formatCount(examples)} ${set}`;
  const rows = classNames.map((target, row) => {
    const cells = classNames.flatMap((predicted, column) => {
      const count = counts[row * size + column]!;
      return count === 0 ? [] : [`${formatCount(count)} predicted ${predicted}`];
    });
    const isPredicted = classNames.some((_, other) => counts[other * size + row]! > 0);
    const shares = [
      ...(cells.length === 0 ? [] : [`recall ${recallOf(confusion, row, false, spokenTheme)}`]),
      isPredicted ? `precision ${precisionOf(confusion, row, false, spokenTheme)}` : 'never predicted',
    ];
    return sentence(`target ${target}: ${[...(cells.length === 0 ? ['no example'] : cells), ...shares].join(', ')}`);
  });
  return [sentence(heading), ...atMost(rows, MOST_LINES, 'classes')];
}

function scatterSentences(model: Model, { name, outcomes, of }: ScatterProps): readonly string[] {
  const known = outcomes.filter(({ predictions }) => predictions.length > 0);
  if (known.length === 0) return ['Scatter plot: no prediction yet.'];
  const output = of === undefined || of.outputs === 1 ? '' : `, output ${of.output + 1} of ${of.outputs}`;
  const [score] = scoreWords(model.snapshot, model.network.program, glyphs);
  const text = (value: number): string => formatDatum(value, glyphs, WIDTH);
  return [
    sentence(`predictions of ${name} against targets${output}${score === undefined ? '' : `; ${score}`}`),
    ...known.flatMap(({ part, targets, predictions }) => {
      const order = [...targets.keys()].sort((one, other) => targets[one]! - targets[other]!);
      const places = Array.from({ length: POINTS }, (_, place) =>
        Math.round((place * (order.length - 1)) / (POINTS - 1)),
      );
      const set = part === 'test' ? 'test' : 'training';
      return [...new Set(places)].map((place) => {
        const row = order[place]!;
        return sentence(
          `target ${text(targets[row]!)}: predicted ${text(predictions[row]!)}, ${set} example ${formatCount(row + 1)}`,
        );
      });
    }),
  ];
}
