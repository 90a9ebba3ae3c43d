import type { Report, Snapshot } from '../protocol.ts';
import type { RunLook, RunResult, SweepJob } from '../protocol-sweep.ts';
import { TrainingSession } from '../session.ts';
import type { NetworkSubject } from '../subject.ts';

/**
 * Trains a run to its end, with the session of the dashboard: the bits are those of the run without a screen. Yields between two
 * slices of training.
 * @param looks completed iterations at which the run is looked at, ascending.
 */
export function* trainingOf(
  subject: NetworkSubject,
  { combination, seed }: SweepJob,
  looks: readonly number[],
): Generator<undefined, RunResult> {
  let last: Snapshot | undefined;
  const post = (report: Report): void => {
    if (report.type === 'snapshot') last = report;
  };
  const session = new TrainingSession(post, () => performance.now());
  let request = 1;
  /** Trains to where the run rests, and looks at it. Snapshots on the way are not acknowledged, so that none is made. */
  function* rested(): Generator<undefined, Snapshot> {
    while (session.run?.state === 'running' || session.run?.isStepping || session.run?.journey !== undefined) {
      session.turn();
      yield;
    }
    for (let left = 2; left > 0; left--) {
      session.receive({ type: 'acknowledge', run: 1, request });
      while (session.turn() === 0);
    }
    if (last === undefined) throw new Error('the run gave no result');
    return last;
  }
  const ahead = looks.filter((iteration) => iteration < subject.iterations);
  session.receive({ type: 'start', run: 1, request, subject, seed, speed: 'unlimited', paused: ahead.length > 0 });
  const seen: RunLook[] = [];
  let now: Snapshot | undefined;
  for (const iteration of ahead) {
    session.receive({ type: 'runTo', run: 1, request: ++request, iteration });
    now = yield* rested();
    if (now.iteration !== iteration || now.stopReason !== undefined) break;
    seen.push(lookAt(now));
  }
  // `resume` would train a run that has ended for its whole length again.
  const isOver = now !== undefined && (now.iteration !== ahead.at(-1) || now.stopReason !== undefined);
  if (!isOver) session.receive({ type: 'resume', run: 1, request: ++request });
  const end = isOver && now !== undefined ? now : yield* rested();
  // A look at the last iteration is one at the end.
  if (seen.length === ahead.length && looks[ahead.length] === end.iteration && end.iteration === subject.iterations)
    seen.push(lookAt(end));
  return { combination, seed, ...lookAt(end), cause: end.verdict?.causes[0]?.kind, looks: seen };
}

/** Trains a run to its end at once. */
export function trainRun(subject: NetworkSubject, job: SweepJob, looks: readonly number[]): RunResult {
  const training = trainingOf(subject, job, looks);
  for (;;) {
    const { done, value } = training.next();
    if (done) return value;
  }
}

function lookAt({ iteration, verdict, error, test, solvedAt }: Snapshot): RunLook {
  const own = { iteration, verdict: verdict?.kind, since: verdict?.since, error, solvedAt };
  return test === undefined ? own : { ...own, testError: test.error };
}
