import { cellFindings } from './cell-findings.ts';
import { combinationFindings } from './combinations.ts';
import { inconsistencies } from './consistency.ts';
import { duplicateKeys, type OffsetFault } from './duplicate-keys.ts';
import type { ValueFault } from './fault.ts';
import type { Finding } from './finding.ts';
import { JsonFault } from './json/json-fault.ts';
import { printPath, valueAt } from './json/path.ts';
import { positionsOf } from './json/position.ts';
import { limits } from './limits.ts';
import { offsetsOf } from './locate.ts';
import { type MadeData, rowsOfData } from './made-data.ts';
import { rowFields, type Scenario } from './schema.ts';
import { checkSchema } from './schema-findings.ts';

export type Parsed =
  /** With the text it was read from, by which `readWatches` finds places. */
  | { readonly ok: true; readonly scenario: Scenario; readonly text: string }
  /** At least one fault, in the order of the file. */
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

/**
 * Reads a scenario from the text of its file. It throws for no text, and tells everything that is wrong at once; only
 * of a text that is not JSON it tells the first broken place, since what a parser says after it is a guess.
 * @param made the data, where they do not stand in the text.
 */
export function parseScenario(fileText: string, made?: MadeData): Parsed {
  const text = withoutMark(fileText);
  if (!/\S/.test(text)) return failed(text, [{ offset: 0, fault: { path: '', ...emptyFile } }]);
  return orJsonFault(text, () => parseText(text, made));
}

function orJsonFault(text: string, parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return failed(text, [{ offset: error.offset, fault: { path: '', ...error.complaint } }]);
  }
}

const emptyFile = { expected: 'a scenario: an object with at least a name and data', found: 'an empty file' };

function parseText(text: string, made: MadeData | undefined): Parsed {
  const duplicates = duplicateKeys(text);
  const written: unknown = JSON.parse(text);
  // What was made has been looked at already; a row of it stands for all where the others need not be.
  const draft = made === undefined ? written : { ...(written as object), data: rowsOfData(made.dataset, 1) };
  const { scenario: checked, findings } = checkSchema(draft);
  const scenario =
    checked === undefined || made === undefined ? checked : { ...checked, data: { ...rowsOfData(made.dataset), made } };
  const all = [...findings, ...inconsistencies(draft, made?.dataset.train.inputs.rows)];
  if (scenario !== undefined && all.length === 0) all.push(...combinationFindings(scenario));
  if (scenario !== undefined && all.length === 0) all.push(...cellFindings(scenario));
  if (scenario !== undefined && all.length === 0 && duplicates.length === 0) return { ok: true, scenario, text };
  return failed(text, [...duplicates, ...placed(text, all)]);
}

/**
 * Everything that stands against a scenario whose data cannot be had: in its own file, and in those of the data.
 * @param fileText the text of a scenario that asks for data.
 */
export function refuseData(fileText: string, findings: readonly Finding[], elsewhere: readonly ValueFault[]): Parsed {
  const text = withoutMark(fileText);
  // Data with which nothing is wrong, for what is wrong with the rest.
  const draft = { ...JSON.parse(text), data: { inputs: [[0]], targets: [[0]] } };
  const all = [...findings, ...checkSchema(draft).findings, ...inconsistencies(draft)];
  const own = orJsonFault(text, () => failed(text, [...duplicateKeys(text), ...placed(text, all)]));
  return own.ok ? own : { ok: false, faults: [...own.faults, ...elsewhere] };
}

/** What a text asks for, if it is of data that do not stand in it, or that are more than rows and names. */
export function askedData(fileText: string): { readonly data: object } | undefined {
  try {
    const draft: unknown = JSON.parse(withoutMark(fileText));
    const data = valueAt(draft, ['data']);
    const isPlain = typeof data !== 'object' || data === null || Object.keys(data).every((key) => key in rowFields);
    return isPlain ? undefined : (draft as { data: object });
  } catch {
    // What is wrong with it says whoever parses it.
    return undefined;
  }
}

/** A byte order mark is allowed and is not a column. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

function placed(text: string, findings: readonly Finding[]): readonly OffsetFault[] {
  const offsets = offsetsOf(text, findings);
  return findings.map(({ path, atKey, expected, found, advice }, k) => ({
    offset: offsets[k] as number,
    fault: { path: printPath(atKey ? path.slice(0, -1) : path), expected, found, advice },
  }));
}

/** Faults in the order of the file, each place and complaint once, and no more of them than a person reads. */
function failed(text: string, faults: readonly OffsetFault[]): Parsed {
  const unique = new Map(faults.map((one) => [`${one.offset} ${one.fault.path} ${one.fault.expected}`, one]));
  const sorted = [...unique.values()].sort((one, other) => one.offset - other.offset);
  const positions = positionsOf(
    text,
    sorted.slice(0, limits.faults + 1).map(({ offset }) => offset),
  );
  const told = sorted
    .slice(0, limits.faults)
    .map(({ fault }, k) => ({ ...fault, position: positions[k] as NonNullable<ValueFault['position']> }));
  const rest = positions[limits.faults];
  if (rest === undefined) return { ok: false, faults: told };
  const more: ValueFault = {
    path: '',
    position: rest,
    expected: `at most ${limits.faults} faults`,
    found: 'more from here on',
  };
  return { ok: false, faults: [...told, more] };
}
