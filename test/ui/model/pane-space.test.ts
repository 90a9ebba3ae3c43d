import { describe, expect, test } from 'vitest';
import { initialModel, type Model } from '../../../src/ui/model/model.ts';
import { firstVisible, layoutOf, scrollLimit, visibleRows } from '../../../src/ui/model/pane-space.ts';
import type { PaneName } from '../../../src/ui/views/layout.ts';
import { type SubjectSettings, subjectOf } from '../subjects.ts';

function modelOf(settings: SubjectSettings, columns: number, rows: number, focus: PaneName = 'predictions'): Model {
  return { ...initialModel(subjectOf(settings), 1, 1000, { columns, rows }), focus };
}

const manyRows = {
  inputs: Array.from({ length: 100 }, (_, i) => [i]),
  targets: Array.from({ length: 100 }, () => [0]),
};

describe('scrolling', () => {
  test('does nothing where everything is visible', () => {
    const model = modelOf({}, 120, 40);
    expect(['error', 'weights', 'predictions', 'program'].map((pane) => scrollLimit(model, pane as PaneName))).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test('ends with the last row at the bottom', () => {
    const model = modelOf(manyRows, 80, 24);
    const shown = (layoutOf(model)?.panes.predictions?.rows ?? 0) - 3;
    expect([visibleRows(model, 'predictions'), scrollLimit(model, 'predictions')]).toEqual([shown, 100 - shown]);
  });

  test('counts a row for each output of each example', () => {
    const targets = Array.from({ length: 100 }, () => [0, 1, 0]);
    const model = modelOf({ ...manyRows, targets }, 60, 20);
    expect(scrollLimit(model, 'predictions') + visibleRows(model, 'predictions')).toBe(300);
  });

  test('begins with the lines of the iteration, where the program does not fit', () => {
    const small = modelOf({}, 80, 24);
    expect(firstVisible(small, 'program')).toBe(4);
    expect(firstVisible(modelOf({}, 120, 40), 'program')).toBe(0);
  });

  test('stops at the end, also after the terminal has grown', () => {
    const small = { ...modelOf(manyRows, 80, 24), scroll: { predictions: 95 } };
    expect(firstVisible(small, 'predictions')).toBe(scrollLimit(small, 'predictions'));
    const tall = { ...small, size: { columns: 200, rows: 60 } };
    expect(firstVisible(tall, 'predictions')).toBe(100 - visibleRows(tall, 'predictions'));
  });

  test('reaches the last layer of weights when it is much larger than the first ones', () => {
    const model = modelOf({ hidden: [1, 1, 1, 30, 30] }, 80, 24, 'weights');
    const limit = scrollLimit(model, 'weights');
    expect(visibleRows(model, 'weights')).toBeGreaterThan(1);
    expect(limit + visibleRows({ ...model, scroll: { weights: limit } }, 'weights')).toBe(6);
  });

  test('goes by one row where the terminal is too small for the panes', () => {
    expect(visibleRows(modelOf(manyRows, 40, 10), 'predictions')).toBe(1);
  });
});
