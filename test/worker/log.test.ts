import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../src/cli/subject.ts';
import type { LogRow } from '../../src/formats/run-log.ts';
import type { Report } from '../../src/worker/protocol.ts';
import { finished, shipped, varied } from '../scenarios/run-scenario.ts';
import { type Request, StillSession } from './still-session.ts';
import { xorSubject } from './subjects.ts';

const isLog = (report: Report): report is Report & { type: 'log' } => report.type === 'log';

/** The rows of the log of a run that obeys these commands. */
function rowsOf(iterations: number, logEvery: number, ...commands: readonly Request[]): readonly LogRow[] {
  const talk = new StillSession();
  talk.start(xorSubject(iterations), { logEvery });
  for (const command of commands) talk.say(command);
  return talk.reports.filter(isLog).flatMap(({ rows }) => rows);
}

describe('a log', () => {
  test('has a row for the first iteration, for every `logEvery`-th and for the last', () => {
    const rows = rowsOf(10, 4, { type: 'resume' });
    expect(rows.map(({ iteration }) => iteration)).toEqual([1, 4, 8, 10]);
    const { error } = finished(varied(shipped('xor'), { training: { iterations: 8 } }));
    expect(rows[2]).toEqual({ iteration: 8, epoch: 8, error, testError: undefined, learningRate: 1, seconds: 0 });
  });

  test('has no second row for an iteration that is run again', () => {
    const back = { type: 'travel', travel: { to: 'iteration', iteration: 2 } } as const;
    const step = { type: 'step', iterations: 6 } as const;
    expect(rowsOf(100, 2, step, back, step).map(({ iteration }) => iteration)).toEqual([1, 2, 4, 6, 8]);
  });

  test('has new rows for what is run again after an edit', () => {
    const edits = [{ kind: 'cell', name: 'syn0', row: 0, column: 0, value: 0 }] as const;
    const back = { type: 'travel', travel: { to: 'iteration', iteration: 2 } } as const;
    const rows = rowsOf(
      100,
      2,
      { type: 'step', iterations: 4 },
      back,
      { type: 'edit', edits },
      { type: 'step', iterations: 2 },
    );
    expect(rows.map(({ iteration }) => iteration)).toEqual([1, 2, 4, 4]);
    expect(rows[2]?.error).not.toBe(rows[3]?.error);
  });

  test('has its rows before the checkpoint that they lead to', () => {
    const talk = new StillSession();
    talk.start(xorSubject(10), { logEvery: 1, saveEvery: 4 });
    talk.say({ type: 'step', iterations: 6 });
    const posted = talk.reports.flatMap((report) => {
      if (report.type === 'checkpoint') return `checkpoint of ${report.checkpoint?.saved.iteration}`;
      return isLog(report) ? report.rows.map(({ iteration }) => iteration).join(' ') : [];
    });
    expect(posted).toEqual(['1 2 3 4', 'checkpoint of 4', '5 6']);
  });

  test('counts epochs where an iteration works on a mini-batch', () => {
    const scenario = varied(shipped('xor'), { training: { iterations: 5, batch: { size: 2 } } });
    const talk = new StillSession();
    talk.start(subjectOf(scenario), { logEvery: 5, paused: false });
    const { rows } = talk.latest('log');
    expect(rows.at(-1)).toMatchObject({ iteration: 5, epoch: 2, error: finished(scenario).error });
  });
});
