/*
 * `format % values`
 */
import { Dict } from '../machine/collections.ts';
import { nonFinite } from '../machine/float-text.ts';
import { reprOf, textOf } from '../machine/text.ts';
import { Float, type Host, int, RaisedError, Tuple, typeOf, type Value } from '../machine/values.ts';
import { floatDigits } from './format-spec.ts';
import { behaviourOf, maybeIndex, typeError, valueError } from './protocols.ts';
import { truncated } from './rounding.ts';
import { isArray } from './sequences.ts';
import { asciiOf } from './text-repr.ts';

const FIELD = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?(.)?/gsu;

export function percentFormat(format: string, values: Value, host: Host): string {
  const list = values instanceof Tuple ? values.items : [values];
  let used = 0;
  let named = false;
  const next = (): Value => {
    if (used >= list.length) {
      throw typeError('not enough arguments for format string', 'Each % in the text needs one value, in parentheses.');
    }
    return list[used++]!;
  };
  const count = (text: string | undefined): number | undefined => {
    if (text !== '*') return text === undefined ? undefined : Number(text);
    const value = maybeIndex(next(), host);
    if (value === undefined) throw typeError('* wants int');
    return value;
  };
  const result = format.replace(FIELD, (_, name, flags: string, width, precision, code, at: number) => {
    if (code === undefined) throw valueError('incomplete format');
    if (code === '%' && name === undefined) return '%';
    let options = flags;
    let given: Value | undefined;
    if (name !== undefined) {
      if (!(values instanceof Dict)) throw typeError('format requires a mapping');
      named = true;
      given = values.get(name);
      if (given === undefined) throw new RaisedError('KeyError', '', undefined, name);
    }
    let size = count(width) ?? 0;
    if (size < 0) {
      options += '-';
      size = -size;
    }
    const digits = count(precision);
    if (code === '%') return '%';
    if (!/[diouxXeEfFgGcrsa]/.test(code)) {
      const hex = code.codePointAt(0)!.toString(16);
      const end = at + _.length - code.length;
      throw valueError(`unsupported format character '${code}' (0x${hex}) at index ${end}`);
    }
    const value = given ?? (named ? values : next());
    return pad(convert(code, options, digits, value, host), options, size, /[rsac]/.test(code));
  });
  if (!named && used < list.length && !(isMapping(values) && used === 0)) {
    throw typeError('not all arguments converted during string formatting', 'Each value needs one % in the text.');
  }
  return result;
}

/** Values that may be left over, as a mapping for named fields. */
function isMapping(values: Value): boolean {
  return values instanceof Dict || typeOf(values).name === 'list' || isArray(values);
}

function pad(text: string, flags: string, width: number, isText: boolean): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (flags.includes('0') && !isText) {
    const sign = /^[-+ ]?(?:0[xXo])?/.exec(text)![0];
    return sign + '0'.repeat(missing) + text.slice(sign.length);
  }
  return ' '.repeat(missing) + text;
}

function signed(negative: boolean, digits: string, flags: string): string {
  if (negative) return `-${digits}`;
  return (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
}

function convert(code: string, flags: string, precision: number | undefined, value: Value, host: Host): string {
  switch (code) {
    case 's':
    case 'r':
    case 'a': {
      const text =
        code === 's' ? textOf(value, host) : code === 'r' ? reprOf(value, host) : asciiOf(reprOf(value, host));
      return precision === undefined ? text : [...text].slice(0, precision).join('');
    }
    case 'c': {
      if (typeof value === 'string' && [...value].length === 1) return value;
      const point = maybeIndex(value, host);
      if (point === undefined) throw typeError('%c requires int or char');
      if (point < 0 || point > 0x10ffff) throw new RaisedError('OverflowError', '%c arg not in range(0x110000)');
      return String.fromCodePoint(point);
    }
    case 'd':
    case 'i':
    case 'u':
      return whole(wholeFor(code, value, host), 10, code, flags, precision);
    case 'o':
      return whole(indexFor(code, value, host), 8, code, flags, precision);
    case 'x':
    case 'X':
      return whole(indexFor(code, value, host), 16, code, flags, precision);
    default: {
      const x = floatFor(value, host);
      const size = Math.abs(x);
      const negative = x < 0 || Object.is(x, -0);
      const digits = Number.isFinite(x) ? floatDigits(size, code, precision, flags.includes('#')) : nonFinite(size);
      return signed(negative, code === code.toUpperCase() ? digits.toUpperCase() : digits, flags);
    }
  }
}

function whole(value: number, radix: number, code: string, flags: string, precision: number | undefined): string {
  let digits = Math.abs(value)
    .toString(radix)
    .padStart(precision ?? 0, '0');
  if (flags.includes('#') && radix !== 10) digits = `0${code}${digits}`;
  return signed(value < 0, code === 'X' ? digits.toUpperCase() : digits, flags);
}

function wholeFor(code: string, value: Value, host: Host): number {
  if (value instanceof Float) return truncated(value.value);
  const convertInt = behaviourOf(value, 'asInt') ?? behaviourOf(value, 'asIndex');
  if (convertInt === undefined) {
    throw typeError(`%${code} format: a real number is required, not ${typeOf(value).name}`);
  }
  return int(convertInt(value, host));
}

function indexFor(code: string, value: Value, host: Host): number {
  const index = maybeIndex(value, host);
  if (index === undefined) throw typeError(`%${code} format: an integer is required, not ${typeOf(value).name}`);
  return index;
}

function floatFor(value: Value, host: Host): number {
  const convertFloat = behaviourOf(value, 'asFloat') ?? behaviourOf(value, 'asIndex');
  if (convertFloat === undefined) throw typeError(`must be real number, not ${typeOf(value).name}`);
  return convertFloat(value, host);
}
