import type { Progress } from '../../learn/course/progress.ts';
import { lessonUpTo } from '../../learn/course/review-question.ts';
import type { CourseState } from '../../learn/course/state.ts';
import { huntedMistakes, hunts, type Task } from '../../learn/rebuild/levels.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { companionOf } from '../../ui/lesson/companion.ts';
import type { OpenedLesson } from '../../ui/model/message.ts';
import { refuse } from '../exit.ts';
import { builtInLessons, openLesson, readLessonFile, resolveLesson } from '../lessons.ts';
import { changeProgress, loadProgress } from '../progress-file.ts';
import { solvedName, solvedTasks } from '../rebuild-options.ts';
import { afterAnswer, answeredOn, nextDay, QUESTIONS_A_DAY, type Question, questionsFor } from '../review-schedule.ts';
import { type LessonPlace, showLesson } from './show-lesson.ts';

/*
 * `learn review`: three questions a day. Most are steps of lessons that a person has done, on a run of another seed: the program does the
 * steps before. Mistakes that were found in bug hunts are questions, too, each in another program. The last question of a day is a level of
 * the rebuild that was solved before, where one is due.
 */

/** Different seeds of reviews. */
const SEEDS = 100_000;

/** Rounds of the seeds of bug hunts: each has all mistakes of a network, at places of its own. */
const HUNT_ROUNDS = 100;

/** Asks the questions of today. Returns the exit code. */
export async function review(place: LessonPlace, safe: (text: string) => string): Promise<number> {
  const now = new Date();
  const today = todaysQuestions(now);
  if (typeof today === 'string') {
    process.stdout.write(`${today}\n`);
    return 0;
  }
  const { questions, hunts, level } = today;
  const rebuilt = hunts[0] ?? level;
  let problem: string | undefined;
  const answered = (): string => {
    const count = loadProgress().review?.done ?? 0;
    const words = `Review: ${count} question${count === 1 ? '' : 's'} answered today.`;
    if (problem !== undefined) return `${words} The last answer is not kept: ${plainText(problem)}.`;
    const rest = todaysQuestions(now);
    return typeof rest === 'string' ? words : `${words} learn review asks the next one.`;
  };
  if (questions.length === 0 && rebuilt !== undefined) {
    const { openRebuild } = await import('../rebuild-screen.ts');
    const { task, seed, question } = rebuilt;
    const solved = (isKnown: boolean): void => {
      problem = saveResult(question, isKnown, now);
    };
    return openRebuild({ task, seed, solved, farewell: answered }, { plain: place.isPlain, screen: place.screen });
  }
  const of = questions.length + hunts.length + (level === undefined ? 0 : 1);
  const first = await openQuestion(questions, 0, of, now, safe);
  if (first === undefined) return refuse(['backprop-tui learn review: a lesson cannot be read; learn --list names it']);
  let saved: CourseState['results'] = [];
  const companion = companionOf(first, {
    save(course) {
      if (course.results === saved || course.results.length === 0) return;
      saved = course.results;
      problem = saveAnswer(course, now);
    },
    open: ({ review: at, wants, resumeAt, results, next }) =>
      openQuestion(questions, (at?.number ?? 1) - (wants === 'again' ? 1 : 0), of, now, safe).then(
        (opened) => opened && (wants === 'again' ? { ...opened, resumeAt, results, next } : opened),
      ),
  });
  const { subject, seed, speed } = first;
  return showLesson({ subject, seed, speed: { speed }, companion }, place, () => [answered()]);
}

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

/** A level or a mistake as a question, by its name in the progress. */
function questionOf(name: string): Question {
  return { lesson: `rebuild ${name}`, step: 0 };
}

function levelsOf(progress: Progress, now: Date): readonly RebuildQuestion[] {
  return solvedTasks(progress).map((task) => ({
    question: questionOf(solvedName(task)),
    task,
    seed: freshSeed(now, 0),
  }));
}

/** The mistakes that were found, each at a place of its program that a seed chooses. */
function huntsOf({ rebuilt = [] }: Progress, now: Date): readonly RebuildQuestion[] {
  return hunts.flatMap((task) => {
    const all = huntedMistakes(task.network);
    return all.flatMap((mistake, at): readonly RebuildQuestion[] => {
      const name = solvedName(task, mistake);
      const seed = at + 1 + all.length * (freshSeed(now, at) % HUNT_ROUNDS);
      return rebuilt.includes(name) ? [{ question: questionOf(name), task, seed }] : [];
    });
  });
}

/** The questions of a day that are left; without any, the reason why. */
export function todaysQuestions(now: Date, progress = loadProgress(), all = builtInLessons()): Today | string {
  const lessons = knownQuestions(progress, all);
  const levels = levelsOf(progress, now);
  const found = huntsOf(progress, now);
  const known = [...lessons, ...[...found, ...levels].map(({ question }) => question)];
  if (known.length === 0) return 'There is nothing to review yet: backprop-tui learn starts the course.';
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
  return `No question is due today. The next one is due ${nextDay(known, progress.cards, now)}.`;
}

/** Opens a question: the lesson up to its step, on a run of another seed. @param of all questions of today, those with a screen of their own, too. */
async function openQuestion(
  questions: readonly Question[],
  at: number,
  of: number,
  now: Date,
  safe: (text: string) => string,
): Promise<OpenedLesson | undefined> {
  const question = questions[at];
  const opened = question && (await openLesson(resolveLesson(question.lesson), safe));
  if (question === undefined || opened?.ok !== true) return undefined;
  const { lesson, name, subject, speed } = opened.opened;
  const seed = freshSeed(now, at);
  return {
    ...{ name, subject, speed: speed.speed, seed, resumeAt: question.step },
    lesson: lessonUpTo(lesson, question.step, seed),
    review: { number: at + 1, of },
    next: at + 1 < questions.length ? 'the next question' : undefined,
  };
}

function freshSeed(now: Date, at: number): number {
  return 2 + ((Math.floor(now.getTime() / 1000) + 7919 * at) % SEEDS);
}

/**
 * Keeps the result of a question, unless another process has forgotten its lesson or its task since.
 * @param isKnown false for a wrong answer, and for one with a hint.
 * @returns the problem, if any.
 */
function saveResult(question: Question, isKnown: boolean, now: Date): string | undefined {
  return changeProgress((progress) => withResult(progress, question, isKnown, now));
}

export function withResult(progress: Progress, question: Question, isKnown: boolean, now: Date): Progress {
  const { lessons, rebuilt = [] } = progress;
  const isThere =
    lessons[question.lesson] !== undefined || rebuilt.some((name) => questionOf(name).lesson === question.lesson);
  return isThere ? afterAnswer(progress, question, isKnown, now) : progress;
}

/** Keeps the answer of a question, once it is given. Returns the problem, if any. */
function saveAnswer({ name, lesson, results }: CourseState, now: Date): string | undefined {
  const step = lesson.steps.length - 1;
  const result = results[step];
  if (result === undefined || result.kind === 'read') return undefined;
  const isKnown = result.kind === 'answered' && result.isRight !== false;
  return saveResult({ lesson: name, step }, isKnown, now);
}
