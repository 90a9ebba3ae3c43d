import { classOf, isPlane } from '../../language/example-rows.ts';
import { original } from '../../language/scaling.ts';
import type { FieldView } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import { examplesNow } from '../model/examples.ts';
import type { Model } from '../model/model.ts';
import { areClasses, columnOf, extentOf, onceForEach } from '../model/of-data.ts';
import { unchanged } from '../model/requests.ts';
import { type BoundaryProps, drawBoundaryPane } from '../panes/boundary-pane.ts';
import type { ViewDefinition } from './definition.ts';

/** The plane of two inputs: the value of a unit, or the prediction, in every cell. */
export interface BoundaryView {
  readonly kind: 'boundary';
  /** True for the predicted class alone, without its sureness. */
  readonly discretised: boolean;
  readonly plane: Plane;
  /** An index of `unitsOf`. */
  readonly unit: number;
}

/** A rectangle around all examples. */
interface Plane {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

type Request = FieldView['request'];
type Unit = Request['of'];
type Points = BoundaryProps['points'][number];

const unitWords = 'there: of the output, or of a hidden unit';

export const boundaryView: ViewDefinition<BoundaryView> = {
  kind: 'boundary',
  opener: {
    key: 'p',
    short: 'boundary',
    description: 'the plane of two inputs, and its border',
    group: 'Ask why',
    needs: ['examples', 'prediction'],
    disabled: ({ subject }) =>
      isPlane(subject.inputs)
        ? undefined
        : 'a boundary can be seen where there are two inputs, or a third that is always 1',
    open: (model) =>
      unchanged({ ...model, view: { kind: 'boundary', discretised: false, plane: planeOf(model), unit: 0 } }),
  },
  keys: [
    {
      key: 'd',
      short: 'classes',
      description: 'there: how sure it is, or the class alone',
      act: (model, view) => unchanged({ ...model, view: { ...view, discretised: !view.discretised } }),
    },
    { key: 'left', short: 'unit', description: unitWords, act: (model, view) => unchanged(turned(model, view, -1)) },
    { key: 'right', short: 'unit', description: unitWords, act: (model, view) => unchanged(turned(model, view, 1)) },
  ],
  footer: ['right', 'd', 'escape', '?', 'q', 'space', 's', 'n', 'b', 'r', 'o'],
  request: (model, view) => ({ field: fieldOf(model, view) }),
  draw: (model, view, place, theme) => [
    { name: 'boundary', place, frame: drawBoundaryPane(boundaryProps(model, view), place, theme) },
  ],
};

/** Shows the next unit, or the one before; the output follows the last unit. */
function turned(model: Model, view: BoundaryView, direction: 1 | -1): Model {
  const count = unitsOf(model).length;
  const unit = (Math.min(view.unit, count - 1) + direction + count) % count;
  return { ...model, view: { ...view, unit } };
}

/** Cells of the plane that the network is asked for, whatever the size of the picture. */
const GRID = { columns: 120, rows: 60 };
/** Around the examples, of the width that they take. */
const MARGIN = 0.15;

/** The plane that is looked at, and whose values in it; its first row is the uppermost. */
function fieldOf(model: Model, { plane, unit }: BoundaryView): Request {
  const [low, high] = plane.y;
  return { ...GRID, x: plane.x, y: [high, low], of: unitsOf(model)[unit] ?? 'output' };
}

/** Whose values can be looked at: what is predicted, of several quantities each; then those of each hidden unit. */
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

/** Whether a border between classes is looked for: the targets are said to be classes, or look like them. */
function isOfClasses({ classes, targets }: Subject): boolean {
  return classes !== undefined || areClasses(targets);
}

function planeOf({ subject }: Model): Plane {
  const { inputs, test } = subject;
  const parts = [inputs, ...(test === undefined ? [] : [test.inputs])];
  return { x: around(parts, 0), y: around(parts, 1) };
}

/** What a column takes up in all of these, and a margin. */
function around(parts: readonly Subject['inputs'][], column: number): readonly [number, number] {
  const values = parts.map((part) => columnOf(part, column));
  const low = Math.min(...values.map((own) => own.reduce((least, value) => Math.min(least, value))));
  const high = Math.max(...values.map((own) => own.reduce((most, value) => Math.max(most, value))));
  const margin = (high - low || 1) * MARGIN;
  return [low - margin, high + margin];
}

export function boundaryProps(model: Model, view: BoundaryView): BoundaryProps {
  const { subject, snapshot } = model;
  const { inputNames } = subject;
  const { x, y } = view.plane;
  // Until the thread has heard whose values are wanted, it still tells those of another: better than none.
  const field = snapshot?.field;
  const { of } = field?.request ?? fieldOf(model, view);
  const name = (column: number): string => inputNames[column] ?? `x${column + 1}`;
  // The network sees the plane as it was scaled; a person sees it as it was.
  const given = (value: number, column: number): number => original(value, column, subject.inputScaling);
  const parts = subject.test === undefined ? (['train'] as const) : (['train', 'test'] as const);
  const quantity = isOfClasses(subject) ? undefined : (outputOf(model, of) ?? 0);
  return {
    x: { name: name(0), low: given(x[0], 0), high: given(x[1], 0) },
    y: { name: name(1), low: given(y[0], 1), high: given(y[1], 1) },
    ...groundOf(model, of, field),
    points: parts.map((part) => pointsOf(part, model, quantity)),
    discretised: view.discretised,
    // The tutorial calls it by its value.
    held: subject.inputs.columns === 3 && name(2) !== '1' ? `${name(2)} = 1` : undefined,
    focused: true,
  };
}

type Ground = Pick<BoundaryProps, 'grid' | 'ends' | 'classNames' | 'outputName'>;

/** What the plane is painted with: classes and how sure the network is of them, or the values of something. */
function groundOf(model: Model, of: Unit, field: FieldView | undefined): Ground {
  const { targetNames, classes, targets } = model.subject;
  const ofClasses = isOfClasses(model.subject);
  const classNames = !ofClasses ? ['below', 'above'] : (classes ?? (targets.columns === 1 ? ['0', '1'] : targetNames));
  if (ofClasses && of === 'output') {
    const outputName = targets.columns === 1 ? (targetNames[0] ?? 'y') : 'class';
    return { outputName, classNames, ends: undefined, grid: field && asClasses(field) };
  }
  const output = outputOf(model, of);
  const outputName = output === undefined ? unitName(of) : (targetNames[output] ?? 'y');
  const ends = output === undefined ? endsOfUnit(model, of, field) : extentOf(columnOf(targets, output));
  return { outputName, classNames, ends, grid: field && between(ends, field) };
}

/** Which output it is, from 0; undefined for a hidden unit. */
function outputOf({ network }: Model, of: Unit): number | undefined {
  if (of === 'output') return 0;
  return of.layer === network.program.roles.layers.length ? of.unit : undefined;
}

/** `h2 of l1` */
function unitName(of: Unit): string {
  return of === 'output' ? of : `h${of.unit + 1} of l${of.layer}`;
}

/** A sigmoid lies between 0 and 1; of others as far as they go, with 0 in the middle. */
function endsOfUnit({ network }: Model, of: Unit, field: FieldView | undefined): readonly [number, number] {
  const layer = of === 'output' ? undefined : network.program.roles.layers[of.layer - 1];
  if (layer !== undefined && (layer.activation ?? 'sigmoid') === 'sigmoid') return [0, 1];
  const far = field === undefined ? 1 : Math.max(...extentOf(field.values).map(Math.abs)) || 1;
  return [-far, far];
}

function asClasses({ request: { rows, columns }, classes, values }: FieldView): BoundaryProps['grid'] {
  return classes === undefined
    ? { kind: 'values', rows, columns, values }
    : { kind: 'classes', rows, columns, classes: Uint8Array.from(classes), confidence: values };
}

/** Values as shares of the way from one end to the other. */
function between([low, high]: readonly [number, number], { request, values }: FieldView): BoundaryProps['grid'] {
  const { rows, columns } = request;
  return { kind: 'values', rows, columns, values: values.map((value) => (value - low) / (high - low)) };
}

/** The examples of a part with their classes; of a quantity on which side they are of the middle between its ends. */
function pointsOf(part: Points['part'], model: Model, quantity: number | undefined): Points {
  const { inputs, targets, prediction } = examplesNow(model, part);
  const given = (column: number): Float64Array => {
    const { inputScaling } = model.subject;
    const values = columnOf(inputs, column);
    return inputScaling === undefined ? values : values.map((value) => original(value, column, inputScaling));
  };
  const place = { part, x: given(0), y: given(1) };
  if (quantity !== undefined) {
    const [low, high] = extentOf(columnOf(model.subject.targets, quantity));
    const classes = Uint8Array.from(columnOf(targets, quantity), (value) => (value > (low + high) / 2 ? 1 : 0));
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
