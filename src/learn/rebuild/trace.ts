/*
 * A learner's text at work on the script machine: the values that each statement gives, pass by pass of its training loop. All work
 * is bounded in lines, calls and memory. It is divided into pieces, and a generator yields between two of them.
 */
import { numbersOf } from '../../script/debug/numbers.ts';
import { Instance } from '../../script/machine/classes.ts';
import { ScriptRun } from '../../script/machine/script-run.ts';
import type { Frame } from '../../script/machine/state.ts';
import { exceptionLine } from '../../script/machine/traceback.ts';
import { List, type Value as PythonValue, Tuple } from '../../script/machine/values.ts';
import { ScriptModule } from '../../script/machine/variables.ts';
import { float64 } from '../../script/numpy/dtypes.ts';
import { NdArray, wrap } from '../../script/numpy/ndarray.ts';
import type { Module, Statement } from '../../script/syntax/tree.ts';
import { type Flow, flowOf, type Loop, loopsOf, statementsByPlace } from './names.ts';
import { fromNumbers, type Value } from './values.ts';

/** Lines, calls and jumps back of one piece. */
const PIECE = 2000;
/** The bytes of all values of a text. */
const MOST_MEMORY = 8 * 2 ** 20;
/** Lines, calls and jumps back of a text before its training loop, and of one pass. */
const MOST_WORK = 200_000;
/** Cells of a value that is compared. */
const MOST_CELLS = 20_000;

export type Values = ReadonlyMap<string, Value>;

/** A statement that has run. */
export interface Step {
  readonly statement: Statement;
  /** From 1. */
  readonly line: number;
  readonly flow: Flow;
  /** The values of the names that it gives values to, after it. */
  readonly values: Values;
}

/** The end of a text by an exception, or by a bound. */
export interface Failure {
  readonly line: number;
  /** `ValueError: matmul: …`: Python's words. */
  readonly message: string;
  readonly advice: string | undefined;
  /** The place of the part that failed. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'exception' | 'too long' | 'input';
  /** The values at that place. */
  readonly values: Values;
}

/** One time through the body of the training loop. */
export interface Pass {
  readonly before: Values;
  readonly steps: readonly Step[];
  readonly after: Values;
  readonly failure: Failure | undefined;
  /** True where the loop is left after it. */
  readonly isLast: boolean;
}

export interface TraceOptions {
  /** The number in place of the first seed of the text. */
  readonly seed?: number | undefined;
}

export class Trace {
  readonly run: ScriptRun;
  readonly #tree: Module;
  readonly #statements: ReadonlyMap<number, Statement>;
  readonly #flows = new Map<Statement, Flow>();
  readonly #counters: ReadonlySet<string>;
  /** The statements before the loop. */
  readonly setup: Step[] = [];
  #printed = '';
  /** The depth of the calls in which the loop runs. */
  #depth = 0;
  #loop: Loop | undefined;

  constructor(tree: Module, { seed }: TraceOptions = {}) {
    this.#tree = tree;
    this.#statements = statementsByPlace(tree.body);
    this.#counters = new Set(
      loopsOf(tree.body).flatMap((loop) => (loop.kind === 'for' ? [...flowOf({ ...loop, body: [] }).writes] : [])),
    );
    this.run = new ScriptRun(tree, {
      file: 'network.py',
      version: tree.version,
      seed: 1,
      namedSeed: seed,
      limits: { memory: MOST_MEMORY, recursion: 200 },
    });
    this.run.state.heard = (text) => {
      // A text that prints without end is not kept.
      if (this.#printed.length < 100_000) this.#printed += text;
    };
  }

  /** The text that has been printed. */
  get printed(): string {
    return this.#printed;
  }

  get #frame(): Frame {
    return this.run.state.frame;
  }

  /** The statement that runs next, where it is one of the text itself. */
  get #next(): Statement | undefined {
    const { state } = this.run;
    if (state.depth < 0) return undefined;
    const { code, ip } = this.#frame;
    return this.#statements.get(code.placeOf(ip).from);
  }

  /** The variables of the innermost call of the text, and the global ones. */
  #variables(): ReadonlyMap<string, PythonValue> {
    const globals = this.#main.variables();
    return new Map(this.run.state.depth > 0 ? [...globals, ...(this.run.calls[0]?.variables ?? [])] : globals);
  }

  /** All variables that have numbers, without those that loops count with. */
  values(): Map<string, Value> {
    const values = new Map<string, Value>();
    for (const [name, value] of this.#variables()) if (!this.#counters.has(name)) addValue(values, name, value);
    return values;
  }

  /** The values of some names. Global variables are looked up alone: it is done for each statement. */
  #valuesOf(names: ReadonlySet<string>): Map<string, Value> {
    const values = new Map<string, Value>();
    const module = this.#main;
    const locals = this.run.state.depth > 0 ? this.run.calls[0]?.variables : undefined;
    for (const name of names) {
      const value = locals?.get(name) ?? module.get(name);
      if (value !== undefined) addValue(values, name, value);
    }
    return values;
  }

  get #main(): ScriptModule {
    const module = this.run.state.modules.get('__main__');
    if (!(module instanceof ScriptModule)) throw new Error('the text has no module');
    return module;
  }

  /** Gives global variables new numbers. */
  put(values: Values): void {
    const module = this.#main;
    for (const [name, { shape, cells }] of values) module.set(name, wrap(cells.slice(), float64, shape));
  }

  /**
   * Goes to the first statement of a loop's body.
   * @param seen called after each statement of the module itself.
   * @returns the loop that is reached first among those given; undefined where the text ends before, and its failure where it fails.
   */
  *toLoop(loops: readonly Loop[], seen?: (step: Step) => void): Generator<void, Loop | Failure | undefined> {
    const starts = new Map(loops.map((loop) => [loop.body[0], loop]));
    let work = 0;
    let current: Statement | undefined;
    let currentDepth = 0;
    for (;;) {
      const before = this.run.state.units;
      const stopped = yield* this.#step();
      work += this.run.state.units - before;
      const { depth } = this.run.state;
      const next = stopped === 'reached' ? this.#next : undefined;
      if (current !== undefined && (depth <= currentDepth || depth < 0)) {
        // A statement that failed gives no value.
        if (this.run.state.uncaught === null) {
          const step = this.#done(current);
          this.setup.push(step);
          seen?.(step);
        }
        current = undefined;
      }
      if (stopped === 'input') return this.#failure('input');
      if (stopped === 'ended') return this.run.state.uncaught === null ? undefined : this.#failure('exception');
      if (work > MOST_WORK) return this.#failure('too long');
      const loop = starts.get(next);
      if (loop !== undefined) {
        this.#depth = depth;
        this.#loop = loop;
        return loop;
      }
      if (next !== undefined && depth === 0) {
        current = next;
        currentDepth = depth;
      }
    }
  }

  #done(statement: Statement): Step {
    const flow = this.#flow(statement);
    return { statement, line: this.lineOf(statement.from), flow, values: this.#valuesOf(flow.writes) };
  }

  #flow(statement: Statement): Flow {
    let flow = this.#flows.get(statement);
    if (flow === undefined) {
      flow = flowOf(headOf(statement));
      this.#flows.set(statement, flow);
    }
    return flow;
  }

  lineOf(from: number): number {
    return this.#tree.source.slice(0, from).split('\n').length;
  }

  *#step(): Generator<void, 'reached' | 'input' | 'ended'> {
    let units = 0;
    for (;;) {
      const stopped = this.run.go({ kind: 'line' }, PIECE);
      if (stopped !== 'piece') return stopped;
      units += PIECE;
      if (units > MOST_WORK) return 'reached';
      yield;
    }
  }

  /** One pass, with the values of each statement. The run is at the beginning of the loop's body. */
  *pass(): Generator<void, Pass> {
    const before = this.values();
    const steps: Step[] = [];
    let current: Statement | undefined = this.#loop?.body[0];
    const ended = yield* this.#goOn((next) => {
      const { depth } = this.run.state;
      if (current !== undefined && depth <= this.#depth) {
        steps.push(this.#done(current));
        current = undefined;
      }
      if (depth === this.#depth) current = next;
    });
    // The last statement has run where the pass has ended well.
    if (current !== undefined && ended.failure === undefined) steps.push(this.#done(current));
    return { before, steps, after: ended.failure === undefined ? this.values() : before, ...ended };
  }

  /** Passes without a look at their statements. @returns how many were made. */
  *passes(count: number): Generator<void, { readonly made: number; readonly failure: Failure | undefined }> {
    for (let made = 0; made < count; made++) {
      const { failure, isLast } = yield* this.#goOn(() => undefined);
      if (failure !== undefined) return { made, failure };
      if (isLast) return { made: made + 1, failure };
      if (made % 50 === 49) yield;
    }
    return { made: count, failure: undefined };
  }

  *#goOn(
    at: (next: Statement | undefined) => void,
  ): Generator<void, { readonly failure: Failure | undefined; readonly isLast: boolean }> {
    const first = this.#loop?.body[0];
    let work = 0;
    for (;;) {
      const before = this.run.state.units;
      const stopped = yield* this.#step();
      work += this.run.state.units - before;
      const { state } = this.run;
      if (stopped === 'input') return { failure: this.#failure('input'), isLast: true };
      if (stopped === 'ended') {
        const failure = state.uncaught === null ? undefined : this.#failure('exception');
        return { failure, isLast: true };
      }
      if (work > MOST_WORK) return { failure: this.#failure('too long'), isLast: true };
      const next = this.#next;
      if (state.depth < this.#depth || (state.depth === this.#depth && next !== undefined && !this.#isInLoop(next))) {
        return { failure: undefined, isLast: true };
      }
      if (state.depth === this.#depth && next === first) return { failure: undefined, isLast: false };
      at(next);
    }
  }

  #isInLoop({ from }: Statement): boolean {
    return this.#loop !== undefined && from >= this.#loop.from && from < this.#loop.to;
  }

  #failure(kind: Failure['kind']): Failure {
    const { state } = this.run;
    const { uncaught } = state;
    if (kind === 'exception' && uncaught !== null) {
      // The place in the module itself is the last in the list: a function that fails was given a wrong value there.
      const entry = uncaught.traceback.filter(({ code }) => !code.hidden).at(-1);
      const { from, to } = entry === undefined ? { from: 0, to: 0 } : entry.code.placeOf(entry.instruction);
      const values = new Map<string, Value>();
      for (const [name, own] of this.#main.variables()) addValue(values, name, own);
      return {
        kind,
        line: this.lineOf(from),
        message: exceptionLine(state, uncaught),
        advice: uncaught.advice,
        from,
        to,
        values,
      };
    }
    const call = this.run.calls.at(-1);
    const message = kind === 'input' ? 'input() waits for an answer' : 'the work has no end in sight';
    const place = call?.place ?? { from: 0, to: 0 };
    return { kind, line: call?.line ?? 1, message, advice: undefined, ...place, values: new Map() };
  }
}

/** The statement; of one with blocks, its head, since the statements of its blocks run for themselves. */
function headOf(statement: Statement): Statement {
  switch (statement.kind) {
    case 'for':
    case 'while':
    case 'if':
      return { ...statement, body: [], otherwise: [] };
    case 'with':
      return { ...statement, body: [] };
    case 'try':
      return { ...statement, body: [], handlers: [], otherwise: [], finally: [] };
    default:
      return statement;
  }
}

function addValue(values: Map<string, Value>, name: string, value: PythonValue): void {
  if (value instanceof NdArray && value.size > MOST_CELLS) return;
  if (value instanceof List || value instanceof Tuple) {
    // A list of arrays, such as the weights of all layers.
    if (value.items.length <= 12 && value.items.some((item) => item instanceof NdArray)) {
      for (const [i, item] of value.items.entries()) addValue(values, `${name}[${i}]`, item);
      return;
    }
    if (value.items.length > 1000) return;
  }
  if (value instanceof Instance) {
    // The arrays of a network that is an object.
    for (const [own, item] of [...value.attributes].slice(0, 24)) {
      if (!(item instanceof Instance)) addValue(values, `${name}.${own}`, item);
    }
    return;
  }
  if (typeof value === 'string') return;
  const numbers = numbersOf(value);
  if (numbers !== undefined && numbers.data.length > 0) values.set(name, fromNumbers(numbers));
}
