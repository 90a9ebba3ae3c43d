/* The screen of the rebuild: the lines with their marks, the place that comes first, the keys. Pure functions of the model. One picture, one file. */
import { networkOf } from '../../learn/rebuild/networks.ts';
import type { Mark, StageName } from '../../learn/rebuild/report.ts';
import { BORDER, box, scrollNote } from '../panes/box.ts';
import { type Frame, fitFrame, fitLine, type Line, lineWidth, span, spread, wrap } from '../text/line.ts';
import { type Kind, pythonText } from '../text/python.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { PlacedFrame } from '../views/definition.ts';
import type { Size } from '../views/layout.ts';
import { bracketsAt } from './editor.ts';
import { hintTexts } from './hints.ts';
import { footerKeys, helpKeys } from './keys.ts';
import { areMarksHidden, isShown, isSolved, LEFT_OUT, ownLines, type RebuildModel } from './model.ts';

/** Columns from which the place that comes first is beside the lines, and its width. */
const WIDE = 108;
const SIDE = 44;

export function drawRebuild(model: RebuildModel, theme: Theme): readonly PlacedFrame[] {
  const { columns, rows } = model.size;
  if (columns < 40 || rows < 12) {
    const text = 'The window is too small: 40 columns and 12 rows are needed.';
    const place = { x: 0, y: 0, columns, rows };
    return [
      {
        name: 'small',
        place,
        frame: fitFrame(
          wrap(text, columns).map((line) => [span(line)]),
          columns,
          rows,
        ),
      },
    ];
  }
  const header = { x: 0, y: 0, columns, rows: 1 };
  const footer = { x: 0, y: rows - 1, columns, rows: 1 };
  const height = rows - 2;
  const isWide = columns >= WIDE;
  const side = isWide ? height : Math.min(Math.max(6, Math.floor(height * 0.36)), 9);
  const code = { x: 0, y: 1, columns: isWide ? columns - SIDE : columns, rows: isWide ? height : height - side };
  const first = {
    x: isWide ? columns - SIDE : 0,
    y: isWide ? 1 : 1 + height - side,
    columns: isWide ? SIDE : columns,
    rows: side,
  };
  return [
    { name: 'header', place: header, frame: [fitLine(headerLine(model, columns, theme), columns)] },
    { name: 'code', place: code, frame: model.isHelpOpen ? drawHelp(code, theme) : drawCode(model, code, theme) },
    { name: 'first', place: first, frame: drawFirst(model, first, theme) },
    { name: 'footer', place: footer, frame: [fitLine(footerLine(model, columns, theme), columns)] },
  ];
}

function headerLine(model: RebuildModel, columns: number, { styles, glyphs }: Theme): Line {
  const { task } = model.level;
  const [own, all] = model.place;
  const dot = span(` ${glyphs.dot} `, styles.quiet);
  const left: Line = [
    span(model.level.hunt === undefined ? ' rebuild' : ' bug hunt', styles.strong),
    dot,
    span(networkOf(task.network).title),
    ...(task.level === 'hunt' ? [] : [dot, span(levelTitles[task.level])]),
  ];
  const place = span(`${model.level.hunt === undefined ? 'level' : 'program'} ${own} of ${all} `, styles.quiet);
  const state = stateOf(model);
  const style = state === 'right' ? styles.good : state === 'checking' ? styles.quiet : styles.accent;
  const right: Line = state === '' ? [place] : [span(state, style), dot, place];
  return spread(left, right, columns);
}

const levelTitles = {
  gap: 'fill the gaps',
  order: 'put in order',
  faded: 'order, gaps and wrong lines',
  labels: 'labels and shapes only',
  nothing: 'from nothing',
} as const;

function stateOf(model: RebuildModel): '' | 'right' | 'checking' {
  if (isSolved(model)) return 'right';
  return model.checked === model.version ? '' : 'checking';
}

export function glyphOf(mark: Mark, { glyphs }: Theme): string {
  return { right: glyphs.check === '*' ? '+' : glyphs.check, wrong: glyphs.cross, open: glyphs.dot }[mark];
}

const styleOfMark = ({ styles }: Theme): Readonly<Record<Mark, Style>> => ({
  right: styles.good,
  wrong: styles.bad,
  open: styles.quiet,
});

interface CodeRow {
  readonly text: string;
  /** The line of the whole text, from 1; undefined for a line that is no part of it. */
  readonly line: number | undefined;
  readonly isGiven: boolean;
  readonly isCursor: boolean;
  readonly isLifted: boolean;
}

function rowsOf(model: RebuildModel): readonly CodeRow[] {
  const { level, order, editor } = model;
  const number = (i: number): number => i + 1;
  const before = level.before.map((text, i) => ({
    text,
    line: number(i),
    isGiven: true,
    isCursor: false,
    isLifted: false,
  }));
  const start = before.length;
  const own = ownLines(model);
  const body: readonly CodeRow[] =
    order === undefined
      ? editor.lines.map((text, i) => ({
          text,
          line: number(start + i),
          isGiven: false,
          isCursor: i === editor.row,
          isLifted: false,
        }))
      : order.rows.map(({ text, piece }, i) => ({
          text: `    ${text}`,
          line: i < own.length ? number(start + i) : undefined,
          isGiven: piece === undefined,
          isCursor: i === order.chosen,
          isLifted: order.isLifted && i >= order.chosen && i < order.chosen + liftedSize(model),
        }));
  const after = level.after.map((text, i) => ({
    text,
    line: number(start + own.length + i),
    isGiven: true,
    isCursor: false,
    isLifted: false,
  }));
  // Lines that are left out come after the program.
  const out = order === undefined ? -1 : order.rows.findIndex(({ text }) => text === LEFT_OUT);
  if (out < 0) return [...before, ...body, ...after];
  return [...before, ...body.slice(0, out), ...after, ...body.slice(out)];
}

function liftedSize({ order }: RebuildModel): number {
  if (order === undefined) return 0;
  let size = 1;
  while (order.rows[order.chosen + size]?.isJoined === true) size++;
  return size;
}

function drawCode(model: RebuildModel, size: Size, theme: Theme): Frame {
  const rows = rowsOf(model);
  const visible = size.rows - BORDER.rows;
  const cursor = rows.findIndex(({ isCursor }) => isCursor);
  // The cursor stays in sight, with some lines below it.
  const ahead = Math.min(3, Math.floor(visible / 4));
  const wanted = cursor - visible + 1 + ahead;
  const bodyFirst = model.level.before.length - 1;
  const limit = Math.max(0, rows.length - visible);
  const first = Math.max(0, Math.min(limit, Math.max(wanted, Math.min(bodyFirst - 1, cursor - 1))));
  const digits = String(rows.length).length;
  const content = rows
    .slice(first, first + visible)
    .map((row) => drawRow(model, row, digits, size.columns - BORDER.columns, theme));
  const title = model.level.pieces.length > 0 ? 'lines' : 'program';
  return box(
    {
      title,
      details: [model.level.instruction],
      note: scrollNote(first, content.length, rows.length, theme),
      focused: true,
    },
    size,
    content,
    theme,
  );
}

function drawRow(model: RebuildModel, row: CodeRow, digits: number, width: number, theme: Theme): Line {
  const { styles, glyphs } = theme;
  const { report, order } = model;
  // A line that has changed since the check has no mark.
  const isKnown = row.line !== undefined && model.checkedLines[row.line - 1] === row.text;
  const isHidden = areMarksHidden(model) && !(report?.fault?.stage === 'syntax' && report.fault.line === row.line);
  const mark = row.line === undefined || !isKnown || isHidden ? undefined : report?.marks[row.line - 1];
  const isMarked = mark !== undefined && mark.sentence !== '' && !(row.isGiven && mark.mark === 'open');
  const gutter: Line = [
    span(isMarked ? glyphOf(mark.mark, theme) : ' ', isMarked ? styleOfMark(theme)[mark.mark] : styles.quiet),
    span(
      ` ${row.line === undefined ? ' '.repeat(digits) : String(row.line).padStart(digits)} `,
      row.isCursor ? styles.accent : styles.quiet,
    ),
    span(row.isLifted ? '^' : row.isCursor && order !== undefined ? glyphs.pointer : ' ', styles.accent),
  ];
  const room = width - lineWidth(gutter);
  const isText = row.isCursor && (order === undefined || order.isFilling);
  const code = isText ? drawCursor(model, row.text, room, theme) : drawText(row, theme);
  const shown =
    row.isLifted || (row.isCursor && order !== undefined && !order.isFilling && !row.isGiven)
      ? boldened(code, row, theme)
      : code;
  return [...gutter, ...fitLine(cutLine(shown, room, glyphs.ellipsis), room)];
}

function boldened(code: Line, row: CodeRow, { styles }: Theme): Line {
  return row.isLifted ? [span(code.map(({ text }) => text).join(''), styles.chosen)] : code;
}

function cutLine(line: Line, width: number, ellipsis: string): Line {
  if (lineWidth(line) <= width) return line;
  return [...fitLine(line, width - 1), span(ellipsis)];
}

function drawText({ text, isGiven }: CodeRow, theme: Theme): Line {
  const { styles } = theme;
  if (isGiven) return [span(text, styles.quiet)];
  return pythonText(text, 3)
    .piecesOf(0)
    .flatMap(({ text: part, kind }) => withBlanks(part, styleOfKind(kind, theme), theme));
}

/** A blank is what is to be seen first. */
function withBlanks(text: string, style: Style | undefined, { styles }: Theme): Line {
  return text
    .split(/(____)/)
    .filter((part) => part !== '')
    .map((part) => span(part, part === '____' ? styles.accent : style));
}

function styleOfKind(kind: Kind, { styles }: Theme): Style | undefined {
  const all: Readonly<Record<Kind, Style | undefined>> = {
    keyword: styles.keyword,
    string: styles.text,
    comment: styles.quiet,
    number: styles.number,
    plain: undefined,
  };
  return all[kind];
}

/** The line of the cursor, with the cursor and the brackets beside it. A long line is moved so that the cursor is in sight. */
function drawCursor(model: RebuildModel, shown: string, room: number, theme: Theme): Line {
  const { styles } = theme;
  const { editor, order } = model;
  // A line that is filled in an order level is shown one level deeper than it is typed.
  const shift = order === undefined ? 0 : 4;
  const line = order === undefined ? (editor.lines[editor.row] ?? '') : shown;
  const column = editor.column + shift;
  const brackets = new Set((bracketsAt(editor) ?? []).map((place) => (place ?? Number.NaN) + shift));
  const first = Math.max(0, column - room + 2);
  const kinds = pythonText(line, 3)
    .piecesOf(0)
    .flatMap(({ text, kind }) => [...text].map((character) => ({ character, style: styleOfKind(kind, theme) })));
  const cells = [...kinds, { character: ' ', style: undefined }].map(({ character, style }, i) => {
    if (i === column) return span(character, theme.depth === 1 ? undefined : styles.chosen);
    const isBlank = line.slice(Math.max(0, i - 3), i + 4).includes('____') && character === '_';
    return span(character, brackets.has(i) ? styles.strong : isBlank ? styles.accent : style);
  });
  // Without colours the cursor is a bar before its character.
  const withBar = theme.depth === 1 ? [...cells.slice(0, column), span('|'), ...cells.slice(column)] : cells;
  return withBar.slice(first);
}

const stageTitles: Readonly<Record<StageName, string>> = {
  syntax: 'syntax',
  shapes: 'shapes',
  values: 'values',
  updates: 'updates',
  iterations: '1,000 iterations',
  digits: 'digits',
};

const shortTitles: Readonly<Record<StageName, string>> = { ...stageTitles, iterations: '1,000' };

/** `syntax ✓ shapes ✓ values ✗ …` */
function stagesText(report: RebuildModel['report'], titles: typeof stageTitles, theme: Theme): string {
  const marks = { passed: 'right', failed: 'wrong', open: 'open', 'not for this program': 'open' } as const;
  const texts = report?.stages.map(({ name, state }) => `${titles[name]} ${glyphOf(marks[state], theme)}`) ?? [];
  return texts.join(titles === shortTitles ? ' ' : '  ');
}

/** The place that comes first: what it is, and what it should be. */
function drawFirst(model: RebuildModel, size: Size, theme: Theme): Frame {
  const { styles } = theme;
  const width = size.columns - BORDER.columns;
  const isHidden = areMarksHidden(model);
  const { report } = model;
  const text = (words: string, style?: Style): readonly Line[] => wrap(words, width).map((line) => [span(line, style)]);
  const field = (name: string, words: string): readonly Line[] =>
    wrap(words, width - 10).map((line, i): Line => [span((i === 0 ? name : '').padEnd(10), styles.quiet), span(line)]);
  const lines: Line[] = [];
  if (model.notice !== undefined) lines.push(...text(model.notice, styles.accent));
  if (isHidden) return drawHunt(model, size, theme, lines, text, field);
  if ((!model.isBegun && model.hint === 0) || report === undefined) {
    lines.push(...text(model.level.instruction), ...text(keysOfBeginning(model), styles.quiet));
    if (size.rows - BORDER.rows <= 8)
      return box({ title: 'what to do', details: [], focused: false }, size, lines, theme);
    lines.push([]);
  }
  if (isSolved(model)) lines.push(...solvedLines(model, text, theme));
  else if (model.offer !== undefined) {
    lines.push(
      ...text(
        `The same place for the ${model.stuck.count === 3 ? 'third' : 'next'} time. Ctrl+T: ${model.offer}.`,
        styles.accent,
      ),
    );
  }
  const hints = hintTexts(model);
  for (const [i, hint] of hints.entries()) lines.push(...field(['question', 'place', 'answer'][i] ?? '', hint));
  const fault = report?.fault;
  if (!isSolved(model) && report !== undefined) {
    if (fault !== undefined) {
      const place = fault.line === undefined ? '' : `line ${fault.line}: `;
      lines.push(
        ...wrap(place + fault.sentence, width).map(
          (line, i): Line =>
            i === 0 && place !== ''
              ? [span(line.slice(0, place.length), styles.bad), span(line.slice(place.length))]
              : [span(line)],
        ),
      );
      if (fault.is !== undefined) lines.push(...field('here', fault.is));
      if (fault.shouldBe !== undefined) lines.push(...field('should be', fault.shouldBe));
    } else if (report.missing !== undefined) lines.push(...text(report.missing.sentence));
  }
  const isTall = size.rows - BORDER.rows > 8;
  if (isTall || lines.length < size.rows - BORDER.rows - 1) {
    const shapes = shapeWords(model);
    if (shapes !== '') lines.push(...(isTall ? [[]] : []), ...field('shapes', shapes));
  }
  if (isTall && report !== undefined) {
    lines.push([]);
    for (const { name, state, sentence } of report.stages) {
      const mark: Mark = state === 'passed' ? 'right' : state === 'failed' ? 'wrong' : 'open';
      const words = state === 'passed' && name !== 'syntax' ? sentence : stageTitles[name];
      for (const [i, line] of wrap(words, width - 2).entries()) {
        lines.push([
          span(i === 0 ? `${glyphOf(mark, theme)} ` : '  ', styleOfMark(theme)[mark]),
          span(line, state === 'open' ? styles.quiet : undefined),
        ]);
      }
    }
  }
  const footnotes = [stageTitles, shortTitles].map((titles) => stagesText(report, titles, theme));
  const title = isSolved(model) ? 'solved' : fault !== undefined ? 'this comes first' : 'next';
  return box({ title, details: [], footnotes: isTall ? [] : footnotes, focused: false }, size, lines, theme);
}

/** The first pane of a bug hunt while the marks are hidden: what the program does, not where. */
function drawHunt(
  model: RebuildModel,
  size: Size,
  theme: Theme,
  notices: readonly Line[],
  text: (words: string, style?: Style) => readonly Line[],
  field: (name: string, words: string) => readonly Line[],
): Frame {
  const { styles } = theme;
  const { report, symptom } = model;
  const gap: readonly Line[] = size.rows - BORDER.rows > 8 ? [[]] : [];
  const lines = [...notices];
  const [question] = hintTexts(model);
  if (question !== undefined) {
    lines.push(...field('question', question));
    lines.push(...text('Ctrl+T shows the marks; it then counts as shown.', styles.quiet), ...gap);
  }
  if (symptom !== undefined) lines.push(...text(symptom), ...gap);
  const fault = report?.fault;
  if (model.isBegun && fault?.stage === 'syntax') lines.push(...text(`line ${fault.line}: ${fault.sentence}`));
  else if (model.isBegun && model.checked === model.version) {
    lines.push(...text('The mistake is still there, or there is another one.', styles.accent));
  }
  if (question === undefined) lines.push(...text(keysOfBeginning(model), styles.quiet));
  return box({ title: 'what it does', details: [], focused: false }, size, lines, theme);
}

/** The keys that are needed first. */
function keysOfBeginning({ level }: RebuildModel): string {
  switch (level.task.level) {
    case 'gap':
      return 'Type over a blank; tab goes to the next one. The marks come by themselves.';
    case 'order':
      return 'Arrows choose a line, space lifts it, arrows move it, space puts it down.';
    case 'faded':
      return `Space lifts a line, enter fills its blank. Wrong lines go under "${LEFT_OUT.slice(2)}".`;
    case 'hunt':
      return 'Mend the line. The marks are hidden; ctrl+t gives a hint.';
    case 'labels':
    case 'nothing':
      return 'Type; the marks come by themselves. Ctrl+T gives a hint.';
  }
}

function solvedLines(
  model: RebuildModel,
  text: (words: string, style?: Style) => readonly Line[],
  { styles }: Theme,
): readonly Line[] {
  const { report, hintsUsed, took, level } = model;
  const count = ownLines(model).filter((line) => line.trim() !== '' && !line.trim().startsWith('#')).length;
  const hints = hintsUsed === 0 ? 'no hint' : hintsUsed === 1 ? '1 hint' : `${hintsUsed} hints`;
  const time = took === undefined ? '' : `, ${timeText(took)}`;
  if (level.hunt !== undefined) {
    const found = isShown(model) ? 'Mended, after the marks were shown.' : 'Found and mended.';
    return [
      ...text(`${found} It was ${level.hunt.title}.`, styles.good),
      ...text(level.hunt.sentence),
      ...text(`${keysText(model)}.`),
    ];
  }
  return [
    ...text('Right: these numbers are those of the network.', styles.good),
    ...text(`${count} line${count === 1 ? '' : 's'}, ${hints}${time}.`),
    ...(report?.remark === undefined ? [] : text(report.remark)),
  ];
}

/** `31 keys in 25 s; the fewest known are 24` */
export function keysText({ keys, fewest, took }: Pick<RebuildModel, 'keys' | 'fewest' | 'took'>): string {
  const time = took === undefined ? '' : ` in ${timeText(took)}`;
  const own = `${keys} key${keys === 1 ? '' : 's'}${time}`;
  if (fewest === undefined) return own;
  return keys < fewest ? `${own}: fewer than the ${fewest} known before` : `${own}; the fewest known are ${fewest}`;
}

function timeText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The shapes of the names in the line of the cursor. */
function shapeWords({ report, editor, order }: RebuildModel): string {
  const line = order === undefined ? (editor.lines[editor.row] ?? '') : (order.rows[order.chosen]?.text ?? '');
  const names = [...new Set(line.split('#')[0]?.match(/[A-Za-z_]\w*/g) ?? [])];
  return names
    .flatMap((name) => (report?.shapes[name] === undefined ? [] : [`${name} ${report.shapes[name]}`]))
    .join(', ');
}

function drawHelp(size: Size, theme: Theme): Frame {
  const { styles } = theme;
  const wide = Math.max(...helpKeys().map(({ keys }) => keys.length));
  const content = helpKeys().map(({ keys, words }): Line => [span(keys.padEnd(wide + 2), styles.strong), span(words)]);
  return box({ title: 'keys', details: ['ctrl+g or esc closes'], focused: true }, size, content, theme);
}

function footerLine(model: RebuildModel, columns: number, { styles }: Theme): Line {
  const parts: Line[] = [];
  let used = 0;
  for (const { keys, words } of footerKeys(model)) {
    const own: Line = [span(` ${keys} `, styles.strong), span(`${words} `, styles.quiet)];
    if (used + lineWidth(own) > columns) continue;
    parts.push(own);
    used += lineWidth(own);
  }
  return parts.flat();
}
