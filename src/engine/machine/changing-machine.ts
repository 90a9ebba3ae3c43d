import type { Change } from '../../language/change.ts';
import type { Program } from '../../language/program.ts';
import { type Givens, lengthOfCells, Machine, type SavedCells } from './machine.ts';

/** The effect of a change on a machine: other values in some cells, or another machine. */
export type Changed = 'cells' | 'machine';

/** Everything that the next iteration starts from. */
export interface MachineState {
  readonly state: SavedCells;
  /** The random source; undefined until an iteration has drawn from it. */
  readonly random: Uint32Array | undefined;
}

/** The position at which another machine begins, and what it takes over. */
interface Fork {
  readonly iteration: number;
  readonly state: MachineState;
  readonly firstRandom: Uint32Array;
  readonly measuresGradients: boolean;
}

/** The machine of a run. Changes replace it, or cells of it, each between two iterations. */
export class ChangingMachine {
  readonly #first: Program;
  readonly #givens: Givens;
  /** The state of the random source before the first iteration. */
  readonly #firstRandom: Uint32Array;
  #now: Machine;
  #changes: readonly Change[];
  #changed = 0;
  #measuresGradients = false;
  /** True once an iteration may have drawn random numbers. */
  #hasDrawn: boolean;

  /** @param changes in the order of their iterations. */
  constructor(program: Program, givens: Givens, changes: readonly Change[] = [], fork?: Fork) {
    this.#first = program;
    this.#givens = givens;
    this.#changes = changes;
    this.#measuresGradients = fork?.measuresGradients ?? false;
    this.#now = this.#machineOf(fork === undefined ? program : this.#programBefore(fork.iteration));
    this.#hasDrawn = this.#now.drawsInIteration;
    this.#firstRandom = fork?.firstRandom ?? this.#now.saveRandom();
    if (fork !== undefined) this.restore(fork.iteration, fork.state);
  }

  /**
   * Another machine of the same data, at a state that was saved after `iteration` completed iterations, before the changes made there.
   * @param changes as in `rewrite`.
   * @param spare a machine of the same data that is not needed any more: using it again is much cheaper than making one.
   */
  fork(
    iteration: number,
    state: MachineState,
    changes = this.#changes,
    spare: ChangingMachine | undefined = undefined,
  ): ChangingMachine {
    // A machine measures gradients from its making on.
    if (spare !== undefined && (spare.#measuresGradients || !this.#measuresGradients)) {
      spare.rewrite(changes);
      spare.restore(iteration, state);
      return spare;
    }
    const [firstRandom, measuresGradients] = [this.#firstRandom, this.#measuresGradients];
    return new ChangingMachine(this.#first, this.#givens, changes, {
      iteration,
      state,
      firstRandom,
      measuresGradients,
    });
  }

  /** The current machine; `makeChanges` and `restore` may replace it. */
  get now(): Machine {
    return this.#now;
  }

  /** The number of changes made so far. */
  get changed(): number {
    return this.#changed;
  }

  /** Replaces the list of changes. Those already made must be the same as before. */
  rewrite(changes: readonly Change[]): void {
    this.#changes = changes;
  }

  /** True when there is a change to make after `iteration` completed iterations. */
  isDue(iteration: number): boolean {
    return this.#changes[this.#changed]?.at === iteration;
  }

  /** The completed iterations at which the next change is made; Infinity without one. */
  get nextChange(): number {
    return this.#changes[this.#changed]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Measures the gradient norm in every iteration from here on, in later machines too. A machine that measures it takes the place of this one. */
  measureGradients(): 'machine' | undefined {
    if (this.#measuresGradients) return undefined;
    this.#measuresGradients = true;
    const before = this.#now;
    this.#now = this.#machineOf(before.program);
    this.#now.continueFrom(before);
    return 'machine';
  }

  /** True when a change was made after `iteration` completed iterations. */
  hasChangedAt(iteration: number): boolean {
    return this.#changes[this.#changed - 1]?.at === iteration;
  }

  /**
   * Makes the changes that are due.
   * @param most the most changes to make. After fewer than all, the machine must not run further.
   * @returns undefined when there was nothing to change.
   */
  makeChanges(iteration: number, most = Number.POSITIVE_INFINITY): Changed | undefined {
    const before = this.#now;
    const last = this.#changed + most;
    let changed: Changed | undefined;
    for (let next = this.#changes[this.#changed]; next?.at === iteration; next = this.#changes[this.#changed]) {
      if (this.#changed === last) break;
      this.#changed++;
      const after = this.#changed === last ? undefined : this.#changes[this.#changed];
      // A program that the next change replaces is not needed, unless cells of it are set.
      if (next.cells.length > 0 || after?.at !== next.at) this.#use(next.program);
      for (const cell of next.cells) this.#now.setCell(cell);
      if (next.cells.length > 0) changed = 'cells';
    }
    return this.#now === before ? changed : 'machine';
  }

  save(): MachineState {
    return { state: this.#now.saveState(), random: this.#hasDrawn ? this.#now.saveRandom() : undefined };
  }

  /**
   * Goes back to a state that was saved after `iteration` completed iterations, before the changes made there.
   * @throws RangeError for the state of another program.
   */
  restore(iteration: number, { state, random }: MachineState): 'machine' | undefined {
    this.#changed = this.#changesBefore(iteration);
    const before = this.#now;
    const program = this.#programBefore(iteration);
    if (program !== before.program) this.#now = this.#machineOf(program);
    const length = lengthOfCells(state);
    if (length !== this.#now.stateLength) {
      throw new RangeError(`a state of ${this.#now.stateLength} numbers, found ${length}`);
    }
    this.#now.loadState(state);
    this.#now.loadRandom(random ?? this.#firstRandom);
    this.#hasDrawn = random !== undefined || this.#now.drawsInIteration;
    return this.#now === before ? undefined : 'machine';
  }

  /** The program after `iteration` completed iterations, and after the changes made there. */
  programAfter(iteration: number): Program {
    return this.#programBefore(iteration + 1);
  }

  /** The number of changes before `iteration` completed iterations. */
  #changesBefore(iteration: number): number {
    const later = this.#changes.findIndex(({ at }) => at >= iteration);
    return later === -1 ? this.#changes.length : later;
  }

  #programBefore(iteration: number): Program {
    return this.#changes[this.#changesBefore(iteration) - 1]?.program ?? this.#first;
  }

  #machineOf(program: Program): Machine {
    return new Machine(program, this.#givens, this.#measuresGradients);
  }

  /** Continues with another program, unless it is the same. */
  #use(program: Program): void {
    if (program === this.#now.program) return;
    const next = this.#machineOf(program);
    next.carryOver(this.#now);
    this.#now = next;
    this.#hasDrawn ||= next.drawsInIteration;
  }
}
