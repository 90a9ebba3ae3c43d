import { asciiKey, csiEvent, type InputEvent, key, type PasteEvent, ss3Event } from './events.ts';
import { groundIn } from './ground.ts';

/*
 * The bytes that a terminal sends, as keys and pasted text.
 *
 * Many keys come as several bytes that begin with ESC, and a slow line delivers them in several reads. The decoder takes
 * one byte at a time, so it gives the same events however the bytes are split. Time ends an unfinished sequence:
 * `ESC_WAIT_MS` of silence where a person may have pressed just what there is, such as ESC itself; `REST_WAIT_MS` after its
 * beginning where only a terminal can have begun it, so that keys are not lost for longer; the same time of silence for pasted
 * text, which may be long. A sequence that is not known here is dropped whole, so that no part of it acts as a key.
 *
 * ESC and a character are the same bytes for Alt with the character and for two keys, which a busy program reads together. No
 * character has a meaning with Alt here, so they are the two keys.
 */

/** The state between two reads. */
export interface Keyboard {
  readonly mode: Mode;
  /** When to call `decode` without bytes, on the clock of its argument `now`; undefined while nothing is unfinished. */
  readonly wakeAt: number | undefined;
  /**
   * The time until which an answer of the terminal may come. Until then an ESC may be the beginning of it, also where the rest is late.
   */
  readonly answerUntil?: number | undefined;
  /** The time at which the first byte of an unfinished sequence was read. */
  readonly begunAt?: number | undefined;
}

/**
 * The position inside a sequence. `typed` is the character that was pressed after escape if nothing follows; `bytes` are
 * characters up to U+00FF, one for each.
 */
type Mode =
  | { readonly in: 'ground' }
  /** After the first bytes of a UTF-8 sequence, `left` bytes before its end. */
  | { readonly in: 'character'; readonly bytes: string; readonly left: number }
  /** After one ESC, or two. */
  | { readonly in: 'escape'; readonly twice: boolean }
  /** After `ESC [` or `ESC O`, in the parameters. */
  | {
      readonly in: 'csi' | 'ss3';
      readonly parameters: string;
      readonly meta: boolean;
      readonly typed: string | undefined;
    }
  /** In a string that a terminal answers with (DCS, SOS, OSC, PM, APC), with its first characters. */
  | {
      readonly in: 'string';
      readonly afterEscape: boolean;
      readonly typed: string | undefined;
      readonly text: string;
    }
  /** In an X10 report of the mouse, `left` bytes before its end. */
  | { readonly in: 'mouse'; readonly left: number }
  /** In pasted text, after `matched` bytes of the sequence that ends it. */
  | { readonly in: 'paste'; readonly bytes: string; readonly matched: number };

type Sequence = Mode & { in: 'csi' | 'ss3' };

const ESC_WAIT_MS = 30;
const REST_WAIT_MS = 1000;
/** Longer parameters are cut: no sequence that is known here comes near. */
const MOST_PARAMETERS = 32;
/** The characters of a string that are kept: an answer with a colour has fewer. */
const MOST_STRING = 40;
/** More than a text that is typed has; the rest of a longer paste is dropped, and the event says so. */
const MOST_PASTED_BYTES = 2 ** 18;

const ESC = 0x1b;
const BEL = 0x07;
const BACKSPACE = 0x08;
const DEL = 0x7f;
const BACKSLASH = 0x5c;
/** Stands for bytes that are not UTF-8. */
const REPLACEMENT = '\ufffd';
/** Ctrl-C, and the two characters with which a terminal breaks off a sequence. */
const breaks: readonly number[] = [0x03, 0x18, 0x1a];
const PASTE_END = '\u001b[201~';

const ground: Mode = { in: 'ground' };

/** The keyboard before the first byte. */
export const quietKeyboard: Keyboard = { mode: ground, wakeAt: undefined };

/**
 * The events that bytes complete. Bytes continue an unfinished sequence however late they are read: a busy program reads
 * late what came in time. A call without bytes at `wakeAt` or later ends it.
 * @param now in ms, on any clock that does not go back
 */
export function decode(
  keyboard: Keyboard,
  bytes: Uint8Array,
  now: number,
): { readonly keyboard: Keyboard; readonly events: readonly InputEvent[] } {
  const events: InputEvent[] = [];
  if (bytes.length === 0) {
    if (keyboard.wakeAt === undefined || now < keyboard.wakeAt) return { keyboard, events };
    giveUp(keyboard.mode, events);
    return { keyboard: { mode: ground, wakeAt: undefined, answerUntil: keyboard.answerUntil }, events };
  }
  let { mode, answerUntil, begunAt = now } = keyboard;
  for (const byte of bytes) {
    if (beginsSequence(mode)) begunAt = now;
    mode = next(mode, byte, events);
  }
  if (events.some((event) => event.kind === 'answer' && event.ground === undefined)) answerUntil = undefined;
  if (mode.in === 'ground') return { keyboard: { mode, wakeAt: undefined, answerUntil }, events };
  const endsAt = endOf(mode, begunAt, now);
  return { keyboard: { mode, wakeAt: Math.max(endsAt, answerUntil ?? 0), answerUntil, begunAt }, events };
}

/** True where the next byte begins a sequence, or decides which one ESC has begun. */
function beginsSequence(mode: Mode): boolean {
  return mode.in === 'ground' || mode.in === 'escape' || (mode.in === 'string' && mode.afterEscape);
}

function next(mode: Mode, byte: number, events: InputEvent[]): Mode {
  switch (mode.in) {
    case 'ground':
      return begin(byte, events);
    case 'character':
      return character(mode, byte, events);
    case 'escape':
      return afterEscape(mode.twice, byte, events);
    case 'csi':
      return csi(mode, byte, events);
    case 'ss3':
      return ss3(mode, byte, events);
    case 'string':
      return string(mode, byte, events);
    case 'mouse':
      // Coordinates are 32 and more; a control character is no part of the report.
      if (byte < 0x20) return begin(byte, events);
      return mode.left === 1 ? ground : { ...mode, left: mode.left - 1 };
    case 'paste':
      return paste(mode, byte, events);
  }
}

/** Silence: what may be a key is one, pasted text is all there is, anything else is dropped. */
function giveUp(mode: Mode, events: InputEvent[]): void {
  switch (mode.in) {
    case 'escape':
      events.push(key('escape'));
      if (mode.twice) events.push(key('escape'));
      break;
    case 'csi':
    case 'ss3':
    case 'string':
      if (mode.typed !== undefined) events.push(key('escape'), key(mode.typed));
      break;
    case 'paste':
      events.push(pasted(mode.bytes));
      break;
    case 'ground':
    case 'character':
    case 'mouse':
      break;
  }
}

/** The time at which an unfinished sequence is given up, if no byte ends it before. */
function endOf(mode: Exclude<Mode, { in: 'ground' }>, begunAt: number, now: number): number {
  switch (mode.in) {
    case 'escape':
      return now + ESC_WAIT_MS;
    case 'csi':
    case 'ss3':
    case 'string':
      return mode.typed === undefined ? restOf(begunAt, now) : now + ESC_WAIT_MS;
    case 'character':
    case 'mouse':
      return restOf(begunAt, now);
    case 'paste':
      return now + REST_WAIT_MS;
  }
}

/** A busy program has read late what came in time: the rest may be waiting. */
function restOf(begunAt: number, now: number): number {
  return Math.max(begunAt + REST_WAIT_MS, now >= begunAt + REST_WAIT_MS ? now + ESC_WAIT_MS : 0);
}

/** The first byte of a key. */
function begin(byte: number, events: InputEvent[]): Mode {
  if (byte === ESC) return { in: 'escape', twice: false };
  if (byte <= DEL) {
    events.push(asciiKey(byte));
    return ground;
  }
  if (byte < 0xa0) return c1(byte);
  // Any other byte begins no UTF-8 sequence.
  const left = byte >= 0xc2 && byte <= 0xf4 ? (byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3) : 0;
  return left === 0 ? ground : { in: 'character', bytes: String.fromCharCode(byte), left };
}

/** A terminal in 8-bit mode sends one character for `ESC [` and for `ESC O`; it sends no other C1 character. */
function c1(code: number): Mode {
  if (code === 0x9b) return { in: 'csi', parameters: '', meta: false, typed: undefined };
  return code === 0x8f ? { in: 'ss3', parameters: '', meta: false, typed: undefined } : ground;
}

function character(mode: Mode & { in: 'character' }, byte: number, events: InputEvent[]): Mode {
  if (byte < 0x80 || byte > 0xbf) return begin(byte, events);
  const bytes = mode.bytes + String.fromCharCode(byte);
  if (mode.left > 1) return { ...mode, bytes, left: mode.left - 1 };
  const name = textOf(bytes);
  const code = name.codePointAt(0) ?? 0;
  if (code >= 0x80 && code < 0xa0) return c1(code);
  // Bytes that encode no character give one replacement or several.
  if ([...name].length === 1 && name !== REPLACEMENT) events.push(key(name));
  return ground;
}

function afterEscape(twice: boolean, byte: number, events: InputEvent[]): Mode {
  const mode = opened(byte, twice);
  // Some terminals send ESC before the sequence of a key for Alt.
  if (twice && mode?.in !== 'csi' && mode?.in !== 'ss3') events.push(key('escape'));
  if (mode !== undefined) return mode;
  if (byte === ESC) return { in: 'escape', twice: true };
  if (byte !== DEL && byte !== BACKSPACE) {
    events.push(key('escape'));
    return begin(byte, events);
  }
  // Alt with backspace is common in a line of text.
  events.push(key('backspace', { meta: true }));
  return ground;
}

/** The sequence that the byte after ESC begins; undefined where it begins none. */
function opened(byte: number, meta: boolean): Mode | undefined {
  const typed = String.fromCharCode(byte);
  switch (typed) {
    case '[':
      return { in: 'csi', parameters: '', meta, typed };
    case 'O':
      return { in: 'ss3', parameters: '', meta, typed };
    case 'P':
    case 'X':
    case ']':
    case '^':
    case '_':
      return { in: 'string', afterEscape: false, typed, text: '' };
    default:
      return undefined;
  }
}

function csi(mode: Sequence, byte: number, events: InputEvent[]): Mode {
  const { parameters, meta } = mode;
  const sign = String.fromCharCode(byte);
  if (byte < 0x20 || byte >= DEL) return begin(byte, events);
  // The function keys of the Linux console: `ESC [ [ A`.
  if (parameters === '[') return ground;
  if (parameters === '' && sign === '[') return withParameter(mode, sign);
  if (parameters === '' && sign === 'M') return { in: 'mouse', left: 3 };
  // rxvt ends a key that is held with Shift by `$`, which elsewhere comes before the end.
  const isEnd = byte >= 0x40 || (sign === '$' && /^\d+$/.test(parameters));
  if (!isEnd) return withParameter(mode, sign);
  if (sign === '~' && parameters === '200') return { in: 'paste', bytes: '', matched: 0 };
  const event = csiEvent(parameters, sign, meta);
  if (event !== undefined) events.push(event);
  return ground;
}

function withParameter(mode: Sequence, sign: string): Mode {
  return { ...mode, parameters: (mode.parameters + sign).slice(0, MOST_PARAMETERS), typed: undefined };
}

function ss3(mode: Sequence, byte: number, events: InputEvent[]): Mode {
  const { parameters, meta } = mode;
  const sign = String.fromCharCode(byte);
  if (/[\d;]/.test(sign)) return withParameter(mode, sign);
  if (byte < 0x40 || byte >= DEL) return begin(byte, events);
  const event = ss3Event(parameters, sign, meta);
  if (event !== undefined) events.push(event);
  return ground;
}

function string(mode: Mode & { in: 'string' }, byte: number, events: InputEvent[]): Mode {
  if (breaks.includes(byte)) return begin(byte, events);
  if (mode.afterEscape && byte !== BACKSLASH) return afterEscape(false, byte, events);
  if (mode.afterEscape || byte === BEL) {
    const told = groundIn(mode.text);
    if (told !== undefined) events.push({ kind: 'answer', ground: told });
    return ground;
  }
  const text = (mode.text + String.fromCharCode(byte)).slice(0, MOST_STRING);
  return { ...mode, text, afterEscape: byte === ESC, typed: undefined };
}

/** All bytes are text until the sequence that ends it: no key can act on what was pasted. */
function paste({ bytes, matched }: Mode & { in: 'paste' }, byte: number, events: InputEvent[]): Mode {
  const sign = String.fromCharCode(byte);
  if (sign === PASTE_END[matched]) {
    if (matched + 1 < PASTE_END.length) return { in: 'paste', bytes, matched: matched + 1 };
    events.push(pasted(bytes));
    return ground;
  }
  // The end has one ESC, its first character: only there can another attempt begin.
  const text = PASTE_END.slice(0, matched) + (byte === ESC ? '' : sign);
  return { in: 'paste', bytes: (bytes + text).slice(0, MOST_PASTED_BYTES), matched: byte === ESC ? 1 : 0 };
}

function pasted(bytes: string): PasteEvent {
  const text = textOf(bytes);
  return bytes.length < MOST_PASTED_BYTES ? { kind: 'paste', text } : { kind: 'paste', text, isCut: true };
}

/** The text that bytes encode as UTF-8. */
function textOf(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
