/*
 * Arrays as text, as NumPy prints them: one notation and one width for all elements, wrapped lines, a summary of large arrays.
 * One file, since the notation decides the width, and the width where lines end.
 */
import { MOST_MEMORY, memoryError } from '../machine/bounds.ts';
import { float32Repr, floatRepr, positional, python2Float, scientific } from '../machine/float-text.ts';
import { HeapObject, type Host, type Value } from '../machine/values.ts';
import { bool, type Dtype, float64, int64 } from './dtypes.ts';
import { cellsOf, gather, Matrix, type NdArray, NumpyScalar, shapeText, textRepr, viewOf } from './ndarray.ts';
import { elementFormat } from './print-formats.ts';
import { type PrintOptions, printState } from './print-options.ts';

type ReprOf = (item: Value) => string;

/** `str(array)`. */
export function arrayStr(of: NdArray, host: Host, reprOf: ReprOf): string {
  if (of.shape.length === 0) {
    const cell = of.data[of.offset]!;
    if (typeof cell === 'number' && of.dtype.kind !== 'O') return scalarStr(new NumpyScalar(of.dtype, cell), host);
    return typeof cell === 'string' ? cell : reprOf(cell as Value);
  }
  return arrayText(of, printState(host).options, ' ', '', '', reprOf);
}

/** `repr(array)`. */
export function arrayRepr(of: NdArray, host: Host, reprOf: ReprOf, options = printState(host).options): string {
  const { linewidth, threshold } = options;
  const head = of instanceof Matrix ? 'matrix(' : 'array(';
  const text = head + arrayText(of, options, ', ', head, ')', reprOf);
  const extras: string[] = [];
  const isSummary = host.version === 3 && of.size > threshold;
  if ((of.size === 0 && !(of.shape.length === 1 && of.shape[0] === 0)) || isSummary)
    extras.push(`shape=${shapeText(of.shape)}`);
  if (!isImplied(of.dtype) || of.size === 0)
    extras.push(`dtype=${of.dtype.kind === 'U' ? `'${of.dtype.code}'` : of.dtype.name}`);
  if (extras.length === 0) return `${text})`;
  const extra = `${extras.join(', ')})`;
  const lastLine = `${text},`.length - (text.lastIndexOf('\n') + 1);
  const spacer = lastLine + extra.length + 1 > linewidth ? `\n${' '.repeat(head.length)}` : ' ';
  return `${text},${spacer}${extra}`;
}

/** The types that the elements of a printed array show by themselves. */
function isImplied(dtype: Dtype): boolean {
  return dtype === float64 || dtype === int64 || dtype === bool;
}

/** The memory of a number as a text, with its parts, while an array is printed. */
const BYTES_OF_TEXTS = 64;

/** `np.array2string`. The lengths of `prefix` and `suffix` are kept free on the first and on the last line. */
export function arrayText(
  of: NdArray,
  options: PrintOptions,
  separator: string,
  prefix: string,
  suffix: string,
  reprOf: ReprOf,
): string {
  if (of.size === 0) return '[]';
  const isSummary = of.size > options.threshold;
  if (!isSummary && of.size * BYTES_OF_TEXTS > MOST_MEMORY) throw memoryError(of.size * BYTES_OF_TEXTS);
  const format = formatterOf(
    isSummary ? edges(of, options.edgeitems) : (cellsOf(of) as ArrayLike<number>),
    of,
    options,
    reprOf,
  );
  const indent = ` ${' '.repeat(prefix.length)}`;
  return layout(
    of,
    format,
    options.linewidth - suffix.length,
    indent,
    separator,
    isSummary ? options.edgeitems : undefined,
  );
}

/** The elements that a summary shows. */
function edges(of: NdArray, count: number): ArrayLike<number> {
  let parts = [of];
  for (let axis = 0; axis < of.shape.length; axis++) {
    if (of.shape[axis]! <= 2 * count) continue;
    parts = parts.flatMap((part) => {
      const shape = part.shape.with(axis, count);
      const skipped = (part.shape[axis]! - count) * part.strides[axis]!;
      return [viewOf(part, shape, part.strides, part.offset), viewOf(part, shape, part.strides, part.offset + skipped)];
    });
  }
  return parts.flatMap((part) => {
    const cells = new Array<number>(part.size);
    gather(part, cells);
    return cells;
  });
}

type Format = (cell: number | Value) => string;

function formatterOf(cells: ArrayLike<number>, of: NdArray, options: PrintOptions, reprOf: ReprOf): Format {
  const { dtype } = of;
  if (options.formats.size > 0 && (dtype.kind === 'f' || dtype.kind === 'i' || dtype.kind === 'u')) {
    const own = elementFormat(options.formats, dtype.kind === 'f' ? 'f' : 'i');
    if (own !== undefined) return (cell) => own(cell as number);
  }
  switch (dtype.kind) {
    case 'f':
      return floatFormat(Array.from(cells), dtype !== float64, options);
    case 'b':
      return of.shape.length === 0
        ? (cell) => (cell !== 0 ? 'True' : 'False')
        : (cell) => (cell !== 0 ? ' True' : 'False');
    case 'i':
    case 'u':
      return wholeFormat(cells, options.sign);
    case 'U':
      return (cell) => textRepr(cell as string);
    default:
      return (cell) => objectText(cell as Value, reprOf);
  }
}

function objectText(cell: Value, reprOf: ReprOf): string {
  const text = reprOf(cell);
  return text.startsWith('[') && cell instanceof HeapObject && cell.type.name === 'list' ? `list(${text})` : text;
}

function wholeFormat(cells: ArrayLike<number>, sign: string): Format {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < cells.length; i++) {
    least = Math.min(least, cells[i]!);
    most = Math.max(most, cells[i]!);
  }
  const mark = sign === ' ' && least < 0 ? '-' : sign;
  const width = Math.max(String(most).length + (most >= 0 && mark !== '-' ? 1 : 0), String(least).length);
  return (cell) => {
    const text = String(cell);
    return (mark !== '-' && (cell as number) >= 0 ? mark + text : text).padStart(width);
  };
}

function floatFormat(cells: readonly number[], is32: boolean, options: PrintOptions): Format {
  const { suppress, sign, floatmode } = options;
  const finite = cells.filter((cell) => Number.isFinite(cell));
  let precision: number | undefined = floatmode === 'unique' ? undefined : options.precision;
  const isFixed = floatmode === 'fixed';
  const signed = (text: string, x: number): string =>
    sign === '+' && !(x < 0 || Object.is(x, -0)) ? `+${text}` : text;
  let left = 0;
  let right = 0;
  let write: (x: number) => string;
  if (finite.length === 0) write = () => '';
  else if (needsExponent(finite, suppress, is32)) {
    const texts = finite.map((x) =>
      signed(scientific(x, precision, !isFixed, isFixed ? (precision ?? 0) : 0, 2, is32), x),
    );
    const parts = texts.map((text) => text.split('e') as [string, string]);
    const exponentDigits = longest(parts, ([, exponent]) => exponent.length) - 1;
    precision = longest(parts, ([mantissa]) => fractionLength(mantissa));
    left = longest(parts, ([mantissa]) => mantissa.indexOf('.'));
    right = exponentDigits + 2 + precision;
    const decimals = precision;
    write = (x) => scientific(x, decimals, !isFixed, decimals, exponentDigits, is32);
  } else {
    const texts = finite.map((x) =>
      signed(positional(x, precision, !isFixed, isFixed ? (precision ?? 0) : 0, is32), x),
    );
    left = largest(texts, (text) => text.indexOf('.'));
    right = largest(texts, fractionLength);
    const isEqual = isFixed || floatmode === 'maxprec_equal';
    if (isEqual) precision = right;
    const decimals = precision;
    const least = isEqual ? right : 0;
    write = (x) => {
      const text = positional(x, decimals, !isFixed, least, is32);
      return text + ' '.repeat(Math.max(0, right - fractionLength(text)));
    };
  }
  if (sign === ' ' && !finite.some((x) => x < 0 || Object.is(x, -0))) left += 1;
  if (finite.length < cells.length) {
    const negative = sign !== '-' || cells.includes(Number.NEGATIVE_INFINITY) ? 1 : 0;
    left = Math.max(left, options.nanstr.length - right - 1, options.infstr.length + negative - right - 1);
  }
  const width = left + right + 1;
  return (cell) => {
    const x = cell as number;
    if (Number.isNaN(x)) return ((sign === '+' ? '+' : '') + options.nanstr).padStart(width);
    if (!Number.isFinite(x)) return ((x < 0 ? '-' : sign === '+' ? '+' : '') + options.infstr).padStart(width);
    const text = signed(write(x), x);
    return ' '.repeat(Math.max(0, left - text.indexOf('.'))) + text;
  };
}

function largest(texts: readonly string[], of: (text: string) => number): number {
  let most = 0;
  for (const text of texts) most = Math.max(most, of(text));
  return most;
}

function longest<T>(items: readonly T[], length: (item: T) => number): number {
  return items.reduce((most, item) => Math.max(most, length(item)), 0);
}

function fractionLength(text: string): number {
  return text.length - text.indexOf('.') - 1;
}

/** True when NumPy writes these finite numbers in scientific notation; zeros do not count. */
function needsExponent(finite: readonly number[], suppress: boolean, is32: boolean): boolean {
  let most = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const x of finite) {
    const size = Math.abs(x);
    if (size === 0) continue;
    most = Math.max(most, size);
    least = Math.min(least, size);
  }
  if (most === 0) return false;
  return most >= (is32 ? 1e6 : 1e8) || (!suppress && (least < 0.0001 || most / least > 1000));
}

function layout(
  of: NdArray,
  format: Format,
  lineWidth: number,
  firstIndent: string,
  separator: string,
  edge: number | undefined,
): string {
  const { data, shape, strides } = of;
  const separatorWidth = separator.trimEnd().length;
  const recurse = (axis: number, offset: number, indent: string, width: number): string => {
    const left = shape.length - axis;
    if (left === 0) return format(data[offset]!);
    const next = `${indent} `;
    const length = shape[axis]!;
    const isShort = edge !== undefined && 2 * edge < length;
    const lead = isShort ? edge : 0;
    const trail = isShort ? edge : length;
    const at = (i: number): number => offset + i * strides[axis]!;
    let text = '';
    if (left === 1) {
      const most = width - Math.max(separatorWidth, 1);
      const lines = new Lines(indent, most);
      for (let i = 0; i < lead; i++) {
        lines.add(recurse(axis + 1, at(i), next, width - 1));
        lines.line += separator;
      }
      if (isShort) lines.add('...', separator);
      for (let i = length - trail; i < length - 1; i++) {
        lines.add(recurse(axis + 1, at(i), next, width - 1));
        lines.line += separator;
      }
      lines.add(recurse(axis + 1, at(length - 1), next, width - 1));
      text = lines.text + lines.line;
    } else {
      const between = separator.trimEnd() + '\n'.repeat(left - 1);
      for (let i = 0; i < lead; i++) text += indent + recurse(axis + 1, at(i), next, width - 1) + between;
      if (isShort) text += `${indent}...${between}`;
      for (let i = length - trail; i < length - 1; i++)
        text += indent + recurse(axis + 1, at(i), next, width - 1) + between;
      text += indent + recurse(axis + 1, at(length - 1), next, width - 1);
    }
    return `[${text.slice(indent.length)}]`;
  };
  return recurse(0, of.offset, firstIndent, lineWidth);
}

/** Words that are wrapped into indented lines; a word may have several lines. */
class Lines {
  text = '';
  line: string;
  private readonly indent: string;
  private readonly width: number;
  constructor(indent: string, width: number) {
    this.indent = indent;
    this.width = width;
    this.line = indent;
  }
  add(word: string, after = ''): void {
    const words = word.split('\n');
    let longest = 0;
    for (const part of words) longest = Math.max(longest, part.length);
    let hang = ' '.repeat(this.line.length);
    if (this.line.length + longest > this.width && this.line.length > this.indent.length) {
      this.text += `${this.line.trimEnd()}\n`;
      this.line = this.indent;
      hang = this.indent;
    }
    this.line += words[0]!;
    if (words.length > 1) {
      for (const part of words.slice(1)) {
        this.text += `${this.line.trimEnd()}\n`;
        this.line = hang + part;
      }
      this.line += ' '.repeat(longest - words.at(-1)!.length);
    }
    this.line += after;
  }
}

/** `str(scalar)`. */
export function scalarStr({ dtype, value }: NumpyScalar, host: Host): string {
  if (dtype.kind === 'b') return value !== 0 ? 'True' : 'False';
  if (dtype.kind !== 'f') return String(value);
  if (dtype !== float64) return float32Repr(value);
  return host.version === 2 ? python2Float(value) : floatRepr(value);
}

/** `repr(scalar)`: `np.float64(0.5)`. */
export function scalarRepr({ dtype, value }: NumpyScalar, host: Host): string {
  const text =
    dtype.kind === 'f'
      ? dtype === float64
        ? floatRepr(value)
        : float32Repr(value)
      : scalarStr(new NumpyScalar(dtype, value), host);
  if (host.version === 2) return text;
  return dtype.kind === 'b' ? `np.${text}_` : `np.${dtype.name}(${text})`;
}
