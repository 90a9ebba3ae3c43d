/*
 * Roles that a person names, in place of those that are found: `weights=a,b error=e prediction=p target=t inputs=X`. `iteration=12` names
 * the line of a training loop; each one after the first begins the roles of another loop: `iteration=12 iteration=30 weights=c`.
 */
import { Code } from '../machine/code.ts';
import { type Roles, rolesFrom } from './find.ts';
import { type Loop, loopsOf } from './loops.ts';
import { type Path, parsePath } from './path.ts';

export interface NamedRoles {
  /** The data that the first products with weights read. */
  readonly inputs?: readonly Path[] | undefined;
  /** Inputs and targets of the test set. */
  readonly test?: readonly Path[] | undefined;
  readonly weights?: readonly Path[];
  readonly biases?: readonly Path[];
  readonly prediction?: Path;
  readonly target?: Path;
  /** The difference of target and prediction, where they have no names. */
  readonly error?: Path;
  /** The line, from 1, of the loop whose passes are the iterations. */
  readonly iteration?: number | undefined;
  /** Those of other training loops. */
  readonly others?: readonly NamedRoles[];
}

type Own = { -readonly [Name in keyof NamedRoles]: NamedRoles[Name] };

const LISTS = ['weights', 'biases', 'inputs', 'test'] as const;
const SINGLE = ['prediction', 'target', 'error'] as const;

/** Reads roles. @returns the fault of a text that has none. */
export function parseNamedRoles(text: string): NamedRoles | string {
  const first: Own = {};
  const others: Own[] = [];
  let roles = first;
  for (const part of text.trim().split(/\s+/)) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (name === 'iteration') {
      if (!/^[1-9]\d{0,8}$/.test(value))
        return `iteration: expected the line of a loop, found ${JSON.stringify(value)}`;
      if (roles.iteration !== undefined) {
        roles = {};
        others.push(roles);
      }
      roles.iteration = Number(value);
      continue;
    }
    const list = LISTS.find((each) => each === name);
    const single = SINGLE.find((each) => each === name);
    if (list === undefined && single === undefined) {
      return `expected ${[...LISTS, ...SINGLE].join(', ')} or iteration before =, found ${JSON.stringify(part)}`;
    }
    const paths: Path[] = [];
    for (const each of value.split(',')) {
      const path = parsePath(each);
      if (path === undefined)
        return `${name}: expected a name, such as w1 or net.layers[0].w, found ${JSON.stringify(each)}`;
      paths.push(path);
    }
    if (list !== undefined) roles[list] = paths;
    else if (single !== undefined && paths.length === 1) roles[single] = paths[0] as Path;
    else return `${name}: expected one name, found ${paths.length}`;
  }
  for (const { test } of [first, ...others]) {
    if (test !== undefined && test.length !== 2)
      return 'test: expected the inputs and the targets, such as test=X_test,y_test';
  }
  const lines = [first, ...others].map(({ iteration }) => iteration);
  const twice = lines.find((line, at) => line !== undefined && lines.indexOf(line) !== at);
  if (twice !== undefined) return `iteration: line ${twice} is named twice`;
  return others.length === 0 ? first : { ...first, others };
}

/** The roles that were found, with those that a person has named in their places; undefined without a loop to count. */
export function withNamed(found: Roles | undefined, named: NamedRoles, main: Code): Roles | undefined {
  const loop = named.iteration === undefined ? found?.loop : loopAt(main, named.iteration);
  if (loop === undefined) return undefined;
  const { prediction, target, error } = named;
  const read = prediction !== undefined && target !== undefined ? { prediction, target } : error && { error };
  return rolesFrom({
    ...{ memory: [], learningRate: undefined, meeting: undefined },
    ...found,
    loop,
    weights: named.weights ?? found?.weights ?? [],
    biases: named.biases ?? found?.biases ?? [],
    ...(read === undefined ? {} : { read, meeting: undefined }),
    isOfAnother: named.iteration !== undefined && (found?.loop.start !== loop.start || found.loop.line !== loop.line),
  });
}

/** The names that a person has given to a loop. @param isFirst true for the first loop that trains */
export function namedFor(named: NamedRoles, loop: Loop, isFirst: boolean): NamedRoles {
  const all = [named, ...(named.others ?? [])];
  return all.find(({ iteration }) => iteration === loop.line) ?? (isFirst ? named : {});
}

/** The loop with its head at a line. */
function loopAt(code: Code, line: number): Loop | undefined {
  for (const loop of loopsOf(code)) if (loop.line === line) return loop;
  for (const value of code.consts) {
    const found = value instanceof Code ? loopAt(value, line) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
