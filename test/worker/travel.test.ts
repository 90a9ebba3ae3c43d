import { describe, expect, it } from 'vitest';
import type { Command, GradientReport, Inspection, Snapshot, Travel } from '../../src/worker/protocol.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import type { Request } from './still-session.ts';
import { xorSubject } from './subjects.ts';

const subject = xorSubject(1000);

/** A paused session, and what it answers to one command after another. */
function open() {
  let now = 0;
  let request = 0;
  const answers = {
    snapshot: undefined as Snapshot | undefined,
    inspection: undefined as Inspection | undefined,
    gradients: undefined as GradientReport | undefined,
  };
  const session = new TrainingSession(
    (report) => Object.assign(answers, { [report.type]: report }),
    () => now,
  );
  const say = (what: Request): Snapshot => {
    request++;
    session.receive({ ...what, run: 1, request } as Command);
    for (let wait = session.turn(); wait !== undefined; wait = session.turn()) now += Math.max(1, wait);
    session.receive({ type: 'acknowledge', run: 1, request });
    if (answers.snapshot?.request !== request) throw new Error('the request was not answered');
    return answers.snapshot;
  };
  say({ type: 'start', subject, seed: 1, speed: 'unlimited', paused: true });
  return { say, answers, travel: (travel: Travel) => say({ type: 'travel', travel }) };
}

const placeOf = ({ iteration, line, furthest, state }: Snapshot) => ({ iteration, line, furthest, state });

/** Everything of a snapshot that is a number of the run. */
const numbersOf = ({ parameters, prediction, error, solvedAt, lines }: Snapshot) => ({
  parameters,
  prediction,
  error,
  solvedAt,
  lines,
});

describe('a session that steps by line', () => {
  it('runs the next line only, and says what every line has computed', () => {
    const { say, travel } = open();
    expect(placeOf(travel({ to: 'line', by: 1 }))).toEqual({ iteration: 0, line: 1, furthest: 0, state: 'paused' });
    const second = travel({ to: 'line', by: 1 });
    expect(second.lines?.map((line) => line?.cells.length)).toEqual([12, 16, ...Array(7).fill(undefined)]);
    expect(second.error).toBeUndefined();
    expect(second.prediction.length).toBe(0);
    const third = travel({ to: 'line', by: 1 });
    expect([...third.prediction].map((value) => value.toFixed(4))).toEqual(['0.4737', '0.4890', '0.5438', '0.5447']);
    expect(say({ type: 'step', iterations: 1 })).toMatchObject({ iteration: 1, line: 0 });
  });

  it('changes a weight only when its update line runs', () => {
    const { say, travel } = open();
    say({ type: 'step', iterations: 5 });
    const weights = Array.from({ length: 9 }, () => {
      const [syn0, syn1] = travel({ to: 'line', by: 1 }).parameters.map(({ sums }) => sums.join());
      return { syn0, syn1 };
    });
    expect(new Set(weights.slice(0, 7).map(({ syn1 }) => syn1)).size).toBe(1);
    expect(weights[7]?.syn1).not.toBe(weights[6]?.syn1);
    expect(new Set(weights.slice(0, 8).map(({ syn0 }) => syn0)).size).toBe(1);
    expect(weights[8]?.syn0).not.toBe(weights[7]?.syn0);
  });

  it('meets the same numbers forward, back and forward again', () => {
    const { say, travel } = open();
    say({ type: 'step', iterations: 20 });
    const there = Array.from({ length: 9 }, () => numbersOf(travel({ to: 'line', by: 1 })));
    const back = Array.from({ length: 9 }, () => placeOf(travel({ to: 'line', by: -1 })));
    expect(back.map(({ line }) => line)).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(back.at(-1)).toEqual({ iteration: 20, line: 0, furthest: 21, state: 'paused' });
    expect(Array.from({ length: 9 }, () => numbersOf(travel({ to: 'line', by: 1 })))).toEqual(there);
  });
});

describe('a session that travels in time', () => {
  it('goes to the asked iteration, and no further than it has been', () => {
    const { say, travel } = open();
    say({ type: 'step', iterations: 300 });
    const iterations = (
      [
        { to: 'iteration', iteration: 120 },
        { to: 'iterations', by: -10 },
        { to: 'iterations', by: -500 },
        { to: 'iterations', by: 40 },
        { to: 'newest' },
        { to: 'iteration', iteration: 100_000 },
        { to: 'iterationBefore' },
      ] as const
    ).map((to) => travel(to).iteration);
    expect(iterations).toEqual([120, 110, 0, 40, 300, 300, 299]);
  });

  it('goes back to the beginning of its iteration first, then a whole iteration', () => {
    const { say, travel } = open();
    say({ type: 'step', iterations: 3 });
    travel({ to: 'line', by: 1 });
    expect(placeOf(travel({ to: 'iterationBefore' }))).toMatchObject({ iteration: 3, line: 0 });
    expect(placeOf(travel({ to: 'iterationBefore' }))).toMatchObject({ iteration: 2, line: 0 });
    expect(placeOf(travel({ to: 'line', by: -1 }))).toMatchObject({ iteration: 1, line: 8 });
  });

  it('stays at the beginning of the run', () => {
    const { travel } = open();
    expect(placeOf(travel({ to: 'line', by: -1 }))).toMatchObject({ iteration: 0, line: 0 });
    expect(placeOf(travel({ to: 'iterationBefore' }))).toMatchObject({ iteration: 0, line: 0 });
  });

  it('trains on from the past to the same bits, with the same error curve', () => {
    const { say, travel } = open();
    const first = say({ type: 'step', iterations: 400 });
    const before = { ...numbersOf(first), curve: first.curve };
    travel({ to: 'iteration', iteration: 150 });
    const again = say({ type: 'step', iterations: 250 });
    expect({ ...numbersOf(again), curve: again.curve }).toEqual(before);
  });

  it('shows the end of a run as its end again when it comes back to it', () => {
    const { say, travel } = open();
    expect(say({ type: 'step', iterations: 1000 }).state).toBe('finished');
    expect(travel({ to: 'iteration', iteration: 10 }).state).toBe('paused');
    expect(travel({ to: 'newest' }).state).toBe('finished');
  });
});

describe('a session that explains', () => {
  it('answers with the arithmetic of a cell, and leaves the run where it is', () => {
    const { say, answers } = open();
    say({ type: 'step', iterations: 7 });
    const after = say({ type: 'inspect', line: 7, cell: { row: 1, column: 0 } });
    expect(placeOf(after)).toEqual({ iteration: 7, line: 0, furthest: 7, state: 'paused' });
    expect(answers.inspection).toMatchObject({ run: 1, line: 7, cell: { row: 1, column: 0 }, iteration: 7 });
    expect(answers.inspection?.after).toBe(after.parameters[1]?.sums[1]);
  });

  it('checks the gradients, and goes on to the same bits', () => {
    const asked = open();
    asked.say({ type: 'step', iterations: 50 });
    asked.say({ type: 'checkGradients' });
    expect(asked.answers.gradients).toMatchObject({ run: 1, iteration: 50, check: { passed: true } });
    const untouched = open();
    untouched.say({ type: 'step', iterations: 50 });
    expect(numbersOf(asked.say({ type: 'step', iterations: 50 }))).toEqual(
      numbersOf(untouched.say({ type: 'step', iterations: 50 })),
    );
  });
});
