import { quoted } from '../language/wording.ts';
import type { ValueFault } from './fault.ts';
import { printPath, sectionAt } from './json/path.ts';
import { scanJson } from './json/scan.ts';
import { limits } from './limits.ts';
import { sectionKeys, setSection } from './schema.ts';
import { isSettable } from './unknown-settings.ts';

/** How many steps it is to the innermost object with known keys: `changes[0].set`. */
const DEEPEST = 3;

/** A fault at an offset into the text. */
export interface OffsetFault {
  readonly offset: number;
  readonly fault: ValueFault;
}

/**
 * JSON lets the last of two equal keys win in silence; a person who edits a file by hand wants to know. Only keys that
 * the schema knows are looked at: any other is a fault already. Throws a JsonFault where the text is not JSON.
 */
export function duplicateKeys(text: string): readonly OffsetFault[] {
  const faults: OffsetFault[] = [];
  /** By depth, the keys so far of the object that is open there. */
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
      if (!isKnownKey(sectionAt(around), key)) return;
      seen[depth] ??= new Set();
      if (seen[depth].has(key) && faults.length <= limits.faults) {
        const found = `${quoted(key)} again`;
        faults.push({ offset, fault: { path: printPath(around), expected: 'each key once', found } });
      }
      seen[depth].add(key);
    },
  });
  return faults;
}

function isKnownKey(section: string, key: string): boolean {
  // Which keys data have depends on where they come from.
  if (section === 'data' || section.startsWith('data.')) return true;
  return section === setSection ? isSettable(key) : sectionKeys.get(section)?.includes(key) === true;
}
