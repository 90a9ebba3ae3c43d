import { inconsistencies } from './consistency.ts';
import { type Finding, fileFault, shownPath, type ValueFault } from './fault.ts';
import { type Position, positionsOf, valueAt } from './json/position.ts';
import { JsonFault } from './json/token.ts';
import { duplicateKeys, type OffsetFault } from './keys.ts';
import { limits } from './limits.ts';
import { offsetsOf } from './locate.ts';
import { type MadeData, rowsOfData } from './made-data.ts';
import { rowFields, type Scenario } from './schema.ts';
import { checkSchema } from './schema-findings.ts';
import { cellFindings, combinationFindings } from './setting-findings.ts';

export type Parsed =
  /** With the text of the file, in which `readWatches` finds places. */
  | { readonly ok: true; readonly scenario: Scenario; readonly text: string }
  /** At least one fault, in the order of the file. */
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

/**
 * Parses the text of a scenario file. It never throws. It reports all faults at once; in a text that is not JSON only the first one,
 * because any later one would be a guess.
 * @param made the data, when they are not written out in the text.
 */
export function parseScenario(fileText: string, made?: MadeData): Parsed {
  const text = withoutMark(fileText);
  if (!/\S/.test(text)) return failed(text, [{ offset: 0, fault: emptyFile }]);
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

const emptyFile = fileFault('a scenario: an object with at least a name and data', 'an empty file');

function parseText(text: string, made: MadeData | undefined): Parsed {
  const duplicates = duplicateKeys(text);
  const written: unknown = JSON.parse(text);
  // Data that were made are valid: one row of them is enough for the checks.
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
 * The faults of a scenario whose data cannot be made, and of its files of data.
 * @param fileText the text of a scenario with `askedData`.
 * @param findings the findings about its `data`.
 * @param elsewhere the faults in files of data.
 */
export function refuseData(fileText: string, findings: readonly Finding[], elsewhere: readonly ValueFault[]): Parsed {
  const text = withoutMark(fileText);
  // With valid data instead, everything else is checked.
  const draft = { ...JSON.parse(text), data: { inputs: [[0]], targets: [[0]] } };
  const all = [...findings, ...checkSchema(draft).findings, ...inconsistencies(draft)];
  const own = orJsonFault(text, () => failed(text, [...duplicateKeys(text), ...placed(text, all)]));
  return own.ok ? own : { ok: false, faults: [...own.faults, ...elsewhere] };
}

/** The scenario whose `data` must be made first, because they are more than rows and names; undefined for any other text. */
export function askedData(fileText: string): { readonly data: object } | undefined {
  try {
    const draft: unknown = JSON.parse(withoutMark(fileText));
    const data = valueAt(draft, ['data']);
    const isPlain = typeof data !== 'object' || data === null || Object.keys(data).every((key) => key in rowFields);
    return isPlain ? undefined : (draft as { data: object });
  } catch {
    // `parseScenario` reports it.
    return undefined;
  }
}

/** A byte order mark is allowed, and does not count as a column. */
export function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

function placed(text: string, findings: readonly Finding[]): readonly OffsetFault[] {
  const offsets = offsetsOf(text, findings);
  return findings.map((finding, k) => {
    const { expected, found, advice } = finding;
    return { offset: offsets[k] as number, fault: { path: shownPath(finding), expected, found, advice } };
  });
}

/** The faults in the order of the file, each once, and at most `limits.faults` of them. */
function failed(text: string, faults: readonly OffsetFault[]): Parsed {
  const unique = new Map(faults.map((one) => [`${one.offset} ${one.fault.path} ${one.fault.expected}`, one]));
  const sorted = [...unique.values()].sort((one, other) => one.offset - other.offset);
  const positions = positionsOf(
    text,
    sorted.slice(0, limits.faults + 1).map(({ offset }) => offset),
  );
  const reported = sorted
    .slice(0, limits.faults)
    .map(({ fault }, k) => ({ ...fault, position: positions[k] as Position }));
  const rest = positions[limits.faults];
  if (rest === undefined) return { ok: false, faults: reported };
  const more = { ...fileFault(`at most ${limits.faults} faults`, 'more from here on'), position: rest };
  return { ok: false, faults: [...reported, more] };
}
