import { expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { backToFormer, openCell, proposedAxes } from '../../../src/ui/model/sweep.ts';
import { update } from '../../../src/ui/model/update.ts';
import { censusWords } from '../../../src/ui/words/map-words.ts';
import type { RunResult } from '../../../src/worker/protocol.ts';
import { trainRun } from '../../../src/worker/sweep/run.ts';
import { asNetwork } from '../../worker/subjects.ts';
import { inAscii, withoutColour } from '../frames.ts';
import { textOfScreen } from '../screen-text.ts';
import { subjectOf } from '../subjects.ts';
import { resultOf } from '../sweeps.ts';
import { Rehearsal } from '../training.ts';

const size = { columns: 120, rows: 24 };

const results: readonly RunResult[] = [
  resultOf(0, 1, { verdict: 'solved', solvedAt: 30_000 }, { verdict: 'stuck', since: 9000 }),
  resultOf(0, 2, { verdict: 'stuck' }),
  resultOf(0, 3, { verdict: 'solved', solvedAt: 40_000 }, { verdict: 'learning' }),
  resultOf(1, 1, { verdict: 'solved', solvedAt: 700 }),
  resultOf(1, 2, { verdict: 'solved', solvedAt: 900 }),
  resultOf(2, 1, { verdict: 'diverged', iteration: 41, error: 0.5 }),
];

function opened(own = results): Rehearsal {
  const rehearsal = new Rehearsal(subjectOf(), 1, size);
  rehearsal.press('t', 'Z');
  rehearsal.store.dispatch({ type: 'sweep', news: { type: 'found', sweep: 1, results: own } });
  return rehearsal;
}

/** The lines of the view, without the header. */
function shown(model: Model, theme = withoutColour): readonly string[] {
  return textOfScreen(model, theme).split('\n').slice(3);
}

test('the map shows a glyph for each verdict, and beside it their numbers and the iterations to solved', () => {
  const rehearsal = opened();
  expect(shown(rehearsal.store.current()).slice(0, 16)).toMatchInlineSnapshot(`
    [
      "╭ › map  at the end, after 60,000 iterations ──╮╭ distribution  6 of 12 runs ──────────────────────────────────────────╮",
      "│ alpha  0.1  1    10                          ││ seed 1, alpha 0.1                                                    │",
      "│  seed                                        ││ solved since 30,000, error 0.25 after 60,000 iterations              │",
      "│     1  ●<   ●    !                           ││ alpha 0.1: 2 of 3 are solved at the end                              │",
      "│     2  ×    ●    ·                           ││ 1 of 3 is stuck at the end                                           │",
      "│     3  ●    ·    ·                           ││                                                                      │",
      "│     4  ·    ·    ·                           ││ alpha    ● solved  × stuck  ! diverged  · to come                    │",
      "│                                              ││ 0.1             2        1           ·          1                    │",
      "│                                              ││ 1               2        ·           ·          2                    │",
      "│                                              ││ 10              ·        ·           1          3                    │",
      "│                                              ││                                                                      │",
      "│                                              ││        iterations to solved, logarithmic                    median   │",
      "│                                              ││ 0.1                                                █  █     40,000   │",
      "│                                              ││ 1         █  █                                                 900   │",
      "│                                              ││ 10                                                               –   │",
      "│                                              ││        500    1k                       10k            50k            │",
    ]
  `);
  expect(shown(rehearsal.press('<'), inAscii).slice(0, 7)).toMatchInlineSnapshot(`
    [
      "+ > map  at iteration 20,000 of 60,000 --------++ distribution  6 of 12 runs ------------------------------------------+",
      "| alpha  0.1  1    10                          || seed 1, alpha 0.1                                                    |",
      "|  seed                                        || stuck since 9,000, error 0.25 after 20,000 iterations                |",
      "|     1  +<   @    !                           || at the end: solved since 30,000, error 0.25                          |",
      "|     2  x    @    .                           || alpha 0.1: 0 of 3 are solved at iteration 20,000                     |",
      "|     3  o    .    .                           || 2 of 3 are stuck at iteration 20,000; 1 of these is solved later     |",
      "|     4  .    .    .                           ||                                                                      |",
    ]
  `);
});

test('heights are named below the map, and are no glyphs of verdicts in ASCII', () => {
  const rehearsal = opened();
  const cells = (theme = withoutColour): readonly string[] => {
    const lines = shown(rehearsal.store.current(), theme);
    return [...lines.slice(3, 6).map((line) => line.slice(6, 24).trim()), lines.at(-2)!.slice(2, 30)];
  };
  rehearsal.press('h');
  expect(cells()).toEqual(['1  █<   ▁    !', '2  ×    ▁    ·', '3  █    ·    ·', '▁–█ iterations to solved ───']);
  expect(cells(inAscii)).toEqual([
    '1  8<   1    !',
    '2  x    1    .',
    '3  8    .    .',
    '1-8 iterations to solved ---',
  ]);
});

test('the first map begins at once, with powers of 10 around the present alpha', () => {
  const rehearsal = new Rehearsal(subjectOf({ learningRate: 3 }), 1, size);
  expect(proposedAxes(rehearsal.press('t'))).toBe('seeds 1..50 alpha 0.03,0.3,3,30,300');
  rehearsal.press('Z', 'escape', 'Z');
  expect(rehearsal.effects.filter(({ type }) => type === 'sweep')).toHaveLength(1);
});

test('other axes are typed, and a fault is shown at its place while the map before goes on', () => {
  const rehearsal = opened();
  const asked = rehearsal.press('e', ...Array.from({ length: 60 }, () => 'backspace'), ...'foo', 'space', '1');
  const subject = subjectOf();
  const waiting = { ...asked, askedSweep: { number: 2, asked: 'foo 1', subject } };
  const fault = { message: 'expected a setting', offset: 0, length: 3 };
  const refused = update(waiting, { type: 'sweep', news: { type: 'refused', sweep: 2, asked: 'foo 1', fault } }).model;
  expect(refused).toMatchObject({ view: { kind: 'prompt', typed: 'foo 1', fault }, sweep: { number: 1, found: 6 } });
  // The rehearsal plans every sweep.
  rehearsal.press('enter');
  expect(rehearsal.store.current()).toMatchObject({
    view: { kind: 'map' },
    sweep: { number: 2, asked: 'foo 1', found: 0 },
  });
});

test('keys pause the runs, end them, and train the missing ones', () => {
  const rehearsal = opened();
  const states = ['p', 'p', 'x', 'p'].map((key) => rehearsal.press(key).sweep?.state);
  expect(states).toEqual(['held', 'running', 'cancelled', 'running']);
  const orders = rehearsal.effects.flatMap((effect) => (effect.type === 'sweep' ? [effect.order] : []));
  expect(orders.slice(1)).toEqual([
    { type: 'hold', isHeld: true },
    { type: 'hold', isHeld: false },
    { type: 'cancel' },
    { type: 'resume' },
  ]);
});

test('a cell without a result says which key trains it', () => {
  const rehearsal = opened();
  rehearsal.press('right', 'right', 'down', 'down');
  const notices = ['', 'p', 'x'].map((key) => rehearsal.press(...(key === '' ? [] : [key]), 'enter').notice?.text);
  expect(notices).toEqual([
    'this run has not ended yet',
    'this run has not ended yet: p lets the runs go on',
    'this run has not been trained: p trains the missing ones',
  ]);
});

test('runs that were shorter than the look are counted at their end', () => {
  const { facts } = opened().store.current().sweep!;
  const own = (iteration: number) => [resultOf(0, 1, { verdict: 'stuck', iteration }, { verdict: 'stuck' })];
  expect(censusWords(facts, own(1000), 0)).toEqual(['0 of 1 are solved at the end', '1 of 1 is stuck at the end']);
  expect(censusWords(facts, own(60_000), 0)[0]).toBe('0 of 1 are solved at iteration 20,000');
});

test('a map that goes on out of sight has a sign in the footer', () => {
  const rehearsal = opened();
  expect(textOfScreen(rehearsal.press('escape'), withoutColour)).toMatch(/Z map 50 %\s*$/);
  rehearsal.store.dispatch({ type: 'sweep', news: { type: 'done', sweep: 1 } });
  expect(textOfScreen(rehearsal.store.current(), withoutColour)).not.toContain('Z map');
});

test('enter opens the run of a cell where it was solved or went wrong, and backspace goes back', () => {
  const rehearsal = opened();
  const before = rehearsal.store.current();
  // The second seed of the third alpha.
  const result = trainRun(asNetwork(subjectOf({ learningRate: 10 })), { combination: 2, seed: 2 }, [20_000]);
  rehearsal.store.dispatch({ type: 'sweep', news: { type: 'found', sweep: 1, results: [result] } });
  rehearsal.press('right', 'right', 'down', 'enter');
  const at = rehearsal.store.current();
  expect(at).toMatchObject({
    seed: 2,
    view: { kind: 'panes' },
    keptRuns: [{ seed: 1, iteration: 10, isAutomatic: true }],
  });
  expect(at.snapshot).toMatchObject({ iteration: (result.solvedAt as number) + 1, state: 'paused' });
  expect(asNetwork(at.subject).settings.learningRate).toBe(10);
  // On to its end: the bits of the cell.
  const end = rehearsal.act({ type: 'travel', travel: { to: 'newest' } });
  expect(end.snapshot).toMatchObject({ iteration: 60_000, error: result.error, solvedAt: result.solvedAt });
  const back = rehearsal.press('backspace');
  expect(back).toMatchObject({ seed: 1, former: undefined, snapshot: { iteration: 10 } });
  expect(back.snapshot?.error).toBe(before.snapshot?.error);
  expect(rehearsal.press('backspace').notice?.text).toContain('no run of a map has been opened');
});

test('the run of a cell is named by its seed and by every setting of the map', () => {
  const rehearsal = opened();
  const subject = asNetwork(subjectOf());
  const combinations = [2, 3].map((units, place) => ({
    places: [0, place],
    settings: { ...subject.settings, layerSizes: [3, units, 1] },
    iterations: 60_000,
    plan: subject.plan,
    stop: subject.stop,
  }));
  const axes = [
    { name: 'iterations', values: ['60,000'] },
    { name: 'hidden', values: ['2', '3'] },
  ];
  const { sweep } = rehearsal.store.current();
  const facts = { ...sweep!.facts, axes, combinations };
  const asked = { ...rehearsal.store.current(), askedSweep: { ...sweep!, number: 2 } };
  const planned = update(asked, { type: 'sweep', news: { type: 'planned', sweep: 2, facts } }).model;
  const results = [resultOf(1, 3, { verdict: 'stuck', since: 40 })];
  const found = update(planned, { type: 'sweep', news: { type: 'found', sweep: 2, results } }).model;
  const map = { ...found, view: { kind: 'map', chosen: 6, look: undefined, showsTimes: false } } as const;
  const own = openCell(map, map.view).model;
  expect(own.notice?.text).toBe(
    'from the map: seed 3, iterations 60,000, hidden 3; backspace goes back to the earlier run',
  );
  const titleOf = (model: Model): string => textOfScreen(model, withoutColour).split('\n')[0] as string;
  expect(titleOf(own)).toContain('XOR  iterations 60,000, hidden 3  ');
  expect(titleOf({ ...own, size: { columns: 80, rows: 24 } })).not.toContain('hidden');
  expect(titleOf(backToFormer(own).model)).not.toContain('hidden');
});

test('the table beside the map is headed by the settings that its rows share, whole', () => {
  const rehearsal = opened();
  const { sweep } = rehearsal.store.current();
  const [first] = sweep!.facts.combinations;
  const axes = [
    { name: 'iterations', values: ['1,000', '2,000'] },
    { name: 'hidden', values: ['[2,2]', '3'] },
  ];
  const combinations = [0, 1].flatMap((one) => [0, 1].map((other) => ({ ...first!, places: [one, other] })));
  const cells = Array(16).fill(undefined);
  const own = {
    ...rehearsal.store.current(),
    sweep: { ...sweep!, cells, facts: { ...sweep!.facts, axes, combinations } },
  };
  expect(shown(own)[0]).toContain('runs, hidden [2,2] ─');
});

test('a name that the map cannot be written to stays in its question, with the reason', () => {
  const rehearsal = opened();
  rehearsal.press('S', ...Array(30).fill('backspace'), 'm', 'a', 'p', 'enter');
  const problem = 'map: expected a name that ends in .ndjson or .csv';
  rehearsal.store.dispatch({ type: 'sweep', news: { type: 'written', sweep: 1, file: 'map', problem } });
  const fault = { message: problem, offset: 0, length: 3 };
  expect(rehearsal.store.current().view).toMatchObject({
    kind: 'prompt',
    typed: 'map',
    fault,
    covered: { kind: 'map' },
  });
  expect(rehearsal.press(...'.csv').view).toMatchObject({ typed: 'map.csv', fault: undefined });
  rehearsal.press('enter');
  rehearsal.store.dispatch({ type: 'sweep', news: { type: 'written', sweep: 1, file: 'map.csv', problem: undefined } });
  expect(rehearsal.store.current()).toMatchObject({ view: { kind: 'map' }, notice: { kind: 'news' } });
});

test('q asks for the changes of a person, and not for those of a cell', () => {
  const quits = (rehearsal: Rehearsal) => rehearsal.effects.some(({ type }) => type === 'quit');
  const rehearsal = opened();
  rehearsal.press('enter', 'q');
  expect(quits(rehearsal)).toBe(true);
  for (const keys of [['backspace'], ['Z', 'enter', 'backspace']]) {
    const own = opened();
    own.press('enter', ...keys, 'q');
    expect(quits(own)).toBe(true);
  }
  const changed = opened();
  const words = (count: string) => `${count} will be lost: q again quits, esc stays; S saves changes`;
  expect(changed.press('enter', 'A', 'q').notice?.text).toBe(words('1 change'));
  expect(changed.press('escape', 'backspace', 'A', 'a', 'q').notice?.text).toBe(words('2 changes'));
  expect(changed.press('escape', 'Z', 'enter', 'q').notice?.text).toBe(words('2 changes'));
  expect(changed.press('escape', 'backspace', 'q').notice?.text).toBe(words('2 changes'));
});

test('a run that was stuck at the shown iteration, or diverged, is opened there', () => {
  const rehearsal = opened();
  rehearsal.press('<', 'enter');
  expect(rehearsal.store.current().snapshot?.iteration).toBe(9000);
  rehearsal.press('Z', 'right', 'right', 'enter');
  expect(rehearsal.store.current().snapshot?.iteration).toBe(42);
});
