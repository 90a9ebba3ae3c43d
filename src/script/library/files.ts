/*
 * `open` for reading. Files are of the script's folder; nothing is ever written.
 */
import { native } from '../machine/natives.ts';
import {
  type Copies,
  type Host,
  Iterator,
  List,
  objectType,
  RaisedError,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { builtin } from './builtin.ts';
import { Bytes } from './bytes.ts';
import { indexOf, typeError, valueError } from './protocols.ts';
import { textRepr } from './text-repr.ts';

const fileType = new TypeObject('_io.TextIOWrapper', objectType);

class FileObject extends Iterator {
  readonly path: string;
  /** The text; of a binary file, one character a byte. */
  readonly text: string;
  readonly binary: boolean;
  position = 0;
  closed = false;
  constructor(path: string, text: string, binary: boolean) {
    super();
    this.path = path;
    this.text = text;
    this.binary = binary;
  }
  override get type(): TypeObject {
    return fileType;
  }
  /** The next line with its end. */
  override next(): Value | undefined {
    this.checkOpen();
    if (this.position >= this.text.length) return undefined;
    const end = this.text.indexOf('\n', this.position);
    return this.take(end < 0 ? this.text.length : end + 1);
  }
  take(to: number): Value {
    const part = this.text.slice(this.position, to);
    this.position = to;
    return this.binary ? new Bytes(part) : part;
  }
  checkOpen(): void {
    if (this.closed) throw valueError('I/O operation on closed file.');
  }
  override copy(copies: Copies): FileObject {
    const copy = new FileObject(this.path, this.text, this.binary);
    copies.set(this, copy);
    copy.position = this.position;
    copy.closed = this.closed;
    return copy;
  }
  override visit(): number {
    return 96 + 2 * this.text.length;
  }
}

const file = (value: Value | undefined): FileObject => value as FileObject;

/** Writing is refused for every file. */
export function refuseWriting(what: string): RaisedError {
  return new RaisedError(
    'PermissionError',
    `${what} is not supported here`,
    'Scripts can read files here, but not write them.',
  );
}

/** The text of a file, or FileNotFoundError. */
export function readText(path: string, host: Host): string {
  return decoded(readBytes(path, host));
}

export function readBytes(path: string, host: Host): Uint8Array {
  const bytes = host.readFile(path);
  if (bytes === undefined) {
    throw new RaisedError(
      'FileNotFoundError',
      `[Errno 2] No such file or directory: ${textRepr(path)}`,
      'Files are read from the folder of the script.',
    );
  }
  host.reserve(bytes.length);
  return bytes;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    throw new RaisedError(
      'UnicodeDecodeError',
      "'utf-8' codec can't decode this file",
      "Save the file in UTF-8, or open it with 'rb'.",
    );
  }
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

export const openFile = native(
  'open',
  'file, mode=, buffering=, encoding=, errors=, newline=, closefd=, opener=',
  ([path, mode], host) => {
    const flags = mode === undefined ? 'r' : mode;
    if (typeof flags !== 'string') throw typeError("open() argument 'mode' must be str");
    if (/[^rwaxbt+U]/.test(flags)) throw valueError(`invalid mode: ${textRepr(flags)}`);
    if (/[wax+]/.test(flags)) throw refuseWriting('opening a file for writing');
    const name = pathText(path!);
    const bytes = readBytes(name, host);
    const binary = flags.includes('b');
    return new FileObject(name, binary ? latin(bytes) : decoded(bytes), binary);
  },
);

/** The text of a path: a str, or an object of pathlib. */
export function pathText(path: Value): string {
  if (typeof path === 'string') return path;
  const own = (path as { readonly path?: unknown } | null)?.path;
  if (typeof own === 'string') return own;
  throw typeError('expected str, bytes or os.PathLike object');
}

fileType.behaviour = {
  iterate: (self) => file(self),
  repr: (self) => `<_io.TextIOWrapper name=${textRepr(file(self).path)} mode='r' encoding='UTF-8'>`,
};

function remaining(self: FileObject, size: Value | undefined, host: Host): Value {
  self.checkOpen();
  const count = size === undefined || size === null ? -1 : indexOf(size, host);
  return self.take(count < 0 ? self.text.length : Math.min(self.text.length, self.position + count));
}

const fileMethods = {
  read: builtin('read', 1, 2, ([self, size], host) => remaining(file(self), size, host)),
  readline: builtin('readline', 1, 2, ([self]) => file(self).next() ?? (file(self).binary ? new Bytes('') : '')),
  readlines: builtin('readlines', 1, 2, ([self]) => {
    const lines: Value[] = [];
    for (let line = file(self).next(); line !== undefined; line = file(self).next()) lines.push(line);
    return new List(lines);
  }),
  close: builtin('close', 1, 1, ([self]) => {
    file(self).closed = true;
    return null;
  }),
  seek: builtin('seek', 2, 3, ([self, place], host) => {
    file(self).position = Math.min(file(self).text.length, indexOf(place!, host));
    return file(self).position;
  }),
  tell: builtin('tell', 1, 1, ([self]) => file(self).position),
  write: builtin('write', 2, 2, () => {
    throw new RaisedError('OSError', 'not writable');
  }),
  __enter__: builtin('__enter__', 1, 1, ([self]) => self!),
  __exit__: builtin('__exit__', 1, 4, ([self]) => {
    file(self).closed = true;
    return false;
  }),
};
for (const [name, method] of Object.entries(fileMethods)) fileType.attributes.set(name, method);
fileType.getters.set('name', (self: FileObject) => self.path);
fileType.getters.set('closed', (self: FileObject) => self.closed);
