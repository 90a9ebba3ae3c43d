import type { Effect, Message } from './model/message.ts';
import type { Model } from './model/model.ts';
import type { Update } from './model/requests.ts';
import { update } from './model/update.ts';

/** Holds the model, and performs the effects of each message. */
export interface Store {
  current(): Model;
  dispatch(message: Message): void;
  subscribe(listener: () => void): () => void;
}

/** Hears each message, with the models before and after it. */
export type Heard = (before: Model, message: Message, after: Model) => void;

/** The only function that changes the model. */
export type Change = (model: Model, message: Message) => Update;

/** @param heard called after each message, also one that changes nothing; before its effects. */
export function createStore(
  initial: Model,
  perform: (effect: Effect) => void,
  heard?: Heard,
  change: Change = update,
): Store {
  let model = initial;
  const listeners = new Set<() => void>();
  return {
    current: () => model,
    dispatch(message) {
      const before = model;
      const next = change(model, message);
      if (next.model !== model) {
        model = next.model;
        for (const listener of listeners) listener();
      }
      heard?.(before, message, next.model);
      for (const effect of next.effects) perform(effect);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
