import type { CourseState } from '../../learn/course/course.ts';
import type { Progress } from '../../learn/course/progress.ts';
import { huntedMistakes, hunts, type Task } from '../../learn/rebuild/levels.ts';
import type { OpenedLesson } from '../../ui/model/message.ts';
import { builtInLessons, openLesson, readLessonFile, resolveLesson } from '../lessons.ts';
import { changeProgress, loadProgress } from '../progress-file.ts';
import { solvedTasks } from '../rebuild-options.ts';
import { afterAnswer, answeredOn, nextDue, QUESTIONS_A_DAY, type Question, questionsFor } from '../review-schedule.ts';

/*
 * `learn review`: three questions a day. Most are steps of lessons that a person has done, on a run of another seed: the program does the
 * steps before. Mistakes that were found in bug hunts are questions, too, each in another program. The last question of a day is a level of
 * the rebuild that was solved before, where one is due.
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

/** A question with the screen of the rebuild: a level that was solved, or a program with a mistake that was found. */
export interface RebuildQuestion {
  readonly question: Question;
  readonly task: Task;
  /** The seed of its blanks and its order, or of its mistake. */
  readonly seed: number;
}

/** The questions of a day: those of lessons, then bug hunts, then a level. */
export interface Today {
  readonly questions: readonly Question[];
  readonly hunts: readonly RebuildQuestion[];
  readonly level: RebuildQuestion | undefined;
}

function levelsOf(progress: Progress, now: Date): readonly RebuildQuestion[] {
  return solvedTasks(progress).map((task) => ({
    question: { lesson: `rebuild ${task.network} ${task.level}`, step: 0 },
    task,
    seed: freshSeed(now, 0),
  }));
}

/** The mistakes that were found, each at a place of its program that a seed chooses. */
function huntsOf({ rebuilt = [] }: Progress, now: Date): readonly RebuildQuestion[] {
  return hunts.flatMap((task) => {
    const all = huntedMistakes(task.network);
    return all.flatMap((mistake, at): readonly RebuildQuestion[] => {
      const name = `${task.network} hunt ${mistake}`;
      const seed = at + 1 + all.length * (freshSeed(now, at) % HUNTED_PLACES);
      return rebuilt.includes(name) ? [{ question: { lesson: `rebuild ${name}`, step: 0 }, task, seed }] : [];
    });
  });
}

const HUNTED_PLACES = 100;

/** The questions of a day that are left; without any, the reason why. */
export function todaysQuestions(now: Date, progress = loadProgress(), all = builtInLessons()): Today | string {
  const lessons = knownQuestions(progress, all);
  const levels = levelsOf(progress, now);
  const found = huntsOf(progress, now);
  const known = [...lessons, ...[...found, ...levels].map(({ question }) => question)];
  if (known.length === 0) return 'There is nothing to review yet: backprop-tui learn begins the course.';
  const questionsOf = (own: readonly RebuildQuestion[]): readonly Question[] => own.map(({ question }) => question);
  const [own] = questionsFor(questionsOf(levels), progress, now);
  const level = levels.find(({ question }) => question === own);
  // The level is the last question of the day.
  const left = QUESTIONS_A_DAY - answeredOn(progress, now);
  const others = questionsFor([...lessons, ...questionsOf(found)], progress, now).slice(
    0,
    Math.max(0, left - (level === undefined ? 0 : 1)),
  );
  if (left > 0 && (level !== undefined || others.length > 0)) {
    const ofHunts = found.filter(({ question }) => others.includes(question));
    return { questions: others.filter((question) => lessons.includes(question)), hunts: ofHunts, level };
  }
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

/** Keeps the result of a level or a hunt. @param isKnown false with a hint. Returns the problem, if any. */
export function saveResult(question: Question, isKnown: boolean, now: Date): string | undefined {
  return changeProgress((progress) => afterAnswer(progress, question, isKnown, now));
}

/** Keeps the answer of a question, once it is given. Returns the problem, if any. */
export function saveAnswer({ name, lesson, results }: CourseState, now: Date): string | undefined {
  const step = lesson.steps.length - 1;
  const result = results[step];
  if (result === undefined || result.kind === 'read') return undefined;
  const isKnown = result.kind === 'answered' && result.isRight !== false;
  return changeProgress((progress) => afterAnswer(progress, { lesson: name, step }, isKnown, now));
}
