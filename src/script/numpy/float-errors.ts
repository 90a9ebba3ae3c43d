/*
 * Warnings about floats: overflow, division by zero, invalid values, as `np.seterr` chooses.
 */
import { type Copies, HeapObject, type Host, objectType, RaisedError, TypeObject } from '../machine/values.ts';

const errorStateType = new TypeObject('numpy.errstate', objectType);

export type FloatError = 'divide' | 'over' | 'under' | 'invalid';
export type Reaction = 'ignore' | 'warn' | 'raise' | 'print' | 'call' | 'log';

/** The reaction to each kind of error. */
class ErrorState extends HeapObject {
  divide: Reaction = 'warn';
  over: Reaction = 'warn';
  under: Reaction = 'ignore';
  invalid: Reaction = 'warn';
  get type(): TypeObject {
    return errorStateType;
  }
  override copy(copies: Copies): ErrorState {
    const copy = new ErrorState();
    copies.set(this, copy);
    copy.divide = this.divide;
    copy.over = this.over;
    copy.under = this.under;
    copy.invalid = this.invalid;
    return copy;
  }
}

export function errorState(host: Host): ErrorState {
  return host.state('numpy.errors', () => new ErrorState());
}

const texts: Readonly<Record<FloatError, string>> = {
  divide: 'divide by zero encountered in ',
  over: 'overflow encountered in ',
  under: 'underflow encountered in ',
  invalid: 'invalid value encountered in ',
};

/** Reports an error of a function as the script has chosen: a warning by default. */
export function raise(host: Host, error: FloatError, name: string): void {
  const shown = host.version === 2 && name.endsWith('divide') ? name.replace(/divide$/, 'true_divide') : name;
  const message = texts[error] + shown;
  switch (errorState(host)[error]) {
    case 'warn':
      host.warn('RuntimeWarning', message);
      return;
    case 'raise':
      throw new RaisedError('FloatingPointError', message);
    case 'print':
      host.print(`Warning: ${message}\n`);
      return;
    default:
      return;
  }
}
