import type { CourseState } from '../../learn/course/course.ts';
import type { Progress } from '../../learn/course/progress.ts';
import type { OpenedLesson } from '../../ui/model/message.ts';
import { builtInLessons, openLesson, readLessonFile, resolveLesson } from '../lessons.ts';
import { changeProgress, loadProgress } from '../progress-file.ts';
import { afterAnswer, nextDue, type Question, questionsFor } from '../review-schedule.ts';

/*
 * `learn review`: three questions a day, each a step of a lesson that a person has done, on a run of another seed. The program does the
 * steps before it.
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

/** The questions of today; without any, the reason why. */
export function todaysQuestions(now: Date): readonly Question[] | string {
  const progress = loadProgress();
  const known = knownQuestions(progress);
  if (known.length === 0) return 'There is nothing to review yet: backprop-tui learn begins the course.';
  const questions = questionsFor(known, progress, now);
  if (questions.length > 0) return questions;
  const due = nextDue(known, progress.cards);
  const when = due === undefined || due <= now.getTime() ? 'tomorrow' : new Date(due).toISOString().slice(0, 10);
  return `No question is due today. The next one is due ${when === 'tomorrow' ? when : `on ${when}`}.`;
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

/** Keeps the answer of a question, once it is given. */
export function saveAnswer({ name, lesson, results }: CourseState, now: Date): void {
  const step = lesson.steps.length - 1;
  const result = results[step];
  if (result === undefined || result.kind === 'read') return;
  const isKnown = result.kind === 'answered' && result.isRight !== false;
  changeProgress((progress) => afterAnswer(progress, { lesson: name, step }, isKnown, now));
}
