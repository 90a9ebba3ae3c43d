/*
 * `np.set_printoptions`, `np.array2string` and their neighbours, and `np.seterr`.
 */
import { Dict } from '../machine/collections.ts';
import { native } from '../machine/natives.ts';
import {
  type Copies,
  Float,
  HeapObject,
  type Host,
  type NativeFunction,
  objectType,
  RaisedError,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { type Given, must } from './arguments.ts';
import { toArray } from './convert.ts';
import { errorState, type Reaction } from './float-errors.ts';
import { NumpyScalar } from './ndarray.ts';
import { changedOptions, type PrintOptions, printState } from './print-options.ts';
import { arrayRepr, arrayStr, arrayText } from './printing.ts';

const OPTIONS =
  'precision=, threshold=, edgeitems=, linewidth=, suppress=, nanstr=, infstr=, formatter=, sign=, floatmode=, legacy=, override_repr=';
const NAMES = [
  'precision',
  'threshold',
  'edgeitems',
  'linewidth',
  'suppress',
  'nanstr',
  'infstr',
  'formatter',
  'sign',
  'floatmode',
  'legacy',
];

function named(args: readonly Given[]): Record<string, Given> {
  return Object.fromEntries(NAMES.map((name, i) => [name, args[i]]));
}

/** The text of elements that are not numbers; arrays of objects are printed by their user. */
function plainRepr(value: Value): string {
  if (value instanceof Float) return String(value.value);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'number' ? String(value) : `<${value.type.name} object>`;
}

function text(of: Value, host: Host, options: PrintOptions, separator: string, prefix = '', suffix = ''): string {
  const array = toArray(of, host);
  if (of instanceof NumpyScalar || array.shape.length === 0) {
    return array.dtype.kind === 'f'
      ? arrayText(array, options, separator, prefix, suffix, plainRepr)
      : arrayStr(array, host, plainRepr);
  }
  return arrayText(array, options, separator, prefix, suffix, plainRepr);
}

/** The object of a `with` statement: it sets something, and sets it back at the end. */
const contextType = new TypeObject('numpy.context', objectType);
class Context extends HeapObject {
  readonly kind: 'print' | 'errors';
  readonly given: Readonly<Record<string, Given>>;
  before: Readonly<Record<string, unknown>> | undefined;
  constructor(kind: 'print' | 'errors', given: Readonly<Record<string, Given>>) {
    super();
    this.kind = kind;
    this.given = given;
  }
  get type(): TypeObject {
    return contextType;
  }
  override copy(copies: Copies): Context {
    const copy = new Context(this.kind, this.given);
    copies.set(this, copy);
    copy.before = this.before;
    return copy;
  }
}
contextType.attributes.set(
  '__enter__',
  native('__enter__', 'self', ([self], host) => {
    const context = self as Context;
    if (context.kind === 'print') {
      const state = printState(host);
      context.before = { options: state.options };
      state.options = changedOptions(state.options, context.given);
    } else context.before = setErrors(context.given, host);
    return context;
  }),
);
contextType.attributes.set(
  '__exit__',
  native('__exit__', 'self, *args', ([self], host) => {
    const { kind, before } = self as Context;
    if (kind === 'print') printState(host).options = before!['options'] as PrintOptions;
    else Object.assign(errorState(host), before);
    return null;
  }),
);

/** Sets reactions to errors of floats, and returns those before. */
function setErrors(
  given: Readonly<Record<string, Given>>,
  host: Host,
): Record<'divide' | 'over' | 'under' | 'invalid', Reaction> {
  const state = errorState(host);
  const before = { divide: state.divide, over: state.over, under: state.under, invalid: state.invalid };
  for (const name of ['divide', 'over', 'under', 'invalid'] as const) {
    const value = given[name] ?? given['all'];
    if (typeof value === 'string') {
      if (!['ignore', 'warn', 'raise', 'call', 'print', 'log'].includes(value)) {
        throw new RaisedError(
          'ValueError',
          `invalid error handler mode: ${value}`.replace(
            /^.*$/,
            `'${value}' is not one of ['ignore', 'warn', 'raise', 'call', 'print', 'log']`,
          ),
        );
      }
      state[name] = value as Reaction;
    }
  }
  return before;
}
const ERRORS = 'all=, divide=, over=, under=, invalid=';
const errorNames = ['all', 'divide', 'over', 'under', 'invalid'];
const errorsFrom = (args: readonly Given[]): Record<string, Given> =>
  Object.fromEntries(errorNames.map((name, i) => [name, args[i]]));

function dictOf(entries: Readonly<Record<string, Value>>): Dict {
  const made = new Dict();
  for (const [name, value] of Object.entries(entries)) made.set(name, value);
  return made;
}

export const printingFunctions: readonly NativeFunction[] = [
  native('set_printoptions', OPTIONS, (args, host) => {
    const state = printState(host);
    state.options = changedOptions(state.options, named(args));
    return null;
  }),
  native('printoptions', OPTIONS, (args) => new Context('print', named(args))),
  native(
    'array2string',
    'a, max_line_width=, precision=, suppress_small=, separator=, prefix=, *, formatter=, threshold=, edgeitems=, sign=, floatmode=, suffix=, legacy=, style=',
    (args, host) => {
      const [
        a,
        linewidth,
        precision,
        suppress,
        separator,
        prefix,
        formatter,
        threshold,
        edgeitems,
        sign,
        floatmode,
        suffix,
      ] = args;
      const options = changedOptions(printState(host).options, {
        linewidth,
        precision,
        suppress,
        threshold,
        edgeitems,
        sign,
        floatmode,
        ...(formatter === undefined ? {} : { formatter }),
      });
      const string = (value: Given, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
      return text(must(a), host, options, string(separator, ' '), string(prefix, ''), string(suffix, ''));
    },
  ),
  native(
    'array_str',
    'a, max_line_width=, precision=, suppress_small=',
    ([a, linewidth, precision, suppress], host) => {
      const array = toArray(must(a), host);
      if (array.shape.length === 0) return arrayStr(array, host, plainRepr);
      return arrayText(
        array,
        changedOptions(printState(host).options, { linewidth, precision, suppress }),
        ' ',
        '',
        '',
        plainRepr,
      );
    },
  ),
  native(
    'array_repr',
    'arr, max_line_width=, precision=, suppress_small=',
    ([a, linewidth, precision, suppress], host) =>
      arrayRepr(
        toArray(must(a), host),
        host,
        plainRepr,
        changedOptions(printState(host).options, { linewidth, precision, suppress }),
      ),
  ),
  native('get_printoptions', '', (_args, host) => {
    const { formats: _formats, ...options } = printState(host).options;
    return dictOf({ ...options, formatter: null, legacy: false, override_repr: null });
  }),
  native('seterr', ERRORS, (args, host) => dictOf(setErrors(errorsFrom(args), host))),
  native('geterr', '', (_args, host) => dictOf(setErrors({}, host))),
  native('errstate', ERRORS, (args) => new Context('errors', errorsFrom(args))),
];
