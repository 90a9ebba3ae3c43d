import { plainText } from './plain-text.ts';

/** One thing that is wrong with a scenario file: where, what was expected there, what was found, what to do. */
export interface Fault {
  /** From 1; absent when the file could not be read at all. */
  readonly position?: { readonly line: number; readonly column: number };
  /** `network.hidden[1]`; empty for the file as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** `did you mean "hidden"?` */
  readonly advice?: string;
}

/** Faults printed at the most; how many more there are is said. */
const SHOWN_FAULTS = 100;

/** `scenarios/mine.json:7:14  network.hidden[1]: expected a whole number from 1 to 4,096, found 0` */
export function printFault(file: string, { position, path, expected, found, advice }: Fault): string {
  const where = position === undefined ? file : `${file}:${position.line}:${position.column}`;
  const subject = path === '' ? '' : `${path}: `;
  return plainText(
    `${where}  ${subject}expected ${expected}, found ${found}${advice === undefined ? '' : `; ${advice}`}`,
  );
}

/** A line for each fault, in the order of the file. */
export function printFaults(file: string, faults: readonly Fault[]): readonly string[] {
  const lines = faults.slice(0, SHOWN_FAULTS).map((fault) => printFault(file, fault));
  const more = faults.length - SHOWN_FAULTS;
  return more > 0 ? [...lines, plainText(`${file}  … and ${more.toLocaleString('en-US')} more like these`)] : lines;
}
