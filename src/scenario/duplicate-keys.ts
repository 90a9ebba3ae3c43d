import type { Fault } from './fault.ts';
import { scanJson } from './json/scan.ts';
import { limits } from './limits.ts';
import { printPath } from './json/path.ts';
import { sectionKeys } from './schema.ts';
import { quoted } from './wording.ts';

/** A fault at an offset into the text. */
export interface OffsetFault {
  readonly offset: number;
  readonly fault: Fault;
}

/**
 * JSON lets the last of two equal keys win in silence; a person who edits a file by hand wants to know. Only keys that
 * the schema knows are looked at: any other is a fault already. Throws a JsonFault where the text is not JSON.
 */
export function duplicateKeys(text: string): readonly OffsetFault[] {
  const faults: OffsetFault[] = [];
  const seen = new Set<string>();
  scanJson(text, {
    key: (path, offset) => {
      const [section, key] = path.length === 1 ? ['', path[0]] : path;
      if (path.length > 2 || typeof key !== 'string' || !sectionKeys.get(`${section}`)?.includes(key)) return;
      const printed = printPath(path);
      if (seen.has(printed) && faults.length <= limits.faults) {
        const found = `${quoted(key)} again`;
        faults.push({ offset, fault: { path: printPath(path.slice(0, -1)), expected: 'each key once', found } });
      }
      seen.add(printed);
      // A section that comes again begins anew.
      if (path.length === 1) for (const own of sectionKeys.get(key) ?? []) seen.delete(`${key}.${own}`);
    },
  });
  return faults;
}
