import type { Look, Opinion } from '../verdict/opinion.ts';
import type { TestLooks } from '../verdict/test-looks.ts';
import type { Cause, Verdict } from '../verdict/verdict.ts';

/** A look and its opinion. */
export type JudgedLook = Look & { readonly opinion: Opinion };

/**
 * The state of a judge. It is never changed, only replaced, so keeping it costs nothing. Checkpoint files have these names.
 */
export interface JudgeState {
  /** Completed iterations at the last change of the run. All other iterations here count from it, except those of `told`. */
  readonly begun: number;
  /** The verdict to show: `verdict` with iterations that count from the start of the run. */
  readonly told: Verdict;
  readonly verdict: Verdict;
  /** The next iteration at which the judge reads predictions: that of the next look, or the one before it. */
  readonly wake: number;
  readonly nextLook: number;
  /** A sample of the errors in the iteration before the next look, for its swing. */
  readonly before: Float64Array | undefined;
  /** The looks in the recent part of the run and in the part before it: about 18. */
  readonly looks: readonly JudgedLook[];
  readonly largestSwing: number;
  readonly largestSwingAt: number;
  /**
   * The newest looks in a row whose update changed nothing, and completed iterations since which it is so; absent while updates change
   * predictions, and in old files, like all below.
   */
  readonly still?: { readonly looks: number; readonly since: number } | undefined;
  /** The excess when a run came to rest far from its targets; absent for any other. */
  readonly excessAtRest?: number | undefined;
  /** Absent without a test set, and before the first look at it. */
  readonly tests?: TestLooks | undefined;
  /** Completed iterations at the look that found the causes. */
  readonly explainedAt?: number | undefined;
}

/** Everything that later verdicts depend on. */
export interface SavedJudge {
  readonly solvedAt: number | undefined;
  readonly judge: JudgeState;
}

export const untrained: Verdict = {
  kind: 'untrained',
  since: 0,
  pending: undefined,
  facts: undefined,
  causes: [],
  remedies: [],
};

/** The state before the first look. It has the fields of every other state, in their order: V8 then compiles the readers once. */
export function unseen(begun: number, told: Verdict): JudgeState {
  return {
    begun,
    told,
    verdict: untrained,
    wake: 1,
    nextLook: 1,
    before: undefined,
    looks: [],
    largestSwing: 0,
    largestSwingAt: 0,
    still: undefined,
    excessAtRest: undefined,
    tests: undefined,
    explainedAt: undefined,
  };
}

/** The state one iteration before the next look, with a sample of the errors. */
export function withSample(state: JudgeState, before: Float64Array): JudgeState {
  return {
    begun: state.begun,
    told: state.told,
    verdict: state.verdict,
    wake: state.nextLook,
    nextLook: state.nextLook,
    before,
    looks: state.looks,
    largestSwing: state.largestSwing,
    largestSwingAt: state.largestSwingAt,
    still: state.still,
    excessAtRest: state.excessAtRest,
    tests: state.tests,
    explainedAt: state.explainedAt,
  };
}

/** A verdict whose iterations count from `begun`, with iterations of the run instead. */
export function shifted(verdict: Verdict, begun: number): Verdict {
  if (begun === 0 || verdict.facts === undefined) return verdict;
  const { since, pending, facts, causes } = verdict;
  const { measuredAt, progressSince, largestSwingAt, stillSince, test } = facts;
  const later = { measuredAt: measuredAt + begun, progressSince: progressSince + begun };
  const stillLater = stillSince === undefined ? {} : { stillSince: stillSince + begun };
  const tested = test && { ...test, measuredAt: test.measuredAt + begun, lowestAt: test.lowestAt + begun };
  return {
    ...verdict,
    since: since + begun,
    pending: pending && { ...pending, since: pending.since + begun },
    facts: {
      ...facts,
      ...later,
      ...stillLater,
      largestSwingAt: largestSwingAt + begun,
      ...(tested && { test: tested }),
    },
    causes: causes.map((cause) => shiftedCause(cause, begun)),
  };
}

function shiftedCause(cause: Cause, begun: number): Cause {
  switch (cause.kind) {
    case 'largeSteps':
      return { ...cause, update: cause.update + begun };
    case 'testRising':
    case 'manyParameters':
    case 'longTraining':
      return { ...cause, lowestAt: cause.lowestAt + begun };
    default:
      return cause;
  }
}
