import type { CourseState } from '../../learn/course/course.ts';
import type { Progress } from '../../learn/course/progress.ts';
import type { Task } from '../../learn/rebuild/levels.ts';
import type { OpenedLesson } from '../../ui/model/message.ts';
import { builtInLessons, openLesson, readLessonFile, resolveLesson } from '../lessons.ts';
import { changeProgress, loadProgress } from '../progress-file.ts';
import { solvedTasks } from '../rebuild-options.ts';
import { afterAnswer, answeredOn, nextDue, QUESTIONS_A_DAY, type Question, questionsFor } from '../review-schedule.ts';

/*
 * `learn review`: three questions a day, each a step of a lesson that a person has done, on a run of another seed. The program does the
 * steps before it. The last question of a day is a level of the rebuild that was solved before, where one is due.
 */

/** Seeds of reviews are up to this. */
const SEEDS = 100_000;

/** The questions that a person can be asked: those of steps that were done or shown. */
export function knownQuestions({ lessons }: Progress, all = builtInLessons()): readonly Question[] {
  return all.flatMap(({ name, file }) => {
    const results = lessons[name]?.results ?? [];
    if (!results.some((result) => result !== undefined)) return [];
    const read = readLessonFile(file);
    const steps = read.ok ? read.lesson.steps : [];
    return steps.flatMap((step, at) =>
      'review' in step && step.review === true && results[at] !== undefined ? [{ lesson: name, step: at }] : [],
    );
  });
}

/** The questions of a day: those of lessons, then a level of the rebuild with the seed of its blanks and its order. */
export interface Today {
  readonly questions: readonly Question[];
  readonly level: { readonly task: Task; readonly seed: number } | undefined;
}

/** A level as a question of the schedule. */
function levelQuestion({ network, level }: Task): Question {
  return { lesson: `rebuild ${network} ${level}`, step: 0 };
}

/** The questions of a day that are left; without any, the reason why. */
export function todaysQuestions(now: Date, progress = loadProgress(), all = builtInLessons()): Today | string {
  const lessons = knownQuestions(progress, all);
  const tasks = solvedTasks(progress);
  const levels = tasks.map(levelQuestion);
  const known = [...lessons, ...levels];
  if (known.length === 0) return 'There is nothing to review yet: backprop-tui learn begins the course.';
  const [own] = questionsFor(levels, progress, now);
  const task = tasks.find((each) => levelQuestion(each).lesson === own?.lesson);
  const questions = questionsFor(lessons, progress, now);
  // The level is the last question of the day.
  const left = QUESTIONS_A_DAY - answeredOn(progress, now);
  if (task !== undefined && left > 0) {
    return { questions: questions.slice(0, left - 1), level: { task, seed: freshSeed(now, 0) } };
  }
  if (questions.length > 0) return { questions, level: undefined };
  const due = nextDue(known, progress.cards);
  const day = new Date(due ?? now).toISOString().slice(0, 10);
  if (day > now.toISOString().slice(0, 10)) return `No question is due today. The next one is due on ${day}.`;
  if (left > 0) return 'No question is due now. The next one is due later today.';
  return 'No question is due today. The next one is due tomorrow.';
}

/** Opens a question: the lesson up to its step, on a run of another seed. */
export async function openQuestion(
  questions: readonly Question[],
  at: number,
  now: Date,
  safe: (text: string) => string,
): Promise<OpenedLesson | undefined> {
  const question = questions[at];
  const opened = question && (await openLesson(resolveLesson(question.lesson), safe));
  if (question === undefined || opened?.ok !== true) return undefined;
  const { lesson, name, subject, speed } = opened.opened;
  return {
    ...{ name, subject, speed: speed.speed, seed: freshSeed(now, at), resumeAt: question.step },
    lesson: { ...lesson, steps: lesson.steps.slice(0, question.step + 1) },
    review: { number: at + 1, of: questions.length },
    next: at + 1 < questions.length ? 'the next question' : undefined,
  };
}

function freshSeed(now: Date, at: number): number {
  return 2 + ((Math.floor(now.getTime() / 1000) + 7919 * at) % SEEDS);
}

/** Keeps the result of a level. @param isKnown false for a level that was solved with a hint. Returns the problem, if any. */
export function saveLevel(task: Task, isKnown: boolean, now: Date): string | undefined {
  return changeProgress((progress) => afterAnswer(progress, levelQuestion(task), isKnown, now));
}

/** Keeps the answer of a question, once it is given. Returns the problem, if any. */
export function saveAnswer({ name, lesson, results }: CourseState, now: Date): string | undefined {
  const step = lesson.steps.length - 1;
  const result = results[step];
  if (result === undefined || result.kind === 'read') return undefined;
  const isKnown = result.kind === 'answered' && result.isRight !== false;
  return changeProgress((progress) => afterAnswer(progress, { lesson: name, step }, isKnown, now));
}
