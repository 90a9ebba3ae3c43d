import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { update } from '../../../src/ui/model/update.ts';
import { imageProps, networkProps } from '../../../src/ui/views/example-props.ts';
import { unitPicturesProps } from '../../../src/ui/views/example-view.ts';
import { targetInView, view } from '../../../src/ui/views/view.ts';
import { inColour, linesOf, withoutColour } from '../frames.ts';
import { subjectOf, twoPixels } from '../subjects.ts';
import { Rehearsal, runOf } from '../training.ts';

const image = { width: 2, height: 1, low: 0, high: 10 };
describe('an example inside the network', () => {
  test('has the values of every layer, with the weights between', () => {
    const run = runOf({});
    const props = networkProps(run.press('down', 'down', 'i'));
    expect(props?.layers.map(({ name, unitNames }) => [name, unitNames])).toEqual([
      ['l0', ['x1', 'x2', '1']],
      ['l1', undefined],
      ['l2', ['y']],
    ]);
    expect(Array.from(props?.layers[0]?.activations ?? [])).toEqual([0, 1, 1]);
    expect(props?.layers[1]?.activations.length).toBe(4);
    expect(props?.weights.map(({ rows, columns }) => [rows, columns])).toEqual([
      [3, 4],
      [4, 1],
    ]);
    expect(props?.example).toMatch(/^example 2 of 4, target 1, predicted 0\.\d+$/);
  });

  test('changes with the arrows, and has its target and predicted class', () => {
    const run = runOf({ ...twoPixels });
    const first = networkProps(run.press('i'))?.example;
    expect(first).toMatch(/^train example 1 of 3, target dark, predicted (?:dark|light)$/);
    expect(networkProps(run.press('down'))?.example).toMatch(/^train example 2 of 3, target light/);
    expect(Array.from(networkProps(run.store.current())?.layers[0]?.activations ?? [])).toEqual([1, 0]);
    expect(networkProps(run.press('up'))?.example).toBe(first);
    expect(networkProps(run.press('T'))?.example).toMatch(/^test example 1 of 1, target light/);
  });

  test('left and right choose a unit, which then has the only lines', () => {
    const run = runOf({});
    run.press('i');
    const linesAfter = (key: string): readonly unknown[] => {
      const props = networkProps(run.press(key));
      const lines = props?.weights.map(({ data }) => Array.from(data, (value) => (value === 0 ? 0 : 1)));
      return [props?.chosen, props?.shows.at(-1), ...(lines ?? [])];
    };
    expect(linesAfter('right')).toEqual([
      { layer: 0, unit: 0 },
      'x1',
      [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    for (let key = 0; key < 3; key++) run.press('right');
    expect(linesAfter('right')).toEqual([
      { layer: 1, unit: 1 },
      'h2 of l1',
      [0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0],
      [0, 1, 0, 0],
    ]);
    for (let key = 0; key < 3; key++) run.press('right');
    expect(networkProps(run.store.current())?.shows.at(-1)).toBe('y');
    expect(linesAfter('right').slice(0, 2)).toEqual([undefined, 'activations, and the strongest weights']);
    expect(networkProps(run.press('left'))?.shows.at(-1)).toBe('y');
  });

  test('right says which unit is chosen where the network is not drawn', () => {
    const run = runOf({ hidden: [40] });
    run.press('i');
    expect(run.press('right').notice?.text).toBe('x1 is chosen, without room to draw it');
    expect(runOf({}).press('i', 'right').notice).toBe(undefined);
  });

  test('is requested from the start of a run on, and no longer once it is closed', () => {
    const run = new Rehearsal(subjectOf());
    expect(run.press('i').snapshot?.activations?.layers.length).toBe(3);
    expect(run.press('R').snapshot?.activations?.layers.length).toBe(3);
    run.press('escape');
    expect(run.press('s').snapshot?.activations).toBe(undefined);
  });

  test('requests weights into units for an image only', () => {
    const plain = runOf({}).press('i').viewRequest;
    expect(plain).toEqual({ example: { set: 'train', row: 0 } });
    const request = runOf({ ...twoPixels, image }).press('i').viewRequest;
    expect(request).toMatchObject({ example: { set: 'train', row: 0 }, incoming: { first: 0 } });
  });

  test('stays on the screen until the next answer', () => {
    const run = runOf({});
    const before = networkProps(run.press('i'));
    const { model } = update(run.store.current(), {
      type: 'action',
      action: { type: 'act', view: 'example', key: 'down' },
    });
    expect(model.examples.chosen).toBe(1);
    expect(networkProps(model)).toEqual(before);
    expect(networkProps(run.press('down'))?.example).toMatch(/^example 2 of 4/);
  });

  test('stays the same while the order changes, and is the worst one after >', () => {
    const run = runOf(twoPixels);
    run.press('i', '>');
    const { chosen, order } = run.store.current().examples;
    expect(chosen).toBe(order?.[0]);
    run.step(400);
    expect(run.store.current().examples.chosen).toBe(chosen);
  });

  test('is there again after a question', () => {
    const run = runOf(twoPixels);
    const asked = run.press('i', '/');
    expect(view(asked, withoutColour).map(({ name }) => name)).toEqual(['header', 'network', 'footer']);
    expect(run.press('2', 'enter').view.kind).toBe('example');
    expect(networkProps(run.store.current())?.example).toMatch(/^train example 2 of 3/);
    expect(run.press('g', 'escape').view.kind).toBe('example');
  });

  test('a missing answer or match has a message', () => {
    const run = runOf(twoPixels);
    const textOf = (model: Model): string =>
      view(model, withoutColour)
        .map(({ frame }) => linesOf(frame))
        .join('\n');
    const { model } = update(run.store.current(), { type: 'action', action: { type: 'open', view: 'example' } });
    expect(textOf(model)).toContain('no prediction yet');
    expect(textOf(run.press('i', '/', '9', 'enter'))).toContain('no example matches');
  });

  test('is shown with heatmaps where there is no room for every unit', () => {
    const namesAt = (model: Model, rows: number): readonly string[] =>
      view({ ...model, size: { columns: 80, rows } }, withoutColour).map(({ name }) => name);
    const model = runOf({ hidden: [30] }).press('i');
    expect(namesAt(model, 24)).toEqual(['header', 'example', 'weights', 'footer']);
    expect(namesAt(model, 40)).toEqual(['header', 'network', 'footer']);
    const deep = runOf({ hidden: [30, 30, 30, 30, 30] });
    deep.press('i', 'pagedown');
    const shown = view(deep.store.current(), withoutColour)
      .map(({ frame }) => linesOf(frame).join('\n'))
      .join('\n');
    expect(shown).toMatch(/ (?:\d–)?6 of 6 /);
  });
});

describe('an example that is an image', () => {
  test('has its pixels before scaling', () => {
    const scaling = { shift: Float64Array.of(5, 5), unit: Float64Array.of(2, 4) };
    const model = runOf({ ...twoPixels, image, inputScaling: scaling }).press('i');
    const props = imageProps(model, image);
    expect([...Array.from(props?.pixels.values ?? [])]).toEqual([5, 9]);
    expect(props).toMatchObject({ example: ['train 1 of 3', '1 of 3', '1'], target: 0, low: 0, high: 10 });
    expect(props?.outcome[0]).toMatch(/^target dark, predicted (?:dark|light)$/);
  });

  test('has the outputs of a regression as numbers', () => {
    const { classes, ...rest } = twoPixels;
    const props = imageProps(runOf({ ...rest, image }).press('i'), image);
    expect(props).toMatchObject({ target: undefined, predicted: undefined, outputNames: ['y'] });
    expect(props?.outcome[0]).toMatch(/^target 0, predicted 0\.\d+$/);
  });

  test('has a share for each class, also with a single output', () => {
    const props = imageProps(runOf({ ...twoPixels, image }).press('i'), image);
    const [dark, light] = Array.from(props?.outputs ?? []);
    expect(dark! + light!).toBeCloseTo(1, 12);
    expect(props?.predicted).toBe(light! > 0.5 ? 1 : 0);
  });

  test('stands beside the weights into the units of the first layer', () => {
    const run = runOf({ ...twoPixels, image });
    const model = run.press('i');
    if (model.view.kind !== 'example') throw new Error(model.view.kind);
    const props = unitPicturesProps(model, image, model.view);
    expect(props).toMatchObject({ name: 'syn0', units: 3, from: 0, first: 0, weights: { rows: 2, columns: 3 } });
    expect([...Array.from(props?.weights.data ?? [])]).toEqual([...(model.snapshot?.parameters[0]?.sums ?? [])]);
    expect(view(model, withoutColour).map(({ name }) => name)).toEqual(['header', 'example', 'units', 'footer']);
  });
});

describe('a unit with a picture', () => {
  const sizes = [
    [60, 20],
    [120, 40],
  ] as const;

  test.each(sizes)('is chosen by a click and by the arrows, at %i×%i', (columns, rows) => {
    const run = new Rehearsal(subjectOf({ ...twoPixels, image }), 1, { columns, rows });
    run.press('s', 'i');
    const { place, frame } = view(run.store.current(), inColour).find(({ name }) => name === 'units')!;
    const lines = linesOf(frame);
    const row = lines.findIndex((line) => line.includes('h2'));
    const unitAt = (column: number, line: number): unknown =>
      targetInView(run.store.current(), place.x + column, place.y + line, inColour);
    expect(unitAt(lines[row]!.indexOf('h2'), row)).toEqual({ unit: { layer: 1, unit: 1 } });
    expect(unitAt(lines[row]!.indexOf('h2'), place.rows - 2)).toBeUndefined();

    expect(run.press('right', 'right').unit).toEqual({ layer: 1, unit: 1 });
    const shown = linesOf(screenFrame(run)).join('\n');
    expect(shown).toContain('›h2');
    expect(shown).toMatch(columns === 60 ? /›h2/ : /strongest weights from h2: y [+−]\d\.\d\d/);
    expect(run.press('right', 'right').unit).toBeUndefined();
    expect(run.press('left').unit).toEqual({ layer: 1, unit: 2 });
  });
});

describe('the backward pass of an example', () => {
  test('opens with d: deltas in the units, and value × delta as lines', () => {
    const run = runOf({}, 50);
    run.press('i');
    const forward = networkProps(run.store.current());
    const { deltas } = run.press('d').snapshot?.activations ?? {};
    const view = run.store.current().view;
    const backward = networkProps(run.store.current(), undefined, view.kind === 'example' ? view.pass : undefined);
    expect(backward?.layers.map(({ name }) => name)).toEqual(['l0', 'l1_delta', 'l2_delta']);
    expect(backward?.layers[2]?.activations).toEqual(deltas?.[1]);
    expect(backward?.weights[1]?.data[0]).toBe(forward!.layers[1]!.activations[0]! * deltas![1]![0]!);
    expect(linesOf(screenFrame(run)).join('\n')).toMatch(/network, backward.*deltas.*raises the weight.* d forward/s);
    run.press('d');
    expect(linesOf(screenFrame(run)).join('\n')).toContain(' d backward');
  });

  test('comes with n: each line fills in the values that it has computed', () => {
    const run = runOf({}, 50);
    run.press('n', 'n', 'i');
    const computed = (): readonly unknown[] => [
      networkProps(run.store.current())?.pass,
      ...(networkProps(run.store.current())?.layers.map(({ isComputed }) => isComputed !== false) ?? []),
    ];
    expect(computed()).toEqual(['forward', true, true, false]);
    expect(networkProps(run.store.current())?.example).toBe('example 1 of 4, target 0');
    run.press('n');
    expect(computed()).toEqual(['forward', true, true, true]);
    run.press('n', 'n');
    expect(computed()).toEqual(['backward', true, false, true]);
    run.press('n', 'n');
    expect(computed()).toEqual(['backward', true, true, true]);
    run.press('n', 'n');
    expect(computed()).toEqual(['forward', true, true, true]);
  });
});

function screenFrame(run: Rehearsal) {
  return view(run.store.current(), withoutColour).flatMap(({ frame }) => frame);
}
