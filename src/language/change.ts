import type { Shape } from './expression.ts';
import { learned } from './learned.ts';
import type { Program } from './program.ts';
import { inferShapes, type Shapes } from './shapes.ts';

/** A cell of something learned; row and column from 0. */
export interface CellName {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

export type CellValue = CellName & { readonly value: number };

/** A change as a run makes it: after `at` iterations this program runs, and these cells hold these values. */
export interface Change {
  readonly at: number;
  readonly program: Program;
  readonly cells: readonly CellValue[];
}

/** The shapes of all that a network has learned. */
export function learnedShapes(program: Program): Shapes {
  const shapes = inferShapes(program);
  return new Map(learned(program).map((name) => [name, shapes.get(name) as Shape]));
}

/** `syn0[0,2]` */
export function printCell({ name, row, column }: CellName): string {
  return `${name}[${row},${column}]`;
}
