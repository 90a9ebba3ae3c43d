import { descendedLoss, type Program, parameters, requireRoles } from '../../language/program.ts';
import type { Backend, WatchedValue } from '../backends/backend.ts';
import { createBackend } from '../backends/create.ts';
import { asFloat64, type Matrix } from '../matrix.ts';
import { numpyRandom, type RandomSource } from '../random.ts';
import type { Pieces } from '../run/pieces.ts';
import { type Kink, kinksOf } from './kinks.ts';

/** The values of some names. */
export type Values = ReadonlyMap<string, Matrix>;

/** The run that is checked. It does not change. */
export interface CheckedRun {
  readonly program: Program;
  valueOf(name: string): Matrix;
}

/** Everything that an iteration starts from. */
export interface Start {
  readonly given: Values;
  readonly parameters: Values;
  /** All other names that the setup makes: counters, constants, memories. */
  readonly memories: Values;
}

/** Copies the state of a run, as 64-bit floats. Given matrices never change, and are copied only where they have 32-bit floats. */
export function startOf(run: CheckedRun): Start {
  const { program } = run;
  const copies = (names: readonly string[]): Values =>
    new Map(names.map((name) => [name, asFloat64(run.valueOf(name))]));
  const own = parameters(program);
  const others = program.setup.map(({ target }) => target).filter((name) => !own.includes(name));
  const widened = (name: string): Matrix => {
    const matrix = asFloat64(run.valueOf(name));
    return name === program.roles.target ? wholeShares(matrix) : matrix;
  };
  return {
    given: new Map(
      program.given.map(({ name }) => [name, program.precision === 'float32' ? widened(name) : run.valueOf(name)]),
    ),
    parameters: copies(own),
    memories: copies(others),
  };
}

/** Sums of rows nearer to 1 than this are 1 but for the rounding of 32-bit floats. */
const ROUNDED = 1e-6;

/**
 * Targets whose rows sum to 1 again, where 32-bit floats have rounded shares. The delta of softmax under cross-entropy needs that: it is
 * l − y only where the shares of y sum to 1.
 */
function wholeShares({ rows, columns, data }: Matrix): Matrix {
  const shares = data.slice();
  for (let start = 0; start < data.length; start += columns) {
    const sum = data.subarray(start, start + columns).reduce((so, cell) => so + cell, 0);
    if (Math.abs(sum - 1) < ROUNDED) for (let at = start; at < start + columns; at++) shares[at]! /= sum;
  }
  return { rows, columns, data: shares };
}

/** Reads the argument of a kink in pieces. */
export type ReadKink = (kink: Kink, index: number) => Pieces<void>;

/** A separate backend of a program, on which weights are moved and losses measured. */
export class Scratch {
  readonly program: Program;
  readonly backend: Backend;
  readonly names: readonly string[];
  readonly errorLine: number;
  readonly random: RandomSource = numpyRandom(0);
  readonly #loss: WatchedValue;
  #start: Start;
  #draws: Uint32Array;
  #seed: number | undefined;
  #kinks: readonly Kink[] | undefined;

  /** @throws MissingRoleError for a program without an error. */
  constructor(program: Program, start: Start) {
    const { error } = requireRoles(program, 'error');
    this.program = program;
    this.names = parameters(program);
    this.errorLine = program.iteration.findLastIndex(({ target }) => target === error);
    this.backend = createBackend(program, start.given, this.random);
    this.#loss = this.backend.watch(descendedLoss(program));
    this.#draws = this.random.save();
    this.#start = start;
  }

  get start(): Start {
    return this.#start;
  }

  /** The state of the random source at the beginning of every iteration. */
  get draws(): Uint32Array {
    return this.#draws;
  }

  /** The seed of the random numbers of an iteration; undefined for those that follow the setup. */
  get seed(): number | undefined {
    return this.#seed;
  }

  /** Draws other random numbers from here on. */
  reseed(seed: number | undefined): void {
    if (seed === undefined) return;
    this.#seed = seed;
    this.#draws = numpyRandom(seed).save();
  }

  /** The kinks of the lines that lead to the loss, and of the loss. */
  get kinks(): readonly Kink[] {
    this.#kinks ??= kinksOf(this.program, this.errorLine, descendedLoss(this.program), this.backend);
    return this.#kinks;
  }

  /** Loads another state to start from. */
  load(start: Start): void {
    for (const [name, matrix] of start.given) {
      if (this.#start.given.get(name) !== matrix) this.backend.valueOf(name).data.set(matrix.data);
    }
    this.#start = start;
    this.reset();
  }

  /** Goes back to the state to start from. */
  reset(): void {
    for (const [name, { data }] of this.#start.parameters) this.backend.valueOf(name).data.set(data);
    this.#rewind();
  }

  /** Memories and random numbers as at the start; parameters as they are. */
  #rewind(): void {
    for (const [name, { data }] of this.#start.memories) this.backend.valueOf(name).data.set(data);
    this.random.restore(this.#draws);
    this.backend.touch();
  }

  *runLine(line: number): Pieces<void> {
    for (const part of this.backend.partsOf(line)) {
      part();
      yield;
    }
  }

  /**
   * The loss with the current parameters. Every measurement starts from the same counters and random numbers.
   * @param read receives the arguments of each kink.
   */
  *measure(read?: ReadKink): Pieces<number> {
    this.#rewind();
    for (let line = 0; line <= this.errorLine; line++) {
      if (read !== undefined) yield* this.#readKinks(line, read);
      yield* this.runLine(line);
    }
    if (read !== undefined) yield* this.#readKinks(this.errorLine + 1, read);
    this.#loss.refresh();
    return this.#loss.value.data[0] as number;
  }

  /** Reads the kinks of a line before it runs: afterwards, it may have overwritten their arguments. */
  *#readKinks(line: number, read: ReadKink): Pieces<void> {
    for (const [index, kink] of this.kinks.entries()) {
      if (kink.line !== line) continue;
      yield* this.refresh(kink.argument);
      yield* read(kink, index);
    }
  }

  *refresh(watched: WatchedValue): Pieces<void> {
    for (const part of watched.parts) {
      part();
      yield;
    }
  }
}
