import { counted } from '../../language/wording.ts';
import type { CheckUpReport, Finding } from '../../worker/protocol.ts';
import { drawAlphas } from '../charts/alpha-chart.ts';
import { type Frame, type Line, padEnd, type Span, span, wrap } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import type { ColumnWords } from '../words/cause-briefly.ts';
import { findingLabel, findingWords, LABEL_WIDTH } from '../words/check-up-words.ts';
import { BORDER, scrollBox, scrollLimitOf } from './box.ts';

export interface CheckUpProps {
  /** Undefined before the first report of the training thread. */
  readonly report: CheckUpReport | undefined;
  /** The names of inputs and classes; numbers by default. */
  readonly words?: ColumnWords;
  /** First visible line. */
  readonly first: number;
}

/** Rows of the curve of learning rates. */
const CURVE_ROWS = 5;

/** A check-up: each part with a mark, its number, and its meaning; the learning rates as a curve. */
export function drawCheckUp({ report, words = {}, first }: CheckUpProps, size: Size, theme: Theme): Frame {
  const isDone = report?.isDone === true;
  const content = contentOf(report, words, size.columns - BORDER.columns, theme);
  const closing = isDone ? 'esc closes' : 'esc cancels';
  const details = report === undefined ? [] : detailsOf(report);
  const text = { title: 'check-up', details, note: closing, focused: true };
  return scrollBox(text, size, content, first, theme, { footnotes: [closing] });
}

/** The first line at which the end is visible. */
export function checkUpScrollLimit({ report, words = {} }: CheckUpProps, size: Size): number {
  // The theme changes colours, not the number of lines.
  const content = contentOf(report, words, size.columns - BORDER.columns, createTheme(1, true));
  return scrollLimitOf(content, size);
}

/** `after 1,200 iterations, on 256 of 5,000 rows` */
function detailsOf({ iteration, rows, of }: CheckUpReport): readonly string[] {
  const where = checkedRows(rows, of);
  return [`after ${counted(iteration, 'iteration')}, on ${where}`, `on ${where}`];
}

/** `all 96 rows`, `256 of 5,000 rows`, `the only row` */
export function checkedRows(rows: number, of: number): string {
  if (of === 1) return 'the only example';
  return rows === of ? `all ${formatCount(of)} examples` : `${formatCount(rows)} of ${formatCount(of)} examples`;
}

function contentOf(report: CheckUpReport | undefined, names: ColumnWords, columns: number, theme: Theme): Frame {
  const { styles } = theme;
  const findings = report?.findings ?? [];
  const lines = findings.flatMap((finding) => drawFinding(finding, names, columns, theme));
  if (report?.isDone === true) return lines;
  const progress = report === undefined ? '' : `   ${findings.length} of ${report.parts} done`;
  return [...lines, [span(`checking${progress}`, styles.quiet)]];
}

/** A finding, and the curve of the learning rates. */
export function drawFinding(finding: Finding, names: ColumnWords, columns: number, theme: Theme): Frame {
  const mark = markOf(finding, theme);
  const indent = 2 + LABEL_WIDTH;
  const isNarrow = columns < 3 * indent;
  const hanging = isNarrow ? 2 : indent;
  const label = span(padEnd(findingLabel(finding.kind), LABEL_WIDTH), theme.styles.strong);
  const words = wrap(findingWords(finding, names, theme.glyphs.minus), columns - hanging);
  const text = words.map((line): Line => [span(' '.repeat(hanging)), span(line)]);
  const heading: Line = isNarrow ? [mark, label] : [mark, label, span(words[0] ?? '')];
  const { kind } = finding;
  const chart =
    kind === 'alphas'
      ? drawAlphas(finding.points, { ...finding, rows: CURVE_ROWS, columns: columns - hanging }, theme)
      : [];
  const shifted = chart.map((line): Line => [span(' '.repeat(hanging)), ...line]);
  return [heading, ...(isNarrow ? text : text.slice(1)), ...(chart.length > 0 ? [[], ...shifted] : [])];
}

function markOf({ state }: Finding, { styles, glyphs }: Theme): Span {
  switch (state) {
    case 'good':
      return span(`${glyphs.check} `, styles.good);
    case 'bad':
      return span(`${glyphs.cross} `, styles.bad);
    case 'open':
      return span(`${glyphs.dash} `, styles.quiet);
  }
}
