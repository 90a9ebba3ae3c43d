import type { Message } from '../model/message.ts';
import type { Model } from '../model/model.ts';
import { bindingOf, type Key } from './bindings.ts';

/** While a question is open, these keys mean what they always do; all others are typed. */
const neverTyped: readonly Key[] = ['escape', 'ctrl+c'];

/** What a key means for a model. */
export function interpretKey(model: Model, key: Key): Message {
  if (model.view.kind === 'prompt' && !neverTyped.includes(key)) return { type: 'typed', key };
  const binding = bindingOf(key, model.view.kind);
  if (binding === undefined) return { type: 'refused', reason: undefined };
  const reason = binding.disabled?.(model);
  return reason === undefined ? { type: 'action', action: binding.action } : { type: 'refused', reason };
}
