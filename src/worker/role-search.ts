import { type ScriptOptions, ScriptRun } from '../script/machine/script-run.ts';
import { findingRoles, type Roles } from '../script/roles/find.ts';
import { type NamedRoles, parseNamedRoles, withNamed } from '../script/roles/named.ts';
import type { Module as Tree } from '../script/syntax/tree.ts';

/** Length of a slice of the search. */
const SLICE_MS = 8;
/** The search takes at most this long: an instruction may work on a large array. */
const MOST_MS = 20_000;

/** The search for the roles of a script, in slices: the script runs beside it. */
export class RoleSearch {
  /** The time at which it began. */
  readonly since: number;
  readonly #tree: Tree;
  readonly #options: ScriptOptions;
  readonly #named: string | undefined;
  readonly #now: () => number;
  /** The run that is observed. */
  readonly run: ScriptRun;
  readonly #pieces: Generator<void, Roles | undefined>;
  /** Milliseconds that it has taken. */
  #spent = 0;

  /**
   * @param named roles that a person has named, which take the place of those that are found
   * @param answers those that a person has given to `input` so far
   */
  constructor(
    tree: Tree,
    options: ScriptOptions,
    named: string | undefined,
    answers: readonly string[],
    now: () => number,
  ) {
    this.#tree = tree;
    this.#options = options;
    this.#named = named;
    this.#now = now;
    this.run = new ScriptRun(tree, options);
    this.run.state.answers.push(...answers);
    this.#pieces = findingRoles(this.run, tree);
    this.since = now();
  }

  /**
   * Searches for a slice. Returns undefined until the end, and then the roles, if there are any. Without any, it `asks` where an answer to
   * `input` is needed to continue.
   */
  search(): { readonly roles: Roles | undefined; readonly asks: boolean } | undefined {
    const begun = this.#now();
    for (let now = begun; now < begun + SLICE_MS; now = this.#now()) {
      const { done, value } = this.#pieces.next();
      if (done !== true && this.#spent + now - begun < MOST_MS) continue;
      const found = done === true ? value : undefined;
      const roles = withNamedRoles(found, this.#named, this.#tree, this.#options);
      return { roles, asks: roles === undefined && this.run.isAsking };
    }
    this.#spent += this.#now() - begun;
    return undefined;
  }
}

/** Roles in the form of the option `--roles`. */
export function namedIn(text: string | undefined): NamedRoles | undefined {
  const named = text === undefined ? undefined : parseNamedRoles(text);
  return typeof named === 'string' ? undefined : named;
}

/** The roles with those that a person has named, in the form of the option `--roles`. */
export function withNamedRoles(
  found: Roles | undefined,
  named: string | undefined,
  tree: Tree,
  options: ScriptOptions,
): Roles | undefined {
  const own = namedIn(named);
  return own === undefined ? found : withNamed(found, own, new ScriptRun(tree, options).state.frame.code);
}
