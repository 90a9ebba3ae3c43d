import { relative } from 'node:path';
import { lessonKeeper, type Progress } from '../../learn/course/progress.ts';
import type { CourseState } from '../../learn/course/state.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { type Companion, companionOf } from '../../ui/lesson/companion.ts';
import type { OpenedLesson } from '../../ui/model/message.ts';
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
import { safeText } from '../show-dashboard.ts';
import { chooseTerminal, isInteractive } from '../terminal.ts';
import { type LessonPlace, showLesson } from './show-lesson.ts';

/**
 * Opens a lesson beside the dashboard, or the questions of today. Returns the exit code.
 * @param named a lesson, by its name or its file, or `review`; undefined for the lesson where a person stopped.
 * @param plain sentences in place of a screen.
 */
export async function learn(
  named: string | undefined,
  { plain, screen }: { readonly plain: boolean | undefined; readonly screen: ScreenOptions },
): Promise<number> {
  if (named !== undefined && named !== 'review') {
    const { file } = resolveLesson(named);
    const read = readLessonFile(file);
    if (!read.ok) return refuse(printFaults(file, read.faults));
  }
  if (!isInteractive()) return refuse(['backprop-tui learn: expected a terminal; learn --list lists the lessons']);
  const { shows, config, notice } = await chooseTerminal(plain);
  if (shows === 'neither') {
    return refuse(['backprop-tui learn: the terminal that TERM names cannot show it; --plain writes sentences']);
  }
  const safe = safeText();
  const place: LessonPlace = { isPlain: shows === 'sentences', screen, config, notice: notice && safe(notice) };
  if (named === 'review') return (await import('./review.ts')).review(place, safe);
  const file = named === undefined ? nextLesson(builtInLessons(), loadProgress()) : resolveLesson(named);
  if (file === undefined) return refuse(['backprop-tui learn: expected lessons, found none']);
  const opened = await openLesson(file, safe);
  if (!opened.ok) return refuse(printFaults(file.file, opened.faults));
  const { subject, seed, speed } = opened.opened;
  let kept: Keeping = { kind: 'none' };
  const companion = companionFor(opened.opened, safe, (own) => {
    kept = own;
  });
  return showLesson({ subject, seed, speed, companion }, place, (course) => farewell(course, kept));
}

/** The state of the progress in its file: nothing to keep yet, kept, deleted by another process, or the reason why it is not kept. */
type Keeping = { readonly kind: 'none' | 'kept' | 'forgotten' } | { readonly kind: 'lost'; readonly problem: string };

/** The lesson beside the dashboard, from the step where a person stopped. */
function companionFor(first: OpenLesson, safe: (text: string) => string, keeping: (own: Keeping) => void): Companion {
  const begun = loadProgress();
  const opening = openingOf(first, begun);
  let withLesson = lessonKeeper(begun);
  return companionOf(opening, {
    save(course) {
      const { name, step, results, lesson } = course;
      const steps = lesson.steps.length;
      const own = { step, steps, isDone: step >= steps, results };
      let isKept = true;
      const problem = changeProgress((progress) => {
        const next = withLesson(progress, name, own);
        isKept = next !== progress;
        return next;
      });
      keeping(problem === undefined ? { kind: isKept ? 'kept' : 'forgotten' } : { kind: 'lost', problem });
    },
    async open({ name, wants, resumeAt, results }) {
      const file = wants === 'again' ? resolveLesson(name) : lessonAfter(name);
      const opened = file && (await openLesson(file, safe));
      if (opened?.ok !== true) return undefined;
      const found = loadProgress();
      const own = openingOf(opened.opened, found);
      if (wants === 'again') return { ...own, resumeAt, results };
      withLesson = lessonKeeper(found);
      return own;
    },
  });
}

function openingOf({ name, lesson, subject, seed, speed }: OpenLesson, { lessons }: Progress): OpenedLesson {
  const known = lessons[name];
  // A finished lesson starts again, and so does one whose file has changed.
  const isOpen = known !== undefined && !known.isDone && known.steps === lesson.steps.length;
  return {
    ...{ lesson, name, subject, seed, speed: speed.speed, next: titleAfter(name, lesson.chapter) },
    ...(isOpen ? { resumeAt: known.step, results: known.results } : {}),
  };
}

function lessonAfter(name: string): LessonFile | undefined {
  const all = builtInLessons();
  const at = all.findIndex((own) => own.name === name);
  return at === -1 ? undefined : all[at + 1];
}

/** The title of the next lesson, and its chapter where that is another one than that of this lesson. */
function titleAfter(name: string, chapter: string | undefined): string | undefined {
  const next = lessonAfter(name);
  const read = next && readLessonFile(next.file);
  if (read?.ok !== true) return undefined;
  const { title, chapter: own } = read.lesson;
  return plainText(own === undefined || own === chapter ? title : `${title}, in chapter ${own}`);
}

/** The lesson that was open last, if it is not finished; otherwise the first one that is not. */
function nextLesson(all: readonly LessonFile[], { lessons, last }: Progress): LessonFile | undefined {
  const isOpen = ({ name }: LessonFile): boolean => lessons[name]?.isDone !== true;
  return all.find((own) => own.name === last && isOpen(own)) ?? all.find(isOpen) ?? all[0];
}

/** The last line of a lesson that is done, with another one after it. The lessons before it may be open. */
const NEXT = 'backprop-tui learn opens the first lesson that is not done.';

function farewell(course: CourseState | undefined, kept: Keeping): readonly string[] {
  if (course === undefined) return [];
  const { lesson, step, name, next } = course;
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
        ...(isDone ? (next === undefined ? [] : [NEXT]) : [`${command} continues here.`]),
      ];
    case 'forgotten':
      return [
        `${title} Its progress was removed from ${plainText(progressFile())} while it was open, and is not kept.`,
        `backprop-tui learn ${isOwn ? plainText(relative('', name)) : name} starts it again.`,
      ];
    case 'lost':
      return [title, `The progress is not kept: ${plainText(kept.problem)}.`];
  }
}
