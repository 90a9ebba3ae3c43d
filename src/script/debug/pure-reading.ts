/*
 * Expressions that only read: they are evaluated on the values of the run themselves, without a copy of its state. The text says that
 * nothing but reading is written: names, attributes, items, operators, functions of numbers. A state of its own has the operands; where
 * the values make it call a function of the script, such as a property or an operator of a class, it ends, and the copy is needed.
 */
import type { Code } from '../machine/code.ts';
import { enter } from '../machine/enter.ts';
import { execute } from '../machine/execute.ts';
import { ENDS } from '../machine/frame.ts';
import { FunctionObject } from '../machine/functions.ts';
import { CallsScript, State } from '../machine/state.ts';
import { exceptionLine } from '../machine/traceback.ts';
import type { Value } from '../machine/values.ts';
import type { ScriptModule } from '../machine/variables.ts';
import type { Expression } from '../syntax/tree.ts';

/** Built-in functions, functions of NumPy and methods that change none of their arguments. */
const READERS = new Set(
  (
    'abs all any argmax argmin argsort array around asarray bool ceil clip column_stack copy corrcoef cos cosh count cov ' +
    'count_nonzero cumprod cumsum dot diag diff divide equal exp expand_dims float floor flatten full get greater index inner int ' +
    'isclose isfinite isinf isinstance isnan item items keys kron len less linspace log log10 log1p log2 logical_and ' +
    'logical_not logical_or matmul max maximum mean median min minimum multiply norm ones outer prod ptp ravel repr ' +
    'reshape round sigmoid sign sin sinh sorted sqrt square squeeze std str subtract sum swapaxes tan tanh tolist trace transpose ' +
    'tuple type values var where zeros astype allclose array_equal unique percentile quantile power add'
  ).split(' '),
);

/** Functions with a third argument that is no place for the result. */
const WITH_THREE = new Set(['clip', 'linspace', 'where', 'reshape']);

function isReader(name: string, count: number): boolean {
  const own = name.slice(name.lastIndexOf('.') + 1);
  return READERS.has(own) && (count <= 2 || (count === 3 && WITH_THREE.has(own) && name !== 'ndarray.clip'));
}

/** True where the text of an expression says nothing but reading. */
export function isReading(e: Expression): boolean {
  switch (e.kind) {
    case 'integer':
    case 'float':
    case 'string':
    case 'constant':
    case 'name':
      return true;
    case 'tuple':
    case 'list':
      return e.items.every(isReading);
    case 'unary':
      return isReading(e.operand);
    case 'binary':
      return isReading(e.left) && isReading(e.right);
    case 'boolean':
      return e.operands.every(isReading);
    case 'comparison':
      return isReading(e.first) && e.rest.every(isReading);
    case 'conditional':
      return isReading(e.test) && isReading(e.whenTrue) && isReading(e.whenFalse);
    case 'attribute':
      return isReading(e.object);
    case 'subscript':
      return isReading(e.object) && isReading(e.index);
    case 'slice':
      return [e.start, e.stop, e.step].every((part) => part === undefined || isReading(part));
    case 'call': {
      const { callee } = e;
      const name = callee.kind === 'name' ? callee.name : callee.kind === 'attribute' ? callee.name : undefined;
      if (name === undefined || !READERS.has(name) || !isReading(callee)) return false;
      return e.arguments.every(
        ({ kind, name: own, value }) => kind !== 'star' && kind !== 'double star' && own !== 'out' && isReading(value),
      );
    }
    default:
      return false;
  }
}

/** The result of a reading: a value, the words of an exception, or undefined where a function of the script would be called. */
export type Read = { readonly value: Value } | { readonly problem: string } | undefined;

/** Evaluates expressions that only read. */
export class Reader {
  #state: State | undefined;

  /** @param code a function of `values` that returns the expression */
  read(run: State, code: Code, module: ScriptModule, values: readonly Value[], work: number): Read {
    this.#state ??= new State(run.environment);
    const state = this.#state;
    state.modules = run.modules;
    state.states = new Map(run.states);
    state.muted = true;
    state.reads = isReader;
    state.allocated = 0;
    state.uncaught = null;
    state.handled = null;
    state.depth = -1;
    state.fuel = work;
    for (let i = 0; i < values.length; i++) state.stack[i] = values[i];
    try {
      enter(state, new FunctionObject(code, module, [], undefined, []), 0, values.length, 0, ENDS, null);
      if (execute(state) !== 'end') return undefined;
    } catch (error) {
      if (error instanceof CallsScript) return undefined;
      throw error;
    }
    if (state.uncaught !== null) return { problem: exceptionLine(state, state.uncaught) };
    // The operand that the function has returned is above its slots.
    const value = state.stack[code.slots.length];
    return value === undefined ? undefined : { value };
  }
}
