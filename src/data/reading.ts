import { quoted } from '../language/wording.ts';
import type { Column } from './columns.ts';
import { DecimalMarks } from './decimal-marks.ts';
import { missingIn } from './missing-texts.ts';
import { type NumberText, readNumber } from './number-text.ts';
import { MOSTLY } from './table.ts';
import { Units } from './units.ts';

/** A column with its interpretation: a quantity, or a category with classes. */
export type Reading = Quantity | Category;

export interface Quantity {
  readonly kind: 'quantity';
  readonly name: string;
  /** The place in the table, from 0. */
  readonly place: number;
  /** A number that is not finite is missing. */
  readonly values: Float64Array;
  readonly source: Column;
}

export interface Category {
  readonly kind: 'category';
  readonly name: string;
  readonly place: number;
  readonly classes: readonly string[];
  /** The index of each row's class; -1 where it is missing. */
  readonly codes: Int32Array;
  readonly source: Column;
}

export function isMissing(reading: Reading, row: number): boolean {
  return reading.kind === 'quantity' ? !Number.isFinite(reading.values[row]) : (reading.codes[row] as number) < 0;
}

/** The content of a cell for a message, after `found`. */
export function foundIn(reading: Reading, row: number): string {
  const text = cellText(reading, row);
  if (text === '') return 'nothing';
  return typeof reading.source.values[row] === 'number' && !Number.isNaN(reading.source.values[row])
    ? text
    : quoted(text);
}

/** The text of a cell, with the spelling of a missing value where it is known. */
export function cellText({ source }: Reading, row: number): string {
  const value = source.values[row] as number | string;
  if (typeof value === 'number' && !Number.isNaN(value)) return String(value);
  return (typeof value === 'number' ? '' : value) || (source.missingTexts?.get(row) ?? '');
}

/** Reads a column as numbers. A text that is no number is missing. */
export function asQuantity(source: Column, place: number): Quantity {
  const values = source.kind === 'numbers' ? source.values : numbersAmong(source.values);
  return { kind: 'quantity', name: source.name, place, values, source };
}

/** Reads a column as classes; undefined when there are too many different values. */
export function asCategory(source: Column, place: number): Category | undefined {
  const classes = withOneTruth(classesOf(textsOf(source)));
  return classes === 'too many' ? undefined : asClasses(source, place, classes);
}

/** Reads a column with known classes. Any other text is missing. */
export function asClasses(source: Column, place: number, classes: readonly string[]): Category {
  const codeOf = codesBy(classes);
  const codes = Int32Array.from(textsOf(source), (text) => codeOf(text) ?? -1);
  return { kind: 'category', name: source.name, place, classes, codes, source };
}

/** The words for yes and no, by pairs. */
const truthWords = new Set(['true', 'false', 'yes', 'no', 't', 'f', 'y', 'n']);

/** `true` for `TRUE` and `True`, and so on; undefined for a text that says neither yes nor no. */
export function truthOf(text: string): string | undefined {
  const folded = text.trim().toLowerCase();
  return truthWords.has(folded) ? folded : undefined;
}

/** The code of the class that a text names; undefined for other texts. Yes and no may be spelled in another way than the class. */
export function codesBy(classes: readonly string[]): (text: string) => number | undefined {
  const codeOf = new Map(classes.map((name, code) => [name, code]));
  const truths = new Map(classes.flatMap((name, code) => (truthOf(name) === undefined ? [] : [[truthOf(name), code]])));
  // With `TRUE` and `true` as two classes, `True` is neither.
  const isClear = truths.size === classes.length;
  return (text) => codeOf.get(text) ?? (isClear ? truths.get(truthOf(text) ?? '') : undefined);
}

/** Classes of which all say yes or no, some in several spellings, with one spelling of each; other classes as they are. */
function withOneTruth(classes: readonly string[] | 'too many'): readonly string[] | 'too many' {
  if (classes === 'too many') return classes;
  const folded = new Set(classes.map(truthOf));
  const isOfTruths = folded.size < classes.length && folded.size <= 2 && !folded.has(undefined);
  return isOfTruths ? ([...folded].sort() as string[]) : classes;
}

/** The default reading of a column; undefined when it holds neither numbers nor few enough classes. */
export function readColumn(source: Column, place: number): Reading | undefined {
  return source.kind === 'numbers' || (!source.isOfDigits && isMostlyNumbers(source.values))
    ? asQuantity(source, place)
    : asCategory(source, place);
}

/** A column with more different texts than this has no classes. */
export const MOST_CLASSES = 256;

/** The content of a column that cannot be classes, after `found`. */
export const tooManyClasses = `more than ${MOST_CLASSES} different texts: it looks like free text or an id`;

/** The text of a cell; empty where it is missing. */
export function textIn(source: Column, row: number): string {
  if (source.kind === 'texts') return source.values[row] as string;
  const value = source.values[row] as number;
  return Number.isFinite(value) ? String(value) : '';
}

function* textsOf(source: Column): Iterable<string> {
  for (let row = 0; row < source.values.length; row++) yield textIn(source, row);
}

function isMostlyNumbers(texts: readonly string[]): boolean {
  const values = numbersAmong(texts);
  let present = 0;
  let numbers = 0;
  texts.forEach((text, row) => {
    if (missingIn(text) !== undefined) return;
    present++;
    // A number too large for 64 bits is still meant as a number.
    if (!Number.isNaN(values[row]) || Math.abs(Number(text)) === Number.POSITIVE_INFINITY) numbers++;
  });
  return numbers > 0 && numbers >= MOSTLY * present;
}

/** The numbers among texts, by one decimal mark and with one unit; NaN for the other texts. */
function numbersAmong(texts: readonly string[]): Float64Array {
  const marks = new DecimalMarks();
  const units = new Units();
  const read = new Map<string, NumberText | undefined>();
  for (const text of texts) {
    if (read.has(text)) continue;
    const number = readNumber(text.trim());
    read.set(text, number);
    if (number === undefined) continue;
    marks.add(text, number.point, number.comma);
    units.add(text, number);
  }
  const mark = marks.mark(undefined);
  const isPlain = mark === undefined || units.evidence(read.size, texts.length) === 'several';
  return Float64Array.from(texts, isPlain ? numberIn : (text) => read.get(text)?.[mark] ?? Number.NaN);
}

/** The different non-empty texts: sorted by value when all are numbers, otherwise by code point, as in Python. */
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

/** Compares by code points. `<` compares UTF-16 units, which order some characters differently. */
function byCharacters(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  const differing = left.findIndex((character, at) => character !== right[at]);
  if (differing === -1) return left.length - right.length;
  return (left[differing]?.codePointAt(0) ?? 0) - (right[differing]?.codePointAt(0) ?? -1);
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The finite number in decimal notation that a text holds; NaN for any other text. */
export function numberIn(text: string): number {
  const trimmed = text.trim();
  const value = decimal.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
