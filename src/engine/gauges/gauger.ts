import type { Floats } from '../../language/dtypes.ts';
import { square } from '../../language/elementary.ts';
import { binary, call, number } from '../../language/expression.ts';
import { descentDirections, firstUpdate } from '../../language/program.ts';
import type { Backend, WatchedValue } from '../backends/backend.ts';
import type { MachineState } from '../machine/changing-machine.ts';
import type { Matrix } from '../matrix.ts';
import type { Replay } from '../run/pieces.ts';
import { Run } from '../run/run.ts';
import { unitsIn } from '../verdict/causes-of-layers.ts';
import { valuesOf } from '../verdict/measure.ts';

/** The step of one weight matrix in one iteration. */
export interface StepGauge {
  /** The name of the weights. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** log10(‖new − old weights‖ / ‖old weights‖), Frobenius norms; −Infinity where no weight has moved, NaN for 0 / 0. */
  readonly update: number;
  /** ‖gradient of the loss‖, before alpha and the optimizer; NaN for a program that does not say how it is computed. */
  readonly gradient: number;
}

/** The units of one hidden layer, over the examples that the prediction of the iteration is of. */
export interface UnitGauge {
  readonly name: string;
  readonly units: number;
  /** The share of its values (examples × units) whose slope is flat: below `FLAT_PART` of the steepest. */
  readonly saturated: number;
  /** The number of dead units: flat in every example, as in the verdict. */
  readonly dead: number;
}

/** The gauges of one iteration, before the changes that are made at its end. */
export interface Gauges {
  /** Completed iterations, this one included. */
  readonly iteration: number;
  /** From the first layer to the last. */
  readonly steps: readonly StepGauge[];
  readonly hidden: readonly UnitGauge[];
}

/** The matrices that a measurement reads, for one backend. */
interface Instruments {
  readonly backend: Backend;
  /** The first line that changes a parameter; the gradients are measured before it. */
  readonly firstUpdate: number;
  readonly steps: readonly {
    readonly name: string;
    readonly value: Matrix;
    readonly before: Floats;
    readonly gradient: WatchedValue | undefined;
  }[];
}

/**
 * A second machine of a run, which runs single iterations of its past again to measure the gauges of their steps. The run is not touched:
 * the machine has matrices of its own. Load a state first.
 */
export class Gauger extends Run {
  #instruments: Instruments | undefined;
  #measures = false;
  #gauges: Gauges | undefined;

  /** Goes to a state that was saved after `iteration` completed iterations. */
  load(iteration: number, state: MachineState): void {
    this.restoreMachine(iteration, state);
    this.makeChanges();
  }

  /** Runs on to the beginning of an iteration, runs it, and measures it. @param iteration from 0; not before the current one. */
  *measuring(iteration: number): Replay<Gauges> {
    yield* this.iterateTo(iteration);
    const instruments = this.#prepare();
    for (const { value, before } of instruments.steps) before.set(value.data);
    this.#measures = true;
    while (this.iteration === iteration) {
      if (this.line === instruments.firstUpdate) yield* this.#measureGradients(instruments);
      yield* this.advanceInPieces();
    }
    this.#measures = false;
    return this.#gauges as Gauges;
  }

  /** Before the changes that are made at the end of the iteration: they may replace the program. */
  protected override afterIteration(isNew: boolean): void {
    if (this.#measures) this.#gauges = this.#measure(this.#instruments as Instruments);
    super.afterIteration(isNew);
  }

  /** Computes the predictions of all examples in pieces, where they take long. */
  protected override *beforeEnd(): Replay {
    if (!this.#measures) return;
    for (const _ of this.evaluating()) yield this.iteration;
  }

  #prepare(): Instruments {
    const { backend, program } = this;
    if (this.#instruments?.backend === backend) return this.#instruments;
    const directions = new Map(descentDirections(program).map(({ parameter, value }) => [parameter, value]));
    const steps = program.roles.layers.map(({ weights }) => {
      const value = this.valueOf(weights);
      const direction = directions.get(weights);
      const squares = direction && call('sum', binary('**', direction, number(2)));
      const gradient = squares && backend.watch(call('sqrt', squares));
      return { name: weights, value, before: new Float64Array(value.data.length), gradient };
    });
    this.#instruments = { backend, firstUpdate: firstUpdate(program), steps };
    return this.#instruments;
  }

  *#measureGradients({ steps }: Instruments): Replay {
    for (const part of steps.flatMap(({ gradient }) => gradient?.parts ?? [])) {
      part();
      yield this.iteration;
    }
  }

  #measure({ steps }: Instruments): Gauges {
    this.evaluate();
    return {
      iteration: this.iteration,
      steps: steps.map(({ name: own, value, before, gradient }) => ({
        name: own,
        rows: value.rows,
        columns: value.columns,
        update: Math.log10(distance(value.data, before) / sizeOf(before)),
        gradient: gradient?.value.data[0] ?? Number.NaN,
      })),
      hidden: (valuesOf(this)?.hidden ?? []).map((layer) => ({ name: layer.name, ...unitsIn(layer) })),
    };
  }
}

function distance(one: Floats, other: Floats): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += square(one[i]! - other[i]!);
  return Math.sqrt(sum);
}

function sizeOf(data: Floats): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += square(data[i]!);
  return Math.sqrt(sum);
}
