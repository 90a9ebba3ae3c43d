import type { Message } from '../model/message.ts';
import type { Model } from '../model/model.ts';
import { bindingOf, type Key } from './bindings.ts';

/** What a key means for a model. */
export function interpretKey(model: Model, key: Key): Message {
  const binding = bindingOf(key);
  if (binding === undefined) return { type: 'refused', reason: undefined };
  const reason = binding.disabled?.(model);
  return reason === undefined ? { type: 'action', action: binding.action } : { type: 'refused', reason };
}
