import { expect, test } from 'vitest';
import { knownQuestions, type Today, todaysQuestions, withResult } from '../../src/cli/commands/review.ts';
import { builtInLessons } from '../../src/cli/lessons.ts';
import { afterAnswer } from '../../src/cli/review-schedule.ts';
import { noProgress, type Progress } from '../../src/learn/course/progress.ts';
import { makeLevel } from '../../src/learn/rebuild/levels.ts';

const now = new Date(Date.UTC(2026, 0, 5, 12));
const lessons = builtInLessons('lessons');
const results = Array.from({ length: 30 }, () => ({ kind: 'answered', isRight: true }) as const);
const progress: Progress = {
  ...noProgress,
  lessons: { '1-3-error-weighted': { step: 0, steps: 30, isDone: true, results } },
  rebuilt: ['three-layers hunt half-slope', 'two-layers order', 'three-layers gap'],
};
const known = knownQuestions(progress, lessons);

const today = (at: Date, own: Progress): Today | string => todaysQuestions(at, own, lessons);

test('the last of three questions is a level that was solved', () => {
  expect(known.length).toBeGreaterThan(1);
  const { questions, hunts, level } = today(now, progress) as Today;
  expect(questions).toEqual(known.slice(0, 1));
  expect(hunts).toHaveLength(1);
  expect(level?.task).toEqual({ network: 'two-layers', level: 'order' });
});

test('the level is alone once the other questions of the day are answered', () => {
  const answered = known.slice(0, 2).reduce((own, question) => afterAnswer(own, question, true, now), progress);
  const { questions, level } = today(now, answered) as Today;
  expect(questions).toEqual([]);
  expect(level?.task.level).toBe('order');
  const done = afterAnswer(answered, { lesson: 'rebuild two-layers order', step: 0 }, true, now);
  expect(today(now, done)).toContain('No question is due today');
});

test('a level that was answered gives way to the next one, and comes back when it is due', () => {
  const done = afterAnswer(progress, { lesson: 'rebuild two-layers order', step: 0 }, true, now);
  const later = (days: number): Today => today(new Date(now.getTime() + days * 24 * 3600 * 1000), done) as Today;
  expect(later(0).level?.task).toEqual({ network: 'three-layers', level: 'gap' });
  expect(later(30).level?.task).toEqual({ network: 'two-layers', level: 'order' });
});

test('without a solved level a day has three questions of lessons', () => {
  const { questions, level } = today(now, { ...progress, rebuilt: [] }) as Today;
  expect(questions).toEqual(known.slice(0, 3));
  expect(level).toBeUndefined();
});

test('a mistake that was found in a bug hunt is a question, in another program, after those of lessons', () => {
  const own: Progress = { ...progress, lessons: {} };
  const { questions, hunts, level } = today(now, own) as Today;
  expect(questions).toEqual([]);
  expect(level?.task.level).toBe('order');
  expect(hunts.map(({ question }) => question)).toEqual([{ lesson: 'rebuild three-layers hunt half-slope', step: 0 }]);
  for (const { task, seed } of hunts) expect(makeLevel(task, seed).hunt?.mistake).toBe('half-slope');
  const done = afterAnswer(own, { lesson: 'rebuild three-layers hunt half-slope', step: 0 }, true, now);
  expect(today(now, done)).toMatchObject({ questions: [], hunts: [], level: { task: { level: 'order' } } });
});

test('a hunt that is due goes before new questions', () => {
  const asked = afterAnswer(progress, { lesson: 'rebuild three-layers hunt half-slope', step: 0 }, false, now);
  const later = today(new Date(now.getTime() + 24 * 3600 * 1000), asked) as Today;
  expect(later.hunts).toHaveLength(1);
  expect(later.questions).toEqual(known.slice(0, 1));
});

test('an answer is not kept once its lesson or its level was forgotten', () => {
  const [question = { lesson: '', step: 0 }] = known;
  const level = { lesson: 'rebuild two-layers order', step: 0 };
  for (const own of [question, level]) {
    expect(withResult(noProgress, own, true, now)).toBe(noProgress);
    expect(Object.keys(withResult(progress, own, true, now).cards)).toEqual([`${own.lesson}#${own.step}`]);
  }
});

test('ten days ask about ten lessons at least, and nothing twice a day', () => {
  const all = Object.fromEntries(lessons.map(({ name }) => [name, { step: 0, steps: 30, isDone: true, results }]));
  let own: Progress = { ...progress, lessons: all };
  const seen = new Set<string>();
  for (let day = 0; day < 10; day++) {
    const at = new Date(now.getTime() + day * 24 * 3600 * 1000);
    const { questions, hunts, level } = today(at, own) as Today;
    const all = [...questions, ...[...hunts, ...(level === undefined ? [] : [level])].map(({ question }) => question)];
    const asked = all.map(({ lesson, step }) => `${lesson} ${step}`);
    // Every third answer is wrong.
    for (const [index, question] of all.entries()) own = afterAnswer(own, question, (day + index) % 3 > 0, at);
    expect(new Set(asked).size).toBe(3);
    for (const name of asked) seen.add(name.split(' ')[0] ?? '');
  }
  expect(seen.size).toBeGreaterThanOrEqual(10);
});

test('the day of the next question is named: tomorrow for a new one', () => {
  const one: Progress = {
    ...progress,
    lessons: {},
    rebuilt: ['two-layers order', 'two-layers gap', 'three-layers gap'],
  };
  const names = ['two-layers order', 'two-layers gap', 'three-layers gap'];
  const done = names.reduce((own, name) => afterAnswer(own, { lesson: `rebuild ${name}`, step: 0 }, true, now), one);
  expect(today(now, done)).toMatch(/The next one is due on 2026-01-\d\d\.$/);
  const more = { ...done, rebuilt: [...names, 'three-layers order'] };
  expect(today(now, more)).toBe('No question is due today. The next one is due tomorrow.');
});
