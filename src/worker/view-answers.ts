import { BackwardPass } from '../engine/backward-pass.ts';
import { Examiner } from '../engine/examiner.ts';
import { emptyMatrix, type Matrix } from '../engine/matrix.ts';
import { Plane } from '../engine/plane.ts';
import { finish, type Pieces } from '../engine/run/pieces.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import type { Floats } from '../language/dtypes.ts';
import { hasRoles } from '../language/program.ts';
import type {
  ActivationsView,
  ExampleName,
  IncomingView,
  Snapshot,
  SoFar,
  UnitRange,
  ViewRequest,
} from './protocol.ts';
import type { Subject } from './subject.ts';

/** The most weights in an answer: more than any terminal shows. */
const MOST_WEIGHTS = 2 ** 17;

/** The most work (`workOf`) for a plane between two snapshots of a running run: about 5 ms. */
const MOST_WORK = 2e6;
/** The most work for a plane beside other panes: about 1 ms. */
const MOST_WORK_ASIDE = 4e5;
/** The most examples that are predicted again for such a plane. */
const MOST_EXAMPLES_ASIDE = 1000;
/** The most work for a plane of a run that rests: about half a second, in pieces. */
const MOST_WORK_AT_REST = 2e8;

/** The answers to the view request. Everything is computed with the current parameters, and leaves the run as it is. */
export class ViewAnswers {
  readonly #training: TrainingRun;
  readonly #subject: Subject;
  #request: ViewRequest = {};
  #plane: Plane | undefined;
  readonly #examiner: Examiner;
  readonly #backward: BackwardPass;
  /** Predicts the whole training set; made on demand. */
  #all: { readonly examiner: Examiner; readonly prediction: Matrix } | undefined;

  constructor(training: TrainingRun, subject: Subject, request: ViewRequest) {
    this.#training = training;
    this.#subject = subject;
    this.#examiner = new Examiner(training, 1);
    this.#backward = new BackwardPass(training);
    this.show(request);
  }

  /** Replaces the view request. */
  show(request: ViewRequest): void {
    this.#request = request;
    const { plane } = request;
    // An unchanged plane need not be prepared again.
    if (JSON.stringify(plane) === JSON.stringify(this.#plane?.request)) return;
    this.#plane = plane && this.#predicts ? new Plane(this.#training, plane, this.#subject.inputs) : undefined;
  }

  /** True when the open view is a plane, which should move smoothly. */
  get showsPlane(): boolean {
    return this.#plane !== undefined && !this.#isAside;
  }

  get #isAside(): boolean {
    return this.#plane?.request.isAside === true;
  }

  /** True when the open view shows predictions with the current parameters. */
  get showsPresent(): boolean {
    const isQuick = this.#isAside && this.#subject.inputs.rows <= MOST_EXAMPLES_ASIDE;
    return isQuick || this.scoresPresent;
  }

  /** True when the scores are those of the current parameters, too, and not of the last iteration. */
  get scoresPresent(): boolean {
    return this.showsPlane || this.countsConfusions;
  }

  /** The watch whose past is shown. */
  get historyOf(): number | undefined {
    return this.#request.history;
  }

  get showsGauges(): boolean {
    return this.#request.gauges ?? false;
  }

  /** The loss surface that is shown. */
  get surface(): ViewRequest['surface'] {
    return this.#request.surface;
  }

  get showsHidden(): boolean {
    return this.#request.hidden ?? false;
  }

  get countsConfusions(): boolean {
    return this.#request.confusions ?? false;
  }

  /** False for a program whose roles do not say how it predicts: there is nothing to answer. */
  get #predicts(): boolean {
    return hasRoles(this.#training.program, 'examples', 'prediction');
  }

  /**
   * The answers for the next snapshot.
   * @param isMoving true when another snapshot follows soon: a plane then has fewer points, to leave time for training.
   */
  answer(isMoving: boolean): Pick<Snapshot, 'plane' | 'activations' | 'asked' | 'incoming'> {
    const { example, asked: inputs, incoming: units } = this.#request;
    const asked = inputs && this.#predicts ? this.#layersOfRow(Float64Array.from(inputs)) : undefined;
    const incoming = units && this.#incomingTo(units);
    const layers = example && this.#predicts ? this.#layersOf(example) : undefined;
    const values = this.#plane?.values(this.#mostWork(isMoving));
    return {
      ...(values && this.#plane ? { plane: { request: this.#plane.request, ...values } } : {}),
      ...(example && layers ? { activations: { example, layers, ...this.#backwardOf(example, isMoving) } } : {}),
      ...(inputs && asked ? { asked: { inputs, layers: asked } } : {}),
      ...(incoming ? { incoming } : {}),
    };
  }

  /** Computes the plane of the next answer, in pieces. */
  *preparingPlane(isMoving: boolean): Pieces {
    yield* this.#plane?.computing(this.#mostWork(isMoving)) ?? [];
  }

  /**
   * The predictions of the training set.
   * @param own the predictions of the program's own lines; undefined before they have run.
   */
  present(own: Matrix | undefined): Matrix | undefined {
    return finish(this.preparingPresent(own));
  }

  /** `present` in pieces. */
  *preparingPresent(own: Matrix | undefined): Pieces<Matrix | undefined> {
    if (!this.#predicts) return undefined;
    if (own !== undefined && this.#training.program.evaluation !== undefined) return own;
    const { inputs, targets } = this.#subject;
    this.#all ??= { examiner: new Examiner(this.#training, inputs.rows), prediction: emptyMatrix(targets) };
    yield* this.#all.examiner.predicting(inputs, this.#all.prediction);
    return this.#all.prediction;
  }

  /** The backward pass of an example, and where the run rests within an iteration, what its lines have computed for it. */
  #backwardOf({ set, row }: ExampleName, isMoving: boolean): Pick<ActivationsView, 'deltas' | 'soFar'> {
    const { inputs, targets, test } = this.#subject;
    const data = set === 'train' ? { inputs, targets } : test;
    if (data === undefined) return {};
    const rowOf = ({ columns, data: all }: Matrix): Floats => all.subarray(row * columns, (row + 1) * columns);
    const deltas = this.#backward.deltasOf(rowOf(data.inputs), rowOf(data.targets));
    const soFar = isMoving || set !== 'train' ? undefined : this.#soFar(row);
    return { ...(deltas && { deltas }), ...(soFar && { soFar }) };
  }

  #soFar(example: number): SoFar | undefined {
    const { program, line } = this.#training;
    const { inputs, layers } = program.roles;
    if (line === 0 || inputs === undefined) return undefined;
    const hasRun = (name: string): boolean => {
      const own = program.iteration.findLastIndex(({ target }) => target === name);
      return own !== -1 && own < line;
    };
    const { batches } = program;
    if (batches !== undefined && !hasRun(batches.rows)) return undefined;
    const row = batches === undefined ? example : this.#training.valueOf(batches.rows).data.indexOf(example);
    if (row === -1) return undefined;
    const rowOf = (name: string): Floats | undefined => {
      if (!hasRun(name)) return undefined;
      const { columns, data } = this.#training.valueOf(name);
      return data.slice(row * columns, (row + 1) * columns);
    };
    return {
      layers: [inputs, ...layers.map(({ output }) => output)].map(rowOf),
      deltas: layers.map(({ output }) => rowOf(`${output}_delta`)),
    };
  }

  #mostWork(isMoving: boolean): number {
    if (!isMoving) return MOST_WORK_AT_REST;
    return this.#isAside ? MOST_WORK_ASIDE : MOST_WORK;
  }

  #layersOf({ set, row }: ExampleName): readonly Floats[] | undefined {
    const { inputs, test } = this.#subject;
    const all: Matrix | undefined = set === 'train' ? inputs : test?.inputs;
    if (all === undefined || !(row >= 0 && row < all.rows)) return undefined;
    const { columns, data } = all;
    return this.#layersOfRow(data.subarray(row * columns, (row + 1) * columns));
  }

  /** @param data one row of inputs. */
  #layersOfRow(data: Floats): readonly Floats[] | undefined {
    if (data.length !== this.#subject.inputs.columns) return undefined;
    const example = { rows: 1, columns: data.length, data };
    let values: readonly Floats[] = [];
    this.#examiner.examine(example, (layers) => {
      values = layers.map((layer) => layer.data.slice());
    });
    return values;
  }

  #incomingTo({ first, count }: UnitRange): IncomingView | undefined {
    const [layer] = this.#training.program.roles.layers;
    if (layer === undefined) return undefined;
    const { rows, columns, data } = this.#training.valueOf(layer.weights);
    const units = Math.min(count, columns - first, Math.floor(MOST_WEIGHTS / rows));
    if (!(first >= 0 && units > 0)) return undefined;
    const weights = emptyMatrix({ rows, columns: units });
    for (let row = 0; row < rows; row++) {
      const start = row * columns + first;
      weights.data.set(data.subarray(start, start + units), row * units);
    }
    return { first, weights };
  }
}
