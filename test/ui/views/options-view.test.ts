import { describe, expect, test } from 'vitest';
import { options } from '../../../src/network/options.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { optimizerNames } from '../../../src/network/techniques/optimizers.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { changeNotes } from '../../../src/ui/views/panes-props.ts';
import { view } from '../../../src/ui/views/view.ts';
import { optionSentences } from '../../../src/ui/words/option-words.ts';
import { asNetwork } from '../../worker/subjects.ts';
import { inColour, textOf, withoutColour } from '../frames.ts';
import { screenOf } from '../screen-text.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, snapshotOf } from '../training.ts';

/** XOR, paused after some iterations. */
function runOf(iterations: number): Rehearsal {
  const rehearsal = new Rehearsal(subjectOf());
  rehearsal.step(iterations);
  return rehearsal;
}

/** Opens the options and chooses one. */
function choose(run: Rehearsal, name: string): void {
  run.press('o', ...Array<string>(options.findIndex((option) => option.name === name)).fill('down'));
}

describe('an option', () => {
  test('that is applied goes on with the current weights, and is in the log', () => {
    const run = runOf(20);
    const before = snapshotOf(run.store.current());
    choose(run, 'optimizer');
    const model = run.press('right', 'enter');
    expect(model.network.program.setup.map(({ target }) => target)).toContain('v_syn0');
    expect(model.snapshot).toMatchObject({ iteration: 20, parameters: before.parameters, changed: 1 });
    expect(changeNotes(model)).toMatchObject([{ at: 20, text: 'optimizer descent → momentum' }]);
    expect(snapshotOf(run.step(5)).iteration).toBe(25);
    expect(run.press('u').network.program.setup.map(({ target }) => target)).not.toContain('v_syn0');
  });

  test('shows no values that the new program has not computed yet', () => {
    const run = runOf(1000);
    choose(run, 'hidden units');
    const model = run.press('right', 'enter');
    expect(snapshotOf(model)).toMatchObject({ iteration: 1000, error: undefined, solvedAt: undefined });
    expect(snapshotOf(model).prediction).toHaveLength(0);
    expect(snapshotOf(model).lines?.map((line) => line !== undefined)).toEqual([true, ...Array(8).fill(false)]);
    const screen = view(model, inColour)
      .flatMap(({ frame }) => textOf(frame))
      .join('\n');
    expect(screen).toMatch(/error – /);
    expect(screen).not.toContain('✓');
    expect(screen).toContain('learning: changed, no iteration since');
    const { error, prediction, lines } = snapshotOf(run.step(1));
    expect([error !== undefined, prediction.length, lines?.every((line) => line !== undefined)]).toEqual([
      true,
      4,
      true,
    ]);
  });

  test('goes back by line into an iteration of the previous program', () => {
    const run = runOf(20);
    choose(run, 'optimizer');
    run.press('right', 'enter');
    const { snapshot, network } = run.press('b');
    expect([snapshot?.iteration, snapshot?.line]).toEqual([19, 8]);
    expect(network.program.iteration).toHaveLength(9);
  });

  test('starts over with Ctrl-R, without planned changes', () => {
    const run = runOf(20);
    choose(run, 'hidden units');
    const model = run.press('right', 'ctrl+r');
    expect(asNetwork(model.network.subject).settings.layerSizes).toEqual([3, 5, 1]);
    expect(model.snapshot).toMatchObject({ iteration: 0, changes: [] });
  });

  test('at the end of a solved run is not said to follow on learning', () => {
    const run = new Rehearsal(subjectOf({ iterations: 1000 }));
    run.step(1000);
    const screenOf = (model: Model): string =>
      view(model, inColour)
        .flatMap(({ frame }) => textOf(frame))
        .join('\n');
    expect(screenOf(run.store.current())).toContain('solved since 587');
    expect(screenOf(run.press('A'))).toContain('learning: every prediction within 0.1 just now');
    expect(screenOf(run.store.current())).not.toContain('was still');
  });

  test('says of pgdn that the lines are all there, not the options', () => {
    const run = runOf(20);
    expect(run.press('o', 'pagedown').notice?.text).toBe('there are no more lines; up and down reach all options');
  });

  test('has alpha among the options: the keys of alpha say so', () => {
    const run = runOf(20);
    choose(run, 'alpha');
    const model = run.press('a');
    expect(model.notice?.text).toBe('here alpha is one of the options: the arrows set it');
    expect(asNetwork(model.network.subject).settings.learningRate).toBe(1);
  });

  test('has no effect before it is applied', () => {
    const run = runOf(20);
    choose(run, 'batch normalization');
    const model = run.press('right', 'escape');
    expect(model.snapshot).toMatchObject({ iteration: 20, changes: [] });
    expect(asNetwork(model.network.subject).settings.batchNorm).toBe(false);
  });

  test('changes nothing else: changes of the run meanwhile stay', () => {
    const plan = [{ at: 20, edits: [{ kind: 'settings', set: { learningRate: 2, l2: 0.1 } } as const] }];
    const run = new Rehearsal(subjectOf({ plan }));
    run.step(10);
    choose(run, 'optimizer');
    run.step(15);
    const model = run.press('right', 'enter');
    expect(changeNotes(model).at(-1)).toMatchObject({ at: 25, text: 'optimizer descent → momentum' });
    expect(asNetwork(model.network.subject).settings).toMatchObject({
      learningRate: 2,
      l2: 0.1,
      optimizer: 'momentum',
    });
  });

  test('that makes no sense is refused, with the reason', () => {
    const run = runOf(20);
    choose(run, 'momentum');
    expect(run.press('right').notice?.text).toBeDefined();
    expect(run.press('enter').snapshot?.changes).toEqual([]);
  });
});

describe('the layer to set', () => {
  const layer = (run: Rehearsal) => (run.store.current().view as { layer?: number }).layer;
  const settings = (run: Rehearsal) => (run.store.current().view as { settings: GivenSettings }).settings;

  test('is the one that units, activation and dropout apply to', () => {
    const run = new Rehearsal(subjectOf({ hidden: [4, 4, 4] }));
    choose(run, 'layer to set');
    run.press('right', 'right');
    expect(layer(run)).toBe(1);
    run.press('down', 'right');
    expect(settings(run).layerSizes).toEqual([3, 4, 5, 4, 1]);
    const model = run.press('enter');
    expect(changeNotes(model)).toMatchObject([{ text: 'layers 3-4-4-4-1 → 3-4-5-4-1' }]);
  });

  test('is all of them again when the chosen one is gone', () => {
    const run = new Rehearsal(subjectOf({ hidden: [4, 4] }));
    choose(run, 'layer to set');
    run.press('left');
    expect(layer(run)).toBe(1);
    run.press('up', 'left');
    expect(layer(run)).toBeUndefined();
    expect(settings(run).layerSizes).toEqual([3, 4, 1]);
    expect(run.press('down', 'right').notice?.text).toBe('there is one hidden layer');
  });
});

describe('options that do not go together', () => {
  /** Goes from one option to another, and presses keys there. */
  function press(run: Rehearsal, from: string, to: string, ...keys: readonly string[]): void {
    const place = (name: string) => options.findIndex((option) => option.name === name);
    const way = place(to) - place(from);
    run.press(...Array<string>(Math.abs(way)).fill(way > 0 ? 'down' : 'up'), ...keys);
  }

  test('options that do not suit the data are not applied, and stay open with the reason', () => {
    const run = new Rehearsal(subjectOf({ targets: [[0], [1], [1], [2]] }));
    choose(run, 'loss');
    for (const key of ['enter', 'ctrl+r']) {
      const model = run.press('left', key);
      expect(model.notice?.text).toBe('binary cross-entropy needs targets from 0 to 1');
      expect(model.view).toMatchObject({ kind: 'options', settings: { loss: 'binary cross-entropy' } });
      expect(model.snapshot?.changes).toEqual([]);
      run.press('right');
    }
  });

  test('lose dropout together with the last hidden layer', () => {
    const run = runOf(20);
    choose(run, 'dropout');
    press(run, 'dropout', 'dropout', 'right');
    press(run, 'dropout', 'hidden layers', 'left', 'enter');
    const { settings } = asNetwork(run.store.current().network.subject);
    expect([settings.layerSizes, settings.dropout ?? 0]).toEqual([[3, 1], 0]);
  });
});

const place = (name: string): number => options.findIndex((option) => option.name === name);

/** The text of an option while the options are open. */
function shownOf(run: Rehearsal, name: string): string | undefined {
  const { view: open } = run.store.current();
  return open.kind === 'options' ? options.find((option) => option.name === name)?.value(open.settings) : undefined;
}

/** A key, `count` times. */
const times = (key: string, count: number): readonly string[] => Array<string>(count).fill(key);

describe('an option that is set back', () => {
  test('is no change, and applying it says so', () => {
    const run = runOf(20);
    choose(run, 'optimizer');
    run.press(...times('right', optimizerNames.length));
    expect(shownOf(run, 'optimizer')).toBe('descent');
    const model = run.press('enter');
    expect(model.notice?.text).toBe('nothing has been changed');
    expect(model.snapshot?.changes).toEqual([]);
  });

  test('is no change, although another option keeps an idle value', () => {
    const run = runOf(20);
    choose(run, 'optimizer');
    run.press('right', 'down', 'right');
    expect(shownOf(run, 'momentum')).toBe('0.95');
    const model = run.press('up', 'left', 'enter');
    expect(model.snapshot?.changes).toEqual([]);
  });

  test('leaves idle settings out of the log', () => {
    const run = runOf(20);
    choose(run, 'schedule');
    expect(changeNotes(run.press('right', 'right', 'enter'))).toMatchObject([
      { text: 'schedule constant → exponential, schedule factor 1 → 0.999' },
    ]);
  });
});

describe('a key that changes nothing', () => {
  test.each([
    ['momentum', ['right'], 'only with momentum or nesterov'],
    ['l2', ['left'], 'it is already 0'],
    ['hidden units', times('left', 4), 'a layer has at least one unit'],
    ['hidden units', times('right', 30), 'a layer has at most 4,096 units'],
    ['hidden layers', times('left', 2), 'there is no hidden layer to remove'],
    ['hidden layers', times('right', 32), 'a network has at most 32 hidden layers'],
    ['dropout', times('right', 8), 'the arrows go no higher than 75 %'],
    ['batch size', ['right'], 'each iteration already uses all examples'],
    ['batch size', times('left', 3), 'a batch has at least one example'],
    ['error below', times('right', 20), 'the arrows go no higher than 0.5'],
  ] as const)('says why: %s', (name, keys, words) => {
    const run = runOf(1);
    choose(run, name);
    expect(run.press(...keys).notice?.text).toBe(words);
  });

  test('says which limit a network would be too large for', () => {
    const run = new Rehearsal(subjectOf({ hidden: [2048, 2048] }));
    choose(run, 'hidden units');
    expect(run.press('right').notice?.text).toBe(
      'too large: 16,793,600 numbers that are learned or remembered, at most 10,000,000',
    );
  });

  test('says that batch normalization keeps a batch at two', () => {
    const run = runOf(1);
    choose(run, 'batch normalization');
    run.press('right');
    const way = place('batch normalization') - place('batch size');
    const model = run.press(...times('up', way), 'left', 'left');
    expect(shownOf(run, 'batch size')).toBe('2');
    expect(model.notice?.text).toBe('batch normalization needs at least two examples in a batch');
  });
});

describe('a schedule that is chosen', () => {
  test('fits into the iterations that are left', () => {
    const run = new Rehearsal(subjectOf({ iterations: 5000 }));
    run.step(1000);
    choose(run, 'schedule');
    run.press('right');
    expect([shownOf(run, 'schedule every'), shownOf(run, 'schedule factor')]).toEqual(['400', '0.5']);
    run.press('right', 'right');
    expect(shownOf(run, 'schedule every')).toBe('4000');
    expect(asNetwork(run.press('enter').network.subject).settings).toMatchObject({
      schedule: 'cosine',
      scheduleEvery: 4000,
    });
    expect(snapshotOf(run.step(3990)).alpha).toBeGreaterThan(0);
  });

  test('fits into the iterations that are left when it is applied', () => {
    const run = new Rehearsal(subjectOf({ iterations: 5000 }));
    choose(run, 'schedule');
    run.press('left');
    expect(shownOf(run, 'schedule every')).toBe('5000');
    run.step(1000);
    expect(asNetwork(run.press('enter').network.subject).settings).toMatchObject({
      schedule: 'cosine',
      scheduleEvery: 4000,
    });
  });

  test('fits into the iterations that are left when it is set, where the run has gone on', () => {
    const run = new Rehearsal(subjectOf({ iterations: 5000 }));
    choose(run, 'schedule');
    run.step(1000);
    run.press('left');
    expect(shownOf(run, 'schedule every')).toBe('4000');
  });

  test('fits into a whole run that starts over, unless it was set by hand', () => {
    const everyAfter = (...keys: readonly string[]) => {
      const run = new Rehearsal(subjectOf({ iterations: 5000 }));
      run.step(1000);
      choose(run, 'schedule');
      return asNetwork(run.press('left', ...keys, 'ctrl+r').network.subject).settings.scheduleEvery;
    };
    expect(everyAfter()).toBe(5000);
    expect(everyAfter('down', 'left')).toBe(2000);
  });

  test('that has reached 0 makes other alphas useless, and the keys say so', () => {
    const run = new Rehearsal(subjectOf({ iterations: 5000 }));
    choose(run, 'schedule');
    run.press('left', 'down', ...times('left', 9), 'enter');
    run.press('t', 't');
    expect(snapshotOf(run.store.current()).alpha).toBe(0);
    const log = snapshotOf(run.store.current()).changes.length;
    for (const keys of [['a'], ['A'], ['@', '2', 'enter']]) {
      const model = run.press(...keys);
      const { notice, view: open } = model;
      const told = open.kind === 'prompt' ? open.fault?.message : notice?.text;
      expect(told).toBe('the cosine schedule has reached 0, so alpha has no effect: o changes the schedule');
      expect(snapshotOf(model).changes).toHaveLength(log);
      run.press('escape');
    }
  });
});

describe('stop conditions', () => {
  test('apply to the current run, change no line, and are in no log', () => {
    const run = runOf(20);
    const { program } = run.store.current().network;
    choose(run, 'error below');
    run.press(...times('right', 12));
    expect(shownOf(run, 'error below')).toBe('0.5');
    const model = run.press('enter');
    expect(model.subject.stop).toEqual({ errorBelow: 0.5 });
    expect(model.network.program).toBe(program);
    expect(model.snapshot?.changes).toEqual([]);
    expect(model.notice?.text).toBe('the stop conditions change from here on');
    expect(snapshotOf(run.press('space')).stopReason).toBe('errorBelow');
  });

  test('apply to a run that starts over', () => {
    const run = runOf(20);
    choose(run, 'no improvement for');
    const model = run.press('right', 'ctrl+r');
    expect(model.subject.stop).toEqual({ noImprovementFor: 10 });
  });

  test('are saved, beside changes that were applied with them', () => {
    const run = runOf(20);
    choose(run, 'seconds');
    run.press('right', ...times('up', place('seconds') - place('optimizer')), 'right');
    expect(changeNotes(run.press('enter'))).toMatchObject([{ text: 'optimizer descent → momentum' }]);
    run.press('S', 'enter');
    expect(run.effects.find(({ type }) => type === 'write')).toMatchObject({
      what: { subject: { stop: { seconds: 1 } } },
    });
  });

  test('that are removed let a stopped run go on', () => {
    const run = runOf(20);
    choose(run, 'error below');
    run.press(...times('right', 12), 'enter', 'space');
    choose(run, 'error below');
    const model = run.press(...times('left', 12), 'enter');
    expect(model.subject.stop).toEqual({});
    expect(snapshotOf(model)).toMatchObject({ state: 'paused', stopReason: undefined });
  });
});

test('going on says which matrices begin again', () => {
  const run = runOf(20);
  choose(run, 'hidden units');
  expect(run.press('right', 'enter').notice?.text).toBe('syn0, syn1 start over');
});

describe('kept runs', () => {
  test('are named by their differences from the current run, at most four', () => {
    const run = runOf(20);
    for (let i = 0; i < 5; i++) run.press('A', 't', 'k');
    expect(run.store.current().keptRuns).toHaveLength(4);
    expect(run.store.current().keptRuns.map(({ subject }) => asNetwork(subject).settings.learningRate)).toEqual([
      100, 1000, 10000, 100000,
    ]);
    expect(run.press('K').view.kind).toBe('keptRuns');
  });

  test('do not exist at first, and the key says so', () => {
    expect(runOf(20).press('K').notice?.text).toMatch(/no run has been kept yet/);
  });
});

describe('an option', () => {
  test('has a sentence about it, which is shown while it is chosen', () => {
    expect(options.filter(({ name }) => !(optionSentences[name] ?? '').endsWith('.')).map(({ name }) => name)).toEqual(
      [],
    );
    expect(Object.keys(optionSentences)).toHaveLength(options.length);
    const run = new Rehearsal(subjectOf({}), 1, { columns: 120, rows: 40 });
    const screen = (...keys: readonly string[]) => screenOf(run.press(...keys), withoutColour).lines.join(' ');
    expect(screen('o')).toContain('The number of layers between the inputs and the');
    expect(screen('down', 'down')).toContain('The number of units in a hidden layer');
  });

  const settingsOf = ({ view }: Model) => (view.kind === 'options' ? view.settings : undefined);

  test('takes a typed number', () => {
    const run = new Rehearsal(subjectOf({}));
    run.press('o', 'down', 'down', '1', '2', 'enter');
    expect(settingsOf(run.store.current())?.layerSizes).toEqual([3, 12, 1]);
    const place = options.findIndex(({ name }) => name === 'alpha');
    run.press(...Array<string>(place - 2).fill('down'), '0', '.', '3', '7', 'enter');
    expect(settingsOf(run.store.current())?.learningRate).toBe(0.37);
    expect(run.press('enter').network.program.roles.learningRate).toBe('alpha');
  });

  test('refuses a number out of its range, and words where it takes none', () => {
    const run = new Rehearsal(subjectOf({}));
    run.press('o', 'down', 'down', '4', '.', '5', 'enter');
    expect(run.store.current().view).toMatchObject({
      kind: 'prompt',
      fault: { message: 'expected a whole number from 1 to 4,096, found 4.5' },
    });
    run.press('escape', 'down', '1');
    expect(run.store.current().notice?.text).toBe('activation (hidden) takes no number: left and right change it');
    expect(settingsOf(run.store.current())?.layerSizes).toEqual([3, 4, 1]);
  });
});
