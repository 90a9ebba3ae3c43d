import leven from 'leven';
import { printCell } from '../language/change.ts';
import { quoted } from '../language/wording.ts';
import { cellMeant } from './cell.ts';
import type { Finding } from './finding.ts';
import { type Path, sectionAt } from './json/path.ts';
import { limits } from './limits.ts';
import { type SectionKeys, sectionKeys, setSection } from './schema.ts';

/** What people call things elsewhere: in the tutorial, in numpy and in other libraries. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  x: 'inputs',
  y: 'targets',
  outputs: 'targets',
  labels: 'targets',
  sep: 'delimiter',
  separator: 'delimiter',
  samples: 'examples',
  layers: 'hidden',
  alpha: 'learningRate',
  lr: 'learningRate',
  epochs: 'iterations',
  title: 'name',
  'changes[].iteration': 'at',
  'changes[].iterations': 'at',
  'changes[].after': 'at',
};

/** What `set` takes beside its settings. */
const A_CELL = 'a cell such as syn0[0,2]';

/** A key of the schema: `hidden` of `network`; the section is empty for the keys of the scenario itself. */
interface KnownKey {
  readonly section: string;
  readonly key: string;
}

/** An unknown key, and where the key that seems to be meant would be missed: its own path and that of its section. */
export interface UnknownKey {
  readonly finding: Finding;
  readonly meant: readonly Path[];
}

/** What is said of keys that the object at a path should not have. */
export function unknownKeys(path: Path, keys: readonly string[], sections = sectionKeys): readonly UnknownKey[] {
  const section = sectionAt(path);
  const known = sections.get(section) ?? [];
  const isSet = section === setSection;
  const expected = isSet ? `${known.join(', ')} or ${A_CELL}` : `one of ${known.join(', ')}`;
  // One more than is told; an object may hold a million.
  return keys.slice(0, limits.faults + 1).map((key) => {
    const cell = isSet ? cellMeant(key) : undefined;
    const meant = cell === undefined ? meantKey(sections, section, key) : { section, key: printCell(cell) };
    const advice = meant === undefined ? undefined : `did you mean ${quoted(meant.key)}${whereabouts(section, meant)}?`;
    return {
      finding: { path: [...path, key], atKey: true, expected, found: quoted(key), advice },
      meant: meant === undefined ? [] : pathsTo(meant, section, path),
    };
  });
}

/**
 * The paths at which a key and its section would be missed. A key that is misspelt or out of place would otherwise be
 * told of twice: as unknown, and as missing where it belongs.
 */
function pathsTo({ section, key }: KnownKey, own: string, path: Path): readonly Path[] {
  if (section === '') return [[key]];
  const inner = insideOf(own, section);
  const around = section === own ? path : inner === undefined ? [section] : [...path, inner];
  return [around, [...around, key]];
}

/** `set` of `changes[]` for `changes[].set`: undefined for a section that is not part of the other. */
function insideOf(outer: string, section: string): string | undefined {
  return outer !== '' && section.startsWith(`${outer}.`) ? section.slice(outer.length + 1) : undefined;
}

/** The nearest known key, of the same section or of one inside of it rather than of another. */
function meantKey(sections: SectionKeys, section: string, key: string): KnownKey | undefined {
  const lower = key.slice(0, 50).toLowerCase();
  const other = [`${section}.${lower}`, lower].find((name) => Object.hasOwn(OTHER_NAMES, name));
  const word = other === undefined ? lower : (OTHER_NAMES[other] as string);
  const candidates = [...sections].flatMap(([own, known]) => known.map((one) => ({ section: own, key: one })));
  return candidates
    .map((candidate) => ({ candidate, distance: leven(word.toLowerCase(), candidate.key.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= tolerance(candidate, section) && distance < word.length)
    .sort((one, other) => one.distance - other.distance || nearness(one.candidate) - nearness(other.candidate))[0]
    ?.candidate;

  function nearness(candidate: KnownKey): number {
    if (candidate.section === section) return 0;
    return insideOf(section, candidate.section) === undefined ? 2 : 1;
  }
}

/** Wrong letters allowed in a key: fewer when it would also have to be in the wrong place. */
function tolerance({ section, key }: KnownKey, own: string): number {
  if (section !== own) return 1;
  return Math.max(2, Math.floor(key.length / 3));
}

function whereabouts(section: string, meant: KnownKey): string {
  if (meant.section === section) return '';
  if (meant.section === '') return ' outside of this object';
  return ` in ${insideOf(section, meant.section) ?? meant.section.replaceAll('[]', '')}`;
}
