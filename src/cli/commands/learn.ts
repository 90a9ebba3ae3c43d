import { relative } from 'node:path';
import type { CourseState } from '../../learn/course/course.ts';
import { type LessonProgress, noProgress, type Progress } from '../../learn/course/progress.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { DashboardOptions } from '../../ui/dashboard.ts';
import { type Companion, companionOf } from '../../ui/lesson/companion.ts';
import type { Ending } from '../../ui/lifetime.ts';
import type { OpenedLesson } from '../../ui/model/message.ts';
import { truncate } from '../../ui/text/line.ts';
import { startTrainer } from '../../worker/client.ts';
import { canDraw, isPlainWanted } from '../colour-depth.ts';
import { type Config, readConfig } from '../config.ts';
import { refuse } from '../exit.ts';
import {
  builtInLessons,
  type LessonFile,
  type OpenLesson,
  openLesson,
  readLessonFile,
  resolveLesson,
} from '../lessons.ts';
import { changeProgress, loadProgress, progressFile } from '../progress-file.ts';
import type { ScreenOptions } from '../screen-options.ts';
import { safeText, showDashboard, tellFailure } from '../show-dashboard.ts';

export interface LearnOptions {
  /** A lesson, by its name or its file; undefined for the one where a person stopped. */
  readonly lesson: string | undefined;
  readonly list: boolean;
  readonly reset: boolean;
  /** True to print the skeleton of a lesson about a scenario. */
  readonly isNew: boolean;
  readonly plain: boolean | undefined;
  readonly screen: ScreenOptions;
}

/** The course: lists the lessons, or opens one beside the dashboard. Returns the exit code. */
export async function learn({ lesson: named, list, reset, isNew, plain, screen }: LearnOptions): Promise<number> {
  if (isNew) return (await import('./new-lesson.ts')).printSkeleton(named);
  if (reset) return resetProgress(named);
  if (list) {
    for (const line of lessonList(builtInLessons(), loadProgress(), Math.min(100, process.stdout.columns ?? 100))) {
      process.stdout.write(`${line}\n`);
    }
    return 0;
  }
  if (process.stdout.isTTY !== true || process.stdin.isTTY !== true) {
    return refuse(['backprop-tui learn: expected a terminal; learn --list lists the lessons']);
  }
  const { config, warnings, notice } = await readConfig();
  for (const warning of warnings) process.stderr.write(`backprop-tui: ${warning}\n`);
  const isPlain = plain ?? isPlainWanted(process.env) ?? config.plain ?? false;
  if (!isPlain && !canDraw(process.env)) {
    return refuse([
      'backprop-tui learn: the variable TERM names no terminal that can show it; --plain says it in sentences',
    ]);
  }
  if (named === 'review') return review(isPlain, screen, config, safeText());
  const file = named === undefined ? nextLesson(builtInLessons(), loadProgress()) : resolveLesson(named);
  if (file === undefined) return refuse(['backprop-tui learn: expected lessons, found none']);
  const safe = safeText();
  const opened = await openLesson(file, safe);
  if (!opened.ok) return refuse(printFaults(file.file, opened.faults));
  const { subject, seed, speed } = opened.opened;
  let kept: Keeping = { kind: 'none' };
  const companion = companionFor(opened.opened, safe, (own) => {
    kept = own;
  });
  const told = notice && safe(notice);
  const own = { ...dashboardOptions, subject, seed, speed, ownKeys: config.ownKeys, notice: told, companion };
  return exitCodeOf(await showDashboard(own, isPlain, screen, config), (course) => farewell(course, kept));
}

function exitCodeOf(ending: Ending, words: (course: CourseState | undefined) => readonly string[]): number {
  switch (ending.kind) {
    case 'quit':
      for (const line of words(ending.model.course)) process.stdout.write(`${line}\n`);
      return 0;
    case 'signal':
      return ending.exitCode;
    case 'error':
      return tellFailure(ending.error);
  }
}

/** The questions of today. */
async function review(
  isPlain: boolean,
  screen: ScreenOptions,
  config: Config,
  safe: (text: string) => string,
): Promise<number> {
  const { openQuestion, saveAnswer, saveResult, todaysQuestions } = await import('./review.ts');
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
    if (problem !== undefined) return `${words} The last answer is lost: ${plainText(problem)}.`;
    const rest = todaysQuestions(now);
    return typeof rest === 'string' ? words : `${words} learn review asks the next one.`;
  };
  if (questions.length === 0 && rebuilt !== undefined) {
    const { openRebuild } = await import('../rebuild-screen.ts');
    return openRebuild({
      ...{ network: undefined, level: undefined, seed: undefined, file: undefined, once: false, json: false },
      ...{ plain: isPlain, screen },
      review: {
        ...rebuilt,
        answered(isKnown) {
          problem = saveResult(rebuilt.question, isKnown, now);
        },
        farewell: answered,
      },
    });
  }
  const first = await openQuestion(questions, 0, now, safe);
  if (first === undefined)
    return refuse(['backprop-tui learn review: a lesson cannot be read; learn --list names them']);
  let saved: CourseState['results'] = [];
  const companion = companionOf(first, {
    save(course) {
      if (course.results === saved || course.results.length === 0) return;
      saved = course.results;
      problem = saveAnswer(course, now);
    },
    open: ({ review: at, wants, resumeAt, results, next }) =>
      openQuestion(questions, (at?.number ?? 1) - (wants === 'again' ? 1 : 0), now, safe).then(
        (opened) => opened && (wants === 'again' ? { ...opened, resumeAt, results, next } : opened),
      ),
  });
  const own = {
    ...dashboardOptions,
    subject: first.subject,
    seed: first.seed,
    speed: { speed: first.speed },
    companion,
  };
  const ending = await showDashboard({ ...own, ownKeys: config.ownKeys }, isPlain, screen, config);
  return exitCodeOf(ending, () => [answered()]);
}

const dashboardOptions: Omit<DashboardOptions, 'theme' | 'subject' | 'seed' | 'speed' | 'companion'> = {
  paused: true,
  startTrainer: () => startTrainer(new URL('./thread.js', import.meta.url)),
  // A lesson goes on from one scenario to the next.
  write: async () => 'a lesson writes no files: open its scenario without the lesson',
  parts: [],
  stdin: process.stdin,
  stdout: process.stdout,
};

/** The state of the progress in its file: nothing to keep yet, kept, or the reason why it is not. */
type Keeping = { readonly kind: 'none' | 'kept' } | { readonly kind: 'lost'; readonly problem: string };

/** The lesson beside the dashboard, from the step where a person stopped. */
function companionFor(first: OpenLesson, safe: (text: string) => string, keeping: (own: Keeping) => void): Companion {
  const opening = openingOf(first, loadProgress());
  return companionOf(opening, {
    save(course) {
      const problem = changeProgress((progress) => withLesson(progress, course));
      keeping(problem === undefined ? { kind: 'kept' } : { kind: 'lost', problem });
    },
    async open({ name, wants, resumeAt, results }) {
      const file = wants === 'again' ? resolveLesson(name) : lessonAfter(name);
      const opened = file && (await openLesson(file, safe));
      if (opened?.ok !== true) return undefined;
      const own = openingOf(opened.opened, loadProgress());
      return wants === 'again' ? { ...own, resumeAt, results } : own;
    },
  });
}

function openingOf({ name, lesson, subject, seed, speed }: OpenLesson, { lessons }: Progress): OpenedLesson {
  const known = lessons[name];
  // A lesson that was finished begins anew; one whose file has changed, too.
  const isOpen = known !== undefined && !known.isDone && known.steps === lesson.steps.length;
  return {
    ...{ lesson, name, subject, seed, speed: speed.speed, next: titleAfter(name) },
    ...(isOpen ? { resumeAt: known.step, results: known.results } : {}),
  };
}

function lessonAfter(name: string): LessonFile | undefined {
  const all = builtInLessons();
  const at = all.findIndex((own) => own.name === name);
  return at === -1 ? undefined : all[at + 1];
}

function titleAfter(name: string): string | undefined {
  const next = lessonAfter(name);
  const read = next && readLessonFile(next.file);
  return read?.ok === true ? plainText(read.lesson.title) : undefined;
}

function withLesson(progress: Progress, { name, step, results, lesson }: CourseState): Progress {
  const before = progress.lessons[name];
  const isDone = step >= lesson.steps.length || before?.isDone === true;
  const own: LessonProgress = { step, steps: lesson.steps.length, isDone, results };
  return { ...progress, lessons: { ...progress.lessons, [name]: own }, last: name };
}

/** The lesson that was open last, if it is not finished; otherwise the first one that is not. */
function nextLesson(all: readonly LessonFile[], { lessons, last }: Progress): LessonFile | undefined {
  const isOpen = ({ name }: LessonFile): boolean => lessons[name]?.isDone !== true;
  return all.find((own) => own.name === last && isOpen(own)) ?? all.find(isOpen) ?? all[0];
}

/** The lessons with their progress, a line for each. */
export function lessonList(all: readonly LessonFile[], { lessons }: Progress, columns: number): readonly string[] {
  const wide = Math.max(...all.map(({ name }) => name.length));
  let chapter: string | undefined;
  const rows = all.flatMap(({ name, file }) => {
    const read = readLessonFile(file);
    if (!read.ok) return [`    ${name}: cannot be read`];
    const { lesson } = read;
    const heading = lesson.chapter === chapter ? [] : ['', lesson.chapter ?? ''];
    chapter = lesson.chapter;
    const known = lessons[name];
    const state = known === undefined ? '' : known.isDone ? 'done' : `${known.step} of ${known.steps}`;
    const line = `  ${name.padEnd(wide)}  ${`${lesson.minutes} min`.padStart(6)}  ${state.padEnd(8)}  ${lesson.about}`;
    return [...heading, truncate(plainText(line), columns, '...')];
  });
  return [
    'Lessons, in their order:',
    ...rows,
    '',
    'backprop-tui learn goes on where you stopped; learn NAME opens one.',
  ];
}

async function resetProgress(named: string | undefined): Promise<number> {
  const { lessons } = loadProgress();
  if (named !== undefined && !(resolveLesson(named).name in lessons)) {
    process.stdout.write(`There is no progress in ${plainText(named)}: learn --list names the lessons.\n`);
    return 0;
  }
  const problem = changeProgress((progress) => {
    if (named === undefined) return noProgress;
    const { name } = resolveLesson(named);
    const { [name]: _, ...lessons } = progress.lessons;
    return { ...progress, lessons };
  });
  if (problem !== undefined) return refuse([problem]);
  const texts = named === undefined ? await clearedTexts() : '';
  process.stdout.write(
    named === undefined
      ? `The progress in all lessons is gone${texts}.\n`
      : `The progress in ${plainText(named)} is gone.\n`,
  );
  return 0;
}

/** Removes the texts of the rebuild. Returns the end of a sentence. */
async function clearedTexts(): Promise<string> {
  const { clearDrafts } = await import('../rebuild-drafts.ts');
  const count = clearDrafts();
  return count === 0 ? '' : `, with ${count} text${count === 1 ? '' : 's'} of the rebuild`;
}

function farewell(course: CourseState | undefined, kept: Keeping): readonly string[] {
  if (course === undefined) return [];
  const { lesson, step, name } = course;
  const isDone = step >= lesson.steps.length;
  const where = isDone ? 'done' : `step ${step + 1} of ${lesson.steps.length}`;
  const isOwn = builtInLessons().every((own) => own.name !== name);
  const command = isOwn ? `backprop-tui learn ${plainText(relative('', name))}` : 'backprop-tui learn';
  const title = `${lesson.title}: ${where}.`;
  switch (kept.kind) {
    case 'none':
      return [title];
    case 'kept':
      return [
        `${title} The progress is in ${plainText(progressFile())}.`,
        ...(isDone && isOwn ? [] : [`${command} goes on ${isDone ? 'with the next lesson' : 'here'}.`]),
      ];
    case 'lost':
      return [title, `The progress is lost: ${plainText(kept.problem)}.`];
  }
}
