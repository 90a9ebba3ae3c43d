/** A place in a file: the line as editors count it, and in it the column of the table, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a file of examples, in words that read `expected …, found …; …`. */
export interface TableFault {
  readonly position?: Position;
  /** What the column is called; empty for the file as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly advice?: string | undefined;
}

/** A fault of the file as a whole. */
export function fileFault(expected: string, found: string, advice?: string): TableFault {
  return { path: '', expected, found, advice };
}
