import { quoted } from '../language/wording.ts';
import type { Column } from './columns.ts';

/** A column as it is understood: as numbers, or as names of classes. */
export type Reading = Quantity | Category;

export interface Quantity {
  readonly kind: 'quantity';
  readonly name: string;
  /** Its place in the table, from 0. */
  readonly place: number;
  /** What is not finite is missing. */
  readonly values: Float64Array;
  readonly source: Column;
}

export interface Category {
  readonly kind: 'category';
  readonly name: string;
  readonly place: number;
  readonly classes: readonly string[];
  /** For each row the index of its class, -1 where it is missing. */
  readonly codes: Int32Array;
  readonly source: Column;
}

/** A column in which so many of the texts are numbers is one of numbers, with something else in between. */
const MOSTLY = 0.9;

export function isMissing(reading: Reading, row: number): boolean {
  return reading.kind === 'quantity' ? !Number.isFinite(reading.values[row]) : (reading.codes[row] as number) < 0;
}

/** What stands in a cell that has not what is needed, to follow `found`. */
export function foundIn({ source }: Reading, row: number): string {
  const value = source.values[row] as number | string;
  if (typeof value === 'number' && !Number.isNaN(value)) return String(value);
  const text = (typeof value === 'number' ? '' : value) || (source.said?.get(row) ?? '');
  return text === '' ? 'nothing' : quoted(text);
}

/** Numbers, and texts that are numbers; any other text is missing. */
export function asQuantity(source: Column, place: number): Quantity {
  const values = source.kind === 'numbers' ? source.values : Float64Array.from(source.values, numberIn);
  return { kind: 'quantity', name: source.name, place, values, source };
}

/** Undefined where there are more different values than classes can be. */
export function asCategory(source: Column, place: number): Category | undefined {
  const classes = classesOf(textsOf(source));
  return classes === 'too many' ? undefined : asClasses(source, place, classes);
}

/** By classes that are known already: what is none of them is missing. */
export function asClasses(source: Column, place: number, classes: readonly string[]): Category {
  const codeOf = new Map(classes.map((name, code) => [name, code]));
  const codes = Int32Array.from(textsOf(source), (text) => codeOf.get(text) ?? -1);
  return { kind: 'category', name: source.name, place, classes, codes, source };
}

/** What a column is if nobody says so: `more than 256 different texts` are neither numbers nor classes. */
export function readColumn(source: Column, place: number): Reading | undefined {
  return source.kind === 'numbers' || isMostlyNumbers(source.values)
    ? asQuantity(source, place)
    : asCategory(source, place);
}

/** Where a column has more different texts, they are no classes. */
export const MOST_CLASSES = 256;

/** Why a column is not one of classes, to follow `found`. */
export const tooManyClasses = `more than ${MOST_CLASSES} different texts: it looks like free text or an id`;

/** The text in a row of a column; empty where it is missing. */
export function textIn(source: Column, row: number): string {
  if (source.kind === 'texts') return source.values[row] as string;
  const value = source.values[row] as number;
  return Number.isFinite(value) ? String(value) : '';
}

function* textsOf(source: Column): Iterable<string> {
  for (let row = 0; row < source.values.length; row++) yield textIn(source, row);
}

function isMostlyNumbers(texts: readonly string[]): boolean {
  const present = texts.filter((text) => text !== '');
  // One that is too large is meant as a number too.
  const numbers = present.filter(
    (text) => !Number.isNaN(numberIn(text)) || Math.abs(Number(text)) === Number.POSITIVE_INFINITY,
  );
  return numbers.length > 0 && numbers.length >= MOSTLY * present.length;
}

/** The different texts, none of them empty: in the order of their numbers if all are, else of their characters, as in Python. */
export function classesOf(texts: Iterable<string>): readonly string[] | 'too many' {
  const different = new Set<string>();
  for (const text of texts) {
    if (text === '') continue;
    different.add(text);
    if (different.size > MOST_CLASSES) return 'too many';
  }
  const classes = [...different];
  const areNumbers = classes.every((name) => !Number.isNaN(numberIn(name)));
  return areNumbers
    ? classes.sort((one, other) => numberIn(one) - numberIn(other) || byCharacters(one, other))
    : classes.sort(byCharacters);
}

/** By code points, where `<` goes by halves of surrogate pairs. */
function byCharacters(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  const differing = left.findIndex((character, at) => character !== right[at]);
  if (differing === -1) return left.length - right.length;
  return (left[differing]?.codePointAt(0) ?? 0) - (right[differing]?.codePointAt(0) ?? -1);
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The finite number that a text is in decimal notation; NaN for any other text. */
export function numberIn(text: string): number {
  const trimmed = text.trim();
  const value = decimal.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
