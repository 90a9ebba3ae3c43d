import type { Floats } from '../../language/dtypes.ts';
import { classOf } from '../../language/example-rows.ts';
import { original, ownValue, type Scaling } from '../../language/scaling.ts';
import type { PlaneView } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import { unitCounts } from '../model/chosen-unit.ts';
import { columnOf, extentOf, isOfClasses, onceForEach, outputNames, planeTitle } from '../model/data-facts.ts';
import { examplesNow } from '../model/examples.ts';
import type { Model } from '../model/model.ts';
import { heldInputs, type InputPair, inputName, isOnPlane, planeInputs } from '../model/plane-inputs.ts';
import type { BoundaryProps } from '../panes/boundary-pane.ts';
import type { CurveProps } from '../panes/curve-pane.ts';

/* The decision boundary, or the curve over a single input, as the props of panes; and the request for its values. */

/** A rectangle around all examples. */
interface Plane {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

type Request = PlaneView['request'];
type Unit = Request['of'];
type Points = BoundaryProps['points'][number];

/** Shows the next unit, or the one before; the output follows the last unit. */
export function turnedPlane(model: Model, direction: 1 | -1): Model {
  const count = unitsOf(model).length;
  const unit = (Math.min(model.plane.unit, count - 1) + direction + count) % count;
  return { ...model, plane: { ...model.plane, unit } };
}

/** The cells in which the network is evaluated, at any size of the picture. */
const GRID = { columns: 120, rows: 60 };
/** The same for the curve over a single input. */
const CURVE_GRID = { columns: 400, rows: 1 };
/** The margin around the examples, as a share of their extent. */
const MARGIN = 0.15;
/** The margin beyond an typed row outside of them. */
const ASKED_MARGIN = 0.05;

/** The request for the values of a unit in the plane, the uppermost row first. */
export function planeRequest(model: Model): Request {
  const inputs = planeInputs(model);
  const { x, y } = planeAround(model, inputs);
  return {
    ...(isCurve(model) ? CURVE_GRID : GRID),
    inputs,
    x,
    y: [y[1], y[0]],
    of: unitsOf(model)[model.plane.unit] ?? 'output',
  };
}

/** True for a network with one input, which has no plane. */
export function isCurve({ subject }: Model): boolean {
  return subject.inputs.columns === 1;
}

/** The units that the view shows: the prediction, or each output of a regression; then each hidden unit. */
function unitsOf(model: Model): readonly Unit[] {
  const { subject } = model;
  const counts = unitCounts(model);
  const unitsIn = (layer: number): readonly Unit[] =>
    Array.from({ length: counts[layer] ?? 0 }, (_, unit) => ({ layer, unit }));
  const last = counts.length - 1;
  // A curve has one value: that of an output.
  const isOne = !isCurve(model) && (isOfClasses(subject) || subject.targets.columns === 1);
  return [...(isOne ? (['output'] as const) : unitsIn(last)), ...counts.slice(1, -1).flatMap((_, i) => unitsIn(i + 1))];
}

/** The plane around all examples and the typed row. */
function planeAround({ subject, asked }: Model, [across, upwards]: InputPair): Plane {
  const { inputs, test } = subject;
  const parts = test === undefined ? [inputs] : [inputs, test.inputs];
  const around = (input: number): readonly [number, number] => {
    const extents = parts.map((part) => bareExtentOf(columnOf(part, input)));
    const [least, most] = [Math.min(...extents.map(([end]) => end)), Math.max(...extents.map(([, end]) => end))];
    const margin = (most - least || 1) * MARGIN;
    const [low, high] = [least - margin, most + margin];
    const value = asked?.inputs[input];
    if (value === undefined) return [low, high];
    const beyond = (high - low) * ASKED_MARGIN;
    return [Math.min(low, value - beyond), Math.max(high, value + beyond)];
  };
  return { x: around(across), y: around(upwards) };
}

const bareExtentOf = onceForEach((values: Floats): readonly [number, number] => [
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
]);

/** The place of the typed row. */
function askedPoint({ asked, subject }: Model, pair: InputPair): BoundaryProps['asked'] {
  if (asked === undefined) return undefined;
  const own = (input: number): number => original(asked.inputs[input] ?? 0, input, subject.inputScaling);
  return { x: own(pair[0]), y: own(pair[1]), isOnPlane: isOnPlane(asked.inputs, subject, pair) };
}

export function boundaryProps(model: Model, focused: boolean): BoundaryProps {
  const { subject, snapshot } = model;
  // Until the training thread has answered for a new unit or input, the snapshots show the previous plane: better than none.
  const shown = snapshot?.plane;
  const { of, inputs, x, y } = shown?.request ?? planeRequest(model);
  // The network reads scaled inputs; the axes show the original ones.
  const axis = (input: number, ends: readonly [number, number]): BoundaryProps['x'] => {
    const [one, other] = ends.map((end) => original(end, input, subject.inputScaling));
    return { name: inputName(subject, input), low: one!, high: other! };
  };
  const parts = subject.test === undefined ? (['train'] as const) : (['train', 'test'] as const);
  const output = isOfClasses(subject) ? undefined : (outputOf(model, of) ?? 0);
  return {
    x: axis(inputs[0], x),
    // The uppermost row comes first.
    y: axis(inputs[1], [y[1], y[0]]),
    ...cellsOf(model, of, shown),
    points: parts.map((part) => pointsOf(part, model, inputs, output)),
    asked: askedPoint(model, inputs),
    discretised: model.plane.discretised,
    held: heldInputs(subject, inputs),
    isAhead: model.network.program.evaluation === undefined,
    focused,
  };
}

/** An output or a unit over the only input, in own units. */
export function curveProps(model: Model): CurveProps {
  const { subject, snapshot, asked } = model;
  const shown = snapshot?.plane;
  const { of, x } = shown?.request ?? planeRequest(model);
  const { inputScaling } = subject;
  const output = outputOf(model, of);
  const own = (value: number): number => (output === undefined ? value : ownValue(value, output, subject));
  const values = shown && Float64Array.from(shown.values, own);
  const parts =
    output === undefined ? [] : subject.test === undefined ? (['train'] as const) : (['train', 'test'] as const);
  const points = parts.map((part) => {
    const set = examplesNow(model, part);
    const wanted = columnOf(set.targets, output ?? 0);
    return { part, x: ownColumn(columnOf(set.inputs, 0), 0, inputScaling), y: Float64Array.from(wanted, own) };
  });
  const all = Float64Array.from([...(values ?? []), ...points.flatMap(({ y }) => [...y])]);
  const [low, high] = extentOf(all);
  const margin = (high - low) * CURVE_MARGIN;
  const ends = x.map((end) => original(end, 0, inputScaling));
  const units = unitsOf(model);
  const place = units.findIndex((unit) => JSON.stringify(unit) === JSON.stringify(of));
  return {
    x: { name: inputName(subject, 0), low: ends[0]!, high: ends[1]! },
    y: {
      name: output === undefined ? unitName(of) : (outputNames(subject)[output] ?? 'y'),
      low: low - margin,
      high: high + margin,
    },
    values,
    points,
    asked: asked && original(asked.inputs[0] ?? 0, 0, inputScaling),
    note: `${place + 1} of ${units.length}`,
    focused: true,
  };
}

/** The margin above and below a curve, as a share of its extent. */
const CURVE_MARGIN = 0.05;

type Cells = Pick<BoundaryProps, 'grid' | 'ends' | 'classNames' | 'outputName' | 'title'>;

/** The cells of the plane: the predicted classes with their confidence, or the values of a unit. */
function cellsOf(model: Model, of: Unit, shown: PlaneView | undefined): Cells {
  const { targetNames, classes, targets } = model.subject;
  const ofClasses = isOfClasses(model.subject);
  const classNames = !ofClasses ? ['below', 'above'] : (classes ?? (targets.columns === 1 ? ['0', '1'] : targetNames));
  if (ofClasses && of === 'output') {
    const outputName = targets.columns === 1 ? (targetNames[0] ?? 'y') : 'class';
    return {
      title: planeTitle(model.subject),
      outputName,
      classNames,
      ends: undefined,
      grid: shown && asClasses(shown),
    };
  }
  const output = outputOf(model, of);
  const outputName = output === undefined ? unitName(of) : (targetNames[output] ?? 'y');
  const scale = output === undefined ? endsOfUnit(model, of, shown) : extentOf(columnOf(targets, output));
  const own = (end: number): number => (output === undefined ? end : ownValue(end, output, model.subject));
  const ends = [own(scale[0]), own(scale[1])] as const;
  // A hidden unit has no targets, and predicts nothing.
  const title = output === undefined ? 'unit' : planeTitle(model.subject);
  return { title, outputName, classNames, ends, grid: shown && between(scale, shown) };
}

/** The number of an output, from 0; undefined for a hidden unit. */
function outputOf(model: Model, of: Unit): number | undefined {
  if (of === 'output') return 0;
  return of.layer === unitCounts(model).length - 1 ? of.unit : undefined;
}

/** `h2 of l1` */
function unitName(of: Unit): string {
  return of === 'output' ? of : `h${of.unit + 1} of l${of.layer}`;
}

/** The ends of the scale of a unit: 0 and 1 for a sigmoid, otherwise the largest value with both signs. */
function endsOfUnit({ network, subject }: Model, of: Unit, shown: PlaneView | undefined): readonly [number, number] {
  const isKnown = of !== 'output' && subject.kind !== 'script';
  const layer = isKnown ? network.program.roles.layers[of.layer - 1] : undefined;
  if (layer !== undefined && (layer.activation ?? 'sigmoid') === 'sigmoid') return [0, 1];
  // The activation functions of a script are not known: its values decide.
  if (of !== 'output' && layer === undefined && shown?.values.every((value) => value >= 0 && value <= 1)) return [0, 1];
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
function pointsOf(
  part: Points['part'],
  model: Model,
  [across, upwards]: InputPair,
  output: number | undefined,
): Points {
  const { inputs, targets, prediction } = examplesNow(model, part);
  const { inputScaling } = model.subject;
  const none = new Float64Array(0);
  // The examples of a script may be met in another order than its inputs.
  if (inputs.rows !== targets.rows)
    return { part, x: none, y: none, classes: new Uint8Array(0), wrong: new Uint8Array(0) };
  const place = {
    part,
    x: ownColumn(columnOf(inputs, across), across, inputScaling),
    y: ownColumn(columnOf(inputs, upwards), upwards, inputScaling),
  };
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

/** A column in own units; the same array with each call. */
function ownColumn(values: Floats, column: number, scaling: Scaling | undefined): Floats {
  if (scaling === undefined) return values;
  const known = ownColumnsOf(values);
  const found = known.get(scaling) ?? values.map((value) => original(value, column, scaling));
  known.set(scaling, found);
  return found;
}

const ownColumnsOf = onceForEach((_: Floats) => new WeakMap<Scaling, Floats>());

const classesOf = onceForEach(({ rows, columns, data }: Subject['targets']) =>
  Uint8Array.from({ length: rows }, (_, row) => Math.max(0, classOf(data, row, columns))),
);
