import { cellFindings } from './cell-findings.ts';
import { combinationFindings } from './combinations.ts';
import { inconsistencies } from './consistency.ts';
import { duplicateKeys, type OffsetFault } from './duplicate-keys.ts';
import type { ValueFault } from './fault.ts';
import type { Finding } from './finding.ts';
import { JsonFault } from './json/json-fault.ts';
import { limits } from './limits.ts';
import { offsetsOf } from './locate.ts';
import { printPath } from './json/path.ts';
import { positionsOf } from './json/position.ts';
import type { Scenario } from './schema.ts';
import { checkSchema } from './schema-findings.ts';

export type Parsed =
  /** With the text it was read from, by which `readWatches` finds places. */
  | { readonly ok: true; readonly scenario: Scenario; readonly text: string }
  /** At least one fault, in the order of the file. */
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

/**
 * Reads a scenario from the text of its file. It throws for no text, and tells everything that is wrong at once; only
 * of a text that is not JSON it tells the first broken place, since what a parser says after it is a guess.
 */
export function parseScenario(fileText: string): Parsed {
  // A byte order mark is allowed and is not a column.
  const text = fileText.replace(/^\ufeff/, '');
  if (!/\S/.test(text)) return failed(text, [{ offset: 0, fault: { path: '', ...emptyFile } }]);
  try {
    return parseText(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return failed(text, [{ offset: error.offset, fault: { path: '', ...error.complaint } }]);
  }
}

const emptyFile = { expected: 'a scenario: an object with at least a name and data', found: 'an empty file' };

function parseText(text: string): Parsed {
  const duplicates = duplicateKeys(text);
  const draft: unknown = JSON.parse(text);
  const { scenario, findings } = checkSchema(draft);
  const all = [...findings, ...inconsistencies(draft)];
  if (scenario !== undefined && all.length === 0) all.push(...combinationFindings(scenario));
  if (scenario !== undefined && all.length === 0) all.push(...cellFindings(scenario));
  if (scenario !== undefined && all.length === 0 && duplicates.length === 0) return { ok: true, scenario, text };
  return failed(text, [...duplicates, ...placed(text, all)]);
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
