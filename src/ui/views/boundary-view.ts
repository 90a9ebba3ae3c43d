import { classOf, isPlane } from '../../language/example-rows.ts';
import { original, ownValue } from '../../language/scaling.ts';
import type { PlaneView } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import { areClasses, columnOf, extentOf, onceForEach } from '../model/data-facts.ts';
import { examplesNow } from '../model/examples.ts';
import type { Model } from '../model/model.ts';
import { withoutEffects } from '../model/requests.ts';
import { type BoundaryProps, drawBoundaryPane, exampleNear } from '../panes/boundary-pane.ts';
import type { ViewDefinition } from './definition.ts';

/** The plane of two inputs: the value of a unit, or the prediction, in every cell. */
export interface BoundaryView {
  readonly kind: 'boundary';
}

/** A rectangle around all examples. */
interface Plane {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

type Request = PlaneView['request'];
type Unit = Request['of'];
type Points = BoundaryProps['points'][number];

const unitWords = 'boundary: the output, or a hidden unit';

export const boundaryView: ViewDefinition<BoundaryView> = {
  kind: 'boundary',
  opener: {
    key: 'p',
    short: 'boundary',
    description: 'the decision boundary over two inputs',
    group: 'Look inside',
    needs: ['examples', 'prediction'],
    disabled: ({ subject }) =>
      isPlane(subject.inputs) ? undefined : 'a plane needs two inputs, or a third one that is always 1',
    open: (model) => withoutEffects({ ...model, view: { kind: 'boundary' } }),
  },
  keys: [
    {
      key: 'd',
      short: 'classes',
      description: 'boundary: class alone, or confidence',
      act: (model) => withoutEffects(withoutConfidence(model)),
    },
    {
      key: 'left',
      short: 'unit',
      description: unitWords,
      act: (model) => withoutEffects(turnedPlane(model, -1)),
    },
    {
      key: 'right',
      short: 'unit',
      description: unitWords,
      act: (model) => withoutEffects(turnedPlane(model, 1)),
    },
  ],
  footer: ['right', 'd', 'escape', '?', 'space', 's', 'n', 'b', 'r', 'o'],
  request: (model) => ({ plane: planeRequest(model) }),
  draw: (model, _view, place, theme) => [
    { name: 'boundary', place, frame: drawBoundaryPane(boundaryProps(model, true), place, theme) },
  ],
  targetAt(model, _view, cell, place) {
    const example = exampleNear(boundaryProps(model, true), place, cell);
    return example && { example };
  },
};

/** Shows the next unit, or the one before; the output follows the last unit. */
export function turnedPlane(model: Model, direction: 1 | -1): Model {
  const count = unitsOf(model).length;
  const unit = (Math.min(model.plane.unit, count - 1) + direction + count) % count;
  return { ...model, plane: { ...model.plane, unit } };
}

/** Shows the predicted class alone, or its confidence again. */
function withoutConfidence({ plane, ...model }: Model): Model {
  return { ...model, plane: { ...plane, discretised: !plane.discretised } };
}

/** The cells in which the network is evaluated, at any size of the picture. */
const GRID = { columns: 120, rows: 60 };
/** The margin around the examples, as a share of their extent. */
const MARGIN = 0.15;
/** The margin beyond an asked row outside of them. */
const ASKED_MARGIN = 0.05;

/** The request for the values of a unit in the plane, the uppermost row first. */
export function planeRequest(model: Model): Request {
  const { x, y } = shownPlane(model);
  return { ...GRID, x, y: [y[1], y[0]], of: unitsOf(model)[model.plane.unit] ?? 'output' };
}

/** The units that the view shows: the prediction, or each output of a regression; then each hidden unit. */
function unitsOf({ network, subject }: Model): readonly Unit[] {
  const { layers } = network.program.roles;
  const unitsIn = (layer: number): readonly Unit[] => {
    const { columns = 0 } = network.shapes.get(layers[layer - 1]?.weights ?? '') ?? {};
    return Array.from({ length: columns }, (_, unit) => ({ layer, unit }));
  };
  const last = layers.length;
  const isOne = isOfClasses(subject) || subject.targets.columns === 1;
  return [...(isOne ? (['output'] as const) : unitsIn(last)), ...layers.slice(0, -1).flatMap((_, i) => unitsIn(i + 1))];
}

/** True when the targets are classes, or look like classes: the plane then has a decision boundary. */
function isOfClasses({ classes, targets }: Subject): boolean {
  return classes !== undefined || areClasses(targets);
}

const planeOf = onceForEach(({ inputs, test }: Subject): Plane => {
  const parts = [inputs, ...(test === undefined ? [] : [test.inputs])];
  return { x: around(parts, 0), y: around(parts, 1) };
});

/** The plane around all examples and the asked row. */
function shownPlane({ subject, asked }: Model): Plane {
  const plane = planeOf(subject);
  if (asked === undefined) return plane;
  const around = ([low, high]: readonly [number, number], value = low): readonly [number, number] => {
    const margin = (high - low) * ASKED_MARGIN;
    return [Math.min(low, value - margin), Math.max(high, value + margin)];
  };
  return { x: around(plane.x, asked.inputs[0]), y: around(plane.y, asked.inputs[1]) };
}

/** The place of the asked row. Its third input may be another one than on the plane. */
function askedPoint({ asked, subject }: Model): BoundaryProps['asked'] {
  if (asked === undefined) return undefined;
  const [x = 0, y = 0, third = 1] = asked.inputs;
  const own = (value: number, column: number): number => original(value, column, subject.inputScaling);
  return { x: own(x, 0), y: own(y, 1), isOnPlane: third === 1 };
}

/** The extent of a column in all of these matrices, with a margin. */
function around(parts: readonly Subject['inputs'][], column: number): readonly [number, number] {
  const values = parts.map((part) => columnOf(part, column));
  const low = Math.min(...values.map((own) => own.reduce((least, value) => Math.min(least, value))));
  const high = Math.max(...values.map((own) => own.reduce((most, value) => Math.max(most, value))));
  const margin = (high - low || 1) * MARGIN;
  return [low - margin, high + margin];
}

export function boundaryProps(model: Model, focused: boolean): BoundaryProps {
  const { subject, snapshot } = model;
  const { inputNames } = subject;
  const { x, y } = shownPlane(model);
  // Until the training thread has answered for a new unit, the snapshots show the previous one: better than none.
  const shown = snapshot?.plane;
  const { of } = shown?.request ?? planeRequest(model);
  const name = (column: number): string => inputNames[column] ?? `x${column + 1}`;
  // The network reads scaled inputs; the axes show the original ones.
  const unscaled = (value: number, column: number): number => original(value, column, subject.inputScaling);
  const parts = subject.test === undefined ? (['train'] as const) : (['train', 'test'] as const);
  const output = isOfClasses(subject) ? undefined : (outputOf(model, of) ?? 0);
  return {
    x: { name: name(0), low: unscaled(x[0], 0), high: unscaled(x[1], 0) },
    y: { name: name(1), low: unscaled(y[0], 1), high: unscaled(y[1], 1) },
    ...cellsOf(model, of, shown),
    points: parts.map((part) => pointsOf(part, model, output)),
    asked: askedPoint(model),
    discretised: model.plane.discretised,
    // A third input is always 1. The tutorial calls it `1`, which needs no words.
    held: subject.inputs.columns === 3 && name(2) !== '1' ? `${name(2)} = 1` : undefined,
    focused,
  };
}

type Cells = Pick<BoundaryProps, 'grid' | 'ends' | 'classNames' | 'outputName'>;

/** The cells of the plane: the predicted classes with their confidence, or the values of a unit. */
function cellsOf(model: Model, of: Unit, shown: PlaneView | undefined): Cells {
  const { targetNames, classes, targets } = model.subject;
  const ofClasses = isOfClasses(model.subject);
  const classNames = !ofClasses ? ['below', 'above'] : (classes ?? (targets.columns === 1 ? ['0', '1'] : targetNames));
  if (ofClasses && of === 'output') {
    const outputName = targets.columns === 1 ? (targetNames[0] ?? 'y') : 'class';
    return { outputName, classNames, ends: undefined, grid: shown && asClasses(shown) };
  }
  const output = outputOf(model, of);
  const outputName = output === undefined ? unitName(of) : (targetNames[output] ?? 'y');
  const scale = output === undefined ? endsOfUnit(model, of, shown) : extentOf(columnOf(targets, output));
  const own = (end: number): number => (output === undefined ? end : ownValue(end, output, model.subject));
  const ends = [own(scale[0]), own(scale[1])] as const;
  return { outputName, classNames, ends, grid: shown && between(scale, shown) };
}

/** The number of an output, from 0; undefined for a hidden unit. */
function outputOf({ network }: Model, of: Unit): number | undefined {
  if (of === 'output') return 0;
  return of.layer === network.program.roles.layers.length ? of.unit : undefined;
}

/** `h2 of l1` */
function unitName(of: Unit): string {
  return of === 'output' ? of : `h${of.unit + 1} of l${of.layer}`;
}

/** The ends of the scale of a unit: 0 and 1 for a sigmoid, otherwise the largest value with both signs. */
function endsOfUnit({ network }: Model, of: Unit, shown: PlaneView | undefined): readonly [number, number] {
  const layer = of === 'output' ? undefined : network.program.roles.layers[of.layer - 1];
  if (layer !== undefined && (layer.activation ?? 'sigmoid') === 'sigmoid') return [0, 1];
  const far = shown === undefined ? 1 : Math.max(...extentOf(shown.values).map(Math.abs)) || 1;
  return [-far, far];
}

function asClasses({ request: { rows, columns }, classes, values }: PlaneView): BoundaryProps['grid'] {
  return classes === undefined
    ? { kind: 'values', rows, columns, values }
    : { kind: 'classes', rows, columns, classes: Uint8Array.from(classes), confidence: values };
}

/** Values as shares of the scale, from 0 at its low end to 1 at its high end. */
function between([low, high]: readonly [number, number], { request, values }: PlaneView): BoundaryProps['grid'] {
  const { rows, columns } = request;
  return { kind: 'values', rows, columns, values: values.map((value) => (value - low) / (high - low)) };
}

/**
 * The examples of a set with their classes. For an output of a regression, class 1 is above the middle of its targets.
 * @param output from 0; undefined for classes
 */
function pointsOf(part: Points['part'], model: Model, output: number | undefined): Points {
  const { inputs, targets, prediction } = examplesNow(model, part);
  const unscaled = (column: number): Float64Array => {
    const { inputScaling } = model.subject;
    const values = columnOf(inputs, column);
    return inputScaling === undefined ? values : values.map((value) => original(value, column, inputScaling));
  };
  const place = { part, x: unscaled(0), y: unscaled(1) };
  if (output !== undefined) {
    const [low, high] = extentOf(columnOf(model.subject.targets, output));
    const classes = Uint8Array.from(columnOf(targets, output), (value) => (value > (low + high) / 2 ? 1 : 0));
    return { ...place, classes, wrong: new Uint8Array(0) };
  }
  const classes = classesOf(targets);
  const isKnown = prediction.length === targets.data.length;
  const isRight = (own: number, row: number): boolean => classOf(prediction, row, targets.columns) === own;
  return {
    ...place,
    classes,
    wrong: isKnown ? classes.map((own, row) => (isRight(own, row) ? 0 : 1)) : new Uint8Array(0),
  };
}

const classesOf = onceForEach(({ rows, columns, data }: Subject['targets']) =>
  Uint8Array.from({ length: rows }, (_, row) => Math.max(0, classOf(data, row, columns))),
);
