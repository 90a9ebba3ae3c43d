/* The seeds that a script gives to its random streams, and another number in their place. */
import { HeapObject, objectType, TypeObject } from './values.ts';

/** A seed of a script: the line that gives it, the number there, and the one that is used. */
export interface UsedSeed {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly own: number;
  readonly used: number;
}

/** Numbers of seeds. */
const ALL = 2 ** 32;
/** The most lines whose seeds are known. */
const MOST_LINES = 8;

const seedsType = new TypeObject('seeds', objectType);

/** The seeds so far. They are a part of the state of a run, and copied with it. */
export class Seeds extends HeapObject {
  /** The last seed of each line, in the order of the lines' first ones. */
  readonly lines: UsedSeed[] = [];
  #first: number | undefined;

  get type(): TypeObject {
    return seedsType;
  }
  override copy(): Seeds {
    const copy = new Seeds();
    copy.lines.push(...this.lines);
    copy.#first = this.#first;
    return copy;
  }

  /**
   * The number in place of a seed. The first one gets the number that a person has given; the later ones are moved as far, so that
   * different seeds stay different.
   */
  use(own: number, named: number | undefined, file: string, line: number): number {
    this.#first ??= own;
    const used = movedSeed(own, this.#first, named);
    const known = this.lines.findIndex((seed) => seed.line === line && seed.file === file);
    if (known >= 0) this.lines[known] = { file, line, own, used };
    else if (this.lines.length < MOST_LINES) this.lines.push({ file, line, own, used });
    return used;
  }
}

/** A seed of a script whose first seed is `first`, with `named` in its place. */
export function movedSeed(own: number, first: number, named: number | undefined): number {
  if (named === undefined || own >= ALL || first >= ALL) return own;
  return (own + (named - first) + ALL) % ALL;
}
