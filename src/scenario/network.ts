import { buildProgram, type NetworkProgram } from '../network/build.ts';
import type { Edit, PlannedEdits } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';
import { parseCell } from './cell.ts';
import type { Scenario } from './schema.ts';
import type { Ends } from './setting-field.ts';
import { newSettings, settingsIn } from './settings.ts';

/** Units of each layer, from inputs to outputs: [3, 4, 1]. */
export function layerSizes({ data, network }: Scenario): readonly number[] {
  return [widthOf(data.inputs), ...network.hidden, widthOf(data.targets)];
}

function endsOf({ data }: Scenario): Ends {
  return [widthOf(data.inputs), widthOf(data.targets)];
}

/** What a scenario says of its network at the beginning of a run. */
export function settingsOf(scenario: Scenario): NetworkSettings {
  return settingsIn(scenario.network, scenario.training, endsOf(scenario));
}

/** The program that a scenario trains: the lines on the screen, and the lines that run. */
export function programOf(scenario: Scenario): NetworkProgram {
  return buildProgram(settingsOf(scenario), scenario.data.inputs.length);
}

/** The changes of a scenario in the order in which a run makes them; those at the same time in that of the file. */
export function plannedEdits(scenario: Scenario): readonly PlannedEdits[] {
  return plannedChanges(scenario).map(({ at, edits }) => ({ at, edits }));
}

/** The same, each with its place in the file; the edits are in the order of the keys of `set`. */
export function plannedChanges(scenario: Scenario): readonly (PlannedEdits & { readonly index: number })[] {
  const ends = endsOf(scenario);
  return scenario.changes
    .map(({ at, set }, index) => {
      return { index, at, edits: Object.entries(set).map(([key, value]) => editOf(key, value, ends)) };
    })
    .sort((one, other) => one.at - other.at);
}

/** What a validated key of `set` does: it names a cell or a setting. */
function editOf(key: string, value: unknown, ends: Ends): Edit {
  const cell = parseCell(key);
  return cell === undefined
    ? { kind: 'settings', set: newSettings(key, value, ends) }
    : { kind: 'cell', ...cell, value: value as number };
}

type Named = { readonly data: Omit<Scenario['data'], 'made'> };

/** What the input columns are called: x1, x2, … unless the scenario names them. */
export function inputNames({ data }: Named): readonly string[] {
  return data.inputNames ?? data.inputs[0]?.map((_, index) => `x${index + 1}`) ?? [];
}

/** What the target columns are called: y, or y1, y2, … unless the scenario names them. */
export function targetNames({ data }: Named): readonly string[] {
  const width = widthOf(data.targets);
  return data.targetNames ?? Array.from({ length: width }, (_, index) => (width === 1 ? 'y' : `y${index + 1}`));
}

function widthOf(rows: readonly (readonly number[])[]): number {
  return rows[0]?.length ?? 0;
}
