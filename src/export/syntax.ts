import type { StopConditions } from '../language/stop-conditions.ts';

/** The syntax of a script language around the lines of a program: loops, conditions, assignments, stopping. */
export interface Syntax {
  comment(text: string): string;
  /** A condition, with an optional comment beside it. */
  when(condition: string, lines: readonly string[], remark?: string): readonly string[];
  /** A loop over `iteration` in [from, to). */
  repeat(from: number, to: number, lines: readonly string[]): readonly string[];
  assign(name: string, value: string): string;
  /** Declares a constant. */
  declare(name: string, value: string): string;
  isZero(value: string): string;
  /** Assigns a function without parameters, so that `name()` is the value at the time of the call. */
  define(name: string, value: string): string;
  text(text: string): string;
  /** A line that prints `label:value`, and a unit after it. */
  print(label: string, value: string, unit?: string): string;
  /** Declares a list of texts. */
  texts(name: string, texts: readonly string[]): readonly string[];
  /** Lines that print `label name:value unit` for each cell of one row. @param units the name of a list; undefined for no units. */
  printEach(label: string, names: string, values: string, units: string | undefined): readonly string[];
  /** A line that prints a matrix or a text. */
  show(value: string): string;
  /** True when a value is not a text. */
  isMatrix(value: string): string;
  number(value: number): string;
  /** The iteration of the lowest error, as an expression. */
  readonly lowestAt: string;
  /** The seconds since the start, as an expression. */
  readonly elapsed: string;
  /** Lines before the first iteration that the stop conditions need. */
  beginStopping(stop: StopConditions): readonly string[];
  /** Lines that remember the lowest error. */
  noteLowest(completed: string): readonly string[];
  /** Lines that print the reason and end the run: the only loop, or all of several loops. */
  stop(why: string, completed: string, isOneLoop: boolean): readonly string[];
  /** Several loops that one `stop` ends together. */
  stoppable(lines: readonly string[]): readonly string[];
}
