/* The keys of the rebuild: one table for the input, the footer and the help. */
import type { KeyEvent, PasteEvent } from '../keyboard/events.ts';
import { isSolved, type Message, type RebuildModel } from './model.ts';

interface Binding {
  /** As `name`, with `ctrl+`, `meta+` and `shift+` before it. */
  readonly keys: readonly string[];
  /** The keys and their effect, as they are shown. */
  readonly shown: string;
  readonly words: string;
  readonly message: Message;
}

const bindings: readonly Binding[] = [
  { keys: ['ctrl+t', 'f1'], shown: 'ctrl+t', words: 'hint', message: { type: 'hinted' } },
  { keys: ['ctrl+n'], shown: 'ctrl+n', words: 'next level', message: { type: 'levelAsked', step: 1 } },
  { keys: ['ctrl+b'], shown: 'ctrl+b', words: 'level before', message: { type: 'levelAsked', step: -1 } },
  { keys: ['ctrl+r'], shown: 'ctrl+r', words: 'begin this level again', message: { type: 'levelAsked', step: 0 } },
  { keys: ['ctrl+z', 'ctrl+_'], shown: 'ctrl+z', words: 'undo', message: { type: 'undone' } },
  { keys: ['ctrl+y'], shown: 'ctrl+y', words: 'redo', message: { type: 'redone' } },
  { keys: ['ctrl+g'], shown: 'ctrl+g', words: 'keys', message: { type: 'helpToggled' } },
  { keys: ['ctrl+q', 'ctrl+c'], shown: 'ctrl+q', words: 'quit', message: { type: 'quitAsked' } },
  { keys: ['escape'], shown: 'esc', words: 'put a line down, close', message: { type: 'left' } },
  { keys: ['tab'], shown: 'tab', words: 'next blank; else indent', message: { type: 'tabbed', direction: 1 } },
  {
    keys: ['shift+tab'],
    shown: 'shift+tab',
    words: 'blank before; else back',
    message: { type: 'tabbed', direction: -1 },
  },
  { keys: ['enter'], shown: 'enter', words: 'new line; fill a blank', message: { type: 'broken' } },
  { keys: ['space'], shown: 'space', words: 'lift a line, put it down', message: { type: 'lifted' } },
  { keys: ['up', 'ctrl+p'], shown: 'arrows', words: 'move', message: { type: 'moved', motion: 'up' } },
  { keys: ['down'], shown: '', words: '', message: { type: 'moved', motion: 'down' } },
  { keys: ['left'], shown: '', words: '', message: { type: 'moved', motion: 'left' } },
  { keys: ['right'], shown: '', words: '', message: { type: 'moved', motion: 'right' } },
  {
    keys: ['ctrl+left', 'meta+left'],
    shown: 'ctrl+arrows',
    words: 'move by words',
    message: { type: 'moved', motion: 'word left' },
  },
  { keys: ['ctrl+right', 'meta+right'], shown: '', words: '', message: { type: 'moved', motion: 'word right' } },
  {
    keys: ['home', 'ctrl+a'],
    shown: 'home, end',
    words: 'ends of the line',
    message: { type: 'moved', motion: 'home' },
  },
  { keys: ['end', 'ctrl+e'], shown: '', words: '', message: { type: 'moved', motion: 'end' } },
  { keys: ['pageup'], shown: 'page keys', words: 'move by ten lines', message: { type: 'moved', motion: 'page up' } },
  { keys: ['pagedown'], shown: '', words: '', message: { type: 'moved', motion: 'page down' } },
  { keys: ['ctrl+home'], shown: '', words: '', message: { type: 'moved', motion: 'top' } },
  { keys: ['ctrl+end'], shown: '', words: '', message: { type: 'moved', motion: 'bottom' } },
  { keys: ['backspace'], shown: '', words: '', message: { type: 'erased', what: 'back' } },
  { keys: ['delete', 'ctrl+d'], shown: '', words: '', message: { type: 'erased', what: 'forward' } },
  {
    keys: ['ctrl+w', 'meta+backspace', 'ctrl+backspace'],
    shown: 'ctrl+w',
    words: 'erase a word',
    message: { type: 'erased', what: 'word' },
  },
];

const byKey = new Map(bindings.flatMap(({ keys, message }) => keys.map((key) => [key, message] as const)));

/** The message of a key. A character without a binding is typed. */
export function interpret(model: RebuildModel, event: KeyEvent | PasteEvent): Message | undefined {
  if (event.kind === 'paste') return { type: 'pasted', text: event.text };
  const held = `${event.ctrl ? 'ctrl+' : ''}${event.meta ? 'meta+' : ''}${event.shift ? 'shift+' : ''}`;
  const message = byKey.get(held + event.name);
  if (message !== undefined) {
    // Enter on a solved level opens the next one: there is nothing left to type.
    return message.type === 'broken' && isSolved(model) ? { type: 'levelAsked', step: 1 } : message;
  }
  if (event.ctrl || event.meta) return undefined;
  return [...event.name].length === 1 ? { type: 'typed', text: event.name } : undefined;
}

export interface FooterKey {
  readonly keys: string;
  readonly words: string;
}

/** The keys that matter now, the most important first. */
export function footerKeys(model: RebuildModel): readonly FooterKey[] {
  const key = (keys: string, words: string): FooterKey => ({ keys, words });
  const { order, offer } = model;
  const isHunt = model.level.hunt !== undefined;
  const hint =
    !isHunt || model.hint === 0 || model.hint === 3 ? 'hint' : model.hint === 1 ? 'show the marks' : 'answer';
  const next = isHunt ? 'next program' : 'next level';
  const end = [key('ctrl+t', hint), key('ctrl+q', 'quit'), key('ctrl+g', 'keys'), key('ctrl+n', next)];
  if (isSolved(model)) return [key('enter', next), key('ctrl+r', 'again'), key('ctrl+q', 'quit')];
  if (offer !== undefined) return [key('ctrl+t', offer), ...end.slice(1)];
  if (order?.isFilling === true) return [key('type', 'the blank'), key('enter', 'done'), ...end];
  if (order !== undefined) {
    const fill = model.level.task.level === 'faded' ? [key('enter', 'fill')] : [];
    const space = key('space', order.isLifted ? 'put down' : 'lift');
    return [key('arrows', order.isLifted ? 'move the line' : 'choose'), space, ...fill, ...end];
  }
  const hasBlanks = model.editor.lines.some((line) => line.includes('____'));
  return [...(hasBlanks ? [key('tab', 'next blank')] : []), ...end, key('ctrl+z', 'undo')];
}

/** The lines of the help. */
export function helpKeys(): readonly FooterKey[] {
  return bindings.filter(({ shown }) => shown !== '').map(({ shown, words }) => ({ keys: shown, words }));
}
