import { describe, expect, test } from 'vitest';
import type { LogRow } from '../../src/formats/run-log.ts';
import { isLogged, logRowOf } from '../../src/worker/log-rows.ts';
import type { Command, Report } from '../../src/worker/protocol.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import { finished, shipped, varied } from '../scenarios/run-scenario.ts';
import { xorSubject } from './subjects.ts';

const xor = shipped('xor');

/** Talks to a session for which no time passes; the rows of its log. */
function rowsOf(iterations: number, logEvery: number, ...asked: readonly object[]): readonly LogRow[] {
  const rows: LogRow[] = [];
  let isToAcknowledge = false;
  const post = (report: Report): void => {
    if (report.type === 'log') rows.push(...report.rows);
    isToAcknowledge ||= report.type === 'snapshot';
  };
  const session = new TrainingSession(post, () => 0);
  let request = 0;
  const tell = (what: object): void => {
    session.receive({ ...what, run: 1, request: ++request } as Command);
    do {
      if (isToAcknowledge) session.receive({ type: 'acknowledge', run: 1, request } as Command);
      isToAcknowledge = false;
    } while (session.turn() === 0 || isToAcknowledge);
  };
  tell({ type: 'start', subject: xorSubject(iterations), logEvery, seed: 1, speed: 'unlimited', paused: true });
  for (const what of asked) tell(what);
  return rows;
}

/** A session whose first snapshot nobody has received yet, so that it waits with the next; what it tells beside. */
function unheard(logEvery: number) {
  const told: string[] = [];
  const post = (report: Report): void => {
    if (report.type === 'log')
      told.push(`run ${report.run}: ${report.rows.map(({ iteration }) => iteration).join(' ')}`);
    if (report.type === 'checkpoint') told.push(`checkpoint of ${report.underway?.saved.iteration}`);
  };
  const session = new TrainingSession(post, () => 0);
  let request = 0;
  const say = (what: object, run = 1): void => {
    session.receive({ ...what, run, request: ++request } as Command);
    session.turn();
  };
  say({ type: 'start', subject: xorSubject(10), logEvery, seed: 1, speed: 'unlimited', paused: true });
  return { told, say };
}

describe('the rows of a log', () => {
  test('are of the first iteration, of each so many, and of the last', () => {
    expect([1, 2, 3, 4, 5, 6].filter((iteration) => isLogged(iteration, 3))).toEqual([1, 3, 6]);
    const rows = rowsOf(10, 4, { type: 'resume' });
    expect(rows.map(({ iteration }) => iteration)).toEqual([1, 4, 8, 10]);
    const { error } = finished(varied(xor, { training: { iterations: 8 } }));
    expect(rows[2]).toEqual({ iteration: 8, epoch: 8, error, testError: undefined, learningRate: 1, seconds: 0 });
  });

  test('are not told again of what is only run again', () => {
    const back = { type: 'travel', travel: { to: 'iteration', iteration: 2 } };
    const step = { type: 'step', iterations: 6 };
    const rows = rowsOf(100, 2, step, back, step);
    expect(rows.map(({ iteration }) => iteration)).toEqual([1, 2, 4, 6, 8]);
  });

  test('are told again of a run that has become another', () => {
    const edit = { type: 'edit', edits: [{ kind: 'cell', name: 'syn0', row: 0, column: 0, value: 0 }] };
    const back = { type: 'travel', travel: { to: 'iteration', iteration: 2 } };
    const rows = rowsOf(100, 2, { type: 'step', iterations: 4 }, back, edit, { type: 'step', iterations: 2 });
    expect(rows.map(({ iteration }) => iteration)).toEqual([1, 2, 4, 4]);
    expect(rows[2]?.error).not.toBe(rows[3]?.error);
  });

  test('that are not told yet are told before the next run begins, and as those of their own', () => {
    const { told, say } = unheard(2);
    say({ type: 'step', iterations: 3 });
    expect(told).toEqual([]);
    say({ type: 'start', subject: xorSubject(10), logEvery: 1, seed: 2, speed: 'unlimited', paused: true }, 2);
    say({ type: 'step', iterations: 1 }, 2);
    say({ type: 'acknowledge' }, 2);
    expect(told).toEqual(['run 1: 1 2', 'run 2: 1']);
  });

  test('are told before a checkpoint of what they lead to', () => {
    const { told, say } = unheard(1);
    say({ type: 'step', iterations: 4 });
    say({ type: 'save' });
    expect(told).toEqual(['run 1: 1 2 3 4', 'checkpoint of 4']);
  });

  test('count epochs where an iteration sees some of the examples only', () => {
    const run = finished(varied(xor, { training: { iterations: 5, batch: { size: 2 } } }));
    expect(logRowOf(run, 1.23456)).toMatchObject({ iteration: 5, epoch: 2, seconds: 1.235, error: run.error });
  });
});
