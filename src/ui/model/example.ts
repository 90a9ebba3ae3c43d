import { examplePlaces } from '../example-places.ts';
import type { Rectangle } from '../layout.ts';
import type { ImageProps } from '../panes/image-pane.ts';
import type { NetworkLayer, NetworkProps } from '../panes/network-pane.ts';
import { type UnitPicturesProps, visibleUnits } from '../panes/unit-pictures-pane.ts';
import { formatCount } from '../text/numbers.ts';
import { createTheme } from '../theme/theme.ts';
import { classOf } from './classified.ts';
import { exampleMeant, examplesIn } from './examples.ts';
import type { Image, Model, View } from './model.ts';

type ExampleView = View & { kind: 'example' };

/** What the example brings about in each layer; undefined before the thread has told of it. */
function activationsOf(model: Model): readonly Float64Array[] | undefined {
  const meant = exampleMeant(model);
  const told = model.snapshot?.activations;
  return told !== undefined && told.example.row === meant?.row && told.example.set === meant.set
    ? told.layers
    : undefined;
}

/** The units of each layer with what they give for the example; undefined before that is known. */
export function networkProps(model: Model): NetworkProps | undefined {
  const { subject, network, snapshot } = model;
  const activations = activationsOf(model);
  if (activations === undefined) return undefined;
  const { roles } = network.program;
  const last = activations.length - 1;
  const outputNames =
    subject.job.classes?.length === subject.targetNames.length ? subject.job.classes : subject.targetNames;
  const layers = activations.map((values, index): NetworkLayer => {
    const unitNames = index === 0 ? subject.inputNames : index === last ? outputNames : undefined;
    return { name: `l${index}`, unitNames, activations: values };
  });
  const weights = roles.layers.flatMap(({ weights: name }) => {
    const view = snapshot?.parameters.find((own) => own.name === name);
    // Of a matrix that comes in blocks there is no room for the units either.
    return view === undefined ? [] : [{ rows: view.rows, columns: view.columns, data: view.sums }];
  });
  return { layers, weights, example: exampleWords(model), focused: true };
}

/** `train example 3 of 150, is virginica, said versicolor` */
function exampleWords(model: Model): string {
  const { subject } = model;
  const { job } = subject;
  const meant = exampleMeant(model);
  if (meant === undefined) return 'no example';
  const { targets, prediction } = examplesIn(model, meant.set);
  const part = job.test === undefined ? '' : `${meant.set} `;
  const which = `${part}example ${formatCount(meant.row + 1)} of ${formatCount(targets.rows)}`;
  if (job.classes === undefined) {
    const wanted = targets.data.subarray(meant.row * targets.columns, (meant.row + 1) * targets.columns);
    return targets.columns > 3 ? which : `${which}, target ${[...wanted].map(plain).join(' ')}`;
  }
  const nameIn = (values: Float64Array): string | undefined =>
    job.classes?.[classOf(values, meant.row, targets.columns)];
  const [is, said] = [nameIn(targets.data), nameIn(prediction)];
  return said === undefined ? `${which}, is ${is}` : `${which}, is ${is}, said ${said}`;
}

function plain(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** The example as a picture, and what the network says for each class; undefined where there is none. */
export function imageProps(model: Model, image: Image): ImageProps | undefined {
  const { subject } = model;
  const { job, targetNames } = subject;
  const meant = exampleMeant(model);
  if (meant === undefined) return undefined;
  const { inputs, targets } = examplesIn(model, meant.set);
  const { row, set } = meant;
  const outputs = activationsOf(model)?.at(-1) ?? new Float64Array(0);
  const isSingle = targets.columns === 1;
  const classNames = job.classes ?? targetNames;
  return {
    pixels: { width: image.width, height: image.height, values: pixelsOf(inputs.data, row, inputs.columns, image) },
    low: image.low,
    high: image.high,
    example: row + 1,
    examples: inputs.rows,
    part: set,
    classNames,
    // Of two classes a single output says how much for each.
    outputs: isSingle && job.classes !== undefined && outputs.length === 1 ? [1 - outputs[0]!, outputs[0]!] : outputs,
    is: classOf(targets.data, row, targets.columns),
    said: classOf(outputs, 0, targets.columns),
    focused: true,
  };
}

/** As they were before they were scaled. */
function pixelsOf(data: Float64Array, row: number, columns: number, { width, height, scaling }: Image): Float64Array {
  return Float64Array.from({ length: width * height }, (_, pixel) => {
    const value = data[row * columns + pixel] ?? Number.NaN;
    return scaling === undefined ? value : value * scaling.unit[pixel]! + scaling.shift[pixel]!;
  });
}

/** What the first units look for, as pictures; undefined before the thread has told of it. */
export function unitPicturesProps(
  { network, snapshot }: Model,
  image: Image,
  { first }: ExampleView,
): UnitPicturesProps | undefined {
  const [layer] = network.program.roles.layers;
  const incoming = snapshot?.incoming;
  if (layer === undefined || incoming === undefined) return undefined;
  const units = network.shapes.get(layer.weights)?.columns ?? 0;
  return { name: layer.weights, units, weights: incoming.weights, image, first, focused: false };
}

/** The largest first unit of the pictures: the last one is in sight then. */
export function exampleLimit(model: Model, view: ExampleView, place: Rectangle): number {
  const { image } = model.subject;
  const props = image && unitPicturesProps(model, image, view);
  if (props === undefined) return 0;
  // On a terminal with less than all that there can be pictures may be larger; they are not scrolled beyond their end either.
  return Math.max(0, props.weights.columns - visibleUnits(props, examplePlaces(place).units, createTheme(24, true)));
}
