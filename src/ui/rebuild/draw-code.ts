/* The lines of a level with their marks, and the cursor. */
import { BLANK, hasBlank } from '../../learn/rebuild/blanks.ts';
import type { Mark } from '../../learn/rebuild/report.ts';
import { BORDER, box, scrollNote } from '../panes/box.ts';
import { charactersOf, type Frame, fitLine, type Line, lineWidth, span, widthOf, wrap } from '../text/line.ts';
import { type Kind, pythonText } from '../text/python.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { bracketsAt } from './editor.ts';
import { glyphOf, styleOfMark } from './marks.ts';
import { areFaultsShown, areMarksHidden, ownLines, type RebuildModel } from './model.ts';
import { blockSize, shownRows } from './order.ts';

interface CodeRow {
  readonly text: string;
  /** The whole line, which may be folded. */
  readonly source: string;
  /** The line of the whole text, from 1; undefined for a line that is no part of it. */
  readonly line: number | undefined;
  readonly isGiven: boolean;
  readonly isCursor: boolean;
  readonly isLifted: boolean;
  /** True for the rest of a line that is longer than the pane is wide. */
  readonly isFolded: boolean;
}

/** Columns before a line, without the digits of its number. */
const GUTTER = 4;

export function drawCode(model: RebuildModel, size: Size, theme: Theme): Frame {
  const whole = rowsOf(model);
  const width = size.columns - BORDER.columns;
  const digits = String(whole.length).length;
  const rows = whole.flatMap((row) => foldedRows(model, row, width - digits - GUTTER));
  const { first, last, pinned } = windowOf(model, rows, size.rows - BORDER.rows);
  const drawn = rows.slice(first, last).map((row) => drawRow(model, row, digits, width, theme));
  const above = pinned !== undefined && pinned < first;
  const wrong = pinned === undefined ? [] : [drawRow(model, rows[pinned] as CodeRow, digits, width, theme)];
  const title = model.level.pieces.length > 0 ? 'lines' : 'program';
  const linesTo = (end: number): number => rows.slice(0, end).filter(({ isFolded }) => !isFolded).length;
  const note = scrollNote(linesTo(first), linesTo(last) - linesTo(first), whole.length, theme);
  return box(
    { title, details: [model.level.instruction], note, focused: true },
    size,
    above ? [...wrong, ...drawn] : [...drawn, ...wrong],
    theme,
  );
}

function rowsOf(model: RebuildModel): readonly CodeRow[] {
  const { level, order, editor } = model;
  const row = (text: string, line: number | undefined): CodeRow => ({
    ...{ text, source: text, line },
    ...{ isGiven: true, isCursor: false, isLifted: false, isFolded: false },
  });
  const before = level.before.map((text, i) => row(text, i + 1));
  const start = before.length + 1;
  const count = ownLines(model).length;
  const after = level.after.map((text, i) => row(text, start + count + i));
  if (order === undefined) {
    const own = editor.lines.map((text, i) => ({
      ...row(text, start + i),
      isGiven: false,
      isCursor: i === editor.row,
    }));
    return [...before, ...own, ...after];
  }
  const size = blockSize(order.rows, order.chosen);
  const own = order.rows.map(({ text, piece }, i) => ({
    // A line that is filled is shown as it is typed, with the spaces at its end.
    ...row(
      `    ${order.isFilling && i === order.chosen ? (editor.lines[0] ?? '') : text}`,
      i < count ? start + i : undefined,
    ),
    isGiven: piece === undefined,
    isCursor: i === order.chosen,
    isLifted: order.isLifted && i >= order.chosen && i < order.chosen + size,
  }));
  // Lines that are left out come after the program.
  const shown = shownRows(order.rows).length;
  return [...before, ...own.slice(0, shown), ...after, ...own.slice(shown)];
}

/** A line that no cursor moves through, folded where it is too long. */
function foldedRows(model: RebuildModel, row: CodeRow, width: number): readonly CodeRow[] {
  const { order } = model;
  const isTyped = order === undefined ? !row.isGiven : row.isCursor && order.isFilling;
  if (isTyped || widthOf(row.text) <= width) return [row];
  const indent = row.text.slice(0, row.text.length - row.text.trimStart().length);
  const [first = '', ...rest] = wrap(row.text.trim(), width - indent.length - 4);
  const folded = { ...row, line: undefined, isFolded: true, isCursor: false };
  return [{ ...row, text: indent + first }, ...rest.map((text) => ({ ...folded, text: `${indent}    ${text}` }))];
}

/** The mark of a line; undefined for a line that has changed since the check, and while marks are hidden. */
function markOf(model: RebuildModel, { line, source, isGiven }: CodeRow): Mark | undefined {
  const { report } = model;
  if (line === undefined || model.checkedLines[line - 1]?.trimEnd() !== source.trimEnd()) return undefined;
  const found = report?.marks[line - 1];
  if (found === undefined || found.sentence === '' || (isGiven && found.mark === 'open')) return undefined;
  const isUnread = report?.fault?.stage === 'syntax' && report.fault.line === line;
  if (areMarksHidden(model) && !isUnread) return undefined;
  return found.mark === 'wrong' && !areFaultsShown(model) ? undefined : found.mark;
}

interface Window {
  /** Rows from `first` to before `last`. */
  readonly first: number;
  readonly last: number;
  /** The row that comes first where it is outside, drawn above or below the others. */
  readonly pinned: number | undefined;
}

/** True for the line that comes first: it has a ✗, or a · where it has a blank. */
function isFaultOf(model: RebuildModel, row: CodeRow): boolean {
  const isFault = row.line !== undefined && row.line === model.report?.fault?.line;
  return isFault && areFaultsShown(model) && markOf(model, row) !== undefined;
}

/** The rows in sight: those around the cursor, and the one that comes first. */
function windowOf(model: RebuildModel, rows: readonly CodeRow[], visible: number): Window {
  const cursor = rows.findIndex(({ isCursor }) => isCursor);
  const fault = rows.findIndex((row) => isFaultOf(model, row));
  const around = (size: number): number => {
    const ahead = Math.min(3, Math.floor(size / 4));
    const loop = rows.findIndex(({ line }) => line === model.level.before.length);
    const wanted = Math.max(cursor - size + 1 + ahead, Math.min(loop - 1, cursor - 1));
    return Math.max(0, Math.min(rows.length - size, wanted));
  };
  const from = (first: number, size: number): Window => {
    const last = Math.min(rows.length, first + size);
    const isOutside = fault >= 0 && (fault < first || fault >= last);
    return { first, last, pinned: isOutside ? fault : undefined };
  };
  const own = from(around(visible), visible);
  if (own.pinned === undefined) return own;
  // Both are in sight where they are near each other.
  const near = from(Math.max(0, fault < own.first ? fault : fault - visible + 1), visible);
  if (cursor >= near.first && cursor < near.last) return near;
  return from(around(visible - 1), visible - 1);
}

function drawRow(model: RebuildModel, row: CodeRow, digits: number, width: number, theme: Theme): Line {
  const { styles, glyphs } = theme;
  const { order } = model;
  const mark = markOf(model, row);
  const gutter: Line = [
    mark === undefined ? span(' ') : span(glyphOf(mark, theme), styleOfMark(mark, theme)),
    span(
      ` ${row.line === undefined ? ' '.repeat(digits) : String(row.line).padStart(digits)} `,
      row.isCursor ? styles.accent : styles.quiet,
    ),
    span(row.isLifted ? '^' : row.isCursor && order !== undefined ? glyphs.pointer : ' ', styles.accent),
  ];
  const room = width - lineWidth(gutter);
  const isText = row.isCursor && (order === undefined || order.isFilling);
  const code = isText ? drawCursor(model, row.text, room, theme) : drawText(row, theme);
  const isChosen = row.isLifted && !isText;
  const shown = isChosen ? [span(row.text, styles.chosen)] : code;
  return [...gutter, ...fitLine(cutLine(shown, room, glyphs.ellipsis), room)];
}

function cutLine(line: Line, width: number, ellipsis: string): Line {
  if (lineWidth(line) <= width) return line;
  return [...fitLine(line, width - 1), span(ellipsis)];
}

function drawText({ text, isGiven }: CodeRow, theme: Theme): Line {
  if (isGiven) return [span(text, theme.styles.quiet)];
  return pythonText(text, 3)
    .piecesOf(0)
    .flatMap(({ text: part, kind }) => withBlanks(part, styleOfKind(kind, theme), theme));
}

/** A part of a line, its blanks in the style that is seen first. */
function withBlanks(text: string, style: Style | undefined, { styles }: Theme): Line {
  return text
    .split(new RegExp(`(${BLANK})`))
    .filter((part) => part !== '')
    .map((part) => span(part, part === BLANK ? styles.accent : style));
}

function styleOfKind(kind: Kind, { styles }: Theme): Style | undefined {
  switch (kind) {
    case 'keyword':
      return styles.keyword;
    case 'string':
      return styles.text;
    case 'comment':
      return styles.quiet;
    case 'number':
      return styles.number;
    case 'plain':
      return undefined;
  }
}

/** The line of the cursor, with the cursor and the brackets beside it. A long line is moved so that the cursor is in sight. */
function drawCursor({ editor, order }: RebuildModel, line: string, room: number, theme: Theme): Line {
  const { styles } = theme;
  // A line that is filled in an order level is shown one level deeper than it is typed.
  const shift = order === undefined ? 0 : 4;
  const column = editor.column + shift;
  const brackets = new Set((bracketsAt(editor) ?? []).map((place) => (place ?? Number.NaN) + shift));
  let start = 0;
  const characters = pythonText(line, 3)
    .piecesOf(0)
    .flatMap(({ text, kind }) => [...charactersOf(text)].map((text) => ({ text, kind })));
  const cells = [...characters, { text: ' ', kind: 'plain' as const }].map(({ text, kind }) => {
    const at = start;
    start += text.length;
    if (at === column) return { at, span: span(text, theme.depth === 1 ? undefined : styles.chosen) };
    const isBlank = text === '_' && hasBlank(line.slice(Math.max(0, at - 3), at + 4));
    const style = brackets.has(at) ? styles.strong : isBlank ? styles.accent : styleOfKind(kind, theme);
    return { at, span: span(text, style) };
  });
  const before = cells.filter(({ at }) => at < column).map((cell) => cell.span);
  const rest = cells.filter(({ at }) => at >= column).map((cell) => cell.span);
  // The cursor, and the bar before it that shows it without colours, need room.
  const bar = theme.depth === 1 ? [span('|')] : [];
  let wide = lineWidth([...before, ...bar, ...rest.slice(0, 1)]) + 1;
  let hidden = 0;
  while (wide > room && hidden < before.length) wide -= widthOf(before[hidden++]?.text ?? '');
  return [...before.slice(hidden), ...bar, ...rest];
}
