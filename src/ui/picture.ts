import { widthOf } from './text/line.ts';

/**
 * A picture is what the terminal shows, cell by cell. This module finds the fewest bytes that turn one picture into another:
 * a dashboard that trains changes a few digits a frame, and a slow line carries 20 kB a second.
 */

/** One column of a line. The second column of a wide character holds an empty text. */
interface Cell {
  readonly text: string;
  readonly style: Style;
}

/** The graphic rendition of a cell, as codes of `ESC [ … m`; an empty text is the default. */
interface Style {
  /** `1` bold, `2` dim and other switches, joined by `;`. */
  readonly switches: string;
  readonly foreground: string;
  readonly background: string;
}

/** A line of a picture. */
export interface PictureLine {
  /** The text it was read from, with escape sequences. */
  readonly source: string;
  readonly cells: readonly Cell[];
  /** The first column from which terminals may differ in how wide they draw a character. */
  readonly certain: number;
}

const plain: Style = { switches: '', foreground: '', background: '' };
const blank: Cell = { text: ' ', style: plain };

/** An unchanged stretch shorter than this may be written again: a cursor movement can take as many bytes. */
const SHORTEST_SKIP = 6;

/** The style that the terminal writes with. It passes from one update to the next within a piece. */
export interface Pen {
  style: Style;
}

let segmenter: Intl.Segmenter | undefined;
const oneColumnEach =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u03ff\u2010-\u2027\u2190-\u21ff\u2200-\u22ff\u2500-\u259f\u25a0-\u25ff\u2713\u2717\u2800-\u28ff]*$/;

/** Reads a line with `ESC [ … m` sequences; it holds no others. */
export function pictureLine(source: string): PictureLine {
  const cells: Cell[] = [];
  let certain = Number.POSITIVE_INFINITY;
  let style = plain;
  for (const part of source.split(/(\u001b\[[\d;]*m)/)) {
    if (part.startsWith('\u001b[')) {
      style = applied(style, part.slice(2, -1));
      continue;
    }
    if (oneColumnEach.test(part)) {
      for (const text of part) cells.push({ text, style });
      continue;
    }
    segmenter ??= new Intl.Segmenter();
    for (const { segment: text } of segmenter.segment(part)) {
      const width = widthOf(text);
      if (width !== 1 || text.length > 1) certain = Math.min(certain, cells.length);
      if (width === 0) continue;
      cells.push({ text, style });
      for (let column = 1; column < width; column++) cells.push({ text: '', style });
    }
  }
  while (cells.length > 0 && isSameCell(cells.at(-1)!, blank)) cells.pop();
  return { source, cells, certain };
}

/** A style after the codes of one sequence. */
function applied(style: Style, codes: string): Style {
  let { switches, foreground, background } = style;
  const list = codes.split(';');
  for (let place = 0; place < list.length; place++) {
    const code = Number(list[place]);
    // 38;5;n and 38;2;r;g;b, and the same with 48, are one colour.
    const length = code === 38 || code === 48 ? (list[place + 1] === '5' ? 3 : 5) : 1;
    const colour = list.slice(place, place + length).join(';');
    place += length - 1;
    if (code === 0) [switches, foreground, background] = ['', '', ''];
    else if (code === 22) switches = withoutSwitches(switches, ['1', '2']);
    else if (code > 22 && code < 30) switches = withoutSwitches(switches, [String(code - 20)]);
    else if (code < 10)
      switches = [...withoutSwitches(switches, [colour]).split(';'), colour].filter(Boolean).sort().join(';');
    else if (code === 39) foreground = '';
    else if (code === 49) background = '';
    else if (code === 48 || (code >= 40 && code < 48) || code >= 100) background = colour;
    else foreground = colour;
  }
  return switches + foreground + background === '' ? plain : { switches, foreground, background };
}

function withoutSwitches(switches: string, codes: readonly string[]): string {
  return switches
    .split(';')
    .filter((code) => !codes.includes(code))
    .join(';');
}

function isSameStyle(one: Style, other: Style): boolean {
  return (
    one === other ||
    (one.switches === other.switches && one.foreground === other.foreground && one.background === other.background)
  );
}

function isSameCell(one: Cell, other: Cell): boolean {
  if (one.text !== other.text) return false;
  if (isBlank(one) && isBlank(other)) return one.style.background === other.style.background;
  return isSameStyle(one.style, other.style);
}

/** True when nothing of the foreground is seen: a space that is neither underlined nor inverse nor crossed out. */
function isBlank({ text, style }: Cell): boolean {
  return text === ' ' && isOfLetters(style);
}

/** True when the switches are bold, dim and italic at most. */
function isOfLetters({ switches }: Style): boolean {
  return /^[123;]*$/.test(switches);
}

/** The other half block, which shows the same with the colours exchanged. */
const otherHalf: Readonly<Record<string, string>> = { '▀': '▄', '▄': '▀' };

/** Writes a cell after others: the shortest sequence that looks like it. */
function write(cell: Cell, pen: Pen): string {
  const { text, style } = cell;
  if (isBlank(cell))
    return change(pen, isOfLetters(pen.style) ? { ...pen.style, background: style.background } : style) + text;
  const other = otherHalf[text];
  if (other !== undefined && isOfColours(style)) {
    const { switches, foreground, background } = style;
    const exchanged = { switches, foreground: asGround(background, 3), background: asGround(foreground, 4) };
    if (styleChange(pen.style, exchanged).length < styleChange(pen.style, style).length)
      return change(pen, exchanged) + other;
  }
  return change(pen, style) + text;
}

/** True when both grounds are colours of 256 or of 24 bits: other codes have no plain counterpart. */
function isOfColours({ foreground, background }: Style): boolean {
  return foreground.startsWith('38;') && background.startsWith('48;');
}

/** A colour as foreground (3) or background (4). */
function asGround(colour: string, ground: 3 | 4): string {
  return `${ground}${colour.slice(1)}`;
}

/** The sequence to a style, which the pen takes. */
function change(pen: Pen, style: Style): string {
  const sequence = styleChange(pen.style, style);
  pen.style = style;
  return sequence;
}

/** A pen with the default style. */
export function newPen(): Pen {
  return { style: plain };
}

/** Gives the pen its default style again. */
export function endOf(pen: Pen): string {
  return change(pen, plain);
}

/** The shortest sequence from one style to another. */
function styleChange(from: Style, to: Style): string {
  if (isSameStyle(from, to)) return '';
  const all = [to.switches, to.foreground, to.background].filter(Boolean).join(';');
  const anew = all === '' ? '\u001b[m' : `\u001b[0;${all}m`;
  const codes = [
    ...(from.switches === to.switches ? [] : switchCodes(from.switches.split(';'), to.switches.split(';'))),
    ...(from.foreground === to.foreground ? [] : [to.foreground || '39']),
    ...(from.background === to.background ? [] : [to.background || '49']),
  ];
  const step = `\u001b[${codes.join(';')}m`;
  return step.length <= anew.length ? step : anew;
}

/** The codes that turn some switches into others. */
function switchCodes(from: readonly string[], to: readonly string[]): readonly string[] {
  const off = new Set(from.filter((code) => code !== '' && !to.includes(code)).map(codeOff));
  const stays = (code: string): boolean => from.includes(code) && !off.has(codeOff(code));
  return [...off, ...to.filter((code) => code !== '' && !stays(code))];
}

/** 22 ends bold and dim; 23 to 29 end the switches 3 to 9. */
function codeOff(code: string): string {
  return code === '1' ? '22' : `2${code}`;
}

/**
 * Escape sequences that turn line `row` of the terminal (from 0) from one picture line into another. They may begin with the
 * cursor anywhere. The pen is the style before and after them.
 */
export function lineUpdate(row: number, before: PictureLine, after: PictureLine, columns: number, pen: Pen): string {
  if (before.source === after.source) return '';
  const length = Math.min(columns, Math.max(before.cells.length, after.cells.length));
  const uncertain = Math.min(before.certain, after.certain);
  const isChanged = (column: number): boolean =>
    !isSameCell(before.cells[column] ?? blank, after.cells[column] ?? blank);
  let last = length - 1;
  while (last >= 0 && !isChanged(last)) last--;
  if (last < 0) return '';
  // After a character whose width is uncertain only a line written in one piece is right.
  const wholeFrom = last >= uncertain ? uncertain : Number.POSITIVE_INFINITY;
  let sequence = '';
  let cursor = -1;
  let hasCluster = false;
  for (let column = 0; (column <= last || column >= wholeFrom) && column < length; column++) {
    if (column === wholeFrom) {
      sequence += moveTo(row, cursor, column) + endOf(pen) + (column < columns ? '\u001b[K' : '');
      cursor = column;
    } else if (column < wholeFrom && !isChanged(column)) continue;
    const { text } = after.cells[column] ?? blank;
    // The second column of the character before.
    if (text === '') {
      if (cursor >= 0) cursor = column + 1;
      continue;
    }
    if (cursor !== column) {
      sequence += shortestWay(row, cursor, column, after, pen);
    }
    // Everything from here on is blank.
    if (column >= after.cells.length) return `${sequence}${endOf(pen)}\u001b[K`;
    const written = write(after.cells[column]!, pen);
    const isCluster = isOfSeveral(text);
    const mayWrap = isCluster && column + 2 * text.length > columns;
    sequence += mayWrap ? `\u001b[?7l${written}\u001b[?7h` : written;
    // Some terminals draw its code points side by side: the next character has a place of its own.
    cursor = isCluster ? -1 : column + 1;
    hasCluster ||= isCluster;
  }
  return hasCluster && length < columns ? `${sequence}${moveTo(row, cursor, length)}${endOf(pen)}\u001b[K` : sequence;
}

/** True for a character of several code points, such as a flag or a family: it has the width of one, or of each of them. */
function isOfSeveral(text: string): boolean {
  return text.length > 1 && text.length > String.fromCodePoint(text.codePointAt(0)!).length;
}

/** Moves over unchanged cells, or writes them again. */
function shortestWay(row: number, cursor: number, column: number, line: PictureLine, pen: Pen): string {
  const move = moveTo(row, cursor, column);
  if (cursor < 0 || column - cursor >= SHORTEST_SKIP) return move;
  const trial = { ...pen };
  let again = '';
  for (let skipped = cursor; skipped < column; skipped++) again += write(line.cells[skipped] ?? blank, trial);
  if (again.length > move.length) return move;
  pen.style = trial.style;
  return again;
}

/** A cursor movement to a column of a row; `from` is the column where the cursor stands in it, −1 where it is elsewhere. */
function moveTo(row: number, from: number, column: number): string {
  if (from === column) return '';
  return from >= 0 ? `\u001b[${column - from}C` : `\u001b[${row + 1};${column + 1}H`;
}
