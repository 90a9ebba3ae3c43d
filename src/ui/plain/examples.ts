import { classOf, outputFor } from '../../language/example-rows.ts';
import { original, ownDifference, ownValue } from '../../language/scaling.ts';
import { unitWords } from '../model/chosen-unit.ts';
import { chosenExample } from '../model/examples.ts';
import type { Model } from '../model/model.ts';
import { strongest } from '../panes/network-lines.ts';
import type { NetworkProps } from '../panes/network-pane.ts';
import { decimalsOf, targetText } from '../panes/predictions-columns.ts';
import type { PredictionsProps } from '../panes/predictions-pane.ts';
import { formatAlike, formatCount, formatDatum, formatPlain } from '../text/numbers.ts';
import { askedOutcome, networkProps } from '../views/example-props.ts';
import { predictionsProps } from '../views/panes-props.ts';
import { nameWithUnit } from '../words/unit-words.ts';
import { sentence, spokenTheme } from './spoken.ts';

const { glyphs } = spokenTheme;
const WIDTH = 11;
/** The most inputs or outputs of an example. */
const MOST_VALUES = 16;
/** Decimals of an output that is a share. */
const SHARE_DECIMALS = 3;

/** The table of predictions of a model. */
export function tableOf(model: Model): PredictionsProps {
  return predictionsProps(model, 0, true, glyphs);
}

/** The rows of the data that the table shows, from a place in its order on. */
export function rowsFrom({ order, targets }: PredictionsProps, first: number, count: number): readonly number[] {
  const all = order?.length ?? targets.rows;
  return Array.from({ length: Math.max(0, Math.min(count, all - first)) }, (_, place) => {
    return order?.[first + place] ?? first + place;
  });
}

/** The inputs of an example in a list of examples. */
export const FEW_INPUTS = 6;

/**
 * `Example 2, right: predicted 0.9933, target 1, error 0.0067; x1 = 0, x2 = 1.`
 * @param row of the data, from 0
 * @param most the most inputs that are read
 */
export function exampleSentence(table: PredictionsProps, row: number, most = MOST_VALUES): string {
  const { inputs, inputNames, inputScaling, batch, firstInput = 0 } = table;
  const values = Array.from({ length: Math.min(most, inputs.columns - firstInput) }, (_, place) => {
    const column = firstInput + place;
    const value = original(inputs.data[row * inputs.columns + column]!, column, inputScaling);
    return `${inputNames[column] ?? `input ${column + 1}`} = ${formatDatum(value, glyphs, WIDTH)}`;
  });
  const rest = inputs.columns - firstInput - values.length;
  const given = [...values, ...(rest > 0 ? [`and ${formatCount(rest)} more inputs`] : [])].join(', ');
  const inBatch = batch?.includes(row) === true ? ', in the batch' : '';
  const inputsGiven = given === '' ? '' : `; ${given}`;
  return sentence(`example ${formatCount(row + 1)}${inBatch}${outcomeOf(table, row)}${inputsGiven}`);
}

function outcomeOf(table: PredictionsProps, row: number): string {
  const { classes, targets, prediction } = table;
  if (classes === undefined) return quantitiesOf(table, row);
  const target = classOf(targets.data, row, targets.columns);
  const predicted = classOf(prediction, row, targets.columns);
  const wanted = `target ${classes[target] ?? 'none'}`;
  if (predicted === -1) return `: no prediction yet, ${wanted}`;
  const share = formatPlain(outputFor(predicted, prediction, row, targets.columns), SHARE_DECIMALS, 6, glyphs);
  const mark = predicted === target ? 'right' : 'wrong';
  return `, ${mark}: predicted ${classes[predicted] ?? 'none'}, confidence ${share}, ${wanted}`;
}

function quantitiesOf(table: PredictionsProps, row: number): string {
  const { targets, prediction, targetNames, targetUnits, margin = 0 } = table;
  const { columns } = targets;
  const outputs = Array.from({ length: Math.min(MOST_VALUES, columns) }, (_, output) => {
    const cell = row * columns + output;
    const [target, predicted] = [targets.data[cell]!, prediction[cell]];
    const decimals = decimalsOf(table, output);
    const wanted = `target ${targetText(ownValue(target, output, table), decimals, glyphs.minus)}`;
    const name = columns === 1 ? '' : `${nameWithUnit(targetNames[output] ?? '', targetUnits?.[output])} `;
    if (predicted === undefined) return `${name}no prediction yet, ${wanted}`;
    const mark = Math.abs(target - predicted) <= margin ? 'right' : 'wrong';
    const figure = formatPlain(ownValue(predicted, output, table), decimals, WIDTH, glyphs);
    const error = formatPlain(ownDifference(target - predicted, output, table), decimals, WIDTH, glyphs);
    return { name, mark, words: `predicted ${figure}, ${wanted}, error ${error}` };
  });
  const texts = outputs.map((output) => {
    if (typeof output === 'string') return output;
    return `${output.name}${output.mark}: ${output.words}`;
  });
  const rest = columns - outputs.length;
  const more = rest > 0 ? [`and ${formatCount(rest)} more outputs`] : [];
  return `, ${[...texts, ...more].join('; ')}`;
}

/** The prediction of the row that a person asks about; nothing without one. */
export function askedSentences(model: Model): readonly string[] {
  const { asked } = model;
  const words = askedOutcome(model);
  return asked === undefined || words === undefined ? [] : [sentence(`${words} for ${asked.text}`)];
}

/** True while the newest snapshot has the values of the units for another example, or none. */
export function isInsidePending(model: Model): boolean {
  const [wanted, found] = [chosenExample(model), model.snapshot?.activations?.example];
  return wanted !== undefined && (wanted.row !== found?.row || wanted.set !== found.set);
}

/** The chosen example inside the network: the values or the deltas of its units, layer by layer. */
export function insideSentences(model: Model): readonly string[] {
  const { view } = model;
  const props = networkProps(model, glyphs, view.kind === 'example' ? view.pass : undefined);
  if (props === undefined) return ['No example is chosen.'];
  if (props.whyNoDeltas !== undefined) return [sentence(`backward: ${props.whyNoDeltas}`), sentence(props.example)];
  const pass = props.pass === 'forward' ? [] : ['Backward: the deltas of the units.'];
  const layers = props.layers.map(({ name, unitNames, ownValues, activations, isComputed = true }) => {
    if (!isComputed) return sentence(`${name}: not computed yet`);
    const texts = ownValues ?? formatAlike(activations, glyphs).map((text) => text.trim());
    const units = texts.slice(0, MOST_VALUES).map((text, unit) => `${unitNames?.[unit] ?? `h${unit + 1}`} = ${text}`);
    const rest = texts.length - units.length;
    return sentence(`${name}: ${units.join(', ')}${rest > 0 ? `, and ${formatCount(rest)} more` : ''}`);
  });
  const about = sentence(props.example + (props.weightsOf?.[0] ?? ''));
  return [...pass, ...unitSentences(model, props), about, ...layers];
}

/** The weights of the chosen unit that a picture would draw, or what the example adds to them; nothing without one. */
function unitSentences(model: Model, { chosen, layers, weights, pass }: NetworkProps): readonly string[] {
  if (chosen === undefined) return [];
  const { layer, unit } = chosen;
  const name = (at: number, own: number): string => unitWords(model, { layer: at, unit: own });
  const lines = (own: NetworkProps['weights'][number] | undefined, isInto: boolean): readonly string[] =>
    (own === undefined ? [] : strongest(own)).toReversed().map(({ from, to, weight }) => {
      const other = isInto ? `from ${name(layer - 1, from)}` : `to ${name(layer + 1, to)}`;
      return `${other} ${formatPlain(weight, 4, WIDTH, glyphs)}`;
    });
  const all = [...lines(weights[layer - 1], true), ...lines(weights[layer], false)];
  const { activations = [], isComputed = true } = layers[layer] ?? {};
  const value = isComputed ? formatPlain(activations[unit] ?? Number.NaN, 4, WIDTH, glyphs) : 'not computed yet';
  const what = pass === 'forward' ? 'strongest weights' : 'this example adds most to the weights';
  const listed = all.length === 0 ? '' : `; ${what}: ${all.slice(0, MOST_VALUES).join(', ')}`;
  return [sentence(`unit ${name(layer, unit)} is ${value}${listed}`)];
}
