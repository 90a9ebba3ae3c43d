import { classOf } from '../../language/example-rows.ts';
import { original, type Scaling } from '../../language/scaling.ts';
import type { ActivationsView, ExampleName } from '../../worker/protocol.ts';
import { footerWords } from '../keys/footer.ts';
import { moveExample } from '../model/arrange.ts';
import { exampleMeant, examplesIn } from '../model/examples.ts';
import { lastFirstLayer } from '../model/extent.ts';
import type { Image, Model } from '../model/model.ts';
import { unchanged } from '../model/requests.ts';
import { box } from '../panes/box.ts';
import { drawImage, drawOutcome, type ImageProps, type OutcomeProps } from '../panes/image-pane.ts';
import { drawNetwork, hasRoomForNetwork, type NetworkLayer, type NetworkProps } from '../panes/network-pane.ts';
import { drawUnitPictures, type UnitPicturesProps, visibleUnits } from '../panes/unit-pictures-pane.ts';
import { drawWeights, layerShapes } from '../panes/weights-pane.ts';
import { type Frame, span } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { PlacedFrame, ViewDefinition } from './definition.ts';
import type { Rectangle } from './layout.ts';

/** One example inside the network. An image stands beside pictures of the weights into the first units. */
export interface ExampleView {
  readonly kind: 'example';
  /** The first of these units, or of the layers where there is room for heatmaps only. */
  readonly first: number;
}

/** More units than any screen shows pictures of, and some before the first of them, for the last page is a full one. */
const MOST_PICTURES = 512;
const BEFORE = 64;

const exampleWords = 'there: the next example, or the one before';

export const exampleView: ViewDefinition<ExampleView> = {
  kind: 'example',
  opener: {
    key: 'i',
    short: footerWords.i,
    description: 'the chosen example inside the network',
    group: 'Ask why',
    needs: ['examples', 'prediction'],
    open(model) {
      // Without a chosen example, the first one in sight.
      const chosen = exampleMeant(model)?.row;
      return unchanged({ ...model, examples: { ...model.examples, chosen }, view: { kind: 'example', first: 0 } });
    },
  },
  keys: [
    { key: 'up', short: 'choose', description: exampleWords, act: (model) => unchanged(moveExample(model, -1)) },
    { key: 'down', short: 'choose', description: exampleWords, act: (model) => unchanged(moveExample(model, 1)) },
  ],
  footer: ['up', '>', '!', 'T', 'escape', '?', 'q', 'space', 's', 'n', 'b', '/'],
  request(model, { first }) {
    const example = exampleMeant(model);
    if (model.subject.image === undefined) return { example };
    return { example, incoming: { first: Math.max(0, first - BEFORE), count: MOST_PICTURES } };
  },
  draw: exampleFrames,
  scrollLimit: exampleLimit,
};

/**
 * What one example brings about in the network: a picture beside what is said of it and what the first units look for, or
 * the units of all layers; where there is no room for these, what is said beside the weights as heatmaps.
 */
function exampleFrames(model: Model, view: ExampleView, place: Rectangle, theme: Theme): readonly PlacedFrame[] {
  const { image } = model.subject;
  if (image !== undefined) {
    const places = examplePlaces(place);
    const [example, units] = [imageProps(model, image), unitPicturesProps(model, image, view)];
    return [
      {
        name: 'example',
        place: places.example,
        frame:
          example === undefined ? nothing(model, places.example, theme) : drawImage(example, places.example, theme),
      },
      {
        name: 'units',
        place: places.units,
        frame: units === undefined ? nothing(model, places.units, theme) : drawUnitPictures(units, places.units, theme),
      },
    ];
  }
  const props = networkProps(model);
  const outcome = outcomeProps(model);
  if (props === undefined || outcome === undefined)
    return [{ name: 'network', place, frame: nothing(model, place, theme) }];
  if (hasRoomForNetwork(props, place)) return [{ name: 'network', place, frame: drawNetwork(props, place, theme) }];
  const places = examplePlaces(place);
  return [
    { name: 'example', place: places.example, frame: drawOutcome(outcome, places.example, theme) },
    { name: 'weights', place: places.units, frame: heatmaps(model, view, places.units, theme) },
  ];
}

function heatmaps(model: Model, { first }: ExampleView, place: Rectangle, theme: Theme): Frame {
  const { network, subject, snapshot } = model;
  const { inputNames, targetNames } = subject;
  const data = { program: network.program, shapes: network.shapes, inputNames, targetNames };
  return drawWeights({ ...data, views: snapshot?.parameters, first, focused: false }, place, theme);
}

/** There is no example, or none has been told of yet. */
function nothing(model: Model, place: Rectangle, theme: Theme): Frame {
  const words = exampleMeant(model) === undefined ? 'no example matches' : 'no prediction yet';
  return box({ title: 'example', details: [], focused: true }, place, [[span(words, theme.styles.quiet)]], theme);
}

/** Of the columns, for the example beside the pictures of units. */
const SHARE = 0.45;

/** Where an image stands with what the network says of it, and where what the first units look for. */
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

/**
 * The example that the thread has told of, and what it brings about: for a moment that of before, so that nothing flickers.
 * Undefined where there is no such example, and before any has been told of.
 */
function toldOf(model: Model): ActivationsView | undefined {
  return exampleMeant(model) === undefined ? undefined : model.snapshot?.activations;
}

/** The units of each layer with what they give for the example; undefined where there is none, or nothing is known of it yet. */
export function networkProps(model: Model): NetworkProps | undefined {
  const { subject, network, snapshot } = model;
  const told = toldOf(model);
  if (told === undefined) return undefined;
  const { classes } = subject;
  const last = told.layers.length - 1;
  const outputNames = classes?.length === subject.targetNames.length ? classes : subject.targetNames;
  const layers = told.layers.map((values, index): NetworkLayer => {
    const unitNames = index === 0 ? subject.inputNames : index === last ? outputNames : undefined;
    return { name: `l${index}`, unitNames, activations: values };
  });
  const weights = network.program.roles.layers.flatMap(({ weights: name }) => {
    const view = snapshot?.parameters.find((own) => own.name === name);
    if (view === undefined) return [];
    const { rows, columns, blockRows, blockColumns, sums } = view;
    // Where weights come in blocks none is known by itself, and no line is drawn.
    const isWhole = blockRows * blockColumns === 1;
    return [{ rows, columns, data: isWhole ? sums : new Float64Array(rows * columns) }];
  });
  const [part, which] = whichWords(model, told.example);
  return { layers, weights, example: `${part}example ${which}, ${outcomeWords(model, told)[0]}`, focused: true };
}

/** `train `, where there are others too, and `3 of 150`. */
function whichWords({ subject }: Model, { set, row }: ExampleName): readonly [string, string] {
  const { rows } = (set === 'test' && subject.test?.inputs) || subject.inputs;
  return [subject.test === undefined ? '' : `${set} `, `${formatCount(row + 1)} of ${formatCount(rows)}`];
}

/** `target virginica, predicted versicolor`, or of quantities `target 0.5, predicted 0.4871`; then the prediction alone. */
function outcomeWords(model: Model, { example: { set, row }, layers }: ActivationsView): readonly string[] {
  const { classes } = model.subject;
  const { targets } = examplesIn(model, set);
  const outputs = layers.at(-1) ?? new Float64Array(0);
  if (classes !== undefined) {
    const nameOf = (index: number): string => classes[index] ?? 'nothing';
    const target = nameOf(classOf(targets.data, row, targets.columns));
    const predicted = `predicted ${nameOf(classOf(outputs, 0, targets.columns))}`;
    return [`target ${target}, ${predicted}`, predicted];
  }
  const wanted = targets.data.subarray(row * targets.columns, (row + 1) * targets.columns);
  const plain = (values: Float64Array): string => [...values].map((value) => Number(value.toPrecision(4))).join(' ');
  return [`target ${plain(wanted)}, predicted ${plain(outputs)}`, `predicted ${plain(outputs)}`];
}

/** The example by its number, and what the network says of it; undefined as in `networkProps`. */
export function outcomeProps(model: Model): OutcomeProps | undefined {
  const { classes, targetNames } = model.subject;
  const told = toldOf(model);
  if (told === undefined) return undefined;
  const { row, set } = told.example;
  const { targets } = examplesIn(model, set);
  const outputs = told.layers.at(-1) ?? new Float64Array(0);
  const ofClasses = classes !== undefined;
  const [part, which] = whichWords(model, told.example);
  return {
    example: [`${part}${which}`, which, formatCount(row + 1)],
    outcome: outcomeWords(model, told),
    outputNames: classes ?? targetNames,
    // Of two classes a single output says how much for each.
    outputs: ofClasses && outputs.length === 1 ? [1 - outputs[0]!, outputs[0]!] : outputs,
    target: ofClasses ? classOf(targets.data, row, targets.columns) : undefined,
    predicted: ofClasses ? classOf(outputs, 0, targets.columns) : undefined,
    focused: true,
  };
}

/** The same beside the picture that it is. */
export function imageProps(model: Model, image: Image): ImageProps | undefined {
  const [outcome, told] = [outcomeProps(model), toldOf(model)];
  if (outcome === undefined || told === undefined) return undefined;
  const { row, set } = told.example;
  const { data, columns } = examplesIn(model, set).inputs;
  const { width, height, low, high } = image;
  return {
    ...outcome,
    pixels: { width, height, values: pixelsOf(data, row, columns, image, model.subject.inputScaling) },
    low,
    high,
  };
}

/** As they were before they were scaled. */
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

/** What the first units look for, as pictures; undefined before the thread has told of it. */
export function unitPicturesProps(model: Model, image: Image, { first }: ExampleView): UnitPicturesProps | undefined {
  const { network, snapshot } = model;
  const [layer] = network.program.roles.layers;
  const incoming = snapshot?.incoming;
  if (layer === undefined || incoming === undefined) return undefined;
  const units = network.shapes.get(layer.weights)?.columns ?? 0;
  const { first: from, weights } = incoming;
  const activations = toldOf(model)?.layers[1];
  return { name: layer.weights, units, weights, from, activations, image, first, focused: false };
}

const themes = [24, 1].flatMap((depth) => [true, false].map((utf8) => createTheme(depth as 24 | 1, utf8)));

/** How far the view can be scrolled: until the last picture of a unit, or the last heatmap, is in sight. */
function exampleLimit(model: Model, view: ExampleView, place: Rectangle): number {
  const { image } = model.subject;
  if (image !== undefined) {
    const props = unitPicturesProps(model, image, view);
    if (props === undefined) return 0;
    // How many there are at once depends on the terminal; where they are most, the last page is reached sooner.
    const fewest = Math.min(...themes.map((theme) => visibleUnits(props, examplePlaces(place).units, theme)));
    return Math.max(0, props.units - fewest);
  }
  const network = networkProps(model);
  if (network === undefined || hasRoomForNetwork(network, place)) return 0;
  return lastFirstLayer(layerShapes(model.network.program, model.network.shapes), examplePlaces(place).units);
}
