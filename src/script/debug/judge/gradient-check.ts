/*
 * The gradient check of a script. The updates of one pass of its training loop are compared with the slopes of a loss, which central
 * differences find: a cell of a weight is changed, and the script's own lines continue to the meeting of prediction and target.
 *
 * A script does not say which loss it descends. The updates of its last weights decide it; the others must then descend the same one. They
 * are looked at twice or more: at the first few updates of a pass with several, otherwise with other weights, too.
 *
 * Longer than other files: the conditions, the judgement and the report read the same looks.
 */

import { List, type Value } from '../../machine/values.ts';
import { NdArray, NumpyScalar } from '../../numpy/ndarray.ts';
import type { Roles } from '../../roles/find.ts';
import { Flow } from '../../roles/flow.ts';
import { ancestors, dependents, type FlowNode } from '../../roles/flow-graph.ts';
import { type Path, printPath, readPath } from '../../roles/path.ts';
import type { DebugRun } from '../debug-run.ts';
import { type Numbers, numbersOf } from '../numbers.ts';
import { Unanswerable } from './excursion.ts';
import { differencesFrom, expectedMove, type Fit, hasMoved } from './fits.ts';
import {
  cost,
  evidenceOf,
  freeHypothesis,
  type Hypothesis,
  hypothesesOf,
  type Judged,
  type ParameterResult,
} from './hypotheses.ts';
import {
  cellsIn,
  elsewhere,
  type GradientProgress,
  LARGEST_PULL,
  type Look,
  lookAt,
  type Measured,
  namesOf,
  sameNumbers,
} from './looks.ts';
import type { Loss } from './losses.ts';
import { type Change, type FirstUpdate, Passes } from './passes.ts';

export type { ParameterResult } from './hypotheses.ts';
export type { GradientProgress } from './looks.ts';

/** Updates of one pass that are looked at. */
const MOST_LOOKS = 4;
/** The cells of a parameter that are listed. */
const LISTED = 3;
/** Agreeing cells beyond those that a factor needs. */
const EVIDENCE = 1;
const EVIDENCE_AGAINST = 2;
const SAME_FACTOR = 1e-3;
/** Squares of squares of larger numbers overflow. */
const LARGEST = 1e50;
/** A look that no hypothesis of a loss explains counts against it. */
const COST_UNEXPLAINED = 2e4;

export interface ScriptParameterCheck {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly checked: number;
  readonly atKinks: number;
  readonly result: ParameterResult;
  /** Its factors in the looks, as multiples of those of the other parameters; NaN for none. */
  readonly times: readonly number[];
  /** The lines of the script, from 1, that change it in this pass. */
  readonly lines: readonly number[];
  /** The cells with the largest differences, in the look with the largest. */
  readonly cells: readonly CheckedCell[];
  /** The largest difference, relative to the largest move. */
  readonly worst: number;
  /** True where the cells are those of a look at other weights, or of a later update of the pass. */
  readonly isElsewhere: boolean;
}

/** The update of a cell, and the one that would descend the loss with the factor of the others; NaN where there is none. */
export interface CheckedCell {
  readonly row: number;
  readonly column: number;
  readonly update: number;
  readonly expected: number;
}

/** An update that reads weights after their own update in the same pass. */
export interface LateRead {
  readonly name: string;
  readonly line: number;
  readonly read: string;
  readonly readLine: number;
}

export interface ScriptGradientCheck {
  /** Completed iterations at the beginning of the checked pass. */
  readonly iteration: number;
  /** `uneven`: all descend the loss, with different factors that stay the same. */
  readonly result: 'passed' | 'failed' | 'uneven';
  /** Undefined for a loss of another form. */
  readonly loss: Loss | undefined;
  /** The factor c of the updates: the learning rate, times 2 or divided by a number of rows, as the script has it. */
  readonly factor: number;
  /** The pulls towards 0 that are added: of L2 or weight decay, and of L1. */
  readonly pulls: readonly ('L1' | 'L2')[];
  /** True where the numbers that enter memories are compared: of an optimizer with a step of its own. */
  readonly isOfMemory: boolean;
  /** The memories that were set to 0 for the check. */
  readonly cleared: readonly string[];
  /** Predictions of the checked update. */
  readonly predictions: number;
  /** Updates that were looked at, and how: later ones of the pass, or the same with other weights. */
  readonly looks: number;
  readonly isOfSeveral: boolean;
  readonly parameters: readonly ScriptParameterCheck[];
  readonly lateReads: readonly LateRead[];
}

/** @param isLate true once no more than the fewest cells are to be checked. @throws Unanswerable */
export function* checkScriptGradients(
  debug: DebugRun,
  progress: GradientProgress,
  isLate: () => boolean,
): Generator<void, ScriptGradientCheck> {
  return yield* new Check(debug, progress, isLate).run();
}

/** A hypothesis in each look that it explains. */
type Explained = ReadonlyMap<Look, Hypothesis>;

class Check {
  readonly #debug: DebugRun;
  readonly #progress: GradientProgress;
  readonly #isLate: () => boolean;
  readonly #passes: Passes;
  /** The weights in the order in which the prediction uses them, then the biases. */
  readonly #paths: readonly Path[];
  /** The parameters, then the memories. */
  readonly #compared: readonly Path[];
  /** The parameters, the last weights first. */
  readonly #order: readonly number[];
  /** The memories that are arrays like the parameters, by their places in `#compared`. */
  #memories: readonly number[] = [];

  constructor(debug: DebugRun, progress: GradientProgress, isLate: () => boolean) {
    const { roles } = debug;
    if (roles === undefined || roles.weights.length === 0) throw new Unanswerable('no weights were found');
    this.#debug = debug;
    this.#progress = progress;
    this.#isLate = isLate;
    this.#passes = new Passes(debug, roles);
    this.#paths = roles.parameters;
    this.#compared = [...this.#paths, ...roles.memory];
    this.#order = [...roles.weights.keys()]
      .reverse()
      .concat([...roles.biases.keys()].map((i) => roles.weights.length + i));
  }

  *run(): Generator<void, ScriptGradientCheck> {
    const plain = yield* this.#passes.firstUpdate(this.#paths, this.#compared);
    this.#demand(plain);
    const first = yield* this.#withoutMemories(plain);
    const cleared = first === plain ? [] : this.#memories.map((i) => printPath(this.#compared[i] as Path));
    if (first === plain) this.#memories = [];
    const lines = this.#paths.map((): number[] => []);
    const changedAt = yield* this.#passes.changes(first, this.#paths, (i, line) => {
      if (!lines[i]?.includes(line)) lines[i]?.push(line);
    });
    const looks: Look[] = [];
    for (const update of yield* this.#updates(first, changedAt)) {
      if (looks.length > 0 && this.#isLate()) break;
      const look = yield* lookAt(this.#passes, update, this.#paths, this.#memories, this.#progress, this.#isLate);
      looks.push(look);
    }
    const explained = this.#explain(looks);
    return this.#report(looks, explained, lines, cleared);
  }

  /** The updates to look at. */
  *#updates(first: FirstUpdate, changedAt: number): Generator<void, readonly FirstUpdate[]> {
    const updates = [first];
    if (!first.isFirstOfSeveral) {
      const clears = this.#memories.map((i) => zeros(this.#compared[i] as Path, first.before[i] as Numbers));
      const changes = [...clears, ...elsewhere(first, this.#paths)];
      const other = yield* this.#passes.again(first, this.#paths, this.#compared, changes);
      if (other !== undefined && this.#isWhole(other)) updates.push(other);
      return updates;
    }
    let [last, at] = [first, changedAt];
    while (updates.length < MOST_LOOKS) {
      const next = yield* this.#passes.next(last, at, this.#paths, this.#compared);
      if (next === undefined || !this.#isWhole(next)) break;
      const own = yield* this.#withoutMemories(next);
      updates.push(own);
      last = own;
      at = yield* this.#passes.changes(own, this.#paths, () => {});
    }
    return updates;
  }

  // Conditions

  #demand(update: FirstUpdate): void {
    const { meetings, before, after } = update;
    if (meetings.length === 0) throw new Unanswerable('no prediction meets a target in this iteration');
    for (const [i, path] of this.#paths.entries()) {
      const [one, other] = [before[i], after[i]];
      const name = printPath(path);
      if (one === undefined || other === undefined)
        throw new Unanswerable(`${name} has no numbers when an iteration begins`);
      if (one.data.length !== other.data.length) throw new Unanswerable(`${name} changes its shape in the iteration`);
      if (![...one.data, ...other.data].every(Number.isFinite))
        throw new Unanswerable(`${name} has a number that is not finite`);
      const large = [...one.data, ...other.data].some((number) => Math.abs(number) > LARGEST);
      if (large) throw new Unanswerable(`${name} has a number above ${LARGEST}: losses would overflow`);
      const value = readPath(this.#debug.run, path);
      if (value !== undefined && isCoarse(value)) {
        throw new Unanswerable(
          `${name} has numbers of 32 bits or fewer: a small change of a cell would be lost in their rounding`,
        );
      }
    }
    for (const { prediction, target } of meetings) {
      if (prediction.data.some((number) => Math.abs(number) > LARGEST))
        throw new Unanswerable(`a prediction is above ${LARGEST}: losses would overflow`);
      if (isRepeated(prediction, target)) continue;
      const shapes = `${shapeText(prediction)} and ${shapeText(target)}`;
      throw new Unanswerable(
        `prediction and target have the shapes ${shapes}: their difference is a larger array than both`,
      );
    }
    if (this.#paths.every((_, i) => sameNumbers(before[i], after[i])))
      throw new Unanswerable('this iteration changes no weight');
    this.#memories = this.#compared.flatMap((_, i) => (this.#isLikeParameter(update, i) ? [i] : []));
  }

  #isWhole({ meetings, before, after }: FirstUpdate): boolean {
    const isFine = (own: Numbers | undefined): boolean =>
      own?.data.every((number) => Math.abs(number) <= LARGEST) ?? false;
    return (
      meetings.length > 0 &&
      meetings.every(({ prediction }) => isFine(prediction)) &&
      this.#paths.every((_, i) => isFine(before[i]) && isFine(after[i]))
    );
  }

  #isLikeParameter({ before }: FirstUpdate, at: number): boolean {
    const own = before[at];
    if (at < this.#paths.length || own === undefined || own.shape.length === 0) return false;
    return this.#paths.some((_, i) => String(before[i]?.shape) === String(own.shape));
  }

  /** The update from memories that are 0; the same one where they make no difference. */
  *#withoutMemories(update: FirstUpdate): Generator<void, FirstUpdate> {
    const changes = this.#memories.map((i) => zeros(this.#compared[i] as Path, update.before[i] as Numbers));
    if (changes.length === 0) return update;
    const cleared = yield* this.#passes.again(update, this.#paths, this.#compared, changes);
    if (cleared === undefined || this.#paths.every((_, i) => sameNumbers(update.after[i], cleared.after[i])))
      return update;
    return cleared;
  }

  // The judgement

  /** @throws Unanswerable where no loss is found */
  #explain(all: readonly Look[]): Explained {
    const looks = all.filter((look) =>
      this.#paths.some((_, i) => hasMoved(cellsIn(look, i, look.signals[i]![0]!.moves, 0))),
    );
    const groups = new Map<string, Map<Look, Hypothesis>>();
    for (const look of looks) {
      for (const own of hypothesesOf(look, this.#order)) {
        const loss = look.losses[own.loss ?? 0] as Loss;
        const key = `${loss.name} ${loss.meetings} ${own.kind}`;
        const group = groups.get(key) ?? new Map<Look, Hypothesis>();
        const known = group.get(look);
        if (known === undefined || cost(own) < cost(known)) group.set(look, own);
        groups.set(key, group);
      }
    }
    const costOf = (group: Explained): number =>
      looks.reduce((sum, look) => sum + (group.has(look) ? cost(group.get(look) as Hypothesis) : COST_UNEXPLAINED), 0);
    const best = [...groups.values()].toSorted((one, other) => costOf(one) - costOf(other))[0];
    const evidence = [...(best?.values() ?? [])].reduce((sum, own) => sum + evidenceOf(own), 0);
    const isAgainst = [...(best?.values() ?? [])].some(({ results }) =>
      results.some(({ result }) => result === 'unlike'),
    );
    const isClear = best !== undefined && evidence >= (isAgainst ? EVIDENCE_AGAINST : EVIDENCE);
    if (isClear && !isAgainst && best.size === looks.length) return best;
    const free = new Map(
      looks.flatMap((look) => {
        const own = freeHypothesis(look);
        return own === undefined ? [] : [[look, own] as const];
      }),
    );
    const isFreeAgainst = [...free.values()].some(({ results }) => results.some(({ result }) => result === 'unlike'));
    // A loss of another form may explain more. One that contradicts it decides.
    if (isClear && (isAgainst || free.size < looks.length) && !(free.size === looks.length && !isFreeAgainst))
      return best;
    if (free.size === 0 && isClear) return best;
    if (free.size === 0) throw new Unanswerable(this.#whyNoLoss(looks, best !== undefined && !isAgainst));
    return free;
  }

  /** @param isOpen true where a loss contradicts no update, and too little speaks for it. */
  #whyNoLoss(looks: readonly Look[], isOpen: boolean): string {
    const hasSlope = looks.some(({ measured }) =>
      measured.some(({ slopes }) => slopes.some((own) => own.some((slope) => slope !== 0))),
    );
    if (looks.length === 0) return 'the updates of this iteration are no larger than rounding errors';
    if (!hasSlope)
      return 'a small change of a weight does not change the prediction in the same iteration: there is no slope';
    const name = this.#nameOfLast();
    const isTiny = looks.every(({ measured }) =>
      measured.every(({ slopes, noise }) => slopes.every((own, cell) => !(Math.abs(own[0]!) > 100 * noise[cell]![0]!))),
    );
    if (isTiny) return 'the slopes of the loss are hardly larger here than its rounding errors';
    if (isOpen) return `too few cells of ${name} are updated here to identify the loss`;
    const kinds = 'half the squared error, its absolute value, the cross-entropies, Huber and hinge';
    return `the updates of ${name} follow the slope of no loss that was tried: ${kinds}`;
  }

  /** The weights whose updates tell the loss. */
  #nameOfLast(): string {
    return printPath(this.#paths[this.#order[0] as number] as Path);
  }

  // The report

  #report(
    all: readonly Look[],
    explained: Explained,
    lines: readonly (readonly number[])[],
    cleared: readonly string[],
  ): ScriptGradientCheck {
    const looks = [...explained.keys()];
    const [look, best] = [...explained][0] as [Look, Hypothesis];
    const parameters = this.#paths.map((_, i) => this.#parameter(all, explained, i, lines[i] ?? []));
    const wrong = parameters.filter(({ result }) => result === 'unlike' || result === 'climbs');
    const namesOf = (...results: readonly ParameterResult[]): ReadonlySet<string> =>
      new Set(parameters.filter(({ result }) => results.includes(result)).map(({ name }) => name));
    const suspects = namesOf('unlike', 'climbs', 'factor');
    // A multiple of the slope, the same in all looks and not 0, is no work of a limit or a mask.
    const unsteady = new Set(
      parameters
        .filter(({ result, times }) => result === 'unlike' || times.length < 2 || !areSame(times) || times[0] === 0)
        .map(({ name }) => name),
    );
    const [reads = []] =
      suspects.size === 0 ? [] : looks.map(({ update }) => this.#flow(update, suspects, unsteady, lines));
    const isUneven = parameters.some(({ result }) => result === 'factor');
    const { meetings, iteration, isFirstOfSeveral } = look.update;
    if ((wrong.length > 0 || isUneven) && !hasOneFactor(explained)) {
      throw new Unanswerable(
        `the updates of ${this.#nameOfLast()} are other multiples of a slope at other weights: the loss that they follow is not known`,
      );
    }
    return {
      iteration,
      result: wrong.length > 0 ? 'failed' : isUneven ? 'uneven' : 'passed',
      loss: best.loss === undefined ? undefined : look.losses[best.loss],
      factor: best.loss === undefined ? Number.NaN : Math.abs(best.fit.factor),
      pulls: pullsIn([...explained.values()]),
      isOfMemory: best.kind !== 'update',
      cleared,
      predictions: meetings.reduce((sum, { prediction }) => sum + prediction.data.length, 0),
      looks: looks.length,
      isOfSeveral: isFirstOfSeveral,
      parameters,
      lateReads: reads,
    };
  }

  /** The worst of all looks at one parameter. */
  #parameter(all: readonly Look[], explained: Explained, i: number, lines: readonly number[]): ScriptParameterCheck {
    const judged = [...explained].map(([look, { results }]) => ({ look, ...(results[i] as Judged) }));
    const told = judged.filter(({ result }) => result !== 'still' && result !== 'unclear');
    const times = told.map((own) => own.times);
    const isSame = areSame(times);
    const pulls = told.flatMap(({ ownPulls }) => (ownPulls === undefined ? [] : [ownPulls]));
    const isSamePull =
      pulls.length === 0 ||
      pulls[0]!.some((one) => pulls.every((own) => own.some((other) => haveSamePulls(one, other))));
    // A single cell does not tell two pulls apart.
    const isMixed = !isSamePull && told.every(({ ownPulls }) => ownPulls !== undefined) && mayBeBothPulls(pulls);
    const has = (result: ParameterResult): boolean => told.some((own) => own.result === result);
    const result: ParameterResult =
      told.length === 0
        ? judged.some((own) => own.result === 'unclear')
          ? 'unclear'
          : 'still'
        : isMixed
          ? 'unclear'
          : has('unlike') || !isSamePull
            ? 'unlike'
            : has('climbs')
              ? 'climbs'
              : has('factor')
                ? isSame
                  ? 'factor'
                  : 'unlike'
                : 'agrees';
    const shown = judged.map(({ look, moves, fit }) =>
      this.#cells(look, explained.get(look) as Hypothesis, i, moves, fit),
    );
    // The first look that shows the fault, or the worst one.
    const at = judged.findIndex((own) => own.result === 'unlike' || own.result === 'climbs');
    const worst = shown[at] ?? shown.reduce((most, own) => (own.worst > most.worst ? own : most));
    const { rows, columns } = all[0]!.update.before[i] as Numbers;
    const measured = all[0]!.measured[i] as Measured;
    return {
      name: namesOf(this.#paths)[i] as string,
      rows,
      columns,
      checked: measured.cells.length,
      atKinks: worst.atKinks,
      result,
      times,
      lines,
      cells: worst.cells,
      worst: worst.worst,
      isElsewhere: shown.indexOf(worst) > 0,
    };
  }

  #cells(
    look: Look,
    { loss, slopes: expected }: Hypothesis,
    i: number,
    moves: Float64Array,
    fit: Fit,
  ): Pick<ScriptParameterCheck, 'cells' | 'worst' | 'atKinks'> {
    const { columns } = look.update.before[i] as Numbers;
    const measured = look.measured[i] as Measured;
    const cells = { ...cellsIn(look, i, moves, loss ?? 0), slopes: expected[i] as Float64Array };
    const differences = differencesFrom(fit, cells).map((value) => (Number.isNaN(value) ? -1 : value));
    const worst = [...differences.keys()].sort((one, other) => differences[other]! - differences[one]!);
    return {
      cells: worst.slice(0, LISTED).map((at) => ({
        row: Math.floor(measured.cells[at]! / columns),
        column: measured.cells[at]! % columns,
        update: cells.moves[at]!,
        expected: expectedMove(fit, cells.slopes[at]!, cells.values[at]!),
      })),
      worst: Math.max(0, differences[worst[0] ?? 0] ?? 0),
      atKinks: loss === undefined ? 0 : cells.slopes.filter(Number.isNaN).length,
    };
  }

  /**
   * The wrong updates that read weights which the pass has updated before.
   * @throws Unanswerable where a memory, a mask, or a line that limits numbers, is on the way to one: it need not be the gradient.
   */
  #flow(
    update: FirstUpdate,
    suspects: ReadonlySet<string>,
    unsteady: ReadonlySet<string>,
    lines: readonly (readonly number[])[],
  ): readonly LateRead[] {
    const { run } = this.#debug;
    const flow = new Flow();
    let from = 0;
    let memories: readonly { readonly name: string; readonly size: number; readonly nodes: readonly number[] }[] = [];
    const isWhole = this.#passes.observedAtOnce(
      update,
      (state) => flow.see(state),
      () => {
        for (const path of this.#paths) flow.nodesOf(readPath(run, path) ?? null);
        memories = this.#compared.flatMap((path, at) => {
          const own = update.before[at];
          if (at < this.#paths.length || own === undefined || this.#isLikeParameter(update, at)) return [];
          return [{ name: printPath(path), size: own.data.length, nodes: flow.nodesOf(readPath(run, path) ?? null) }];
        });
        from = flow.nodes.length;
      },
    );
    if (!isWhole || flow.isFull) {
      if (memories.length > 0 || LIMITS_IN_TEXT.test(this.#debug.main.source.text)) {
        throw new Unanswerable('an update does not follow the slope, and the pass is too long to find out why');
      }
      return [];
    }
    const ends = this.#paths.map((path) => flow.nodesOf(readPath(run, path) ?? null).filter((node) => node >= from));
    const { meeting } = this.#debug.roles as Roles;
    const met = [...flow.nodes.keys()].filter((node) => {
      const { at } = flow.nodes[node] as FlowNode;
      return at?.code === meeting?.code && at?.instruction === meeting?.instruction;
    });
    const fromMeeting = dependents(met, from, flow.nodes.length, flow.nodes);
    const reads: LateRead[] = [];
    let limit: number | undefined;
    let mask: number | undefined;
    for (const [i, path] of this.#paths.entries()) {
      const name = printPath(path);
      if (!suspects.has(name)) continue;
      const way = ancestors(ends[i] as readonly number[], from, flow.nodes);
      const isSingle = update.before[i]?.data.length === 1;
      // A single number, such as a learning rate that falls, changes no direction.
      const memory = memories.find(({ size, nodes }) => (size > 1 || isSingle) && nodes.some((node) => way.has(node)));
      if (memory !== undefined) {
        throw new Unanswerable(
          `the update of ${name} uses ${memory.name} of earlier iterations: it is not the gradient`,
        );
      }
      if (!unsteady.has(name)) continue;
      for (const node of way) {
        if (fromMeeting.has(node)) limit ??= lineOfLimit(flow.nodes[node] as FlowNode, flow.nodes);
        else if (node >= from) mask ??= lineOfMask(flow.nodes[node] as FlowNode);
      }
      for (const [j, own] of ends.entries()) {
        const [line, readLine] = [lines[i]?.[0], lines[j]?.[0]];
        if (j === i || line === undefined || readLine === undefined || !own.some((node) => way.has(node))) continue;
        reads.push({ name, line, read: printPath(this.#paths[j] as Path), readLine });
      }
    }
    if (mask !== undefined) {
      throw new Unanswerable(
        `line ${mask} uses a random mask for an update: with dropout, an update need not follow a slope`,
      );
    }
    if (limit !== undefined) {
      throw new Unanswerable(
        `line ${limit} limits numbers on the way to an update: the update need not follow a slope`,
      );
    }
    return reads;
  }
}

const LIMITS_IN_TEXT = /\b(clip|minimum|maximum|min|max|norm|sign|where)\b/;

const LIMITS = /(^|\.)(clip|minimum|maximum|min|max|norm|sign|round|around|where)\s*$/;

/** The line of a function that limits its argument, and has changed it here. */
function lineOfLimit({ at, inputs, value }: FlowNode, nodes: readonly FlowNode[]): number | undefined {
  if (at === undefined || !LIMITS.test(calleeOf({ at }))) return undefined;
  const result = numbersOf(value);
  // A single number is often that of one of two arguments.
  const isArray = (result?.data.length ?? 0) > 1;
  const isIdle = isArray && inputs.some((input) => sameNumbers(numbersOf((nodes[input] as FlowNode).value), result));
  return isIdle ? undefined : at.code.lineOf(at.instruction);
}

const DRAWS = String.raw`(?:\w+\.)*(?:random|rand|random_sample|uniform)\s*\(`;
const MASKS = String.raw`(?:\w+\.)*binomial\s*\(`;

/** The line of a random mask that is compared with a share, or multiplied: draws by themselves have no node. */
function lineOfMask({ kind, at, value }: FlowNode): number | undefined {
  if (at === undefined || (kind !== 'comparison' && kind !== 'product')) return undefined;
  if (!(value instanceof NdArray)) return undefined;
  const { text } = at.code.source;
  const { from, to } = at.code.placeOf(at.instruction);
  const own = text.slice(from, to);
  const draws = kind === 'comparison' ? DRAWS : MASKS;
  const names = own.match(/[A-Za-z_]\w*/g) ?? [];
  const isDrawn =
    new RegExp(draws).test(own) || names.some((name) => new RegExp(`\\b${name}\\s*=\\s*${draws}`).test(text));
  return isDrawn ? at.code.lineOf(at.instruction) : undefined;
}

/** The text of the function that a node calls, up to its arguments. */
function calleeOf({ at }: Pick<FlowNode, 'at'>): string {
  if (at === undefined) return '';
  const { from, to } = at.code.placeOf(at.instruction);
  return at.code.source.text.slice(from, to).split('(')[0] ?? '';
}

function areSame(numbers: readonly number[]): boolean {
  return numbers.every((own) => Math.abs(own - numbers[0]!) <= SAME_FACTOR * Math.abs(numbers[0]!));
}

/**
 * True where the factor of the updates is the same in two looks. Few cells agree with a slope by chance, as two that a softmax ties to each
 * other, but with another factor in each look. The last batch of a pass may be shorter.
 */
function hasOneFactor(explained: Explained): boolean {
  const factors = [...explained.values()].flatMap(({ loss, fit }) => (loss === undefined ? [] : [fit.factor]));
  return factors.length < 2 || factors.some((one, i) => factors.some((other, j) => j > i && areSame([one, other])));
}

function haveSamePulls(one: Fit, other: Fit): boolean {
  return areSame([one.l1, other.l1]) && areSame([one.l2, other.l2]);
}

/** True where the pulls that a single cell tells in each look may be L1 and L2 together, of the same strengths in all looks. */
function mayBeBothPulls(pulls: readonly (readonly Fit[])[]): boolean {
  const cells = pulls.map((fits) => {
    const [l1 = 0, l2 = 0] = [Math.max(...fits.map((fit) => fit.l1)), Math.max(...fits.map((fit) => fit.l2))];
    return { pull: l1, weight: l1 / l2, isSingle: fits.every((fit) => fit.l1 === 0 || fit.l2 === 0) };
  });
  return cells.every(({ pull, weight, isSingle }, i) => {
    const other = cells[i === 0 ? 1 : 0];
    if (!isSingle || other === undefined || !Number.isFinite(weight)) return false;
    const l2 = (pull - other.pull) / (weight - other.weight);
    const l1 = pull - l2 * weight;
    return l2 >= 0 && l2 <= LARGEST_PULL && l1 >= 0 && l1 <= LARGEST_PULL;
  });
}

function pullsIn(hypotheses: readonly Hypothesis[]): readonly ('L1' | 'L2')[] {
  const fits = hypotheses.flatMap(({ results }) => results.map(({ fit }) => fit));
  return [
    ...(fits.some(({ l1 }) => l1 > 0) ? (['L1'] as const) : []),
    ...(fits.some(({ l2 }) => l2 > 0) ? (['L2'] as const) : []),
  ];
}

function zeros(path: Path, { data }: Numbers): Change {
  return { path, numbers: new Float64Array(data.length) };
}

/** True for numbers of 32 bits or fewer. */
function isCoarse(value: Value): boolean {
  if (value instanceof NdArray || value instanceof NumpyScalar) return value.dtype.name !== 'float64';
  return value instanceof List && value.items.some(isCoarse);
}

/** True where a target has the shape of its prediction, but for ones, or is one row that is repeated. */
function isRepeated({ shape, data }: Numbers, target: Numbers): boolean {
  if (target.data.length === 1) return true;
  const axes = Math.max(shape.length, target.shape.length);
  const padded = (own: readonly number[]): readonly number[] => [...Array(axes - own.length).fill(1), ...own];
  const [one, other] = [padded(shape), padded(target.shape)];
  const size = one.reduce((all, length, axis) => all * Math.max(length, other[axis] as number), 1);
  const isRow = other.slice(0, -1).every((length) => length === 1);
  return size === data.length && (target.data.length === data.length || isRow);
}

function shapeText({ shape }: Numbers): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}
