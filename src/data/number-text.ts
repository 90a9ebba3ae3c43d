/*
 * Numbers as people write them: with a decimal point or comma, marks between thousands, a currency, a percent sign or a
 * unit, and accounting negatives. A column decides between the readings of its cells (`decimal-marks.ts`).
 */

/** A number in a cell, by both readings of points and commas. */
export interface NumberText {
  /** The value where the point is the decimal mark and the comma is between thousands; NaN where it is not a number then. */
  readonly point: number;
  /** The value where the comma is the decimal mark and the point is between thousands. */
  readonly comma: number;
  /** The currency, `%` or unit; undefined for a bare number. */
  readonly unit?: Unit | undefined;
  /** True for `(12)`, which accounting writes for -12. */
  readonly inParentheses: boolean;
  /** True for `12k`, whose letter multiplies it. */
  readonly isMultiple: boolean;
}

export interface Unit {
  readonly kind: 'currency' | 'percent' | 'other';
  readonly name: string;
}

/** The finite number that a text holds in plain notation: digits, a decimal point, a sign, an exponent. NaN otherwise. */
export function plainNumber(trimmed: string): number {
  const number = Number(trimmed);
  // Number('') is 0.
  return Number.isFinite(number) && trimmed !== '' && !hasBasePrefix(trimmed) ? number : Number.NaN;
}

const ZERO = 0x30;

/** True for `0x1f`, `0b1` and `0o7`, which `Number` reads as numbers and other programs do not. */
function hasBasePrefix(trimmed: string): boolean {
  return trimmed.charCodeAt(0) === ZERO && /^0[xob]/i.test(trimmed);
}

/** Longer texts are not numbers. */
const LONGEST = 60;

/** Text before the number, the digits with their marks, the exponent, and text after it. */
const parts =
  /^(\D*?)((?:\d|[.,](?=\d))(?:[\d.,]|[ '’\u00a0\u2007\u2009\u202f](?=\d{3}))*)(?:[ed]([+-]?\d{1,3})(?!\d))?([^\d].*)?$/isu;
const minus = /[-−–﹣－]/u;
const signs = /[-−–﹣－+]/gu;

/** The number in a text, if it holds one number and nothing else but a sign, a currency, a percent sign or a unit. */
export function readNumber(trimmed: string): NumberText | undefined {
  if (trimmed.length > LONGEST || hasBasePrefix(trimmed)) return undefined;
  const [, before, written, exponent = '0', after = ''] = parts.exec(trimmed) ?? [];
  if (before === undefined || written === undefined) return undefined;
  // The point of `Rs.500` belongs to the currency.
  const digits = /\p{L}$/u.test(before) ? written.replace(/^\./, '') : written;
  const inParentheses = before.includes('(');
  if (inParentheses !== after.endsWith(')')) return undefined;
  const suffix = (inParentheses ? after.slice(0, -1) : after).trim();
  const trailing = before.match(signs) === null && minus.test(suffix.at(-1) ?? '');
  const marked = before.match(signs)?.length ?? 0;
  if (marked > 1 || (inParentheses && marked > 0)) return undefined;
  const prefix = before.replace('(', '').replace(signs, '').trim();
  const unit = unitOf(prefix, (trailing ? suffix.slice(0, -1) : suffix).trim(), /^\p{L}/u.test(after));
  if (unit === undefined) return undefined;
  const negative = inParentheses || trailing || minus.test(before);
  const factor = (negative ? -1 : 1) * unit.times;
  const value = (mantissa: string | undefined): number => {
    const number = mantissa === undefined ? Number.NaN : factor * Number(`${mantissa}e${exponent}`);
    return Number.isFinite(number) ? number : Number.NaN;
  };
  const [point, comma] = [value(mantissaOf(digits, '.', ',')), value(mantissaOf(digits, ',', '.'))];
  if (Number.isNaN(point) && Number.isNaN(comma)) return undefined;
  return { point, comma, unit: unit.unit, inParentheses, isMultiple: unit.times !== 1 };
}

/** The digits with a decimal point and without marks between thousands, if they are written by these two marks. */
function mantissaOf(digits: string, decimal: '.' | ',', thousands: '.' | ','): string | undefined {
  const at = digits.indexOf(decimal);
  const [whole, fraction] = at === -1 ? [digits, ''] : [digits.slice(0, at), digits.slice(at + 1)];
  if (!/^\d*$/.test(fraction) || (decimal === ',' && at !== -1 && fraction === '')) return undefined;
  const bare = withoutMarks(whole, thousands);
  return bare === undefined || bare + fraction === '' ? undefined : `${bare || '0'}.${fraction}`;
}

function withoutMarks(whole: string, thousands: '.' | ','): string | undefined {
  if (/^\d*$/.test(whole)) return whole;
  const [mark] = whole.replace(/\d/g, '');
  if (mark === undefined || ('.,'.includes(mark) && mark !== thousands)) return undefined;
  const groups = whole.split(mark);
  const [first = '', ...others] = groups;
  const last = others.at(-1) ?? '';
  const inThrees = /^[1-9]\d{0,2}$/.test(first) && others.every((group) => /^\d{3}$/.test(group));
  // Lakhs and crores: 12,34,567.
  const inTwos =
    mark === ',' &&
    /^[1-9]\d?$/.test(first) &&
    others.slice(0, -1).every((group) => /^\d\d$/.test(group)) &&
    /^\d{3}$/.test(last);
  return inThrees || inTwos ? groups.join('') : undefined;
}

const symbol = /^(?:[A-Z]{1,3})?\p{Sc}$/iu;
const words =
  /^(?:USD|EUR|GBP|JPY|CNY|RMB|INR|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RUB|TRY|BRL|MXN|ZAR|KRW|SGD|HKD|TWD|THB|IDR|MYR|PHP|VND|ILS|AED|SAR|EGP|NGN|KES|PKR|BDT|LKR|UAH|RON|BGN|ISK|CLP|COP|PEN|ARS|Rs\.?|kr\.?|zł|Kč|Ft|S?Fr\.?|DM|lei|лв\.?|руб\.?)$/iu;
/** A unit in letters, such as `kg`, `m2`, `°C` or `km/h`. Ordinals and times of day are none. */
const letters = /^(?!(?:st|nd|rd|th|am|pm|a\.m\.|p\.m\.)(?:\P{L}|$))[\p{L}°µμΩ″′][\p{L}°µμ²³/·^. -]*\d?$/iu;
const LONGEST_UNIT = 12;

/** Letters directly behind a number that multiply it. */
const multiples: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['K', 1e3],
  ['M', 1e6],
  ['mn', 1e6],
  ['B', 1e9],
  ['bn', 1e9],
]);

/** The unit from the texts around a number, and the number by which a letter such as `k` multiplies it. */
function unitOf(
  before: string,
  after: string,
  attached: boolean,
): { readonly unit: Unit | undefined; readonly times: number } | undefined {
  if (before === '' && after === '') return { unit: undefined, times: 1 };
  const [letter = ''] = attached ? (/^\p{L}{1,2}(?=$|\P{L})/u.exec(after) ?? []) : [];
  const times = multiples.get(letter);
  const rest = times === undefined ? after : after.slice(letter.length).trim();
  if (times !== undefined && before === '' && rest === '') return { unit: undefined, times };
  if (before !== '' && rest !== '') return undefined;
  const text = before || rest;
  const unit = (kind: Unit['kind'], name = text): Unit => ({ kind, name });
  if (symbol.test(text) || words.test(text)) {
    const isCode = symbol.test(text) || /^(?!lei)[A-Z]{3}$/i.test(text);
    return { unit: unit('currency', isCode ? text.toUpperCase() : text), times: times ?? 1 };
  }
  if (text === '%' || text === '‰') return { unit: unit('percent'), times: times ?? 1 };
  if (before !== '') return undefined;
  return letters.test(after) && after.length <= LONGEST_UNIT ? { unit: unit('other', after), times: 1 } : undefined;
}
