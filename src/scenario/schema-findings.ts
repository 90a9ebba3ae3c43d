import { adviceOnType, adviceOnWord } from './advice.ts';
import { curbed } from './curb.ts';
import type { Finding } from './finding.ts';
import { type Path, printPath, valueAt } from './json/path.ts';
import { isFlat } from './rows.ts';
import { type Scenario, scenarioSchema } from './schema.ts';
import { unknownKeys } from './unknown-keys.ts';
import { isUnknownSetting, unknownSettings } from './unknown-settings.ts';
import { described } from './wording.ts';

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
  const issues = (result.error?.issues ?? []) as readonly Issue[];
  const unknown = [
    ...issues.flatMap(({ path, keys }) => (keys === undefined ? [] : unknownKeys(path, keys))),
    ...settings,
  ];
  const meant = new Set(unknown.flatMap((key) => key.meant.map(printPath)));
  const flat = flatLists(draft);
  const findings = issues
    .filter(({ keys, path }) => keys === undefined && !flat.includes(printPath(path.slice(0, -1))))
    .filter(({ path }) => !isUnknownSetting(path))
    .map((issue) => wrongValue(draft, issue))
    .filter(({ path }) => valueAt(draft, path) !== undefined || !meant.has(printPath(path)));
  return { scenario: undefined, findings: [...unknown.map(({ finding }) => finding), ...findings] };
}

/** The lists of numbers that should be lists of rows: each gets one message for all that is in it. */
function flatLists(draft: unknown): readonly string[] {
  return ['inputs', 'targets'].flatMap((key) => {
    const rows = valueAt(draft, ['data', key]);
    return Array.isArray(rows) && isFlat(rows) ? [`data.${key}`] : [];
  });
}

function wrongValue(draft: unknown, { code, path, message, expected }: Issue): Finding {
  const value = valueAt(draft, path);
  const advice = code === 'invalid_union' ? adviceOnWord('unlimited', value) : adviceOnType(expected, value);
  return { path, expected: message, found: described(value), advice };
}
