/* The statements of a run as they end, each with the values that it has given. */
import type { ScriptRun } from '../../script/machine/script-run.ts';
import { HeapObject, List, type Value as PythonValue } from '../../script/machine/values.ts';
import type { Statement } from '../../script/syntax/tree.ts';
import { type Flow, flowOf } from './names.ts';
import type { Value } from './values.ts';
import { addValue, isPart, type ObjectNames, variableOf } from './variables.ts';

export type Values = ReadonlyMap<string, Value>;

/** A statement that has run. */
export interface Step {
  readonly statement: Statement;
  /** From 1. */
  readonly line: number;
  readonly flow: Flow;
  /** The values of the names that it gives values to, after it; of lists, dicts and objects, those of the parts that it changed. */
  readonly values: Values;
  /** Where it changes nothing: the parts and arrays that it adds to. */
  readonly still: readonly string[];
  /** 0 in the body of the loop, or of the module; more in the functions that it calls. */
  readonly depth: number;
  /** The numbers of its statements in the pass, from 0. With several, each gives the row of one example. */
  readonly visits: readonly number[];
  /** The step of each example, where the statement runs once for each of them. */
  readonly examples?: readonly Step[];
}

/** A run, as a recorder sees it. */
export interface Recorded {
  readonly run: ScriptRun;
  readonly names: ObjectNames;
  /** The depth of calls of steps at depth 0. */
  readonly depth: number;
  flowOf(statement: Statement): Flow;
  lineOf(from: number): number;
  globalOf(name: string): PythonValue | undefined;
  /** The names that an array had before the pass. */
  namesOf(array: PythonValue): readonly string[];
}

interface Open {
  readonly statement: Statement;
  readonly depth: number;
  /** The variables of its call at its beginning: an object among them is there after the call has ended. */
  readonly variables: ReadonlyMap<string, PythonValue> | undefined;
}

export class Recorder {
  readonly #recorded: Recorded;
  readonly #done: (step: Step) => void;
  /** Statements that have begun, the outermost first. */
  readonly #open: Open[] = [];
  /** The values of parts and arrays as they were last seen. */
  readonly #seen: Map<string, Value>;
  #count = 0;

  /** @param before values that are known already */
  constructor(recorded: Recorded, done: (step: Step) => void, before: Values = new Map()) {
    this.#recorded = recorded;
    this.#done = done;
    this.#seen = new Map(before);
  }

  /** Begins a statement. */
  open(statement: Statement | undefined): void {
    if (statement === undefined) return;
    const { depth } = this.#recorded.run.state;
    this.#open.push({ statement, depth, variables: this.#variables() });
  }

  /** The run has stopped before a statement; undefined for one outside of the text, and at the end. */
  stopAt(next: Statement | undefined): void {
    const { state } = this.#recorded.run;
    for (let top = this.#open.at(-1); top !== undefined && top.depth >= state.depth; top = this.#open.at(-1)) {
      this.#open.pop();
      // A statement that failed gives no value.
      if (state.uncaught === null) this.#close(top);
    }
    this.open(next);
  }

  /** The variables of the innermost call; undefined in the module itself. */
  #variables(): ReadonlyMap<string, PythonValue> | undefined {
    const { run } = this.#recorded;
    return run.state.depth > 0 ? run.calls[0]?.variables : undefined;
  }

  #isList(name: string, locals: ReadonlyMap<string, PythonValue> | undefined): boolean {
    return (locals?.get(name) ?? this.#recorded.globalOf(name)) instanceof List;
  }

  #close({ statement, depth, variables }: Open): void {
    const { state } = this.#recorded.run;
    const hasEnded = depth > Math.max(0, state.depth);
    const flow = this.#recorded.flowOf(statement);
    const locals = hasEnded ? variables : this.#variables();
    const found = new Map<string, Value>();
    /** Other names of arrays that are changed: `W[0]` for `w`. */
    const aliases = new Set<string>();
    for (const name of flow.writes) {
      const value = locals?.get(name) ?? this.#recorded.globalOf(name);
      if (value === undefined) continue;
      // After the end of a call, only what objects hold is there; an array is, where it was changed in place.
      const isNew = hasEnded && locals?.has(name) === true && isRebound(statement, name);
      if (isNew || (hasEnded && !(value instanceof HeapObject))) continue;
      const names = isRebound(statement, name) ? [] : this.#recorded.namesOf(value);
      for (const own of names) if (own !== name) aliases.add(own);
      for (const own of names.length > 0 ? names : [name]) addValue(found, own, value, this.#recorded.names);
    }
    const values = new Map<string, Value>();
    const still: string[] = [];
    for (const [name, value] of found) {
      // A list that grows has no other values of the network than its arrays.
      if (statement.kind === 'expression' && !isPart(name) && this.#isList(name, locals)) continue;
      if ((isPart(name) || aliases.has(name)) && isUnchanged(this.#seen.get(name), value)) {
        if (readsItself(statement, name)) still.push(name);
        continue;
      }
      this.#seen.set(name, value);
      values.set(name, value);
    }
    const line = this.#recorded.lineOf(statement.from);
    this.#done({
      statement,
      line,
      flow,
      values,
      still: values.size === 0 ? still : [],
      depth: Math.max(0, depth - this.#recorded.depth),
      visits: [this.#count++],
    });
  }
}

/** True where a statement gives the name itself another value: `a = 1`, not `a.b = 1`. */
function isRebound(statement: Statement, name: string): boolean {
  if (statement.kind !== 'assign') return false;
  return statement.targets.some((target) => target.kind === 'name' && target.name === name);
}

/** True for `W[0] += g` and `W[0] = W[0] + g`. */
function readsItself(statement: Statement, name: string): boolean {
  if (statement.kind !== 'assign') return statement.kind === 'augmented';
  return flowOf({ ...statement, targets: [] }).reads.has(variableOf(name));
}

function isUnchanged(before: Value | undefined, { shape, cells }: Value): boolean {
  return (
    before !== undefined && before.shape.join() === shape.join() && before.cells.every((cell, i) => cell === cells[i])
  );
}
