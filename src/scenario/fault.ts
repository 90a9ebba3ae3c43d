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

/** One thing that is wrong with a scenario file. */
export interface Fault extends Complaint {
  /** Absent when the file could not be read at all. */
  readonly position?: Position;
  /** `network.hidden[1]`; empty for the file as a whole. */
  readonly path: string;
}

/** `scenarios/mine.json:7:14  network.hidden[1]: expected a whole number from 1 to 4,096, found 0` */
export function printFault(file: string, { position, path, expected, found, advice }: Fault): string {
  const where = position === undefined ? file : `${file}:${position.line}:${position.column}`;
  const subject = path === '' ? '' : `${path}: `;
  const remedy = advice === undefined ? '' : `; ${advice}`;
  return plainText(`${where}  ${subject}expected ${expected}, found ${found}${remedy}`);
}

/** A line for each fault, fit for a terminal whatever the file and its name contain. */
export function printFaults(file: string, faults: readonly Fault[]): readonly string[] {
  return faults.map((fault) => printFault(file, fault));
}
