import type { Explanation, Inspection } from '../../worker/protocol.ts';
import { abbreviate } from '../text/line.ts';
import { formatReading, formatSigned } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { partsOf } from './inspect-blocks.ts';

const DECIMALS = 4;
/** Smaller numbers would have at most one digit in four decimals. */
const SMALLEST = 0.001;
/** Longer literals are shortened. */
const LONG_LITERAL = 8;

/** The format of the numbers of one explanation. */
export interface Pen {
  readonly theme: Theme;
  number(value: number): string;
}

/** Signed numbers with four decimals; whole numbers in a line that counts. */
export function penFor({ explanation, column, after }: Inspection, theme: Theme): Pen {
  const counts = Number.isInteger(after) && [explanation, ...column].every(isCount);
  return {
    theme,
    number: (value) => (counts && Number.isInteger(value) ? whole(value, theme) : signed(value, theme)),
  };
}

export function signed(value: number, theme: Theme): string {
  // Small numbers get an exponent.
  const isSmall = value !== 0 && Math.abs(value) < SMALLEST;
  return isSmall ? formatReading(value, theme.glyphs) : formatSigned(value, DECIMALS, theme.glyphs);
}

function whole(value: number, { glyphs }: Theme): string {
  return `${value < 0 ? glyphs.minus : ''}${Math.abs(value)}`;
}

/** True for an explanation of whole numbers and comparisons alone. */
function isCount(explanation: Explanation): boolean {
  return isComparison(explanation) || (Number.isInteger(explanation.value) && partsOf(explanation).every(isCount));
}

const COMPARISONS: readonly string[] = ['<', '<=', '>', '>=', '=='];

function isComparison(explanation: Explanation): boolean {
  return explanation.kind === 'cells' && COMPARISONS.includes(explanation.operator);
}

/** Code with the multiplication sign of the numbers, and with shortened literals. */
export function names(text: string, { theme }: Pen): string {
  return text
    .replaceAll(' * ', ` ${theme.glyphs.times} `)
    .replace(/\d+\.\d{6,}/g, (literal) => String(Number(Number(literal).toPrecision(4))));
}

/** An operand in numbers; a short literal stays as it is in the code. */
function operand({ kind, text, value }: Explanation, pen: Pen): string {
  const isLiteral = kind === 'given' && Number(text) === value && text.length <= LONG_LITERAL;
  return isLiteral ? text : pen.number(value);
}

/** The operation of an explanation in numbers: `+0.4737 × +0.2493`; empty for values and sums. */
export function numbers(explanation: Explanation, pen: Pen): string {
  switch (explanation.kind) {
    case 'cells': {
      const { left, right, operator } = explanation;
      // A power binds stronger than a minus.
      const base = operator === '**' && left.value < 0 ? `(${operand(left, pen)})` : operand(left, pen);
      const written = operand(right, pen);
      if (operator === '+' || operator === '-') return `${base} ${operator} ${afterSign(written, right.value)}`;
      return `${base} ${operator === '*' ? pen.theme.glyphs.times : operator} ${written}`;
    }
    case 'call':
      return `${explanation.function}(${pen.number(explanation.of.value)})`;
    case 'clip':
      return `clip(${pen.number(explanation.of.value)}, ${explanation.low}, ${explanation.high})`;
    case 'cast':
      return `float32(${pen.number(explanation.of.value)})`;
    case 'negate':
      return `-(${pen.number(explanation.of.value)})`;
    case 'given':
    case 'drawn':
    case 'skipped':
    case 'row':
    case 'product':
    case 'fold':
      return '';
  }
}

/** A number after a plus or a minus, without a second sign beside it: `+0.0249 + 1e-8`, `+0.0249 - (−0.1000)`. */
export function afterSign(written: string, value: number): string {
  return value < 0 ? `(${written.trim()})` : written.trim().replace(/^\+/, '');
}

/** Names cut to fewer columns are not readable. */
const FEWEST_NAMES = 12;

/**
 * `l2_error[1,0] × slope(l2[1,0]) = +0.4737 × +0.2493 = +0.1181` in `columns`; the names are cut first. A comparison is
 * answered with yes or no.
 */
export function equation(explanation: Explanation, columns: number, outer: Pen): string {
  // Scalars, such as row numbers, may be whole.
  const pen = explanation.text.includes('[') ? outer : { ...outer, number: (value: number) => countOr(outer, value) };
  const asks = isComparison(explanation);
  const result = asks ? `, ${explanation.value === 0 ? 'no' : 'yes'}` : ` = ${pen.number(explanation.value)}`;
  const inNumbers = numbers(explanation, pen) + result;
  // The argument of a function is above it, or in the title.
  if (explanation.kind === 'call') return inNumbers;
  const room = columns - inNumbers.length - 3;
  if (room < FEWEST_NAMES) return inNumbers;
  return `${abbreviate(names(explanation.text, pen), room, pen.theme.glyphs.ellipsis)}${asks ? ':' : ' ='} ${inNumbers}`;
}

function countOr({ theme, number }: Pen, value: number): string {
  return Number.isInteger(value) ? whole(value, theme) : number(value);
}
