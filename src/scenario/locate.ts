import type { Finding } from './finding.ts';
import type { Path } from './json/path.ts';
import { scanJson } from './json/scan.ts';

/** A path of interest, as a tree of its steps. */
interface Place {
  key: number | undefined;
  value: number | undefined;
  readonly inside: Map<string | number, Place>;
}

/**
 * The offsets of findings in the text they were found in, in their order. What is missing is placed at the nearest
 * object around it that is there; of equal keys the last counts, as it does for JSON.parse.
 */
export function offsetsOf(text: string, findings: readonly Finding[]): readonly number[] {
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

/** A key that comes again begins anew. */
function forget(place: Place): void {
  place.key = undefined;
  place.value = undefined;
  for (const inner of place.inside.values()) forget(inner);
}
