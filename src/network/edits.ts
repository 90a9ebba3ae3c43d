import type { CellName, CellValue, Change } from '../language/change.ts';
import type { Program } from '../language/program.ts';
import { learnedShapes } from '../language/reads.ts';
import type { Shapes } from '../language/shapes.ts';
import { buildProgram } from './build.ts';
import type { NetworkSettings } from './settings.ts';

/** Other values of some settings; undefined for what one is without a word on it. */
export type NewSettings = { readonly [Key in keyof NetworkSettings]?: NetworkSettings[Key] | undefined };

/** What a person can change while a run stands between two iterations. */
export type Edit = { readonly kind: 'settings'; readonly set: NewSettings } | CellEdit;
export type CellEdit = { readonly kind: 'cell' } & CellValue;

/** Edits, and the completed iterations after which they are made. */
export interface PlannedEdits {
  readonly at: number;
  readonly edits: readonly Edit[];
}

/** A learning rate is above 0 and at most this. */
export const LARGEST_ALPHA = 1e9;
/** In one run: each is remembered, and told with every snapshot. */
export const MOST_CHANGES = 500;

/** The settings after some edits. */
export function settingsAfter(settings: NetworkSettings, edits: readonly Edit[]): NetworkSettings {
  let after: NewSettings = settings;
  for (const edit of edits) if (edit.kind === 'settings') after = { ...after, ...edit.set };
  if (after === settings) return settings;
  return Object.fromEntries(
    Object.entries(after).filter(([, value]) => value !== undefined),
  ) as unknown as NetworkSettings;
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
