import { buildProgram, type NetworkProgram } from '../network/build.ts';
import type { Edit, PlannedEdits } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';
import { parseCell } from './cell.ts';
import type { Scenario } from './schema.ts';
import { newSettings, settingsIn } from './sections.ts';
import type { Ends } from './setting-field.ts';

/*
 * The network of a validated scenario: its settings, its program, its changes, and the names of its columns.
 */

/** Units of each layer, from the inputs to the outputs: [3, 4, 1]. */
export function layerSizes(scenario: Scenario): readonly number[] {
  const [inputs, outputs] = endsOf(scenario);
  return [inputs, ...scenario.network.hidden, outputs];
}

function endsOf({ data }: Scenario): Ends {
  return [widthOf(data.inputs), widthOf(data.targets)];
}

/** The settings at the beginning of a run. */
export function settingsOf(scenario: Scenario): NetworkSettings {
  return settingsIn(scenario.network, scenario.training, endsOf(scenario));
}

/** The program at the beginning of a run. */
export function programOf(scenario: Scenario): NetworkProgram {
  return buildProgram(settingsOf(scenario), scenario.data.inputs.length);
}

/** The changes in the order in which a run makes them; at one iteration in the order of the file. */
export function plannedEdits(scenario: Scenario): readonly PlannedEdits[] {
  return plannedChanges(scenario).map(({ at, edits }) => ({ at, edits }));
}

/** The planned edits, each with its index in the file. The edits have the order of the keys of `set`. */
export function plannedChanges(scenario: Scenario): readonly (PlannedEdits & { readonly index: number })[] {
  const ends = endsOf(scenario);
  return scenario.changes
    .map(({ at, set }, index) => {
      return { index, at, edits: Object.entries(set).map(([key, value]) => editOf(key, value, ends)) };
    })
    .sort((one, other) => one.at - other.at);
}

/** @param key a valid key of `set`: a cell, or a setting. */
function editOf(key: string, value: unknown, ends: Ends): Edit {
  const cell = parseCell(key);
  return cell === undefined
    ? { kind: 'settings', set: newSettings(key, value, ends) }
    : { kind: 'cell', ...cell, value: value as number };
}

type Named = { readonly data: Omit<Scenario['data'], 'made'> };

/** The names of the input columns; by default x1, x2, … */
export function inputNames({ data }: Named): readonly string[] {
  return data.inputNames ?? data.inputs[0]?.map((_, index) => `x${index + 1}`) ?? [];
}

/** The names of the target columns; by default y, or y1, y2, … */
export function targetNames({ data }: Named): readonly string[] {
  const width = widthOf(data.targets);
  return data.targetNames ?? Array.from({ length: width }, (_, index) => (width === 1 ? 'y' : `y${index + 1}`));
}

function widthOf(rows: readonly (readonly number[])[]): number {
  return rows[0]?.length ?? 0;
}
