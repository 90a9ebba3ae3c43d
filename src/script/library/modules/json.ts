/*
 * The module json: reading, and texts. Nothing is written to files.
 */

import { Dict } from '../../machine/collections.ts';
import { floatRepr } from '../../machine/float-text.ts';
import { native } from '../../machine/natives.ts';
import {
  Float,
  type Host,
  intType,
  List,
  type Module,
  NativeFunction,
  RaisedError,
  Tuple,
  type TypeObject,
  typeOf,
  type Value,
} from '../../machine/values.ts';
import { Bytes } from '../bytes.ts';
import { pathText, readText, refuseWriting } from '../files.ts';
import { indexOf, truth, typeError } from '../protocols.ts';
import { textsOf } from '../sequences.ts';
import { moduleOf } from './module.ts';

function decodeError(message: string, text: string, at: number): RaisedError {
  const before = text.slice(0, at).split('\n');
  const column = before.at(-1)!.length + 1;
  return new RaisedError('ValueError', `${message}: line ${before.length} column ${column} (char ${at})`);
}

/** Reads JSON as Python does: whole numbers are ints, `NaN` and `Infinity` are allowed. */
class JsonReader {
  private readonly text: string;
  private at = 0;
  private depth = 0;
  constructor(text: string) {
    this.text = text;
  }
  read(): Value {
    this.space();
    const value = this.value();
    this.space();
    if (this.at < this.text.length) throw decodeError('Extra data', this.text, this.at);
    return value;
  }
  private space(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? '')) this.at++;
  }
  private value(): Value {
    const c = this.text[this.at];
    if (c === '"') return this.string();
    if (c === '[' || c === '{') {
      if (++this.depth > 900) throw new RaisedError('RecursionError', 'maximum recursion depth exceeded');
      const value = c === '[' ? this.list() : this.object();
      this.depth--;
      return value;
    }
    const words: readonly (readonly [string, Value])[] = [
      ['null', null],
      ['true', true],
      ['false', false],
      ['NaN', new Float(Number.NaN)],
      ['Infinity', new Float(Infinity)],
      ['-Infinity', new Float(-Infinity)],
    ];
    for (const [word, value] of words) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
    number.lastIndex = this.at;
    const match = number.exec(this.text);
    if (match === null) throw decodeError('Expecting value', this.text, this.at);
    this.at += match[0].length;
    const isFloat = match[1] !== undefined || match[2] !== undefined;
    return isFloat ? new Float(Number(match[0])) : intType.construct!([match[0]], new Map(), undefined as never);
  }
  private string(): string {
    const pattern = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) throw decodeError('Unterminated string starting at', this.text, this.at);
    this.at += match[0].length;
    return JSON.parse(match[0]) as string;
  }
  private list(): List {
    const items: Value[] = [];
    this.at++;
    this.space();
    if (this.take(']')) return new List(items);
    for (;;) {
      this.space();
      items.push(this.value());
      this.space();
      if (this.take(']')) return new List(items);
      if (!this.take(',')) throw decodeError("Expecting ',' delimiter", this.text, this.at);
    }
  }
  private object(): Dict {
    const dict = new Dict();
    this.at++;
    this.space();
    if (this.take('}')) return dict;
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') {
        throw decodeError('Expecting property name enclosed in double quotes', this.text, this.at);
      }
      const key = this.string();
      this.space();
      if (!this.take(':')) throw decodeError("Expecting ':' delimiter", this.text, this.at);
      this.space();
      dict.set(key, this.value());
      this.space();
      if (this.take('}')) return dict;
      if (!this.take(',')) throw decodeError("Expecting ',' delimiter", this.text, this.at);
    }
  }
  private take(c: string): boolean {
    if (this.text[this.at] !== c) return false;
    this.at++;
    return true;
  }
}

interface JsonStyle {
  readonly indent: string | undefined;
  readonly item: string;
  readonly key: string;
  readonly sorted: boolean;
  readonly ascii: boolean;
}

function jsonText(value: Value, style: JsonStyle, level: number): string {
  if (level > 900) throw new RaisedError('RecursionError', 'maximum recursion depth exceeded');
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return jsonString(value, style.ascii);
  const x = floatFrom(value);
  if (x !== undefined) {
    return Number.isFinite(x) ? floatRepr(x) : Number.isNaN(x) ? 'NaN' : x > 0 ? 'Infinity' : '-Infinity';
  }
  const wrap = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return open + close;
    if (style.indent === undefined) return open + parts.join(style.item) + close;
    const inner = `\n${style.indent.repeat(level + 1)}`;
    return `${open}${inner}${parts.join(style.item.trimEnd() + inner)}\n${style.indent.repeat(level)}${close}`;
  };
  if (value instanceof List || value instanceof Tuple) {
    return wrap(
      '[',
      textsOf(value.items, (item) => jsonText(item, style, level + 1)),
      ']',
    );
  }
  if (value instanceof Dict) {
    const entries = Array.from(value.entries.values(), (entry) => ({ name: keyText(entry.key), value: entry.value }));
    if (style.sorted) entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    const parts = textsOf(
      entries,
      (entry) => jsonString(entry.name, style.ascii) + style.key + jsonText(entry.value, style, level + 1),
    );
    return wrap('{', parts, '}');
  }
  throw typeError(`Object of type ${shortName(value)} is not JSON serializable`);
}

/** The number of a float; np.float64 is one. */
function floatFrom(value: Value): number | undefined {
  if (value instanceof Float) return value.value;
  const type = typeOf(value);
  return type.name === 'numpy.float64' ? type.behaviour.asFloat?.(value, undefined as never) : undefined;
}

function shortName(value: Value): string {
  const { name } = typeOf(value);
  return name.slice(name.lastIndexOf('.') + 1);
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (key === null || typeof key === 'boolean' || typeof key === 'number') return String(key);
  const x = floatFrom(key);
  if (x !== undefined) return floatRepr(x);
  throw typeError(`keys must be str, int, float, bool or None, not ${typeOf(key).name}`);
}

function jsonString(text: string, ascii: boolean): string {
  const quoted = JSON.stringify(text);
  if (!ascii) return quoted;
  return quoted.replace(/[\x7f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function makeJson(): Module {
  const dumps = native(
    'dumps',
    'obj, *, skipkeys=, ensure_ascii=, check_circular=, allow_nan=, cls=, indent=, separators=, default=, sort_keys=',
    ([obj, , ascii, , , , indent, separators, , sorted], host) => {
      const width = indent === undefined || indent === null ? undefined : indent;
      const marks = separators instanceof Tuple ? separators.items : undefined;
      return jsonText(
        obj!,
        {
          indent:
            width === undefined ? undefined : typeof width === 'string' ? width : ' '.repeat(indexOf(width, host)),
          item: typeof marks?.[0] === 'string' ? marks[0] : ', ',
          key: typeof marks?.[1] === 'string' ? marks[1] : ': ',
          sorted: sorted !== undefined && truth(sorted, host),
          ascii: ascii === undefined || truth(ascii, host),
        },
        0,
      );
    },
  );
  return moduleOf('json', {
    dumps,
    dump: new NativeFunction('json.dump', () => {
      throw refuseWriting('json.dump()');
    }),
    loads: native('loads', 's', ([text]) => {
      if (text instanceof Bytes) return new JsonReader(text.text).read();
      if (typeof text !== 'string') {
        throw typeError(`the JSON object must be str, bytes or bytearray, not ${typeOf(text!).name}`);
      }
      return new JsonReader(text).read();
    }),
    load: native('load', 'fp', ([file], host) => new JsonReader(readAll(file!, host)).read()),
  });
}

/** The text of an open file. */
function readAll(file: Value, host: Host): string {
  for (let t: TypeObject | undefined = typeOf(file); t !== undefined; t = t.base) {
    const read = t.attributes.get('read');
    if (read instanceof NativeFunction) return String(read.call([file], new Map(), host));
  }
  return readText(pathText(file), host);
}
