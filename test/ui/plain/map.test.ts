import { expect, test } from 'vitest';
import { subjectOf } from '../subjects.ts';
import { resultOf } from '../sweeps.ts';
import { Listener } from './listener.ts';

test('the map is read as a table of sentences, with the chosen run, and says when it has ended', () => {
  const listener = new Listener(subjectOf());
  expect(listener.press('t', 'Z')).toContain('Map: 0 of 12 runs, at the end, after 60,000 iterations.');
  const results = [
    resultOf(0, 1, { verdict: 'solved', solvedAt: 30_000 }, { verdict: 'stuck', since: 9000 }),
    resultOf(0, 2, { verdict: 'stuck' }),
    resultOf(1, 1, { verdict: 'solved', solvedAt: 700 }),
  ];
  listener.run.store.dispatch({ type: 'sweep', news: { type: 'found', sweep: 1, results } });
  listener.run.store.dispatch({ type: 'sweep', news: { type: 'done', sweep: 1 } });
  expect(listener.heard()).toEqual([
    'All runs of the map have ended.',
    'Alpha 0.1: 1 solved, 1 stuck, 2 to come; iterations to solved 30,000, quartiles 30,000 and 30,000.',
    'Alpha 1: 1 solved, 3 to come; iterations to solved 700, quartiles 700 and 700.',
    'Alpha 10: 4 to come.',
  ]);
  expect(listener.press('<')).toEqual([
    'At iteration 20,000 of 60,000: alpha 0.1, 0 of 2 are solved at iteration 20,000; 2 of 2 are stuck at iteration 20,000; 1 of these is solved later.',
    'Seed 1, alpha 0.1: stuck since 9,000, error 0.25 after 20,000 iterations; at the end: solved since 30,000, error 0.25.',
  ]);
  expect(listener.press('right')[1]).toBe(
    'Seed 1, alpha 1: solved since 700, error 0.25 after 20,000 iterations; at the end: solved since 700, error 0.25.',
  );
});

test('a run of the map says where it goes, and then that it rests there', () => {
  const listener = new Listener(subjectOf());
  listener.press('t', 'Z');
  const results = [resultOf(0, 1, { verdict: 'stuck', since: 90 })];
  listener.run.store.dispatch({ type: 'sweep', news: { type: 'found', sweep: 1, results } });
  const said = listener.press('enter');
  expect(said.slice(0, 3)).toEqual([
    'Map closed.',
    'The run starts over from seed 1.',
    'Running to iteration 90, space stops.',
  ]);
  expect(said.filter((text) => text.startsWith('Paused at iteration 90 of 60,000'))).toHaveLength(1);
});
