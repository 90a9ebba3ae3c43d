import type { Floats } from '../../language/dtypes.ts';
import { classOf } from '../../language/example-rows.ts';
import { original, ownValue, type Scaling } from '../../language/scaling.ts';
import type { ActivationsView, ExampleName, SoFar } from '../../worker/protocol.ts';
import { chosenUnit, unitWords } from '../model/chosen-unit.ts';
import { outputNames } from '../model/data-facts.ts';
import { askedLayers, chosenExample, examplesIn } from '../model/examples.ts';
import type { Image, Model } from '../model/model.ts';
import type { ImageProps, OutcomeProps } from '../panes/image-pane.ts';
import type { NetworkLayer, NetworkProps, UnitName } from '../panes/network-pane.ts';
import { decimalsOf, targetText } from '../panes/predictions-columns.ts';
import { formatCount, formatDatum } from '../text/numbers.ts';
import { type Glyphs, unicode } from '../theme/glyphs.ts';
import { nameWithUnit } from '../words/unit-words.ts';

/*
 * The chosen example, or the row that a person asks about, as the props of panes. One file, since all of them show the values of the
 * same example.
 */

/** The values of every layer, for an example or for the row that a person asks about. */
interface ShownValues extends Pick<ActivationsView, 'layers' | 'weights'> {
  readonly example: ExampleName | undefined;
}

/**
 * The values of the units for an example; undefined without one, and before the first answer. While the answer for another
 * example is on its way the last one stays, so that nothing flickers.
 */
export function activationsOf(model: Model): ShownValues | undefined {
  if (model.examples.isAsked) {
    const layers = askedLayers(model);
    const weights = model.snapshot?.asked?.weights;
    return layers && { layers, example: undefined, ...(weights && { weights }) };
  }
  return chosenExample(model) === undefined ? undefined : model.snapshot?.activations;
}

/** The network with the values of its units; undefined as in `activationsOf`. */
export function networkProps(
  model: Model,
  glyphs: Glyphs = unicode,
  chosen?: NetworkProps['pass'],
): NetworkProps | undefined {
  const forward = forwardProps(model, glyphs);
  if (forward === undefined) return undefined;
  const props = passOf(model, chosen) === 'forward' ? forward : backwardProps(model, forward, glyphs);
  const unit = chosenUnit(model);
  return unit === undefined || props.whyNoDeltas !== undefined
    ? props
    : withChosen(props, unit, unitWords(model, unit));
}

/** The network with one unit marked, and lines from and to this unit alone. */
function withChosen(props: NetworkProps, chosen: UnitName, words: string): NetworkProps {
  const weights = props.weights.map((own, index) => {
    const { rows, columns } = own;
    const isOwn = (cell: number): boolean =>
      (index === chosen.layer && Math.floor(cell / columns) === chosen.unit) ||
      (index + 1 === chosen.layer && cell % columns === chosen.unit);
    return { rows, columns, data: Float64Array.from(own.data, (value, cell) => (isOwn(cell) ? value : 0)) };
  });
  const lines = props.pass === 'forward' ? 'the strongest weights of' : 'the largest parts of this example for';
  return { ...props, chosen, weights, shows: [`${lines} ${words}`, `lines of ${words}`, words] };
}

/** The chosen pass; without a choice, that of the line that ran last in an unfinished iteration. */
export function passOf({ network, snapshot, examples }: Model, chosen?: NetworkProps['pass']): NetworkProps['pass'] {
  if (chosen !== undefined) return chosen;
  const { iteration, roles } = network.program;
  const error = iteration.findIndex(({ target }) => target === roles.error);
  const isBack = error !== -1 && (snapshot?.line ?? 0) > error && snapshot?.state !== 'running';
  return isBack && !examples.isAsked ? 'backward' : 'forward';
}

/**
 * The deltas of the units and, as lines, the part of this example in the descent direction of each weight: the value of the unit
 * before × the delta of the unit after.
 */
function backwardProps(model: Model, forward: NetworkProps, { minus, times }: Glyphs): NetworkProps {
  const { activations } = model.snapshot ?? {};
  const deltas = activations?.soFar?.deltas ?? activations?.deltas;
  if (model.examples.isAsked || activations === undefined || deltas === undefined) {
    const why = model.examples.isAsked
      ? 'a row without a target has no deltas'
      : model.subject.kind === 'script'
        ? 'the deltas of a script are beside its lines'
        : 'the deltas of this program depend on other examples';
    const layers = forward.layers.map((layer, index) => (index === 0 ? layer : { ...layer, isComputed: false }));
    const weights = forward.weights.map(withoutLines);
    return { ...forward, layers, weights, pass: 'backward', shows: [why], whyNoDeltas: why };
  }
  const values = activations.soFar?.layers ?? activations.layers;
  const layers = forward.layers.map((layer, index): NetworkLayer => {
    if (index === 0) return { ...layer, isComputed: values[0] !== undefined };
    const own = deltas[index - 1];
    const name = `${layer.name}_delta`;
    const { ownValues: _, ...rest } = layer;
    return { ...rest, name, isDelta: true, activations: own ?? layer.activations, isComputed: own !== undefined };
  });
  const weights = forward.weights.map((own, index) => {
    const [before, delta] = [values[index], deltas[index]];
    if (before === undefined || delta === undefined) return withoutLines(own);
    const { rows, columns } = own;
    const data = Float64Array.from({ length: rows * columns }, (_, cell) => {
      return before[Math.floor(cell / columns)]! * delta[cell % columns]!;
    });
    return { rows, columns, data };
  });
  const last = forward.layers.length - 1;
  // In ASCII there is no ∂.
  const slope = minus === '-' ? 'dL/dw' : '∂L/∂w';
  const lines = `lines: ${minus}${slope} of this example, such as l${last - 1} ${times} l${last}_delta`;
  return { ...forward, layers, weights, pass: 'backward', shows: [`deltas, ${lines}`, lines, 'deltas'] };
}

function withoutLines({ rows, columns }: NetworkProps['weights'][number]): NetworkProps['weights'][number] {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

/** The network with the activations; undefined as in `activationsOf`. */
function forwardProps(model: Model, glyphs: Glyphs): NetworkProps | undefined {
  const { subject, network, snapshot } = model;
  const activations = activationsOf(model);
  if (activations === undefined) return undefined;
  const last = activations.layers.length - 1;
  const layers = activations.layers.map((values, index): NetworkLayer => {
    const unitNames =
      index === 0
        ? withBias(subject.inputNames, values)
        : index === last
          ? namesOf(outputNames(subject), values.length)
          : undefined;
    const scaling = index === 0 ? subject.inputScaling : index === last ? subject.targetScaling : undefined;
    const shown = (value: number, unit: number): string =>
      index === last ? outputText(subject, value, unit, glyphs) : formatDatum(original(value, unit, scaling), glyphs);
    const soFar = activations.example && snapshot?.activations?.soFar;
    const own = soFar === undefined ? values : soFar.layers[index];
    const texts = own === undefined || scaling === undefined ? undefined : Array.from(own, shown);
    return {
      name: `l${index}`,
      unitNames,
      ownValues: texts,
      activations: own ?? values,
      isComputed: own !== undefined,
    };
  });
  const weights =
    activations.weights ??
    network.program.roles.layers.flatMap(({ weights: name }) => {
      const view = snapshot?.parameters.find((own) => own.name === name);
      if (view === undefined) return [];
      const { rows, columns, blockRows, blockColumns, sums } = view;
      // A view in blocks has sums of weights; without single weights no line is drawn.
      const isWhole = blockRows * blockColumns === 1;
      return [{ rows, columns, data: isWhole ? sums : new Float64Array(rows * columns) }];
    });
  const { example } = activations;
  const [part, which] = example === undefined ? ['', ''] : whichWords(model, example);
  const subjectWords = example === undefined ? `row ${model.asked?.text}` : `${part}example ${which}`;
  const outcome = outcomeWords(model, shownValues(activations, snapshot?.activations?.soFar))[0] ?? '';
  const isPredicted = layers.at(-1)?.isComputed !== false;
  return {
    layers,
    weights,
    example: `${subjectWords}, ${isPredicted ? outcome : outcome.replace(/, predicted .*$/, '')}`,
    ...(differsFromTable(model, activations) && { weightsOf: WEIGHTS_OF }),
    pass: 'forward',
    shows: ['activations, and the strongest weights'],
    focused: true,
  };
}

const WEIGHTS_OF = [
  ' with the current weights; the table has it before the update',
  ' with the current weights, the table before',
  ' (current weights)',
];

/** True where the table of a script has the prediction of its last pass, which it has made with other weights. */
function differsFromTable({ subject, snapshot }: Model, { example, layers }: ShownValues): boolean {
  if (subject.kind !== 'script' || example?.set !== 'train') return false;
  const outputs = layers.at(-1) ?? new Float64Array(0);
  const told = snapshot?.prediction.subarray(example.row * outputs.length, (example.row + 1) * outputs.length);
  return told?.length === outputs.length && told.some((value, i) => value !== outputs[i]);
}

/** The names of the inputs; a script may add a 1 to them. */
function withBias(names: readonly string[], values: Floats): readonly string[] {
  return values.length === names.length + 1 && values.at(-1) === 1 ? [...names, '1'] : names;
}

/** The names of the outputs; a script has none for them. */
function namesOf(names: readonly string[], count: number): readonly string[] {
  if (names.length > 0) return names;
  return count === 1 ? ['y'] : Array.from({ length: count }, (_, output) => `y${output + 1}`);
}

/** The values of the layers: those that the unfinished iteration has computed, otherwise the current ones. */
function shownValues(values: ShownValues, soFar: SoFar | undefined): ShownValues {
  if (soFar === undefined || values.example === undefined) return values;
  return { ...values, layers: values.layers.map((layer, index) => soFar.layers[index] ?? layer) };
}

/** `300 €`; without the unit where the name beside it has it. */
function outputText(subject: Model['subject'], value: number, output: number, { minus }: Glyphs): string {
  const { targetNames, targetUnits } = subject;
  const [name = '', unit] = [targetNames[output], targetUnits?.[output]];
  const text = ownText(subject, value, output, minus);
  return nameWithUnit(name, unit) === name ? text : `${text} ${unit}`;
}

/** `train `, where there is a test set, and `3 of 150`. */
function whichWords({ subject }: Model, { set, row }: ExampleName): readonly [string, string] {
  const { rows } = (set === 'test' && subject.test?.inputs) || subject.inputs;
  return [subject.test === undefined ? '' : `${set} `, `${formatCount(row + 1)} of ${formatCount(rows)}`];
}

/** `target virginica, predicted versicolor`, for a regression `target 310, predicted 308.4 €`; then the prediction alone. */
function outcomeWords(model: Model, { example, layers }: ShownValues): readonly string[] {
  const { classes } = model.subject;
  const { targets } = examplesIn(model, example?.set ?? 'train');
  const outputs = layers.at(-1) ?? new Float64Array(0);
  if (classes !== undefined) {
    const nameOf = (index: number): string => classes[index] ?? 'nothing';
    const predicted = `predicted ${nameOf(classOf(outputs, 0, targets.columns))}`;
    if (example === undefined) return [predicted];
    return [`target ${nameOf(classOf(targets.data, example.row, targets.columns))}, ${predicted}`, predicted];
  }
  const { subject } = model;
  const plain = (values: Floats): string =>
    [...values].map((value, output) => ownText(subject, value, output)).join(' ');
  const unit = new Set(subject.targetUnits).size === 1 ? ` ${subject.targetUnits?.[0]}` : '';
  const predicted = `predicted ${plain(outputs)}${unit}`;
  if (example === undefined) return [predicted];
  const { row } = example;
  const wanted = targets.data.subarray(row * targets.columns, (row + 1) * targets.columns);
  return [`target ${plain(wanted)}, ${predicted}`, predicted];
}

/** `predicted 0.9936` for the row that a person asks about; undefined before the answer. */
export function askedOutcome(model: Model): string | undefined {
  const layers = askedLayers(model);
  return layers && outcomeWords(model, { layers, example: undefined })[0];
}

/** A target or a prediction in its own unit, with the digits of the table of predictions. */
function ownText(subject: Model['subject'], value: number, output: number, minus = '-'): string {
  return targetText(ownValue(value, output, subject), decimalsOf(subject, output), minus);
}

/** The number of the example and its prediction; undefined as in `activationsOf`. */
export function outcomeProps(model: Model): OutcomeProps | undefined {
  const { classes, targetNames } = model.subject;
  const activations = activationsOf(model);
  if (activations === undefined) return undefined;
  const { example } = activations;
  const { targets } = examplesIn(model, example?.set ?? 'train');
  const outputs = activations.layers.at(-1) ?? new Float64Array(0);
  const ofClasses = classes !== undefined;
  const [part, which] = example === undefined ? ['', 'asked'] : whichWords(model, example);
  return {
    example: example === undefined ? [which] : [`${part}${which}`, which, formatCount(example.row + 1)],
    outcome: outcomeWords(model, activations),
    outputNames: classes ?? targetNames,
    // A single output is the share of class 1.
    outputs: ofClasses && outputs.length === 1 ? [1 - outputs[0]!, outputs[0]!] : outputs,
    figures: figuresOf(model, outputs),
    target: ofClasses && example !== undefined ? classOf(targets.data, example.row, targets.columns) : undefined,
    predicted: ofClasses ? classOf(outputs, 0, targets.columns) : undefined,
    focused: true,
  };
}

/** Scaled outputs in their own units, with their units; undefined for the numbers of the program. */
function figuresOf({ subject }: Model, outputs: Floats): readonly string[] | undefined {
  if (subject.targetScaling === undefined) return undefined;
  return Array.from(outputs, (value, output) => ownText(subject, value, output));
}

/** The image of an example with its prediction; undefined as in `activationsOf`. */
export function imageProps(model: Model, image: Image): ImageProps | undefined {
  const [outcome, activations] = [outcomeProps(model), activationsOf(model)];
  if (outcome === undefined || activations === undefined) return undefined;
  const { example } = activations;
  const { columns, data: all } = examplesIn(model, example?.set ?? 'train').inputs;
  const [data, row] = example === undefined ? [Float64Array.from(model.asked?.inputs ?? []), 0] : [all, example.row];
  const { width, height, low, high } = image;
  return {
    ...outcome,
    pixels: { width, height, values: pixelsOf(data, row, columns, image, model.subject.inputScaling) },
    low,
    high,
  };
}

/** The pixels before scaling. */
function pixelsOf(
  data: Floats,
  row: number,
  columns: number,
  { width, height }: Image,
  scaling: Scaling | undefined,
): Floats {
  return Float64Array.from({ length: width * height }, (_, pixel) =>
    original(data[row * columns + pixel] ?? Number.NaN, pixel, scaling),
  );
}
