import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { boundarySentences } from '../../../src/ui/plain/boundary.ts';
import { boundaryProps, curveProps } from '../../../src/ui/views/boundary-props.ts';
import { view } from '../../../src/ui/views/view.ts';
import { networkSubject } from '../../../src/worker/subject.ts';
import { asNetwork } from '../../worker/subjects.ts';
import { textOf, withoutColour } from '../frames.ts';
import { subjectOf, XOR_INPUTS, XOR_TARGETS } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

/** XOR, paused after some iterations. */
function runOf(iterations: number): Rehearsal {
  const rehearsal = new Rehearsal(subjectOf());
  rehearsal.step(iterations);
  return rehearsal;
}

function propsOf(model: Model) {
  if (model.view.kind !== 'boundary') throw new Error(`the view is ${model.view.kind}`);
  return boundaryProps(model, true);
}

describe('the boundary', () => {
  test('is the prediction in every cell of the plane, with the examples on it', () => {
    const props = propsOf(runOf(2000).press('p'));
    expect(props).toMatchObject({ held: undefined, outputName: 'y', classNames: ['0', '1'], discretised: false });
    const { grid, points } = props;
    if (grid?.kind !== 'values') throw new Error('no grid');
    const at = (column: number, row: number): number => grid.values[row * grid.columns + column] as number;
    // The corners of the picture are near the examples: (0, 1) at the upper left, (0, 0) below it.
    expect([at(12, 6), at(12, 53), at(107, 6), at(107, 53)].map(Math.round)).toEqual([1, 0, 0, 1]);
    expect(points.map(({ classes, wrong }) => [[...classes], [...wrong]])).toEqual([
      [
        [0, 1, 1, 0],
        [0, 0, 0, 0],
      ],
    ]);
  });

  test('shows the class alone with d, and stays open when a run starts over', () => {
    const run = runOf(200);
    const shown = run.press('p', 'd');
    expect(propsOf(shown).discretised).toBe(true);
    const again = run.press('R');
    expect(again.snapshot).toMatchObject({ iteration: 0 });
    expect(propsOf(again).grid).toBeDefined();
    const frames = view(again, withoutColour).map(({ frame }) => textOf(frame));
    expect(frames.join('\n')).toContain('boundary  y by x1 and x2 ─');
  });

  test('is no longer requested once it is closed', () => {
    const run = runOf(20);
    expect(run.press('p').snapshot?.plane).toBeDefined();
    expect(run.press('escape').view.kind).toBe('panes');
    expect(run.press('s').snapshot?.plane).toBeUndefined();
  });

  test('the arrows show each hidden unit, and the output after the last', () => {
    const run = runOf(2000);
    const names = ['right', 'right', 'right', 'right', 'right'].map((key, index) => {
      const { outputName, ends, grid } = propsOf(index === 0 ? run.press('p', key) : run.press(key));
      return [outputName, ends, grid?.kind];
    });
    const units = [1, 2, 3, 4].map((unit) => [`h${unit} of l1`, [0, 1], 'values']);
    expect(names).toEqual([...units, ['y', undefined, 'values']]);
    expect(propsOf(run.press('left')).outputName).toBe('h4 of l1');
  });

  test('a hidden unit has its value in every cell', () => {
    const run = runOf(2000);
    run.press('p', 'right');
    const { grid } = propsOf(run.store.current());
    if (grid?.kind !== 'values') throw new Error('no grid');
    // The first hidden unit of this run falls with both inputs; an exclusive or does not.
    const { weights } = { weights: run.store.current().snapshot?.parameters[0]?.sums ?? [] };
    const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
    const [x, y] = [-0.15 + (1.3 * 12.5) / 120, 1.15 - (1.3 * 6.5) / 60];
    const expected = sigmoid(x * weights[0]! + y * weights[4]! + weights[8]!);
    expect(grid.values[6 * grid.columns + 12]).toBeCloseTo(expected, 12);
  });

  test('has a scale around 0 for a unit that is no sigmoid', () => {
    const subject = subjectOf();
    const settings = { ...asNetwork(subject).settings, activations: ['tanh', 'sigmoid'] as const };
    const run = new Rehearsal(networkSubject({ ...subject, settings }));
    run.step(500);
    run.press('p', 'right');
    const { ends, grid } = propsOf(run.store.current());
    if (grid?.kind !== 'values' || ends === undefined) throw new Error('no grid');
    expect(ends[0]).toBe(-ends[1]);
    expect(Math.max(...grid.values.map((value) => Math.abs(2 * value - 1)))).toBeCloseTo(1, 12);
  });

  test('each of several outputs that are no classes can be shown', () => {
    const adder = [
      [0, 0],
      [1, 0],
      [1, 0],
      [0, 1],
    ];
    const run = new Rehearsal(
      subjectOf({
        inputs: [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ],
        targets: adder,
      }),
    );
    expect(propsOf(run.press('p'))).toMatchObject({ outputName: 'y1', ends: [0, 1] });
    expect(propsOf(run.press('right')).outputName).toBe('y2');
  });

  test('has the original inputs on its axes, where the network reads scaled ones', () => {
    const inputScaling = { shift: Float64Array.of(5, 0), unit: Float64Array.of(2, 10) };
    const { x, y, points } = propsOf(
      new Rehearsal(subjectOf({ inputs: pairs, targets: [[0], [1]], inputScaling })).press('p'),
    );
    expect([x.low, x.high]).toEqual([4.7, 5.3]);
    expect([y.low, y.high]).toEqual([-1.5, 11.5]);
    expect([[...(points[0]?.x ?? [])], [...(points[0]?.y ?? [])]]).toEqual([
      [5, 5],
      [0, 10],
    ]);
  });

  test('a regression is scaled from the least target to the largest, for each output', () => {
    const run = new Rehearsal(
      subjectOf({
        inputs: pairs,
        targets: [
          [0.2, 3],
          [0.4, 5],
        ],
        hidden: [],
      }),
    );
    run.press('p');
    const first = propsOf(run.store.current());
    expect(first).toMatchObject({ outputName: 'y1', ends: [0.2, 0.4], classNames: ['below', 'above'] });
    expect(first.points.map(({ classes, wrong }) => [[...classes], wrong.length])).toEqual([[[0, 1], 0]]);
    const frames = view(run.store.current(), withoutColour).map(({ frame }) => textOf(frame));
    expect(frames.join('\n')).toContain('prediction  y1 by x1 and x2');
    expect(boundarySentences(run.store.current())[0]).toMatch(/^Prediction of y1 by x1 and x2/);
    expect(propsOf(run.press('right'))).toMatchObject({ outputName: 'y2', ends: [3, 5] });
    expect(propsOf(run.press('right'))).toMatchObject({ outputName: 'y1' });
  });
});

describe('the boundary over two of many inputs', () => {
  const names = ['a', 'b', 'c (m)', 'd'];
  const inputScaling = { shift: Float64Array.of(0, 0, 10, 0), unit: Float64Array.of(1, 1, 2, 1) };
  const opened = (settings: Parameters<typeof subjectOf>[0] = {}): Rehearsal => {
    const run = new Rehearsal(
      subjectOf({ inputs: quartet, targets: bits, inputNames: names, inputScaling, ...settings }),
    );
    run.press('p');
    return run;
  };
  const axesOf = (run: Rehearsal): readonly string[] => {
    const { x, y } = propsOf(run.store.current());
    return [x.name, y.name];
  };

  test('begins with the two that go with the targets most', () => {
    expect(axesOf(opened())).toEqual(['b', 'c (m)']);
    // The inputs of XOR say nothing about its target alone: the first two.
    expect(axesOf(opened({ inputs: XOR_INPUTS.map((row) => [...row, 0]), targets: XOR_TARGETS }))).toEqual(['a', 'b']);
  });

  test('holds the others at their mean, in own units', () => {
    const run = opened();
    expect(propsOf(run.press('X')).held).toEqual({
      first: [
        { name: 'a', value: 0.5 },
        { name: 'b', value: 0.5 },
      ],
      count: 2,
      off: 'all',
      hasTest: false,
    });
    expect(propsOf(run.press('#', '1', ' ', '2', 'enter')).held?.first).toEqual([
      { name: 'c (m)', value: 11 },
      { name: 'd', value: 0.25 },
    ]);
  });

  test('has the prediction with the others at their mean in every cell', () => {
    const run = opened({ hidden: [] });
    run.step(30);
    const { grid, x, y } = propsOf(run.store.current());
    if (grid?.kind !== 'values') throw new Error('no grid');
    const [a = 0, b = 0, c = 0, d = 0] = run.store.current().snapshot?.parameters[0]?.sums ?? [];
    const scaled = (value: number): number => (value - 10) / 2;
    const at = ({ low, high }: typeof x, share: number): number => low + (high - low) * share;
    const z = a * 0.5 + b * at(x, 12.5 / 120) + c * scaled(at(y, 1 - 6.5 / 60)) + d * 0.25;
    expect(grid.values[6 * grid.columns + 12]).toBeCloseTo(1 / (1 + Math.exp(-z)), 10);
  });

  test('X and Y choose the next input that differs, never the same twice', () => {
    const run = opened({
      inputs: quartet.map((row) => [...row, 7]),
      inputNames: [...names, 'e'],
      inputScaling: undefined,
    });
    const chosen = (key: string): readonly string[] => {
      run.press(key);
      return axesOf(run);
    };
    expect([chosen('X'), chosen('X'), chosen('Y'), chosen('Y')]).toEqual([
      ['d', 'c (m)'],
      ['a', 'c (m)'],
      ['a', 'd'],
      ['a', 'b'],
    ]);
  });

  test('X says so where there is no other input', () => {
    const run = runOf(1);
    run.press('p', 'X');
    expect(run.store.current().notice?.text).toBe('no third input differs between examples');
  });

  test('takes inputs by name, by the beginning of a name and by number', () => {
    const run = opened();
    const typed = (text: string): readonly string[] | string | undefined => {
      const { view: after } = run.press('#', ...text, 'enter');
      if (after.kind !== 'prompt') return axesOf(run);
      run.press('escape');
      return after.fault?.message;
    };
    expect([typed('d a'), typed('c, 2'), typed('C (m); D')]).toEqual([
      ['d', 'a'],
      ['c (m)', 'b'],
      ['c (m)', 'd'],
    ]);
    expect([typed('a'), typed('a a'), typed('a 5')]).toEqual([
      'expected two inputs, with a comma between them, found 1',
      'expected two inputs, found a twice',
      'expected the name of an input, or a number from 1 to 4, found 5',
    ]);
  });

  test('says that the examples lie off the plane, and where they do not', () => {
    const run = opened();
    const textOn = (): string =>
      view(run.store.current(), withoutColour)
        .map(({ frame }) => textOf(frame))
        .join('\n');
    expect(textOn()).toContain('others at their mean: a = 0.5, d = 0.25');
    expect(textOn()).toContain('examples are off this plane');
    expect(propsOf(opened({ inputs: quartet.map(([, b, c]) => [b!, c!, 7]) }).store.current()).held).toMatchObject({
      first: [{ value: 24 }],
      off: 'none',
    });
  });
});

describe('the view of a network with one input', () => {
  const opened = (settings: Parameters<typeof subjectOf>[0] = {}): Rehearsal => {
    const run = new Rehearsal(
      subjectOf({ inputs: [[0], [2], [4]], targets: [[1], [3], [2]], hidden: [2], inputNames: ['a'], ...settings }),
    );
    run.press('p', 's');
    return run;
  };

  test('is a curve of the prediction, with the targets', () => {
    const targetScaling = { shift: Float64Array.of(10), unit: Float64Array.of(2) };
    const run = opened({ targetScaling, hidden: [] });
    const { x, y, values, points, note } = curveProps(run.store.current());
    expect([x, y.name, values?.length, note]).toEqual([{ name: 'a', low: -0.6, high: 4.6 }, 'y', 400, '1 of 1']);
    expect(points.map(({ part, x: inputs, y: targets }) => [part, [...inputs], [...targets]])).toEqual([
      ['train', [0, 2, 4], [12, 16, 14]],
    ]);
    // The network has one weight: the curve is a sigmoid, in the unit of the target.
    const [weight = 0] = run.store.current().snapshot?.parameters[0]?.sums ?? [];
    const middle = -0.6 + (5.2 * 100.5) / 400;
    expect(values?.[100]).toBeCloseTo(10 + 2 / (1 + Math.exp(-weight * middle)), 9);
    expect(y.low).toBeLessThan(Math.min(12, ...Array.from(values ?? [])));
  });

  test('shows hidden units without targets, and each of several classes', () => {
    const run = opened();
    expect(curveProps(run.press('right'))).toMatchObject({ y: { name: 'h1 of l1' }, points: [], note: '2 of 3' });
    const classes = opened({
      targets: [
        [1, 0],
        [0, 1],
        [1, 0],
      ],
      classes: ['low', 'high'],
    });
    expect(curveProps(classes.store.current()).y.name).toBe('low');
    expect(curveProps(classes.press('right')).y.name).toBe('high');
    expect(classes.press('X').notice?.text).toBe('there is one input');
    expect(classes.press('d').notice?.text).toBe('a curve has no confidence to leave out');
  });

  test('says its values in sentences', () => {
    const said = boundarySentences(opened().store.current());
    expect([said.length, said[0], said[1]?.replace(/[\d.]+\.$/, '#')]).toEqual([10, 'y by a.', 'a = -0.6: #']);
  });
});

/** Inputs a to d: b is the target, and c goes with it. */
const quartet = [
  [0, 0, 0, 0],
  [1, 0, 0.5, 1],
  [0, 1, 0.5, 0],
  [1, 1, 1, 0],
];
const bits = [[0], [0], [1], [1]];

const pairs = [
  [0, 0],
  [0, 1],
];
