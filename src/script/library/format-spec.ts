/*
 * Format specifications: `format(value, '>8.3f')`, the fields of f-strings and of `str.format`.
 */

import {
  exponentText,
  fixedDigits,
  floatRepr,
  generalDigits,
  nonFinite,
  scientificDigits,
} from '../machine/float-text.ts';
import { Float, RaisedError, type Value } from '../machine/values.ts';
import { valueError } from './protocols.ts';

interface Spec {
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^' | undefined;
  readonly sign: '+' | '-' | ' ';
  readonly alternate: boolean;
  readonly zeroPad: boolean;
  readonly width: number;
  readonly grouping: '' | ',' | '_';
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?(.)?$/su;

function parseSpec(text: string, typeName: string): Spec {
  const match = SPEC.exec(text);
  if (match === null || match[10] === '.') {
    if (/\.(?!\d)/.test(text)) throw valueError('Format specifier missing precision');
    throw valueError(`Invalid format specifier '${text}' for object of type '${typeName}'`);
  }
  const [, fill, align, sign, , alternate, zero, width, grouping, precision, type] = match;
  const zeroPad = zero !== undefined && align === undefined;
  if (Number(width) > 1_000_000 || Number(precision) > 1_000_000) {
    throw valueError('Too many decimal digits in format string');
  }
  return {
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: (align as Spec['align']) ?? (zeroPad ? '=' : undefined),
    sign: (sign as Spec['sign']) ?? '-',
    alternate: alternate !== undefined,
    zeroPad,
    width: Number(width ?? 0),
    grouping: (grouping as Spec['grouping']) ?? '',
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? '',
  };
}

function pad(text: string, spec: Spec, standard: '<' | '>'): string {
  const missing = spec.width - [...text].length;
  if (missing <= 0) return text;
  const align = spec.align ?? standard;
  switch (align) {
    case '<':
      return text + spec.fill.repeat(missing);
    case '>':
      return spec.fill.repeat(missing) + text;
    case '^': {
      const left = Math.floor(missing / 2);
      return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
    }
    case '=': {
      const sign = /^[-+ ]?(?:0[xXob])?/.exec(text)![0];
      return sign + spec.fill.repeat(missing) + text.slice(sign.length);
    }
    default:
      return align satisfies never;
  }
}

export function formatText(text: string, specText: string): string {
  if (specText === '') return text;
  const spec = parseSpec(specText, 'str');
  if (spec.type !== '' && spec.type !== 's') unknownCode(spec.type, 'str');
  if (spec.sign !== '-' || /^.?[<>=^]?-/.test(specText)) {
    if (spec.sign !== '-') throw valueError('Sign not allowed in string format specifier');
  }
  if (spec.alternate) throw valueError('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=' && !spec.zeroPad) throw valueError("'=' alignment not allowed in string format specifier");
  if (spec.grouping !== '') throw valueError(`Cannot specify '${spec.grouping}' with 's'.`);
  const cut = spec.precision === undefined ? text : [...text].slice(0, spec.precision).join('');
  return pad(cut, spec.zeroPad ? { ...spec, align: '<' } : spec, '<');
}

function unknownCode(code: string, type: string): never {
  throw valueError(`Unknown format code '${code}' for object of type '${type}'`);
}

export function formatInt(value: number, specText: string): string {
  if (specText === '') return String(value);
  const spec = parseSpec(specText, 'int');
  const { type } = spec;
  if (/^[eEfFgG%]$/.test(type)) return formatFloatSpec(value, spec);
  if (spec.precision !== undefined) throw valueError('Precision not allowed in integer format specifier');
  let digits: string;
  let prefix = '';
  const size = Math.abs(value);
  switch (type) {
    case '':
    case 'd':
    case 'n':
      digits = String(size);
      break;
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      if (spec.grouping === ',') throw valueError(`Cannot specify ',' with '${type}'.`);
      digits = size.toString(type === 'b' ? 2 : type === 'o' ? 8 : 16);
      if (type === 'X') digits = digits.toUpperCase();
      if (spec.alternate) prefix = `0${type}`;
      break;
    case 'c':
      if (value < 0 || value > 0x10ffff) throw new RaisedError('OverflowError', '%c arg not in range(0x110000)');
      return pad(String.fromCodePoint(value), spec, '<');
    default:
      return unknownCode(type, 'int');
  }
  const step = /^[box]$/i.test(type) ? 4 : 3;
  return finish(value < 0, prefix, digits, spec, step);
}

/** Sign, grouping and padding around the digits of a size. */
function finish(negative: boolean, prefix: string, digits: string, spec: Spec, step: number): string {
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  let body = digits;
  if (spec.grouping !== '') {
    const [whole, rest] = /^(\d+|[\da-fA-F]+)(.*)$/s.exec(digits)!.slice(1) as [string, string];
    // Zeros of the padding are grouped too.
    const zeros = spec.zeroPad ? spec.width - sign.length - prefix.length - rest.length : 0;
    body = group(whole, spec.grouping, step, zeros) + rest;
  }
  return pad(sign + prefix + body, spec, '>');
}

function group(digits: string, mark: string, step: number, width: number): string {
  let filled = digits;
  const length = (text: string): number => text.length + Math.floor((text.length - 1) / step);
  while (length(filled) < width) filled = `0${filled}`;
  return filled.replace(new RegExp(`\\B(?=(?:[\\da-fA-F]{${step}})+$)`, 'g'), mark);
}

export function formatFloat(x: number, specText: string, plain: (x: number) => string = floatRepr): string {
  if (specText === '') return plain(x);
  return formatFloatSpec(x, parseSpec(specText, 'float'));
}

function formatFloatSpec(x: number, spec: Spec): string {
  const { type, precision } = spec;
  if (type !== '' && !/^[eEfFgGn%]$/.test(type)) unknownCode(type, 'float');
  const negative = x < 0 || Object.is(x, -0);
  const size = Math.abs(x);
  let digits: string;
  if (!Number.isFinite(x)) {
    digits = nonFinite(size) + (type === '%' ? '%' : '');
  } else if (type === '%') digits = `${fixedDigits(size * 100, precision ?? 6)}%`;
  else digits = floatDigits(size, type, precision, spec.alternate);
  if (/^[EFG]$/.test(type)) digits = digits.toUpperCase();
  return finish(negative, '', digits, Number.isFinite(x) ? spec : { ...spec, grouping: '' }, 3);
}

/** The digits of a size ≥ 0 by one of the codes e, f and g; no code is `repr`, or g with a point. */
export function floatDigits(size: number, code: string, precision: number | undefined, alternate = false): string {
  switch (code.toLowerCase()) {
    case 'f':
      return fixedDigits(size, precision ?? 6) + (alternate && precision === 0 ? '.' : '');
    case 'e': {
      const [mantissa, exponent] = scientificDigits(size, precision ?? 6);
      return mantissa + (alternate && precision === 0 ? '.' : '') + exponentText(exponent, 2);
    }
    case 'g':
    case 'n':
      return generalDigits(size, precision ?? 6, alternate);
    default: {
      if (precision === undefined) return floatRepr(size);
      const significant = Math.max(precision, 1);
      const [mantissa, exponent] = scientificDigits(size, significant - 1);
      // Unlike g, a number without an exponent keeps one digit after the point.
      if (exponent >= -4 && exponent < significant - 1) {
        const text = generalDigits(size, significant, false);
        return text.includes('.') ? text : `${text}.0`;
      }
      return (mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa) + exponentText(exponent, 2);
    }
  }
}

/** `format(value, spec)` of a number or a text. */
export function formatValue(value: Value, spec: string): string | undefined {
  if (typeof value === 'string') return formatText(value, spec);
  if (typeof value === 'number') return formatInt(value, spec);
  if (typeof value === 'boolean') {
    return spec === '' ? (value ? 'True' : 'False') : formatInt(Number(value), spec);
  }
  if (value instanceof Float) return formatFloat(value.value, spec);
  return undefined;
}
