import { type CardInput, createEmptyCard, fsrs, Rating, State } from 'ts-fsrs';
import { type Cards, cardName, type Progress } from '../learn/course/progress.ts';

/*
 * The questions of a day, spaced by FSRS: a question that was answered comes back later, one that was not comes back soon. Time is an
 * argument: nothing here reads a clock.
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

const scheduler = fsrs({ enable_fuzz: false });

/** The questions of today: those that are due, the longest due first, then new ones, in the order of the course. */
export function questionsFor(known: readonly Question[], { cards, review }: Progress, now: Date): readonly Question[] {
  const left = QUESTIONS_A_DAY - answeredOn({ review }, now);
  const dueOf = (question: Question): number | undefined => readCard(cards[cardName(question)])?.due;
  const old = known
    .filter((question) => (dueOf(question) ?? Number.POSITIVE_INFINITY) <= now.getTime())
    .sort((one, other) => (dueOf(one) ?? 0) - (dueOf(other) ?? 0));
  const fresh = known.filter((question) => dueOf(question) === undefined);
  return [...old, ...fresh].slice(0, Math.max(0, left));
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

/** The questions that were answered on a day. */
export function answeredOn({ review }: Pick<Progress, 'review'>, now: Date): number {
  return review?.day === dayOf(now) ? review.done : 0;
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
