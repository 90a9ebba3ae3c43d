import { described } from '../language/wording.ts';
import { adviceOnChoice, adviceOnType } from './advice.ts';
import { curbed } from './curb.ts';
import type { Finding } from './finding.ts';
import { type Path, printPath, valueAt } from './json/path.ts';
import { isFlat } from './rows.ts';
import { type Scenario, type SectionKeys, scenarioSchema, sectionKeys } from './schema.ts';
import { unknownKeys } from './unknown-keys.ts';
import { isUnknownSetting, unknownSettings } from './unknown-settings.ts';

/** What zod reports, as far as it is used here. */
interface Issue {
  readonly code: string;
  readonly path: Path;
  /** What the schema says is expected there. */
  readonly message: string;
  /** With `invalid_type`. */
  readonly expected?: string;
  /** With `unrecognized_keys`. */
  readonly keys?: readonly string[];
  /** With `invalid_value`. */
  readonly values?: readonly unknown[];
  /** With `invalid_union`, what each of the alternatives says. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** A scenario with its defaults where nothing was found, and undefined where something was. */
export interface SchemaResult {
  readonly scenario: Scenario | undefined;
  readonly findings: readonly Finding[];
}

/** What the schema says of a parsed file. */
export function checkSchema(draft: unknown): SchemaResult {
  const result = scenarioSchema.safeParse(curbed(draft));
  const settings = unknownSettings(draft);
  if (result.success && settings.length === 0) return { scenario: result.data, findings: [] };
  return {
    scenario: undefined,
    findings: findingsOf(draft, (result.error?.issues ?? []) as readonly Issue[], settings),
  };
}

/** What another schema says of the data, which have these keys. */
export function dataFindings(draft: unknown, issues: readonly object[], keys: SectionKeys): readonly Finding[] {
  const own = (issues as readonly Issue[]).map((issue) => ({ ...issue, path: ['data', ...issue.path] }));
  return findingsOf(draft, own, [], new Map([...sectionKeys, ...keys]));
}

function findingsOf(
  draft: unknown,
  reported: readonly Issue[],
  settings: ReturnType<typeof unknownSettings>,
  sections = sectionKeys,
): readonly Finding[] {
  const issues = reported.flatMap((issue) => insideOf(draft, issue));
  const unknown = [
    ...issues.flatMap(({ path, keys }) => (keys === undefined ? [] : unknownKeys(path, keys, sections))),
    ...settings,
  ];
  const meant = new Set(unknown.flatMap((key) => key.meant.map(printPath)));
  const flat = flatLists(draft);
  const findings = issues
    .filter(({ keys }) => keys === undefined)
    .filter(({ path, expected }) => expected !== 'array' || !flat.includes(printPath(path.slice(0, -1))))
    .filter(({ path }) => !isUnknownSetting(path))
    .map((issue) => wrongValue(draft, issue))
    .filter(({ path }) => valueAt(draft, path) !== undefined || !meant.has(printPath(path)));
  return [...unknown.map(({ finding }) => finding), ...findings];
}

/** The lists of numbers that should be lists of rows: each gets one message for all that is in it. */
function flatLists(draft: unknown): readonly string[] {
  return ['inputs', 'targets'].flatMap((key) => {
    const rows = valueAt(draft, ['data', key]);
    return Array.isArray(rows) && isFlat(rows) ? [`data.${key}`] : [];
  });
}

/** What is wrong inside of an object or a list that is one of several alternatives: what the one that it is says. */
function insideOf(draft: unknown, issue: Issue): readonly Issue[] {
  const { path, errors = [] } = issue;
  if (typeof valueAt(draft, path) !== 'object') return [issue];
  const [own] = errors
    .filter((issues) => issues.every((one) => one.path.length > 0 || one.keys !== undefined))
    .sort((one, other) => one.length - other.length);
  return own === undefined ? [issue] : own.map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
}

function wrongValue(draft: unknown, issue: Issue): Finding {
  const { path, message, expected } = issue;
  const value = valueAt(draft, path);
  return {
    path,
    expected: message,
    found: described(value),
    advice: adviceOnChoice(wordsOf(issue), takesNumber(issue), value) ?? adviceOnType(expected, value),
  };
}

/** The words that could stand there. */
function wordsOf({ values = [], errors = [] }: Issue): readonly string[] {
  const words = values.filter((value) => typeof value === 'string');
  return [...words, ...errors.flat().flatMap((inner) => (inner.path.length === 0 ? wordsOf(inner) : []))];
}

/** Whether a number could. */
function takesNumber({ errors = [] }: Issue): boolean {
  return errors.flat().some(({ path, expected }) => path.length === 0 && expected === 'number');
}
