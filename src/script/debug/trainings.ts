/*
 * The trainings of a script: each time that its training loop is entered, one begins, with an error curve of its own. A training
 * is named by the values with which it begins and that differ from those of the others: the learning rate, the variables of the loops
 * around it, the arguments of its calls.
 */
import { type ErrorCurve, ErrorRecord } from '../../engine/observers/error-record.ts';
import type { CallView, ScriptRun } from '../machine/script-run.ts';
import { variablesIn } from '../machine/state.ts';
import { HeapObject, type Value } from '../machine/values.ts';
import { NumpyScalar } from '../numpy/ndarray.ts';
import { follow, parsePath } from '../roles/path.ts';
import { isNode, type Node, type Module as Tree } from '../syntax/tree.ts';
import { gistOf } from './line-values.ts';

/** The most trainings of which each has a curve. A script that enters its loop more often has one curve for all. */
export const MOST_TRAININGS = 64;
/** The most names in the name of a training. */
const MOST_NAMES = 2;
/** The longest text of a value in a name. */
const MOST_TEXT = 24;

export interface Training {
  /** Completed iterations, and executed lines, of the script where it begins. */
  readonly from: number;
  readonly lines: number;
  /** The most iterations of it that were ever completed. */
  readonly iterations: number;
  /** Its errors, by its own iterations, from 0. */
  readonly errors: ErrorRecord;
  /** Values with which it begins, as texts, by their names. */
  readonly begins: ReadonlyMap<string, string>;
}

type Own = Training & { iterations: number };

export class Trainings {
  readonly #loops: readonly AroundLoop[];
  #all: Own[] = [];
  #count = 0;

  constructor(tree: Tree) {
    this.#loops = loopsIn(tree);
  }

  /** The trainings that have begun; undefined where there are more than `MOST_TRAININGS`. */
  get all(): readonly Training[] | undefined {
    return this.#count > MOST_TRAININGS ? undefined : this.#all;
  }

  /** A training, from 1; undefined before the first, and where there are too many. */
  at(number: number): Training | undefined {
    return this.all?.[number - 1];
  }

  /**
   * A training begins; a replay begins one that is known.
   * @param number from 1.
   * @param learningRate its text in the script.
   */
  begin(number: number, from: number, lines: number, run: ScriptRun, learningRate: string | undefined): void {
    if (number <= this.#count) return;
    this.#count = number;
    if (number > MOST_TRAININGS) {
      this.#all = [];
      return;
    }
    const begins = valuesAt(run, this.#loops, learningRate);
    this.#all.push({ from, lines, iterations: 0, errors: new ErrorRecord(), begins });
  }

  /**
   * An iteration of a training completes, for the first time.
   * @param iteration of the script, from 0.
   * @param measure the error; undefined where there is none.
   */
  complete(number: number, iteration: number, measure: (() => number) | undefined): void {
    const training = this.#all[number - 1];
    if (training === undefined) return;
    const own = iteration - training.from;
    if (measure !== undefined) training.errors.record(own, measure);
    training.iterations = own + 1;
  }

  /** Measures the newest error of each, before the values change from which it is measured. */
  measureNow(): void {
    for (const { errors } of this.#all) errors.measureNow();
  }

  /**
   * Forgets an iteration of the script and all after it: they run again, with other values.
   * @param number the training of that position.
   */
  forgetFrom(number: number, iteration: number, measure: () => number): void {
    if (this.all === undefined) return;
    this.#count = number;
    this.#all.length = number;
    const training = this.#all[number - 1];
    if (training === undefined) return;
    const own = iteration - training.from;
    if (own >= training.iterations) return;
    training.errors.forgetFrom(own, measure);
    training.iterations = own;
  }
}

/** The errors of a training that has measured some; of the whole run otherwise. */
export function curveOf(training: Training | undefined, whole: ErrorRecord): ErrorCurve {
  return (training?.errors ?? whole).curve();
}

/** Names for trainings: the values in which each differs: `alpha = 0.1`. Empty where nothing differs. */
export function trainingNames(trainings: readonly Pick<Training, 'begins'>[]): readonly string[] {
  const names = [...new Set(trainings.flatMap(({ begins }) => [...begins.keys()]))];
  const textsOf = (name: string): readonly (string | undefined)[] => trainings.map(({ begins }) => begins.get(name));
  const countOf = (name: string): number => new Set(textsOf(name)).size;
  const telling = names.filter((name) => countOf(name) > 1);
  // One that tells all of them apart suffices; the order of the names is that of their meaning.
  const single = telling.find((name) => countOf(name) === trainings.length);
  const shown = single === undefined ? telling.slice(0, MOST_NAMES) : [single];
  return trainings.map(({ begins }) =>
    shown
      .flatMap((name) => {
        const text = begins.get(name);
        return text === undefined ? [] : [`${name} = ${text}`];
      })
      .join(', '),
  );
}

/** A `for` loop: the stretch of its body, and the names that it assigns. */
interface AroundLoop {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

function loopsIn(tree: Tree): readonly AroundLoop[] {
  const found: AroundLoop[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each);
      return;
    }
    if (!isNode(value)) return;
    const { kind, body, target } = value;
    if (kind === 'for' && Array.isArray(body) && body.length > 0) {
      const [first, last] = [body[0] as Node, body.at(-1) as Node];
      found.push({ from: first.from, to: last.to, names: namesIn(target) });
    }
    for (const part of [body, value['otherwise'], value['handlers'], value['finally']]) visit(part);
  };
  visit(tree.body);
  return found;
}

/** The names that a target assigns. */
function namesIn(target: unknown): readonly string[] {
  if (!isNode(target)) return [];
  if (target.kind === 'name') return [String(target['name'])];
  const { items } = target;
  return Array.isArray(items) ? items.flatMap(namesIn) : [];
}

/** The learning rate, the variables of the loops around the present instruction, and the arguments of its calls. */
function valuesAt(
  run: ScriptRun,
  loops: readonly AroundLoop[],
  learningRate: string | undefined,
): ReadonlyMap<string, string> {
  const { calls, globals } = run;
  const file = calls.at(-1)?.file;
  const values = new Map<string, string>();
  const add = (name: string, value: Value | undefined): void => {
    const text = value === undefined || values.has(name) ? undefined : textOf(value);
    if (text !== undefined) values.set(name, text);
  };
  if (learningRate !== undefined) add(learningRate, valueIn(learningRate, calls, globals));
  const around = [...calls].reverse().filter((call) => call.file === file);
  for (const { place, variables } of around) {
    const own = loops.filter(({ from, to }) => from <= place.from && place.from < to);
    for (const name of own.flatMap(({ names }) => names)) add(name, variables.get(name) ?? globals.get(name));
  }
  const { frames, depth, stack } = run.state;
  for (const frame of frames.slice(0, depth + 1)) {
    const { code } = frame;
    if (code.kind !== 'function' || code.hidden) continue;
    const variables = new Map(variablesIn(frame, stack));
    for (const name of code.slots.slice(0, code.positional + code.keywordOnly)) add(name, variables.get(name));
  }
  return values;
}

/** The value of a path in the innermost call that has its variable, or among the global ones. */
export function valueIn(
  text: string,
  calls: readonly CallView[],
  globals: ReadonlyMap<string, Value>,
): Value | undefined {
  const path = parsePath(text);
  if (path === undefined) return undefined;
  const call = calls.find(({ variables }) => variables.has(path.variable));
  const value = (call?.variables ?? globals).get(path.variable);
  return value === undefined ? undefined : follow(value, path.steps);
}

/** A single value as a short text. */
function textOf(value: Value): string | undefined {
  if (value instanceof HeapObject && !(value instanceof NumpyScalar)) return undefined;
  const { single, isWhole = false } = gistOf(value);
  if (single === undefined || single === null) return undefined;
  if (typeof single === 'boolean') return single ? 'True' : 'False';
  if (typeof single === 'string') return JSON.stringify(single.slice(0, MOST_TEXT));
  return isWhole ? String(single) : String(Number(single.toPrecision(6)));
}
