import { printCell } from '../language/change.ts';
import { buildProgram } from '../network/build.ts';
import { changesFor, type PlannedEdits, settingsAfter } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';
import { isWrittenOut } from './made-data.ts';
import { defaultSection, type Scenario, sectionKeys } from './schema.ts';
import { setBetween } from './sections.ts';

type Entry = readonly [key: string, value: unknown];

/** The JSON text of a scenario as a person would write it, without defaults. It reads back as the same scenario, bit for bit. */
export function scenarioText(scenario: Scenario): string {
  const entries = keysOf(scenario, '').flatMap(([key, value]) => {
    const text = textOf(key, value);
    return text === undefined ? [] : [`${JSON.stringify(key)}: ${text}`];
  });
  return `${lines('{', entries, '}', '')}\n`;
}

/**
 * The `changes` of a file for planned edits. A change that changes nothing is left out.
 * @param settings at the beginning of the run.
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

/** The text of a key of the scenario; undefined where it can be left out. */
function textOf(key: string, value: unknown): string | undefined {
  if (key === 'data') return dataText(value as Scenario['data']);
  if (Array.isArray(value)) return value.length === 0 ? undefined : listText(value, '  ');
  if (!sectionKeys.has(key)) return inline(value);
  const defaults = defaultSection(key);
  const own = keysOf(value, key).filter(([name, part]) => inline(part) !== inline(defaults[name]));
  return own.length === 0 ? undefined : inline(Object.fromEntries(own));
}

/** The text of `data`, with each row on its own line. */
function dataText(data: Scenario['data']): string {
  const { made } = data;
  if (made !== undefined && !isWrittenOut(made)) return inline(made.written);
  const entries = (made === undefined ? keysOf(data, 'data') : Object.entries(made.written)).map(([key, value]) => {
    const text = key === 'inputs' || key === 'targets' ? listText(value as readonly unknown[], '    ') : inline(value);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return lines('{', entries, '}', '  ');
}

function listText(items: readonly unknown[], indent: string): string {
  return lines('[', items.map(inline), ']', indent);
}

/** The entries of a section, in the order of the schema. */
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

/** A value on one line. JSON.stringify would write -0 as 0. */
function inline(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${inline(part)}`);
  return `{ ${entries.join(', ')} }`;
}
