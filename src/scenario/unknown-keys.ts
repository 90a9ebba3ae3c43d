import leven from 'leven';
import type { Finding } from './finding.ts';
import { limits } from './limits.ts';
import { type Path, printPath } from './json/path.ts';
import { sectionKeys } from './schema.ts';
import { quoted } from './wording.ts';

/** What people call things elsewhere: in the tutorial, in numpy and in other libraries. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  x: 'inputs',
  y: 'targets',
  outputs: 'targets',
  labels: 'targets',
  layers: 'hidden',
  alpha: 'learningRate',
  lr: 'learningRate',
  epochs: 'iterations',
  title: 'name',
};

/** A key of the schema: `hidden` of `network`; the section is empty for the keys of the scenario itself. */
export interface KnownKey {
  readonly section: string;
  readonly key: string;
}

/** An unknown key, and the key that seems to be meant. */
export interface UnknownKey {
  readonly finding: Finding;
  readonly meant: KnownKey | undefined;
}

/** What is said of keys that the object at a path should not have. */
export function unknownKeys(path: Path, keys: readonly string[]): readonly UnknownKey[] {
  const section = printPath(path);
  const expected = `one of ${(sectionKeys.get(section) ?? []).join(', ')}`;
  // One more than is told; an object may hold a million.
  return keys.slice(0, limits.faults + 1).map((key) => {
    const meant = meantKey(section, key);
    const advice = meant === undefined ? undefined : `did you mean ${quoted(meant.key)}${whereabouts(section, meant)}?`;
    return { finding: { path: [...path, key], atKey: true, expected, found: quoted(key), advice }, meant };
  });
}

/** The nearest known key, of the same section rather than of another. */
function meantKey(section: string, key: string): KnownKey | undefined {
  const lower = key.slice(0, 50).toLowerCase();
  const word = Object.hasOwn(OTHER_NAMES, lower) ? (OTHER_NAMES[lower] as string) : lower;
  const candidates = [...sectionKeys].flatMap(([own, known]) => known.map((one) => ({ section: own, key: one })));
  return candidates
    .map((candidate) => ({ candidate, distance: leven(word.toLowerCase(), candidate.key.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= tolerance(candidate, section) && distance < word.length)
    .sort((one, other) => one.distance - other.distance || nearness(one.candidate) - nearness(other.candidate))[0]
    ?.candidate;

  function nearness(candidate: KnownKey): number {
    return candidate.section === section ? 0 : 1;
  }
}

/** Wrong letters allowed in a key: fewer when it would also have to be in the wrong place. */
function tolerance({ section, key }: KnownKey, own: string): number {
  if (section !== own) return 1;
  return Math.max(2, Math.floor(key.length / 3));
}

function whereabouts(section: string, meant: KnownKey): string {
  if (meant.section === section) return '';
  return meant.section === '' ? ' outside of this object' : ` in ${meant.section}`;
}
