import type { VerdictKind } from '../../engine/verdict/verdict.ts';
import type { Report, Snapshot } from '../../worker/protocol.ts';
import { TrainingSession } from '../../worker/session.ts';
import type { NetworkSubject } from '../../worker/subject.ts';

/** The state of a run at an iteration. */
export interface RunLook {
  /** Completed iterations. */
  readonly iteration: number;
  /** Undefined for a program without an error or a target. */
  readonly verdict: VerdictKind | undefined;
  /** mean(abs(target − prediction)), in the unit of `errorUnitOf`. */
  readonly error: number | undefined;
  /** The same on the test set; absent without one. */
  readonly testError?: number;
  /** Completed iterations since which the run is solved; undefined for one that is not. */
  readonly solvedAt: number | undefined;
}

/** A run of a sweep: a combination of settings, and a seed. */
export interface RunResult extends RunLook {
  /** The combination, from 0. */
  readonly combination: number;
  readonly seed: number;
  /** The first cause of the verdict, where it names one. */
  readonly cause: string | undefined;
  /** The states at the iterations that were asked for; none after the end of the run. */
  readonly looks: readonly RunLook[];
}

/**
 * Trains a run to its end, with the session of the dashboard: the bits are those of the run without a screen.
 * @param looks completed iterations at which the run is looked at, ascending.
 */
export function trainRun(
  subject: NetworkSubject,
  combination: number,
  seed: number,
  looks: readonly number[],
): RunResult {
  let last: Snapshot | undefined;
  const post = (report: Report): void => {
    if (report.type === 'snapshot') last = report;
  };
  const session = new TrainingSession(post, () => performance.now());
  let request = 1;
  /** Trains to where the run rests, and looks at it. Snapshots on the way are not acknowledged, so that none is made. */
  const rested = (): Snapshot => {
    while (session.run?.state === 'running' || session.run?.isStepping || session.run?.journey !== undefined)
      session.turn();
    for (let left = 2; left > 0; left--) {
      session.receive({ type: 'acknowledge', run: 1, request });
      while (session.turn() === 0);
    }
    if (last === undefined) throw new Error('the run has reported nothing');
    return last;
  };
  const ahead = looks.filter((iteration) => iteration < subject.iterations);
  session.receive({ type: 'start', run: 1, request, subject, seed, speed: 'unlimited', paused: ahead.length > 0 });
  const seen: RunLook[] = [];
  let now: Snapshot | undefined;
  for (const iteration of ahead) {
    session.receive({ type: 'runTo', run: 1, request: ++request, iteration });
    now = rested();
    if (now.iteration !== iteration || now.stopReason !== undefined) break;
    seen.push(lookAt(now));
  }
  // `resume` would train a run that has ended for its whole length again.
  const isOver = now !== undefined && (now.iteration !== ahead.at(-1) || now.stopReason !== undefined);
  if (!isOver) session.receive({ type: 'resume', run: 1, request: ++request });
  const end = isOver && now !== undefined ? now : rested();
  return { combination, seed, ...lookAt(end), cause: end.verdict?.causes[0]?.kind, looks: seen };
}

function lookAt({ iteration, verdict, error, test, solvedAt }: Snapshot): RunLook {
  const own = { iteration, verdict: verdict?.kind, error, solvedAt };
  return test === undefined ? own : { ...own, testError: test.error };
}
