import * as z from 'zod/mini';
import { type Finding, printFaults, shownPath } from '../scenario/fault.ts';
import { type Path, positionsOf, printPath } from '../scenario/json/position.ts';
import { JsonFault } from '../scenario/json/token.ts';
import { duplicateKeys } from '../scenario/keys.ts';
import { offsetsOf } from '../scenario/locate.ts';
import { schemaFindings } from '../scenario/schema-findings.ts';
import { flag, oneOf, optional, speed, text } from '../scenario/value-kinds.ts';
import { namedKeys } from '../ui/keys/action-names.ts';
import { bindings } from '../ui/keys/bindings.ts';
import type { Config } from './config.ts';
import { screenOptions } from './screen-options.ts';

/* The schema of the file of a person's choices, from the options of the command line and the table of keys. */

/** The names of keys that are no characters, as the table of keys has them. */
const KEYS = [
  'space',
  'enter',
  'tab',
  'backspace',
  'delete',
  'home',
  'end',
  'up',
  'down',
  'left',
  'right',
  'pageup',
  'pagedown',
];
const A_KEY = `a character, ctrl+ and a small letter, or one of ${KEYS.join(', ')}`;

const key = text('a key', 20).check(
  z.refine((name) => /^(?:[^\s\p{C}]|ctrl\+[a-z])$/u.test(name) || KEYS.includes(name), { error: A_KEY }),
);

const screenFields = Object.fromEntries(
  Object.entries(screenOptions).map(([name, option]) => {
    const { choices, describe }: { readonly choices?: readonly string[]; readonly describe: string } = option;
    return [name, optional(choices === undefined ? flag() : oneOf(choices), describe.replace(/; also [A-Z_]+$/, ''))];
  }),
);

const keyFields = Object.fromEntries([...namedKeys].map(([name, own]) => [name, optional(key, `like the key ${own}`)]));

export const configSchema = z.strictObject(
  {
    $schema: optional(text('a path', 2000), 'the schema of this file, for editors'),
    ...screenFields,
    speed: optional(speed(), 'iterations a second of a run whose scenario has no speed, or "unlimited"'),
    plain: optional(flag(), 'sentences instead of the screen, for a screen reader'),
    keys: optional(
      z.strictObject(keyFields, { error: 'an object with names of actions' }),
      'one more key for an action; it must be unused',
    ),
  },
  { error: 'an object with settings for every run' },
);

const sections = new Map([
  ['', Object.keys(configSchema.shape)],
  ['keys', Object.keys(keyFields)],
]);

export interface ParsedConfig {
  /** The choices without fault. */
  readonly config: Config;
  /** A line for each fault: place, expected, found. */
  readonly lines: readonly string[];
  /** The paths of the choices that are left out: `keys.stepp`; the empty path is the whole file. */
  readonly ignored: readonly string[];
}

/** Parses the text of the file, and leaves out each choice that has a fault. It never throws. @param file its name, for messages. */
export function parseConfig(file: string, fileText: string): ParsedConfig {
  const source = fileText.replace(/^\ufeff/, '');
  try {
    const duplicates = duplicateKeys(source, (section, name) => sections.get(section)?.includes(name) === true);
    const draft: unknown = JSON.parse(source);
    const result = configSchema.safeParse(draft);
    const found = result.success ? [] : schemaFindings(draft, result.error.issues, sections);
    const wrong: readonly Path[] = [
      ...(result.error?.issues ?? []).flatMap(pathsOf),
      ...found.map(({ path }) => path),
      ...duplicates.flatMap(({ path }) => (path === undefined ? [] : [path])),
    ];
    const right = configSchema.safeParse(wrong.reduce(without, draft));
    const { $schema: _, keys = {}, ...choices } = (right.data ?? {}) as Choices;
    const taken = takenKeys(keys);
    const findings = [...found, ...taken];
    const takenNames = new Set(taken.map(({ path }) => path.at(-1)));
    const free = Object.fromEntries(Object.entries(keys).filter(([name]) => !takenNames.has(name)));
    const config = { ...choices, ...ownKeysOf(free) };
    const ignored = right.success
      ? [...new Set([...wrong, ...taken.map(({ path }) => path)].map((path) => printPath(path)))]
      : [''];
    const offsets = offsetsOf(source, findings);
    const faults = [
      ...duplicates,
      ...findings.map((finding, index) => {
        const { expected, found: value, advice } = finding;
        return {
          offset: offsets[index] as number,
          fault: { path: shownPath(finding), expected, found: value, advice },
        };
      }),
    ].sort((one, other) => one.offset - other.offset);
    const positions = positionsOf(
      source,
      faults.map(({ offset }) => offset),
    );
    const lines = linesOf(
      file,
      faults.map(({ fault }, index) => ({ ...fault, position: positions[index] })),
    );
    return { config, lines, ignored };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const [position] = positionsOf(source, [error.offset]);
    return { config: {}, lines: linesOf(file, [{ path: '', ...error.complaint, position }]), ignored: [''] };
  }
}

type Choices = Config & { readonly $schema?: string; readonly keys?: Readonly<Record<string, string>> };

function linesOf(file: string, faults: readonly unknown[]): readonly string[] {
  return faults.length === 0 ? [] : printFaults(file, faults as Parameters<typeof printFaults>[1]);
}

/** The paths of the values that an issue of the schema is about. */
function pathsOf(issue: { readonly path: readonly PropertyKey[]; readonly keys?: readonly string[] }): readonly Path[] {
  const path = issue.path as Path;
  return issue.keys === undefined ? [path] : issue.keys.map((name) => [...path, name]);
}

/** A copy of a value without what is at a path; undefined for the empty path. */
function without(value: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).filter(([name]) => rest.length > 0 || name !== String(first));
  return Object.fromEntries(entries.map(([name, own]) => [name, name === String(first) ? without(own, rest) : own]));
}

/** Keys of the table, and keys that two actions have. The footer and the help name the keys of the table, so these keep their meaning. */
function takenKeys(keys: Readonly<Record<string, string>>): readonly Finding[] {
  const taken = new Set(bindings.flatMap((binding) => binding.keys));
  return Object.entries(keys).flatMap(([name, own], index, all) => {
    const before = all.slice(0, index).find(([, other]) => other === own);
    if (!taken.has(own) && before === undefined) return [];
    const found = `${JSON.stringify(own)}, ${before === undefined ? 'a key of the program' : `the key of ${before[0]}`}`;
    return [{ path: ['keys', name], expected: 'an unused key', found }];
  });
}

function ownKeysOf(keys: Readonly<Record<string, string>>): Pick<Config, 'ownKeys'> {
  const own = new Map(Object.entries(keys).map(([name, key]) => [key, namedKeys.get(name) ?? key]));
  return own.size === 0 ? {} : { ownKeys: own };
}
