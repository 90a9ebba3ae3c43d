import { TrainingRun } from '../engine/run/training-run.ts';
import { errorUnitOf } from '../language/scaling.ts';
import type { NetworkSettings } from '../network/settings.ts';
import type { RivalView } from './protocol.ts';
import { changesOf, networkSubject, type Subject } from './subject.ts';

/** Milliseconds between two readings of the clock. */
const BATCH_MS = 0.5;

interface Rival {
  readonly training: TrainingRun;
  /** Iterations between two readings of the clock. */
  batch: number;
}

/**
 * Other runs beside the run on the screen: the same data, seed and number of iterations, with other settings. Each has a program of its
 * own. None is ahead of the run, and the run does not train while one is behind.
 */
export class Rivals {
  readonly #subject: Subject;
  readonly #rivals: readonly Rival[];

  constructor(subject: Subject, settings: readonly NetworkSettings[], seed: number) {
    this.#subject = subject;
    this.#rivals = settings.map((own) => ({ training: beginRival(subject, own, seed), batch: 1 }));
  }

  /** True when a rival has completed fewer iterations than the run, and can continue. */
  isBehind(iteration: number): boolean {
    return this.#rivals.some(({ training }) => training.iteration < iteration && !training.diverged);
  }

  /** Trains the one that is farthest behind, again and again, up to an iteration of the run or until `isOver`. */
  advance(iteration: number, now: () => number, isOver: () => boolean): void {
    while (this.isBehind(iteration) && !isOver()) {
      const open = this.#rivals.filter(({ training }) => !training.diverged);
      const last = open.reduce((one, other) => (other.training.iteration < one.training.iteration ? other : one));
      const { training } = last;
      const begun = now();
      const end = Math.min(iteration, training.iteration + last.batch);
      while (training.iteration < end && !training.diverged) training.iterateMany(end - training.iteration);
      const spent = now() - begun;
      if (spent < BATCH_MS) last.batch *= 2;
      else if (spent > 2 * BATCH_MS) last.batch = Math.max(1, Math.floor(last.batch / 2));
    }
  }

  /** The rivals as the screen shows them, in their order. */
  get views(): readonly RivalView[] {
    const { factor } = errorUnitOf(this.#subject);
    return this.#rivals.map(({ training }) => {
      const { iteration, error, verdict } = training;
      const curve = training.errorRecord.curve();
      const errors = factor === 1 ? curve.errors : curve.errors.map((own) => own * factor);
      return {
        iteration,
        error: error === undefined ? undefined : error * factor,
        curve: { ...curve, errors },
        solvedAt: training.solvedAt ?? (verdict?.kind === 'solved' ? verdict.since : undefined),
        verdict: verdict?.kind,
      };
    });
  }
}

function beginRival(subject: Subject, settings: NetworkSettings, seed: number): TrainingRun {
  const { inputs, targets, test, classes } = subject;
  // Changes that the scenario plans are made in every run.
  const own = networkSubject({ ...subject, settings });
  return new TrainingRun(own.program, inputs, targets, seed, changesOf(own, own.plan), test, classes !== undefined);
}
