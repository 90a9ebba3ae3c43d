import { printCell } from '../language/change.ts';
import { nearDistance } from '../language/similar.ts';
import { quoted } from '../language/wording.ts';
import { cellMeant, parseCell } from './cell.ts';
import type { Finding, ValueFault } from './fault.ts';
import { type Path, printPath, sectionAt, valueAt } from './json/position.ts';
import { scanJson } from './json/scan.ts';
import { limits } from './limits.ts';
import { type SectionKeys, sectionKeys, setSection } from './schema.ts';

/*
 * Unknown keys, the known keys that were probably meant, and keys that an object has twice.
 */

/** Names that the tutorial, NumPy and other libraries use for our keys. */
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

const CLIPPED_BY_NORM = '"clip": {"what": "gradients", "by": "norm", "limit": N}';

/** Names that other libraries use for a setting that is written as an object here, with how it is written. */
const WRITTEN_AS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    batchsize: '"batch": {"size": N}',
    batchorder: '"batch": {"order": …}',
    momentum: '"optimizer": {"name": "momentum", "momentum": N}',
    hiddensize: '"network": {"hidden": [N]}',
    hiddenunits: '"network": {"hidden": [N]}',
    units: '"network": {"hidden": [N]}',
    testfraction: '"data": {"test": {"fraction": N}}',
    testsize: '"data": {"test": {"fraction": N}}',
    validationsplit: '"data": {"test": {"fraction": N}}',
    earlystopping: '"stop": {"noImprovementFor": N}',
    ...Object.fromEntries(
      ['norm', 'maxnorm', 'clipnorm', 'clipgradnorm', 'maxgradnorm'].map((name) => [name, CLIPPED_BY_NORM]),
    ),
    clipvalue: '"clip": {"what": "gradients", "limit": N}',
  }),
);

/** The other kind of key in `set`, beside settings. */
const A_CELL = 'a cell such as syn0[0,2]';

/** A key of the schema: `hidden` in the section `network`. The section of the scenario itself is empty. */
interface KnownKey {
  readonly section: string;
  readonly key: string;
}

export interface UnknownKey {
  readonly finding: Finding;
  /** The paths at which the schema reports the meant key as missing: that of its section, and its own. */
  readonly meant: readonly Path[];
}

/**
 * Findings about unknown keys of an object: at most one more than are reported, because an object may have a million keys.
 * @param path the path of the object.
 */
export function unknownKeys(path: Path, keys: readonly string[], sections = sectionKeys): readonly UnknownKey[] {
  const section = sectionAt(path);
  const known = sections.get(section) ?? [];
  const isSet = section === setSection;
  const expected = isSet ? `${known.join(', ')} or ${A_CELL}` : `one of ${known.join(', ')}`;
  return keys.slice(0, limits.faults + 1).map((key) => {
    const cell = isSet ? cellMeant(key) : undefined;
    const written = isSet ? undefined : WRITTEN_AS.get(key.slice(0, 50).toLowerCase().replace(/[ _-]/g, ''));
    const near = cell === undefined ? meantKey(sections, section, key) : { section, key: printCell(cell) };
    // A key of this object that is near is meant rather than one that is written otherwise.
    const meant = written !== undefined && near?.section !== section ? undefined : near;
    const advice =
      meant === undefined
        ? written && `write ${written}`
        : `did you mean ${quoted(meant.key)}${placeOf(section, meant)}?`;
    return {
      finding: { path: [...path, key], atKey: true, expected, found: quoted(key), advice },
      meant: meant === undefined ? [] : pathsTo(meant, section, path),
    };
  });
}

/** The paths of a key and its section. A misspelt key would otherwise be reported twice: as unknown here, as missing there. */
function pathsTo({ section, key }: KnownKey, own: string, path: Path): readonly Path[] {
  if (section === '') return [[key]];
  const inner = insideOf(own, section);
  const around = section === own ? path : inner === undefined ? [section] : [...path, inner];
  return [around, [...around, key]];
}

/** `set` for `changes[].set` in `changes[]`; undefined for a section that is not inside the other. */
function insideOf(outer: string, section: string): string | undefined {
  return outer !== '' && section.startsWith(`${outer}.`) ? section.slice(outer.length + 1) : undefined;
}

/** The nearest known key; of equally near keys one of the same section, then one of a section inside it. */
function meantKey(sections: SectionKeys, section: string, key: string): KnownKey | undefined {
  const lower = key.slice(0, 50).toLowerCase();
  const other = [`${section}.${lower}`, lower].find((name) => Object.hasOwn(OTHER_NAMES, name));
  const word = other === undefined ? lower : (OTHER_NAMES[other] as string);
  const candidates = [...sections].flatMap(([own, known]) => known.map((one) => ({ section: own, key: one })));
  return candidates
    .flatMap((candidate) => {
      const distance = nearDistance(word, candidate.key);
      const isNear = distance !== undefined && (candidate.section === section || distance <= mostElsewhere(candidate));
      return isNear ? [{ candidate, distance }] : [];
    })
    .sort((one, other) => one.distance - other.distance || remoteness(one.candidate) - remoteness(other.candidate))[0]
    ?.candidate;

  function remoteness(candidate: KnownKey): number {
    if (candidate.section === section) return 0;
    return insideOf(section, candidate.section) === undefined ? 2 : 1;
  }
}

/** Wrong letters that a key may have when it is in the wrong section, too: none in a short one, which is near many words: `norm` and `form`. */
function mostElsewhere({ key }: KnownKey): number {
  return key.length < 5 ? 0 : 1;
}

function placeOf(section: string, meant: KnownKey): string {
  if (meant.section === section) return '';
  if (meant.section === '') return ' outside of this object';
  return ` in ${insideOf(section, meant.section) ?? meant.section.replaceAll('[]', '')}`;
}

/** True when `set` may have a key: that of a setting, or of a cell. The program need not have the cell. */
function isSettable(key: string): boolean {
  return sectionKeys.get(setSection)?.includes(key) === true || parseCell(key) !== undefined;
}

/** True when `unknownSettings` reports the value at a path. */
export function isUnknownSetting(path: Path): boolean {
  const key = path.at(-1);
  return typeof key === 'string' && !isSettable(key) && sectionAt(path.slice(0, -1)) === setSection;
}

/** The unknown keys of `set`, at most a few more than are reported. The schema takes each of them for a cell. */
export function unknownSettings(draft: unknown): readonly UnknownKey[] {
  const changes = valueAt(draft, ['changes']);
  if (!Array.isArray(changes) || changes.length > limits.changes) return [];
  const unknown: UnknownKey[] = [];
  for (let index = 0; index < changes.length && unknown.length <= limits.faults; index++) {
    const set = valueAt(changes[index], ['set']);
    if (typeof set !== 'object' || set === null || Array.isArray(set)) continue;
    const keys = Object.keys(set).filter((key) => !isSettable(key));
    unknown.push(...unknownKeys(['changes', index, 'set'], keys));
  }
  return unknown;
}

/** Steps to the innermost object with known keys: `changes[0].set`. */
const DEEPEST = 3;

/** A fault at an offset into the text. */
export interface OffsetFault {
  readonly offset: number;
  readonly fault: ValueFault;
  /** The path of a key that an object has twice. */
  readonly path?: Path;
}

/**
 * Known keys that an object has twice. JSON.parse silently takes the last one. Unknown keys are faults already.
 * @param isKnown true for a key of a section of the file.
 * @throws JsonFault when the text is not JSON.
 */
export function duplicateKeys(text: string, isKnown = isKnownKey): readonly OffsetFault[] {
  const faults: OffsetFault[] = [];
  /** By depth: the keys so far of the object that is open there. */
  const seen: (Set<string> | undefined)[] = [];
  scanJson(text, {
    value: (path) => {
      if (path.length <= DEEPEST) seen[path.length] = undefined;
    },
    key: (path, offset) => {
      const depth = path.length - 1;
      const key = path[depth];
      if (depth > DEEPEST || typeof key !== 'string') return;
      const around = path.slice(0, depth);
      if (!isKnown(sectionAt(around), key)) return;
      seen[depth] ??= new Set();
      if (seen[depth].has(key) && faults.length <= limits.faults) {
        const found = `${quoted(key)} again`;
        faults.push({
          path: [...around, key],
          offset,
          fault: { path: printPath(around), expected: 'each key once', found },
        });
      }
      seen[depth].add(key);
    },
  });
  return faults;
}

function isKnownKey(section: string, key: string): boolean {
  // The keys of data depend on where the data come from.
  if (section === 'data' || section.startsWith('data.')) return true;
  return section === setSection ? isSettable(key) : sectionKeys.get(section)?.includes(key) === true;
}
