import { describe, expect, test } from 'vitest';
import { keptRunNames, thisRunName } from '../../../src/ui/model/kept-runs.ts';
import { racePlaces } from '../../../src/ui/model/race.ts';
import { rivalsOf, withRivals } from '../../../src/ui/model/rivals.ts';
import { keptRunRows } from '../../../src/ui/views/kept-runs-view.ts';
import { settingsIn } from '../../../src/worker/subject.ts';
import { withoutColour } from '../frames.ts';
import { Listener } from '../plain/listener.ts';
import { textOfScreen } from '../screen-text.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

/** A race of three runs: the tutorial's, momentum and a small alpha. */
function race(run = new Rehearsal(subjectOf({ hidden: [4] }))): Rehearsal {
  const settings = settingsIn(run.store.current().subject)!;
  run.press('j');
  for (const key of 'typed') run.press(key);
  const read = {
    ok: true,
    settings: [
      { ...settings, optimizer: 'momentum' as const },
      { ...settings, learningRate: 0.1 },
    ],
  } as const;
  run.press('enter');
  run.store.dispatch({ type: 'raceRead', text: 'typed', read });
  run.settle();
  run.press('space');
  return run;
}

describe('a race', () => {
  test('begins with the typed settings, and its runs have places and verdicts', () => {
    const run = race();
    expect(run.effects).toContainEqual({ type: 'readRace', text: 'typed' });
    run.press('0');
    run.step(900);
    const model = run.store.current();
    expect(keptRunNames(model)).toEqual(['optimizer momentum', 'alpha 0.1']);
    const rows = keptRunRows(model);
    expect(rows.map(({ iterations }) => iterations)).toEqual([900, 900, 900]);
    expect(rows.map((row) => row.race)).toEqual([
      { place: 2, verdict: 'solved' },
      { place: 1, verdict: 'solved' },
      { place: 3, verdict: expect.stringMatching(/learning|plateau/) },
    ]);
  });

  test('has places by the errors of one iteration, also where the run in front has gone back', () => {
    const run = race();
    run.press('0');
    run.step(40);
    const model = run.store.current();
    const own = model.snapshot!;
    const back = { ...model, snapshot: { ...own, iteration: 20, error: own.curve.errors[20] } };
    const rows = keptRunRows(back);
    const errors = rows.map(({ common }) => common?.error ?? Number.NaN);
    expect(rows.map(({ race: of }) => of?.place)).toEqual(
      errors.map((error) => 1 + errors.filter((other) => other < error).length),
    );
    expect(rows.map(({ common }) => common?.iteration)).toEqual([20, 20, 20]);
  });

  test('starts over as a whole, from another seed too', () => {
    const run = race();
    run.step(30);
    run.press('r');
    expect(rivalsOf(run.store.current()).map(({ seed }) => seed)).toEqual([2, 2]);
    run.press('space', '0');
    run.step(40);
    const { keptRuns, snapshot } = run.store.current();
    expect(keptRuns.map(({ iteration }) => iteration)).toEqual([snapshot?.furthest, snapshot?.furthest]);
  });

  test('goes on with another run in front, which runs to where the race is', () => {
    const run = race();
    run.press('0');
    run.step(60);
    const before = run.store.current();
    const [first, second] = rivalsOf(before);
    run.press('K', 'enter');
    const model = run.store.current();
    expect(model.snapshot?.iteration).toBe(before.snapshot?.iteration);
    expect(model.snapshot?.error).toBe(first?.error);
    expect(thisRunName(model)).toBe('this run, optimizer momentum');
    expect(keptRunNames(model)).toEqual(['alpha 1', 'alpha 0.1']);
    expect(rivalsOf(model)[0]?.error).toBe(before.snapshot?.error);
    expect(rivalsOf(model)[1]?.error).toBe(second?.error);
  });

  test('has whole names in its table at 80 columns, and a chart below it where there is room', () => {
    const names = ['momentum', 'nesterov', 'adam', 'rmsprop'] as const;
    for (const [rows, hasChart] of [
      [24, true],
      [20, false],
    ] as const) {
      const run = new Rehearsal(subjectOf({ hidden: [4] }), 1, { columns: 80, rows });
      const settings = settingsIn(run.store.current().subject)!;
      run.press('j', 'x', 'enter');
      const read = { ok: true, settings: names.map((optimizer) => ({ ...settings, optimizer })) } as const;
      run.store.dispatch({ type: 'raceRead', text: 'x', read });
      run.settle();
      run.press('K');
      const text = textOfScreen(run.store.current(), withoutColour);
      for (const name of names) expect(text).toMatch(new RegExp(`\\d optimizer ${name} `));
      expect(text).toMatch(/this run, optimizer {2}.*\n│ {10}descent /);
      expect(text.includes('error  mean')).toBe(hasChart);
      // All of them are at the iteration of the header.
      expect(text).not.toContain('iterations');
    }
  });

  test('is left with one q: none of its runs was kept by hand', () => {
    expect(race().press('q').asksToQuit).toBe(false);
    expect(race().press('K', 'enter', 'escape', 'q').asksToQuit).toBe(false);
    expect(race().press('K', 'enter', 'escape', 'A', 'q').notice?.text).toMatch(/^1 change will be lost/);
    expect(race().press('A', 'K', 'enter', 'escape', 'q').notice?.text).toMatch(/^1 change will be lost/);
  });

  test('ends when all other runs are taken out', () => {
    expect(rivalsOf(withRivals(race().store.current(), []))).toEqual([]);
  });

  test('is read aloud with places', () => {
    const listener = new Listener(subjectOf({ hidden: [4] }));
    race(listener.run);
    listener.run.press('0');
    listener.run.step(900);
    const said = listener.press('K').join('\n');
    expect(said).toMatch(
      /Run 1, optimizer momentum: error 0\.\d+ after 900 iterations, solved at \d+, place 1, solved/,
    );
  });
});

test('places go by the iteration of the solution, then by the error; equal runs share one', () => {
  const at = (error: number | undefined, solvedAt?: number) => ({ error, solvedAt });
  expect(racePlaces([at(0.2), at(0.05, 900), at(0.01, 300), at(Number.NaN), at(0.2)])).toEqual([3, 2, 1, 5, 3]);
});
