import { describe, expect, test } from 'vitest';
import type { Edit } from '../../src/network/edits.ts';
import { edit, undo } from '../../src/worker/edit.ts';
import type { Subject } from '../../src/worker/subject.ts';
import { pausedAt } from './current.ts';
import { xorSubject } from './subjects.ts';

const cell = (value: number): Edit => ({ kind: 'cell', name: 'syn1', row: 0, column: 0, value });
const alpha = (learningRate: number): Edit => ({ kind: 'settings', set: { learningRate } });
const planned: Subject = { ...xorSubject(100), plan: [{ at: 10, edits: [alpha(2)] }] };

describe('a change by hand', () => {
  test('is made at the beginning of the iteration that the run is in, and logged there', () => {
    const current = pausedAt(xorSubject(100), 5);
    current.training.advance();
    edit(current, [cell(0.25)]);
    const { training, log } = current;
    expect([training.iteration, training.line, training.furthest]).toEqual([5, 0, 5]);
    expect(training.valueOf('syn1').data[0]).toBe(0.25);
    expect(log).toEqual([{ at: 5, edits: [cell(0.25)], byHand: true }]);
  });

  test('forgets what was changed by hand after it, but not what the scenario has planned', () => {
    const current = pausedAt(planned, 3);
    edit(current, [cell(0.1)]);
    for (let k = 0; k < 3; k++) current.training.iterate();
    edit(current, [cell(0.2)]);
    current.training.goTo({ iteration: 4, line: 0 });
    edit(current, [cell(0.3)]);
    expect(current.log.map(({ at, byHand }) => [at, byHand])).toEqual([
      [3, true],
      [4, true],
      [10, false],
    ]);
    while (current.training.iteration < 11) current.training.iterate();
    expect(current.training.alpha).toBe(2);
  });
});

describe('taking a change back', () => {
  test('takes the last one made by hand, and goes to where it was', () => {
    const current = pausedAt(planned, 3);
    edit(current, [cell(0.1)]);
    while (current.training.iteration < 12) current.training.iterate();
    expect(undo(current)).toBe(true);
    expect([current.training.iteration, current.log]).toEqual([3, [{ at: 10, edits: [alpha(2)], byHand: false }]]);
    expect(current.training.valueOf('syn1')).toEqual(pausedAt(planned, 3).training.valueOf('syn1'));
    expect(undo(current)).toBe(false);
  });
});
