import { printCell } from '../../language/change.ts';
import type { Floats } from '../../language/dtypes.ts';
import { ownValue } from '../../language/scaling.ts';
import { counted } from '../../language/wording.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import { nameOf, numberOf } from '../model/marks.ts';
import type { Model } from '../model/model.ts';
import { asWritten } from '../model/scroll.ts';
import { iterationWords } from '../model/training.ts';
import { decimalsOf, targetText } from '../panes/predictions-columns.ts';
import { formatAlike, formatCount, formatPlain, formatReading } from '../text/numbers.ts';
import type { CompareView } from '../views/compare-view.ts';
import { errorWords } from './position.ts';
import { atMost, sentence, spokenTheme } from './spoken.ts';

const { glyphs } = spokenTheme;
const WIDTH = 11;
const MOST_EXAMPLES = 12;

/** An earlier state of the run beside the current one: errors, predictions, weights. */
export function compareSentences(model: Model, { mark, earlier }: CompareView): readonly string[] {
  const now = model.snapshot;
  if (earlier === undefined || now === undefined) return ['Nothing to compare yet.'];
  const title = nameOf(model, mark);
  const examples = Array.from({ length: model.subject.targets.rows }, (_, row) => row)
    .slice(0, MOST_EXAMPLES + 1)
    .map((row) => exampleSentence(model, row, earlier.prediction, now.prediction));
  const hasOther = earlier.hasOtherTargets === true;
  const left = model.subject.targets.rows - MOST_EXAMPLES;
  const { note } = model.marks[numberOf(model, mark)] ?? {};
  return [
    ...(note === undefined ? [] : [sentence(`note of ${title}: ${note}`)]),
    model.trainings.length > 0
      ? `Compare ${title} with now: after iteration ${iterationWords(model, earlier.iteration)}, and after ${iterationWords(model, now.iteration)}.`
      : `Compare ${title} with now: after ${counted(earlier.iteration, 'iteration')}, and after ${formatCount(now.iteration)}.`,
    sentence(`${errorWords(model, earlier.error)} then, ${errorWords(model, now.error)} now`),
    ...(hasOther ? ['The targets were others then: no predictions are compared.'] : examples.slice(0, MOST_EXAMPLES)),
    ...(left > 0 && !hasOther ? [`And ${formatCount(left)} more examples.`] : []),
    ...now.parameters.flatMap((view) => weightsSentence(model, view, earlier.parameters)),
    'M goes to the next mark.',
  ];
}

/** `Example 2: predicted 0.4735 then, 0.9933 now, target 1.` */
function exampleSentence(model: Model, row: number, then: Floats, now: Floats): string {
  const { subject } = model;
  const { columns, data } = subject.targets;
  const outputs = Array.from({ length: columns }, (_, output) => {
    const cell = row * columns + output;
    const text = (value: number | undefined): string =>
      value === undefined
        ? 'nothing'
        : formatPlain(ownValue(value, output, subject), decimalsOf(subject, output), WIDTH, glyphs);
    const name = columns === 1 ? '' : `${subject.targetNames[output] ?? ''} `;
    return `${name}predicted ${text(then[cell])} then, ${text(now[cell])} now, target ${targetText(ownValue(data[cell]!, output, subject), decimalsOf(subject, output), glyphs.minus)}`;
  });
  return sentence(`example ${formatCount(row + 1)}: ${atMost(outputs, WIDTH, 'outputs').join('; ')}`);
}

/** The extent of a matrix then and now, and the weight that changed most. */
function weightsSentence(model: Model, now: MatrixView, before: readonly MatrixView[]): readonly string[] {
  const { name, rows, columns, blockRows, blockColumns, sums } = now;
  const then = before.find((other) => other.name === name);
  const isSame = then !== undefined && then.rows === rows && then.columns === columns;
  if (!isSame || blockRows * blockColumns !== 1) return [];
  const changes = sums.map((value, cell) => Math.abs(value - then.sums[cell]!));
  const most = changes.indexOf(Math.max(...changes));
  if (most === -1) return [];
  const cell = printCell(asWritten(model, { name, row: Math.floor(most / columns), column: most % columns }));
  const [was, is] = [then.sums[most]!, sums[most]!].map((value) => formatReading(value, glyphs).trim());
  return [sentence(`${name}: ${extentOf(then)} then, ${extentOf(now)} now; ${cell} changed most, ${was} to ${is}`)];
}

function extentOf({ sums }: MatrixView): string {
  const [low, high] = formatAlike([Math.min(...sums), Math.max(...sums)], glyphs);
  return `from ${low?.trim()} to ${high?.trim()}`;
}
