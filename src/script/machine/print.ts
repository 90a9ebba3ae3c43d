import { hasObjects } from './calls.ts';
import { callPrelude } from './operations.ts';
import { DISCARDS, type State } from './state.ts';
import { textOf } from './text.ts';
import { List, type Value } from './values.ts';

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
