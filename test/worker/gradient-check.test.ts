import { expect, test } from 'vitest';
import { checkGradients } from '../engine/gradients/check-gradients.ts';
import { xorSubject } from './subjects.ts';
import { TurnSession } from './turn-session.ts';

/** A session on a clock that passes a millisecond at each reading. */
class Talk extends TurnSession {
  constructor({ paused = true } = {}) {
    super(1);
    this.say({ type: 'start', subject: xorSubject(1e9), seed: 1, speed: 'unlimited', paused });
  }

  /** A step, and a gradient check that begins at its end. */
  ask(): void {
    this.say({ type: 'step', iterations: 20 });
    this.say({ type: 'checkGradients' });
    this.say({ type: 'setViewRequest', viewRequest: { gradients: true } });
  }

  begin(): void {
    this.ask();
    this.finishStep();
  }

  finishStep(): void {
    do this.turn();
    while (this.session.run?.isStepping === true);
  }

  finish(): void {
    for (let turns = 0; this.of('gradients').length === 0; turns++) {
      if (turns > 10_000) throw new Error('the check does not end');
      this.turn();
    }
  }

  /** The turns after which a session without work is idle. */
  rest(): void {
    this.turn();
    this.acknowledge();
    this.turn();
    this.turn();
  }
}

test('a gradient check takes many short turns, shows its progress, and ends with the numbers of an undivided one', () => {
  const talk = new Talk();
  talk.begin();
  const longest: number[] = [];
  while (talk.of('gradients').length === 0) longest.push(talk.turn());
  expect(longest.length).toBeGreaterThan(40);
  expect(Math.max(...longest)).toBeLessThan(20);
  const done = talk.of('gradientProgress').map((report) => report.done);
  expect(done.length).toBeGreaterThan(2);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(talk.of('gradientProgress').at(-1)?.total).toBe(16);
  const [report] = talk.of('gradients');
  expect(report?.iteration).toBe(20);
  expect(report?.check).toEqual(checkGradients(talk.session.run!.training));
  talk.rest();
  expect(talk.isIdle).toBe(true);
});

test('a gradient check ends when no view asks for it', () => {
  const talk = new Talk();
  talk.begin();
  talk.turn();
  talk.say({ type: 'setViewRequest', viewRequest: {} });
  talk.rest();
  expect(talk.isIdle).toBe(true);
  expect(talk.of('gradients')).toEqual([]);
});

test('a gradient check that waits for the end of a step is not begun once no view asks for it', () => {
  const talk = new Talk();
  talk.ask();
  talk.say({ type: 'setViewRequest', viewRequest: {} });
  talk.finishStep();
  talk.rest();
  expect(talk.isIdle).toBe(true);
  expect(talk.of('gradientProgress')).toEqual([]);
});

test('a step is made while a gradient check goes on, which keeps to its iteration', () => {
  const alone = new Talk();
  alone.begin();
  alone.finish();
  const talk = new Talk();
  talk.begin();
  talk.acknowledge();
  talk.turn();
  talk.say({ type: 'step', iterations: 3 });
  talk.finishStep();
  talk.acknowledge();
  talk.turn();
  expect(talk.of('snapshot').at(-1)?.iteration).toBe(23);
  expect(talk.of('gradients')).toEqual([]);
  talk.finish();
  expect(talk.of('gradients')[0]).toEqual(alone.of('gradients')[0]);
});

test('a run that starts under an unfinished gradient check begins one of its own', () => {
  const talk = new Talk();
  talk.begin();
  const viewRequest = { gradients: true };
  talk.session.receive({
    type: 'start',
    run: 2,
    request: 9,
    subject: xorSubject(1e9),
    seed: 2,
    speed: 'unlimited',
    paused: true,
    viewRequest,
  });
  talk.finish();
  expect(talk.of('gradients')).toMatchObject([{ run: 2, iteration: 0 }]);
});

test('a check-up goes on beside a run that trains, in short turns, and ends with seven findings', () => {
  const talk = new Talk({ paused: false });
  talk.say({ type: 'checkUp' });
  talk.say({ type: 'setViewRequest', viewRequest: { checkUp: true } });
  const longest: number[] = [];
  while (talk.of('checkUp').at(-1)?.isDone !== true) {
    longest.push(talk.turn());
    talk.acknowledge();
  }
  expect(Math.max(...longest)).toBeLessThan(50);
  expect(talk.session.run?.training.iteration).toBeGreaterThan(100);
  expect(talk.of('checkUp').at(-1)).toMatchObject({ iteration: 0, rows: 4, of: 4, parts: 7 });
  expect(talk.of('checkUp').at(-1)?.findings).toHaveLength(7);
  expect(talk.of('checkUp')[0]?.isDone).toBe(false);
});

test('a check-up ends when no view asks for it', () => {
  const talk = new Talk();
  talk.say({ type: 'checkUp' });
  talk.say({ type: 'setViewRequest', viewRequest: { checkUp: true } });
  talk.turn();
  talk.say({ type: 'setViewRequest', viewRequest: {} });
  for (let turns = 0; turns < 3; turns++) {
    talk.acknowledge();
    talk.turn();
  }
  expect(talk.isIdle).toBe(true);
  expect(talk.of('checkUp').every(({ isDone }) => !isDone)).toBe(true);
});
