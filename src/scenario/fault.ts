import { caretLines, type Fault as Misreading } from '../language/parse-fault.ts';
import { plainText } from './plain-text.ts';

/** What is wrong somewhere, in words that read `expected …, found …; …`. */
export interface Complaint {
  readonly expected: string;
  readonly found: string;
  /** `did you mean "hidden"?` */
  readonly advice?: string | undefined;
}

/** A place in a file as editors count it: from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

interface Place {
  /** Another file than the scenario: one of data, as the scenario names it. */
  readonly file?: string;
  /** Absent when the file could not be read at all. */
  readonly position?: Position;
  /** `network.hidden[1]`; empty for the file as a whole. */
  readonly path: string;
}

/** A value that is not what it should be. */
export interface ValueFault extends Place, Complaint {}

/** A text that is there, and that cannot be read: the position is where in it the trouble begins. */
export interface TextFault extends Place {
  readonly text: string;
  readonly misreading: Misreading;
}

/** One thing that is wrong with a scenario file. */
export type Fault = ValueFault | TextFault;

/**
 * Lines for each fault, fit for a terminal whatever the file and its name contain:
 * `scenarios/mine.json:7:14  network.hidden[1]: expected a whole number from 1 to 4,096, found 0`
 */
export function printFaults(file: string, faults: readonly Fault[]): readonly string[] {
  return faults.flatMap((fault) => [plainText(`${whereabouts(file, fault)}${wordsOf(fault)}`), ...quotation(fault)]);
}

function whereabouts(scenario: string, { file = scenario, position, path }: Fault): string {
  const where = position === undefined ? file : `${file}:${position.line}:${position.column}`;
  return path === '' ? `${where}  ` : `${where}  ${path}: `;
}

function wordsOf(fault: Fault): string {
  if ('misreading' in fault) return fault.misreading.message;
  const { expected, found, advice } = fault;
  return `expected ${expected}, found ${found}${advice === undefined ? '' : `; ${advice}`}`;
}

/** A text that cannot be read, and carets under what is wrong with it. */
function quotation(fault: Fault): readonly string[] {
  if (!('misreading' in fault)) return [];
  const { text, misreading } = fault;
  const { offset, length, message } = misreading;
  const [before, wrong, after] = [
    text.slice(0, offset),
    text.slice(offset, offset + length),
    text.slice(offset + length),
  ].map(plainText) as [string, string, string];
  const shown = { offset: before.length, length: wrong.length, message };
  return caretLines(`${before}${wrong}${after}`, shown).map((line) => `    ${line}`);
}
