import { printCell } from '../language/change.ts';
import { buildProgram } from '../network/build.ts';
import { changesFor, type PlannedEdits, settingsAfter } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';
import { standsInScenario } from './made-data.ts';
import { defaultSection, type Scenario, sectionKeys } from './schema.ts';
import { setBetween } from './settings.ts';

type Entry = readonly [key: string, value: unknown];

/**
 * The JSON text of a scenario as a person would write it, without what goes without saying. Read again it is the same
 * scenario, every number bit for bit.
 */
export function scenarioText(scenario: Scenario): string {
  const entries = keysOf(scenario, '').flatMap(([key, value]) => {
    const text = textOf(key, value);
    return text === undefined ? [] : [`${JSON.stringify(key)}: ${text}`];
  });
  return `${lines('{', entries, '}', '')}\n`;
}

/**
 * What `changes` says of a plan, every change by all that it makes different; one that makes nothing different is left out.
 * @param settings those of the beginning.
 */
export function changesOf(
  plan: readonly PlannedEdits[],
  settings: NetworkSettings,
  examples: number,
): Scenario['changes'] {
  const made = changesFor(plan, settings, buildProgram(settings, examples), examples);
  let before = settings;
  return made.flatMap(({ at, cells }, index) => {
    const after = settingsAfter(before, plan[index]?.edits ?? []);
    const set = {
      ...setBetween(before, after),
      ...Object.fromEntries(cells.map((cell) => [printCell(cell), cell.value])),
    };
    before = after;
    return Object.keys(set).length === 0 ? [] : [{ at, set }];
  });
}

/** What is written under a key of the scenario; undefined where leaving it out says the same. */
function textOf(key: string, value: unknown): string | undefined {
  if (key === 'data') return dataText(value as Scenario['data']);
  if (Array.isArray(value)) return value.length === 0 ? undefined : listText(value, '  ');
  if (!sectionKeys.has(key)) return inline(value);
  const usual = defaultSection(key);
  const told = keysOf(value, key).filter(([own, part]) => inline(part) !== inline(usual[own]));
  return told.length === 0 ? undefined : inline(Object.fromEntries(told));
}

/** Rows stand on lines of their own, names of columns beside each other. */
function dataText(data: Scenario['data']): string {
  const { made } = data;
  if (made !== undefined && !standsInScenario(made)) return inline(made.written);
  const entries = (made === undefined ? keysOf(data, 'data') : Object.entries(made.written)).map(([key, value]) => {
    const text = key === 'inputs' || key === 'targets' ? listText(value as readonly unknown[], '    ') : inline(value);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return lines('{', entries, '}', '  ');
}

function listText(items: readonly unknown[], indent: string): string {
  return lines('[', items.map(inline), ']', indent);
}

/** The keys that a section has, in the order of the schema. */
function keysOf(section: unknown, name: string): readonly Entry[] {
  const values = section as Readonly<Record<string, unknown>>;
  return (sectionKeys.get(name) ?? []).flatMap((key): Entry[] => {
    const value = values[key];
    return value === undefined ? [] : [[key, value]];
  });
}

function lines(open: string, items: readonly string[], close: string, indent: string): string {
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}${close}`;
}

/** A value on one line; minus zero is a number too. */
function inline(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${inline(part)}`);
  return `{ ${entries.join(', ')} }`;
}
