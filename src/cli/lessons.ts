import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearestWords } from '../language/similar.ts';
import type { Watch } from '../language/watch.ts';
import { placed, readLesson } from '../learn/course/read-lesson.ts';
import { runFindings } from '../learn/course/run-findings.ts';
import type { Lesson } from '../learn/course/schema.ts';
import { fileFault, type ValueFault } from '../scenario/fault.ts';
import { plainText } from '../scenario/plain-text.ts';
import { NO_FILE, readText } from '../scenario/read.ts';
import type { Scenario } from '../scenario/schema.ts';
import { readWatches } from '../scenario/watches.ts';
import { viewKinds } from '../ui/keys/bindings.ts';
import type { ShownSubject } from '../ui/model/model.ts';
import { defaultSpeed, type OpeningSpeed } from '../ui/model/speeds.ts';
import { paneNames } from '../ui/views/layout.ts';
import { noSuchScenario } from './no-such-scenario.ts';
import { allBuiltIns, openScenario, resolveScenario, withSeed } from './open-scenario.ts';
import { shownSubject } from './subject.ts';

/* The lessons that come with the program, and lessons of a person. */

/** The folder of the built-in lessons, next to the built code. */
const folder = fileURLToPath(new URL('../lessons', import.meta.url));
const SCHEMA = 'lesson.schema.json';

export interface LessonFile {
  /** The name that opens it: `1-2-forward`. */
  readonly name: string;
  readonly file: string;
}

/** The built-in lessons, in their order. */
export function builtInLessons(from = folder): readonly LessonFile[] {
  return readdirSync(from)
    .filter((file) => file.endsWith('.json') && file !== SCHEMA)
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((file) => ({ name: basename(file, '.json'), file: join(from, file) }));
}

/** The lesson of a name or a file. `forward` and `1-2` are enough for `1-2-forward`. */
export function resolveLesson(named: string): LessonFile {
  const own = builtInLessons();
  const found =
    own.find(({ name }) => name === named) ??
    (existsSync(named) ? { name: resolve(named), file: named } : undefined) ??
    own.find(({ name }) => name.startsWith(`${named}-`) || wordsIn(name) === named);
  return found ?? { name: named, file: named };
}

export interface OpenLesson extends LessonFile {
  readonly lesson: Lesson;
  readonly subject: ShownSubject;
  readonly seed: number;
  readonly speed: OpeningSpeed;
}

export type OpenedLessonFile =
  | { readonly ok: true; readonly opened: OpenLesson }
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

/** The text and the lesson of a file, or its faults. */
export function readLessonFile(file: string): ReturnType<typeof readLesson> {
  const text = readText(file);
  if (typeof text === 'string') return readLesson(text);
  return { ok: false, faults: [text.found === NO_FILE ? noSuchLesson(file) : text] };
}

/** The fault of a name that is neither a lesson nor a file. A lesson is found by its whole name, and by its words alone. */
function noSuchLesson(named: string): ValueFault {
  const names = builtInLessons().flatMap(({ name }) => [name, wordsIn(name)]);
  const [near] = nearestWords(named.toLowerCase(), names);
  const advice = near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`;
  return fileFault('a lesson: backprop-tui learn --list names them', NO_FILE, advice);
}

/** `forward` in `1-2-forward`. */
function wordsIn(name: string): string {
  return name.replace(/^\d+-\d+-/, '');
}

/**
 * Reads a lesson and its scenario.
 * @param safe makes a text safe for the terminal.
 * @param find gives the file of a built-in scenario.
 */
export async function openLesson(
  { name, file }: LessonFile,
  safe: (text: string) => string,
  find: (named: string) => string = resolveScenario,
): Promise<OpenedLessonFile> {
  const read = readLessonFile(file);
  if (!read.ok) return read;
  const lesson = safeLesson(read.lesson, safe);
  const beside = join(dirname(file), lesson.scenario);
  const scenarioFile = existsSync(beside) ? beside : find(lesson.scenario);
  const found = JSON.stringify(lesson.scenario);
  if (!existsSync(scenarioFile)) {
    const { advice } = noSuchScenario(lesson.scenario, allBuiltIns());
    const expected = 'a file beside the lesson, or the name of a built-in scenario';
    return { ok: false, faults: placed(read.text, [{ path: ['scenario'], expected, found, advice }]) };
  }
  const parsed = await openScenario(scenarioFile);
  if (!parsed.ok) {
    const advice = `backprop-tui check ${plainText(lesson.scenario)} says why`;
    const finding = { path: ['scenario'], expected: 'a scenario without faults', found, advice };
    return { ok: false, faults: placed(read.text, [finding]) };
  }
  const watches = await readWatches(parsed.scenario, parsed.text);
  if (!watches.ok) return { ok: false, faults: [fileFault('a scenario without faults', plainText(lesson.scenario))] };
  const scenario = withSeed(parsed.scenario, lesson.seed);
  const subject = lessonSubject(lesson, scenario, watches.watches, safe, parsed.scenario.training.seed);
  const place = { views: viewKinds(), panes: paneNames, scenario: parsed.scenario };
  const unknown = runFindings(lesson, place);
  if (unknown.length > 0) return { ok: false, faults: placed(read.text, unknown) };
  const { iterations, seed } = scenario.training;
  const speed = { speed: lesson.speed ?? scenario.playback.speed ?? defaultSpeed(iterations) };
  return { ok: true, opened: { name, file, lesson, subject, seed, speed } };
}

/** The subject of a scenario, without the changes and breakpoints that the lesson leaves out. */
export function lessonSubject(
  { withoutChanges, withoutBreakpoints }: Lesson,
  scenario: Scenario,
  watches: readonly Watch[],
  safe: (text: string) => string,
  describedSeed?: number,
): ShownSubject {
  const own = withoutChanges === true ? { ...scenario, changes: [] } : scenario;
  const kept = withoutBreakpoints === true ? watches.filter(({ comparison }) => comparison === undefined) : watches;
  return shownSubject(own, kept, safe, describedSeed);
}

/** The lesson with texts that are safe for the terminal. */
function safeLesson(lesson: Lesson, safe: (text: string) => string): Lesson {
  return JSON.parse(JSON.stringify(lesson), (_, value: unknown) =>
    typeof value === 'string' ? safe(value) : value,
  ) as Lesson;
}
