import { caretLines, type Fault as Misreading } from '../language/parse-fault.ts';
import { type Path, type Position, printPath } from './json/position.ts';
import { plainText } from './plain-text.ts';

/** A complaint about a value, printed as `expected …, found …; …`. */
export interface Complaint {
  readonly expected: string;
  readonly found: string;
  /** `did you mean "hidden"?` */
  readonly advice?: string | undefined;
}

/** A complaint about the value at a path, or with `atKey` about the key that the path ends with. */
export interface Finding extends Complaint {
  readonly path: Path;
  readonly atKey?: boolean;
}

interface Place {
  /** A file of data, as the scenario names it; absent for the scenario itself. */
  readonly file?: string;
  /** Absent when the file could not be read. */
  readonly position?: Position;
  /** `network.hidden[1]`; empty for the file as a whole. */
  readonly path: string;
}

/** A value that is not what was expected. */
export interface ValueFault extends Place, Complaint {}

/** A text in the file that cannot be read, such as a watch. Its position is the beginning of the mistake. */
export interface TextFault extends Place {
  readonly text: string;
  readonly misreading: Misreading;
}

/** One mistake in a scenario file or in its data. */
export type Fault = ValueFault | TextFault;

/** A fault of the whole scenario file. */
export function fileFault(expected: string, found: string, advice?: string): ValueFault {
  return { path: '', expected, found, advice };
}

/** The path that a fault shows for a finding. For a finding about a key it is the path of the object. */
export function shownPath({ path, atKey }: Finding): string {
  return printPath(atKey ? path.slice(0, -1) : path);
}

/**
 * The lines of each fault. They are safe for a terminal, for any content and any name of the file:
 * `scenarios/mine.json:7:14  network.hidden[1]: expected a whole number from 1 to 4,096, found 0`
 */
export function printFaults(file: string, faults: readonly Fault[]): readonly string[] {
  return faults.flatMap((fault) => [plainText(`${placeWords(file, fault)}${faultWords(fault)}`), ...quotation(fault)]);
}

function placeWords(scenario: string, { file: named, position, path }: Fault): string {
  const file = named === undefined ? scenario : `${folderOf(scenario)}${named}`;
  const where = position === undefined ? file : `${file}:${position.line}:${position.column}`;
  return path === '' ? `${where}  ` : `${where}  ${path}: `;
}

/** The folder of a file as it was typed, with its separator: a file of data is named relative to it. */
function folderOf(file: string): string {
  return /^.*[/\\]/s.exec(file)?.[0] ?? '';
}

function faultWords(fault: Fault): string {
  if ('misreading' in fault) return fault.misreading.message;
  const { expected, found, advice } = fault;
  return `expected ${expected}, found ${found}${advice === undefined ? '' : `; ${advice}`}`;
}

/** The text that cannot be read, with carets below the mistake. */
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
