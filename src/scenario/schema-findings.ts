import { nearestWords } from '../language/similar.ts';
import { described } from '../language/wording.ts';
import { isFlat } from './consistency.ts';
import { curbed } from './curb.ts';
import type { Finding } from './fault.ts';
import { type Path, printPath, valueAt } from './json/position.ts';
import { isUnknownSetting, unknownKeys, unknownSettings } from './keys.ts';
import { type Scenario, type SectionKeys, scenarioSchema, sectionKeys } from './schema.ts';

/** The parts of a zod issue that are used here. */
interface Issue {
  readonly code: string;
  readonly path: Path;
  /** The error of the schema: what was expected. */
  readonly message: string;
  /** With `invalid_type`. */
  readonly expected?: string;
  /** With `unrecognized_keys`. */
  readonly keys?: readonly string[];
  /** With `invalid_value`. */
  readonly values?: readonly unknown[];
  /** With `invalid_union`: the issues of each alternative. */
  readonly errors?: readonly (readonly Issue[])[];
}

export interface SchemaResult {
  /** The scenario with its defaults; undefined when there are findings. */
  readonly scenario: Scenario | undefined;
  readonly findings: readonly Finding[];
}

/** Checks a parsed file against the schema. */
export function checkSchema(draft: unknown): SchemaResult {
  const result = scenarioSchema.safeParse(curbed(draft));
  const settings = unknownSettings(draft);
  if (result.success && settings.length === 0) return { scenario: result.data, findings: [] };
  return {
    scenario: undefined,
    findings: findingsOf(draft, (result.error?.issues ?? []) as readonly Issue[], settings),
  };
}

/** The findings of a schema for `data` alone. */
export function dataFindings(draft: unknown, issues: readonly object[], keys: SectionKeys): readonly Finding[] {
  const own = (issues as readonly Issue[]).map((issue) => ({ ...issue, path: ['data', ...issue.path] }));
  return findingsOf(draft, own, [], new Map([...sectionKeys, ...keys]));
}

/** The findings of another schema. @param keys the keys of each of its sections. */
export function schemaFindings(draft: unknown, issues: readonly object[], keys: SectionKeys): readonly Finding[] {
  return findingsOf(draft, issues as readonly Issue[], [], keys);
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

/** Lists of numbers that should be lists of rows. One finding of `inconsistentRows` stands for all of their items. */
function flatLists(draft: unknown): readonly string[] {
  return ['inputs', 'targets'].flatMap((key) => {
    const rows = valueAt(draft, ['data', key]);
    return Array.isArray(rows) && isFlat(rows) ? [`data.${key}`] : [];
  });
}

/** For an object or a list where several alternatives are allowed: the issues of the alternative that it is. */
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
    advice: adviceOnChoice(wordsOf(issue), takesNumber(issue), value) ?? adviceOnType(expected, value, message),
  };
}

/** The words that are allowed there. */
function wordsOf({ values = [], errors = [] }: Issue): readonly string[] {
  const words = values.filter((value) => typeof value === 'string');
  return [...words, ...errors.flat().flatMap((inner) => (inner.path.length === 0 ? wordsOf(inner) : []))];
}

/** True when a number is allowed there. */
function takesNumber({ errors = [] }: Issue): boolean {
  return errors.flat().some(({ path, expected }) => path.length === 0 && expected === 'number');
}

/** Advice on a value of the wrong type. */
function adviceOnType(expected: string | undefined, found: unknown, words: string): string | undefined {
  switch (expected) {
    case 'number':
    case 'int':
      if (typeof found === 'boolean') return `write ${found ? 1 : 0}`;
      return isNumeric(found) ? 'write it without quotes' : undefined;
    case 'boolean':
      if (found === 0 || found === 1) return `write ${found === 1}`;
      return found === 'true' || found === 'false' ? 'write it without quotes' : undefined;
    case 'array':
      if (typeof found === 'string' && (found.length > 50 || /number|sizes/.test(words))) return undefined;
      return typeof found === 'number' || typeof found === 'string' ? `write [${JSON.stringify(found)}]` : undefined;
    case 'string':
      return typeof found === 'number' || typeof found === 'boolean' ? `write "${found}"` : undefined;
    default:
      return undefined;
  }
}

/** Names that other libraries use for our words. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mse: 'mean-squared',
    l2: 'mean-squared',
    mae: 'mean-absolute',
    l1: 'mean-absolute',
    bce: 'binary-cross-entropy',
    logloss: 'binary-cross-entropy',
    crossentropy: 'cross-entropy',
    nll: 'cross-entropy',
    identity: 'linear',
    none: 'linear',
    logistic: 'sigmoid',
    leakyrelu: 'leaky-relu',
    lrelu: 'leaky-relu',
    xavier: 'xavier-normal',
    glorot: 'xavier-normal',
    glorotnormal: 'xavier-normal',
    glorotuniform: 'xavier-uniform',
    he: 'he-normal',
    kaiming: 'he-normal',
    normal: 'standard',
    zscore: 'standard',
    standardize: 'standard',
    minmax: 'min-max',
    classification: 'categorical',
    classes: 'categorical',
    regression: 'numeric',
    skip: 'drop',
    dropna: 'drop',
  }),
);

/** Advice on a value that is none of the allowed words. */
function adviceOnChoice(words: readonly string[], orNumber: boolean, found: unknown): string | undefined {
  if (orNumber && isNumeric(found)) return 'write it without quotes';
  if (typeof found !== 'string' || found.length > 50) return undefined;
  const meant = found.trim().toLowerCase().replace(/[ _]+/g, '-');
  const other = OTHER_WORDS.get(meant.replaceAll('-', ''));
  if (other !== undefined && words.includes(other)) return `did you mean "${other}"?`;
  const [nearest] = nearestWords(meant, words);
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

function isNumeric(found: unknown): boolean {
  return typeof found === 'string' && found.length <= 50 && found.trim() !== '' && Number.isFinite(Number(found));
}
