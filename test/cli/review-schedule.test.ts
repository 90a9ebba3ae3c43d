import { expect, test } from 'vitest';
import { afterAnswer, nextDue, questionsFor } from '../../src/cli/review-schedule.ts';
import { noProgress, readProgress, writtenProgress } from '../../src/learn/course/progress.ts';

const known = [1, 2, 3, 4, 5].map((step) => ({ lesson: 'a', step }));
const [first, second, third] = known as [(typeof known)[0], (typeof known)[0], (typeof known)[0]];
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number, 12));

test('a day has three questions, new ones in the order of the course', () => {
  expect(questionsFor(known, noProgress, day(1))).toEqual([first, second, third]);
  const one = afterAnswer(noProgress, first, true, day(1));
  expect(questionsFor(known, one, day(1)).map(({ step }) => step)).toEqual([2, 3]);
});

test('a question that was answered comes back later than one that was not', () => {
  const right = afterAnswer(noProgress, first, true, day(1));
  const wrong = afterAnswer(noProgress, first, false, day(1));
  expect(nextDue(known, right.cards)).toBeGreaterThan(nextDue(known, wrong.cards) ?? 0);
});

test('the time between two answers grows with each right one', () => {
  let progress = noProgress;
  const gaps: number[] = [];
  let now = day(1).getTime();
  for (let turn = 0; turn < 5; turn++) {
    progress = afterAnswer(progress, first, true, new Date(now));
    const due = nextDue(known, progress.cards) ?? 0;
    gaps.push(due - now);
    now = due;
  }
  expect(gaps).toEqual([...gaps].sort((one, other) => one - other));
  expect(gaps.at(-1)).toBeGreaterThan(10 * 24 * 3600 * 1000);
});

test('a wrong answer is asked again on the next day, at any hour of it', () => {
  const evening = new Date(2026, 0, 1, 23, 50);
  const wrong = afterAnswer(noProgress, first, false, evening);
  expect(questionsFor([first], wrong, new Date(2026, 0, 1, 23, 59))).toEqual([]);
  expect(questionsFor([first], wrong, new Date(2026, 0, 2, 0, 10))).toEqual([first]);
});

test('new questions come from each lesson in turn', () => {
  const other = { lesson: 'b', step: 4 };
  expect(questionsFor([first, second, other], noProgress, day(1))).toEqual([first, other, second]);
});

test('what is due goes before what is new, on the next day, too', () => {
  const progress = afterAnswer(noProgress, third, true, day(1));
  expect(questionsFor(known, progress, day(9))).toEqual([third, first, second]);
});

test('a schedule is the same after it was written and read, and a damaged one is new', () => {
  const progress = afterAnswer(noProgress, first, true, day(1));
  const read = readProgress(writtenProgress(progress));
  expect(nextDue(known, read.cards)).toBe(nextDue(known, progress.cards));
  expect(afterAnswer(read, first, true, day(3))).toEqual(afterAnswer(progress, first, true, day(3)));
  const damaged = { ...progress, cards: { 'a#1': { ...progress.cards['a#1'], due: 'soon' } } };
  expect(nextDue(known, damaged.cards)).toBeUndefined();
});
