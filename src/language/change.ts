import type { Program } from './program.ts';

/** A cell of a learned matrix; row and column from 0. */
export interface CellName {
  readonly name: string;
  readonly row: number;
  readonly column: number;
  /** In a script: the cell as Python writes it, where that is another text. */
  readonly text?: string | undefined;
}

export type CellValue = CellName & { readonly value: number };

/** A change of a run: after `at` iterations this program runs, and these cells hold these values. */
export interface Change {
  readonly at: number;
  readonly program: Program;
  readonly cells: readonly CellValue[];
}

/** `syn0[0,2]` */
export function printCell({ name, row, column, text }: CellName): string {
  if (text !== undefined) return text;
  return `${name}[${row},${column}]`;
}
