import { Code } from '../machine/code.ts';
import { compileModule } from '../machine/compile.ts';
import { enter } from '../machine/enter.ts';
import { execute } from '../machine/execute.ts';
import { ENDS, type Frame, variablesIn } from '../machine/frame.ts';
import { FunctionObject } from '../machine/functions.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import { exceptionLine } from '../machine/traceback.ts';
import { RaisedError, type Value } from '../machine/values.ts';
import type { ScriptModule } from '../machine/variables.ts';
import { NdArray, NumpyScalar } from '../numpy/ndarray.ts';
import { parseModule } from '../syntax/module.ts';
import type { Expression, PythonVersion } from '../syntax/tree.ts';
import { parseExpressionText } from './expression-text.ts';
import { type Numbers, numberOf, numbersOf } from './numbers.ts';
import { isReading, Reader } from './pure-reading.ts';

/** The value of a watch: numbers, or a text in Python's notation; or the words of the exception in its place. */
export type Watched =
  | { readonly kind: 'numbers'; readonly numbers: Numbers }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly text: string };

/** Lines, calls and jumps back of one evaluation. */
const MOST_WORK = 20_000;
/** The most bytes of a state that is copied for an evaluation. */
const MOST_BYTES = 64 * 2 ** 20;
const LONGEST_TEXT = 60;
const RESULT = '__watched__';

/**
 * An expression that a person watches, evaluated in the scope of a call of the script. One that may do more than read is evaluated in a
 * copy: the run is copied before it and restored after it, so whatever it changes, prints or draws at random is taken back.
 */
export class PythonWatch {
  readonly text: string;
  /** The words of the fault of its text. */
  readonly fault: string | undefined;
  /** True for a condition: it stops the run at the end of the iteration in which it becomes true. */
  readonly stops: boolean;
  /** The expression whose value is shown: of a comparison its left side. */
  readonly #shown: string;
  readonly #version: PythonVersion;
  #tooLong: Problem | undefined;
  readonly #codes = new Map<string, Code>();
  /** The words of its text: no other names are needed. */
  readonly #words: ReadonlySet<string>;
  /** True where the text says nothing but reading: mostly, it is evaluated without a copy of the state. */
  readonly #reads: boolean;
  readonly #reader = new Reader();

  constructor(text: string, version: PythonVersion) {
    this.text = text.trim();
    this.#version = version;
    const { expression, fault } = parseExpressionText(this.text, version);
    this.fault = fault?.message;
    this.#reads = expression !== undefined && isReading(expression);
    this.#words = new Set(this.text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
    this.stops = expression !== undefined && isCondition(expression);
    const left = expression?.kind === 'comparison' ? expression.first : undefined;
    this.#shown = left === undefined ? this.text : `(${this.text}\n)`.slice(left.from, left.to);
  }

  /** The current value. The run is between two lines, and stays as it is. @param counts values of names that the script may lack */
  valueIn(run: ScriptRun, scope: Code | undefined, counts: ReadonlyMap<string, Value>): Watched {
    const value = this.#evaluate(run, scope, counts, this.#shown);
    if (value instanceof Problem) return { kind: 'problem', text: value.text };
    const isTruth = typeof value === 'boolean' || (value instanceof NumpyScalar && value.dtype.kind === 'b');
    const isNumeric = value instanceof NdArray || (!isTruth && numberOf(value) !== undefined);
    const numbers = isNumeric ? numbersOf(value) : undefined;
    if (numbers !== undefined && numbers.data.length > 0) return { kind: 'numbers', numbers };
    const printed = this.#evaluate(run, scope, counts, `repr((${this.#shown}\n))`);
    if (printed instanceof Problem) return { kind: 'problem', text: printed.text };
    const line = String(printed).replace(/\s+/g, ' ');
    return { kind: 'text', text: line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line };
  }

  /** True where the condition holds; undefined where it raises an exception. */
  holdsIn(run: ScriptRun, scope: Code | undefined, counts: ReadonlyMap<string, Value>): boolean | undefined {
    const value = this.#evaluate(run, scope, counts, `bool((${this.text}\n))`);
    return typeof value === 'boolean' ? value : undefined;
  }

  #evaluate(
    run: ScriptRun,
    scope: Code | undefined,
    counts: ReadonlyMap<string, Value>,
    expression: string,
  ): Value | Problem {
    if (this.#tooLong !== undefined) return this.#tooLong;
    if (this.fault !== undefined) return new Problem(this.fault);
    const { state } = run;
    const module = state.modules.get('__main__') as ScriptModule;
    const variables = this.#variablesIn(run, scope, counts, module);
    const names = [...variables.keys()].filter((name) => this.#words.has(name));
    if (this.#reads) {
      const values = names.map((name) => variables.get(name) ?? null);
      const read = this.#reader.read(state, this.#codeOf(expression, names, module, true), module, values, MOST_WORK);
      if (read !== undefined) return 'problem' in read ? new Problem(read.problem) : read.value;
    }
    // Counting takes time; what was allocated is at least as much.
    if (state.allocated > MOST_BYTES && state.liveBytes() > MOST_BYTES)
      return new Problem('the values of the script are too large to copy');
    const moment = run.save();
    const { stopAt, fuel, taps } = state;
    try {
      const code = this.#codeOf(expression, names, module, false);
      state.muted = true;
      [state.depth, state.stopAt, state.fuel, state.taps] = [-1, Number.POSITIVE_INFINITY, MOST_WORK, undefined];
      state.uncaught = null;
      const base = state.sp;
      for (const [i, name] of names.entries()) state.stack[base + i] = variables.get(name);
      enter(state, new FunctionObject(code, module, [], undefined, []), base, names.length, base, ENDS, null);
      const stopped = execute(state);
      if (stopped === 'input') return new Problem('a watch cannot ask for input');
      if (stopped !== 'end') {
        this.#tooLong = new Problem('it takes too long: it is not evaluated again');
        return this.#tooLong;
      }
      if (state.uncaught !== null) return new Problem(exceptionLine(state, state.uncaught));
      return module.get(RESULT) ?? null;
    } catch (error) {
      if (!(error instanceof RaisedError)) throw error;
      return new Problem(`${error.exception}: ${error.message}`);
    } finally {
      state.muted = false;
      run.restore(moment, true);
      [state.stopAt, state.fuel, state.taps] = [stopAt, fuel, taps];
    }
  }

  /** Names that the module does not have: counts, and the variables of the call. */
  #variablesIn(
    { state }: ScriptRun,
    scope: Code | undefined,
    counts: ReadonlyMap<string, Value>,
    module: ScriptModule,
  ): Map<string, Value> {
    const variables = new Map<string, Value>();
    for (const [name, value] of counts) if (this.#words.has(name) && isFree(module, name)) variables.set(name, value);
    if (scope?.kind !== 'function') return variables;
    for (let i = state.depth; i >= 0; i--) {
      const frame = state.frames[i] as Frame;
      if (frame.code !== scope) continue;
      for (const [name, value] of variablesIn(frame, state.stack)) variables.set(name, value);
      break;
    }
    return variables;
  }

  /** A function of the names that returns the value, or assigns it to a global variable. */
  #codeOf(expression: string, names: readonly string[], module: ScriptModule, returns: boolean): Code {
    const key = `${returns} ${names.join(',')}:${expression}`;
    let code = this.#codes.get(key);
    if (code === undefined) {
      const body = returns ? `return (${expression}\n)` : `global ${RESULT}\n ${RESULT} = (${expression}\n)`;
      const text = `def watch(${names.join(', ')}):\n ${body}\n`;
      const { module: tree } = parseModule(text, { version: this.#version });
      const whole = tree === undefined ? undefined : compileModule(tree, '<watch>', module);
      code = whole?.consts.find((value): value is Code => value instanceof Code);
      if (code === undefined) throw new RaisedError('SyntaxError', 'invalid syntax');
      this.#codes.set(key, code);
    }
    return code;
  }
}

class Problem {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function isCondition(expression: Expression): boolean {
  switch (expression.kind) {
    case 'comparison':
      return true;
    case 'boolean':
      return expression.operands.every(isCondition);
    case 'unary':
      return expression.operator === 'not' && isCondition(expression.operand);
    default:
      return false;
  }
}

/** True for a name without a value of the script or of Python. */
function isFree(module: ScriptModule, name: string): boolean {
  return module.get(name) === undefined && module.builtins[module.slot(name)] === undefined;
}
