import { expect, test } from 'vitest';
import { noProgress, readProgress, writtenProgress } from '../../../src/learn/course/progress.ts';

const progress = {
  lessons: {
    '1-1': { step: 2, steps: 5, isDone: false, results: [{ kind: 'read' }, { kind: 'answered', isRight: true }] },
  },
  cards: {},
  last: '1-1',
} as const;

test('progress is read as it was written', () => {
  expect(readProgress(writtenProgress(progress))).toEqual(progress);
});

test.each(['', '{', '[]', 'null', '{"lessons": 3, "cards": [1], "last": 4}'])('the file %j is no progress', (text) => {
  expect(readProgress(text)).toEqual(noProgress);
});

test('the parts of a file that make sense are kept', () => {
  const text =
    '{"lessons": {"a": {"step": 9, "steps": 4, "isDone": 1, "results": [7, {"kind": "shown"}]}, "b": {"step": -1}}}';
  expect(readProgress(text).lessons).toEqual({
    a: { step: 4, steps: 4, isDone: false, results: [undefined, { kind: 'shown' }] },
  });
});
