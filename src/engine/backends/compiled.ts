import type { Floats } from '../../language/dtypes.ts';
import { cos } from '../../language/elementary.ts';
import type { Program } from '../../language/program.ts';
import type { LoweredProgram } from '../lower.ts';
import type { Matrix } from '../matrix.ts';
import type { RandomSource } from '../random.ts';
import { workOf } from '../work.ts';
import { blindLookout, type Lookout, MOST_RECORDED, NEVER } from './backend.ts';
import { Interpreter } from './interpreter.ts';
import {
  BEFORE_AT,
  type CompiledModule,
  cellsBefore,
  compileProgram,
  DESK_CELLS,
  deskOf,
  LOWEST_AT,
  memoryCells,
  RECORDED_AT,
  SINCE_AT,
} from './wasm/compile.ts';

/**
 * The work (`workOf`) that the interpreter does before a program is compiled. In a process that has just begun, compiling costs as much as
 * this: both are slow there until V8 has optimized them.
 */
const COMPILED_FROM = 5e4;
/** The same for a program that another machine has compiled: about what making an instance costs. */
const STARTED_FROM = 1e4;
/** The most work of a line that runs as one call: some milliseconds. */
const LONGEST_LINE = 2 ** 24;

interface Compiling {
  /** @see CreateBackend */
  readonly measuresNorm?: boolean;
  /** The work to do before the program is compiled. */
  readonly from?: number;
  /** @see compileProgram */
  readonly mostFlat?: number;
}

/** @see compileProgram */
type RunIterations = (
  most: number,
  margin: number,
  isWithin: number,
  first: number,
  every: number,
  below: number,
  patience: number,
  asks: number,
  isTouched: number,
  normBelow: number,
) => number;

const PAGE_BYTES = 65536;

const blind = blindLookout();

/** Modules by their programs: all machines of a program share one. */
type Modules = WeakMap<Program, { readonly module: WebAssembly.Module; readonly compiled: CompiledModule }>;

const modules: Modules = new WeakMap();
/** Modules that measure the norm of the gradient. */
const measuringModules: Modules = new WeakMap();

/**
 * Executes a program as WebAssembly once it has run for a while. Before that, and where it cannot be compiled, it is the interpreter, with the
 * same matrices and the same bits.
 */
export class Compiled extends Interpreter {
  readonly #program: Program;
  /** Undefined where no memory can be had. */
  readonly #memory: WebAssembly.Memory | undefined;
  readonly #work: number;
  readonly #mostFlat: number | undefined;
  readonly #modules: Modules;
  override readonly recorded: Float64Array;
  override readonly errorsBefore: Float64Array;
  /** The work to do before the program is compiled. */
  #left: number;
  #run: RunIterations | undefined;
  /** The mean error that a call leaves (1×1), and the version at which it did. */
  readonly #mean: Floats;
  #meanVersion = -1;
  /** @see Lookout.ends */
  #ends: (() => boolean) | undefined;
  /** The numbers that a call takes and leaves in the memory, and the errors that it records. */
  readonly #desk: Float64Array;

  /** @throws as `CreateBackend` does. */
  constructor(
    program: Program,
    data: ReadonlyMap<string, Matrix>,
    random: RandomSource,
    { from = COMPILED_FROM, mostFlat, measuresNorm }: Compiling = {},
  ) {
    let memory: WebAssembly.Memory | undefined;
    const allocate = (lowered: LoweredProgram): Float64Array<ArrayBuffer> => {
      memory = memoryOf(lowered);
      return memory === undefined ? new Float64Array(lowered.size) : new Float64Array(memory.buffer, 0, lowered.size);
    };
    super(program, data, random, allocate, measuresNorm);
    this.#program = program;
    this.#memory = memory;
    const desk = deskOf(this.lowered);
    this.#desk =
      memory === undefined ? new Float64Array(DESK_CELLS) : new Float64Array(memory.buffer, 8 * desk, DESK_CELLS);
    this.recorded = this.#desk.subarray(RECORDED_AT, RECORDED_AT + MOST_RECORDED);
    this.errorsBefore = this.#desk.subarray(BEFORE_AT, BEFORE_AT + cellsBefore(this.lowered));
    const { meanError } = this.lowered;
    this.#mean =
      memory === undefined || meanError === undefined
        ? new Float64Array(0)
        : new (meanError.out.isSingle ? Float32Array : Float64Array)(memory.buffer, 8 * meanError.out.offset, 1);
    this.#mostFlat = mostFlat;
    this.#work = Math.max(1, workOf(program.iteration, this.shapes));
    this.#modules = this.norm === undefined ? modules : measuringModules;
    this.#left = this.#modules.has(program) ? Math.min(from, STARTED_FROM) : from;
  }

  /** True once the program runs compiled. */
  get isCompiled(): boolean {
    return this.#run !== undefined;
  }

  override runIteration(): void {
    if (this.#run === undefined) this.#warmUp();
    if (this.#run === undefined) super.runIteration();
    else {
      const isTouched = this.#isTouched;
      this.touch();
      this.#run(
        1,
        Number.POSITIVE_INFINITY,
        1,
        NEVER,
        NEVER,
        Number.NEGATIVE_INFINITY,
        0,
        0,
        isTouched,
        Number.NEGATIVE_INFINITY,
      );
      this.#meanVersion = this.version;
    }
  }

  override runIterations(most = 1, lookout: Lookout = blind): number {
    if (this.#run === undefined) {
      this.runIteration();
      return 1;
    }
    const isTouched = this.#isTouched;
    this.touch();
    const { margin, isWithin, first, every, below, patience, normBelow } = lookout;
    const desk = this.#desk;
    if (patience > 0) {
      desk[LOWEST_AT] = lookout.lowest;
      desk[SINCE_AT] = lookout.sinceLowest;
    }
    this.#ends = lookout.ends;
    const asks = lookout.ends === undefined ? 0 : 1;
    const done = this.#run(most, margin, isWithin ? 1 : 0, first, every, below, patience, asks, isTouched, normBelow);
    this.#meanVersion = this.version;
    if (patience > 0) {
      lookout.lowest = desk[LOWEST_AT] as number;
      lookout.sinceLowest = desk[SINCE_AT] as number;
    }
    return done;
  }

  override get knownMeanError(): number | undefined {
    return this.#meanVersion === this.version ? this.#mean[0] : undefined;
  }

  /** 0 where no matrix has changed since the last call. */
  get #isTouched(): number {
    return this.#meanVersion === this.version ? 0 : 1;
  }

  override runLine(line: number): void {
    if (line === 0 && this.#run === undefined) this.#warmUp();
    super.runLine(line);
  }

  #warmUp(): void {
    this.#left -= this.#work;
    if (this.#left > 0) return;
    this.#left = Number.POSITIVE_INFINITY;
    if (this.#memory !== undefined) this.#start(this.#memory);
  }

  #start(memory: WebAssembly.Memory): void {
    const { module, compiled } = moduleOf(this.#modules, this.#program, this.lowered, this.#mostFlat);
    const calls = compiled.hosted.map((operation) => this.bindOperation(operation));
    const asked = (): number => {
      this.touch();
      return this.#ends?.() === true ? 1 : 0;
    };
    const hosted = (index: number): void => calls[index]?.();
    const { exports } = new WebAssembly.Instance(module, { env: { memory, hosted, asked, cos } });
    const lines = this.#program.iteration.flatMap((line, index) =>
      workOf([line], this.shapes) > LONGEST_LINE ? [] : [[index, exports[`line${index}`] as () => void] as const],
    );
    const evaluation = this.#program.evaluation?.lines ?? [];
    const isShort = workOf(evaluation, this.shapes) <= LONGEST_LINE;
    this.replaceCalls(new Map(lines), isShort ? (exports['evaluation'] as () => void) : undefined);
    this.#run = exports['run'] as RunIterations;
  }
}

function moduleOf(
  modules: Modules,
  program: Program,
  lowered: LoweredProgram,
  mostFlat: number | undefined,
): NonNullable<ReturnType<Modules['get']>> {
  let known = modules.get(program);
  if (known === undefined) {
    const { error } = program.roles;
    const compiled = compileProgram(lowered, error === undefined ? undefined : lowered.slots.get(error), mostFlat);
    known = { module: new WebAssembly.Module(compiled.bytes), compiled };
    modules.set(program, known);
  }
  return known;
}

/** True once the system has refused memory, as under `ulimit -v`: V8 tries for long before it gives up. */
let isRefused = false;

/** Undefined where a matrix is empty, and where the system refuses the memory. */
function memoryOf(lowered: LoweredProgram): WebAssembly.Memory | undefined {
  if (isRefused || [...lowered.slots.values()].some(({ rows, columns }) => rows * columns === 0)) return undefined;
  try {
    return new WebAssembly.Memory({ initial: Math.ceil((8 * memoryCells(lowered)) / PAGE_BYTES) });
  } catch {
    isRefused = true;
    return undefined;
  }
}
