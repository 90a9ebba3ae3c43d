import { abbreviate, type Frame, type Line, padEnd, padStart, type Span, span, widthOf } from '../text/line.ts';
import { formatCount, formatShare } from '../text/numbers.ts';
import { divergingStyle } from '../theme/colours.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, type BoxText, box, inside, scrollNote } from './box.ts';

/* One picture in one file, though it is long: its forms at all widths are compared here. */

/** A confusion matrix. */
export interface Confusion {
  readonly classNames: readonly string[];
  /** Counts of examples, classes × classes, row-major: rows are targets, columns predictions. */
  readonly counts: ArrayLike<number>;
}

export interface ConfusionProps extends Confusion {
  /** The predicted output, where there are several with a table each: its name, its number from 0, and how many there are. */
  readonly of?: { readonly name: string; readonly output: number; readonly outputs: number } | undefined;
  /** Training set or test set. */
  readonly part: 'train' | 'test';
  /** Words on the weights that predict, where the table and the header have other predictions. */
  readonly when?: string | undefined;
  /** The number of examples, including those with outputs of NaN, which `counts` leaves out. */
  readonly examples: number;
  /** First visible row. */
  readonly first: number;
  readonly focused: boolean;
}

/** Rows to scroll through in a pane of this size: a row of the matrix or a pair of classes each. */
export function confusionRows(confusion: Confusion, size: Size): number {
  return rowsOf(confusion, formFor(confusion, inside(size).columns));
}

function rowsOf(confusion: Confusion, form: Form): number {
  const { length } = confusion.classNames;
  const rows =
    form.kind === 'matrix' ? length + (form.precision === '' ? 0 : 1) : Math.max(1, pairsOf(confusion).length);
  return rows + (hasClassTable(form) ? length + 1 : 0);
}

/** True for a form without room for recall and precision: these are in a table of their own below it. */
function hasClassTable(form: Form): boolean {
  return form.kind === 'pairs' || form.recall === '';
}

/** Rows that a pane of this size shows at once. */
export function visibleConfusionRows(size: Size): number {
  return Math.max(1, inside(size).rows - HEADER_ROWS);
}

/**
 * The confusion matrix, or in a narrow pane its most frequent errors, with precision, recall and the accuracy. Recall is the share of
 * a target class that is predicted correctly; precision is the share of a predicted class that is correct.
 */
export function drawConfusion(props: ConfusionProps, size: Size, theme: Theme): Frame {
  const { counts, part, of, focused } = props;
  if (counts.length === 0) {
    const empty = [[span('no prediction yet', theme.styles.quiet)]];
    return box({ title: 'confusion matrix', details: [part], focused }, size, empty, theme);
  }
  const { columns } = inside(size);
  const form = formFor(props, columns);
  const total = rowsOf(props, form);
  const visible = Math.min(visibleConfusionRows(size), total);
  // The number of pairs may have fallen since the last scroll.
  const first = Math.min(props.first, total - visible);
  const text = {
    ...headingOf(props, form),
    note: scrollNote(first, visible, total, theme) ?? (of && `${of.output + 1} of ${of.outputs}`),
    focused,
  };
  const { heading, lines } = form.kind === 'pairs' ? pairLines(props, columns, theme) : matrixLines(props, form, theme);
  const below = hasClassTable(form) ? classLines(props, columns, theme) : [];
  const shown = [...lines, ...below].slice(first, first + visible).map((line) => line());
  const legend = legendOf(form, total, inside(size)).map((line): Line => [span(line, theme.styles.quiet)]);
  return box(text, size, [heading, ...shown, ...(legend.length === 0 ? [] : [[], ...legend])], theme);
}

/** The title with the accuracy, longest first, and the remark on rows and columns. */
function headingOf(props: ConfusionProps, form: Form): Pick<BoxText, 'title' | 'details' | 'footnotes'> {
  const { classNames, counts, part, examples, of, when } = props;
  const right = classNames.reduce((sum, _, index) => sum + counts[index * (classNames.length + 1)]!, 0);
  const accuracy = `accuracy ${formatShare(right / examples)}`;
  const name = of === undefined ? '' : `${of.name}  `;
  const set = part === 'train' ? 'training' : 'test';
  // A matrix without room for a heading of its rows is explained below.
  const rowWords = form.kind === 'matrix' && form.corner !== BOTH ? [`rows: ${TARGET}, columns: ${PREDICTED}`] : [];
  return {
    title: 'confusion matrix',
    details: [
      `${name}${accuracy}  ${formatCount(right)} of ${formatCount(examples)} ${set} examples`,
      `${name}${accuracy}  ${part}`,
      accuracy,
    ],
    footnotes: when === undefined ? rowWords : [...rowWords.map((words) => `${when}; ${words}`), ...rowWords, when],
  };
}

/** The size that all of the matrix needs, at most `size`. */
export function confusionSize(props: ConfusionProps, size: Size): Size {
  if (props.counts.length === 0) return size;
  const form = formFor(props, inside(size).columns);
  const total = rowsOf(props, form);
  const legend = legendOf(form, total, inside(size));
  const rows = BORDER.rows + HEADER_ROWS + total + (legend.length === 0 ? 0 : 1 + legend.length);
  if (form.kind === 'pairs') return { columns: size.columns, rows: Math.min(size.rows, rows) };
  const { label, gap, cell, withShares, total: all, recall } = form;
  const matrix =
    label +
    props.classNames.length * (gap + cell + (withShares ? SHARE : 0)) +
    (all === 0 ? 0 : gap + all) +
    (recall === '' ? 0 : gap + recall.length);
  const { title, details, footnotes = [] } = headingOf(props, form);
  const note = props.of === undefined ? 0 : NOTE;
  const columns = Math.max(
    BORDER.columns + Math.max(matrix, ...legend.map(widthOf)),
    TITLE + widthOf(title) + widthOf(details[0] ?? '') + note,
    ...footnotes.slice(-1).map((footnote) => BORDER.columns + widthOf(footnote)),
  );
  return { columns: Math.min(size.columns, columns), rows: Math.min(size.rows, rows) };
}

/** Columns around a focused title and its detail, and those of a note such as `2 of 3`. */
const TITLE = 10;
const NOTE = 12;

/** The meaning of recall and precision, where all rows leave room for it. */
function legendOf(form: Form, total: number, { columns, rows }: Size): readonly string[] {
  const texts =
    form.kind === 'matrix' && form.precision === PRECISION && form.recall === RECALL
      ? [
          'recall: the share of a target class that is predicted correctly',
          'precision: the share of a predicted class that is correct',
        ]
      : [];
  const hasRoom = HEADER_ROWS + total + 1 + texts.length <= rows && texts.every((text) => widthOf(text) <= columns);
  return hasRoom ? texts : [];
}

/** The form of the pane: a matrix of counts with or without shares, or a list of confused pairs. */
type Form = Matrix | { readonly kind: 'pairs' };

interface Matrix {
  readonly kind: 'matrix';
  /** The heading of the row labels. */
  readonly corner: string;
  readonly label: number;
  /** Columns of a count, and of the class name above it; a share comes after it. */
  readonly cell: number;
  readonly gap: number;
  readonly withShares: boolean;
  /** Columns of the row totals; 0 for none. */
  readonly total: number;
  /** The heading of the column of recalls; empty without room for it. */
  readonly recall: string;
  /** The label of the row of precisions; empty without room for it. */
  readonly precision: string;
  /** True for shares without a percent sign: the headings have it. */
  readonly isBare: boolean;
}

const GAP = 2;
const HEADER_ROWS = 1;
const WIDEST_NAME = 12;
/** Names cut to fewer columns are not readable. */
const NARROWEST_CELL = 4;
/** Columns of a share: ` 100 %`. */
const SHARE = 6;
const TARGET = 'target';
const PREDICTED = 'predicted';
const COUNT = 'count';
const CLASS = 'class';
const BOTH = `${TARGET} / ${PREDICTED}`;
const ALL = 'all';
const RECALL = 'recall';
const PRECISION = 'precision';
/** The headings where room is short. */
const SHORT = { recall: 'rec. %', precision: 'prec. %' };
/** Columns of a share with its sign, and without. */
const PERCENT = { signed: 5, bare: 3 };

/** A heading, and what scrolls below it; each line is drawn when it is visible. */
interface Lines {
  readonly heading: Line;
  readonly lines: readonly (() => Line)[];
}

/** Correct counts in green, wrong ones on the diverging scale by their share of the row. */
function matrixLines(confusion: Confusion, form: Matrix, theme: Theme): Lines {
  const { classNames } = confusion;
  const { quiet } = theme.styles;
  const name = (text: string, width: number): string => abbreviate(text, width, theme.glyphs.ellipsis);
  const gap = ' '.repeat(form.gap);
  const after = form.withShares ? ' '.repeat(SHARE) : '';
  const names = classNames.map((text) => gap + padStart(name(text, form.cell), form.cell) + after);
  const heading = padEnd(form.corner, form.label) + names.join('');
  const inTotal = (text: string): string => (form.total === 0 ? '' : padStart(text, form.total + form.gap));
  const inRecall = (text: string): string => (form.recall === '' ? '' : padStart(text, form.recall.length + form.gap));
  const rows = classNames.map((text, row) => (): Line => {
    const total = rowTotal(confusion, row);
    return [
      span(padEnd(name(text, form.label), form.label)),
      ...classNames.flatMap((_, column) => [span(gap), drawCell(confusion, row, column, form, theme)]),
      span(inTotal(formatCount(total)), quiet),
      span(inRecall(recallOf(confusion, row, form.isBare, theme)), quiet),
    ];
  });
  return {
    heading: [span(heading + inTotal(ALL) + inRecall(form.recall), quiet)],
    lines: form.precision === '' ? rows : [...rows, () => precisionLine(confusion, form, theme)],
  };
}

/** The share of each column that is correct, under its counts; where there are shares, under these. */
function precisionLine(confusion: Confusion, form: Matrix, theme: Theme): Line {
  const { label, precision, cell, gap, withShares, isBare } = form;
  const shares = confusion.classNames.map((_, column) =>
    padStart(precisionOf(confusion, column, isBare, theme), gap + cell + (withShares ? SHARE : 0)),
  );
  return [span(padEnd(precision, label) + shares.join(''), theme.styles.quiet)];
}

/** Recall and precision of each class, in a table of their own. */
function classLines(confusion: Confusion, columns: number, theme: Theme): Lines['lines'] {
  const { classNames } = confusion;
  const { quiet } = theme.styles;
  const isBare = columns < GAP + NARROWEST_CELL + 2 * GAP + RECALL.length + PRECISION.length;
  const [recall, precision] = isBare ? [SHORT.recall, SHORT.precision] : [RECALL, PRECISION];
  const gap = isBare ? 1 : GAP;
  const room = columns - recall.length - precision.length - 2 * gap;
  const width = Math.max(CLASS.length, Math.min(room, Math.max(...classNames.map(widthOf))));
  const line = (name: string, one: string, other: string): string =>
    padEnd(abbreviate(name, width, theme.glyphs.ellipsis), width) +
    padStart(one, gap + recall.length) +
    padStart(other, gap + precision.length);
  return [
    () => [span(line(CLASS, recall, precision), quiet)],
    ...classNames.map((name, row) => (): Line => {
      const shares = [recallOf(confusion, row, isBare, theme), precisionOf(confusion, row, isBare, theme)] as const;
      return [span(line(name, ...shares))];
    }),
  ];
}

/** The share of a target class that is predicted correctly. */
export function recallOf(confusion: Confusion, row: number, isBare: boolean, theme: Theme): string {
  return shareText(countAt(confusion, row, row), rowTotal(confusion, row), isBare, theme);
}

/** The share of a predicted class that is correct. */
export function precisionOf(confusion: Confusion, column: number, isBare: boolean, theme: Theme): string {
  return shareText(countAt(confusion, column, column), columnTotal(confusion, column), isBare, theme);
}

/** A share in whole percent; a dash where there is nothing to share. */
function shareText(count: number, total: number, isBare: boolean, { glyphs }: Theme): string {
  const text = total === 0 ? glyphs.dash : count === 0 ? '0 %' : wholePercent(count / total);
  return isBare ? text.replace(' %', '') : text;
}

function drawCell(confusion: Confusion, row: number, column: number, form: Matrix, theme: Theme): Span {
  const count = countAt(confusion, row, column);
  const { good, quiet } = theme.styles;
  const width = form.cell + (form.withShares ? SHARE : 0);
  if (count === 0) return span(padStart(theme.glyphs.dot, form.cell).padEnd(width), quiet);
  const share = count / rowTotal(confusion, row);
  const text = padStart(formatCount(count), form.cell) + (form.withShares ? padStart(wholePercent(share), SHARE) : '');
  return span(text, row === column ? good : divergingStyle(Math.sqrt(share), theme));
}

/** The most detailed form that fits. */
function formFor(confusion: Confusion, columns: number): Form {
  const { classNames } = confusion;
  const widestName = Math.max(...classNames.map(widthOf));
  const count = Math.max(...Array.from(confusion.counts, (value) => formatCount(value).length));
  const total = totalWidth(confusion);
  const signed = { precision: PRECISION, recall: RECALL, isBare: false, gap: 2, total };
  const bare = { corner: '', longest: 8, isBare: true, gap: 1, total: 0 };
  const detailed = [
    { ...signed, corner: BOTH, longest: BOTH.length },
    { ...signed, corner: TARGET, longest: 14 },
  ];
  const forms = [
    ...detailed.map((form) => ({ ...form, withShares: true })),
    ...[...detailed, { ...bare, ...SHORT }, { ...bare, precision: '', recall: '' }].map((form) => ({
      ...form,
      withShares: false,
    })),
  ];
  for (const { corner, longest, withShares, ...form } of forms) {
    const { gap, recall, precision, isBare } = form;
    const label = Math.max(corner.length, precision.length, Math.min(longest, widestName));
    const beside = (form.total === 0 ? 0 : gap + form.total) + (recall === '' ? 0 : gap + recall.length);
    const each = Math.floor((columns - label - beside) / classNames.length) - gap - (withShares ? SHARE : 0);
    // A gap parts the precisions of two columns, too.
    const share = precision === '' || withShares ? 0 : (isBare ? PERCENT.bare : PERCENT.signed) + 1 - gap;
    const least = Math.max(count, share, Math.min(widestName, NARROWEST_CELL));
    const widest = Math.max(least, Math.min(WIDEST_NAME, widestName));
    const cell = Math.min(each, widest);
    // Without shares, names have more room.
    if (each < least || (each < widest && (corner === BOTH || withShares))) continue;
    const heading = corner === '' && label >= TARGET.length ? TARGET : corner;
    return { kind: 'matrix', ...form, corner: heading, label, cell, withShares };
  }
  return { kind: 'pairs' };
}

interface Pair {
  readonly target: number;
  readonly predicted: number;
  readonly count: number;
}

/** Confused pairs of classes, most frequent first. */
function pairsOf(confusion: Confusion): readonly Pair[] {
  const size = confusion.classNames.length;
  const pairs: Pair[] = [];
  for (let cell = 0; cell < size * size; cell++) {
    const [target, predicted, count] = [Math.floor(cell / size), cell % size, confusion.counts[cell]!];
    if (target !== predicted && count > 0) pairs.push({ target, predicted, count });
  }
  return pairs.sort(
    (one, other) => other.count - one.count || one.target - other.target || one.predicted - other.predicted,
  );
}

/** `target     predicted  count  share`: a line for each confused pair; shares are of the target class. */
function pairLines(confusion: Confusion, columns: number, theme: Theme): Lines {
  const { quiet, bad, good } = theme.styles;
  const pairs = pairsOf(confusion);
  if (pairs.length === 0) return { heading: [span('no example is misclassified', good)], lines: [() => []] };
  const counts = pairs.map(({ count }) => formatCount(count));
  const times = Math.max(COUNT.length, ...counts.map(widthOf));
  const widest = Math.max(PREDICTED.length, ...confusion.classNames.map(widthOf));
  const room = (rest: number): number => Math.floor((columns - times - rest) / 2) - GAP;
  const withShares = room(GAP + SHARE) >= NARROWEST_CELL;
  const width = Math.max(NARROWEST_CELL, Math.min(widest, room(withShares ? GAP + SHARE : 0)));
  const name = (index: number): string =>
    padEnd(abbreviate(confusion.classNames[index]!, width, theme.glyphs.ellipsis), width + GAP);
  const inShares = (text: string): string => (withShares ? padStart(text, GAP + SHARE) : '');
  const word = (long: string, short: string): string => padEnd(long.length <= width ? long : short, width + GAP);
  const heading = word(TARGET, 'true') + word(PREDICTED, 'pred') + padStart(COUNT, times);
  return {
    heading: [span(heading + inShares('share'), quiet)],
    lines: pairs.map(({ target, predicted, count }, index) => (): Line => {
      const share = inShares(wholePercent(count / rowTotal(confusion, target)));
      return [
        span(name(target)),
        span(name(predicted)),
        span(padStart(counts[index]!, times), bad),
        span(share, quiet),
      ];
    }),
  };
}

function countAt({ classNames, counts }: Confusion, row: number, column: number): number {
  return counts[row * classNames.length + column]!;
}

function rowTotal(confusion: Confusion, row: number): number {
  return confusion.classNames.reduce((sum, _, column) => sum + countAt(confusion, row, column), 0);
}

function columnTotal(confusion: Confusion, column: number): number {
  return confusion.classNames.reduce((sum, _, row) => sum + countAt(confusion, row, column), 0);
}

function totalWidth(confusion: Confusion): number {
  return Math.max(ALL.length, ...confusion.classNames.map((_, row) => formatCount(rowTotal(confusion, row)).length));
}

/** A share in whole percent; only 1 is 100 %, only 0 is 0 %. */
function wholePercent(share: number): string {
  return `${share === 1 ? 100 : Math.max(1, Math.min(99, Math.round(100 * share)))} %`;
}
