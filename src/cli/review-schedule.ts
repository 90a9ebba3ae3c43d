import { type CardInput, createEmptyCard, fsrs, Rating, State } from 'ts-fsrs';
import { type Cards, cardName, type Progress } from '../learn/course/progress.ts';

/*
 * The questions of a day, spaced by FSRS: a question that was answered comes back later, one that was not comes back on the next day.
 * Time is an argument: nothing here reads a clock.
 */

/** Questions of a day. */
export const QUESTIONS_A_DAY = 3;

/** A question that can be asked again: a step of a lesson, or a task of the rebuild. */
export interface Question {
  /** The name of the lesson; `rebuild three-layers gap` for a level, `rebuild three-layers hunt half-slope` for a mistake. */
  readonly lesson: string;
  /** The step, from 0; 0 for a task of the rebuild. */
  readonly step: number;
}

/** Times in whole days: an answer is not asked again on its day. */
const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false });

/**
 * The questions of today: first those that are due, the longest due first. Then the new ones: the first of each lesson, in the order of the
 * course, then the second of each.
 */
export function questionsFor(known: readonly Question[], { cards, review }: Progress, now: Date): readonly Question[] {
  const left = QUESTIONS_A_DAY - answeredOn({ review }, now);
  const dueOf = (question: Question): number | undefined => readCard(cards[cardName(question)])?.due;
  const old = known
    .filter((question) => isDue(dueOf(question), now))
    .sort((one, other) => (dueOf(one) ?? 0) - (dueOf(other) ?? 0));
  const fresh = inTurn(known).filter((question) => dueOf(question) === undefined);
  return [...old, ...fresh].slice(0, Math.max(0, left));
}

/** True from the beginning of the day on that the time is in. */
function isDue(due: number | undefined, now: Date): boolean {
  return due !== undefined && dayOf(new Date(due)) <= dayOf(now);
}

/** The first question of each lesson, then the second ones. */
function inTurn(known: readonly Question[]): readonly Question[] {
  const asked = new Map<string, number>();
  const turns = known.map((question) => {
    const turn = asked.get(question.lesson) ?? 0;
    asked.set(question.lesson, turn + 1);
    return { question, turn };
  });
  return turns.sort((one, other) => one.turn - other.turn).map(({ question }) => question);
}

/** The time at which the next question is due, in milliseconds; undefined where none was asked yet. */
export function nextDue(known: readonly Question[], cards: Cards): number | undefined {
  const dues = known.flatMap((question) => readCard(cards[cardName(question)])?.due ?? []);
  return dues.length === 0 ? undefined : Math.min(...dues);
}

/** The progress after an answer. @param isKnown false for a wrong answer, and for one that was shown. */
export function afterAnswer(progress: Progress, question: Question, isKnown: boolean, now: Date): Progress {
  const name = cardName(question);
  const card: CardInput = readCard(progress.cards[name])?.card ?? createEmptyCard(now);
  const next = scheduler.next(card, now, isKnown ? Rating.Good : Rating.Again).card;
  const done = answeredOn(progress, now);
  return {
    ...progress,
    cards: { ...progress.cards, [name]: { ...next, due: next.due.toISOString(), last_review: now.toISOString() } },
    review: { day: dayOf(now), done: done + 1 },
  };
}

/** The state of a question in its file; undefined for one that was not asked, or that makes no sense. */
function readCard(own: Cards[string] | undefined): { readonly card: CardInput; readonly due: number } | undefined {
  if (own === undefined) return undefined;
  const due = typeof own['due'] === 'string' ? Date.parse(own['due']) : Number.NaN;
  const last = typeof own['last_review'] === 'string' ? Date.parse(own['last_review']) : Number.NaN;
  const number = (name: string): number => {
    const value = own[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
  };
  const card = {
    due: new Date(due),
    last_review: new Date(last),
    stability: number('stability'),
    difficulty: number('difficulty'),
    elapsed_days: 0,
    scheduled_days: number('scheduled_days'),
    learning_steps: number('learning_steps'),
    reps: number('reps'),
    lapses: number('lapses'),
    state: number('state'),
  };
  const isWhole =
    [due, last, ...Object.values(card)].every((value) => !Number.isNaN(Number(value))) && card.state in State;
  return isWhole ? { card, due } : undefined;
}

/** `tomorrow`, or `on 2026-12-03`: the day of the next question after today. A question that was never asked is due tomorrow. */
export function nextDay(known: readonly Question[], cards: Cards, now: Date): string {
  const tomorrow = dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1));
  const isNew = known.some((question) => readCard(cards[cardName(question)]) === undefined);
  const due = isNew ? undefined : nextDue(known, cards);
  const day = due === undefined ? tomorrow : dayOf(new Date(due));
  return day > tomorrow ? `on ${day}` : 'tomorrow';
}

/** The questions that were answered on a day. */
export function answeredOn({ review }: Pick<Progress, 'review'>, now: Date): number {
  return review?.day === dayOf(now) ? review.done : 0;
}

/** The local date of a time: `2026-11-30`. */
function dayOf(now: Date): string {
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}
