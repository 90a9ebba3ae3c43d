/*
 * The option `formatter` of printing: `{'float': '{: 0.4f}'.format}`. Other functions of the script cannot be called from here.
 */
import { formatFloat, formatInt } from '../library/format-spec.ts';
import { Dict } from '../machine/collections.ts';
import { BoundMethod } from '../machine/functions.ts';
import { NativeFunction, RaisedError, type Value } from '../machine/values.ts';

/** Texts with one field, by the kinds of elements that they print. */
export type PrintFormats = ReadonlyMap<string, string>;

/** A text with one field: `{: 0.4f}`. */
const ONE_FIELD = /^([^{}]*)\{0?(?::([^{}]*))?\}([^{}]*)$/;

export function printFormats(formatter: Value | undefined): PrintFormats {
  const formats = new Map<string, string>();
  if (formatter === undefined || formatter === null) return formats;
  if (!(formatter instanceof Dict)) throw new RaisedError('TypeError', 'formatter must be a dict');
  for (const { key, value } of formatter.entries.values()) formats.set(String(key), formatOf(value));
  return formats;
}

function formatOf(value: Value): string {
  if (value instanceof BoundMethod && value.callee instanceof NativeFunction && value.callee.name === 'str.format') {
    const { self } = value;
    if (typeof self === 'string' && ONE_FIELD.test(self)) return self;
  }
  throw new RaisedError(
    'TypeError',
    'a formatter other than the method format of a text is not supported here',
    "Write formatter={'float': '{: 0.4f}'.format}, or use precision= and suppress=.",
  );
}

/** The function that prints elements of a kind of number; undefined when no formatter is set for them. */
export function elementFormat(formats: PrintFormats, kind: 'f' | 'i'): ((cell: number) => string) | undefined {
  const name = kind === 'f' ? 'float' : 'int';
  const format = formats.get(name) ?? formats.get(`${name}_kind`) ?? formats.get('all');
  if (format === undefined) return undefined;
  const [, before, spec = '', after] = ONE_FIELD.exec(format)!;
  return (cell) => before + (kind === 'f' ? formatFloat(cell, spec) : formatInt(cell, spec)) + after;
}
