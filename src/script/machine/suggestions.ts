/* The name that a script may have meant: Python 3.11's "Did you mean" at the end of NameError and AttributeError. */
import { Instance, orderOf } from './classes.ts';
import { Super } from './descriptors.ts';
import { Module, TypeObject, typeOf, type Value } from './values.ts';
import { ScriptModule } from './variables.ts';

/** The most names that are compared, and the longest one (CPython's MAX_CANDIDATE_ITEMS and MAX_STRING_SIZE). */
const MOST_NAMES = 750;
const LONGEST = 40;
/** The cost of a letter that is added, removed or replaced; of one in the other case. */
const MOVE = 2;
const CASE = 1;

/** The first of the nearest names; undefined when no name is near. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  if (names.length >= MOST_NAMES) return undefined;
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of names) {
    if (candidate === name) continue;
    // At most a third of the letters may differ.
    const most = Math.min(Math.floor(((name.length + candidate.length + 3) * MOVE) / 6), least - 1);
    const distance = distanceOf(name, candidate, most);
    if (distance > most) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

/** The cost of making one name of the other; any larger number when it is more than `most`. */
function distanceOf(a: string, b: string, most: number): number {
  if (a.length > LONGEST || b.length > LONGEST || Math.abs(a.length - b.length) * MOVE > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, k) => k * MOVE);
  for (let i = 1; i <= a.length; i++) {
    const next = [i * MOVE];
    for (let k = 1; k <= b.length; k++) {
      const replaced = row[k - 1]! + replacement(a[i - 1]!, b[k - 1]!);
      next.push(Math.min(replaced, row[k]! + MOVE, next[k - 1]! + MOVE));
    }
    row = next;
    if (Math.min(...row) > most) return most + 1;
  }
  return row[b.length]!;
}

function replacement(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE : MOVE;
}

/** The names of a value's attributes, sorted. */
export function attributeNames(object: Value): readonly string[] {
  const names = new Set<string>();
  const add = (more: Iterable<string>): void => {
    for (const name of more) names.add(name);
  };
  if (object instanceof ScriptModule) for (const [name] of object.variables()) names.add(name);
  else if (object instanceof Module) add(object.names.keys());
  else if (!(object instanceof Super)) {
    if (object instanceof Instance) add(object.attributes.keys());
    for (const type of orderOf(object instanceof TypeObject ? object : typeOf(object))) {
      add(type.attributes.keys());
      add(type.getters.keys());
    }
  }
  return [...names].sort((a, b) => (a < b ? -1 : 1));
}
