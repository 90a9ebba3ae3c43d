import type { LineView } from '../../worker/protocol.ts';
import { type Frame, type Line, span, spread, truncate, widthOf, wrap } from '../text/line.ts';
import { matrixTexts } from '../text/matrix-text.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

/** One line of the listing. */
export interface Listed {
  readonly number: string;
  readonly text: string;
  readonly shape: string;
  readonly kind: 'setup' | 'line';
  /** Whether the tutorial has it otherwise, or not at all. */
  readonly isAdded: boolean;
}

/** What there is to say of a line besides its code. */
export interface Mark {
  readonly value: LineView | undefined;
  readonly next: boolean;
  readonly chosen: boolean;
  /** It holds what the iteration before computed. */
  readonly stale: boolean;
  /** It gives a number that is not finite. */
  readonly offends: boolean;
}

/** Of the code, so much stays beside its value: the longest line of the tutorial. */
const ENOUGH_CODE = 31;
/** Of code that is too long in any case. */
const LEAST_CODE = 12;
/** Further rows of a line stand farther in. */
const INDENT = 4;

/**
 * A line with what it computed and the shape of that at the right end. Code that is too long is cut, and makes room for what
 * was just computed; the chosen line is whole, over as many rows as it needs.
 */
export function drawLine(listed: Listed, mark: Mark, numberWidth: number, room: number, theme: Theme): Frame {
  const { number, text, isAdded } = listed;
  const { glyphs, styles } = theme;
  const shape = listed.shape.replace('×', glyphs.times);
  const pointer = mark.offends ? glyphs.cross : mark.next ? glyphs.running : mark.chosen ? glyphs.pointer : ' ';
  const style = styleOf(mark, listed, theme);
  const columns = room - numberWidth - 2;
  const margin = [
    span(number.padStart(numberWidth), styles.quiet),
    span(`${pointer}${isAdded ? glyphs.added : ' '}`, styles.accent),
  ];
  // One space before the value, two between it and the shape.
  const most = columns - widthOf(shape) - 3;
  const values = mark.value === undefined ? [] : matrixTexts(mark.value, glyphs);
  const beside = (code: string): Line => {
    const value = values.find((candidate) => widthOf(code) + widthOf(candidate) <= most) ?? '';
    return [
      ...(value === '' ? [] : [span(`${value}  `, mark.stale ? styles.quiet : undefined)]),
      span(shape, styles.quiet),
    ];
  };
  if (mark.chosen && widthOf(text) > columns) {
    const [first = '', ...rest] = wholeIn(text, columns);
    const last = rest.pop();
    const further = (code: string): Line => [span(' '.repeat(numberWidth + 2)), span(code, style)];
    return [
      [...margin, span(first, style)],
      ...rest.map(further),
      ...(last === undefined ? [] : [spread(further(last), beside(last), room)]),
    ];
  }
  const shortest = mark.next || mark.stale ? undefined : values.at(-1);
  const code = truncate(text, codeRoom(text, shortest, most, columns), glyphs.ellipsis);
  return [spread([...margin, span(code, style)], beside(code), room)];
}

/** Columns for the code: all there are, unless it can be cut for the sake of a value. */
function codeRoom(text: string, value: string | undefined, most: number, columns: number): number {
  if (value === undefined) return columns;
  const left = most - widthOf(value);
  return left >= (widthOf(text) > columns ? LEAST_CODE : ENOUGH_CODE) ? left : columns;
}

/** A text in rows of at most so many columns, the further ones farther in. */
function wholeIn(text: string, columns: number): string[] {
  const [first = ''] = wrap(text, columns);
  const rest = text.slice(first.length).trimStart();
  return rest === '' ? [first] : [first, ...wrap(rest, columns - INDENT).map((row) => ' '.repeat(INDENT) + row)];
}

function styleOf(mark: Mark, { kind }: Listed, { styles }: Theme): Style | undefined {
  if (mark.offends) return styles.bad;
  if (mark.next) return styles.accent;
  if (mark.chosen) return styles.strong;
  return kind === 'setup' || mark.stale ? styles.quiet : undefined;
}
