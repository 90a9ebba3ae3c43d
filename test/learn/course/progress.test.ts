import { describe, expect, test } from 'vitest';
import {
  type LessonProgress,
  lessonKeeper,
  noProgress,
  type Progress,
  readProgress,
  withoutLesson,
  writtenProgress,
} from '../../../src/learn/course/progress.ts';

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

describe('a lesson that two processes have open', () => {
  const [read, shown, right] = [{ kind: 'read' }, { kind: 'shown' }, { kind: 'answered', isRight: true }] as const;
  const lesson = (step: number, ...results: LessonProgress['results']): LessonProgress => ({
    ...{ step, steps: 4, isDone: false },
    results: Array.from({ length: 4 }, (_, at) => results[at]),
  });
  const fileWith = (own: LessonProgress): Progress => ({ ...noProgress, lessons: { a: own } });

  test('keeps the answers of both, and goes on at the later step', () => {
    const begun = fileWith(lesson(1, read));
    const [one, other] = [lessonKeeper(begun), lessonKeeper(begun)];
    let file = one(begun, 'a', lesson(3, read, right, read));
    file = other(file, 'a', lesson(2, read, shown));
    expect(file.lessons['a']).toEqual(lesson(3, read, right, read));
    file = other(file, 'a', lesson(2, shown, shown));
    expect(file.lessons['a']).toEqual(lesson(3, shown, right, read));
    file = one(file, 'a', { ...lesson(4, read, right, read, read), isDone: true });
    file = other(file, 'a', lesson(3, shown, shown, shown));
    expect(file.lessons['a']).toEqual({ ...lesson(4, shown, right, shown, read), isDone: true });
  });

  test('and one that starts again, keeps its results until there are new ones', () => {
    const begun = fileWith({ ...lesson(4, read, right, read, shown), isDone: true });
    const file = lessonKeeper(begun)(begun, 'a', lesson(1, read));
    expect(file.lessons['a']).toEqual({ ...lesson(1, read, right, read, shown), isDone: true });
  });

  test('stays forgotten where the other one forgets it', () => {
    const begun = fileWith(lesson(1, read));
    const keep = lessonKeeper(begun);
    const file = keep(begun, 'a', lesson(2, read, right));
    expect(keep(noProgress, 'a', lesson(3, read, right, read))).toBe(noProgress);
    const anew = fileWith(lesson(1, read));
    expect(keep(anew, 'a', lesson(3, read, right, read))).toBe(anew);
    expect(lessonKeeper(anew)(anew, 'a', lesson(2, read, shown))).toEqual({
      ...fileWith(lesson(2, read, shown)),
      last: 'a',
    });
    expect(file.lessons['a']).toEqual(lesson(2, read, right));
  });

  test('takes nothing over from a lesson with other steps, nor from other lessons', () => {
    const begun: Progress = { ...noProgress, lessons: { a: { ...lesson(4, right), steps: 9 }, b: lesson(1, read) } };
    const file = lessonKeeper(noProgress)(begun, 'a', lesson(1, read));
    expect(file).toEqual({ ...begun, lessons: { a: lesson(1, read), b: lesson(1, read) }, last: 'a' });
  });
});

test('a forgotten lesson has no schedules of questions either', () => {
  const lesson = { step: 1, steps: 1, isDone: true, results: [] };
  const kept: Progress = {
    lessons: { '1-1': lesson, '1-10': lesson },
    cards: { '1-1#2': {}, '1-10#2': {}, 'rebuild two-layers gap#0': {} },
    last: '1-1',
    rebuilt: ['two-layers gap'],
  };
  expect(withoutLesson(kept, '1-1')).toEqual({
    lessons: { '1-10': lesson },
    cards: { '1-10#2': {}, 'rebuild two-layers gap#0': {} },
    rebuilt: ['two-layers gap'],
  });
});
