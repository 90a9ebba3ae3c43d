/* Texts that are printed, and the fields of f-strings. */
import { callPrelude } from './enter.ts';
import { DISCARDS } from './frame.ts';
import { hasObjects } from './native-calls.ts';
import { type State, typeError } from './state.ts';
import { reprOf, textOf } from './text.ts';
import { HeapObject, List, type TypeObject, typeOf, type Value } from './values.ts';

/** Python 2's print statement. @returns undefined when a function of the script is called for it. */
export function printValues(
  state: State,
  values: readonly Value[],
  newline: boolean,
  destination: Value,
): Value | undefined {
  if (destination !== null || values.some((value) => hasObjects(value))) {
    const list = new List([...values]);
    return callPrelude(state, '_print_statement', [list, newline, destination], DISCARDS);
  }
  printTexts(
    state,
    values.map((value) => textOf(value, state)),
    newline,
  );
  return null;
}

/** Prints texts with a space between two of them, and one after those of a statement that ended with a comma. */
export function printTexts(state: State, texts: readonly string[], newline: boolean): void {
  let line = '';
  for (const text of texts) {
    if (state.softSpace) line += ' ';
    line += text;
    state.softSpace = !text.endsWith('\n');
  }
  if (newline) {
    line += '\n';
    state.softSpace = false;
  }
  state.print(line);
}

/** A field of an f-string: the text of a value, with its conversion (1 str, 2 repr, 3 ascii) and its format. */
export function format(state: State, value: Value, conversion: number, spec: string): Value | undefined {
  if (hasObjects(value)) {
    return callPrelude(state, '_format', [value, conversion, spec]);
  }
  if (conversion === 0) {
    if (spec === '' && !(value instanceof HeapObject)) return textOf(value, state);
    for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
      const own = t.behaviour.format;
      if (own !== undefined) return own(value, spec, state);
    }
    if (spec === '') return textOf(value, state);
    throw typeError(`unsupported format string passed to ${typeOf(value).name}.__format__`);
  }
  const text = conversion === 1 ? textOf(value, state) : reprOf(value, state);
  return spec === '' ? text : (typeOf('').behaviour.format?.(text, spec, state) ?? text);
}
