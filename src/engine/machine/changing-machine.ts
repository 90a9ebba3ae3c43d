import type { Change } from '../../language/change.ts';
import type { Program } from '../../language/program.ts';
import { type Givens, Machine } from './machine.ts';

/** What has become of a machine: the same, with other values in some cells, or another one. */
export type Made = 'nothing' | 'cells' | 'machine';

/** The machine of a run, which changes make another on the way, each between two iterations. */
export class ChangingMachine {
  readonly #begun: Program;
  readonly #givens: Givens;
  /** The place in the stream of random numbers where the first iteration begins. */
  readonly #firstRandom: Uint32Array;
  #now: Machine;
  #changes: readonly Change[];
  #changed = 0;
  #watchesGradients = false;
  /** Whether anything so far has drawn random numbers after its setup. */
  #hasDrawn: boolean;

  constructor(program: Program, givens: Givens, changes: readonly Change[]) {
    this.#begun = program;
    this.#givens = givens;
    this.#changes = changes;
    this.#now = this.#machineOf(program);
    this.#hasDrawn = this.#now.drawsInIteration;
    this.#firstRandom = this.#now.saveRandom();
  }

  /** As it is now; after a change or a way back it may be another. */
  get now(): Machine {
    return this.#now;
  }

  /** How many of the changes have been made. */
  get changed(): number {
    return this.#changed;
  }

  /** Other changes for what is still to come. */
  rewrite(changes: readonly Change[]): void {
    this.#changes = changes;
  }

  /** Whether there is a change to be made after so many iterations. */
  isDue(iteration: number): boolean {
    return this.#changes[this.#changed]?.at === iteration;
  }

  /** Measures the norm of all gradients in every iteration from here on, whatever the machine. */
  watchGradients(): void {
    this.#watchesGradients = true;
    this.#now.watchGradients();
  }

  /** Whether a change has been made after so many iterations. */
  hasMadeAt(iteration: number): boolean {
    return this.#changes[this.#changed - 1]?.at === iteration;
  }

  /** @param most of the changes that are due; who leaves some out cannot go on from there. */
  makeChanges(iteration: number, most = Number.POSITIVE_INFINITY): Made {
    const before = this.#now;
    const last = this.#changed + most;
    let made: Made = 'nothing';
    for (let next = this.#changes[this.#changed]; next?.at === iteration; next = this.#changes[this.#changed]) {
      if (this.#changed === last) break;
      this.#changed++;
      const after = this.#changed === last ? undefined : this.#changes[this.#changed];
      // A program that is replaced at once need not begin.
      if (next.cells.length > 0 || after?.at !== next.at) this.#use(next.program);
      for (const cell of next.cells) this.#now.setCell(cell);
      if (next.cells.length > 0) made = 'cells';
    }
    return this.#now === before ? made : 'machine';
  }

  /** Everything that an iteration leaves to the next; the place in the random stream once something has drawn from it. */
  save(): { readonly state: Float64Array; readonly random: Uint32Array | undefined } {
    return { state: this.#now.saveState(), random: this.#hasDrawn ? this.#now.saveRandom() : undefined };
  }

  /**
   * Goes back to what was saved after so many iterations, before the changes that were made then.
   * @throws RangeError where it is of another machine.
   */
  restore(iteration: number, { state, random }: ReturnType<ChangingMachine['save']>): Made {
    const later = this.#changes.findIndex(({ at }) => at >= iteration);
    this.#changed = later === -1 ? this.#changes.length : later;
    const before = this.#now;
    const program = this.#changes[this.#changed - 1]?.program ?? this.#begun;
    if (program !== before.program) this.#now = this.#machineOf(program);
    if (state.length !== this.#now.stateLength) {
      throw new RangeError(`a state of ${this.#now.stateLength} numbers, found ${state.length}`);
    }
    this.#now.loadState(state);
    this.#now.loadRandom(random ?? this.#firstRandom);
    this.#hasDrawn = random !== undefined || this.#now.drawsInIteration;
    return this.#now === before ? 'nothing' : 'machine';
  }

  #machineOf(program: Program): Machine {
    const machine = new Machine(program, this.#givens);
    if (this.#watchesGradients) machine.watchGradients();
    return machine;
  }

  /** Goes on with another program, unless it is the same. */
  #use(program: Program): void {
    if (program === this.#now.program) return;
    const next = this.#machineOf(program);
    next.takeOver(this.#now);
    this.#now = next;
    this.#hasDrawn ||= next.drawsInIteration;
  }
}
