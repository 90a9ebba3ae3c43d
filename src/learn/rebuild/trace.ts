/*
 * A learner's text at work on the script machine: the values that each statement gives, pass by pass of its training loop. All work
 * is bounded in lines, calls and memory. It is divided into pieces, and a generator yields between two of them. Longer than other files:
 * the ways through a text share the state of one run.
 */

import { GENERATES } from '../../script/machine/frame.ts';
import { FunctionObject, Generator as ScriptGenerator } from '../../script/machine/functions.ts';
import type { Moment } from '../../script/machine/moment.ts';
import { ScriptRun } from '../../script/machine/script-run.ts';
import type { Value as PythonValue } from '../../script/machine/values.ts';
import { Cell, ScriptModule } from '../../script/machine/variables.ts';
import { float64 } from '../../script/numpy/dtypes.ts';
import { type NdArray, wrap } from '../../script/numpy/ndarray.ts';
import { lineAt, type Module, type Statement } from '../../script/syntax/tree.ts';
import { callsOf, type Flow, firstOf, flowOf, headOf, type Loop, loopsOf, statementsByPlace } from './names.ts';
import { type Failure, failureOf, type Pass, type Passes, type Substitution } from './pass.ts';
import { Recorder, type Step, type Values } from './recorder.ts';
import { rowOf, withRows } from './rows.ts';
import type { Value } from './values.ts';
import { addValue, arrayNames, isPart, type ObjectNames, objectNames, setPart, variableOf } from './variables.ts';

/** Lines, calls and jumps back of one piece. */
const PIECE = 2000;
/** The bytes of all values of a text. */
const MOST_MEMORY = 8 * 2 ** 20;
/** Lines, calls and jumps back of a text before its training loop, and of one pass. */
const MOST_WORK = 200_000;
/** Statements of a pass that are kept. */
const MOST_STEPS = 2000;
/** Calls before the loop whose arguments are kept. */
const MOST_CALLS = 200;

/** A part of an array that holds several parameters, as a value of its own: `theta[0:12]`, 3×4. */
export interface Slice {
  readonly name: string;
  readonly of: string;
  /** The numbers of its cells in the array, in our layout. */
  readonly cells: readonly number[];
  readonly shape: readonly [number, number];
}

export class Trace {
  readonly #slices: readonly Slice[];
  readonly #examples: number | undefined;
  readonly run: ScriptRun;
  readonly #tree: Module;
  readonly #statements: ReadonlyMap<number, Statement>;
  readonly #flows = new Map<Statement, Flow>();
  readonly #counters: ReadonlySet<string>;
  /** The statements before the loop. */
  readonly setup: Step[] = [];
  /** The variables of each call before the loop, at its beginning: its arguments, and those of the functions around it. */
  readonly given: Values[] = [];
  #printed = '';
  /** The depth of calls at the loop. */
  #depth = 0;
  /** The generator that the loop is in. */
  #generator: ScriptGenerator | undefined;
  #names: ObjectNames = new Map();
  /** The names of arrays before a pass: a function, or a loop over a list, may change them under another one. */
  #arrays: ReadonlyMap<PythonValue, readonly string[]> = new Map();
  #loop: Loop | undefined;
  /** The last statement of the loop's body that has begun. */
  #last: Statement | undefined;

  /**
   * @param seed in place of the first seed of the text, or of none
   * @param examples the number of examples: a pass may take them one by one
   */
  constructor(
    tree: Module,
    {
      seed,
      slices = [],
      examples,
    }: {
      readonly seed?: number | undefined;
      readonly slices?: readonly Slice[] | undefined;
      readonly examples?: number;
    } = {},
  ) {
    this.#slices = slices;
    this.#examples = examples;
    this.#tree = tree;
    this.#statements = statementsByPlace(tree.body);
    this.#counters = new Set(
      loopsOf(tree.body).flatMap((loop) => (loop.kind === 'for' ? [...flowOf({ ...loop, body: [] }).writes] : [])),
    );
    this.run = new ScriptRun(tree, {
      file: 'network.py',
      version: tree.version,
      // A text without a seed starts from this one.
      seed: seed ?? 1,
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

  /** The statement that runs next, where it is one of the text itself. */
  get #next(): Statement | undefined {
    const { state } = this.run;
    if (state.depth < 0) return undefined;
    const { code, ip } = this.run.state.frame;
    if (code.hidden) return undefined;
    return this.#statements.get(code.placeOf(ip).from);
  }

  /** The variables of the innermost call of the text, the global ones, and those that functions and a generator keep. */
  #variables(): ReadonlyMap<string, PythonValue> {
    const { state, calls } = this.run;
    const variables = new Map<string, PythonValue>(this.#main.variables());
    if (state.depth > 0) for (const [name, value] of calls[0]?.variables ?? []) variables.set(name, value);
    if (this.#isWaiting()) for (const [name, value] of keptBy(this.#generator)) variables.set(name, value);
    for (const value of [...variables.values()].filter((own) => own instanceof FunctionObject)) {
      for (const [name, own] of keptBy(value)) if (!variables.has(name)) variables.set(name, own);
    }
    return variables;
  }

  /** True where the loop is one of a generator, which has yielded: the loop continues when the next value is asked for. */
  #isWaiting(): boolean {
    return this.run.state.depth < this.#depth && this.#generator?.state === 'waiting';
  }

  /** All variables that have numbers, without those that loops count with. */
  values(): Map<string, Value> {
    const values = new Map<string, Value>();
    for (const [name, value] of this.#variables())
      if (!this.#counters.has(name)) addValue(values, name, value, this.#names);
    this.#addSlices(values);
    return values;
  }

  #addSlices(values: Map<string, Value>): void {
    for (const { name, of, cells: places, shape } of this.#slices) {
      const whole = values.get(of)?.cells;
      const cells = whole && Float64Array.from(places, (place) => whole[place] ?? Number.NaN);
      if (cells?.every((cell) => !Number.isNaN(cell))) values.set(name, { shape, cells });
    }
  }

  /** A step that gives an array with several parameters gives these. */
  #sliced(step: Step): Step {
    if (!this.#slices.some(({ of }) => step.values.has(of))) return step;
    const values = new Map(step.values);
    this.#addSlices(values);
    for (const { of } of this.#slices) values.delete(of);
    return { ...step, values };
  }

  /** The line of the statement by which the loop was left: a `break`, a `return`; else that of its head. */
  get endLine(): number | undefined {
    const isJump = this.#last?.kind === 'break' || this.#last?.kind === 'return';
    return isJump && this.#last !== undefined ? this.lineOf(this.#last.from) : this.loopLine;
  }

  /** The line of the head of the loop. */
  get loopLine(): number | undefined {
    return this.#loop === undefined ? undefined : this.lineOf(this.#loop.from);
  }

  get names(): ObjectNames {
    return this.#names;
  }

  get depth(): number {
    return this.#depth;
  }

  namesOf(array: PythonValue): readonly string[] {
    return this.#arrays.get(array) ?? [];
  }

  /** The names of all arrays now. */
  arrays(): ReadonlyMap<NdArray, readonly string[]> {
    return arrayNames(this.#variables(), this.#names);
  }

  globalOf(name: string): PythonValue | undefined {
    return this.#main.get(name);
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
   * @param seen called after each statement.
   * @returns the loop that is reached first among those given; undefined where the text ends before, and its failure where it fails.
   */
  *toLoop(loops: readonly Loop[], seen?: (step: Step) => void): Generator<void, Loop | Failure | undefined> {
    const starts = new Map(loops.map((loop) => [firstOf(loop.body), loop]));
    const recorder = new Recorder(this, (step) => {
      if (this.setup.length < MOST_STEPS) this.setup.push(step);
      seen?.(step);
    });
    let work = 0;
    let { depth } = this.run.state;
    for (;;) {
      const before = this.run.state.units;
      const stopped = yield* this.#step();
      work += this.run.state.units - before;
      const next = stopped === 'reached' ? this.#next : undefined;
      recorder.stopAt(next);
      if (next !== undefined && this.run.state.depth > depth) this.#keepGiven();
      depth = this.run.state.depth;
      if (stopped === 'input') return this.#failureOf('input');
      if (stopped === 'ended') return this.run.state.uncaught === null ? undefined : this.#failureOf('exception');
      if (work > MOST_WORK) return this.#failureOf('too long');
      const loop = starts.get(next);
      if (loop !== undefined) {
        this.#depth = this.run.state.depth;
        this.#loop = loop;
        this.#nameObjects();
        return loop;
      }
    }
  }

  #keepGiven(): void {
    if (this.given.length >= MOST_CALLS) return;
    const values = new Map<string, Value>();
    for (const [name, value] of this.run.calls[0]?.variables ?? []) addValue(values, name, value);
    this.given.push(values);
  }

  /** The names of objects at the loop: they are the same in all functions that the loop calls. */
  #nameObjects(): void {
    // The name of an item of a list is that of its place, not that of the variable that goes over the list.
    this.#names = objectNames([...this.#variables()].filter(([name]) => !this.#counters.has(name)));
  }

  flowOf(statement: Statement): Flow {
    let flow = this.#flows.get(statement);
    if (flow === undefined) {
      flow = flowOf(headOf(statement));
      this.#flows.set(statement, flow);
    }
    return flow;
  }

  lineOf(from: number): number {
    return lineAt(this.#tree.source, from);
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

  /**
   * One pass, with the values of each statement, those in called functions among them. The run is at the beginning of the loop's body.
   * @param change a value to put in the place of one that a step has given
   */
  *pass(change?: Substitution): Generator<void, Pass> {
    const before = this.values();
    this.#arrays = this.arrays();
    const steps: Step[] = [];
    const recorder = new Recorder(
      this,
      (step) => {
        if (steps.length >= MOST_STEPS) return;
        steps.push(this.#sliced(step));
        const at = change?.visits.indexOf(steps.length - 1) ?? -1;
        if (change !== undefined && at >= 0) {
          this.#substitute({ ...change, value: rowOf(change.value, at, change.visits.length) });
        }
      },
      before,
    );
    recorder.open(firstOf(this.#loop?.body ?? []));
    const ended = yield* this.#goOn((next) => recorder.stopAt(next));
    const after = ended.failure === undefined ? this.#after(before, steps) : before;
    const examples = this.#examples;
    return {
      before,
      steps: examples === undefined ? steps : withRows(steps, examples, this.#tree.source),
      after,
      ...ended,
    };
  }

  /** The values after a pass. The variables of a function that has ended are gone: they have what its statements gave them last. */
  #after(before: Values, steps: readonly Step[]): Values {
    if (this.#isWaiting() || this.run.state.depth >= this.#depth) return this.values();
    const after = new Map(before);
    for (const { values } of steps) for (const [name, value] of values) if (before.has(name)) after.set(name, value);
    return after;
  }

  /** The state before a pass, for `again`. */
  save(): Moment {
    return this.run.save();
  }

  /** The pass from a saved state once more, with another value at one place. It prints nothing. */
  *again(moment: Moment, change: Substitution): Generator<void, Pass> {
    const { state } = this.run;
    this.run.restore(moment);
    this.#nameObjects();
    state.muted = true;
    const pass = yield* this.pass(change);
    state.muted = false;
    return pass;
  }

  #substitute({ name, value }: Substitution): void {
    const { state } = this.run;
    if (state.depth < 0) return;
    if (!isPart(name)) {
      this.#set(name, wrap(value.cells.slice(), float64, value.shape));
      return;
    }
    const root = variableOf(name);
    // A list that this pass has made is in the variable; another one may be known to a function by another name.
    const objects = [this.#variables().get(root), [...this.#names].find(([, own]) => own === root)?.[0]];
    for (const object of objects) if (object !== undefined && setPart(object, root, name, value)) break;
  }

  /** Gives a counter of the loop another number, at the beginning of its body. */
  putNumber(name: string, number: number): void {
    if (this.run.state.depth >= 0) this.#set(name, number);
  }

  /** Gives a variable of the innermost call, or of the module, another value. */
  #set(name: string, value: PythonValue): void {
    const { state } = this.run;
    const { code, base } = state.frame;
    const slot = code.slots.indexOf(name);
    const held = slot < 0 ? undefined : state.stack[base + slot];
    if (slot < 0) this.#main.set(name, value);
    else if (held instanceof Cell) held.value = value;
    else state.stack[base + slot] = value;
  }

  /** Passes without a look at their statements. @returns how many were made. */
  *passes(count: number): Generator<void, Passes> {
    for (let made = 0; made < count; made++) {
      const { failure, isLast } = yield* this.#goOn(() => undefined);
      if (failure !== undefined) return { made, failure, isLast };
      if (isLast) return { made: made + 1, failure, isLast };
      if (made % 50 === 49) yield;
    }
    return { made: count, failure: undefined, isLast: false };
  }

  *#goOn(
    at: (next: Statement | undefined) => void,
  ): Generator<void, { readonly failure: Failure | undefined; readonly isLast: boolean }> {
    const first = firstOf(this.#loop?.body ?? []);
    // A loop that begins the body is at its head again in each of its own iterations.
    let isNew = first?.kind !== 'for' && first?.kind !== 'while';
    const frame = this.run.state.frames[this.#depth];
    this.#generator = frame?.kind === GENERATES && frame.extra instanceof ScriptGenerator ? frame.extra : undefined;
    let work = 0;
    for (;;) {
      const before = this.run.state.units;
      const stopped = yield* this.#step();
      work += this.run.state.units - before;
      const { state } = this.run;
      if (stopped === 'input') return { failure: this.#failureOf('input'), isLast: true };
      if (stopped === 'ended') {
        const failure = state.uncaught === null ? undefined : this.#failureOf('exception');
        at(undefined);
        return { failure, isLast: true };
      }
      if (work > MOST_WORK) return { failure: this.#failureOf('too long'), isLast: true };
      const next = this.#next;
      if (this.#isWaiting()) {
        at(next);
        continue;
      }
      if (state.depth < this.#depth || (state.depth === this.#depth && next !== undefined && !this.#isInLoop(next))) {
        at(undefined);
        return { failure: undefined, isLast: true };
      }
      if (state.depth === this.#depth && next === first && isNew) {
        at(undefined);
        return { failure: undefined, isLast: false };
      }
      if (next === this.#loop) isNew = true;
      else if (next !== undefined && state.depth === this.#depth) this.#last = next;
      at(next);
    }
  }

  #isInLoop({ from }: Statement): boolean {
    return this.#loop !== undefined && from >= this.#loop.from && from < this.#loop.to;
  }

  #failureOf(kind: Failure['kind']): Failure {
    const isPart = (name: string): boolean =>
      callsOf(this.#tree, name) === 1 &&
      [...this.#statements.values()].filter((own) => own.kind === 'def' && own.name === name).length === 1;
    return failureOf(kind, this.run, this.#main, (from) => this.lineOf(from), this.#depth, isPart);
  }
}

/** The variables that a function has from the function around it, or a generator that waits has of its own. */
function* keptBy(value: PythonValue | undefined): Generator<readonly [name: string, value: PythonValue], void> {
  const isGenerator = value instanceof ScriptGenerator;
  if (!isGenerator && !(value instanceof FunctionObject)) return;
  const { code, closure } = isGenerator ? value.fn : value;
  const held = isGenerator ? value.saved : closure;
  for (const [i, name] of code.slots.slice(isGenerator ? 0 : code.firstFree).entries()) {
    const slot = held[i];
    const own = slot instanceof Cell ? slot.value : slot;
    if (own !== undefined && !name.startsWith('.')) yield [name, own];
  }
}
