import { expect, test } from 'vitest';
import type { SurfaceRequest, SurfaceView } from '../../src/worker/protocol.ts';
import type { Subject } from '../../src/worker/subject.ts';
import { largeSubject, xorSubject } from './subjects.ts';
import { TurnSession } from './turn-session.ts';

/** A session at rest after some iterations, whose pieces of work take 4 ms each. */
function rested(iterations: number, subject: Subject = xorSubject(60_000)): TurnSession {
  const session = new TurnSession(4);
  session.start(subject, iterations);
  return session;
}

const whole: SurfaceRequest = { plane: 'weights', zoom: 0, moves: [0, 0], centred: 0 };

function shown(session: TurnSession, request: Partial<SurfaceRequest> = {}): SurfaceView {
  session.say({ type: 'setViewRequest', viewRequest: { surface: { ...whole, ...request } } });
  session.settle();
  const { surface } = session.latest;
  if (surface === undefined) throw new Error('no surface');
  return surface;
}

function mapOf({ map, why }: SurfaceView): NonNullable<SurfaceView['map']> {
  if (map === undefined) throw new Error(why);
  return map;
}

test('the surface is in the snapshots while a view requests it, from the initial weights to now', () => {
  const session = rested(700);
  const surface = shown(session);
  const map = mapOf(surface);
  expect(surface).toMatchObject({ iteration: 700, examples: 4, of: 4 });
  expect(map).toMatchObject({ columns: 99, rows: 45, isFinest: true, weights: { chosenBy: 'moves' } });
  expect([map.weights?.across.name, map.weights?.upwards.name]).toEqual(['syn0', 'syn1']);
  expect([map.path[0]?.iteration, map.now.iteration]).toEqual([0, 700]);
  expect(map.path.every(({ iteration, loss }) => iteration <= 700 && loss !== undefined)).toBe(true);
  expect(map.now.away).toBe(0);
  expect(map.best?.loss).toBe(Math.min(...map.path.map(({ loss }) => loss!), map.now.loss!));
  for (const { x, y } of [...map.path, map.now]) {
    expect(x > map.x[0] && x < map.x[1] && y > map.y[0] && y < map.y[1]).toBe(true);
  }
  session.say({ type: 'setViewRequest', viewRequest: {} });
  session.settle();
  expect(session.latest.surface).toBeUndefined();
});

test('the loss now is that of the predictions of the run', () => {
  const session = rested(300);
  const { now } = mapOf(shown(session));
  // The next iteration predicts with these weights, before its update.
  session.say({ type: 'step', iterations: 1 });
  session.settle();
  const targets = [0, 1, 1, 0];
  const half = session.latest.prediction.reduce((sum, cell, i) => sum + (targets[i]! - cell) ** 2, 0) / 2;
  expect(now.loss).toBeCloseTo(half, 12);
});

test('the lowest loss of the path is never above the loss now, while the run goes on', () => {
  const session = rested(100);
  shown(session);
  session.reports.length = 0;
  session.say({ type: 'resume' });
  for (let turn = 0; turn < 40; turn++) {
    session.turn();
    session.acknowledge();
  }
  const maps = session.of('snapshot').flatMap(({ surface }) => (surface?.map === undefined ? [] : [surface]));
  expect(maps.some(({ iteration, map }) => map!.now.iteration > iteration)).toBe(true);
  for (const { map } of maps) expect(map!.best!.loss).toBeLessThanOrEqual(map!.now.loss!);
});

test('the map follows a run that goes on and back, and is not computed again where nothing has moved', () => {
  const session = rested(100);
  const before = mapOf(shown(session));
  session.say({ type: 'travel', travel: { to: 'iteration', iteration: 50 } });
  session.settle();
  const back = session.latest.surface!;
  expect([back.iteration, mapOf(back).now.iteration]).toEqual([50, 50]);
  expect(mapOf(back).path.at(-1)!.iteration).toBeLessThanOrEqual(50);
  session.say({ type: 'travel', travel: { to: 'iteration', iteration: 100 } });
  session.settle();
  const again = mapOf(session.latest.surface!);
  expect(again.losses).toEqual(before.losses);
  session.say({ type: 'setSpeed', speed: 10 });
  session.settle();
  expect(session.latest.surface?.map?.losses).toBe(again.losses);
});

test('a person chooses weights, scale and place', () => {
  const session = rested(50);
  const across = { name: 'syn0', row: 2, column: 1 };
  const upwards = { name: 'syn0', row: 0, column: 0 };
  const chosen = mapOf(shown(session, { across, upwards }));
  expect(chosen.weights).toEqual({ across, upwards, chosenBy: 'hand' });
  const width = chosen.x[1] - chosen.x[0];
  const closer = mapOf(shown(session, { across, upwards, zoom: 2 }));
  expect(closer.x[1] - closer.x[0]).toBeCloseTo(width / 4, 9);
  expect((closer.x[0] + closer.x[1]) / 2).toBeCloseTo(closer.now.x, 9);
  const moved = mapOf(shown(session, { across, upwards, moves: [8, 0] }));
  expect(moved.x[0]).toBeCloseTo(chosen.x[1], 9);
  const centred = mapOf(shown(session, { across, upwards, centred: 1 }));
  expect((centred.y[0] + centred.y[1]) / 2).toBeCloseTo(centred.now.y, 9);
  // One of the two that the run would choose: it takes another one for the other axis.
  const own = mapOf(shown(session, { across: mapOf(shown(session)).weights!.upwards })).weights;
  expect(own?.upwards).not.toEqual(own?.across);
});

test('the plane along the descent holds the initial weights and the current ones', () => {
  const session = rested(200);
  const { path, now, weights } = mapOf(shown(session, { plane: 'descent' }));
  expect(weights).toBeUndefined();
  expect(now).toMatchObject({ y: 0, away: 0 });
  expect(Math.hypot(path[0]!.x, path[0]!.y, path[0]!.away)).toBeLessThan(1e-12);
  expect(now.x).toBeGreaterThan(1);
});

test('weights that have not moved have no such plane, and the steepest two on the other one', () => {
  const session = rested(0);
  expect(shown(session, { plane: 'descent' })).toMatchObject({ map: undefined, why: 'not moved' });
  expect(mapOf(shown(session)).weights?.chosenBy).toBe('slopes');
});

test('a run that trains has a coarse map, which follows it; at rest it gets finer', () => {
  const session = rested(3, largeSubject(300, [20, 30, 5]));
  session.say({ type: 'setViewRequest', viewRequest: { surface: whole } });
  session.say({ type: 'resume' });
  for (let turn = 0; turn < 120; turn++) {
    session.turn();
    session.acknowledge();
  }
  const { surface, iteration } = session.latest;
  expect(mapOf(surface!)).toMatchObject({ columns: 11, rows: 5, isFinest: false });
  expect(iteration).toBeGreaterThan(3);
  expect(surface!.iteration).toBeGreaterThan(3);
  session.say({ type: 'pause' });
  for (let turn = 0; turn < 2000 && session.latest.surface?.map?.columns === 11; turn++) {
    session.turn();
    session.acknowledge();
  }
  expect(session.latest.surface?.map).toMatchObject({ columns: 33, rows: 15 });
});

test('a large training set is sampled, and the answer says so', () => {
  const session = rested(0, largeSubject(4000, [200, 40, 2]));
  const { examples, of } = shown(session, { plane: 'descent' });
  expect(of).toBe(4000);
  expect(examples).toBeGreaterThan(500);
  expect(examples).toBeLessThan(3500);
});
