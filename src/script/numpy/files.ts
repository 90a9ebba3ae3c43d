/*
 * Reading arrays from files of the script's folder: text, .npy and .npz. Writing is refused.
 * A quarter of the file is the table of NumPy's functions, with their options.
 */
import { readNpy } from '../../formats/npy.ts';
import { readNpz } from '../../formats/npz.ts';
import { decodeUtf8 } from '../../formats/utf8.ts';
import { Dict } from '../machine/collections.ts';
import { native } from '../machine/natives.ts';
import { type Host, List, NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { dtypeOr, flag, type Given, must, numberOr } from './arguments.ts';
import { castArray } from './casts.ts';
import { toArray } from './convert.ts';
import {
  bool,
  type Dtype,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  textOf,
  uint8,
  uint16,
  uint32,
  uint64,
} from './dtypes.ts';
import { adopt, create, type NdArray, numberFrom, wrap } from './ndarray.ts';
import { shapeFrom, squeeze, transpose, wholeFrom } from './shaping.ts';

function nameOf(value: Value, host: Host): string {
  if (typeof value === 'string') return value;
  const text =
    value !== null && typeof value === 'object' && 'type' in value
      ? value.type.behaviour.str?.(value, host, () => '')
      : undefined;
  if (text !== undefined) return text;
  throw new RaisedError('TypeError', 'a file is named by a text here');
}

function bytesOf(value: Value, host: Host, what: string): Uint8Array {
  const name = nameOf(value, host);
  const bytes = host.readFile(name);
  if (bytes === undefined) {
    throw new RaisedError(
      'FileNotFoundError',
      what === '' ? `[Errno 2] No such file or directory: '${name}'` : `${name} not found.`,
      'Files are read from the folder of the script.',
    );
  }
  return bytes;
}

/** Bytes as text: Latin-1, as `loadtxt` reads without an encoding; UTF-8 where it is valid. */
function decoded(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  return typeof text === 'string' ? text : Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function linesOf(value: Value, host: Host): string[] {
  if (value instanceof List || value instanceof Tuple)
    return value.items.map((item) => (typeof item === 'string' ? item : ''));
  return decoded(bytesOf(value, host, 'text')).split(/\r\n|\n|\r/);
}

interface TextOptions {
  readonly isStrict: boolean;
  readonly delimiter: Given;
  readonly comments: Given;
  readonly skip: number;
  readonly skipEnd: number;
  readonly columns: Given;
  readonly dtype: Dtype;
  readonly most: number | undefined;
  readonly filling: number;
  readonly names: boolean;
}

function readText(file: Value, options: TextOptions, host: Host): NdArray {
  const marks = options.comments === null ? [] : typeof options.comments === 'string' ? [options.comments] : ['#'];
  const all = linesOf(file, host);
  const rows: string[][] = [];
  const numbers: number[] = [];
  all.slice(options.skip, options.skipEnd === 0 ? undefined : -options.skipEnd).forEach((text, i) => {
    let line = text;
    for (const mark of marks) if (mark !== '' && line.includes(mark)) line = line.slice(0, line.indexOf(mark));
    if (line.trim() === '') return;
    if (options.most !== undefined && rows.length >= options.most) return;
    rows.push(fieldsOf(line, options.delimiter));
    numbers.push(options.skip + i + 1);
  });
  if (options.names) rows.shift();
  const wanted = options.columns === undefined || options.columns === null ? undefined : shapeFrom(options.columns);
  const chosen = rows.map((row, r) => {
    if (wanted === undefined) return row;
    return wanted.map((column) => {
      const found = row.at(column);
      if (found === undefined) {
        throw new RaisedError(
          'ValueError',
          `invalid column index ${column} at row ${r + 1} with ${row.length} columns`,
        );
      }
      return found;
    });
  });
  const width = chosen[0]?.length ?? 0;
  chosen.forEach((row, r) => {
    if (row.length === width) return;
    throw options.isStrict
      ? new RaisedError(
          'ValueError',
          `the number of columns changed from ${width} to ${row.length} at row ${r + 1}; use \`usecols\` to select a subset and avoid this error`,
        )
      : new RaisedError(
          'ValueError',
          `Some errors were detected !\n    Line #${numbers[r]} (got ${row.length} columns instead of ${width})`,
        );
  });
  const isText = options.dtype.kind === 'U' || options.dtype.kind === 'O';
  if (isText) {
    const length = chosen.flat().reduce((most, field) => Math.max(most, field.length), 1);
    const dtype = options.dtype.kind === 'O' ? options.dtype : textOf(length);
    return adopt(host, chosen.flat(), dtype, [chosen.length, width]);
  }
  const made = create(host, options.dtype, [chosen.length, width]);
  let to = 0;
  chosen.forEach((row, r) => {
    row.forEach((field, c) => {
      made.data[to++] = numberIn(field, r, c, options) as never;
    });
  });
  return made;
}

function fieldsOf(line: string, delimiter: Given): string[] {
  if (typeof delimiter !== 'string') return line.trim().split(/\s+/);
  return line.split(delimiter).map((field) => field.trim());
}

function numberIn(field: string, row: number, column: number, { isStrict, dtype, filling }: TextOptions): number {
  const text = field.replace(/^"(.*)"$/, '$1');
  try {
    const number = numberFrom(text);
    return dtype.kind === 'f' ? number : Math.trunc(number);
  } catch (error) {
    if (!isStrict) return filling;
    if (!(error instanceof RaisedError)) throw error;
    throw new RaisedError(
      'ValueError',
      `could not convert string '${field}' to ${dtype.name} at row ${row}, column ${column + 1}.`,
      'Skip a line of names with skiprows=1, and choose columns of numbers with usecols.',
    );
  }
}

function shaped(of: NdArray, unpack: Given, ndmin: number): NdArray {
  let made = of;
  if (made.shape[0] === 0 && made.shape[1] === 0) made = wrap(made.data, made.dtype, [0]);
  else if (ndmin < 2) made = squeeze(made);
  if (made.shape.length < ndmin)
    made = wrap(made.data, made.dtype, [...new Array<number>(ndmin - made.shape.length).fill(1), ...made.shape]);
  return flag(unpack) ? transpose(made) : made;
}

const types: Readonly<Record<string, Dtype | undefined>> = {
  f8: float64,
  f4: float32,
  i8: int64,
  i4: int32,
  i2: int16,
  i1: int8,
  u8: uint64,
  u4: uint32,
  u2: uint16,
  u1: uint8,
  b1: bool,
};

/** The data type that the header of a .npy file names. */
function storedType(bytes: Uint8Array): Dtype {
  const header = Array.from(bytes.subarray(0, 256), (byte) => String.fromCharCode(byte)).join('');
  const [, code = ''] = /'descr':\s*'[<>|=]?(\w+)'/.exec(header) ?? [];
  return types[code] ?? float64;
}

function fault(name: string, expected: string, found: string): RaisedError {
  return new RaisedError('ValueError', `${name}: expected ${expected}, found ${found}`);
}

function load(file: Value, host: Host): Value {
  const name = nameOf(file, host);
  const bytes = bytesOf(file, host, '');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const read = readNpz(bytes);
    if (!read.ok) throw fault(name, read.fault.expected, read.fault.found);
    const made = new Dict();
    for (const { name: own, matrix, shape, texts } of read.matrices) {
      const cells = matrix.data as Float64Array;
      made.set(own, texts === undefined ? adopt(host, cells, float64, shape) : textArray(texts, shape, host));
    }
    return made;
  }
  const read = readNpy(bytes, { cells: 20_000_000, texts: true });
  if (!read.ok) throw fault(name, read.fault.expected, read.fault.found);
  if (read.texts !== undefined) return textArray(read.texts, read.shape, host);
  const array = adopt(host, read.matrix.data as Float64Array, float64, read.shape);
  const dtype = storedType(bytes);
  return dtype === float64 ? array : castArray(array, dtype, host);
}

function textArray(texts: readonly string[], shape: readonly number[], host: Host): NdArray {
  const length = texts.reduce((most, text) => Math.max(most, text.length), 1);
  return adopt(host, [...texts], textOf(length), shape);
}

const refused = (name: string): NativeFunction =>
  new NativeFunction(name, () => {
    throw new RaisedError(
      'PermissionError',
      `writing files is not possible here: np.${name}`,
      'Remove the line, or print the values.',
    );
  });

export const fileFunctions: readonly NativeFunction[] = [
  native(
    'loadtxt',
    'fname, dtype=, comments=, delimiter=, converters=, skiprows=, usecols=, unpack=, ndmin=, encoding=, max_rows=, *, quotechar=',
    ([file, dtype, comments, delimiter, converters, skiprows, usecols, unpack, ndmin, , most], host) => {
      if (converters !== undefined && converters !== null)
        throw new RaisedError('TypeError', 'converters= is not supported here');
      const options = {
        isStrict: true,
        delimiter,
        comments,
        skip: numberOr(skiprows, 0),
        skipEnd: 0,
        columns: usecols,
        dtype: dtypeOr(dtype) ?? float64,
        most: most === undefined || most === null ? undefined : wholeFrom(most),
        filling: 0,
        names: false,
      };
      return shaped(readText(must(file), options, host), unpack, numberOr(ndmin, 0));
    },
  ),
  native(
    'genfromtxt',
    'fname, dtype=, comments=, delimiter=, skip_header=, skip_footer=, converters=, missing_values=, filling_values=, usecols=, names=, *, unpack=, encoding=, max_rows=, autostrip=, invalid_raise=, deletechars=',
    (args, host) => {
      const [
        file,
        dtype,
        comments,
        delimiter,
        skipHeader,
        skipFooter,
        converters,
        ,
        filling,
        usecols,
        names,
        unpack,
        ,
        most,
      ] = args;
      if (converters !== undefined && converters !== null)
        throw new RaisedError('TypeError', 'converters= is not supported here');
      if (dtype === null)
        throw new RaisedError(
          'TypeError',
          'dtype=None is not supported here',
          'Choose a type: dtype=float or dtype=str.',
        );
      if (names !== undefined && names !== null && names !== false) {
        throw new RaisedError('TypeError', 'names= is not supported here', 'Skip the line of names: skip_header=1.');
      }
      const options = {
        isStrict: false,
        delimiter,
        comments,
        skip: numberOr(skipHeader, 0),
        skipEnd: numberOr(skipFooter, 0),
        columns: usecols,
        dtype: dtypeOr(dtype) ?? float64,
        most: most === undefined || most === null ? undefined : wholeFrom(most),
        filling: filling === undefined || filling === null ? Number.NaN : numberOr(filling, 0),
        names: false,
      };
      return shaped(readText(must(file), options, host), unpack, 0);
    },
  ),
  native('load', 'file, mmap_mode=, allow_pickle=, fix_imports=, encoding=', ([file], host) => load(must(file), host)),
  native('fromstring', 'string, dtype=, count=, *, sep=', ([text, dtype, , sep], host) => {
    if (typeof text !== 'string' || typeof sep !== 'string' || sep === '') {
      throw new RaisedError('ValueError', 'The binary mode of fromstring is removed, use frombuffer instead');
    }
    const fields = text.split(sep.trim() === '' ? /\s+/ : sep.trim()).filter((field) => field.trim() !== '');
    return toArray(new List(fields), host, dtypeOr(dtype) ?? float64);
  }),
  ...['save', 'savez', 'savez_compressed', 'savetxt'].map(refused),
];
