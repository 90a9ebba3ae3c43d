import { describe, expect, test } from 'vitest';
import { changeNotes } from '../../../src/ui/model/props.ts';
import { options } from '../../../src/program/options.ts';
import type { NetworkSettings } from '../../../src/program/settings.ts';
import { view } from '../../../src/ui/view.ts';
import { inColour, textOf } from '../frames.ts';
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
  test('that is changed and entered goes on with the weights of the moment, and stands in the log', () => {
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

  test('shows nothing of what the network has not computed since, until it has', () => {
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
    expect(screen).toContain('learning: changed, and not run since');
    const { error, prediction, lines } = snapshotOf(run.step(1));
    expect([error !== undefined, prediction.length, lines?.every((line) => line !== undefined)]).toEqual([
      true,
      4,
      true,
    ]);
  });

  test('goes back by line into the iteration that another program has run', () => {
    const run = runOf(20);
    choose(run, 'optimizer');
    run.press('right', 'enter');
    const { snapshot, network } = run.press('b');
    expect([snapshot?.iteration, snapshot?.line]).toEqual([19, 8]);
    expect(network.program.iteration).toHaveLength(9);
  });

  test('starts over with R, without changes on the way', () => {
    const run = runOf(20);
    choose(run, 'hidden units');
    const model = run.press('right', 'R');
    expect(model.network.settings.layerSizes).toEqual([3, 5, 1]);
    expect(model.snapshot).toMatchObject({ iteration: 0, log: [] });
  });

  test('is nothing before it is entered', () => {
    const run = runOf(20);
    choose(run, 'batch normalization');
    const model = run.press('right', 'escape');
    expect(model.snapshot).toMatchObject({ iteration: 20, log: [] });
    expect(model.network.settings.batchNorm).toBeUndefined();
  });

  test('changes nothing else: what the run has come by meanwhile stays', () => {
    const plan = [{ at: 20, edits: [{ kind: 'settings', set: { learningRate: 2, l2: 0.1 } } as const] }];
    const run = new Rehearsal(subjectOf({ plan }));
    run.step(10);
    choose(run, 'optimizer');
    run.step(15);
    const model = run.press('right', 'enter');
    expect(changeNotes(model).at(-1)).toMatchObject({ at: 25, text: 'optimizer descent → momentum' });
    expect(model.network.settings).toMatchObject({ learningRate: 2, l2: 0.1, optimizer: 'momentum' });
  });

  test('that makes no sense says why', () => {
    const run = runOf(20);
    choose(run, 'momentum');
    expect(run.press('right').notice?.text).toBeDefined();
    expect(run.press('enter').snapshot?.log).toEqual([]);
  });
});

describe('the layer to set', () => {
  const layer = (run: Rehearsal) => (run.store.current().view as { layer?: number }).layer;
  const settings = (run: Rehearsal) => (run.store.current().view as { settings: NetworkSettings }).settings;

  test('is the one that units, activation and dropout are set of', () => {
    const run = new Rehearsal(subjectOf({ hidden: [4, 4, 4] }));
    choose(run, 'layer to set');
    run.press('right', 'right');
    expect(layer(run)).toBe(1);
    run.press('down', 'right');
    expect(settings(run).layerSizes).toEqual([3, 4, 5, 4, 1]);
    const model = run.press('enter');
    expect(changeNotes(model)).toMatchObject([{ text: 'layers 3-4-4-4-1 → 3-4-5-4-1' }]);
  });

  test('is all of them again when it is gone', () => {
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
  /** Goes from one option to another, and presses a key there. */
  function press(run: Rehearsal, from: string, to: string, ...keys: readonly string[]): void {
    const place = (name: string) => options.findIndex((option) => option.name === name);
    const way = place(to) - place(from);
    run.press(...Array<string>(Math.abs(way)).fill(way > 0 ? 'down' : 'up'), ...keys);
  }

  test('with the data are not applied, with the reason, and stay open', () => {
    const run = new Rehearsal(subjectOf({ targets: [[0], [1], [1], [2]] }));
    choose(run, 'loss');
    for (const key of ['enter', 'R']) {
      const model = run.press('left', key);
      expect(model.notice?.text).toBe('binary cross-entropy needs targets from 0 to 1');
      expect(model.view).toMatchObject({ kind: 'options', settings: { loss: 'binary cross-entropy' } });
      expect(model.snapshot?.log).toEqual([]);
      run.press('right');
    }
  });

  test('do: without hidden layers there is no dropout', () => {
    const run = runOf(20);
    choose(run, 'dropout');
    press(run, 'dropout', 'dropout', 'right');
    press(run, 'dropout', 'hidden layers', 'left', 'enter');
    expect(run.store.current().network.settings).toMatchObject({ layerSizes: [3, 1], dropout: 0 });
  });
});

describe('runs that are kept', () => {
  test('are named by what differs from the one on the screen, four at the most', () => {
    const run = runOf(20);
    for (let i = 0; i < 5; i++) run.press('A', 't', 'k');
    expect(run.store.current().ghosts).toHaveLength(4);
    expect(run.store.current().ghosts.map(({ settings }) => settings.learningRate)).toEqual([100, 1000, 10000, 100000]);
    expect(run.press('K').view.kind).toBe('ghosts');
  });

  test('are none at first, and the key says so', () => {
    expect(runOf(20).press('K').notice?.text).toMatch(/no run has been kept yet/);
  });
});
