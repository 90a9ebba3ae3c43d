/* The text below or beside the lines: the task, hints, the place that comes first, and the end of a level. */
import { hasBlank } from '../../learn/rebuild/blanks.ts';
import type { Fault, Mark, Stage } from '../../learn/rebuild/report.ts';
import { BORDER, box, scrollNote } from '../panes/box.ts';
import { charactersOf, type Frame, type Line, span, truncate, widthOf, wrap } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { hintTexts } from './hints.ts';
import { glyphOf, markOfState, styleOfMark } from './marks.ts';
import { areFaultsShown, areMarksHidden, isSolved, type RebuildModel } from './model.ts';
import { LEFT_OUT } from './order.ts';
import { STUCK } from './stuck.ts';
import { fixedText, keysText, RIGHT, STILL_WRONG, shapesText, solvedText, stageTitles } from './words.ts';

/** Rows of a pane beside the lines that are enough for all that is known. */
const TALL = 9;

interface News {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly footnotes?: readonly string[];
}

/**
 * The news, page by page where they do not fit.
 * @param isBeside true beside the lines, false below them.
 */
export function drawNews(model: RebuildModel, size: Size, isBeside: boolean, theme: Theme): Frame {
  const visible = size.rows - BORDER.rows;
  const isTall = isBeside && visible >= TALL;
  const {
    title,
    lines,
    footnotes = [],
  } = newsText(model, { columns: size.columns - BORDER.columns, rows: visible }, isTall, theme);
  const page = model.page % Math.max(1, Math.ceil(lines.length / visible));
  const first = Math.max(0, Math.min(page * visible, lines.length - visible));
  const shown = lines.slice(first, first + visible);
  const scroll = scrollNote(first, shown.length, lines.length, theme);
  const hasRoom = title.length + (scroll?.length ?? 0) + 22 <= size.columns;
  const note = scroll === undefined ? undefined : hasRoom ? `${scroll}, ctrl+o: more` : 'ctrl+o: more';
  return box({ title, details: [], note, footnotes, focused: false }, size, shown, theme);
}

/**
 * The news as lines.
 * @param size inside the border: the least needed lines are left out where there is no room.
 * @param isTall true for all that is known.
 */
export function newsText(model: RebuildModel, { columns, rows }: Size, isTall: boolean, theme: Theme): News {
  const { styles } = theme;
  const write = writerFor(columns, theme);
  const first = [
    ...(model.notice === undefined ? [] : write.text(model.notice, styles.accent)),
    ...(model.unkept === undefined ? [] : write.text(`Your text is not kept: ${model.unkept}`, styles.bad)),
  ];
  if (areMarksHidden(model)) {
    const lines = [...first, ...huntLines(model, isTall, write, theme)];
    return { title: 'what it does', lines };
  }
  const own = isSolved(model) ? solvedLines(model, write, theme) : openLines(model, write, styles);
  const lines = [...first, ...own];
  if (!hasNews(model) && !isTall) return { title: 'what to do', lines };
  const shapes = shapesText(model);
  if (shapes !== '' && isTall) lines.push([], ...write.field('shapes', shapes));
  else if (shapes !== '' && lines.length < rows - 1) lines.push(...write.field('shapes', shapes));
  if (isTall) lines.push(...stageLines(model, columns, theme));
  const title = isSolved(model)
    ? 'solved'
    : !hasNews(model)
      ? 'what to do'
      : isStale(model)
        ? 'before the last change'
        : areFaultsShown(model) && model.report?.fault !== undefined
          ? 'this comes first'
          : 'next';
  return { title, lines, footnotes: isTall ? [] : stageFootnotes(model, theme) };
}

interface Writer {
  readonly text: (words: string, style?: Style) => readonly Line[];
  /** A text beside its name. */
  readonly field: (name: string, words: string) => readonly Line[];
  readonly columns: number;
  readonly ellipsis: string;
}

function writerFor(columns: number, { styles, glyphs }: Theme): Writer {
  return {
    columns,
    ellipsis: glyphs.ellipsis,
    text: (words, style) => wrap(words, columns).map((line) => [span(line, style)]),
    field: (name, words) =>
      wrap(words, columns - 10).map((line, i) => [span((i === 0 ? name : '').padEnd(10), styles.quiet), span(line)]),
  };
}

/** True once there is more to say than the task. */
function hasNews({ isBegun, hint, report }: RebuildModel): boolean {
  return hint > 0 || (isBegun && report !== undefined);
}

/** True while the text is checked again: the report is about the text before the last change. */
function isStale({ report, checked, version }: RebuildModel): boolean {
  return report !== undefined && checked !== version;
}

/** An open level: the task, or else the newest hint, the fault, and the older hints. */
function openLines(model: RebuildModel, write: Writer, styles: Theme['styles']): readonly Line[] {
  const { level, report, offer, stuck } = model;
  if (!hasNews(model)) return [...write.text(level.instruction), ...write.text(keysOfBeginning(model), styles.quiet)];
  const times = stuck.count === STUCK ? 'for the third time' : 'again';
  const offered = offer === undefined ? [] : write.text(`The same place ${times}. Ctrl+T: ${offer}.`, styles.accent);
  const texts = hintTexts(model);
  const hints = texts.map((hint, i) => write.field(['question', 'place', 'answer'][i] ?? '', hint));
  const [newest = [], ...older] = hints.reverse();
  const fault = report?.fault;
  const place =
    fault !== undefined
      ? // The answer of a bug hunt may be the sentence of the fault.
        faultLines(model, texts.includes(fault.sentence) ? { ...fault, sentence: '' } : fault, write, styles)
      : report?.missing === undefined
        ? []
        : write.text(report.missing.sentence);
  // The line numbers and the blanks are those of the text before the last key: the title says so.
  const own = isStale(model) ? place.map((line) => line.map(({ text }) => span(text, styles.quiet))) : place;
  return [...offered, ...newest, ...own, ...older.flat()];
}

/** The fault in words, its place in the line, and the values. */
function faultLines(
  { checkedLines }: RebuildModel,
  { line, column, length, sentence, is, shouldBe }: Fault,
  write: Writer,
  styles: Theme['styles'],
): readonly Line[] {
  const place = line === undefined ? '' : `line ${line}: `;
  const words = wrap((place + sentence).replace(/: $/, ''), write.columns).map((text, i): Line => {
    if (i > 0 || place === '') return [span(text)];
    return [span(text.slice(0, place.length), styles.bad), span(text.slice(place.length))];
  });
  const text = line === undefined ? undefined : checkedLines[line - 1];
  // A line is checked with its blank filled: the columns are others.
  const hasPlace = text !== undefined && column !== undefined && !hasBlank(text);
  return [
    ...words,
    ...(hasPlace ? caretLines(text, column - 1, length, write, styles.bad) : []),
    ...(is === undefined ? [] : write.field('here', is)),
    ...(shouldBe === undefined ? [] : write.field('should be', shouldBe)),
  ];
}

/** A line of the text, with carets below the place of its fault. A long line is shown around that place. */
function caretLines(
  text: string,
  at: number,
  length: number,
  { columns, ellipsis }: Writer,
  style: Style,
): readonly Line[] {
  const indent = Math.min(text.length - text.trimStart().length, at);
  const before = [...charactersOf(text.slice(indent, at))];
  let wide = widthOf(before.join(''));
  let [hidden, start] = [0, indent];
  if (widthOf(text.slice(indent)) > columns) {
    // About half of the room is for the text before the fault.
    while (wide > columns / 2 && hidden < before.length) {
      const character = before[hidden++] ?? '';
      wide -= widthOf(character);
      start += character.length;
    }
  }
  const cut = hidden > 0 ? ellipsis : '';
  const left = widthOf(cut) + wide;
  const carets = '^'.repeat(Math.max(1, Math.min(widthOf(text.slice(at, at + length)), columns - left)));
  return [
    [span(cut + truncate(text.slice(start), columns - widthOf(cut), ellipsis))],
    [span(' '.repeat(left) + carets, style)],
  ];
}

/** A bug hunt while the marks are hidden: the behaviour of the program, not the place. */
function huntLines(model: RebuildModel, isTall: boolean, write: Writer, { styles }: Theme): readonly Line[] {
  const { report, symptom, isBegun } = model;
  const gap: readonly Line[] = isTall ? [[]] : [];
  const [question] = hintTexts(model);
  const fault = report?.fault;
  const lines: Line[] = [];
  const isUnread = isBegun && fault?.stage === 'syntax';
  if (isUnread) lines.push(...faultLines(model, fault, write, styles));
  else if (isBegun && model.checked === model.version) {
    lines.push(...write.text(STILL_WRONG, styles.accent));
  }
  if (question !== undefined) {
    lines.push(...write.field('question', question));
    lines.push(...write.text('Ctrl+T shows the marks; it then counts as shown.', styles.quiet), ...gap);
  }
  if (symptom !== undefined) lines.push(...write.text(symptom), ...gap);
  // The mark of a line that cannot be read gives nothing away, and is shown.
  const keys = isUnread ? 'The other marks are hidden; ctrl+t gives a hint.' : keysOfBeginning(model);
  if (question === undefined) lines.push(...write.text(keys, styles.quiet));
  return lines;
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
      return 'Fix the line. The marks are hidden; ctrl+t gives a hint.';
    case 'labels':
    case 'nothing':
      return 'Type; the marks come by themselves. Ctrl+T gives a hint.';
  }
}

function solvedLines(model: RebuildModel, { text }: Writer, { styles }: Theme): readonly Line[] {
  const { report, level } = model;
  const fixed = fixedText(model);
  if (level.hunt !== undefined && fixed !== undefined) {
    return [...text(fixed, styles.good), ...text(level.hunt.sentence), ...text(`${keysText(model)}.`)];
  }
  return [
    ...text(RIGHT, styles.good),
    ...text(`${solvedText(model)}.`),
    ...(report?.remark === undefined ? [] : text(report.remark)),
  ];
}

/** The mark of a stage. A level in which no line was changed has no ✗. */
export function markOfStage(model: RebuildModel, state: Stage['state']): Mark {
  const mark = markOfState(state);
  return mark === 'wrong' && !areFaultsShown(model) ? 'open' : mark;
}

/** The stages of a check. A solved level has none that are open: those that its program does not have are left out. */
export function stagesOf(model: RebuildModel): readonly Stage[] {
  const stages = model.report?.stages ?? [];
  return isSolved(model) ? stages.filter(({ state }) => markOfState(state) !== 'open') : stages;
}

/** The stages of a check, one below the other. */
function stageLines(model: RebuildModel, columns: number, theme: Theme): readonly Line[] {
  const lines = stagesOf(model).flatMap(({ name, state, sentence }) => {
    const mark = markOfStage(model, state);
    const words = state === 'passed' && name !== 'syntax' ? sentence : stageTitles[name];
    return wrap(words, columns - 2).map(
      (line, i): Line => [
        span(i === 0 ? `${glyphOf(mark, theme)} ` : '  ', styleOfMark(mark, theme)),
        span(line, mark === 'open' ? theme.styles.quiet : undefined),
      ],
    );
  });
  return lines.length === 0 ? [] : [[], ...lines];
}

const shortTitles: typeof stageTitles = { ...stageTitles, iterations: '1,000' };

/** `syntax ✓  shapes ✓  values ✗  …`, and a shorter form for less room. */
function stageFootnotes(model: RebuildModel, theme: Theme): readonly string[] {
  const stages = stagesOf(model);
  if (stages.length === 0) return [];
  const text = (titles: typeof stageTitles, gap: string): string =>
    stages.map(({ name, state }) => `${titles[name]} ${glyphOf(markOfStage(model, state), theme)}`).join(gap);
  return [text(stageTitles, '  '), text(shortTitles, ' ')];
}
