import type { Scenario } from '../scenario/schema.ts';
import type { Compared } from '../ui/model/message.ts';
import type { Report, Snapshot } from '../worker/protocol.ts';
import { TrainingSession } from '../worker/session.ts';
import { subjectOf } from './subject.ts';

/**
 * Trains a scenario to its end, with its changes and stop conditions.
 * @param rest called between two slices of training.
 * @param seed in place of that of the scenario.
 */
export function finishedRun(
  scenario: Scenario,
  rest = (): void => {},
  seed = scenario.training.seed,
): Omit<Compared & { readonly ok: true }, 'ok' | 'name'> {
  const subject = subjectOf(scenario);
  let last: Snapshot | undefined;
  const post = (report: Report): void => {
    if (report.type === 'snapshot') last = report;
  };
  const session = new TrainingSession(post, () => performance.now());
  const command = { run: 1, request: 1 };
  session.receive({ type: 'start', ...command, subject, seed, speed: 'unlimited', paused: false });
  // Snapshots on the way are not acknowledged, so that none is made.
  while (session.run?.state === 'running' || session.run?.journey !== undefined) {
    session.turn();
    rest();
  }
  for (let left = 2; left > 0; left--) {
    session.receive({ type: 'acknowledge', ...command });
    while (session.turn() === 0);
  }
  if (last === undefined) throw new Error('the run gave no result');
  const { curve, iteration, error, solvedAt } = last;
  return { subject, seed, curve, iteration, error, solvedAt };
}
