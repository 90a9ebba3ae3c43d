import { describe, expect, test } from 'vitest';
import { planeTitle } from '../../../src/ui/model/data-facts.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { confusionProps, fitView, scatterProps } from '../../../src/ui/views/fit-view.ts';
import { twoPixels } from '../subjects.ts';
import { runOf } from '../training.ts';

describe('the fit view', () => {
  test('has the confusion matrix of the shown set', () => {
    const run = runOf(twoPixels);
    const model = run.press('f');
    if (model.view.kind !== 'fit') throw new Error(model.view.kind);
    const counted = confusionProps(model, model.view);
    expect(Array.from(counted?.counts ?? []).reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(counted).toMatchObject({ classNames: ['dark', 'light'], part: 'train' });
    const tested = run.press('T');
    if (tested.view.kind !== 'fit') throw new Error(tested.view.kind);
    expect(confusionProps(tested, tested.view)?.part).toBe('test');
    expect(Array.from(confusionProps(tested, tested.view)?.counts ?? []).reduce((sum, count) => sum + count, 0)).toBe(
      1,
    );
  });

  test('has each prediction of a regression against its target, one output at a time', () => {
    const run = runOf({
      inputs: [[0], [1]],
      targets: [
        [0.2, 3],
        [0.4, 5],
      ],
      hidden: [],
    });
    const propsOf = (model: Model) => {
      if (model.view.kind !== 'fit') throw new Error(model.view.kind);
      return scatterProps(model, model.view);
    };
    const first = propsOf(run.press('f'));
    expect(first.outcomes.map(({ part, targets }) => [part, [...targets]])).toEqual([['train', [0.2, 0.4]]]);
    const second = propsOf(run.press('right'));
    expect([second.name, [...(second.outcomes[0]?.targets ?? [])]]).toEqual(['y2', [3, 5]]);
    const { prediction } = run.store.current().snapshot?.present ?? { prediction: [] };
    expect([...(second.outcomes[0]?.predictions ?? [])]).toEqual([prediction[1], prediction[3]]);
    expect(propsOf(run.press('right')).name).toBe('y1');
  });

  test('is refused for more classes than a table can show', () => {
    const classes = Array.from({ length: 129 }, (_, index) => `c${index}`);
    const targets = [classes.map((_, index) => (index === 0 ? 1 : 0))];
    expect(fitView.opener.disabled?.(runOf({ inputs: [[0]], targets, classes }, 1).store.current())).toContain('128');
    expect(fitView.opener.disabled?.(runOf({}, 1).store.current())).toBe(undefined);
  });

  test('has a table of two classes for an output that is 0 or 1', () => {
    const run = runOf({}, 5000);
    const model = run.press('f');
    if (model.view.kind !== 'fit') throw new Error(model.view.kind);
    expect(confusionProps(model, model.view)).toMatchObject({
      classNames: ['0', '1'],
      counts: Uint32Array.of(2, 0, 0, 2),
      of: undefined,
    });
  });

  test('has no classes for a quantity that is 0 in every row once it is scaled', () => {
    const targetScaling = { shift: Float64Array.of(2), unit: Float64Array.of(1), kind: 'standard' } as const;
    const run = runOf({ inputs: [[0], [1]], targets: [[0], [0]], targetScaling, hidden: [] });
    const model = run.press('f');
    if (model.view.kind !== 'fit') throw new Error(model.view.kind);
    expect(confusionProps(model, model.view)).toBeUndefined();
    expect(scatterProps(model, model.view).outcomes[0]).toMatchObject({ targets: Float64Array.of(2, 2) });
    expect(planeTitle(model.subject)).toBe('prediction');
  });

  test('has a table for each of several bits, and a scatter plot for a quantity beside them', () => {
    const rows = [
      [0, 1, 0.3],
      [1, 1, 0.4],
    ];
    const run = runOf({ inputs: [[0], [1]], targets: rows });
    const propsAt = (model: Model) => {
      if (model.view.kind !== 'fit') throw new Error(model.view.kind);
      return confusionProps(model, model.view);
    };
    expect(propsAt(run.press('f'))?.of).toEqual({ name: 'y1', output: 0, outputs: 3 });
    expect(propsAt(run.press('right'))?.of).toEqual({ name: 'y2', output: 1, outputs: 3 });
    expect(propsAt(run.press('right'))).toBeUndefined();
  });
});
