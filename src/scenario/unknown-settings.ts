import { parseCell } from './cell.ts';
import { type Path, sectionAt, valueAt } from './json/path.ts';
import { limits } from './limits.ts';
import { sectionKeys, setSection } from './schema.ts';
import { type UnknownKey, unknownKeys } from './unknown-keys.ts';

/** Whether `set` may have a key: it names a setting, or a cell, which the program need not have. */
export function isSettable(key: string): boolean {
  return sectionKeys.get(setSection)?.includes(key) === true || parseCell(key) !== undefined;
}

/** Whether a path leads to a value that `unknownSettings` tells of. */
export function isUnknownSetting(path: Path): boolean {
  const key = path.at(-1);
  return typeof key === 'string' && !isSettable(key) && sectionAt(path.slice(0, -1)) === setSection;
}

/** Keys of `set` that it may not have, and that the schema lets pass; no more of them than are told. */
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
