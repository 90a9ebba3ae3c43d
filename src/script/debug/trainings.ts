/*
 * The trainings of a script: each time that a training loop is entered, one begins, with an error curve of its own. A training
 * is named by its loop, where there are several, and by the values with which it begins and that differ from those of the others in the
 * same loop: the learning rate, the variables of the loops around it, the arguments of its calls, or else the shapes of its weights.
 */
import { type ErrorCurve, ErrorRecord } from '../../engine/observers/error-record.ts';
import { targetsKey } from '../../language/targets-key.ts';
import { variablesIn } from '../machine/frame.ts';
import type { CallView, ScriptRun } from '../machine/script-run.ts';
import { HeapObject, type Value } from '../machine/values.ts';
import { NdArray, NumpyScalar } from '../numpy/ndarray.ts';
import type { Roles } from '../roles/find.ts';
import { follow, type Path, parsePath, readPath } from '../roles/path.ts';
import { isNode, type Node, type Module as Tree } from '../syntax/tree.ts';
import { gistOf } from './line-values.ts';
import { numberOf, numbersOf } from './numbers.ts';

/** The most trainings of which each has a curve. A script that enters its loop more often has one curve for all. */
export const MOST_TRAININGS = 64;
/** The most variables in the name of a training. */
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
  /** The learning rate with which it begins; undefined where it is not known. */
  readonly rate: number | undefined;
  readonly loop: TrainingLoop;
  /** The iteration since which it is solved; null where there is no verdict. */
  readonly solvedAt: number | undefined | null;
  /** The shapes of its weights: `3×4, 4×1`; empty where it begins without them. */
  readonly shapes: string;
  /** A text that is equal for trainings with equal targets; undefined before their first error. */
  readonly targets: string | undefined;
}

/** The place of a training loop: its function, if it is in one, and its line, from 1. */
interface TrainingLoop {
  readonly call: string | undefined;
  readonly line: number;
}

type Own = { -readonly [Name in keyof Training]: Training[Name] };

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
   * @param roles those of this training.
   */
  begin(number: number, from: number, lines: number, run: ScriptRun, roles: Roles): void {
    if (number <= this.#count) return;
    this.#count = number;
    if (number > MOST_TRAININGS) {
      this.#all = [];
      return;
    }
    const rate = roles.learningRate;
    const begins = valuesAt(run, this.#loops, rate?.text);
    const begun = rate && valueIn(rate.text, run.calls, run.globals);
    const { code, line } = roles.loop;
    const loop = { call: code.kind === 'function' ? code.name : undefined, line };
    const shapes = shapesOf(run, roles.weights);
    this.#all.push({
      ...{
        from,
        lines,
        iterations: 0,
        errors: new ErrorRecord(),
        begins,
        loop,
        shapes,
        solvedAt: null,
        targets: undefined,
      },
      rate: begun === undefined ? rate?.value : numberOf(begun),
    });
  }

  /**
   * An iteration of a training completes, for the first time.
   * @param iteration of the script, from 0.
   * @param measure the error; undefined where there is none.
   * @param solvedAt the iteration since which the training is solved; null where there is no verdict.
   * @param targets reads the targets of the iteration; undefined where only errors are known.
   */
  complete(
    number: number,
    iteration: number,
    measure: (() => number) | undefined,
    solvedAt: number | undefined | null,
    targets?: () => ArrayLike<number> | undefined,
  ): void {
    const training = this.#all[number - 1];
    if (training === undefined) return;
    const own = iteration - training.from;
    if (measure !== undefined) training.errors.record(own, measure);
    if (measure !== undefined && training.targets === undefined) {
      const met = targets?.();
      training.targets = met === undefined ? `line ${training.loop.line}` : targetsKey(met);
    }
    training.iterations = own + 1;
    training.solvedAt = solvedAt;
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
    if (own === 0) training.targets = undefined;
  }
}

/** The errors of a training that has measured some; of the whole run otherwise. */
export function curveOf(training: Training | undefined, whole: ErrorRecord): ErrorCurve {
  return (training?.errors ?? whole).curve();
}

type Named = Pick<Training, 'begins' | 'loop' | 'shapes'>;

/** Names for trainings: their loops, where there are several, and the values in which each differs. Empty where nothing differs. */
export function trainingNames(trainings: readonly Named[]): readonly string[] {
  const lines = [...new Set(trainings.map(({ loop }) => loop.line))];
  const calls = new Set(trainings.map(({ loop: { call, line } }) => `${call} ${line}`));
  const functions = new Set(trainings.map(({ loop: { call } }) => call));
  const hasFunctions = functions.size === calls.size && !functions.has(undefined);
  const names = trainings.map(({ loop: { call, line } }) => {
    if (lines.length === 1) return '';
    return hasFunctions ? `${call}()` : `loop of line ${line}`;
  });
  for (const line of lines) {
    const own = trainings.flatMap(({ loop }, at) => (loop.line === line ? [at] : []));
    const values = valueNames(own.map((at) => trainings[at] as Named));
    for (const [place, at] of own.entries()) {
      names[at] = [names[at], values[place]].filter((part) => part !== '').join(', ');
    }
  }
  return names;
}

/** The values in which each training of a loop differs from the others: `alpha = 0.1`. */
function valueNames(trainings: readonly Named[]): readonly string[] {
  const names = [...new Set(trainings.flatMap(({ begins }) => [...begins.keys()]))];
  const textsOf = (name: string): readonly (string | undefined)[] => trainings.map(({ begins }) => begins.get(name));
  const countOf = (name: string): number => new Set(textsOf(name)).size;
  const telling = names.filter((name) => countOf(name) > 1);
  if (telling.length === 0 && new Set(trainings.map(({ shapes }) => shapes)).size > 1)
    return trainings.map(({ shapes }) => (shapes === '' ? '' : `weights ${shapes}`));
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

/** The shapes of arrays or lists of numbers at some paths: `3×4, 4×1`. */
function shapesOf(run: ScriptRun, paths: readonly Path[]): string {
  const shapes = paths.map((path) => {
    const value = readPath(run, path);
    if (value === undefined) return undefined;
    return value instanceof NdArray ? value.shape : numbersOf(value)?.shape;
  });
  return shapes.every((shape) => shape !== undefined) ? shapes.map((shape) => shape.join('×')).join(', ') : '';
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

/** The learning rate, the variables of the loops around the current instruction, and the arguments of its calls. */
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
function valueIn(text: string, calls: readonly CallView[], globals: ReadonlyMap<string, Value>): Value | undefined {
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
