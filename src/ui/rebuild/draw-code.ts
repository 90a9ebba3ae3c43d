/* The lines of a level with their marks, and the cursor. */
import { BLANK } from '../../learn/rebuild/blanks.ts';
import type { Mark } from '../../learn/rebuild/report.ts';
import { BORDER, box, scrollNote } from '../panes/box.ts';
import { charactersOf, type Frame, fitLine, type Line, lineWidth, span, widthOf } from '../text/line.ts';
import { type Kind, pythonText } from '../text/python.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { bracketsAt, INDENT } from './editor.ts';
import { glyphOf, styleOfMark } from './marks.ts';
import { areFaultsShown, areMarksHidden, ownLines, type RebuildModel } from './model.ts';
import { blockSize, shownRows } from './order.ts';

interface CodeRow {
  /** The whole line, which may be folded. */
  readonly source: string;
  /** The part of the line on this row: from a place up to, and without, another one, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** The line of the whole text, from 1; undefined for a line that is no part of it. */
  readonly line: number | undefined;
  readonly isGiven: boolean;
  readonly isCursor: boolean;
  readonly isLifted: boolean;
  /** The columns by which the rest of a folded line is indented; undefined for its first row. */
  readonly hang: number | undefined;
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
  const linesTo = (end: number): number => rows.slice(0, end).filter(({ hang }) => hang === undefined).length;
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
    ...{ source: text, from: 0, to: text.length, line },
    ...{ isGiven: true, isCursor: false, isLifted: false, hang: undefined },
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

/** A line in as many rows as it needs. */
function foldedRows(model: RebuildModel, row: CodeRow, columns: number): readonly CodeRow[] {
  const { source } = row;
  // A line that is typed has room for the cursor at its end, and for the bar that shows it without colours, so that no cursor folds it.
  const width = row.isGiven ? columns : columns - 2;
  if (widthOf(source) <= width) return [row];
  const indent = source.length - source.trimStart().length + INDENT;
  const hang = indent > width / 2 ? 0 : indent;
  const column = hasTextCursor(model, row) ? cursorColumn(model) : undefined;
  const rows: CodeRow[] = [];
  for (let from = 0; from < source.length; ) {
    const isFirst = from === 0;
    const to = foldAt(source, from, isFirst ? width : width - hang);
    const isHere = column !== undefined && column >= from && (column < to || to === source.length);
    const isCursor = column === undefined ? row.isCursor && isFirst : isHere;
    rows.push({ ...row, from, to, isCursor, ...(isFirst ? {} : { line: undefined, hang }) });
    from = to;
  }
  return rows;
}

/** The place at which a row ends that begins at another one: after a space or a comma, if there is one in its second half. */
function foldAt(line: string, from: number, columns: number): number {
  let [to, used] = [from, 0];
  for (const character of charactersOf(line.slice(from))) {
    used += widthOf(character);
    // At least one character a row.
    if (used > columns && to > from) break;
    to += character.length;
  }
  if (to === line.length) return to;
  const word = /^.*[\s,]/su.exec(line.slice(from, to))?.[0].length ?? 0;
  return word > (to - from) / 2 ? from + word : to;
}

/** True for the line whose text has the cursor: in an order level, one whose blank is filled. */
function hasTextCursor({ order }: RebuildModel, { isCursor }: CodeRow): boolean {
  return isCursor && (order === undefined || order.isFilling);
}

/** The place of the cursor in its line. A line that is filled in an order level is shown one level deeper than it is typed. */
function cursorColumn({ editor, order }: RebuildModel): number {
  return editor.column + (order === undefined ? 0 : INDENT);
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
  const isText = hasTextCursor(model, row);
  const part = row.source.slice(row.from, row.to);
  const code = isText
    ? drawCursor(model, row, theme)
    : row.isLifted
      ? [span(part, styles.chosen)]
      : row.isGiven
        ? [span(part, styles.quiet)]
        : charactersIn(row, theme).map(({ text, style }) => span(text, style));
  return [...gutter, ...fitLine([span(' '.repeat(row.hang ?? 0)), ...code], room)];
}

interface Character {
  readonly text: string;
  /** Its place in the line. */
  readonly at: number;
  readonly style: Style | undefined;
}

/** The characters of a row, with their colours as parts of the whole line; blanks in the style that is seen first. */
function charactersIn({ source, from, to }: CodeRow, theme: Theme): readonly Character[] {
  const blanks = [...source.matchAll(new RegExp(BLANK, 'g'))].map(({ index }) => index);
  const isBlank = (at: number): boolean => blanks.some((start) => at >= start && at < start + BLANK.length);
  let at = 0;
  return pythonText(source, 3)
    .piecesOf(0)
    .flatMap(({ text: piece, kind }) =>
      [...charactersOf(piece)].map((text): Character => {
        const own = { text, at, style: isBlank(at) ? theme.styles.accent : styleOfKind(kind, theme) };
        at += text.length;
        return own;
      }),
    )
    .filter((own) => own.at >= from && own.at < to);
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

/** The row of the cursor, with the cursor and the brackets beside it. */
function drawCursor(model: RebuildModel, row: CodeRow, theme: Theme): Line {
  const { styles, depth } = theme;
  const column = cursorColumn(model);
  const shift = column - model.editor.column;
  const brackets = new Set((bracketsAt(model.editor) ?? []).map((place) => (place ?? Number.NaN) + shift));
  // Without colours a bar before the cursor shows it.
  const bar = depth === 1 ? [span('|')] : [];
  const cursor = (text: string): Line => [...bar, span(text, depth === 1 ? undefined : styles.chosen)];
  const line = charactersIn(row, theme).flatMap(({ text, at, style }) =>
    at === column ? cursor(text) : [span(text, brackets.has(at) ? styles.strong : style)],
  );
  return column >= row.to ? [...line, ...cursor(' ')] : line;
}
