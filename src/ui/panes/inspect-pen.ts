import type { Explanation, Inspection } from '../../worker/protocol.ts';
import { abbreviate } from '../text/line.ts';
import { formatReading, formatSigned } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { partsOf } from './inspect-blocks.ts';

const DECIMALS = 4;
/** Below this four decimals show one digit or none. */
const SMALLEST = 0.001;
/** A literal that is longer stands for itself in four digits. */
const LONG_LITERAL = 8;

/** How the numbers and the names of one explanation are written. */
export interface Pen {
  readonly theme: Theme;
  number(value: number): string;
}

/** Four decimals and a sign; in a line that counts, whole numbers are written as counts are. */
export function penFor({ explanation, column, after }: Inspection, theme: Theme): Pen {
  const counts = Number.isInteger(after) && [explanation, ...column].every(isCount);
  return {
    theme,
    number: (value) => (counts && Number.isInteger(value) ? whole(value, theme) : signed(value, theme)),
  };
}

export function signed(value: number, theme: Theme): string {
  // What four decimals would hide has an exponent.
  const isSmall = value !== 0 && Math.abs(value) < SMALLEST;
  return isSmall ? formatReading(value, theme.glyphs) : formatSigned(value, DECIMALS, theme.glyphs);
}

function whole(value: number, { glyphs }: Theme): string {
  return `${value < 0 ? glyphs.minus : ''}${Math.abs(value)}`;
}

/** Whether it is made of whole numbers alone, or of questions that are answered by 1 or 0. */
function isCount(explanation: Explanation): boolean {
  return isComparison(explanation) || (Number.isInteger(explanation.value) && partsOf(explanation).every(isCount));
}

const COMPARISONS: readonly string[] = ['<', '<=', '>', '>=', '=='];

function isComparison(explanation: Explanation): boolean {
  return explanation.kind === 'cells' && COMPARISONS.includes(explanation.operator);
}

/** The names in a part of a line, with the sign for multiplication that the numbers have, and no endless literals. */
export function names(text: string, { theme }: Pen): string {
  return text
    .replaceAll(' * ', ` ${theme.glyphs.times} `)
    .replace(/\d+\.\d{6,}/g, (literal) => String(Number(Number(literal).toPrecision(4))));
}

/** A number as a part of an equation: what is a literal in the line stays one. */
function operand({ kind, text, value }: Explanation, pen: Pen): string {
  const isLiteral = kind === 'given' && Number(text) === value && text.length <= LONG_LITERAL;
  return isLiteral ? text : pen.number(value);
}

/** How an explanation comes out of its parts, in numbers: `+0.4737 × +0.2493`. Empty where it has none. */
export function numbers(explanation: Explanation, pen: Pen): string {
  switch (explanation.kind) {
    case 'cells': {
      const { left, right, operator } = explanation;
      // A minus binds looser than a power.
      const base = operator === '**' && left.value < 0 ? `(${operand(left, pen)})` : operand(left, pen);
      return `${base} ${operator === '*' ? pen.theme.glyphs.times : operator} ${operand(right, pen)}`;
    }
    case 'call':
      return `${explanation.function}(${pen.number(explanation.of.value)})`;
    case 'clip':
      return `clip(${pen.number(explanation.of.value)}, ${explanation.low}, ${explanation.high})`;
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

/** Names that are cut to fewer columns tell nothing. */
const FEWEST_NAMES = 12;

/**
 * `l2_error[1,0] × slope(l2[1,0]) = +0.4737 × +0.2493 = +0.1181` in so many columns: the names give way to the numbers.
 */
export function equation(explanation: Explanation, columns: number, outer: Pen): string {
  // Lines and rows are counted, where cells are measured.
  const pen = explanation.text.includes('[') ? outer : { ...outer, number: (value: number) => countOr(outer, value) };
  const asks = isComparison(explanation);
  const result = asks ? `, ${explanation.value === 0 ? 'no' : 'yes'}` : ` = ${pen.number(explanation.value)}`;
  const inNumbers = numbers(explanation, pen) + result;
  // What a function is of stands above it, or is as long as it is known.
  if (explanation.kind === 'call') return inNumbers;
  const room = columns - inNumbers.length - 3;
  if (room < FEWEST_NAMES) return inNumbers;
  return `${abbreviate(names(explanation.text, pen), room, pen.theme.glyphs.ellipsis)}${asks ? ':' : ' ='} ${inNumbers}`;
}

function countOr({ theme, number }: Pen, value: number): string {
  return Number.isInteger(value) ? whole(value, theme) : number(value);
}
