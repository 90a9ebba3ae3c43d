import { noProgress, type Progress, withoutLesson } from '../../learn/course/progress.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { truncate } from '../../ui/text/line.ts';
import { refuse } from '../exit.ts';
import { builtInLessons, type LessonFile, readLessonFile, resolveLesson } from '../lessons.ts';
import { changeProgress, damageOf, loadProgress } from '../progress-file.ts';

/* `learn --list` and `learn --reset`: list and delete the progress in lessons. */

/** The columns of the longest line. */
const WIDEST = 120;

/** Prints the lessons with their progress. Returns the exit code. */
export function printLessons(): number {
  tellDamage();
  const columns = Math.min(WIDEST, process.stdout.columns ?? WIDEST);
  for (const line of lessonList(builtInLessons(), loadProgress(), columns)) process.stdout.write(`${line}\n`);
  return 0;
}

/** The lessons with their progress, a line for each. */
export function lessonList(all: readonly LessonFile[], { lessons }: Progress, columns: number): readonly string[] {
  const wide = Math.max(...all.map(({ name }) => name.length));
  let chapter: string | undefined;
  let minutes = 0;
  const rows = all.flatMap(({ name, file }) => {
    const read = readLessonFile(file);
    if (!read.ok) return [`    ${name}: cannot be read`];
    const { lesson } = read;
    minutes += lesson.minutes;
    const heading = lesson.chapter === chapter ? [] : ['', lesson.chapter ?? ''];
    chapter = lesson.chapter;
    const known = lessons[name];
    const state = known === undefined ? '' : known.isDone ? 'done' : `${known.step} of ${known.steps}`;
    const line = `  ${name.padEnd(wide)}  ${`${lesson.minutes} min`.padStart(6)}  ${state.padEnd(8)}  ${lesson.about}`;
    return [...heading, truncate(plainText(line), columns, '...')];
  });
  return [
    `Lessons, in their order: ${minutes} minutes in all.`,
    ...rows,
    '',
    'backprop-tui learn continues where you stopped; learn NAME opens one.',
    'Other lists: learn rebuild --list, learn hunt --list.',
  ];
}

/** Deletes the progress in one lesson, or in all. Returns the exit code. */
export async function resetProgress(named: string | undefined): Promise<number> {
  tellDamage();
  const { lessons } = loadProgress();
  if (named !== undefined && !(resolveLesson(named).name in lessons)) {
    process.stdout.write(`There is no progress in ${plainText(named)}; learn --list lists the lessons.\n`);
    return 0;
  }
  const problem = changeProgress((progress) =>
    named === undefined ? noProgress : withoutLesson(progress, resolveLesson(named).name),
  );
  if (problem !== undefined) return refuse([problem]);
  const texts = named === undefined ? await clearedTexts() : '';
  process.stdout.write(
    named === undefined
      ? `The progress in all lessons is deleted${texts}.\n`
      : `The progress in ${plainText(named)} is deleted.\n`,
  );
  return 0;
}

/** Progress that cannot be read is not the same as none. */
export function tellDamage(): void {
  const damage = damageOf();
  if (damage !== undefined) process.stderr.write(`backprop-tui: ${plainText(damage)}\n`);
}

/** Removes the texts of the rebuild. Returns the end of a sentence. */
async function clearedTexts(): Promise<string> {
  const { clearDrafts } = await import('../rebuild-drafts.ts');
  const count = clearDrafts();
  return count === 0 ? '' : `, with ${count} text${count === 1 ? '' : 's'} of the rebuild`;
}
