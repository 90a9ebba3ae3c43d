import type { Scheme } from '../theme/style.ts';

/** A report of a terminal. */
export type InputEvent = KeyEvent | PasteEvent | MouseEvent | AnswerEvent;

export interface KeyEvent extends Held {
  readonly kind: 'key';
  /** The character, or one of `space`, `enter`, `tab`, `escape`, `backspace`, `delete`, `up`, … */
  readonly name: string;
}

/** The keys that are held with another. */
export interface Held {
  readonly ctrl: boolean;
  /** Never set for a character: `A` is a name of its own. */
  readonly shift: boolean;
  /** Alt, or Option. Never set for a character: `decode` gives escape and the character. */
  readonly meta: boolean;
}

/** Text from the clipboard, its control characters included. */
export interface PasteEvent {
  readonly kind: 'paste';
  readonly text: string;
  /** True where the end of a very long text is missing. */
  readonly isCut?: true;
}

/** An answer to `groundQuery`: the ground, or without one the end of the answers. */
export interface AnswerEvent {
  readonly kind: 'answer';
  readonly ground: Scheme['ground'] | undefined;
}

/** A report of the mouse: of its left button, or of its wheel. With Shift the terminal selects text, and reports nothing. */
export interface MouseEvent {
  readonly kind: 'mouse';
  readonly action: 'press' | 'release' | 'drag' | 'wheelUp' | 'wheelDown';
  /** 0 is the top left cell. */
  readonly column: number;
  readonly row: number;
}

/** The key of an ASCII character. */
export function asciiKey(code: number): KeyEvent {
  switch (code) {
    case 0x08:
    case 0x7f:
      return key('backspace');
    case 0x09:
      return key('tab');
    case 0x0a:
    case 0x0d:
      return key('enter');
    case 0x20:
      return key('space');
    default:
      // Ctrl clears the upper bits of a character: `c` gives 3, `@` gives 0.
      if (code < 0x20) return key(String.fromCharCode(code + 0x40).toLowerCase(), { ctrl: true });
      return key(String.fromCharCode(code));
  }
}

export function key(name: string, held: Partial<Held> = {}): KeyEvent {
  return { kind: 'key', name, ctrl: false, shift: false, meta: false, ...held };
}

const lettered: ReadonlyMap<string, string> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['H', 'home'],
  ['F', 'end'],
]);

const numbered: ReadonlyMap<number, string> = new Map([
  [1, 'home'],
  [3, 'delete'],
  [4, 'end'],
  [5, 'pageup'],
  [6, 'pagedown'],
  [7, 'home'],
  [8, 'end'],
]);

/**
 * The event of `ESC [ parameters final`, attributes (`?62;22c`) among them; undefined for all else that terminals report: the focus
 * (`I`), a position (`5;7R`), modes (`?2026;1$y`), keys in the notation of kitty (`97;5u`).
 * @param meta true when Alt is held
 */
export function csiEvent(parameters: string, final: string, meta: boolean): InputEvent | undefined {
  if (final === 'c' && parameters.startsWith('?')) return { kind: 'answer', ground: undefined };
  if (parameters.startsWith('<')) return mouseEvent(parameters, final);
  if (!/^(?:\d+(?:;\d*)?)?$/.test(parameters)) return undefined;
  const [first = 1, second = 1] = parameters.split(';').map((number) => Number(number) || 1);
  if ('~^$@'.includes(final)) {
    const name = numbered.get(first);
    const held = heldIn(second, meta);
    // rxvt says by the final character which keys are held.
    const [ctrl, shift] = [held.ctrl || '^@'.includes(final), held.shift || '$@'.includes(final)];
    return name === undefined ? undefined : key(name, { ...held, ctrl, shift });
  }
  if (final === 'Z') return key('tab', { shift: true, meta });
  return letteredKey(final, heldIn(parameters.includes(';') ? second : first, meta), { shift: true });
}

/** The event of a report in SGR form: `<button;column;row` and `M`, or `m` for a release. */
function mouseEvent(parameters: string, final: string): MouseEvent | undefined {
  const [, code, column, row] = (/^<(\d{1,3});(\d{1,5});(\d{1,5})$/.exec(parameters) ?? []).map(Number);
  if (code === undefined || column === undefined || row === undefined || !'Mm'.includes(final)) return undefined;
  const action = mouseActionOf(code, final === 'm');
  // Cells are counted from 1.
  return action && { kind: 'mouse', action, column: Math.max(0, column - 1), row: Math.max(0, row - 1) };
}

/** The keys that are held add 4, 8 and 16 to the code of a button, motion adds 32. Other buttons mean nothing here. */
function mouseActionOf(code: number, isRelease: boolean): MouseEvent['action'] | undefined {
  switch (code & ~0b11100) {
    case 0:
      return isRelease ? 'release' : 'press';
    case 32:
      return 'drag';
    case 64:
      return 'wheelUp';
    case 65:
      return 'wheelDown';
    default:
      return undefined;
  }
}

/** The event of `ESC O parameters final`; undefined where it is no key that is known. */
export function ss3Event(parameters: string, final: string, meta: boolean): InputEvent | undefined {
  const modifiers = Number(parameters.split(';').at(-1)) || 1;
  return letteredKey(final, heldIn(modifiers, meta), { ctrl: true }) ?? keypadKey(final);
}

/** The key of a letter. rxvt has small letters for arrows with Shift (`ESC [`) or Ctrl (`ESC O`). */
function letteredKey(letter: string, held: Held, heldWithSmall: Partial<Held>): KeyEvent | undefined {
  const name = lettered.get(letter);
  if (name !== undefined) return key(name, held);
  const arrow = 'abcd'.includes(letter) ? lettered.get(letter.toUpperCase()) : undefined;
  return arrow === undefined ? undefined : key(arrow, { ...held, ...heldWithSmall });
}

/** The keypad in its application mode sends the character of a key 0x40 higher. */
function keypadKey(letter: string): KeyEvent | undefined {
  const code = letter.charCodeAt(0) - 0x40;
  return code === 0x0d || (code >= 0x2a && code <= 0x39) ? asciiKey(code) : undefined;
}

/** xterm's number for the keys that are held: 1, and 1 for Shift, 2 for Alt, 4 for Ctrl, 8 for Meta. */
function heldIn(modifiers: number, meta: boolean): Held {
  const bits = modifiers - 1;
  return { shift: (bits & 1) !== 0, meta: meta || (bits & 0b1010) !== 0, ctrl: (bits & 4) !== 0 };
}
