import { type CellName, type Change, printCell } from '../language/change.ts';
import type { Program } from '../language/program.ts';
import { learned } from '../language/reads.ts';
import { inferShapes, printShape, type Shapes } from '../language/shapes.ts';
import { nearestWords } from '../language/similar.ts';
import { described, quoted, wordList } from '../language/wording.ts';
import { changesFor, type Edit, type PlannedEdits, settingsAfter } from '../network/edits.ts';
import { type Refusal, refusals, targetFacts } from '../network/rules.ts';
import { defaults, hasEffect, type NetworkSettings } from '../network/settings.ts';
import { parseCell } from './cell.ts';
import type { Complaint, Finding } from './fault.ts';
import { type Path, valueAt } from './json/position.ts';
import { limits } from './limits.ts';
import { plannedChanges, programOf, settingsOf } from './network.ts';
import type { Scenario } from './schema.ts';
import { idleReasons, placeIn, placeOf } from './sections.ts';

/*
 * Checks of a scenario that is valid by its schema: settings that make no sense together, at the beginning and after each change,
 * and cells that the program does not have.
 */

const idleEntries = Object.entries(idleReasons) as [keyof typeof defaults, string][];

/** Parameters that a message names; a deep network has more. */
const MOST_NAMES = 12;

export function combinationFindings(scenario: Scenario): readonly Finding[] {
  const settings = settingsOf(scenario);
  const facts = targetFacts(scenario.data.targets);
  const allSettings = settingsOfRun(settings, plannedChanges(scenario));
  const own = [
    ...shortList(['network', 'activation'], scenario, settings),
    ...refusals(settings, facts).map((refused) =>
      findingOf(refused, placed(placeOf(refused.setting), refused, scenario)),
    ),
    // A setting without an effect at first may have one after a change.
    ...idleEntries.flatMap(([setting, reason]) =>
      allSettings.some((some) => mayHave(setting, some, facts.rows)) ? [] : unused(placeOf(setting), scenario, reason),
    ),
  ];
  return own.length > 0 ? own : changeFindings(scenario, settings, facts);
}

/** The settings at the beginning of a run and after each change. */
function settingsOfRun(first: NetworkSettings, plan: readonly PlannedEdits[]): readonly NetworkSettings[] {
  const all = [first];
  for (const { edits } of plan) all.push(settingsAfter(all.at(-1) as NetworkSettings, edits));
  return all;
}

/** True when a file may give a setting: it has an effect, or it is a word and the default. */
function mayHave(setting: keyof typeof defaults, settings: NetworkSettings, rows: number): boolean {
  if (hasEffect(setting, settings, rows)) return true;
  return typeof defaults[setting] === 'string' && settings[setting] === defaults[setting];
}

function changeFindings(
  scenario: Scenario,
  first: NetworkSettings,
  facts: ReturnType<typeof targetFacts>,
): readonly Finding[] {
  const findings: Finding[] = [];
  let settings = first;
  for (const { index, edits } of plannedChanges(scenario)) {
    settings = settingsAfter(settings, edits);
    const set: Path = ['changes', index, 'set'];
    const places = placesIn(set, scenario, edits);
    findings.push(...shortList([...set, 'activation'], scenario, settings));
    for (const refused of refusals(settings, facts, [...places.keys()])) {
      const setting = [refused.setting, ...refused.reads].find((one) => places.has(one));
      const place = (setting === undefined ? undefined : places.get(setting)) ?? set;
      findings.push(findingOf(refused, setting === refused.setting ? placed(place, refused, scenario) : place));
    }
    for (const [setting, reason] of idleEntries) {
      const place = places.get(setting);
      if (place !== undefined && !mayHave(setting, settings, facts.rows))
        findings.push(...unused(place, scenario, reason));
    }
    if (findings.length > limits.faults) break;
  }
  return findings;
}

/** The paths of the settings that a change sets. The last of two values for one setting counts. */
function placesIn(set: Path, scenario: Scenario, edits: readonly Edit[]): ReadonlyMap<keyof NetworkSettings, Path> {
  const keys = Object.keys(valueAt(scenario, set) as object);
  return new Map(
    edits.flatMap((edit, k) => {
      if (edit.kind === 'cell') return [];
      const key = keys[k] as string;
      const settings = Object.keys(edit.set) as readonly (keyof NetworkSettings)[];
      return settings.map((setting) => [setting, inside([...set, key], placeIn(key, setting), scenario)] as const);
    }),
  );
}

function findingOf({ expected, found, reason }: Refusal, path: Path): Finding {
  return { path, expected, found, advice: reason };
}

/** The path of a refused setting, or of the wrong item of a list. */
function placed(place: Path, { index }: Refusal, scenario: Scenario): Path {
  return index === undefined ? place : inside(place, [index], scenario);
}

/** The inner path, or the outer one when the file has nothing at the inner path. */
function inside(place: Path, inner: Path, scenario: Scenario): Path {
  return valueAt(scenario, [...place, ...inner]) === undefined ? place : [...place, ...inner];
}

function unused(path: Path, scenario: Scenario, reason: string): readonly Finding[] {
  const value = valueAt(scenario, path);
  if (value === undefined || value === null) return [];
  return [{ path, expected: 'no value here', found: described(value), advice: reason }];
}

/** A single activation stands for all layers, but a list of one is a list that is too short. */
function shortList(path: Path, scenario: Scenario, { layerSizes }: NetworkSettings): readonly Finding[] {
  const activation = valueAt(scenario, path);
  const layers = layerSizes.length - 1;
  if (!Array.isArray(activation) || activation.length >= Math.min(2, layers)) return [];
  return [{ path, expected: `${layers}, one for each layer after the inputs`, found: String(activation.length) }];
}

/** Findings about changed cells that the program does not have at that iteration. All settings must be valid. */
export function cellFindings(scenario: Scenario): readonly Finding[] {
  const cells = scenario.changes.map(({ set }) => Object.keys(set).filter((key) => parseCell(key) !== undefined));
  if (cells.every((keys) => keys.length === 0)) return [];
  const planned = plannedChanges(scenario);
  const changes = changesFor(planned, settingsOf(scenario), programOf(scenario), scenario.data.inputs.length);
  const programAt = new Map(planned.map(({ index }, k) => [index, (changes[k] as Change).program]));
  const findings: Finding[] = [];
  let [program, shapes]: [Program | undefined, Shapes] = [undefined, new Map()];
  // In the order of the file, so that the search can end after enough faults.
  for (const [change, keys] of cells.entries()) {
    if (keys.length === 0) continue;
    const own = programAt.get(change) as Program;
    if (own !== program) [program, shapes] = [own, inferShapes(own)];
    const names = learned(own);
    for (const key of keys) {
      const complaint = cellComplaint(parseCell(key) as CellName, names, shapes);
      if (complaint !== undefined) findings.push({ path: ['changes', change, 'set', key], atKey: true, ...complaint });
      if (findings.length > limits.faults) return findings;
    }
  }
  return findings;
}

function cellComplaint(cell: CellName, names: readonly string[], shapes: Shapes): Complaint | undefined {
  const { name, row, column } = cell;
  const found = quoted(printCell(cell));
  const shape = names.includes(name) ? shapes.get(name) : undefined;
  if (shape === undefined) {
    const shown = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES - 1), '…'] : names;
    return { expected: `a cell of ${wordList(shown, 'or')}`, found, advice: adviceOnName(cell, names) };
  }
  if (row < shape.rows && column < shape.columns) return undefined;
  const range = `${upTo('row', shape.rows)} and ${upTo('column', shape.columns)}`;
  return { expected: `a cell of ${name}`, found, advice: `${name} is ${printShape(shape)}, so ${range}` };
}

/** The parameter with the nearest name, when there is only one. */
function adviceOnName(cell: CellName, names: readonly string[]): string | undefined {
  const [name, ...others] = nearestWords(cell.name, names);
  if (name !== undefined && others.length === 0) return `did you mean ${quoted(printCell({ ...cell, name }))}?`;
  const wantsBias = /^b\d+$/.test(cell.name) && !names.some((name) => name.startsWith('b'));
  return wantsBias ? 'bias rows come with "bias": true in network' : undefined;
}

/** `rows 0 to 2`, `row 0` */
function upTo(what: string, size: number): string {
  return size === 1 ? `${what} 0` : `${what}s 0 to ${size - 1}`;
}
