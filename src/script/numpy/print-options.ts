/*
 * The options of `np.set_printoptions`. They are kept in the state of the host, so that a moment carries them.
 */
import {
  type Copies,
  Float,
  HeapObject,
  type Host,
  objectType,
  RaisedError,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { NumpyScalar } from './ndarray.ts';
import { type PrintFormats, printFormats } from './print-formats.ts';

const printOptionsType = new TypeObject('numpy.printoptions', objectType);

type FloatMode = 'fixed' | 'unique' | 'maxprec' | 'maxprec_equal';

export interface PrintOptions {
  readonly precision: number;
  readonly threshold: number;
  readonly edgeitems: number;
  readonly linewidth: number;
  readonly suppress: boolean;
  readonly nanstr: string;
  readonly infstr: string;
  readonly sign: string;
  readonly floatmode: FloatMode;
  readonly formats: PrintFormats;
}

const defaultOptions: PrintOptions = {
  precision: 8,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 75,
  suppress: false,
  nanstr: 'nan',
  infstr: 'inf',
  sign: '-',
  floatmode: 'maxprec',
  formats: new Map(),
};

/** The options that `np.set_printoptions` has set. */
class PrintState extends HeapObject {
  options: PrintOptions = defaultOptions;
  get type(): TypeObject {
    return printOptionsType;
  }
  override copy(copies: Copies): PrintState {
    const copy = new PrintState();
    copies.set(this, copy);
    copy.options = this.options;
    return copy;
  }
}

export function printState(host: Host): PrintState {
  return host.state('numpy.printoptions', () => new PrintState());
}

/** Values of options that `np.set_printoptions`, `np.array2string` and others take; null leaves one as it is. */
export function changedOptions(
  options: PrintOptions,
  given: Readonly<Record<string, Value | undefined>>,
): PrintOptions {
  const changed: { -readonly [K in keyof PrintOptions]: PrintOptions[K] } = { ...options };
  const whole = (name: string): number | undefined => {
    const value = given[name];
    if (value === undefined || value === null) return undefined;
    const number = value instanceof Float || value instanceof NumpyScalar ? value.value : value;
    if (typeof number !== 'number') throw new RaisedError('TypeError', `${name} must be an integer`);
    return number;
  };
  const precision = whole('precision');
  if (precision !== undefined && precision < 0) throw new RaisedError('ValueError', 'precision must be >= 0');
  changed.precision = precision ?? changed.precision;
  changed.threshold = whole('threshold') ?? changed.threshold;
  if (Number.isNaN(changed.threshold))
    throw new RaisedError('ValueError', 'threshold must be non-NAN, try sys.maxsize for untruncated representation');
  changed.edgeitems = whole('edgeitems') ?? changed.edgeitems;
  changed.linewidth = whole('linewidth') ?? changed.linewidth;
  const { suppress, nanstr, infstr, sign, floatmode } = given;
  // Other than the rest, a formatter holds until the next call only.
  if ('formatter' in given) changed.formats = printFormats(given['formatter']);
  if (suppress !== undefined && suppress !== null) changed.suppress = suppress !== false && suppress !== 0;
  if (typeof nanstr === 'string') changed.nanstr = nanstr;
  if (typeof infstr === 'string') changed.infstr = infstr;
  if (typeof sign === 'string') {
    if (!['-', '+', ' '].includes(sign))
      throw new RaisedError('ValueError', "sign option must be one of ' ', '+', or '-'");
    changed.sign = sign;
  }
  if (typeof floatmode === 'string') {
    if (!['fixed', 'unique', 'maxprec', 'maxprec_equal'].includes(floatmode)) {
      throw new RaisedError(
        'ValueError',
        'floatmode option must be one of "fixed", "unique", "maxprec", "maxprec_equal"',
      );
    }
    changed.floatmode = floatmode as FloatMode;
  }
  return changed;
}
