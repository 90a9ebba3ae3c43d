import { Examiner } from '../engine/examiner.ts';
import { Field } from '../engine/field.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { TrainingRun } from '../engine/training-run.ts';
import type { ExampleName, Job, LookCommand, Looks, Snapshot } from './protocol.ts';

/** What somebody looks at in a run besides what every snapshot has, and what is to be seen there. */
export class Looking {
  readonly #training: TrainingRun;
  readonly #job: Job;
  #looks: Looks = {};
  #field: Field | undefined;
  readonly #examiner: Examiner;

  constructor(training: TrainingRun, job: Job, looks: Looks) {
    this.#training = training;
    this.#job = job;
    this.#examiner = new Examiner(training, 1);
    this.#show(looks);
  }

  /** Whether there is something that takes as long as a picture. */
  get isPicture(): boolean {
    return this.#field !== undefined;
  }

  get countsConfusions(): boolean {
    return this.#looks.confusions ?? false;
  }

  obey(command: LookCommand): void {
    switch (command.type) {
      case 'setField':
        this.#show({ ...this.#looks, field: command.field });
        break;
      case 'setExample':
        this.#show({ ...this.#looks, example: command.example });
        break;
      case 'setConfusions':
        this.#show({ ...this.#looks, confusions: command.confusions });
        break;
    }
  }

  /** As of the moment where the run stands. */
  see(): Pick<Snapshot, 'field' | 'activations'> {
    const { example } = this.#looks;
    const layers = example && this.#layersOf(example);
    const values = this.#field?.values();
    return {
      ...(values && this.#field ? { field: { request: this.#field.request, ...values } } : {}),
      ...(example && layers ? { activations: { example, layers } } : {}),
    };
  }

  #show(looks: Looks): void {
    this.#looks = looks;
    const { field } = looks;
    if (field !== this.#field?.request) this.#field = field && new Field(this.#training, field, this.#job.inputs);
  }

  #layersOf({ set, row }: ExampleName): readonly Float64Array[] | undefined {
    const { inputs, test } = this.#job;
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
}
