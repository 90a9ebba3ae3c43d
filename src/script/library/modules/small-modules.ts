/* Small modules: copy, string, typing, warnings, pickle and others. */

import { Instance } from '../../machine/classes.ts';
import { dictType, SetObject, setType } from '../../machine/collections.ts';
import { native } from '../../machine/natives.ts';
import { textOf } from '../../machine/text.ts';
import {
  boolType,
  type Copies,
  copyOf,
  floatType,
  HeapObject,
  type Host,
  intType,
  List,
  listType,
  type Module,
  NativeFunction,
  NOT_IMPLEMENTED,
  objectType,
  RaisedError,
  strType,
  Tuple,
  TypeObject,
  tupleType,
  typeOf,
  type Value,
} from '../../machine/values.ts';
import { filtersOf } from '../../machine/warnings.ts';
import { builtin, methods } from '../builtin.ts';
import { refuseWriting } from '../files.ts';
import { FrozenSet, frozensetType, setOf } from '../sets.ts';
import { moduleOf } from './module.ts';

function shallowCopy(value: Value, host: Host): Value {
  if (!(value instanceof HeapObject)) return value;
  if (value instanceof List) return new List(value.items.slice());
  if (value instanceof Instance) {
    const copy = new Instance(value.class, value.id);
    for (const [name, own] of value.attributes) copy.attributes.set(name, own);
    return copy;
  }
  if (value instanceof Tuple || value instanceof FrozenSet) return value;
  if (value instanceof SetObject) return setOf(value.entries.values());
  for (let t: TypeObject | undefined = value.type; t !== undefined; t = t.base) {
    const own = t.attributes.get('copy');
    if (own instanceof NativeFunction) return own.call([value], new Map(), host);
  }
  return copyOf(value, new Map());
}

export function makeCopy(): Module {
  return moduleOf('copy', {
    copy: builtin('copy', 1, 1, ([value], host) => shallowCopy(value!, host)),
    deepcopy: native('deepcopy', 'x, memo=', ([value]) => copyOf(value!, new Map())),
  });
}

export function makeString(version: 2 | 3): Module {
  const lower = 'abcdefghijklmnopqrstuvwxyz';
  const digits = '0123456789';
  const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
  const upper = lower.toUpperCase();
  const letters = lower + upper;
  return moduleOf('string', {
    ascii_lowercase: lower,
    ascii_uppercase: upper,
    ascii_letters: letters,
    digits,
    hexdigits: `${digits}abcdefABCDEF`,
    octdigits: '01234567',
    punctuation,
    whitespace: ' \t\n\r\v\f',
    printable: `${digits}${letters}${punctuation} \t\n\r\v\f`,
    ...(version === 2 ? { letters, lowercase: lower, uppercase: upper } : {}),
  });
}

function refusedWriter(name: string): NativeFunction {
  return new NativeFunction(name, () => {
    throw refuseWriting(`${name}()`);
  });
}

export function makePickle(): Module {
  const refused = (name: string, advice: string): NativeFunction =>
    new NativeFunction(name, () => {
      throw new RaisedError('RuntimeError', `${name}() is not supported here`, advice);
    });
  return moduleOf('pickle', {
    dump: refusedWriter('pickle.dump'),
    dumps: refused('pickle.dumps', 'Keep the object itself.'),
    load: refused('pickle.load', 'Save arrays with np.save in Python, and load them with np.load.'),
    loads: refused('pickle.loads', 'Save arrays with np.save in Python, and load them with np.load.'),
    HIGHEST_PROTOCOL: 5,
    DEFAULT_PROTOCOL: 4,
  });
}

// typing

const formType = new TypeObject('typing._SpecialForm', objectType);

/** A name of typing. Annotations are not computed, but aliases are: `Vector = List[float]`. */
class TypingForm extends HeapObject {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
  get type(): TypeObject {
    return formType;
  }
  override copy(_copies: Copies): this {
    return this;
  }
}
formType.behaviour = {
  getItem: (self) => self,
  binary: (operator, left) => (operator === '|' ? left : NOT_IMPLEMENTED),
  repr: (self) => `typing.${(self as TypingForm).name}`,
  call: (self) => self,
};

export function makeTyping(): Module {
  const forms =
    'Any Callable ClassVar Final Generator Iterable Iterator Literal Mapping NoReturn Optional Sequence Type Union Self Hashable Sized Collection NDArray ArrayLike';
  const table: Record<string, Value> = {};
  for (const name of forms.split(' ')) table[name] = new TypingForm(name);
  return moduleOf('_typing', table, {
    List: listType,
    Dict: dictType,
    Tuple: tupleType,
    Set: setType,
    FrozenSet: frozensetType,
    Text: strType,
    TYPE_CHECKING: false,
    TypeVar: new NativeFunction('TypeVar', ([name]) => new TypingForm(`~${String(name)}`)),
    NewType: builtin('NewType', 2, 2, ([, type]) => type!),
    cast: builtin('cast', 2, 2, ([, value]) => value!),
    overload: builtin('overload', 1, 1, ([value]) => value!),
    no_type_check: builtin('no_type_check', 1, 1, ([value]) => value!),
  });
}

// Others

const caughtType = new TypeObject('warnings.catch_warnings', objectType);

/** `with catch_warnings()`: at its end, the filters are those of its beginning. */
class CaughtWarnings extends HeapObject {
  kept: ReturnType<typeof filtersOf>['list'] = [];
  get type(): TypeObject {
    return caughtType;
  }
  override copy(copies: Copies): CaughtWarnings {
    const copy = new CaughtWarnings();
    copies.set(this, copy);
    copy.kept = this.kept;
    return copy;
  }
}

caughtType.construct = native('catch_warnings', '*, record=, module=, action=, category=', ([record]) => {
  if (record === true)
    throw new RaisedError('NotImplementedError', 'catch_warnings(record=True) is not supported here');
  return new CaughtWarnings();
}).call;
methods(caughtType, {
  __enter__: [
    0,
    0,
    ([self], host) => {
      (self as CaughtWarnings).kept = filtersOf(host).list;
      return null;
    },
  ],
  __exit__: [
    3,
    3,
    ([self], host) => {
      filtersOf(host).list = (self as CaughtWarnings).kept;
      return false;
    },
  ],
});

export function makeWarnings(): Module {
  const filter = (host: Host, action: Value, category: Value | undefined, message: Value | undefined): null => {
    const name = category instanceof TypeObject ? category.name : 'Warning';
    const text = typeof message === 'string' ? message : '';
    filtersOf(host).add({ action: String(action), category: name, message: text }, host);
    return null;
  };
  return moduleOf('warnings', {
    filterwarnings: native(
      'filterwarnings',
      'action, message=, category=, module=, lineno=, append=',
      ([action, message, category], host) => filter(host, action!, category, message),
    ),
    simplefilter: native('simplefilter', 'action, category=, lineno=, append=', ([action, category], host) =>
      filter(host, action!, category, undefined),
    ),
    resetwarnings: native('resetwarnings', '', (_, host) => {
      filtersOf(host).list = [];
      return null;
    }),
    catch_warnings: caughtType,
    warn: native('warn', 'message, category=, stacklevel=, source=', ([message, category], host) => {
      const kind = category instanceof TypeObject ? category.name : 'UserWarning';
      host.warn(kind, textOf(message!, host));
      return null;
    }),
  });
}

export function makeFuture(): Module {
  const names =
    'division print_function absolute_import unicode_literals with_statement generators nested_scopes annotations';
  return moduleOf('__future__', Object.fromEntries(names.split(' ').map((name) => [name, true])));
}

export function makeTypes(): Module {
  return moduleOf('types', {
    IntType: intType,
    FloatType: floatType,
    BooleanType: boolType,
    StringType: strType,
    ListType: listType,
    TupleType: tupleType,
    DictType: dictType,
    NoneType: typeOf(null),
  });
}

export function makeGc(): Module {
  return moduleOf('gc', { collect: builtin('collect', 0, 1, () => 0), disable: builtin('disable', 0, 0, () => null) });
}
