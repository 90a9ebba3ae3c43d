import { describe, expect, test } from 'vitest';
import { Examiner } from '../../src/engine/examiner.ts';
import { emptyMatrix, matrixFromRows } from '../../src/engine/matrix.ts';
import { Plane, type PlaneRequest } from '../../src/engine/plane.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { withDefaults } from '../../src/network/settings.ts';
import { networkSubject, type Subject } from '../../src/worker/subject.ts';
import { drawnMatrix } from '../engine/drawn-matrix.ts';
import { xorSubject } from './subjects.ts';
import { TimedSession } from './timed-session.ts';

const ENDLESS = 1e9;
const classes = ['round', 'long'];

function classSubject(): Subject {
  const settings = withDefaults({ layerSizes: [2, 3, 2], bias: true, learningRate: 0.3 });
  const rows = 12;
  const sides = (count: number) => matrixFromRows(Array.from({ length: count }, (_, i) => (i % 2 ? [1, 0] : [0, 1])));
  return networkSubject({
    settings,
    inputs: drawnMatrix(rows, 2, 1),
    targets: sides(rows),
    test: { inputs: drawnMatrix(5, 2, 3), targets: sides(5) },
    classes,
    iterations: ENDLESS,
    plan: [],
    watches: [],
  });
}

/** A network that takes longer to ask. */
function wideSubject(): Subject {
  return networkSubject({
    ...classSubject(),
    settings: withDefaults({ layerSizes: [2, 40, 40, 2], bias: true, learningRate: 0.01 }),
  });
}

const plane: PlaneRequest = { columns: 6, rows: 4, inputs: [0, 1], x: [0, 1], y: [0, 1], of: 'output' };

describe('a snapshot', () => {
  test('has the error, the curve and the predictions of test examples, as the engine has them', () => {
    const talk = new TimedSession();
    const subject = classSubject();
    talk.start(subject, { paused: true });
    talk.say({ type: 'step', iterations: 70 });
    const run = new TrainingRun(subject.program, subject.inputs, subject.targets, 1, [], subject.test);
    for (let i = 0; i < 70; i++) run.iterate();
    const { test: seen, scores } = talk.settle();
    expect(seen).toMatchObject({
      error: run.testRecord?.error,
      curve: run.testRecord?.curve(),
      prediction: run.testRecord?.prediction.data,
      scores: { accuracy: expect.closeTo(0.5, 0) },
    });
    expect(seen?.scores.confusion).toBe(undefined);
    expect(scores?.accuracy).toBeGreaterThanOrEqual(0.5);
  });

  test('has no test set where there is none, and the scores of quantities', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { paused: true });
    expect(talk.latest).not.toHaveProperty('fit');
    talk.say({ type: 'step', iterations: 5000 });
    const { test: seen, scores } = talk.drive(500);
    expect(seen).toBe(undefined);
    expect(Object.keys(scores ?? {})).toEqual(['rSquared']);
    expect(scores?.rSquared).toBeGreaterThan(0.9);
  });

  test('is the same after going back and on', () => {
    const talk = new TimedSession();
    talk.start(classSubject(), { paused: true });
    for (const command of [
      { type: 'setViewRequest', viewRequest: { plane, example: { set: 'test', row: 1 }, confusions: true } },
      { type: 'step', iterations: 50 },
    ] as const)
      talk.say(command);
    const before = talk.settle();
    talk.say({ type: 'step', iterations: 30 });
    talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 50 } });
    const after = talk.settle();
    expect(before).toMatchObject({ plane: { request: plane }, activations: { example: { set: 'test', row: 1 } } });
    expect(after).toMatchObject({ iteration: 50, furthest: 80 });
    for (const part of ['scores', 'plane', 'activations'] as const) expect(after[part]).toEqual(before[part]);
    // Errors are known as far as the run has been.
    const { curve, ...test } = after.test ?? {};
    expect(curve?.iterations.at(-1)).toBe(79);
    expect(before.test).toMatchObject(test);
  });
});

describe('the view request', () => {
  test('is answered in every snapshot until it is replaced', () => {
    const talk = new TimedSession();
    talk.start(classSubject());
    expect(talk.latest).not.toHaveProperty('plane');
    talk.say({ type: 'setViewRequest', viewRequest: { plane } });
    talk.drive(500);
    expect(talk.latest.state).toBe('running');
    expect(talk.latest.plane?.values.length).toBe(24);
    expect(talk.latest.plane?.classes?.length).toBe(24);
    talk.say({ type: 'setViewRequest', viewRequest: {} });
    expect(talk.settle()).not.toHaveProperty('plane');
  });

  test('for a plane raises the rate to 15 snapshots a second or more', () => {
    const timesIn = (asked: PlaneRequest | undefined): number => {
      const talk = new TimedSession(1);
      talk.start(classSubject());
      talk.say({ type: 'setViewRequest', viewRequest: { plane: asked } });
      talk.drive(500);
      const { length } = talk.reports;
      talk.drive(2000);
      return (talk.reports.length - length) / 2;
    };
    expect(timesIn(plane)).toBeGreaterThanOrEqual(15);
    expect(timesIn(plane)).toBeLessThanOrEqual(25);
    expect(timesIn(undefined)).toBeLessThan(15);
  });

  test('for a plane is answered exactly when the run rests', () => {
    const talk = new TimedSession(1);
    const subject = wideSubject();
    const large: PlaneRequest = { ...plane, columns: 120, rows: 60 };
    talk.start(subject);
    talk.say({ type: 'setViewRequest', viewRequest: { plane: large } });
    talk.drive(100);
    expect(talk.latest.state).toBe('running');
    const hasty = talk.latest;
    talk.say({ type: 'pause' });
    const { plane: seen, iteration } = talk.settle();
    const exactAt = (k: number) => {
      const run = new TrainingRun(subject.program, subject.inputs, subject.targets, 1);
      for (let i = 0; i < k; i++) run.iterate();
      return new Plane(run, large, subject.inputs).values();
    };
    expect(seen).toEqual({ request: large, ...exactAt(iteration) });
    expect(hasty.plane?.values).not.toEqual(exactAt(hasty.iteration)?.values);
    expect(hasty.plane?.values[4000]).toBeCloseTo(exactAt(hasty.iteration)?.values[4000] as number, 2);
  });

  test('can come with the start of a run', () => {
    const talk = new TimedSession();
    talk.run++;
    const viewRequest = { plane, example: { set: 'train', row: 0 }, confusions: true } as const;
    talk.say({ type: 'start', subject: classSubject(), seed: 1, speed: 'unlimited', paused: true, viewRequest });
    expect(talk.latest).toMatchObject({ plane: { request: plane }, activations: { example: viewRequest.example } });
    talk.say({ type: 'step', iterations: 1 });
    const { scores, test: seen } = talk.settle();
    expect([...(scores?.confusion ?? [])].reduce((sum, count) => sum + count)).toBe(12);
    expect([...(seen?.scores.confusion ?? [])].reduce((sum, count) => sum + count)).toBe(5);
  });

  test('for an example is answered with the values of every layer, with the current parameters', () => {
    const talk = new TimedSession();
    const subject = classSubject();
    talk.start(subject, { paused: true });
    talk.say({ type: 'step', iterations: 20 });
    talk.say({ type: 'setViewRequest', viewRequest: { example: { set: 'train', row: 7 } } });
    const { layers } = talk.settle().activations ?? { layers: [] };
    const run = new TrainingRun(subject.program, subject.inputs, subject.targets, 1);
    for (let i = 0; i < 20; i++) run.iterate();
    const prediction = emptyMatrix(subject.targets);
    new Examiner(run, 12).predict(subject.inputs, prediction);
    expect(layers.map(({ length }) => length)).toEqual([2, 3, 2]);
    expect(layers[0]).toEqual(subject.inputs.data.slice(14, 16));
    expect(layers[2]).toEqual(prediction.data.slice(14, 16));
  });

  test('without such an example or a plane has no answer', () => {
    const talk = new TimedSession();
    talk.start({ ...classSubject(), test: undefined }, { paused: true });
    talk.say({ type: 'setViewRequest', viewRequest: { example: { set: 'test', row: 0 } } });
    expect(talk.settle()).not.toHaveProperty('activations');
    talk.say({ type: 'setViewRequest', viewRequest: { example: { set: 'train', row: 12 } } });
    expect(talk.settle()).not.toHaveProperty('activations');
  });

  test('for units of the first layer is answered with all their weights', () => {
    const talk = new TimedSession();
    const settings = withDefaults({ layerSizes: [300, 4, 1], bias: true, learningRate: 1 });
    const targets = matrixFromRows([[0], [1]]);
    const inputs = drawnMatrix(2, 300, 1);
    const subject = networkSubject({ ...classSubject(), settings, inputs, targets, test: undefined });
    talk.start({ ...subject, classes: undefined }, { paused: true });
    talk.say({ type: 'setViewRequest', viewRequest: { incoming: { first: 1, count: 2 } } });
    const { incoming } = talk.settle();
    const run = new TrainingRun(subject.program, inputs, targets, 1);
    const whole = run.valueOf('syn0');
    expect(incoming).toMatchObject({ first: 1, weights: { rows: 300, columns: 2 } });
    expect(incoming?.weights.data[2 * 299 + 1]).toBe(whole.data[4 * 299 + 2]);
    talk.say({ type: 'setViewRequest', viewRequest: { incoming: { first: 3, count: 9 } } });
    expect(talk.settle().incoming?.weights).toMatchObject({ rows: 300, columns: 1 });
    talk.say({ type: 'setViewRequest', viewRequest: { incoming: { first: 4, count: 1 } } });
    expect(talk.settle()).not.toHaveProperty('incoming');
  });

  test('does not end a step', () => {
    const talk = new TimedSession(30);
    talk.start(classSubject(), { paused: true });
    talk.say({ type: 'step', iterations: 40 });
    const asked = talk.request;
    talk.say({ type: 'setViewRequest', viewRequest: { plane } });
    talk.drive(200);
    expect(talk.latest.iteration).toBeLessThan(40);
    talk.drive(3000);
    expect(talk.latest).toMatchObject({ iteration: 40, state: 'paused', request: asked + 1 });
  });

  test('does not change the run', () => {
    const [watched, alone] = [new TimedSession(), new TimedSession()];
    for (const talk of [watched, alone]) talk.start(classSubject(), { paused: true });
    watched.say({ type: 'setViewRequest', viewRequest: { plane } });
    for (const talk of [watched, alone]) for (let i = 0; i < 10; i++) talk.say({ type: 'step', iterations: 3 });
    expect(watched.settle().parameters).toEqual(alone.settle().parameters);
  });
});
