import { classOf } from '../../language/example-rows.ts';
import { original, ownValue, type Scaling } from '../../language/scaling.ts';
import type { ActivationsView, ExampleName, SoFar } from '../../worker/protocol.ts';
import { footerWords } from '../keys/footer.ts';
import { emptyWords, moveExample } from '../model/arrange.ts';
import { askedLayers, chosenExample, examplesIn } from '../model/examples.ts';
import type { Image, Model } from '../model/model.ts';
import { lastFirstLayer, shapesOf } from '../model/pane-space.ts';
import { withoutEffects } from '../model/requests.ts';
import { box } from '../panes/box.ts';
import { drawImage, drawOutcome, type ImageProps, type OutcomeProps } from '../panes/image-pane.ts';
import {
  drawNetwork,
  hasRoomForNetwork,
  type NetworkLayer,
  type NetworkProps,
  type UnitName,
  unitAt,
} from '../panes/network-pane.ts';
import { decimalsOf, targetText } from '../panes/predictions-columns.ts';
import { drawUnitPictures, type UnitPicturesProps, visibleUnits } from '../panes/unit-pictures-pane.ts';
import { drawWeights } from '../panes/weights-pane.ts';
import { type Frame, span } from '../text/line.ts';
import { formatCount, formatDatum } from '../text/numbers.ts';
import { type Glyphs, unicode } from '../theme/glyphs.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import { nameWithUnit } from '../words/unit-words.ts';
import type { PlacedFrame, ScreenCell, ViewDefinition } from './definition.ts';
import type { Rectangle } from './layout.ts';
import { weightsProps } from './panes-props.ts';

/** One example inside the network; an image beside pictures of the weights into the first units. */
export interface ExampleView {
  readonly kind: 'example';
  /** The first of these units; or the first layer, where there is room for heatmaps only. */
  readonly first: number;
  /** The pass that a person has chosen; without a choice, that of the line that ran last. */
  readonly pass?: NetworkProps['pass'];
}

/** The range of requested units: more than any screen shows, and some before the first, since the last page is full. */
const MOST_PICTURES = 512;
const BEFORE = 64;

const exampleWords = 'example: the next one, or the one before';

export const exampleView: ViewDefinition<ExampleView> = {
  kind: 'example',
  opener: {
    key: 'i',
    short: footerWords.i,
    description: 'the chosen example inside the network',
    group: 'Look inside',
    needs: ['examples', 'prediction', 'layers'],
    open(model) {
      // Without a choice, the first example of the table.
      const chosen = chosenExample(model)?.row;
      return withoutEffects({ ...model, examples: { ...model.examples, chosen }, view: { kind: 'example', first: 0 } });
    },
  },
  keys: [
    {
      key: 'd',
      short: 'backward',
      description: 'example: the backward pass, or the forward one',
      disabled: ({ subject }) =>
        subject.image === undefined
          ? undefined
          : 'images are drawn without their network, so there is no pass to choose',
      act: (model, view) =>
        withoutEffects({
          ...model,
          view: { ...view, pass: passOf(model, view.pass) === 'forward' ? 'backward' : 'forward' },
        }),
    },
    { key: 'up', short: 'choose', description: exampleWords, act: (model) => withoutEffects(moveExample(model, -1)) },
    { key: 'down', short: 'choose', description: exampleWords, act: (model) => withoutEffects(moveExample(model, 1)) },
  ],
  footer: ['up', 'n', 'd', '>', '!', 'T', 'escape', '?', 'space', 's', 'b', '/'],
  request(model, { first }) {
    const example = chosenExample(model);
    if (model.subject.image === undefined) return { example };
    return { example, incoming: { first: Math.max(0, first - BEFORE), count: MOST_PICTURES } };
  },
  draw: exampleFrames,
  scrollLimit: exampleLimit,
  targetAt(model, view, cell, place, theme) {
    const unit = unitInNetwork(model, cell, place, theme, view.pass);
    return unit && { unit };
  },
};

/** The unit at a cell of the network, in its view or its pane; undefined where no network is drawn. */
export function unitInNetwork(
  model: Model,
  cell: ScreenCell,
  place: Rectangle,
  theme: Theme,
  pass?: NetworkProps['pass'],
): UnitName | undefined {
  if (model.subject.image !== undefined || model.snapshot === undefined) return undefined;
  const props = networkProps(model, theme.glyphs, pass);
  return props && unitAt(props, place, cell);
}

/**
 * An image beside pictures of units; any other example as the network with the values of its units. Without room for the
 * network: the prediction beside the weights as heatmaps.
 */
function exampleFrames(model: Model, view: ExampleView, place: Rectangle, theme: Theme): readonly PlacedFrame[] {
  const { image } = model.subject;
  const places = examplePlaces(place);
  if (image !== undefined) {
    const [example, units] = [imageProps(model, image), unitPicturesProps(model, image, view)];
    const left = example && drawImage(example, places.example, theme);
    const right = units && drawUnitPictures(units, places.units, theme);
    return [
      { name: 'example', place: places.example, frame: left ?? nothing(model, places.example, theme) },
      { name: 'units', place: places.units, frame: right ?? nothing(model, places.units, theme) },
    ];
  }
  const [props, outcome] = [networkProps(model, theme.glyphs, view.pass), outcomeProps(model)];
  if (props === undefined || outcome === undefined) {
    return [{ name: 'network', place, frame: nothing(model, place, theme) }];
  }
  if (hasRoomForNetwork(props, place)) return [{ name: 'network', place, frame: drawNetwork(props, place, theme) }];
  const heatmaps = drawWeights(weightsProps(model, view.first, false), places.units, theme);
  return [
    { name: 'example', place: places.example, frame: drawOutcome(outcome, places.example, theme) },
    { name: 'weights', place: places.units, frame: heatmaps },
  ];
}

/** The chosen example as a pane: its image with the outputs, or the network with the values of its units. */
export function exampleFrame(model: Model, focused: boolean, place: Rectangle, theme: Theme): Frame {
  const { image } = model.subject;
  if (image !== undefined) {
    const props = imageProps(model, image);
    return props === undefined ? nothing(model, place, theme, focused) : drawImage({ ...props, focused }, place, theme);
  }
  const props = networkProps(model, theme.glyphs);
  return props === undefined ? nothing(model, place, theme, focused) : drawNetwork({ ...props, focused }, place, theme);
}

/** A frame without an example, or without an answer of the training thread. */
function nothing(model: Model, place: Rectangle, theme: Theme, focused = true): Frame {
  const words = emptyWords(model) ?? (chosenExample(model) === undefined ? 'no example matches' : 'no prediction yet');
  return box({ title: 'example', details: [], focused }, place, [[span(words, theme.styles.quiet)]], theme);
}

/** The share of the columns for the example, on the left. */
const SHARE = 0.45;

function examplePlaces({ x, y, columns, rows }: Rectangle): {
  readonly example: Rectangle;
  readonly units: Rectangle;
} {
  const left = Math.round(columns * SHARE);
  return {
    example: { x, y, columns: left, rows },
    units: { x: x + left, y, columns: columns - left, rows },
  };
}

/** The values of every layer, for an example or for the row that a person asks about. */
interface ShownValues extends Pick<ActivationsView, 'layers'> {
  readonly example: ExampleName | undefined;
}

/**
 * The values of the units for an example; undefined without one, and before the first answer. While the answer for another
 * example is on its way the last one stays, so that nothing flickers.
 */
function activationsOf(model: Model): ShownValues | undefined {
  if (model.examples.isAsked) {
    const layers = askedLayers(model);
    return layers && { layers, example: undefined };
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
  if (forward === undefined || passOf(model, chosen) === 'forward') return forward;
  return backwardProps(model, forward, glyphs);
}

/** The chosen pass; without a choice, that of the line that ran last in an unfinished iteration. */
function passOf({ network, snapshot, examples }: Model, chosen?: NetworkProps['pass']): NetworkProps['pass'] {
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
      : 'the deltas of this program depend on other examples';
    const layers = forward.layers.map((layer, index) => (index === 0 ? layer : { ...layer, isComputed: false }));
    return { ...forward, layers, weights: forward.weights.map(withoutLines), pass: 'backward', shows: [why] };
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
  const { classes } = subject;
  const last = activations.layers.length - 1;
  const outputNames = classes?.length === subject.targetNames.length ? classes : subject.targetNames;
  const layers = activations.layers.map((values, index): NetworkLayer => {
    const unitNames = index === 0 ? subject.inputNames : index === last ? outputNames : undefined;
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
  const weights = network.program.roles.layers.flatMap(({ weights: name }) => {
    const view = snapshot?.parameters.find((own) => own.name === name);
    if (view === undefined) return [];
    const { rows, columns, blockRows, blockColumns, sums } = view;
    // A view in blocks has sums of weights; without single weights no line is drawn.
    const isWhole = blockRows * blockColumns === 1;
    return [{ rows, columns, data: isWhole ? sums : new Float64Array(rows * columns) }];
  });
  const { example } = activations;
  const [part, which] = example === undefined ? ['', ''] : whichWords(model, example);
  const subjectWords = example === undefined ? `asked ${model.asked?.text}` : `${part}example ${which}`;
  const outcome = outcomeWords(model, shownValues(activations, snapshot?.activations?.soFar))[0] ?? '';
  const isPredicted = layers.at(-1)?.isComputed !== false;
  return {
    layers,
    weights,
    example: `${subjectWords}, ${isPredicted ? outcome : outcome.replace(/, predicted .*$/, '')}`,
    pass: 'forward',
    shows: ['activations, and the strongest weights'],
    focused: true,
  };
}

/** The values with those of an unfinished iteration in place of the present ones, as far as it has any. */
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
  const plain = (values: Float64Array): string =>
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
function outcomeProps(model: Model): OutcomeProps | undefined {
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
function figuresOf({ subject }: Model, outputs: Float64Array): readonly string[] | undefined {
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
  data: Float64Array,
  row: number,
  columns: number,
  { width, height }: Image,
  scaling: Scaling | undefined,
): Float64Array {
  return Float64Array.from({ length: width * height }, (_, pixel) =>
    original(data[row * columns + pixel] ?? Number.NaN, pixel, scaling),
  );
}

/** The weights into the first units as pictures; undefined before the first answer. */
export function unitPicturesProps(model: Model, image: Image, { first }: ExampleView): UnitPicturesProps | undefined {
  const { network, snapshot } = model;
  const [layer] = network.program.roles.layers;
  const incoming = snapshot?.incoming;
  if (layer === undefined || incoming === undefined) return undefined;
  const units = network.shapes.get(layer.weights)?.columns ?? 0;
  const { first: from, weights } = incoming;
  const activations = activationsOf(model)?.layers[1];
  return { name: layer.weights, units, weights, from, activations, image, first, focused: false };
}

/** A theme of each kind: how many pictures fit depends on the theme. */
const themes = [24, 1].flatMap((depth) => [true, false].map((utf8) => createTheme(depth as 24 | 1, utf8)));

/** The first unit, or the first layer, at which the last one is visible. */
function exampleLimit(model: Model, view: ExampleView, place: Rectangle): number {
  const { image } = model.subject;
  if (image !== undefined) {
    const props = unitPicturesProps(model, image, view);
    if (props === undefined) return 0;
    // The model has no theme: with the fewest pictures at a time every unit can be reached.
    const fewest = Math.min(...themes.map((theme) => visibleUnits(props, examplePlaces(place).units, theme)));
    return Math.max(0, props.units - fewest);
  }
  const network = networkProps(model);
  if (network === undefined || hasRoomForNetwork(network, place)) return 0;
  return lastFirstLayer(shapesOf(model), examplePlaces(place).units);
}
