import { describe, expect, test, vi } from 'vitest';
import { classify } from '../../../src/ui/model/arrange.ts';
import { chosenExample } from '../../../src/ui/model/examples.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { view } from '../../../src/ui/views/view.ts';
import { full } from '../../full.ts';
import { textOf, withoutColour } from '../frames.ts';
import { type SubjectSettings, subjectOf } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

const flowers: SubjectSettings = {
  inputs: [[0], [1], [2], [3], [4]],
  targets: [
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
    [0, 1],
  ],
  classes: ['rose', 'tulip'],
  test: {
    inputs: [[0.5], [3.5]],
    targets: [
      [1, 0],
      [1, 0],
    ],
  },
};

function runOf(settings: SubjectSettings = flowers, iterations = 200): Rehearsal {
  const run = new Rehearsal(subjectOf(settings));
  if (iterations > 0) run.step(iterations);
  return run;
}

function shown({ examples }: Model): readonly number[] | undefined {
  return examples.order && [...examples.order];
}

/** The lines of the table, without borders. */
function tableOf(model: Model): string {
  const frame = view(model, withoutColour).find(({ name }) => name === 'predictions')?.frame;
  return frame === undefined ? '' : textOf(frame);
}

describe('examples', () => {
  test('are sorted by error: the worst first, then the best first, then in the order of the data', () => {
    const run = runOf();
    const worst = shown(run.press('>'));
    expect(worst).toHaveLength(5);
    const { prediction } = run.store.current().snapshot ?? { prediction: [] };
    const { targets } = run.store.current().subject;
    const errorOf = (row: number): number => {
      const is = targets.data[2 * row] === 1 ? 0 : 1;
      return Math.abs(1 - (prediction[2 * row + is] ?? 0));
    };
    const errors = worst?.map(errorOf) ?? [];
    expect([...errors].sort((one, other) => other - one)).toEqual(errors);
    expect(shown(run.press('>'))).toEqual([...(worst ?? [])].reverse());
    expect(shown(run.press('>'))).toBe(undefined);
  });

  test('are filtered to the wrong ones, or all again', () => {
    const run = runOf();
    const wrong = shown(run.press('!'));
    // A single line cannot part the third from its neighbours.
    expect(wrong).toContain(2);
    expect(wrong?.length).toBeLessThan(5);
    expect(tableOf(run.store.current())).toContain('only wrong');
    expect(shown(run.press('!'))).toBe(undefined);
  });

  test('that are all right say so when only the wrong ones are wanted', () => {
    const xor = new Rehearsal(subjectOf());
    xor.step(5000);
    const none = xor.press('!');
    expect(none.notice?.text).toBe('no example is wrong');
    expect(tableOf(none)).toContain('no example is wrong');
  });

  test('wait for the first predictions, and say so', () => {
    const xor = new Rehearsal(subjectOf());
    for (const key of ['!', '>']) {
      expect(xor.press(key).notice?.text).toMatch(/^no predictions yet: /);
      expect(shown(xor.store.current())).toEqual([0, 1, 2, 3]);
    }
  });

  test('are sorted again with each snapshot', () => {
    const run = runOf(flowers, 0);
    run.press('>');
    run.step(300);
    const later = shown(run.store.current());
    const again = runOf(flowers, 300);
    expect(later).toEqual(shown(again.press('>')));
  });

  test('are found by number or class; an empty text finds all, and no match is reported', () => {
    const run = runOf();
    expect(shown(run.press('/', ...'rose', 'enter'))).toContain(0);
    expect(shown(run.press('/', ...'4', 'enter'))).toEqual([3]);
    const none = run.press('/', ...'oak', 'enter');
    expect([shown(none), none.notice?.text]).toEqual([
      [],
      'no example matches oak: examples of the training set are 1 to 5, classes rose, tulip',
    ]);
    expect(tableOf(none)).toContain('no example matches oak');
    expect(chosenExample(none)).toBe(undefined);
    expect(shown(run.press('/', 'enter'))).toBe(undefined);
  });

  test('are all shown in the order of the data before the first prediction', () => {
    const model = runOf(flowers, 0).press('!', '>');
    expect(shown(model)).toEqual([0, 1, 2, 3, 4]);
  });

  test('are found by their numbers in the form of the table', () => {
    const rows = Array.from({ length: 1500 }, (_, i) => [i]);
    const run = runOf({ inputs: rows, targets: rows.map(() => [0]) }, 1);
    expect(shown(run.press('/', ...'1,234', 'enter'))).toEqual([1233]);
  });

  test('the test set replaces the training set, and back', () => {
    const run = runOf();
    const tested = run.press('T', '!');
    expect(tested.examples.part).toBe('test');
    expect(shown(tested)).toContain(1);
    expect(tableOf(tested)).toContain('test set, only wrong');
    expect(run.press('T').examples.part).toBe('train');
  });

  test('an example is wrong when one output is off by more than a tenth', () => {
    const run = runOf(
      {
        inputs: [[0], [1]],
        targets: [
          [0.5, 0.5],
          [0.5, 9],
        ],
        hidden: [],
      },
      500,
    );
    expect(shown(run.press('!'))).toEqual([1]);
  });

  test('the test set is refused when there is none', () => {
    const model = runOf({}).press('T');
    expect([model.examples.part, model.notice?.text]).toEqual([
      'train',
      'there is no test set: "test" in the data of the scenario adds one',
    ]);
  });
});

describe('an example', () => {
  test('is chosen in the order of the table, and stays chosen while the order changes', () => {
    const run = runOf();
    const order = shown(run.press('>')) ?? [];
    expect(run.press('down', 'down').examples.chosen).toBe(order[1]);
    run.step(50);
    expect(run.store.current().examples.chosen).toBe(order[1]);
    expect(tableOf(run.store.current())).toMatch(new RegExp(`› *${(order[1] ?? 0) + 1} `));
  });

  test('is scrolled into view when it is chosen, with all of its outputs', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i]);
    const run = runOf({ inputs: rows, targets: rows.map(([i]) => [(i ?? 0) % 2, 0.5]) }, 1);
    const model = run.press(...Array<string>(30).fill('down'));
    expect(model.examples.chosen).toBe(29);
    expect(tableOf(model)).toMatch(/› ?30 /);
  });
});

describe('100,000 examples', () => {
  const many = 100_000;

  /** A run whose examples are sorted, the worst first, again with each call of `sort`. */
  function sorted(): { readonly sort: () => void; readonly shown: () => number | undefined } {
    const inputs = Array.from({ length: many }, (_, i) => [i / many]);
    const subject = subjectOf({ inputs, targets: inputs.map(([x]) => [x! > 0.5 ? 1 : 0]), classes: ['low', 'high'] });
    const run = new Rehearsal(subject);
    run.step(1);
    run.press('>', '!');
    const { snapshot } = run.store.current();
    if (snapshot === undefined) throw new Error('nothing has been reported');
    return {
      sort: () => run.store.dispatch({ type: 'reported', report: snapshot }),
      shown: () => run.store.current().examples.order?.length,
    };
  }

  test('are sorted with few comparisons', () => {
    const { sort, shown } = sorted();
    const calls = [Object.getPrototypeOf(Uint32Array.prototype) as Uint32Array, Array.prototype].flatMap((kind) => [
      vi.spyOn(kind, 'sort'),
      vi.spyOn(kind, 'toSorted'),
    ]);
    sort();
    const compared = calls.flatMap(({ mock }) => mock.contexts.map((list) => (list as ArrayLike<number>).length));
    for (const call of calls) call.mockRestore();
    // A sort by comparisons takes five times as long.
    expect(compared.reduce((sum, length) => sum + length, 0)).toBeLessThan(many / 100);
    expect(shown()).toBeGreaterThan(many / 4);
  });

  test.runIf(full)('are sorted in less than the time between two frames', () => {
    const { sort } = sorted();
    const took = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      sort();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    // Time of the processor: other programs do not add to it. The least, since the first compiles the code.
    expect(Math.min(...took)).toBeLessThan(1000 / 16);
  });
});

describe('a classification', () => {
  test('has an error for each row: 1 minus the output of its own class', () => {
    const targets = { rows: 2, columns: 2, data: Float64Array.of(1, 0, 0, 1) };
    const found = classify(targets, Float64Array.of(0.75, 0.25, 0.5, 0.25));
    expect([[...found.targets], [...found.predicted], [...found.wrong], [...found.errors]]).toEqual([
      [0, 1],
      [0, 0],
      [0, 1],
      [0.25, 0.75],
    ]);
  });

  test('counts a row without a class, all of whose outputs are NaN, as wrong', () => {
    const targets = { rows: 2, columns: 1, data: Float64Array.of(0, 1) };
    const { predicted, wrong } = classify(targets, Float64Array.of(Number.NaN, Number.NaN));
    expect([[...predicted], [...wrong]]).toEqual([
      [-1, -1],
      [1, 1],
    ]);
  });
});
