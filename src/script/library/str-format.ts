/*
 * `'{} {name:.2f}'.format(…)`
 */
import { reprOf, textOf } from '../machine/text.ts';
import {
  type Host,
  type Keywords,
  Module,
  RaisedError,
  type TypeObject,
  typeOf,
  type Value,
} from '../machine/values.ts';
import { formatValue } from './format-spec.ts';
import { behaviourOf, typeError, valueError } from './protocols.ts';
import { asciiOf } from './text-repr.ts';

/** `format(value, spec)` */
export function formatAny(value: Value, spec: string, host: Host): string {
  const own = behaviourOf(value, 'format');
  if (own !== undefined) return own(value, spec, host);
  if (spec === '') return textOf(value, host);
  const plain = formatValue(value, spec);
  if (plain !== undefined) return plain;
  throw typeError(
    `unsupported format string passed to ${typeOf(value).name}.__format__`,
    'Format single numbers, or print it without a format.',
  );
}

export function strFormat(format: string, args: readonly Value[], keywords: Keywords, host: Host): string {
  return new Formatter(args, keywords, host).expand(format, 2);
}

class Formatter {
  private readonly args: readonly Value[];
  private readonly keywords: Keywords;
  private readonly host: Host;
  /** The number of the next field without a name. */
  private next = 0;
  private numbering: 'automatic' | 'manual' | undefined;

  constructor(args: readonly Value[], keywords: Keywords, host: Host) {
    this.args = args;
    this.keywords = keywords;
    this.host = host;
  }

  expand(format: string, levels: number): string {
    if (levels === 0) throw valueError('Max string recursion exceeded');
    let result = '';
    let at = 0;
    while (at < format.length) {
      const c = format[at]!;
      if (c !== '{' && c !== '}') {
        result += c;
        at++;
      } else if (format[at + 1] === c) {
        result += c;
        at += 2;
      } else if (c === '}') {
        throw valueError("Single '}' encountered in format string");
      } else {
        const end = closing(format, at + 1);
        result += this.field(format.slice(at + 1, end), levels);
        at = end + 1;
      }
    }
    return result;
  }

  private field(text: string, levels: number): string {
    // A `!` or `:` in square brackets belongs to the key.
    const [, name, conversion, spec] = /^((?:\[[^\]]*\]|[^!:])*)(![^:]*)?(?::(.*))?$/s.exec(text) as unknown as [
      string,
      string,
      string | undefined,
      string | undefined,
    ];
    if (/[{}]/.test(name)) throw valueError("unexpected '{' in field name");
    let value = this.value(name);
    if (conversion !== undefined) {
      if (conversion.length !== 2) {
        throw valueError(
          conversion === '!'
            ? 'end of string while looking for conversion specifier'
            : "expected ':' after conversion specifier",
        );
      }
      value = this.convert(value, conversion[1]!);
    }
    return formatAny(value, spec === undefined ? '' : this.expand(spec, levels - 1), this.host);
  }

  private convert(value: Value, letter: string): string {
    switch (letter) {
      case 's':
        return textOf(value, this.host);
      case 'r':
        return reprOf(value, this.host);
      case 'a':
        return asciiOf(reprOf(value, this.host));
      default:
        throw valueError(`Unknown conversion specifier ${letter}`);
    }
  }

  private value(name: string): Value {
    const [first = ''] = /^[^.[]*/.exec(name)!;
    let value: Value;
    if (first === '' || /^\d+$/.test(first)) {
      const numbering = first === '' ? 'automatic' : 'manual';
      if (this.numbering !== undefined && this.numbering !== numbering) {
        throw valueError(
          numbering === 'manual'
            ? 'cannot switch from automatic field numbering to manual field specification'
            : 'cannot switch from manual field specification to automatic field numbering',
        );
      }
      this.numbering = numbering;
      const index = first === '' ? this.next++ : Number(first);
      const given = this.args[index];
      if (given === undefined) {
        throw new RaisedError(
          'IndexError',
          `Replacement index ${index} out of range for positional args tuple`,
          'Each {} in the text needs one value.',
        );
      }
      value = given;
    } else {
      const given = this.keywords.get(first);
      if (given === undefined) throw new RaisedError('KeyError', '', undefined, first);
      value = given;
    }
    const rest = name.slice(first.length);
    for (const [part, attribute, key] of rest.matchAll(/\.([^.[]+)|\[([^\]]+)\]|./gs)) {
      if (attribute !== undefined) value = attributeOf(value, attribute, this.host);
      else if (key !== undefined) value = itemOf(value, key, this.host);
      else throw valueError(part === '[' ? "Missing ']' in format string" : 'Empty attribute in format string');
    }
    return value;
  }
}

function closing(format: string, from: number): number {
  let depth = 1;
  for (let at = from; at < format.length; at++) {
    if (format[at] === '{') depth++;
    else if (format[at] === '}' && --depth === 0) return at;
  }
  throw valueError(
    from >= format.length ? "Single '{' encountered in format string" : "expected '}' before end of string",
  );
}

function attributeOf(value: Value, name: string, host: Host): Value {
  const own = value instanceof Module ? value.names.get(name) : undefined;
  if (own !== undefined) return own;
  for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
    const getter = t.getters.get(name);
    if (getter !== undefined) return getter(value as never, host);
    const attribute = t.attributes.get(name);
    if (attribute !== undefined) return attribute;
  }
  throw new RaisedError('AttributeError', `'${typeOf(value).name}' object has no attribute '${name}'`);
}

function itemOf(value: Value, key: string, host: Host): Value {
  const get = behaviourOf(value, 'getItem');
  if (get === undefined) throw typeError(`'${typeOf(value).name}' object is not subscriptable`);
  return get(value, /^\d+$/.test(key) ? Number(key) : key, host);
}
