import { quoted } from '../language/wording.ts';
import { MOSTLY } from './table.ts';

/*
 * Texts of several numbers, or of a number and a sign: a range, a ratio, a number with its uncertainty, a bound, a date, a time.
 * They are no numbers and become classes. A person may have meant a quantity, so they are named.
 */

interface Compound {
  /** As a message has it after `looks like`. */
  readonly what: string;
  readonly advice: string;
  readonly pattern: RegExp;
}

const n = String.raw`\d[\d.,]*(?:e[+-]?\d+)?`;
const sign = '[-+−]?';
const unit = String.raw`\s*[^\d\s]{0,8}`;
const one = `${sign}${n}`;

/** The first one that fits counts. */
const compounds: readonly Compound[] = [
  {
    what: 'a date',
    advice: 'write a date as a number, such as the days since the first one',
    pattern: /^(?:\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ]\d{1,2}:\d{2}.*)?$/,
  },
  {
    what: 'a time',
    advice: 'write a time as a number, such as the minutes since midnight',
    pattern: /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?$/i,
  },
  {
    what: 'a number with its uncertainty',
    advice: 'write the uncertainty in its own column',
    pattern: new RegExp(`^${one}\\s*(?:±|\\+/?-|\\+/−)\\s*${n}${unit}$|^${one}\\s*\\(\\s*[\\d.,]+\\s*\\)$`, 'i'),
  },
  {
    what: 'a range',
    advice: 'write its midpoint, or its two ends in two columns',
    pattern: new RegExp(`^[[(]?\\s*${one}${unit}\\s*(?:[-–—−~;,]|to|bis|\\.\\.\\.?)\\s*${one}${unit}\\s*[\\])]?$`, 'i'),
  },
  {
    what: 'a ratio',
    advice: 'write it as one number',
    pattern: new RegExp(`^${one}\\s*[/:÷∶⁄]\\s*${n}$`, 'i'),
  },
  {
    what: 'a bound',
    advice: 'write a number in its place',
    pattern: new RegExp(`^(?:[<>≤≥~≈]=?|under |over |below |above |up to )\\s*${one}${unit}$|^${n}\\s*\\+$`, 'i'),
  },
];

/** `read as text, because "10-20" looks like a range …`, where nearly all texts do; undefined for others. */
export function compoundNotice(texts: readonly string[]): string | undefined {
  const present = texts.filter((text) => text !== '');
  for (const { what, advice, pattern } of compounds) {
    const alike = present.filter((text) => pattern.test(text));
    // Bins have a last one without an end: `65+`, `> 100`.
    const bounds = present.filter((text) => !pattern.test(text) && isOpen(text));
    const [first] = alike;
    if (first === undefined || alike.length < 2 || alike.length + bounds.length < MOSTLY * present.length) continue;
    return `read as text, because ${quoted(first)} looks like ${what}, not like a single number; to read quantities, ${advice}`;
  }
  return undefined;
}

function isOpen(text: string): boolean {
  return compounds.at(-1)?.pattern.test(text) === true;
}
