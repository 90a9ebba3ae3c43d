import type { StopConditions } from '../engine/run/stopping.ts';

/** How a language says what is around the lines of a program: loops, conditions, and how one leaves them. */
export interface Language {
  comment(text: string): string;
  /** With a remark behind the condition. */
  when(condition: string, lines: readonly string[], remark?: string): readonly string[];
  /** For each `iteration` of those. */
  repeat(from: number, to: number, lines: readonly string[]): readonly string[];
  assign(name: string, value: string): string;
  /** A name that keeps its value. */
  declare(name: string, value: string): string;
  isZero(value: string): string;
  both(one: string, other: string): string;
  /** A name for what an expression is at the time of asking, `name()`. */
  define(name: string, value: string): string;
  text(text: string): string;
  number(value: number): string;
  /** Where the lowest error was met, and the seconds that have passed. */
  readonly lowestAt: string;
  readonly elapsed: string;
  /** What has to be known before the first iteration. */
  beginStopping(stop: StopConditions): readonly string[];
  /** Remembers an error that is lower than all before it. */
  noteLowest(completed: string): readonly string[];
  /** Says why, and leaves the one loop that there is, or all of several. */
  leave(why: string, completed: string, isOneLoop: boolean): readonly string[];
  /** Several loops that can be left together. */
  leavable(lines: readonly string[]): readonly string[];
}
