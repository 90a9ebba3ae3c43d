import type { Finding } from './fault.ts';
import type { Path } from './json/position.ts';
import { scanJson } from './json/scan.ts';

/** A tree of the wanted paths, with the offsets that were found. */
interface Place {
  key: number | undefined;
  value: number | undefined;
  readonly inside: Map<string | number, Place>;
}

/**
 * The offsets of findings in the text of their file. A missing value has the offset of the innermost object around it. The last
 * of equal keys counts, as for JSON.parse.
 */
export function offsetsOf(text: string, findings: readonly Pick<Finding, 'path' | 'atKey'>[]): readonly number[] {
  const root = newPlace();
  for (const { path } of findings) addPlace(root, path);
  scanJson(text, {
    key: (path, offset) => {
      const place = placeAt(root, path);
      if (place === undefined) return;
      forget(place);
      place.key = offset;
    },
    value: (path, offset) => {
      const place = placeAt(root, path);
      if (place !== undefined) place.value = offset;
    },
  });
  return findings.map(({ path, atKey }) => (atKey ? placeAt(root, path)?.key : undefined) ?? nearest(root, path));
}

function newPlace(): Place {
  return { key: undefined, value: undefined, inside: new Map() };
}

function addPlace(root: Place, path: Path): void {
  let place = root;
  for (const step of path) {
    const inner = place.inside.get(step) ?? newPlace();
    place.inside.set(step, inner);
    place = inner;
  }
}

function placeAt(root: Place, path: Path): Place | undefined {
  let place: Place | undefined = root;
  for (let k = 0; k < path.length && place !== undefined; k++) place = place.inside.get(path[k] as string | number);
  return place;
}

function nearest(root: Place, path: Path): number {
  let offset = root.value ?? 0;
  let place: Place | undefined = root;
  for (const step of path) {
    place = place.inside.get(step);
    if (place?.value === undefined) break;
    offset = place.value;
  }
  return offset;
}

/** Forgets the offsets of an earlier key that is the same. */
function forget(place: Place): void {
  place.key = undefined;
  place.value = undefined;
  for (const inner of place.inside.values()) forget(inner);
}
