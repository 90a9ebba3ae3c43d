/*
 * The option `formatter` of printing: `{'float': '{: 0.4f}'.format}`. Other functions of the script cannot be called from here.
 */
import { formatFloat, formatInt } from '../library/format-spec.ts';
import type { Code } from '../machine/code.ts';
import { Dict } from '../machine/collections.ts';
import { BoundMethod, FunctionObject } from '../machine/functions.ts';
import * as op from '../machine/opcodes.ts';
import { binaryOperators } from '../machine/opcodes.ts';
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
  const text = value instanceof FunctionObject ? formatOfFunction(value.code) : undefined;
  if (text !== undefined && ONE_FIELD.test(text)) return text;
  throw new RaisedError(
    'TypeError',
    'a formatter other than the method format of a text is not supported here',
    "Write formatter={'float': '{: 0.4f}'.format}, or use precision= and suppress=.",
  );
}

/**
 * The format of a function that does nothing but format its argument: `lambda x: '%.2f' % x`, `lambda x: f'{x:.2f}'` or
 * `lambda x: '{:.2f}'.format(x)`; undefined for any other function.
 */
function formatOfFunction({ ops, args, consts, names, positional }: Code): string | undefined {
  if (positional !== 1) return undefined;
  const stack: (string | undefined)[] = [];
  for (const [i, operation] of ops.entries()) {
    const arg = args[i]!;
    switch (operation) {
      case op.LINE:
        break;
      case op.LOAD_CONST:
        stack.push(typeof consts[arg] === 'string' ? (consts[arg] as string) : '');
        break;
      case op.LOAD_FAST:
        stack.push(undefined);
        break;
      case op.BINARY: {
        const [value, text] = [stack.pop(), stack.pop()];
        if (binaryOperators[arg] !== '%' || value !== undefined || text === undefined) return undefined;
        stack.push(fieldOfPercent(text));
        break;
      }
      case op.FORMAT: {
        const spec = (arg & 4) === 0 ? '' : stack.pop();
        if ((arg & 3) !== 0 || stack.pop() !== undefined || spec === undefined) return undefined;
        stack.push(`{:${spec}}`);
        break;
      }
      case op.BUILD_STRING:
        stack.push(stack.splice(stack.length - arg).join(''));
        break;
      case op.LOAD_METHOD:
        if (names[arg] !== 'format' || stack.at(-1) === undefined) return undefined;
        break;
      case op.CALL_METHOD:
        if (arg !== 1 || stack.pop() !== undefined) return undefined;
        break;
      case op.RETURN:
        return stack.pop();
      default:
        return undefined;
    }
  }
  return undefined;
}

/** `%6.2f` as a field: `{:6.2f}`. */
function fieldOfPercent(text: string): string | undefined {
  const found = /^([^%{}]*)%([-+ 0#]*)(\d*(?:\.\d+)?)([dfFeEgG])([^%{}]*)$/.exec(text);
  if (found === null) return undefined;
  const [, before, flags = '', size, kind, after] = found;
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const align = flags.includes('-') ? '<' : '';
  return `${before}{:${align}${sign}${flags.includes('0') && align === '' ? '0' : ''}${size}${kind}}${after}`;
}

/** The function that prints elements of a kind of number; undefined when no formatter is set for them. */
export function elementFormat(formats: PrintFormats, kind: 'f' | 'i'): ((cell: number) => string) | undefined {
  const name = kind === 'f' ? 'float' : 'int';
  const format = formats.get(name) ?? formats.get(`${name}_kind`) ?? formats.get('all');
  if (format === undefined) return undefined;
  const [, before, spec = '', after] = ONE_FIELD.exec(format)!;
  return (cell) => before + (kind === 'f' ? formatFloat(cell, spec) : formatInt(cell, spec)) + after;
}
