import type { Effect, Message } from './model/message.ts';
import type { Model } from './model/model.ts';
import { update } from './model/update.ts';

/** Holds the model, and performs the effects of each message. */
export interface Store {
  current(): Model;
  dispatch(message: Message): void;
  subscribe(listener: () => void): () => void;
}

/** Hears each message, with the models before and after it. */
export type Heard = (before: Model, message: Message, after: Model) => void;

/** @param heard called after each message, also one that changes nothing; before its effects. */
export function createStore(initial: Model, perform: (effect: Effect) => void, heard?: Heard): Store {
  let model = initial;
  const listeners = new Set<() => void>();
  return {
    current: () => model,
    dispatch(message) {
      const before = model;
      const next = update(model, message);
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
