import { buildProgram, type NetworkSettings } from './build.ts';
import { parameters, type Program } from './program.ts';
import { inferShapes } from './shapes.ts';

/** A cell of a parameter; row and column from 0. */
export interface CellName {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

export type CellValue = CellName & { readonly value: number };

/** What a person can change while a run stands between two iterations. */
export type Edit = { readonly kind: 'settings'; readonly set: Partial<NetworkSettings> } | CellEdit;
export type CellEdit = { readonly kind: 'cell' } & CellValue;

/** Edits, and the completed iterations after which they are made. */
export interface PlannedEdits {
  readonly at: number;
  readonly edits: readonly Edit[];
}

/** A change as a run makes it: after `at` iterations this program runs, and these cells hold these values. */
export interface Change {
  readonly at: number;
  readonly program: Program;
  readonly cells: readonly CellValue[];
}

/** The settings after some edits. */
export function settingsAfter(settings: NetworkSettings, edits: readonly Edit[]): NetworkSettings {
  return Object.assign({}, settings, ...edits.map((edit) => (edit.kind === 'settings' ? edit.set : {})));
}

/**
 * What a run has to do for edits, in their order, each on top of those before it. A program that stays the same is the
 * same object; a cell that its program does not have is passed over.
 * @param program the one that `settings` stand for, before the first edit.
 */
export function changesFor(
  plan: readonly PlannedEdits[],
  settings: NetworkSettings,
  program: Program,
  examples: number,
): readonly Change[] {
  let [own, running] = [settings, program];
  return plan.map(({ at, edits }) => {
    if (edits.some(({ kind }) => kind === 'settings')) {
      own = settingsAfter(own, edits);
      running = buildProgram(own, examples);
    }
    return {
      at,
      program: running,
      cells: edits.filter((edit) => edit.kind === 'cell' && hasCell(running, edit)) as CellEdit[],
    };
  });
}

/** `syn0[0,2]` */
export function printCell({ name, row, column }: CellName): string {
  return `${name}[${row},${column}]`;
}

/** Whether a parameter of a program has such a cell. */
export function hasCell(program: Program, { name, row, column }: CellName): boolean {
  const shape = parameters(program).includes(name) ? inferShapes(program).get(name) : undefined;
  return shape !== undefined && row >= 0 && row < shape.rows && column >= 0 && column < shape.columns;
}
