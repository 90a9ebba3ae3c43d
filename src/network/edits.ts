import type { CellName, CellValue, Change } from '../language/change.ts';
import type { Program } from '../language/program.ts';
import { learnedShapes } from '../language/reads.ts';
import type { Shapes } from '../language/shapes.ts';
import { buildProgram } from './build.ts';
import type { NetworkSettings } from './settings.ts';

/** New values of some settings. */
export type NewSettings = Partial<NetworkSettings>;

/** An edit by a person, made between two iterations of a run. */
export type Edit = { readonly kind: 'settings'; readonly set: NewSettings } | CellEdit;
export type CellEdit = { readonly kind: 'cell' } & CellValue;

export interface PlannedEdits {
  /** Completed iterations after which the edits are made. */
  readonly at: number;
  readonly edits: readonly Edit[];
}

/** The most changes of one run. All of them are kept, and sent with every snapshot. */
export const MOST_CHANGES = 500;

/** The settings after some edits; the same object when no edit is about settings. */
export function settingsAfter(settings: NetworkSettings, edits: readonly Edit[]): NetworkSettings {
  const sets = edits.flatMap((edit) => (edit.kind === 'settings' ? [edit.set] : []));
  return sets.length === 0 ? settings : Object.assign({}, settings, ...sets);
}

/**
 * The changes of a run for planned edits, which accumulate. While no setting changes, the program is the same object. Edits of cells
 * that the program does not have are left out.
 * @param program the program of `settings`, before the first edit.
 */
export function changesFor(
  plan: readonly PlannedEdits[],
  settings: NetworkSettings,
  program: Program,
  examples: number,
): readonly Change[] {
  let [own, running] = [settings, program];
  let shapes = learnedShapes(program);
  return plan.map(({ at, edits }) => {
    const next = settingsAfter(own, edits);
    if (next !== own) {
      own = next;
      running = buildProgram(own, examples);
      shapes = learnedShapes(running);
    }
    const cells = edits.filter((edit): edit is CellEdit => edit.kind === 'cell' && isWithin(edit, shapes));
    return { at, program: running, cells };
  });
}

function isWithin({ name, row, column }: CellName, shapes: Shapes): boolean {
  const shape = shapes.get(name);
  return shape !== undefined && row >= 0 && row < shape.rows && column >= 0 && column < shape.columns;
}
