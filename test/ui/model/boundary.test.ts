import { describe, expect, test } from 'vitest';
import { boundaryProps, whyNoBoundary } from '../../../src/ui/model/boundary.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { view } from '../../../src/ui/view.ts';
import { textOf, withoutColour } from '../frames.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

/** XOR, paused after some iterations. */
function runOf(iterations: number): Rehearsal {
  const rehearsal = new Rehearsal(subjectOf());
  rehearsal.step(iterations);
  return rehearsal;
}

function propsOf(model: Model) {
  if (model.view.kind !== 'boundary') throw new Error(`the view is ${model.view.kind}`);
  return boundaryProps(model, model.view);
}

describe('the boundary', () => {
  test('is what the network says all over the plane, with the examples on it', () => {
    const props = propsOf(runOf(2000).press('p'));
    expect(props).toMatchObject({ held: undefined, outputName: 'y', classNames: ['0', '1'], discretised: false });
    const { field, points } = props;
    if (field?.kind !== 'values') throw new Error('no field');
    const at = (column: number, row: number): number => field.values[row * field.columns + column] as number;
    // The corners of the picture are near the examples: (0, 1) at the upper left, (0, 0) below it.
    expect([at(12, 6), at(12, 53), at(107, 6), at(107, 53)].map(Math.round)).toEqual([1, 0, 0, 1]);
    expect(points.map(({ classes, wrong }) => [[...classes], [...wrong]])).toEqual([
      [
        [0, 1, 1, 0],
        [0, 0, 0, 0],
      ],
    ]);
  });

  test('shows the class alone with d, and stays in sight when a run starts over', () => {
    const run = runOf(200);
    const shown = run.press('p', 'd');
    expect(propsOf(shown).discretised).toBe(true);
    const again = run.press('R');
    expect(again.snapshot).toMatchObject({ iteration: 0 });
    expect(propsOf(again).field).toBeDefined();
    const frames = view(again, withoutColour).map(({ frame }) => textOf(frame));
    expect(frames.join('\n')).toContain('boundary  y by x1 and x2 ─');
  });

  test('is asked for no longer once it is closed', () => {
    const run = runOf(20);
    expect(run.press('p').snapshot?.field).toBeDefined();
    expect(run.press('escape').view.kind).toBe('panes');
    expect(run.press('s').snapshot?.field).toBeUndefined();
  });

  test('is where there are two inputs and classes; otherwise the key says why not', () => {
    const reasonOf = (settings: Parameters<typeof subjectOf>[0]): string | undefined =>
      whyNoBoundary(new Rehearsal(subjectOf(settings)).store.current());
    expect(reasonOf({})).toBeUndefined();
    expect(
      reasonOf({
        inputs: [
          [0, 0],
          [0, 1],
        ],
        targets: [[0], [1]],
      }),
    ).toBeUndefined();
    expect(
      reasonOf({
        inputs: [
          [0, 0, 2],
          [0, 1, 1],
        ],
        targets: [[0], [1]],
      }),
    ).toContain('two inputs');
    expect(
      reasonOf({
        inputs: [
          [0, 0],
          [0, 1],
        ],
        targets: [[0.5], [1]],
      }),
    ).toContain('quantities');
  });
});
