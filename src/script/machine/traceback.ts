import { type ExceptionObject, messageOf, type TraceEntry } from './classes.ts';
import { enter } from './enter.ts';
import { execute } from './execute.ts';
import { ENDS } from './frame.ts';
import type { FunctionObject } from './functions.ts';
import { hasObjects } from './native-calls.ts';
import { State } from './state.ts';
import { reprOf, textOf } from './text.ts';
import { List, NativeFunction } from './values.ts';

/** Lines, calls and jumps back of a function that gives the text of an exception. */
const MOST_WORK = 20_000;

/** The text of an exception by a function of the script, which runs in a state of its own; undefined where it fails. */
function textByScript(state: State, exception: ExceptionObject): string | undefined {
  const own = new State(state.environment);
  const texts = new List([]);
  own.modules = state.modules;
  own.states = state.states;
  own.muted = true;
  own.fuel = MOST_WORK;
  own.stack[0] = exception;
  own.stack[1] = texts;
  enter(own, state.environment.prelude.get('_keep_text') as FunctionObject, 0, 2, 0, ENDS, null);
  execute(own);
  const [text] = texts.items;
  return typeof text === 'string' ? text : undefined;
}

/** Repeated lines of a recursion that are printed. */
const REPEATED = 3;

/** The text that Python prints for an exception that no handler has taken. */
export function tracebackText(state: State, exception: ExceptionObject): string {
  return chain(state, exception, new Set()).join('');
}

function chain(state: State, exception: ExceptionObject, seen: Set<ExceptionObject>): string[] {
  seen.add(exception);
  const lines: string[] = [];
  const { cause, context, suppressContext } = exception;
  if (cause !== null && !seen.has(cause)) {
    lines.push(...chain(state, cause, seen));
    lines.push('\nThe above exception was the direct cause of the following exception:\n\n');
  } else if (context !== null && !suppressContext && !seen.has(context) && state.version === 3) {
    lines.push(...chain(state, context, seen));
    lines.push('\nDuring handling of the above exception, another exception occurred:\n\n');
  }
  const entries = exception.traceback.filter(({ code }) => !code.hidden).reverse();
  if (entries.length > 0) lines.push('Traceback (most recent call last):\n', ...entryLines(entries));
  lines.push(`${summary(state, exception)}\n`, ...exception.notes.map((note) => `${note}\n`));
  return lines;
}

function entryLines(entries: readonly TraceEntry[]): string[] {
  const lines: string[] = [];
  let last = '';
  let count = 0;
  const repeated = (): void => {
    if (count <= REPEATED) return;
    const more = count - REPEATED;
    lines.push(`  [Previous line repeated ${more} more time${more === 1 ? '' : 's'}]\n`);
  };
  for (const { code, instruction } of entries) {
    const number = code.lineOf(instruction);
    const head = `  File "${code.source.file}", line ${number}, in ${code.name}\n`;
    if (head === last) count++;
    else {
      repeated();
      last = head;
      count = 1;
    }
    if (count > REPEATED) continue;
    const line = code.source.line(number).trim();
    lines.push(head);
    if (line !== '') lines.push(`    ${line}\n`);
  }
  repeated();
  return lines;
}

/** The last line of the text of an exception: of a message of several lines, its last one. */
export function exceptionLine(state: State, exception: ExceptionObject): string {
  return tracebackText(state, exception).trimEnd().split('\n').at(-1) ?? '';
}

/** The exception itself: `ZeroDivisionError: division by zero`. */
function summary(state: State, exception: ExceptionObject): string {
  const { class: cls } = exception;
  const name =
    cls.moduleName === 'builtins' || cls.moduleName === '__main__' ? cls.path : `${cls.moduleName}.${cls.path}`;
  const meant = state.version === 3 ? exception.suggest?.() : undefined;
  const message = `${exceptionText(state, exception)}${meant === undefined ? '' : `. Did you mean: '${meant}'?`}`;
  const head = state.version === 2 ? cls.name : name;
  return message === '' ? head : `${head}: ${message}`;
}

/** `str(exception)` */
function exceptionText(state: State, exception: ExceptionObject): string {
  const custom = exception.class.lookUp('__str__');
  const isCustom = custom !== undefined && !(custom instanceof NativeFunction);
  if (isCustom || exception.args.some((arg) => hasObjects(arg))) {
    const text = textByScript(state, exception);
    if (text !== undefined) return text;
  }
  if (isCustom) {
    const [only] = exception.args;
    return only === undefined ? '' : textOf(only, state);
  }
  return messageOf(exception, (item) => reprOf(item, state));
}
