import { type Host, type Keywords, NativeFunction, RaisedError, type Value } from './values.ts';

/*
 * Functions written in TypeScript, with Python's rules for arguments. A signature is written as in Python's documentation:
 *
 *     native('reshape', 'self, *shape, order=', ([self, shape, order], host) => …)
 *
 * `name` is required, `name=` is optional (undefined when it is not given), `*name` takes the remaining positional arguments as an
 * array, names after `*name` or `*` are keyword only, and names before `/` are positional only.
 */

/** The arguments in the order of the signature. */
type Bound = readonly (Value | undefined)[];

const NO_REST: readonly Value[] = [];

interface Signature {
  readonly names: readonly string[];
  readonly required: readonly boolean[];
  /** The count of names that may be given by position. */
  readonly positional: number;
  /** The count of names that must not be given by keyword. */
  readonly positionalOnly: number;
  /** The index of the name that takes the remaining positional arguments. */
  readonly rest: number | undefined;
}

/** The wording of a wrong count of arguments: of a function in Python, in Cython (NumPy's random ones), or in C. */
type Words = 'python' | 'cython' | 'c';

/** A function with a signature. Remaining arguments are passed as the last parameter, `rest`. */
export function native(
  name: string,
  signature: string,
  body: (args: Bound, host: Host, rest: readonly Value[]) => Value,
  words: Words = 'python',
): NativeFunction {
  const parsed = parseSignature(signature);
  const shown = name.slice(name.lastIndexOf('.') + 1);
  const { length } = parsed.names;
  const isSimple = parsed.rest === undefined && parsed.positional === length;
  // The arguments that a call has at least: those up to the last required one.
  const least = parsed.required.lastIndexOf(true) + 1;
  return new NativeFunction(name, (args, keywords, host) => {
    if (isSimple && keywords.size === 0 && args.length <= length && args.length >= least) {
      return body(args.length === length ? args : padded(args, length), host, NO_REST);
    }
    const bound = bind(shown, parsed, args, keywords, words);
    return body(bound, host, parsed.rest === undefined ? NO_REST : args.slice(parsed.positional));
  });
}

function padded(args: readonly Value[], length: number): Bound {
  const bound: (Value | undefined)[] = args.slice();
  while (bound.length < length) bound.push(undefined);
  return bound;
}

function parseSignature(text: string): Signature {
  const names: string[] = [];
  const required: boolean[] = [];
  let positional: number | undefined;
  let positionalOnly = 0;
  let rest: number | undefined;
  for (const item of text.split(',').map((part) => part.trim())) {
    if (item === '') continue;
    if (item === '/') positionalOnly = names.length;
    else if (item.startsWith('*')) {
      positional = names.length;
      if (item.length > 1) rest = names.length;
    } else {
      names.push(item.replace('=', ''));
      required.push(!item.endsWith('='));
    }
  }
  return { names, required, positional: positional ?? names.length, positionalOnly, rest };
}

/** Cython counts the arguments without `self`. */
function wrongCount(name: string, { names, required, positional }: Signature, given: number): RaisedError {
  const self = names[0] === 'self' ? 1 : 0;
  const least = required.filter(Boolean).length - self;
  const most = positional - self;
  const isMore = given - self > most;
  const bound = least === most ? 'exactly' : isMore ? 'at most' : 'at least';
  const count = isMore ? most : least;
  return new RaisedError(
    'TypeError',
    `${name}() takes ${bound} ${count} positional argument${count === 1 ? '' : 's'} (${given - self} given)`,
  );
}

function bind(name: string, signature: Signature, args: readonly Value[], keywords: Keywords, words: Words): Bound {
  const { names, required, positional, positionalOnly, rest } = signature;
  if (args.length > positional && rest === undefined) {
    if (words === 'cython') throw wrongCount(name, signature, args.length);
    const least = required.slice(0, positional).filter(Boolean).length;
    const takes =
      least === positional
        ? `${positional} positional argument${positional === 1 ? '' : 's'}`
        : `from ${least} to ${positional} positional arguments`;
    throw new RaisedError('TypeError', `${name}() takes ${takes} but ${args.length} ${wasWere(args.length)} given`);
  }
  const bound: (Value | undefined)[] = names.map((_, i) => (i < positional ? args[i] : undefined));
  for (const [keyword, value] of keywords) {
    const at = names.indexOf(keyword, positionalOnly);
    if (at < 0) throw new RaisedError('TypeError', `${name}() got an unexpected keyword argument '${keyword}'`);
    if (bound[at] !== undefined) {
      throw new RaisedError('TypeError', `${name}() got multiple values for argument '${keyword}'`);
    }
    bound[at] = value;
  }
  const missing = names.filter((_, i) => required[i] && bound[i] === undefined).map((missed) => `'${missed}'`);
  if (missing.length > 0) {
    if (words === 'cython') throw wrongCount(name, signature, args.length);
    if (words === 'c') {
      const at = names.findIndex((_, i) => required[i] && bound[i] === undefined);
      throw new RaisedError('TypeError', `${name}() missing required argument '${names[at]}' (pos ${at})`);
    }
    const list = missing.length === 1 ? missing[0] : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`;
    throw new RaisedError(
      'TypeError',
      `${name}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${list}`,
    );
  }
  return bound;
}

function wasWere(count: number): string {
  return count === 1 ? 'was' : 'were';
}
