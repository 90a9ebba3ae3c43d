/*
 * Modules that are not supported. Many scripts import a module and never use it, so an import gives a stand-in, and each use of
 * that raises the error that the import would raise. Where a `try` would catch the error of the import, the import itself
 * raises it.
 */
import { nearestName } from '../machine/suggestions.ts';
import { HeapObject, type Host, Module, objectType, RaisedError, TypeObject, type Value } from '../machine/values.ts';
import { builtin } from './builtin.ts';

const ONLY_NUMPY = 'Only NumPy is supported here';

/** Other libraries, and advice for a script that uses them. */
const LIBRARIES: Readonly<Record<string, string>> = {
  sklearn: `${ONLY_NUMPY}: put the data into a file beside the script, and load it with np.loadtxt or np.load.`,
  pandas: `${ONLY_NUMPY}: load a table of numbers with np.loadtxt or np.genfromtxt.`,
  cv2: `${ONLY_NUMPY}: save the image as an array with np.save.`,
};
for (const name of 'torch torchvision tensorflow keras theano numba cupy jax h5py'.split(' ')) {
  Object.assign(LIBRARIES, { [name]: `${ONLY_NUMPY}.` });
}

/** Modules of Python that are not supported. */
const OF_PYTHON = new Set(
  'ast array asyncio base64 binascii calendar cmath cmd codecs concurrent configparser contextvars ctypes decimal difflib dis doctest email errno fractions getopt getpass glob gzip hashlib html http importlib inspect ipaddress keyword linecache locale marshal mmap multiprocessing numbers platform queue re secrets select shelve shlex shutil signal socket sqlite3 ssl stat struct subprocess tarfile tempfile threading token tokenize tracemalloc unicodedata unittest urllib uuid weakref webbrowser xml zipfile zlib'.split(
    ' ',
  ),
);

/** Missing parts of packages that are partly supported. */
const PARTS_OF_NUMPY = new Set(
  'char compat core ctypeslib distutils dtypes emath exceptions f2py fft lib ma matlib polynomial rec strings testing version'.split(
    ' ',
  ),
);

/** Modules that people misspell. Python's own error at the line of the import is of more use than one at a use. */
const MISSPELLED = ['numpy', 'random', 'matplotlib', 'itertools', 'functools', 'collections', 'datetime'];

/** True when an import of a module that is not supported gives a stand-in, by its path. */
export function isStandInFor(path: string): boolean {
  const [root = '', part = ''] = path.split('.');
  if (root === 'scipy') return true;
  if (root === 'numpy') return PARTS_OF_NUMPY.has(part);
  return OF_PYTHON.has(root) || Object.hasOwn(LIBRARIES, root) || nearestName(root, MISSPELLED) === undefined;
}

/** The error of an import, or of a use, of something that is not supported. */
export function notHere(path: string): RaisedError {
  const root = path.split('.')[0] as string;
  const kind = 'ModuleNotFoundError';
  if (OF_PYTHON.has(root)) {
    return new RaisedError(
      kind,
      `the module ${root} is not supported here`,
      'The import alone is not an error: remove this use if the network does not need it.',
    );
  }
  if (root === 'scipy')
    return new RaisedError(
      kind,
      `${path} is not supported here`,
      'Of SciPy, only scipy.special.expit is supported here.',
    );
  if (root === 'numpy')
    return new RaisedError(kind, `${path} is not supported here`, 'Only a part of NumPy is supported here.');
  return new RaisedError(
    kind,
    `No module named '${root}'`,
    Object.hasOwn(LIBRARIES, root)
      ? LIBRARIES[root]
      : 'The modules supported here are numpy, math, random, sys, time, copy and a few more, and Python files of the same folder.',
  );
}

/** A module that is not supported. */
export class AbsentModule extends Module {
  override copy(): this {
    return this;
  }
}

const absentType = new TypeObject('name that is not supported', objectType);

/** A name of a module that is not supported: `from sklearn import svm`. */
export class Absent extends HeapObject {
  /** The path of the name: `sklearn.svm`. */
  readonly path: string;
  constructor(path: string) {
    super();
    this.path = path;
  }
  get type(): TypeObject {
    return absentType;
  }
  override copy(): this {
    return this;
  }
}

/** Raises the error of a use of `value`, where it is not supported. */
export function mustBeHere(value: Value): void {
  if (value instanceof Absent) throw notHere(value.path);
  if (value instanceof AbsentModule) throw notHere(value.name);
}

function refuse(...values: readonly Value[]): never {
  for (const value of values) mustBeHere(value);
  throw new RaisedError('TypeError', 'unsupported operand');
}

/** Every attribute but those of Python's protocols. */
class Refused<F> extends Map<string, F> {
  readonly #refuse: F;
  constructor(use: F) {
    super();
    this.#refuse = use;
  }
  override get(name: string): F | undefined {
    return name.startsWith('__') ? undefined : this.#refuse;
  }
}
const types = absentType as { getters: TypeObject['getters']; setters: TypeObject['setters'] };
types.getters = new Refused<(self: never, host: Host) => Value>((self) => refuse(self));
types.setters = new Refused<(self: never, value: Value, host: Host) => void>((self) => refuse(self));
for (const name of ['__enter__', '__exit__']) {
  absentType.attributes.set(
    name,
    builtin(name, 1, 4, ([self]) => refuse(self!)),
  );
}
absentType.behaviour = {
  call: (self) => refuse(self),
  getItem: (self) => refuse(self),
  setItem: (self) => refuse(self),
  deleteItem: (self) => refuse(self),
  iterate: (self) => refuse(self),
  contains: (self) => refuse(self),
  length: (self) => refuse(self),
  asFloat: (self) => refuse(self),
  asInt: (self) => refuse(self),
  asIndex: (self) => refuse(self),
  unary: (_, self) => refuse(self),
  binary: (_, left, right) => refuse(left, right),
  repr: (self) => `<${(self as Absent).path}, which is not supported here>`,
};
