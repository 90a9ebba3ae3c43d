import { Examiner } from '../engine/examiner.ts';
import { Field } from '../engine/field.ts';
import { emptyMatrix, type Matrix } from '../engine/matrix.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import type { ExampleName, IncomingView, Snapshot, UnitRange, ViewRequest } from './protocol.ts';
import type { Subject } from './subject.ts';

/** More weights than this at a time no terminal shows. */
const MOST_WEIGHTS = 2 ** 17;

/** What a picture of a plane takes of the time between two of a run that goes on (`workOf`): some 5 ms. */
const MOST_WORK = 2e6;

/** What somebody looks at in a run besides what every snapshot has, and what is to be seen there. */
export class ViewAnswers {
  readonly #training: TrainingRun;
  readonly #subject: Subject;
  #request: ViewRequest = {};
  #field: Field | undefined;
  readonly #examiner: Examiner;
  /** For all examples at once; made when somebody wants them. */
  #all: { readonly examiner: Examiner; readonly prediction: Matrix } | undefined;

  constructor(training: TrainingRun, subject: Subject, request: ViewRequest) {
    this.#training = training;
    this.#subject = subject;
    this.#examiner = new Examiner(training, 1);
    this.show(request);
  }

  /** Whether there is something that takes as long as a picture. */
  get isPicture(): boolean {
    return this.#field !== undefined;
  }

  /** Whether what somebody looks at is of the network as it is. */
  get comparesWithNow(): boolean {
    return this.isPicture || this.countsConfusions;
  }

  get countsConfusions(): boolean {
    return this.#request.confusions ?? false;
  }

  /** What is looked at from here on. */
  show(request: ViewRequest): void {
    this.#request = request;
    const { field } = request;
    // What has not changed need not be prepared anew.
    if (JSON.stringify(field) === JSON.stringify(this.#field?.request)) return;
    this.#field = field && new Field(this.#training, field, this.#subject.inputs);
  }

  /**
   * As of the moment where the run stands.
   * @param isMoving whether the next sight of it comes soon: then a plane is looked at no closer than that leaves time for training.
   */
  see(isMoving: boolean): Pick<Snapshot, 'field' | 'activations' | 'incoming'> {
    const { example, incoming: units } = this.#request;
    const incoming = units && this.#incomingTo(units);
    const layers = example && this.#layersOf(example);
    const values = this.#field?.values(isMoving ? MOST_WORK : undefined);
    return {
      ...(values && this.#field ? { field: { request: this.#field.request, ...values } } : {}),
      ...(example && layers ? { activations: { example, layers } } : {}),
      ...(incoming ? { incoming } : {}),
    };
  }

  /**
   * What the network makes of the examples that it learns from, with its parameters as they are.
   * @param own what its own lines have predicted; undefined before they have.
   */
  present(own: Matrix | undefined): Matrix {
    if (own !== undefined && this.#training.program.evaluation !== undefined) return own;
    const { inputs, targets } = this.#subject;
    this.#all ??= { examiner: new Examiner(this.#training, inputs.rows), prediction: emptyMatrix(targets) };
    this.#all.examiner.predict(inputs, this.#all.prediction);
    return this.#all.prediction;
  }

  #layersOf({ set, row }: ExampleName): readonly Float64Array[] | undefined {
    const { inputs, test } = this.#subject;
    const all: Matrix | undefined = set === 'train' ? inputs : test?.inputs;
    if (all === undefined || !(row >= 0 && row < all.rows)) return undefined;
    const { columns, data } = all;
    const example = { rows: 1, columns, data: data.subarray(row * columns, (row + 1) * columns) };
    let values: readonly Float64Array[] = [];
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
