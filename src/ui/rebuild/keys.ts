/* The keys of the rebuild: one table for the input, the footer and the list of keys. */
import { hasBlank } from '../../learn/rebuild/blanks.ts';
import type { KeyEvent, PasteEvent } from '../keyboard/events.ts';
import { BORDER } from '../panes/box.ts';
import { isSolved, type Message, type RebuildModel } from './model.ts';

/** The kinds of levels: a text, lines to put in order, such lines with blanks, and a program with a mistake. */
type LevelKind = 'text' | 'order' | 'faded' | 'hunt';

type Words = string | Readonly<Record<LevelKind, string | undefined>>;

interface Binding {
  /** As `name`, with `ctrl+`, `meta+` and `shift+` before it. */
  readonly keys: readonly string[];
  /** The keys in the list of keys; undefined for a key that the line of another one names. */
  readonly shown?: string;
  /** Their effect; undefined at levels where they have none. */
  readonly words?: Words;
  /** The same where sentences take the place of a screen. */
  readonly said?: Words;
  readonly message: Message;
}

const inText = (text: string, faded?: string): Words => ({ text, hunt: text, order: undefined, faded });
const byStep = (level: string, program: string): Words => ({ text: level, order: level, faded: level, hunt: program });

export const bindings: readonly Binding[] = [
  { keys: ['ctrl+t'], shown: 'ctrl+t', words: 'hint', message: { type: 'hinted' } },
  {
    keys: ['ctrl+o'],
    shown: 'ctrl+o',
    words: 'next page of the lower text',
    said: 'hear again what comes first',
    message: { type: 'pageTurned' },
  },
  {
    keys: ['ctrl+n'],
    shown: 'ctrl+n',
    words: byStep('next level', 'next program'),
    message: { type: 'levelAsked', step: 1 },
  },
  {
    keys: ['ctrl+b'],
    shown: 'ctrl+b',
    words: byStep('level before', 'program before'),
    message: { type: 'levelAsked', step: -1 },
  },
  {
    keys: ['ctrl+r'],
    shown: 'ctrl+r',
    words: byStep('begin this level again', 'begin this program again'),
    message: { type: 'levelAsked', step: 0 },
  },
  {
    keys: ['ctrl+x'],
    shown: 'ctrl+x',
    words: byStep('other kept text of this level', 'other kept text of this program'),
    message: { type: 'otherAsked' },
  },
  { keys: ['ctrl+z', 'ctrl+_'], shown: 'ctrl+z', words: 'undo', message: { type: 'undone' } },
  { keys: ['ctrl+y'], shown: 'ctrl+y', words: 'redo', message: { type: 'redone' } },
  { keys: ['ctrl+g'], shown: 'ctrl+g', words: 'these keys', message: { type: 'helpToggled' } },
  { keys: ['ctrl+q', 'ctrl+c'], shown: 'ctrl+q', words: 'quit', message: { type: 'quitAsked' } },
  {
    keys: ['ctrl+\\'],
    shown: 'ctrl+\\',
    words: 'to the shell; fg comes back',
    message: { type: 'suspendAsked' },
  },
  {
    keys: ['escape'],
    shown: 'esc',
    words: {
      text: 'close this list',
      hunt: 'close this list',
      order: 'put a line down; close this list',
      faded: 'put a line down; close this list',
    },
    said: { text: undefined, hunt: undefined, order: 'put a line down', faded: 'put a line down, end a blank' },
    message: { type: 'escaped' },
  },
  {
    keys: ['tab'],
    shown: 'tab',
    words: { text: 'next blank; without one, indent', hunt: 'indent', order: undefined, faded: 'fill the next blank' },
    message: { type: 'tabbed', direction: 1 },
  },
  {
    keys: ['shift+tab'],
    shown: 'shift+tab',
    words: {
      text: 'blank before; without one, indent less',
      hunt: 'indent less',
      order: undefined,
      faded: 'fill the blank before',
    },
    message: { type: 'tabbed', direction: -1 },
  },
  {
    keys: ['enter'],
    shown: 'enter',
    words: {
      text: 'next blank; without one, new line',
      hunt: 'new line',
      order: 'lift a line, put it down',
      faded: 'fill a line, end it',
    },
    message: { type: 'entered' },
  },
  {
    keys: ['space'],
    shown: 'space',
    words: { text: undefined, hunt: undefined, order: 'lift a line, put it down', faded: 'lift a line, put it down' },
    message: { type: 'lifted' },
  },
  {
    keys: ['up', 'ctrl+p'],
    shown: 'arrows',
    words: {
      text: 'move the cursor',
      hunt: 'move the cursor',
      order: 'choose a line, move a lifted one',
      faded: 'choose a line, move a lifted one',
    },
    message: { type: 'moved', motion: 'up' },
  },
  { keys: ['down'], message: { type: 'moved', motion: 'down' } },
  { keys: ['left'], message: { type: 'moved', motion: 'left' } },
  { keys: ['right'], message: { type: 'moved', motion: 'right' } },
  {
    keys: ['ctrl+left', 'meta+left'],
    shown: 'ctrl+left, right',
    words: inText('move by a word', 'move by a word, in a blank'),
    message: { type: 'moved', motion: 'word left' },
  },
  { keys: ['ctrl+right', 'meta+right'], message: { type: 'moved', motion: 'word right' } },
  {
    keys: ['home', 'ctrl+a'],
    shown: 'home, end',
    words: {
      text: 'ends of the line',
      hunt: 'ends of the line',
      order: 'first and last line',
      faded: 'first, last line; ends of a blank',
    },
    message: { type: 'moved', motion: 'home' },
  },
  { keys: ['end', 'ctrl+e'], message: { type: 'moved', motion: 'end' } },
  {
    keys: ['pageup'],
    shown: 'page up, down',
    words: {
      text: 'move by ten lines',
      hunt: 'move by ten lines',
      order: 'move by five lines',
      faded: 'move by five lines',
    },
    message: { type: 'moved', motion: 'page up' },
  },
  { keys: ['pagedown'], message: { type: 'moved', motion: 'page down' } },
  {
    keys: ['ctrl+home'],
    shown: 'ctrl+home, end',
    words: 'first and last line',
    message: { type: 'moved', motion: 'top' },
  },
  { keys: ['ctrl+end'], message: { type: 'moved', motion: 'bottom' } },
  {
    keys: ['backspace'],
    shown: 'backspace',
    words: inText('erase before the cursor', 'erase before the cursor, in a blank'),
    message: { type: 'erased', what: 'back' },
  },
  {
    keys: ['delete', 'ctrl+d'],
    shown: 'delete',
    words: inText('erase after the cursor', 'erase after the cursor, in a blank'),
    message: { type: 'erased', what: 'forward' },
  },
  {
    keys: ['ctrl+w', 'meta+backspace', 'ctrl+backspace'],
    shown: 'ctrl+w',
    words: inText('erase a word', 'erase a word, in a blank'),
    message: { type: 'erased', what: 'word' },
  },
];

const byKey = new Map(bindings.flatMap(({ keys, message }) => keys.map((key) => [key, message] as const)));

/** The message of a key. A character without a binding is typed. */
export function interpret(model: RebuildModel, event: KeyEvent | PasteEvent): Message | undefined {
  if (event.kind === 'paste') {
    if (event.isCut === true) return { type: 'told', notice: 'Not inserted: a pasted text has at most 256 KB.' };
    return { type: 'pasted', text: event.text };
  }
  const held = `${event.ctrl ? 'ctrl+' : ''}${event.meta ? 'meta+' : ''}${event.shift ? 'shift+' : ''}`;
  const message = byKey.get(held + event.name);
  if (message !== undefined) {
    // Enter on a solved level opens the next one: there is nothing left to type.
    return message.type === 'entered' && isSolved(model) ? { type: 'levelAsked', step: 1 } : message;
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
  const hint = !isHunt || model.hint === 0 ? 'hint' : model.hint === 1 ? 'show the marks' : 'answer';
  const next = isHunt ? 'next program' : 'next level';
  // After the last hint the key has nothing more to give.
  const help = model.hint === 3 ? [] : [key('ctrl+t', hint)];
  const end = [...help, key('ctrl+q', 'quit'), key('ctrl+g', 'keys'), key('ctrl+n', next)];
  if (model.isHelpOpen) {
    const scroll = helpLimit(model) > 0 ? [key('arrows', 'scroll')] : [];
    return [...scroll, key('esc', 'close'), key('ctrl+q', 'quit')];
  }
  if (isSolved(model)) return [key('enter', next), key('ctrl+r', 'again'), key('ctrl+q', 'quit')];
  if (offer !== undefined) return [key('ctrl+t', offer), ...end.slice(help.length)];
  if (order?.isFilling === true) return [key('type', 'the blank'), key('enter', 'done'), ...end];
  if (order !== undefined) {
    const fill = model.level.task.level === 'faded' ? [key('enter', 'fill')] : [];
    const space = key('space', order.isLifted ? 'put down' : 'lift');
    const ends = order.isLifted ? [key('home, end', 'top or bottom')] : [];
    return [key('arrows', order.isLifted ? 'move the line' : 'choose'), space, ...fill, ...ends, ...end];
  }
  const hasBlanks = model.editor.lines.some(hasBlank);
  return [...(hasBlanks ? [key('tab', 'next blank')] : []), ...end, key('ctrl+z', 'undo')];
}

function kindOf({ level }: RebuildModel): LevelKind {
  switch (level.task.level) {
    case 'order':
    case 'faded':
    case 'hunt':
      return level.task.level;
    case 'gap':
    case 'labels':
    case 'nothing':
      return 'text';
  }
}

/** The keys that have an effect at a level. */
export function helpKeys(model: RebuildModel): readonly FooterKey[] {
  const kind = kindOf(model);
  return bindings.flatMap(({ shown, words, said = words }) => {
    const all = model.isSpoken ? said : words;
    const own = typeof all === 'object' ? all[kind] : all;
    return shown === undefined || own === undefined ? [] : [{ keys: shown, words: own }];
  });
}

/** The first line of the list of keys at which its end is in sight. Its pane has all rows but the first and the last. */
export function helpLimit(model: RebuildModel): number {
  return Math.max(0, helpKeys(model).length - (model.size.rows - 2 - BORDER.rows));
}
