import type { FieldView, Job } from '../../worker/protocol.ts';
import type { BoundaryProps } from '../panes/boundary-pane.ts';
import { classOf } from '../panes/classified.ts';
import type { Model, View } from './model.ts';
import { fieldOf } from './field-request.ts';
import { send, type Update, unchanged } from './requests.ts';

type BoundaryView = View & { kind: 'boundary' };
type Examples = Pick<Job, 'inputs' | 'targets'>;

/** Why the border between two classes cannot be seen; undefined where it can. */
export function whyNoBoundary({ subject }: Model): string | undefined {
  const { inputs, targets, classes } = subject.job;
  if (!isPlane(inputs)) return 'a boundary can be seen where there are two inputs, or a third that is always 1';
  const isOfClasses = classes !== undefined || targets.data.every((cell) => cell === 0 || cell === 1);
  return isOfClasses ? undefined : 'a boundary lies between classes, and these targets are quantities';
}

/** As the training thread has it. */
function isPlane({ columns, rows, data }: Job['inputs']): boolean {
  return (
    columns === 2 ||
    (columns === 3 && Array.from({ length: rows }, (_, row) => data[3 * row + 2]).every((one) => one === 1))
  );
}

export function openBoundary(model: Model): Update {
  const view: BoundaryView = { kind: 'boundary', discretised: false };
  return send({ ...model, view }, { type: 'look', looks: { field: fieldOf(model) } });
}

/** Back to the panes; what nobody looks at need not be computed. */
export function closeView(model: Model): Update {
  if (model.view.kind === 'panes') return unchanged(model);
  const closed: Model = { ...model, view: { kind: 'panes' } };
  return model.view.kind === 'boundary' ? send(closed, { type: 'look', looks: {} }) : unchanged(closed);
}

export function boundaryProps(model: Model, { discretised }: BoundaryView): BoundaryProps {
  const { subject, snapshot } = model;
  const { inputNames, targetNames, job } = subject;
  const { x, y } = fieldOf(model);
  const name = (column: number): string => inputNames[column] ?? `x${column + 1}`;
  const test = job.test && pointsOf('test', job.test, snapshot?.test?.prediction);
  return {
    x: { name: name(0), low: x[0], high: x[1] },
    y: { name: name(1), low: y[1], high: y[0] },
    field: fieldIn(snapshot?.field),
    classNames: job.classes ?? (job.targets.columns === 1 ? ['0', '1'] : targetNames),
    points: [pointsOf('train', job, snapshot?.prediction), ...(test === undefined ? [] : [test])],
    discretised,
    outputName: job.targets.columns === 1 ? (targetNames[0] ?? 'y') : 'class',
    // The tutorial calls it by its value.
    held: job.inputs.columns === 3 && name(2) !== '1' ? `${name(2)} = 1` : undefined,
    focused: true,
  };
}

function fieldIn(view: FieldView | undefined): BoundaryProps['field'] {
  if (view === undefined) return undefined;
  const { rows, columns } = view.request;
  return view.classes === undefined
    ? { kind: 'values', rows, columns, values: view.values }
    : { kind: 'classes', rows, columns, classes: Uint8Array.from(view.classes), sureness: view.values };
}

function pointsOf(
  part: 'train' | 'test',
  { inputs, targets }: Examples,
  prediction: Float64Array = new Float64Array(0),
): BoundaryProps['points'][number] {
  const column = (place: number): Float64Array =>
    Float64Array.from({ length: inputs.rows }, (_, row) => inputs.data[row * inputs.columns + place] as number);
  const classIn = (values: Float64Array, row: number): number => classOf(values, row, targets.columns);
  const classes = Uint8Array.from({ length: inputs.rows }, (_, row) => Math.max(0, classIn(targets.data, row)));
  const isKnown = prediction.length === targets.data.length;
  const wrong = isKnown ? classes.map((own, row) => (classIn(prediction, row) === own ? 0 : 1)) : new Uint8Array(0);
  return { part, x: column(0), y: column(1), classes, wrong };
}
