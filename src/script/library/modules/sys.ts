import { Dict } from '../../machine/collections.ts';
import { native } from '../../machine/natives.ts';
import { reprOf } from '../../machine/text.ts';
import {
  HeapObject,
  type Host,
  List,
  type Module,
  objectType,
  RaisedError,
  Tuple,
  TypeObject,
  typeOf,
  type Value,
} from '../../machine/values.ts';
import { builtin } from '../builtin.ts';
import { itemsOf, typeError } from '../protocols.ts';
import { float, moduleOf } from './module.ts';
import { namedTuple } from './named-tuple.ts';

const streamType = new TypeObject('_io.TextIOWrapper', objectType);

/** Standard output, standard error or standard input. */
class Stream extends HeapObject {
  readonly name: '<stdout>' | '<stderr>' | '<stdin>';
  constructor(name: Stream['name']) {
    super();
    this.name = name;
  }
  get type(): TypeObject {
    return streamType;
  }
  override copy(): this {
    return this;
  }
}

function write(self: Value, text: Value, host: Host): number {
  if (typeof text !== 'string') throw typeError(`write() argument must be str, not ${typeOf(text).name}`);
  if ((self as Stream).name === '<stdout>') host.print(text);
  else host.printError(text);
  return text.length;
}

const streamMethods = {
  write: builtin('write', 2, 2, ([self, text], host) => {
    const count = write(self!, text!, host);
    return host.version === 2 ? null : count;
  }),
  writelines: builtin('writelines', 2, 2, ([self, lines], host) => {
    for (const line of itemsOf(lines!, host)) write(self!, line, host);
    return null;
  }),
  flush: builtin('flush', 1, 1, () => null),
  isatty: builtin('isatty', 1, 1, () => false),
  fileno: builtin('fileno', 1, 1, ([self]) => ['<stdin>', '<stdout>', '<stderr>'].indexOf((self as Stream).name)),
  close: builtin('close', 1, 1, () => null),
  reconfigure: native(
    'reconfigure',
    'self, /, *, encoding=, errors=, newline=, line_buffering=, write_through=',
    () => null,
  ),
  readline: builtin('readline', 1, 2, () => ''),
  read: builtin('read', 1, 2, () => ''),
};
for (const [name, method] of Object.entries(streamMethods)) streamType.attributes.set(name, method);
streamType.behaviour = {
  repr: (self) => `<_io.TextIOWrapper name='${(self as Stream).name}' mode='w' encoding='utf-8'>`,
};
streamType.getters.set('encoding', () => 'utf-8');
streamType.getters.set('name', (self: Stream) => self.name);

const versionInfo = namedTuple('sys.version_info', ['major', 'minor', 'micro', 'releaselevel', 'serial']);
const floatInfo = namedTuple('sys.float_info', ['max', 'min', 'epsilon', 'dig', 'mant_dig', 'max_exp', 'min_exp']);

const exit = builtin('exit', 0, 1, ([status]) => {
  const text = status === undefined || status === null ? '' : typeof status === 'string' ? status : String(status);
  throw new RaisedError('SystemExit', text, undefined, status);
});

export function makeSys(version: 2 | 3): Module {
  return moduleOf('sys', {
    argv: new List(['']),
    path: new List(['']),
    modules: new Dict(),
    stdout: new Stream('<stdout>'),
    stderr: new Stream('<stderr>'),
    stdin: new Stream('<stdin>'),
    exit,
    maxsize: Number.MAX_SAFE_INTEGER,
    ...(version === 2 ? { maxint: Number.MAX_SAFE_INTEGER } : {}),
    maxunicode: 0x10ffff,
    version: version === 2 ? '2.7.18 (backprop-tui)' : '3.11.7 (backprop-tui)',
    version_info: versionInfo.make(version === 2 ? [2, 7, 18, 'final', 0] : [3, 11, 7, 'final', 0]),
    float_info: floatInfo.make([
      float(Number.MAX_VALUE),
      float(2.2250738585072014e-308),
      float(Number.EPSILON),
      15,
      53,
      1024,
      -1021,
    ]),
    platform: 'linux',
    byteorder: 'little',
    executable: '',
    getrecursionlimit: builtin('getrecursionlimit', 0, 0, () => 1000),
    setrecursionlimit: builtin('setrecursionlimit', 1, 1, () => null),
    getsizeof: builtin('getsizeof', 1, 2, ([value], host) => 48 + reprOf(value!, host).length),
    getdefaultencoding: builtin('getdefaultencoding', 0, 0, () => 'utf-8'),
    setdefaultencoding: builtin('setdefaultencoding', 1, 1, () => null),
    exc_info: builtin('exc_info', 0, 0, () => new Tuple([null, null, null])),
  });
}
