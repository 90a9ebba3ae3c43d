/* Actions about the place of a run that has not answered yet: `m` right after `s` marks the iteration that is coming. */
import type { Action } from './message.ts';
import type { Model } from './model.ts';
import { type Update, withNotice } from './requests.ts';

/** Actions that are about the place where the run is. */
const ofPlace: ReadonlySet<Action['type']> = new Set(['mark', 'keepRun']);

/** The most actions that wait. One after them is obeyed at once. */
const MOST = 100;

/** True while a run that rests has not answered the last command: it is at a place that is not on the screen yet. */
function isOnItsWay({ snapshot, run, request, wanted, failure }: Model): boolean {
  if (snapshot === undefined || wanted === 'running' || failure !== undefined) return false;
  return snapshot.run !== run || snapshot.request !== request;
}

/**
 * True for an action about the place that is coming, and for one that would leave that place before the actions that wait for it.
 * @param after the model after the action, if it did not wait
 */
export function waits(model: Model, action: Action, after: Model): boolean {
  if (!isOnItsWay(model) || model.waiting.length >= MOST) return false;
  return ofPlace.has(action.type) || (model.waiting.length > 0 && after.request !== model.request);
}

/** Iterations of a way that a move waits for. On a longer way any key stops the run, and acts at once. */
const SHORT_WAY = 1000;

/** True for a move from the place that a run continues to, close by: `n` typed after `g` is about the iteration that was asked for. */
export function waitsForArrival({ runsTo, snapshot, waiting }: Model, action: Action): boolean {
  if (runsTo === undefined || snapshot === undefined || waiting.length >= MOST) return false;
  const to = action.type === 'travel' ? action.travel.to : action.type;
  return /^(step|line|iterationBefore)$/.test(to) && runsTo - snapshot.iteration <= SHORT_WAY;
}

export function withWaiting(model: Model, action: Action): Model {
  const words: Partial<Record<Action['type'], string>> = {
    mark: 'the mark is set when the run arrives',
    keepRun: 'the run is kept when it arrives',
  };
  const text = words[action.type] ?? 'this key waits until the run arrives';
  return withNotice({ ...model, waiting: [...model.waiting, action] }, text, 'news');
}

/** The update, with the actions that have waited for it. */
export function afterWait(next: Update, act: (model: Model, action: Action) => Update): Update {
  const { waiting } = next.model;
  if (waiting.length === 0 || next.model.runsTo !== undefined || isOnItsWay(next.model)) return next;
  const free: Update = { model: { ...next.model, waiting: [] }, effects: next.effects };
  return waiting.reduce(({ model, effects }, action) => {
    const more = act(model, action);
    return { model: more.model, effects: [...effects, ...more.effects] };
  }, free);
}
