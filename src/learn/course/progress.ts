import { isCount, isRecord } from '../kept-json.ts';
import type { Result } from './state.ts';

/*
 * The progress of a person, as a file keeps it. A file from a newer or older program, or one with mistakes, is read as far as it makes
 * sense: it never prevents a lesson.
 */

export interface LessonProgress {
  /** The step where a person stopped, from 0. */
  readonly step: number;
  readonly steps: number;
  /** True once the lesson was finished. */
  readonly isDone: boolean;
  readonly results: readonly (Result | undefined)[];
}

/** A question for the daily review, with the state of its schedule. */
export type Cards = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Progress {
  readonly lessons: Readonly<Record<string, LessonProgress>>;
  readonly cards: Cards;
  /** The lesson that was open last. */
  readonly last?: string | undefined;
  /** Solved levels of the rebuild, such as `three-layers gap`, and mistakes that were found: `three-layers hunt half-slope`. */
  readonly rebuilt?: readonly string[] | undefined;
  /** The day of the last review, as 2026-11-30, and its answered questions. */
  readonly review?: { readonly day: string; readonly done: number } | undefined;
}

/**
 * The function that puts lessons into the progress that the file has now. Another process may have the same lesson open: the answers of both
 * are kept, and the later step. It may have forgotten the lesson, too: then the lesson stays forgotten until it is opened again, and the
 * function returns `now` itself.
 * @param begun the progress when this process opened its lesson.
 */
export function lessonKeeper(begun: Progress): (now: Progress, name: string, own: LessonProgress) => Progress {
  let known = begun.lessons;
  const forgotten = new Set<string>();
  return (now, name, own) => {
    if (known[name] !== undefined && now.lessons[name] === undefined) forgotten.add(name);
    if (forgotten.has(name)) return now;
    const lesson = mergedLesson(own, now.lessons[name], known[name]);
    // Without the steps of the other process: as long as the file has those, it differs.
    known = { ...known, [name]: own };
    return { ...now, lessons: { ...now.lessons, [name]: lesson }, last: name };
  };
}

/** @param known the progress that this process has read, or its own when it last wrote. */
function mergedLesson(
  own: LessonProgress,
  found: LessonProgress | undefined,
  known: LessonProgress | undefined,
): LessonProgress {
  const isDone = own.isDone || found?.isDone === true;
  if (found === undefined || found.steps !== own.steps) return { ...own, isDone };
  const isOther = JSON.stringify(found) !== JSON.stringify(known);
  const results = Array.from({ length: own.steps }, (_, at) => merged(own.results[at], found.results[at], isOther));
  return { step: isOther ? Math.max(own.step, found.step) : own.step, steps: own.steps, isDone, results };
}

/** An answer of a person counts more than a step that was shown or read. Earlier results stay when a lesson starts again. */
function merged(own: Result | undefined, found: Result | undefined, isOther: boolean): Result | undefined {
  return isOther && found?.kind === 'answered' && own?.kind !== 'answered' ? found : (own ?? found);
}

export const noProgress: Progress = { lessons: {}, cards: {} };

/** The name of the card of a question: `1-2-forward#3` for a step of a lesson, from 0. */
export function cardName({ lesson, step }: { readonly lesson: string; readonly step: number }): string {
  return `${lesson}#${step}`;
}

function lessonOf(card: string): string {
  return card.slice(0, card.lastIndexOf('#'));
}

/** The progress without one lesson, and without the schedules of its questions. */
export function withoutLesson({ lessons, cards, last, ...others }: Progress, name: string): Progress {
  const { [name]: _, ...left } = lessons;
  return {
    ...others,
    lessons: left,
    cards: Object.fromEntries(Object.entries(cards).filter(([card]) => lessonOf(card) !== name)),
    ...(last === undefined || last === name ? {} : { last }),
  };
}

/** Lessons and cards that a file keeps at most. */
const MOST = 1000;

export function readProgress(text: string): Progress {
  try {
    const draft = JSON.parse(text) as unknown;
    if (!isRecord(draft)) return noProgress;
    const { lessons, cards, last, review, rebuilt } = draft;
    const known = Object.entries(isRecord(lessons) ? lessons : {}).slice(0, MOST);
    return {
      lessons: Object.fromEntries(
        known.flatMap(([name, own]) => {
          const read = lessonProgress(own);
          return read === undefined ? [] : [[name, read]];
        }),
      ),
      cards: Object.fromEntries(
        Object.entries(isRecord(cards) ? cards : {})
          .filter(([, own]) => isRecord(own))
          .slice(0, MOST),
      ) as Cards,
      ...(typeof last === 'string' ? { last } : {}),
      ...reviewIn(review),
      ...(Array.isArray(rebuilt) ? { rebuilt: rebuilt.filter((own) => typeof own === 'string').slice(0, MOST) } : {}),
    };
  } catch {
    return noProgress;
  }
}

function reviewIn(draft: unknown): Pick<Progress, 'review'> {
  if (!isRecord(draft)) return {};
  const { day, done } = draft;
  return typeof day === 'string' && isCount(done) ? { review: { day, done } } : {};
}

function lessonProgress(draft: unknown): LessonProgress | undefined {
  if (!isRecord(draft)) return undefined;
  const { step, steps, isDone, results } = draft;
  if (!isCount(step) || !isCount(steps)) return undefined;
  const own = Array.isArray(results) ? results.slice(0, steps).map(resultIn) : [];
  return { step: Math.min(step, steps), steps, isDone: isDone === true, results: own };
}

function resultIn(draft: unknown): Result | undefined {
  if (!isRecord(draft)) return undefined;
  const { kind, isRight } = draft;
  if (kind === 'read' || kind === 'shown') return { kind };
  if (kind !== 'answered') return undefined;
  return typeof isRight === 'boolean' ? { kind, isRight } : { kind };
}

/** The text of a progress file. */
export function writtenProgress(progress: Progress): string {
  return `${JSON.stringify({ version: 1, ...progress }, null, 1)}\n`;
}
