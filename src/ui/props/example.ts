import { classOf } from '../../language/example-rows.ts';
import { original, type Scaling } from '../../language/scaling.ts';
import type { ActivationsView, ExampleName } from '../../worker/protocol.ts';
import { exampleMeant, examplesIn } from '../model/examples.ts';
import { lastFirstLayer } from '../model/extent.ts';
import type { Image, Model, View } from '../model/model.ts';
import type { ImageProps, OutcomeProps } from '../panes/image-pane.ts';
import { hasRoomForNetwork, type NetworkLayer, type NetworkProps } from '../panes/network-pane.ts';
import { type UnitPicturesProps, visibleUnits } from '../panes/unit-pictures-pane.ts';
import { layerShapes } from '../panes/weights-pane.ts';
import { formatCount } from '../text/numbers.ts';
import { createTheme } from '../theme/theme.ts';
import { examplePlaces } from '../views/example-places.ts';
import type { Rectangle } from '../views/layout.ts';

type ExampleView = View & { kind: 'example' };

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
export function exampleLimit(model: Model, view: ExampleView, place: Rectangle): number {
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
