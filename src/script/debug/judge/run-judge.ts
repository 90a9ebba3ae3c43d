import { emptyMatrix, type Matrix } from '../../../engine/matrix.ts';
import { Judge, type Judged, type Reasons } from '../../../engine/observers/judge.ts';
import type { SavedJudge } from '../../../engine/observers/judge-state.ts';
import { sample } from '../../../engine/sample.ts';
import { imbalance } from '../../../engine/verdict/causes-of-data.ts';
import { jump, overshoots, unitOf } from '../../../engine/verdict/causes-of-steps.ts';
import type { Evidence } from '../../../engine/verdict/evidence.ts';
import type { Cause, Verdict } from '../../../engine/verdict/verdict.ts';
import type { Choices } from '../../../language/choices.ts';
import type { Program } from '../../../language/program.ts';
import type { Meetings, MetNow } from '../meetings.ts';

/** The judge of one training with the matrices that it reads. */
interface Own {
  readonly judge: Judge;
  readonly prediction: Matrix;
  readonly target: Matrix;
  readonly error: Matrix;
  /** The learning rate of the last look. */
  readonly alpha: Matrix;
}

/** The state of a judgement, kept with a position. */
export interface SavedJudgement {
  readonly own: Own | undefined;
  readonly saved: SavedJudge | undefined;
  readonly iteration: number;
  readonly hasRate: boolean;
  readonly why: string | undefined;
}

/**
 * The verdict on a script: the judge of programs, on the predictions and targets that meet in each iteration. It knows no layers, no
 * settings and no inputs of the script, so it names few causes.
 */
export class RunJudge implements Judged {
  readonly #meetings: Meetings;
  readonly #rate: () => number | undefined;
  #hasRate = false;
  #own: Own | undefined;
  /** The reason why there is no verdict. */
  #why: string | undefined;
  /** The program that the judge reads: roles without lines. */
  program: Program = { given: [], setup: [], iteration: [], roles: { layers: [] } };
  iteration = 0;
  readonly machine: Judged['machine'];

  /** @param rate reads the current learning rate. */
  constructor(meetings: Meetings, rate: () => number | undefined) {
    this.#meetings = meetings;
    this.#rate = rate;
    this.machine = {
      evaluates: true,
      hasCarriedError: false,
      drawsInIteration: true,
      spacing: { apart: 16, early: 4 },
      work: 0,
      largestMiss: () => largestMiss(this.#meetings.now),
      sampleErrors: () => {
        this.evaluate();
        return sample(this.valueOf('error').data);
      },
    };
  }

  /** A training begins. @param hasRate true where its learning rate is known */
  begin(hasRate: boolean): void {
    this.#hasRate = hasRate;
    [this.#own, this.#why, this.iteration] = [undefined, undefined, 0];
  }

  /** An iteration is complete. @param iteration of the training, from 1 */
  complete(iteration: number): void {
    this.iteration = iteration;
    if (this.#why !== undefined) return;
    if (this.#own === undefined) this.#open();
    this.#own?.judge.onIteration();
  }

  /** A number of the script was changed by hand. */
  change(): void {
    this.#own?.judge.onChange('cells');
  }

  /** The verdict after the last iteration; undefined where there is none. @param rests true for a run that rests */
  verdict(rests: boolean): Verdict | undefined {
    if (this.#own === undefined || this.#why !== undefined) return undefined;
    const verdict = rests ? this.#own.judge.freshVerdict(0) : this.#own.judge.verdict;
    return this.#why === undefined && verdict?.kind !== 'untrained' ? verdict : undefined;
  }

  /** The reason why there is no verdict. */
  get why(): string | undefined {
    return this.#why;
  }

  /** The iteration of the training since which it is solved; null where there is no verdict. */
  get solved(): number | undefined | null {
    return this.#own === undefined || this.#why !== undefined ? null : this.#own.judge.solvedAt;
  }

  save(): SavedJudgement {
    const [own, hasRate, why] = [this.#own, this.#hasRate, this.#why];
    return { own, saved: own?.judge.save(), iteration: this.iteration, hasRate, why };
  }

  restore({ own, saved, iteration, hasRate, why }: SavedJudgement): void {
    [this.#own, this.iteration, this.#hasRate, this.#why] = [own, iteration, hasRate, why];
    if (own === undefined || saved === undefined) return;
    this.program = programOf(own.target, this.#hasRate);
    own.judge.restore(saved);
  }

  get error(): number | undefined {
    return this.#meetings.hasMet ? this.#meetings.error : undefined;
  }

  valueOf(name: string): Matrix {
    return (this.#opening ?? this.#own)?.[name as 'prediction' | 'target' | 'error' | 'alpha'] as Matrix;
  }

  /** The matrices of a judge that is being made: it reads them at once. */
  #opening: Omit<Own, 'judge'> | undefined;

  #open(): void {
    const met = this.#meetings.now;
    if (met === undefined) return;
    if (!met.isWhole) {
      this.#why = 'an iteration of this script has too many predictions for a verdict';
      return;
    }
    if (met.length % met.columns !== 0) {
      this.#why = 'the predictions of an iteration of this script have rows of different lengths';
      return;
    }
    const shape = { rows: met.length / met.columns, columns: met.columns };
    const target = emptyMatrix(shape);
    target.data.set(met.target.subarray(0, met.length));
    const alpha = { rows: 1, columns: 1, data: Float64Array.of(this.#rate() ?? 1) };
    this.#opening = { prediction: emptyMatrix(shape), target, error: emptyMatrix(shape), alpha };
    this.program = programOf(target, this.#hasRate);
    this.#own = { ...this.#opening, judge: new Judge(this, undefined, undefined, reasonsOf(this.#hasRate)) };
    this.#opening = undefined;
  }

  /** Copies the predictions of the last iteration, and the learning rate. */
  evaluate(): void {
    const met = this.#meetings.now;
    const own = this.#own as Own;
    const { length } = own.target.data;
    own.alpha.data[0] = this.#rate() ?? 1;
    if (met?.length !== length || !own.target.data.every((value, i) => value === met.target[i])) {
      this.#why =
        'the iterations of this script meet different targets, or in different orders: there is no verdict on them';
      return;
    }
    for (let i = 0; i < length; i++) {
      const value = met.prediction[i] as number;
      own.prediction.data[i] = value;
      own.error.data[i] = (own.target.data[i] as number) - value;
    }
  }
}

function largestMiss(met: MetNow | undefined): number {
  let most = 0;
  for (let i = 0; i < (met?.length ?? 0); i++) {
    const miss = Math.abs((met?.target[i] as number) - (met?.prediction[i] as number));
    // NaN is no miss that is small.
    if (!(miss <= most)) most = Number.isNaN(miss) ? Number.POSITIVE_INFINITY : miss;
  }
  return most;
}

/** A mean as loss is assumed, which makes a run the youngest. */
const choices = { isMean: true, isAdaptive: false, momentum: 0, l1: 0, l2: 0, weightDecay: 0 } as Partial<Choices>;

function programOf(target: Matrix, hasRate: boolean): Program {
  const { rows, columns } = target;
  const shape = { rows, columns };
  const names = ['prediction', 'target', 'error'];
  return {
    given: [
      ...names.map((name) => ({ name, shape })),
      ...(hasRate ? [{ name: 'alpha', shape: { rows: 1, columns: 1 } }] : []),
    ],
    setup: [],
    iteration: [],
    roles: {
      prediction: 'prediction',
      target: 'target',
      error: 'error',
      ...(hasRate ? { learningRate: 'alpha' } : {}),
      // Nothing is known of its slopes.
      layers: [{ weights: '', output: 'prediction', slopeCancels: true }],
    },
    choices: { ...choices, batch: rows } as Choices,
  };
}

/** Causes that predictions and targets show by themselves. A step is only called too large where its learning rate is known. */
function reasonsOf(hasRate: boolean): Reasons {
  return {
    before: () => [],
    of: (evidence) => causesOf(evidence, hasRate),
    remedies: () => [],
    isProven: ({ facts }) => facts.stillSince !== undefined,
  };
}

function causesOf(evidence: Evidence, hasRate: boolean): readonly Cause[] {
  const { kind, facts, values } = evidence;
  const steps = hasRate ? stepsOf(evidence) : [];
  switch (kind) {
    case 'learning':
      return facts.wrong === 0 ? [] : [...(hasRate ? overshoots(evidence) : []), ...imbalance(values, true)];
    case 'oscillating':
    case 'plateau':
    case 'stuck':
    case 'settled':
      return facts.wrong === 0 ? [] : [...steps, ...imbalance(values, true)];
    default:
      return [];
  }
}

function stepsOf(evidence: Evidence): readonly Cause[] {
  const beyond = overshoots(evidence).filter(({ kind }) => kind === 'largeSteps');
  if (beyond.length > 0) return beyond;
  if (evidence.kind !== 'oscillating') return jump(evidence);
  const { facts, alpha } = evidence;
  return [{ kind: 'largeSteps', alpha, swing: facts.swing, update: facts.measuredAt - 1, ...unitOf(facts) }];
}
