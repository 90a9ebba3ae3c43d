import type { InputEvent, KeyEvent } from '../keyboard/events.ts';
import type { Message } from '../model/message.ts';
import type { Model } from '../model/model.ts';
import { bindingOf, bindings, type Key } from './bindings.ts';

/** The keys that keep their meaning while a question is open; all others are typed. */
const neverTyped: readonly Key[] = ['escape', 'ctrl+c', 'ctrl+l', 'ctrl+z'];

/** Keys of a person that are not in the table, and the key of the table that each means. */
export type OwnKeys = ReadonlyMap<Key, Key>;

/** The message that an event means for a model; undefined where it means nothing. `pointer.ts` knows that of the mouse. */
export function interpret(model: Model, event: InputEvent, own?: OwnKeys): Message | undefined {
  switch (event.kind) {
    case 'key':
      return interpretKey(model, keyMeant(model, keyName(event), own));
    case 'paste':
      return model.view.kind === 'prompt' ? { type: 'pasted', text: event.text } : undefined;
    case 'mouse':
    case 'answer':
      return undefined;
  }
}

/** While a question is open, a key is typed as it is. */
function keyMeant({ view }: Model, key: Key, own: OwnKeys | undefined): Key {
  return view.kind === 'prompt' ? key : (own?.get(key) ?? key);
}

export function interpretKey(model: Model, key: Key): Message {
  if (model.view.kind === 'prompt' && !neverTyped.includes(key)) return { type: 'typed', key };
  if (model.view.kind === 'help' && isSearched(key)) return { type: 'typed', key };
  const binding = bindingOf(key, model.view.kind, model.focus);
  if (binding === undefined) return { type: 'refused', reason: whyUnbound(key) };
  const reason = binding.disabled?.(model);
  return reason === undefined ? { type: 'action', action: binding.action } : { type: 'refused', reason };
}

/** True for the keys of a search: characters, and those that take one away. */
function isSearched(key: Key): boolean {
  return [...key].length === 1 || key === 'space' || key === 'backspace' || key === 'delete';
}

/** The reason why a key means nothing here: another view has it, or none. */
function whyUnbound(key: Key): string {
  const name = nameOf(key);
  const elsewhere = bindings.find(({ keys, view }) => view !== undefined && keys.includes(key));
  const opener = bindings.find(({ action }) => action.type === 'open' && action.view === elsewhere?.view);
  if (opener !== undefined) return `${name} works in the view that ${opener.label} opens`;
  return `${name} has no meaning here: ? lists the keys`;
}

/** A key in words. Characters that could act on the terminal, or have no width, are not named. */
function nameOf(key: Key): string {
  const words = key.replace('ctrl+', 'Ctrl-');
  return /^[\x21-\x7e]+$/.test(words) ? words : 'this key';
}

/**
 * The name of a key in the table. Ctrl makes another key of a character. Ctrl and Alt leave the other keys as they are: Ctrl
 * and up is up.
 */
export function keyName({ name, ctrl, shift }: KeyEvent): Key {
  const isCharacter = name === 'space' || [...name].length === 1;
  if (!isCharacter) return shift && name === 'tab' ? 'shift+tab' : name;
  return ctrl ? `ctrl+${name}` : name;
}
