/*
 * The modules os, os.path and pathlib: names of files, and reading. Nothing outside of the script's folder is seen, and nothing is
 * changed.
 */
import { Dict } from '../../machine/collections.ts';
import { native } from '../../machine/natives.ts';
import {
  HeapObject,
  type Host,
  type Module,
  NativeFunction,
  NOT_IMPLEMENTED,
  objectType,
  RaisedError,
  Tuple,
  TypeObject,
  type Value,
} from '../../machine/values.ts';
import { builtin } from '../builtin.ts';
import { makeBytes } from '../bytes.ts';
import { openFile, pathText, readBytes, readText, refuseWriting } from '../files.ts';
import { typeError, valueError } from '../protocols.ts';
import { textRepr } from '../text-repr.ts';
import { moduleOf } from './module.ts';
import { noteOnce } from './notes.ts';

function join(parts: readonly string[]): string {
  let path = '';
  for (const part of parts) {
    if (part.startsWith('/')) path = part;
    else path += path === '' || path.endsWith('/') ? part : `/${part}`;
  }
  return path;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function folderName(path: string): string {
  const head = path.slice(0, path.lastIndexOf('/') + 1);
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '');
}

/** The name without its extension, and the extension with its point. */
function splitExtension(path: string): [string, string] {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || /^\.+$/.test(name.slice(0, dot))) return [path, ''];
  const at = path.length - name.length + dot;
  return [path.slice(0, at), path.slice(at)];
}

/** The path without `.`, `//` and, where possible, `..`. */
function normalized(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '..' || !path.startsWith('/')) kept.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + kept.join('/') || '.';
}

function isFile(path: string, host: Host): boolean {
  try {
    return host.readFile(path) !== undefined;
  } catch (error) {
    if (error instanceof RaisedError) return false;
    throw error;
  }
}

const path = (value: Value | undefined): string => pathText(value ?? null);

/** A function that changes files: refused. */
function refused(name: string): NativeFunction {
  return new NativeFunction(name, () => {
    throw refuseWriting(`${name}()`);
  });
}

/** Folders are not made, so that scripts which save their results there run on to the point where they save. */
function noFolder(host: Host): null {
  noteOnce(host, 'folders', 'scripts cannot make folders here');
  return null;
}

const text = (name: string, compute: (own: string) => Value): NativeFunction =>
  builtin(name, 1, 1, ([value]) => compute(path(value)));

const pathFunctions = {
  join: builtin('join', 1, Number.POSITIVE_INFINITY, (parts) => join(parts.map(path))),
  basename: text('basename', baseName),
  dirname: text('dirname', folderName),
  split: text('split', (own) => new Tuple([folderName(own), baseName(own)])),
  splitext: text('splitext', (own) => new Tuple(splitExtension(own))),
  normpath: text('normpath', normalized),
  abspath: text('abspath', normalized),
  realpath: text('realpath', normalized),
  expanduser: text('expanduser', (own) => own),
  isabs: text('isabs', (own) => own.startsWith('/')),
  exists: builtin('exists', 1, 1, ([value], host) => isFile(path(value), host) || normalized(path(value)) === '.'),
  isfile: builtin('isfile', 1, 1, ([value], host) => isFile(path(value), host)),
  isdir: builtin('isdir', 1, 1, ([value]) => normalized(path(value)) === '.'),
  getsize: builtin('getsize', 1, 1, ([value], host) => readBytes(path(value), host).length),
};

function makeOsPath(): Module {
  return moduleOf('os.path', pathFunctions, { sep: '/', pardir: '..', curdir: '.' });
}

export function makeOs(): Module {
  const environ = new Dict();
  const writers = ['remove', 'unlink', 'rmdir', 'rename', 'replace', 'system', 'popen', 'chdir', 'listdir', 'walk'];
  const refusals = Object.fromEntries(writers.map((name) => [name, refused(`os.${name}`)]));
  return moduleOf('os', refusals, {
    path: makeOsPath(),
    sep: '/',
    linesep: '\n',
    name: 'posix',
    curdir: '.',
    pardir: '..',
    devnull: '/dev/null',
    environ,
    getcwd: builtin('getcwd', 0, 0, () => '.'),
    getpid: builtin('getpid', 0, 0, () => 1),
    cpu_count: builtin('cpu_count', 0, 0, () => 1),
    getenv: builtin('getenv', 1, 2, ([, otherwise]) => otherwise ?? null),
    makedirs: native('makedirs', 'name, mode=, exist_ok=', (_, host) => noFolder(host)),
    mkdir: native('mkdir', 'path, mode=', (_, host) => noFolder(host)),
    urandom: refused('os.urandom'),
  });
}

const pathType = new TypeObject('pathlib.PosixPath', objectType);

/** A path of pathlib. */
class PathObject extends HeapObject {
  readonly path: string;
  constructor(given: string) {
    super();
    const parts = given.split('/').filter((part) => part !== '' && part !== '.');
    this.path = (given.startsWith('/') ? '/' : '') + parts.join('/') || '.';
  }
  get type(): TypeObject {
    return pathType;
  }
  override copy(): this {
    return this;
  }
}

const own = (value: Value | undefined): string => (value as PathObject).path;

pathType.construct = builtin(
  'Path',
  0,
  Number.POSITIVE_INFINITY,
  (parts) => new PathObject(join(parts.map(path))),
).call;
pathType.behaviour = {
  binary(operator, left, right) {
    if (operator !== '/') return NOT_IMPLEMENTED;
    const parts = [left, right].map((part) =>
      typeof part === 'string' ? part : part instanceof PathObject ? part.path : undefined,
    );
    if (parts[0] === undefined || parts[1] === undefined) return NOT_IMPLEMENTED;
    return new PathObject(join(parts as string[]));
  },
  compare(operator, left, right) {
    if (!(left instanceof PathObject && right instanceof PathObject)) return NOT_IMPLEMENTED;
    if (operator === '==') return left.path === right.path;
    return operator === '!=' ? left.path !== right.path : NOT_IMPLEMENTED;
  },
  hashKey: (self) => `\0p${own(self)}`,
  repr: (self) => `PosixPath(${textRepr(own(self))})`,
  str: (self) => own(self),
};

function withName(self: Value | undefined, name: string): PathObject {
  const folder = folderName(own(self));
  return new PathObject(folder === '' ? name : join([folder, name]));
}

const pathMethods = {
  exists: builtin('exists', 1, 1, ([self], host) => isFile(own(self), host) || own(self) === '.'),
  is_file: builtin('is_file', 1, 1, ([self], host) => isFile(own(self), host)),
  is_dir: builtin('is_dir', 1, 1, ([self]) => own(self) === '.'),
  read_text: native('read_text', 'self, encoding=, errors=', ([self], host) => readText(own(self), host)),
  read_bytes: builtin('read_bytes', 1, 1, ([self], host) => makeBytes(latin(readBytes(own(self), host)))),
  open: new NativeFunction('open', ([self, ...rest], keywords, host) =>
    openFile.call([own(self), ...rest], keywords, host),
  ),
  resolve: builtin('resolve', 1, 1, ([self]) => new PathObject(normalized(own(self)))),
  absolute: builtin('absolute', 1, 1, ([self]) => self!),
  expanduser: builtin('expanduser', 1, 1, ([self]) => self!),
  as_posix: builtin('as_posix', 1, 1, ([self]) => own(self)),
  joinpath: builtin(
    'joinpath',
    1,
    Number.POSITIVE_INFINITY,
    ([self, ...parts]) => new PathObject(join([own(self), ...parts.map(path)])),
  ),
  with_name: builtin('with_name', 2, 2, ([self, name]) => withName(self, path(name))),
  with_stem: builtin('with_stem', 2, 2, ([self, stem]) =>
    withName(self, path(stem) + splitExtension(baseName(own(self)))[1]),
  ),
  with_suffix: builtin('with_suffix', 2, 2, ([self, suffix]) => {
    if (typeof suffix !== 'string') throw typeError('with_suffix() takes a str');
    if (suffix !== '' && (!suffix.startsWith('.') || suffix === '.'))
      throw valueError(`Invalid suffix ${textRepr(suffix)}`);
    return withName(self, splitExtension(baseName(own(self)))[0] + suffix);
  }),
  mkdir: native('mkdir', 'self, mode=, parents=, exist_ok=', (_, host) => noFolder(host)),
};
for (const [name, method] of Object.entries(pathMethods)) pathType.attributes.set(name, method);
for (const name of ['write_text', 'write_bytes', 'unlink', 'rename', 'rmdir', 'touch', 'glob', 'iterdir', 'rglob']) {
  pathType.attributes.set(name, refused(`Path.${name}`));
}
pathType.attributes.set(
  'cwd',
  builtin('cwd', 0, 1, () => new PathObject('.')),
);
pathType.attributes.set('home', refused('Path.home'));
const pathParts: Readonly<Record<string, (own: string) => Value>> = {
  name: baseName,
  stem: (value) => splitExtension(baseName(value))[0],
  suffix: (value) => splitExtension(baseName(value))[1],
  parent: (value) => new PathObject(folderName(value) || '.'),
  parts: (value) =>
    new Tuple([...(value.startsWith('/') ? ['/'] : []), ...value.split('/').filter((part) => part !== '')]),
};
for (const [name, part] of Object.entries(pathParts)) pathType.getters.set(name, (self: PathObject) => part(self.path));

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

export function makePathlib(): Module {
  return moduleOf('pathlib', { Path: pathType, PurePath: pathType, PosixPath: pathType });
}
