import { describe, expect, test } from 'vitest';
import { readWatch } from '../../../src/language/parse-watch.ts';
import { FIRST_MARK, shownState } from '../../../src/ui/model/model.ts';
import { update } from '../../../src/ui/model/update.ts';
import { changeNotes, watchNotes } from '../../../src/ui/views/panes-props.ts';
import { asNetwork } from '../../worker/subjects.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, snapshotOf } from '../training.ts';
import { cellOf } from './cells.ts';

/** XOR, paused after some iterations. */
function runOf(iterations: number, settings: Parameters<typeof subjectOf>[0] = {}): Rehearsal {
  const rehearsal = new Rehearsal(subjectOf(settings));
  if (iterations > 0) rehearsal.step(iterations);
  return rehearsal;
}

const textsOf = (rehearsal: Rehearsal) => changeNotes(rehearsal.store.current()).map(({ at, text }) => `${at} ${text}`);

describe('alpha', () => {
  test('becomes a tenth or ten times of its value, in the lines and in the log', () => {
    const run = runOf(10);
    const { network, snapshot } = run.press('A', 'A', 'a');
    expect(asNetwork(network.subject).settings.learningRate).toBe(10);
    expect(network.program.setup[0]?.target).toBe('alpha');
    expect(snapshot?.iteration).toBe(10);
    expect(textsOf(run)).toEqual(['10 alpha 1 → 10', '10 alpha 10 → 100', '10 alpha 100 → 10']);
  });

  test('is multiplied by each key that comes before the training thread has answered', () => {
    const key = { type: 'action', action: { type: 'scaleAlpha', factor: 10 } } as const;
    const first = update(runOf(10).store.current(), key);
    expect(update(first.model, key).effects).toMatchObject([
      { command: { type: 'edit', edits: [{ kind: 'settings', set: { learningRate: 100 } }] } },
    ]);
  });

  test('takes a typed number above 0', () => {
    const run = runOf(10);
    expect(run.press('@', ...'0', 'enter').view).toMatchObject({ kind: 'prompt', fault: { offset: 0, length: 1 } });
    const model = run.press('backspace', ...'0.25', 'enter');
    expect(model).toMatchObject({
      view: { kind: 'panes' },
      network: { subject: { settings: { learningRate: 0.25 } } },
    });
  });

  test('stays when the run goes on, and when it starts over', () => {
    const run = runOf(10);
    run.press('A');
    expect(snapshotOf(run.step(10)).iteration).toBe(20);
    const again = run.press('ctrl+r');
    expect(asNetwork(again.network.subject).settings.learningRate).toBe(10);
    expect(again.snapshot).toMatchObject({ iteration: 0, changes: [] });
  });

  test('is that of the scenario after R, which says that the changes are gone', () => {
    const run = runOf(10);
    run.press('A');
    run.press('ctrl+r');
    run.press('r');
    run.press('A');
    const reset = run.press('R');
    expect(asNetwork(reset.network.subject).settings.learningRate).toBe(1);
    expect(reset.snapshot).toMatchObject({ iteration: 0, changes: [], alpha: 1 });
    expect(reset.notice).toEqual({
      text: 'the scenario as it was opened, all changes are removed, seed 1 again',
      kind: 'news',
    });
    expect(run.press('R').notice?.text).toBe('the scenario as it was opened');
  });

  test('has the old value before the change, and the new one after it', () => {
    const run = runOf(10);
    run.press('A');
    run.step(10);
    expect(asNetwork(run.press('g', '5', 'enter').network.subject).settings.learningRate).toBe(1);
    expect(changeNotes(run.store.current())).toMatchObject([{ at: 10, inEffect: false }]);
    expect(asNetwork(run.press('$').network.subject).settings.learningRate).toBe(10);
  });
});

describe('alpha at the ends of its range', () => {
  test('is refused, with the range', () => {
    const run = runOf(10);
    run.press('@', ...'1e9', 'enter');
    expect(run.press('A').notice?.text).toMatch(/alpha is a number above 0, at most 1e\+9/);
    expect(run.press('@', ...'1e308', 'enter').view).toMatchObject({ kind: 'prompt' });
    expect(textsOf(run)).toEqual(['10 alpha 1 → 1000000000']);
  });
});

describe('a weight', () => {
  test('is chosen with the arrows in the weights pane', () => {
    const run = runOf(10);
    expect(run.press('e')).toMatchObject({ focus: 'weights', weight: cellOf('syn0', 0, 0), notice: { kind: 'news' } });
    expect(run.press('down', 'right').weight).toEqual(cellOf('syn0', 1, 1));
    expect(run.press('down', 'down').weight).toEqual(cellOf('syn1', 0, 0));
    expect(run.press('left').weight).toEqual(cellOf('syn0', 0, 3));
    expect(run.press('right', 'up').weight).toEqual(cellOf('syn0', 2, 0));
    expect(run.press('left').weight).toEqual(cellOf('syn0', 2, 0));
  });

  test('the bias weights follow the weights of their layer', () => {
    const run = runOf(10, { bias: true });
    expect(run.press('e', 'down', 'down', 'down').weight).toEqual(cellOf('b0', 0, 0));
    expect(run.press('down').weight).toEqual(cellOf('syn1', 0, 0));
  });

  test('takes a typed number, or zero', () => {
    const run = runOf(10);
    const typed = run.press('e', 'e', ...'-2.5', 'enter');
    expect(snapshotOf(typed).parameters[0]?.sums[0]).toBe(-2.5);
    expect(snapshotOf(run.press('right', 'x')).parameters[0]?.sums.slice(0, 2)).toEqual(Float64Array.of(-2.5, 0));
    expect(textsOf(run)).toEqual(['10 syn0[0,0] = -2.5', '10 syn0[0,1] = 0']);
  });

  test('keeps its value after escape, and after a text that is no number', () => {
    const run = runOf(10);
    const before = snapshotOf(run.store.current()).parameters;
    const asked = run.press('e', 'e', ...'1w').view;
    expect(asked).toMatchObject({ typed: '1', fault: { message: 'a weight is a finite number, such as -0.5' } });
    expect(run.press('-', 'enter').view).toMatchObject({ typed: '1-', fault: { length: 2 } });
    expect(snapshotOf(run.press('escape')).parameters).toEqual(before);
    expect(textsOf(run)).toEqual([]);
  });

  test('is asked for with its current value, and a change of it names the key that shows the effect', () => {
    const run = runOf(10);
    const before = snapshotOf(run.store.current()).parameters[0]?.sums[0] as number;
    expect(run.press('e', 'e').view).toMatchObject({ question: { now: before } });
    const words = `was ${Number(before.toPrecision(4))}: s runs an iteration and shows the effect`;
    expect(run.press('escape', 'x').notice?.text).toBe(`syn0[0,0] = 0, ${words}`);
    expect(run.press('@').view).toMatchObject({ question: { now: 1 } });
  });

  test('that was changed past the end of the run makes the saved run longer', () => {
    const run = runOf(10, { iterations: 10 });
    run.press('s', 's', 'A', 'S', 'enter');
    expect(run.effects.at(-1)).toMatchObject({ what: { iterations: 12, changes: [{ at: 12 }] } });
  });

  test('changes from the beginning of the current iteration on', () => {
    const run = runOf(10);
    run.press('n', 'n', 'n', 'e', 'x');
    expect(run.store.current().snapshot).toMatchObject({ iteration: 10, line: 0, changed: 1 });
  });
});

describe('undo', () => {
  test('takes back the last change, and goes to its iteration', () => {
    const run = runOf(10);
    const before = snapshotOf(run.store.current()).parameters;
    run.press('e', 'x');
    run.step(5);
    run.press('A');
    run.step(5);
    expect(run.press('u')).toMatchObject({
      network: { subject: { settings: { learningRate: 1 } } },
      snapshot: { iteration: 15 },
    });
    expect(run.press('u').snapshot).toMatchObject({ iteration: 10, parameters: before, changes: [] });
    expect(run.press('u').notice?.text).toBe('nothing has been changed by hand in this run');
  });

  test('keeps the changes that the scenario plans', () => {
    const plan = [{ at: 20, edits: [{ kind: 'settings', set: { learningRate: 2 } } as const] }];
    const run = runOf(10, { plan });
    run.press('A');
    expect(textsOf(run)).toEqual(['10 alpha 1 → 10', '20 alpha 10 → 2']);
    run.press('u');
    expect(textsOf(run)).toEqual(['20 alpha 1 → 2']);
    expect(asNetwork(run.step(15).network.subject).settings.learningRate).toBe(2);
  });
});

describe('a change in the past', () => {
  test('drops later changes by hand', () => {
    const run = runOf(10);
    run.press('A');
    run.step(10);
    run.press('g', '5', 'enter', 'e', 'x');
    expect(textsOf(run)).toEqual(['5 syn0[0,0] = 0']);
    expect(run.store.current().snapshot).toMatchObject({ iteration: 5, furthest: 5 });
  });
});

describe('a watch', () => {
  test('that was typed is gone after R, which brings back a removed one of the scenario', () => {
    const run = runOf(10);
    run.press('w', ...'l1', 'enter');
    const reset = run.press('R');
    expect(reset).toMatchObject({ watches: [] });
    expect(reset.notice?.text).toBe('the scenario as it was opened, all changes are removed');
    const read = readWatch('l2', reset.network.shapes);
    const other = new Rehearsal(subjectOf({ watches: read.ok ? [read.watch] : [] }));
    other.step(10);
    other.press('w', ...'l1', 'enter');
    expect(watchNotes(other.press('tab', 'tab', 'x')).length).toBe(1);
    expect(watchNotes(other.press('R')).map(({ text, view }) => [text, view === undefined])).toEqual([['l2', false]]);
    expect(other.press('R').notice?.text).toBe('the scenario as it was opened');
  });

  test('is parsed, and added with its value and its whole past', () => {
    const run = runOf(10);
    run.press('w', ...'mean(abs(l2_error))', 'enter');
    const model = run.step(1);
    const [note] = watchNotes(model);
    expect(note?.view?.value?.least).toBe(model.snapshot?.error);
    expect(note?.trail).toHaveLength(11);
  });

  test('has no value of an older snapshot, which is of other watches', () => {
    const run = runOf(10);
    const older = snapshotOf(run.press('w', ...'l1', 'enter'));
    const model = run.press('w', ...'l2', 'enter');
    expect(model.snapshot?.watches).toHaveLength(2);
    const late = update(model, { type: 'reported', report: older }).model;
    expect(late.snapshot?.watches).toEqual([]);
  });

  test('that cannot be parsed says where and why, and can be corrected', () => {
    const run = runOf(10);
    const { view } = run.press('w', ...'mean(l3)', 'enter');
    expect(view).toMatchObject({
      fault: { offset: 5, length: 2, message: 'this program has no l3; did you mean l0, l1 or l2?' },
    });
    expect(run.press('backspace', 'backspace', ...'2)', 'enter').watches).toHaveLength(1);
  });

  test('a comparison stops the run where it first holds', () => {
    const run = runOf(10);
    run.press('w', ...'mean(abs(l2_error)) < 0.45', 'enter');
    while (shownState(run.store.current()) !== 'stopped') run.press('t');
    const { iteration, error, stoppedBy } = snapshotOf(run.store.current());
    expect([stoppedBy, (error as number) < 0.45]).toEqual([0, true]);
    expect(snapshotOf(runOf(iteration - 1).store.current()).error).toBeGreaterThanOrEqual(0.45);
    expect(watchNotes(run.store.current())).toMatchObject([{ isBreakpoint: true, stopped: true }]);
    expect(watchNotes(run.press('s'))).toMatchObject([{ stopped: false, view: { holds: true } }]);
  });

  test('is removed in the notes pane', () => {
    const run = runOf(10);
    run.press('w', ...'l1', 'enter', 'w', ...'l2', 'enter');
    while (run.store.current().focus !== 'notes') run.press('tab');
    const model = run.press('down', 'x');
    expect(watchNotes(model).map(({ text }) => text)).toEqual(['l1']);
    expect(run.press('x')).toMatchObject({ watches: [], focus: 'program' });
  });
});

describe('marks', () => {
  test('are compared in their order, after the first iteration; the panes follow the last', () => {
    const run = runOf(20);
    run.press('m', 't', 'm', 't');
    const seen = Array.from({ length: 4 }, () => {
      const { view } = run.press('M');
      return view.kind === 'compare' ? view.earlier?.iteration : view.kind;
    });
    expect(seen).toEqual([1, 20, 30, 'panes']);
  });

  test('are compared with the answer for the chosen mark, and no other answer', () => {
    const run = runOf(20);
    run.press('m');
    const { view: first } = run.press('M');
    const second = update(run.store.current(), { type: 'action', action: { type: 'open', view: 'compare' } }).model;
    if (first.kind !== 'compare' || first.earlier === undefined) throw new Error(first.kind);
    const late = update(second, { type: 'reported', report: first.earlier }).model;
    expect(late.view).toEqual({ kind: 'compare', mark: { iteration: 20, changes: 0 }, earlier: undefined, first: 0 });
  });

  test('are compared with the running network', () => {
    const run = runOf(20);
    run.press('M');
    const model = run.step(30);
    expect(model.view).toMatchObject({ kind: 'compare', earlier: { iteration: 1 } });
    expect(model.snapshot?.iteration).toBe(50);
  });

  test('are not compared with another run, or another future', () => {
    const run = runOf(20);
    expect(run.press('M', 'r').view.kind).toBe('panes');
    run.step(5);
    expect(run.press('M', 'A').view.kind).toBe('panes');
  });

  test('keep their position before or after a change at the same iteration', () => {
    const run = runOf(20);
    const weights = () => run.store.current().snapshot?.parameters[0]?.sums[0];
    run.press('m');
    const before = weights();
    run.press('e', 'x', 'm');
    expect([before === 0, weights()]).toEqual([false, 0]);
    const seen = Array.from({ length: 3 }, () => {
      const { view } = run.press('M');
      return view.kind === 'compare' ? view.earlier?.parameters[0]?.sums[0] : undefined;
    });
    expect(seen.slice(1)).toEqual([before, 0]);
    run.press('M');
    expect(run.press('u').marks).toEqual([FIRST_MARK, { iteration: 20, changes: 0 }]);
  });

  test('marks of a discarded future are removed', () => {
    const run = runOf(20);
    run.press('m', 'g', '5', 'enter', 'A');
    expect(run.store.current().marks).toEqual([FIRST_MARK]);
  });
});

describe('a remedy', () => {
  const stuck = { hidden: [], iterations: 4000 };

  test('changes the settings, and starts over', () => {
    const run = runOf(4000, stuck);
    expect(run.press('v').snapshot?.verdict?.kind).toBe('stuck');
    const model = run.press('1');
    expect(model).toMatchObject({
      network: { subject: { settings: { layerSizes: [3, 4, 1] } } },
      view: { kind: 'panes' },
    });
    expect(shownState(model)).toBe('running');
    expect(run.step(4000).snapshot?.verdict?.kind).toBe('solved');
  });

  test('is refused in a verdict without remedies', () => {
    const run = runOf(10);
    expect(run.press('v', '1').notice?.text).toBe('there is nothing to try here');
  });
});

describe('saving', () => {
  test('proposes a name, and hands over all that the run was made of', () => {
    const run = runOf(10);
    run.press('A', 'w', ...'l2', 'enter', 'S');
    expect(run.store.current().view).toMatchObject({ kind: 'prompt', typed: 'xor-mine.json' });
    run.press('enter');
    expect(run.effects.at(-1)).toMatchObject({
      type: 'write',
      question: { kind: 'file' },
      file: 'xor-mine.json',
      what: { seed: 1, iterations: 60_000, changes: [{ at: 10, byHand: true }], watches: ['l2'] },
    });
  });
});
