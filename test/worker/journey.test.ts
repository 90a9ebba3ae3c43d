import { describe, expect, test } from 'vitest';
import type { Replay } from '../../src/engine/run/pieces.ts';
import { Journey } from '../../src/worker/journey.ts';
import type { Command, JourneyProgress, Snapshot } from '../../src/worker/protocol.ts';
import type { Subject } from '../../src/worker/subject.ts';
import type { Request } from './still-session.ts';
import { divergingSubject, largeSubject, xorSubject } from './subjects.ts';
import { TurnSession } from './turn-session.ts';

/** An iteration is too large for one piece. */
const large = largeSubject(200, [50, 40, 10]);

/** A paused session after some iterations, whose pieces of work take 4 ms each. */
class Talk extends TurnSession {
  constructor(subject: Subject, iterations: number, more: Partial<Command & { readonly type: 'start' }> = {}) {
    super(4);
    this.start(subject, iterations, more);
  }
}

const placeOf = ({ iteration, line, state }: Snapshot) => ({ iteration, line, state });
const numbersOf = ({ parameters, prediction, error, verdict, curve }: Snapshot) => ({
  parameters,
  prediction,
  error,
  verdict,
  curve,
});

describe('the progress of a journey', () => {
  function* pieces(): Replay<() => void> {
    yield 10.5;
    yield 15;
    yield 25;
    return () => {};
  }
  const sharesOf = (purpose: JourneyProgress['purpose'], iteration: number): readonly number[] => {
    const journey = new Journey(purpose, { iteration, line: 0 }, pieces());
    return [0, 1, 2, 3].map(() => {
      const { share } = journey.progress;
      journey.advance();
      return share;
    });
  };

  test('is the share of the way from the iteration where the replay begins, at most all of it', () => {
    expect(sharesOf('travel', 20)).toEqual([0, 0.05, 0.5, 1]);
  });

  test('is 0 for a search, which goes back and forth, and for a destination where the replay begins', () => {
    expect(sharesOf('search', 20)).toEqual([0, 0, 0, 0]);
    expect(sharesOf('travel', 10)).toEqual([0, 0, 0, 0]);
  });
});

const back = { type: 'travel', travel: { to: 'iterations', by: -20 } } as const;

describe('a journey', () => {
  test.each<readonly [string, Request]>([
    ['to an iteration', back],
    ['by a line', { type: 'travel', travel: { to: 'line', by: -1 } }],
    ['to another line', { type: 'inspect', line: 1, cell: { row: 0, column: 0 } }],
    ['to a mark', { type: 'recall', mark: { iteration: 9, changes: 0 } }],
  ])('%s takes many short turns, and shows its progress', (_name, request) => {
    const talk = new Talk(large, 30);
    talk.say(request);
    const turns = talk.settle();
    expect(turns.length).toBeGreaterThan(8);
    // Two pieces of a journey, and the readings of the clock for all else.
    expect(Math.max(...turns)).toBeLessThanOrEqual(48);
    expect(talk.of('journey').length).toBeGreaterThan(1);
    expect(talk.of('journey').at(-1)?.journey).toBeUndefined();
  });

  test('shows the run where it was until it arrives', () => {
    const talk = new Talk(large, 30);
    talk.say({ type: 'setViewRequest', viewRequest: { confusions: true } });
    talk.settle();
    const before = talk.latest;
    talk.say(back);
    talk.turn();
    talk.say({ type: 'setViewRequest', viewRequest: {} });
    talk.turn();
    expect(placeOf(talk.latest)).toEqual({ iteration: 30, line: 0, state: 'paused' });
    expect(numbersOf(talk.latest)).toEqual(numbersOf(before));
    talk.settle();
    expect(placeOf(talk.latest)).toEqual({ iteration: 10, line: 0, state: 'paused' });
  });

  test.each(['cancel', 'pause'] as const)('is ended by %s at any piece, and leaves the run where it was', (type) => {
    for (const turns of [1, 3]) {
      const talk = new Talk(large, 30);
      talk.say({ type: 'setViewRequest', viewRequest: {} });
      talk.settle();
      const before = numbersOf(talk.latest);
      talk.say(back);
      for (let k = 0; k < turns; k++) talk.turn();
      talk.say({ type });
      talk.settle();
      expect(placeOf(talk.latest)).toEqual({ iteration: 30, line: 0, state: 'paused' });
      expect(talk.latest.request).toBe(talk.request);
      expect(numbersOf(talk.latest)).toEqual(before);
      talk.say({ type: 'step', iterations: 3 });
      talk.settle();
      expect(numbersOf(talk.latest)).toEqual(numbersOf(new Straight(large, 33).latest));
    }
  });

  test('takes a new destination from the one that it is on its way to', () => {
    const talk = new Talk(large, 30);
    for (let k = 0; k < 3; k++) {
      talk.say({ type: 'travel', travel: { to: 'iterations', by: -5 } });
      talk.turn();
    }
    talk.say({ type: 'travel', travel: { to: 'line', by: -1 } });
    talk.settle();
    const { program } = large;
    expect(placeOf(talk.latest)).toEqual({ iteration: 14, line: program.iteration.length - 1, state: 'paused' });
  });

  test('comes before the commands that follow it, in their order', () => {
    const talk = new Talk(large, 30);
    talk.say(back);
    talk.turn();
    talk.say({ type: 'edit', edits: [{ kind: 'cell', name: 'syn0', row: 0, column: 0, value: 3 }] });
    talk.say({ type: 'step', iterations: 2 });
    talk.say({ type: 'travel', travel: { to: 'line', by: 1 } });
    talk.settle();
    expect(talk.latest).toMatchObject({ iteration: 12, line: 1, furthest: 12, changed: 1, request: talk.request });
    expect(talk.latest.changes).toMatchObject([{ at: 10 }]);
  });

  test('to look elsewhere lets the run train, and has the bits of that iteration', () => {
    const talk = new Talk(large, 30);
    talk.say({ type: 'resume' });
    talk.turn();
    talk.say({ type: 'recall', mark: { iteration: 9, changes: 0 } });
    while (talk.of('recollection').length === 0) {
      talk.turn();
      talk.session.receive({ type: 'acknowledge', run: 1, request: talk.request });
    }
    expect(talk.session.run?.training.iteration).toBeGreaterThan(30);
    const { parameters, prediction, error } = new Straight(large, 9).latest;
    expect(talk.of('recollection')[0]).toMatchObject({ parameters, prediction, error });
    talk.say({ type: 'pause' });
    talk.settle();
    expect(numbersOf(talk.latest)).toEqual(numbersOf(new Straight(large, talk.latest.iteration).latest));
  });

  test('gives way to a later look', () => {
    const talk = new Talk(large, 30);
    talk.say({ type: 'inspect', line: 1, cell: { row: 0, column: 0 } });
    talk.turn();
    talk.say({ type: 'inspect', line: 1, cell: { row: 1, column: 0 } });
    talk.settle();
    expect(talk.of('inspection').map(({ cell }) => cell)).toEqual([{ row: 1, column: 0 }]);
  });
});

/** The same run without a journey. */
class Straight extends Talk {
  constructor(subject: Subject, iterations: number) {
    super(subject, iterations);
    this.say({ type: 'setViewRequest', viewRequest: {} });
    this.settle();
  }
}

test('the search for the first non-finite value is a journey, after which waiting commands are taken', () => {
  const talk = new Talk(divergingSubject(), 0);
  talk.say({ type: 'step', iterations: 5 });
  talk.say({ type: 'travel', travel: { to: 'line', by: -1 } });
  talk.settle();
  expect(talk.latest).toMatchObject({ iteration: 0, line: 1, state: 'paused', furthest: 0 });
  for (const { error, iteration } of talk.of('snapshot')) {
    expect(iteration).toBe(0);
    if (error !== undefined) expect(error).toBeLessThan(Number.POSITIVE_INFINITY);
  }
});

test('a resumed run shows nothing until it is there; a pause and a save on the way lose nothing', () => {
  const first = new Talk(large, 30);
  first.say({ type: 'save' });
  first.settle();
  const checkpoint = structuredClone(first.of('checkpoint')[0]?.checkpoint);
  expect(checkpoint?.saved.from.iteration).toBe(0);
  const talk = new Talk(large, 0, { resume: checkpoint });
  expect(talk.session.run?.training.iteration).toBe(30);
  const again = new Talk(xorSubject(1), 0);
  again.reports.length = 0;
  again.session.receive({
    ...{ type: 'start', run: 1, request: 9, subject: large, seed: 1, speed: 'unlimited', paused: true },
    ...{ resume: checkpoint },
  } as Command);
  again.turn();
  expect(again.of('snapshot')).toEqual([]);
  again.say({ type: 'pause' });
  again.say({ type: 'save' });
  again.turn();
  expect(again.of('checkpoint')[0]?.checkpoint?.saved).toEqual(checkpoint?.saved);
  again.settle();
  expect(placeOf(again.latest)).toEqual({ iteration: 30, line: 0, state: 'paused' });
});
