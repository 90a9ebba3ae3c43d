/* The built-in exception classes. */
import { ClassObject, ExceptionObject, messageOf, methodOrder } from './classes.ts';
import { reprOf } from './text.ts';
import { NativeFunction, objectType } from './values.ts';

/** Each class and its base, bases first. */
const hierarchy: readonly (readonly [string, string | undefined])[] = [
  ['BaseException', undefined],
  ['SystemExit', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['GeneratorExit', 'BaseException'],
  ['Exception', 'BaseException'],
  ['StopIteration', 'Exception'],
  ['ArithmeticError', 'Exception'],
  ['FloatingPointError', 'ArithmeticError'],
  ['OverflowError', 'ArithmeticError'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['BufferError', 'Exception'],
  ['EOFError', 'Exception'],
  ['ImportError', 'Exception'],
  ['ModuleNotFoundError', 'ImportError'],
  ['LookupError', 'Exception'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['MemoryError', 'Exception'],
  ['NameError', 'Exception'],
  ['UnboundLocalError', 'NameError'],
  ['OSError', 'Exception'],
  ['FileExistsError', 'OSError'],
  ['FileNotFoundError', 'OSError'],
  ['IsADirectoryError', 'OSError'],
  ['NotADirectoryError', 'OSError'],
  ['PermissionError', 'OSError'],
  ['TimeoutError', 'OSError'],
  ['ReferenceError', 'Exception'],
  ['RuntimeError', 'Exception'],
  ['NotImplementedError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'],
  ['SyntaxError', 'Exception'],
  ['IndentationError', 'SyntaxError'],
  ['TabError', 'IndentationError'],
  ['SystemError', 'Exception'],
  ['TypeError', 'Exception'],
  ['UFuncTypeError', 'TypeError'],
  ['ValueError', 'Exception'],
  ['UnicodeError', 'ValueError'],
  ['UnicodeDecodeError', 'UnicodeError'],
  ['UnicodeEncodeError', 'UnicodeError'],
  ['LinAlgError', 'ValueError'],
  ['AxisError', 'ValueError'],
  ['Warning', 'Exception'],
  ['UserWarning', 'Warning'],
  ['DeprecationWarning', 'Warning'],
  ['FutureWarning', 'Warning'],
  ['RuntimeWarning', 'Warning'],
];

/** Classes of modules, which are no built-in names. */
const elsewhere: Readonly<Record<string, string>> = {
  LinAlgError: 'numpy.linalg',
  AxisError: 'numpy.exceptions',
  UFuncTypeError: 'numpy._core._exceptions',
};

export const exceptionClasses: ReadonlyMap<string, ClassObject> = makeClasses();

function makeClasses(): ReadonlyMap<string, ClassObject> {
  const classes = new Map<string, ClassObject>();
  for (const [name, base] of hierarchy) {
    const bases = base === undefined ? [objectType] : [classes.get(base) as ClassObject];
    // NumPy shows this class by the name of its base, but in tracebacks.
    const path = name === 'UFuncTypeError' ? '_UFuncOutputCastingError' : name;
    const made = new ClassObject(name, bases, path, elsewhere[name] ?? 'builtins', true);
    made.order = methodOrder(made) ?? [];
    classes.set(name, made);
  }
  const root = classes.get('BaseException') as ClassObject;
  const method = (name: string, call: NativeFunction['call']): void => {
    root.attributes.set(name, new NativeFunction(`BaseException.${name}`, call));
  };
  method('__init__', ([self, ...args]) => {
    if (self instanceof ExceptionObject) self.args = args;
    return null;
  });
  method('__str__', ([self], _keywords, host) => messageOf(self as ExceptionObject, (item) => reprOf(item, host)));
  method('__repr__', ([self], _keywords, host) => reprOf(self ?? null, host));
  method('add_note', ([self, note]) => {
    const exception = self as ExceptionObject;
    exception.notes = [...exception.notes, String(note)];
    return null;
  });
  method('with_traceback', ([self]) => self ?? null);
  (classes.get('KeyError') as ClassObject).attributes.set('__str_is_repr__', true);
  return classes;
}
