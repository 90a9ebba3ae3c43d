/*
 * The loops of a script that train. The first one is found before the run begins. Any other one may train, too, once a training is over:
 * the run rests before the loop while its first passes are observed beside the run. A loop that trains is entered again with the same
 * roles, unless it trains other values than before.
 */
import type { Code } from '../machine/code.ts';
import * as op from '../machine/opcodes.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import type { State } from '../machine/state.ts';
import { findingRolesOf, type Roles } from '../roles/find.ts';
import { entryOf, isIn, isSameLoop, type Loop, loopsOf } from '../roles/loops.ts';
import { type NamedRoles, withNamed } from '../roles/named.ts';
import { boundPaths, printPath, readPath } from '../roles/path.ts';
import type { Module as Tree } from '../syntax/tree.ts';
import { codesOf } from './breakpoints.ts';
import { repeatsUpdates } from './repeated-updates.ts';
import { type Place, stopHere } from './taps.ts';
import { MOST_TRAININGS } from './trainings.ts';

/** Lines, calls and jumps back of the run that take about as long as a piece of a look at a loop. */
const LOOK_UNITS = 500;
/** The most searches of a run, and of one loop that turned out to train nothing. */
const MOST_SEARCHES = 96;
const MOST_FAILURES = 2;
/** A live state of more bytes is not copied for a search. */
const MOST_BYTES = 256 * 2 ** 20;
/** A loop whose passes may be looked at. */
interface Candidate {
  readonly loop: Loop;
  /** The instruction at which the statement of the loop begins. */
  readonly beginning: number;
  failures: number;
}

/** A loop that trains. */
interface Known {
  roles: Roles;
  /** The values that were seen in the call of the loop: `self.w1=net.w1`. */
  readonly seen: Set<string>;
  /** Searches in a row that have found nothing new. */
  calm: number;
  /** The names that a person has given to it, and true until its passes were looked at. */
  readonly named?: NamedRoles | undefined;
  isOpen?: boolean;
}

export class TrainingLoops {
  readonly #tree: Tree;
  readonly #known: Known[] = [];
  readonly #candidates = new Map<Code, Map<number, Candidate>>();
  /** The roles of each training, from the first. */
  readonly #ofTraining: Roles[] = [];
  #searches = 0;
  /** The loop before which the run rests until it is known whether it trains: executed lines there, and the look at its passes. */
  #arrival: { readonly lines: number; readonly pieces: Generator<void, void> } | undefined;
  /** True once the instructions at which the run has to look have changed. */
  hasChanged = false;
  /** Executed lines at the last loop that was looked at. */
  #decidedAt = -1;

  /**
   * @param first the roles of the first loop that trains
   * @param named roles that a person has named: where they name loops, no others train
   * @param isFirstOpen true where the roles of the first loop are those of another one
   */
  constructor(main: Code, tree: Tree, first: Roles, named: NamedRoles = {}, isFirstOpen = false) {
    this.#tree = tree;
    this.#known.push({ roles: first, seen: new Set(), calm: 0, named, isOpen: isFirstOpen });
    for (const other of named.others ?? []) {
      const roles = withNamed(undefined, other, main);
      if (roles !== undefined) this.#known.push({ roles, seen: new Set(), calm: 0, named: other, isOpen: true });
    }
    for (const code of codesOf(main)) {
      const isComprehension = code.name.startsWith('<') && code.name !== '<module>';
      if (code.hidden || isComprehension) continue;
      const found = new Map<number, Candidate>();
      // Several jumps may go back to one head: the last one ends the loop.
      const loops = new Map([...loopsOf(code)].map((loop) => [loop.start, loop]));
      for (const loop of loops.values()) {
        const beginning = beginningOf(loop);
        const mayTrain = named.iteration === undefined || this.isKnown(loop);
        if (beginning !== undefined && mayTrain) found.set(beginning, { loop, beginning, failures: 0 });
      }
      if (found.size > 0) this.#candidates.set(code, found);
    }
  }

  /** The roles of the loops that train, the first one first. */
  get all(): readonly Roles[] {
    return this.#known.map(({ roles }) => roles);
  }

  /** The beginnings of the loops at which the run has to look. */
  get beginnings(): readonly Place[] {
    return [...this.#candidates].flatMap(([code, own]) =>
      [...own.keys()].map((instruction) => ({ code, instruction })),
    );
  }

  /** The loop whose statement begins at an instruction. */
  beginningAt(code: Code, instruction: number): Loop | undefined {
    return this.#candidates.get(code)?.get(instruction)?.loop;
  }

  /** The loop that trains and is entered at an instruction. */
  enteredAt(code: Code, instruction: number): Loop | undefined {
    return this.#known.find(({ roles: { loop } }) => loop.code === code && entryOf(loop) === instruction)?.roles.loop;
  }

  /** True while the run rests before a loop. */
  get isLooking(): boolean {
    return this.#arrival !== undefined;
  }

  /** Drops a look: the run goes elsewhere. */
  leave(): void {
    this.#arrival = undefined;
  }

  /**
   * True where the loop of the statement that begins here has to be looked at first. The run stops before it.
   * @param at the training at this position, its roles, and true where the loop of it continues to its next pass here
   */
  arrives(state: State, run: ScriptRun, at: { training: number; roles: Roles; hasJumped: boolean }): boolean {
    const { training, roles, hasJumped } = at;
    const loop = this.beginningAt(state.frame.code, state.frame.ip);
    if (loop === undefined) return false;
    const isCurrent = isSameLoop(loop, roles.loop);
    if ((training === 0 && !this.#mayBeFirst(loop)) || (isCurrent && hasJumped)) return false;
    if (!isCurrent && training > 0 && isIn(roles.loop, state)) {
      if (this.isKnown(loop)) return false;
      this.#dismiss(loop);
      this.hasChanged = true;
    } else if (this.#isDecided(loop, training + 1, state.lines)) return false;
    else this.#arrival = { lines: state.lines, pieces: this.#looking(run, loop) };
    stopHere(state);
    return this.#arrival !== undefined;
  }

  /**
   * Looks at the loop before which the run rests, if it rests before one, until the piece is done.
   * @returns the rest of the piece; 0 where the look has not ended.
   */
  look(lines: number, piece: number): number {
    if (this.#arrival?.lines !== lines) this.#arrival = undefined;
    let left = piece;
    while (this.#arrival !== undefined && left > 0) {
      if (this.#arrival.pieces.next().done === true) [this.#arrival, this.hasChanged] = [undefined, true];
      left -= LOOK_UNITS;
    }
    return this.#arrival === undefined ? Math.max(1, left) : 0;
  }

  /** True for a loop that trains. */
  isKnown(loop: Loop): boolean {
    return this.#knownOf(loop) !== undefined;
  }

  /** True for a loop that may be the first to train, and whose passes were not looked at. */
  #mayBeFirst(loop: Loop): boolean {
    const known = this.#knownOf(loop);
    if (known !== undefined) return known.isOpen === true;
    return this.#known[0]?.roles.earlier?.some((own) => isSameLoop(own, loop)) === true;
  }

  #knownOf(loop: Loop): Known | undefined {
    return this.#known.find(({ roles }) => isSameLoop(roles.loop, loop));
  }

  /** The loop is a part of a training: it is not looked at any more. */
  #dismiss(loop: Loop): void {
    const own = this.#candidates.get(loop.code);
    const beginning = beginningOf(loop);
    if (beginning !== undefined) own?.delete(beginning);
  }

  /** True where a training is known that begins with this loop, or where the loop here was looked at. @param number of the training */
  #isDecided(loop: Loop, number: number, lines: number): boolean {
    if (lines === this.#decidedAt || number > MOST_TRAININGS) return true;
    const known = this.#ofTraining[number - 1];
    return known !== undefined && isSameLoop(known.loop, loop);
  }

  /** The roles of a training that begins. @param number from 1 @param isTrial true where nothing is to remain of it */
  begin(loop: Loop, number: number, isTrial: boolean): Roles {
    const known = this.#ofTraining[number - 1];
    if (known !== undefined && isSameLoop(known.loop, loop)) return known;
    const { roles } = this.#knownOf(loop) as Known;
    if (number <= MOST_TRAININGS && !isTrial) {
      this.#ofTraining.length = Math.min(this.#ofTraining.length, number - 1);
      this.#ofTraining.push(roles);
    }
    return roles;
  }

  /** The roles of a training, from 1. */
  of(number: number): Roles | undefined {
    return this.#ofTraining[number - 1];
  }

  /** Forgets the trainings after one. */
  forgetAfter(number: number): void {
    this.#arrival = undefined;
    this.#ofTraining.length = Math.min(this.#ofTraining.length, number);
    this.#decidedAt = -1;
  }

  /** Looks at a loop before which the run rests, in pieces. The run stays as it is. */
  *#looking(run: ScriptRun, loop: Loop): Generator<void, void> {
    const known = this.#knownOf(loop);
    const { lines, state } = run;
    const bound = boundPaths(run, loop.code);
    if (known !== undefined && !trainsOther(known, bound, run)) {
      for (const each of bound) known.seen.add(each);
    } else if (this.#searches < MOST_SEARCHES && (state.allocated <= MOST_BYTES || state.liveBytes() <= MOST_BYTES)) {
      this.#searches++;
      const moment = run.save();
      const beside = run.beside(moment);
      const roles = yield* findingRolesOf(beside, this.#tree, loop, (other) => this.isKnown(other));
      for (const each of [...bound, ...boundPaths(beside, loop.code)]) known?.seen.add(each);
      const trains = roles !== undefined && (yield* repeatsUpdates(run.beside(moment), roles));
      this.#decide(loop, trains ? roles : undefined, bound);
    }
    this.#decidedAt = lines;
  }

  #decide(loop: Loop, roles: Roles | undefined, bound: ReadonlySet<string>): void {
    const known = this.#knownOf(loop);
    if (known !== undefined) {
      const { named = {} } = known;
      const now = roles && withNamed(roles, { ...named, iteration: undefined }, roles.loop.code);
      const isNew = now !== undefined && !areSame(known.roles, now);
      known.calm = isNew ? 0 : known.calm + 1;
      known.isOpen = false;
      if (isNew) known.roles = now;
    } else if (roles !== undefined) {
      this.#known.push({ roles: { ...roles, loop }, seen: new Set(bound), calm: 0 });
    } else {
      const candidate = this.#candidates.get(loop.code)?.get(beginningOf(loop) ?? -1);
      if (candidate !== undefined && ++candidate.failures >= MOST_FAILURES) this.#dismiss(loop);
    }
  }
}

/** The instruction at which the statement of a loop begins. */
function beginningOf(loop: Loop): number | undefined {
  const { code, start } = loop;
  if (code.ops[start] !== op.LINE) return undefined;
  let at = entryOf(loop);
  while (at >= 0 && !(code.ops[at] === op.LINE && code.from[at] === code.from[start])) at--;
  return at < 0 ? undefined : at;
}

/** True where the loop may train other values than before: there are new ones in its call, or some of its weights are gone. */
function trainsOther({ roles, seen, calm, isOpen }: Known, bound: ReadonlySet<string>, run: ScriptRun): boolean {
  if (isOpen === true) return true;
  const { parameters } = roles;
  const names = new Set(parameters.map(printPath));
  const isAtWeights = (each: string): boolean => names.has(each.slice(each.indexOf('=') + 1));
  if ([...bound].some((each) => !seen.has(each) && (calm < MOST_FAILURES || !isAtWeights(each)))) return true;
  return parameters.some((path) => path.call === undefined && readPath(run, path) === undefined);
}

function areSame(one: Roles, other: Roles): boolean {
  const words = ({ weights, biases, memory, meeting, learningRate }: Roles): string =>
    JSON.stringify([
      [weights, biases, memory].map((paths) => paths.map(printPath)),
      meeting && [meeting.line, meeting.instruction, meeting.prediction, meeting.target],
      learningRate?.text,
    ]);
  return words(one) === words(other);
}
