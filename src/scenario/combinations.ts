import { described } from '../language/wording.ts';
import { type Edit, type PlannedEdits, settingsAfter } from '../network/edits.ts';
import { type Refusal, refusals, targetFacts } from '../network/rules.ts';
import { defaults, isAtWork, type NetworkSettings } from '../network/settings.ts';
import type { Finding } from './finding.ts';
import { type Path, valueAt } from './json/path.ts';
import { limits } from './limits.ts';
import { plannedChanges, settingsOf } from './network.ts';
import type { Scenario } from './schema.ts';
import { idleReasons, placeIn, placeOf } from './settings.ts';

const idleEntries = Object.entries(idleReasons) as [keyof typeof defaults, string][];

/** True when a file may have a setting: it does something, or is a word that says what happens anyway. */
function saysSomething(setting: keyof typeof defaults, settings: NetworkSettings, rows: number): boolean {
  if (isAtWork(setting, settings, rows)) return true;
  return typeof defaults[setting] === 'string' && settings[setting] === defaults[setting];
}

/** What is wrong with the settings of a scenario together, where each is right by itself; of its changes too. */
export function combinationFindings(scenario: Scenario): readonly Finding[] {
  const settings = settingsOf(scenario);
  const facts = targetFacts(scenario.data.targets);
  const times = timesOf(settings, plannedChanges(scenario));
  const own = [
    ...shortList(['network', 'activation'], scenario, settings),
    ...refusals(settings, facts).map((refused) => told(refused, placed(placeOf(refused.setting), refused, scenario))),
    ...idleEntries.flatMap(([setting, reason]) =>
      times.some((own) => saysSomething(setting, own, facts.rows)) ? [] : unused(placeOf(setting), scenario, reason),
    ),
  ];
  return own.length > 0 ? own : changeFindings(scenario, settings, facts);
}

/** What the settings of a run are one after the other. */
function timesOf(begun: NetworkSettings, plan: readonly PlannedEdits[]): readonly NetworkSettings[] {
  const times = [begun];
  for (const { edits } of plan) times.push(settingsAfter(times.at(-1) as NetworkSettings, edits));
  return times;
}

function changeFindings(
  scenario: Scenario,
  begun: NetworkSettings,
  facts: ReturnType<typeof targetFacts>,
): readonly Finding[] {
  const findings: Finding[] = [];
  let settings = begun;
  for (const { index, edits } of plannedChanges(scenario)) {
    settings = settingsAfter(settings, edits);
    const set: Path = ['changes', index, 'set'];
    const places = placesOf(scenario, set, edits);
    findings.push(...shortList([...set, 'activation'], scenario, settings));
    for (const refused of refusals(settings, facts, [...places.keys()])) {
      const setting = [refused.setting, ...refused.reads].find((one) => places.has(one));
      const place = (setting === undefined ? undefined : places.get(setting)) ?? set;
      findings.push(told(refused, setting === refused.setting ? placed(place, refused, scenario) : place));
    }
    for (const [setting, reason] of idleEntries) {
      const place = places.get(setting);
      if (place !== undefined && !saysSomething(setting, settings, facts.rows))
        findings.push(...unused(place, scenario, reason));
    }
    if (findings.length > limits.faults) break;
  }
  return findings;
}

/** Where `set` says what a setting is from then on; of two words the last counts. */
function placesOf(scenario: Scenario, set: Path, edits: readonly Edit[]): ReadonlyMap<keyof NetworkSettings, Path> {
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

function told({ expected, found, reason }: Refusal, path: Path): Finding {
  return { path, expected, found, advice: reason };
}

/** The place of what is refused, of an item of a list where it is one. */
function placed(place: Path, { index }: Refusal, scenario: Scenario): Path {
  return index === undefined ? place : inside(place, [index], scenario);
}

/** A place inside of another, or that other: a file need not have a word on it. */
function inside(place: Path, inner: Path, scenario: Scenario): Path {
  return valueAt(scenario, [...place, ...inner]) === undefined ? place : [...place, ...inner];
}

function unused(path: Path, scenario: Scenario, reason: string): readonly Finding[] {
  const value = valueAt(scenario, path);
  if (value === undefined || value === null) return [];
  return [{ path, expected: 'no value here', found: described(value), advice: reason }];
}

/** One name is for all layers; a list of one is a list that is too short. */
function shortList(path: Path, scenario: Scenario, { layerSizes }: NetworkSettings): readonly Finding[] {
  const activation = valueAt(scenario, path);
  const layers = layerSizes.length - 1;
  if (!Array.isArray(activation) || activation.length >= Math.min(2, layers)) return [];
  return [{ path, expected: `${layers}, one for each layer after the inputs`, found: String(activation.length) }];
}
