import { abbreviate, type Frame, type Line, padEnd, padStart, type Span, span, widthOf } from '../text/line.ts';
import { formatCount, formatShare } from '../text/numbers.ts';
import { divergingStyle } from '../theme/colours.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { box, inside, scrollNote } from './box.ts';

/** A confusion matrix. */
interface Confusion {
  readonly classNames: readonly string[];
  /** Counts of examples, classes × classes, row-major: rows are targets, columns predictions. */
  readonly counts: ArrayLike<number>;
}

export interface ConfusionProps extends Confusion {
  /** The predicted output, where there are several with a table each: its name, its number from 0, and how many there are. */
  readonly of?: { readonly name: string; readonly output: number; readonly outputs: number } | undefined;
  /** Training set or test set. */
  readonly part: 'train' | 'test';
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
  return form.kind === 'matrix'
    ? confusion.classNames.length + (form.precision === '' ? 0 : 1)
    : pairsOf(confusion).length;
}

/** Rows that a pane of this size shows at once. */
export function visibleConfusionRows(size: Size): number {
  return Math.max(1, inside(size).rows - HEADER_ROWS);
}

/**
 * The confusion matrix with precision and recall, or in a narrow pane its most frequent errors; and the accuracy. Recall is the share of
 * a target class that is predicted correctly; precision is the share of a predicted class that is correct.
 */
export function drawConfusion(props: ConfusionProps, size: Size, theme: Theme): Frame {
  const { classNames, counts, part, examples, of, focused } = props;
  if (counts.length === 0) {
    const empty = [[span('no prediction yet', theme.styles.quiet)]];
    return box({ title: 'confusion matrix', details: [part], focused }, size, empty, theme);
  }
  const right = classNames.reduce((sum, _, index) => sum + counts[index * (classNames.length + 1)]!, 0);
  const accuracy = `accuracy ${formatShare(right / examples)}`;
  const { columns } = inside(size);
  const form = formFor(props, columns);
  const total = rowsOf(props, form);
  const visible = Math.min(visibleConfusionRows(size), total);
  // The number of pairs may have fallen since the last scroll.
  const first = Math.min(props.first, total - visible);
  const name = of === undefined ? '' : `${of.name}  `;
  const text = {
    title: 'confusion matrix',
    details: [
      `${name}${accuracy}  ${formatCount(right)} of ${formatCount(examples)} ${part === 'train' ? 'training' : 'test'} examples`,
      `${name}${accuracy}  ${part}`,
      accuracy,
    ],
    note: scrollNote(first, visible, total, theme) ?? (of && `${of.output + 1} of ${of.outputs}`),
    // A matrix without room for a heading of its rows is explained below.
    footnotes: form.kind === 'matrix' && form.corner !== BOTH ? [`rows: ${TARGET}, columns: ${PREDICTED}`] : [],
    focused,
  };
  const content =
    form.kind === 'pairs'
      ? drawPairs(props, first, first + visible, columns, theme)
      : [...drawMatrix(props, form, first, first + visible, theme), ...legendOf(form, total, inside(size), theme)];
  return box(text, size, content, theme);
}

/** The meaning of recall and precision, where all rows leave room for it. */
function legendOf(form: Matrix, total: number, { columns, rows }: Size, { styles }: Theme): Frame {
  const texts = [
    ...(form.withRecall ? ['recall: the share of a target class that is predicted correctly'] : []),
    ...(form.precision === PRECISION.whole ? ['precision: the share of a predicted class that is correct'] : []),
  ];
  const hasRoom = HEADER_ROWS + total + 1 + texts.length <= rows && texts.every((text) => widthOf(text) <= columns);
  return texts.length === 0 || !hasRoom ? [] : [[], ...texts.map((text): Line => [span(text, styles.quiet)])];
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
  readonly withRecall: boolean;
  /** The label of the last row; empty without room for it. */
  readonly precision: string;
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
const BOTH = `${TARGET} / ${PREDICTED}`;
const ALL = 'all';
const RECALL = 'recall';
const PRECISION = { whole: 'precision', short: 'prec.' };

/** Rows `first` to `last`: correct counts in green, wrong ones on the diverging scale by their share of the row. */
function drawMatrix(confusion: Confusion, form: Matrix, first: number, last: number, theme: Theme): Frame {
  const { classNames } = confusion;
  const { quiet } = theme.styles;
  const name = (text: string, width: number): string => abbreviate(text, width, theme.glyphs.ellipsis);
  const gap = ' '.repeat(form.gap);
  const after = form.withShares ? ' '.repeat(SHARE) : '';
  const names = classNames.map((text) => gap + padStart(name(text, form.cell), form.cell) + after);
  const heading = padEnd(form.corner, form.label) + names.join('');
  const inTotal = (text: string): string => (form.total === 0 ? '' : padStart(text, form.total + form.gap));
  const inRecall = (text: string): string => (form.withRecall ? padStart(text, RECALL.length + form.gap) : '');
  const rows = classNames.slice(first, last).map((text, index): Line => {
    const row = first + index;
    const total = rowTotal(confusion, row);
    return [
      span(padEnd(name(text, form.label), form.label)),
      ...classNames.flatMap((_, column) => [span(gap), drawCell(confusion, row, column, form, theme)]),
      span(inTotal(formatCount(total)), quiet),
      span(inRecall(shareText(countAt(confusion, row, row), total, theme)), quiet),
    ];
  });
  return [
    [span(heading + inTotal(ALL) + inRecall(RECALL), quiet)],
    ...rows,
    ...(last > classNames.length ? [precisionLine(confusion, form, theme)] : []),
  ];
}

/** The share of each column that is correct, under its counts; where there are shares, under these. */
function precisionLine(confusion: Confusion, { label, precision, cell, gap, withShares }: Matrix, theme: Theme): Line {
  const shares = confusion.classNames.map((_, column) => {
    const share = shareText(countAt(confusion, column, column), columnTotal(confusion, column), theme);
    return padStart(share, gap + cell + (withShares ? SHARE : 0));
  });
  return [span(padEnd(precision, label) + shares.join(''), theme.styles.quiet)];
}

/** A share in whole percent; a dash where there is nothing to share. */
function shareText(count: number, total: number, { glyphs }: Theme): string {
  return total === 0 ? glyphs.dash : count === 0 ? '0 %' : wholePercent(count / total);
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
  const { whole, short } = PRECISION;
  const forms = [
    { corner: BOTH, longest: BOTH.length, precision: whole, gap: 2, total, withRecall: true },
    { corner: TARGET, longest: 14, precision: whole, gap: 2, total, withRecall: true },
    { corner: TARGET, longest: 14, precision: whole, gap: 2, total, withRecall: false },
    { corner: '', longest: 8, precision: short, gap: 1, total: 0, withRecall: false },
    { corner: '', longest: 8, precision: '', gap: 1, total: 0, withRecall: false },
  ];
  for (const withShares of [true, false]) {
    for (const { corner, longest, precision, gap, total: all, withRecall } of forms) {
      const label = Math.max(corner.length, precision.length, Math.min(longest, widestName));
      const beside = (all === 0 ? 0 : gap + all) + (withRecall ? gap + RECALL.length : 0);
      const each = Math.floor((columns - label - beside) / classNames.length) - gap - (withShares ? SHARE : 0);
      const least = Math.max(count, Math.min(widestName, NARROWEST_CELL));
      const widest = Math.min(WIDEST_NAME, widestName);
      const cell = Math.max(least, Math.min(each, widest));
      // Without shares, names have more room.
      if (each < least || (each < widest && (corner === BOTH || withShares))) continue;
      const heading = corner === '' && label >= TARGET.length ? TARGET : corner;
      return { kind: 'matrix', corner: heading, label, cell, gap, withShares, total: all, withRecall, precision };
    }
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
function drawPairs(confusion: Confusion, first: number, last: number, columns: number, theme: Theme): Frame {
  const { quiet, bad, good } = theme.styles;
  const pairs = pairsOf(confusion);
  if (pairs.length === 0) return [[span('no example is misclassified', good)]];
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
  return [
    [span(heading + inShares('share'), quiet)],
    ...pairs.slice(first, last).map(({ target, predicted, count }, index): Line => {
      const share = inShares(wholePercent(count / rowTotal(confusion, target)));
      return [
        span(name(target)),
        span(name(predicted)),
        span(padStart(counts[first + index]!, times), bad),
        span(share, quiet),
      ];
    }),
  ];
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
