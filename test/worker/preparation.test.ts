import { afterEach, expect, test, vi } from 'vitest';
import { Interpreter } from '../../src/engine/backends/interpreter.ts';
import { finish } from '../../src/engine/run/pieces.ts';
import type { ViewRequest } from '../../src/worker/protocol.ts';
import { beginRun, SessionRun } from '../../src/worker/session-run.ts';
import { preparing, snapshotOf } from '../../src/worker/snapshot.ts';
import type { Subject } from '../../src/worker/subject.ts';
import { largeSubject } from './subjects.ts';

afterEach(() => vi.restoreAllMocks());

const wide = largeSubject(6000, [20, 60, 10]);
const planar = largeSubject(20, [2, 300, 300, 1]);
const withTest = (subject: Subject): Subject => ({
  ...subject,
  test: { inputs: largeSubject(500, [20, 10]).inputs, targets: largeSubject(500, [10, 10]).inputs },
});
const plane = { columns: 200, rows: 100, inputs: [0, 1], x: [0, 1], y: [0, 1], of: 'output' } as const;

function runAt(subject: Subject, viewRequest: ViewRequest = {}): SessionRun {
  const start = { type: 'start', run: 1, request: 1, subject, seed: 1, speed: 'unlimited', paused: true } as const;
  const run = new SessionRun(
    { ...start, viewRequest },
    beginRun,
    () => 0,
    () => {},
  );
  run.training.iterate();
  return run;
}

test.each<readonly [string, Subject, ViewRequest, number]>([
  ['the results of large lines', wide, {}, 4],
  ['a test set, and the training set beside it', withTest(wide), {}, 60],
  ['the training set of a confusion matrix', wide, { confusions: true }, 60],
  ['a plane', planar, { plane }, 40],
])('a snapshot is prepared in many pieces: %s', (_name, subject, viewRequest, least) => {
  const run = runAt(subject, viewRequest);
  let pieces = 0;
  for (const _ of preparing(run)) pieces++;
  expect(pieces).toBeGreaterThanOrEqual(least);
  // Nothing is left to compute, now or for the next one.
  const ran = vi.spyOn(Interpreter.prototype, 'runIteration');
  snapshotOf(run, undefined);
  expect([...preparing(run)]).toEqual([]);
  expect(ran).not.toHaveBeenCalled();
});

test('a snapshot of a run that has moved on since its last one is prepared anew', () => {
  const subject = withTest(largeSubject(300, [20, 60, 10]));
  const [run, other] = [runAt(subject), runAt(subject)];
  finish(preparing(run));
  snapshotOf(run, undefined);
  for (const one of [run, other]) {
    one.training.iterate();
    finish(preparing(one));
  }
  const { iterationTime: _, ...snapshot } = snapshotOf(run, undefined);
  expect(snapshot).toEqual(snapshotOf(other, undefined));
});

test('a plane of a run that rests is interpolated where the whole would take long', () => {
  const small = runAt(largeSubject(50, [2, 4, 1]), { plane });
  const large = runAt(planar, { plane });
  const steps = ({ plane: view }: ReturnType<typeof snapshotOf>) => new Set(view?.values).size;
  for (const run of [small, large]) finish(preparing(run));
  expect(steps(snapshotOf(small, undefined))).toBeGreaterThan(19_000);
  const ran = vi.spyOn(Interpreter.prototype, 'runIteration');
  large.training.iterate();
  const before = ran.mock.calls.length;
  finish(preparing(large));
  // 200 · 100 points of 91,000 multiplications each would take about a second.
  expect(ran.mock.calls.length - before).toBeLessThan(200);
});
