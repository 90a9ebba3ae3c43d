/*
 * The module datetime: dates and durations, in whole microseconds.
 */
import { native } from '../../machine/natives.ts';
import {
  HeapObject,
  type Host,
  type Module,
  NOT_IMPLEMENTED,
  objectType,
  TypeObject,
  type Value,
} from '../../machine/values.ts';
import { builtin } from '../builtin.ts';
import { ordered } from '../numbers.ts';
import { floatOf, indexOf, valueError } from '../protocols.ts';
import { BEGIN, dateOf, formatDate, seconds, two } from './clock.ts';
import { float, moduleOf } from './module.ts';

const datetimeType = new TypeObject('datetime.datetime', objectType);
const timedeltaType = new TypeObject('datetime.timedelta', objectType);

/** A time as whole microseconds since 1970. */
class DateTime extends HeapObject {
  readonly micros: number;
  constructor(micros: number) {
    super();
    this.micros = micros;
  }
  get type(): TypeObject {
    return datetimeType;
  }
  override copy(): this {
    return this;
  }
  get seconds(): number {
    return Math.floor(this.micros / 1e6);
  }
  get fraction(): number {
    return this.micros - this.seconds * 1e6;
  }
}

class TimeDelta extends HeapObject {
  readonly micros: number;
  constructor(micros: number) {
    super();
    this.micros = micros;
  }
  get type(): TypeObject {
    return timedeltaType;
  }
  override copy(): this {
    return this;
  }
}

const microsOf = (value: Value | undefined): number => (value as DateTime | TimeDelta).micros;

function dateText(self: Value, separator: string): string {
  const date = self as DateTime;
  const fraction = date.fraction === 0 ? '' : '.%f';
  return formatDate(`%Y-%m-%d${separator}%H:%M:%S${fraction}`, date.seconds, date.fraction);
}

datetimeType.behaviour = {
  binary(operator, left, right) {
    if (operator === '-' && left instanceof DateTime && right instanceof DateTime) {
      return new TimeDelta(left.micros - right.micros);
    }
    if (left instanceof DateTime && right instanceof TimeDelta) {
      if (operator === '+') return new DateTime(left.micros + right.micros);
      if (operator === '-') return new DateTime(left.micros - right.micros);
    }
    return NOT_IMPLEMENTED;
  },
  compare(operator, left, right) {
    if (!(left instanceof DateTime && right instanceof DateTime)) return NOT_IMPLEMENTED;
    return ordered(operator, left.micros, right.micros);
  },
  hashKey: (self) => `\0dt${microsOf(self)}`,
  repr(self) {
    const date = self as DateTime;
    const parts: number[] = dateOf(date.seconds);
    if (date.fraction !== 0) parts.push(date.fraction);
    else if (parts[5] === 0) parts.pop();
    return `datetime.datetime(${parts.join(', ')})`;
  },
  str: (self) => dateText(self, ' '),
  format: (self, spec) =>
    spec === '' ? dateText(self, ' ') : formatDate(spec, (self as DateTime).seconds, (self as DateTime).fraction),
};

function durationText(micros: number): string {
  const days = Math.floor(micros / 86400e6);
  const rest = Math.floor((micros - days * 86400e6) / 1e6);
  const fraction = micros - Math.floor(micros / 1e6) * 1e6;
  const text = `${Math.floor(rest / 3600)}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  const day = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
  return day + text + (fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`);
}

timedeltaType.behaviour = {
  binary(operator, left, right) {
    if (!(left instanceof TimeDelta && right instanceof TimeDelta)) return NOT_IMPLEMENTED;
    if (operator === '+') return new TimeDelta(left.micros + right.micros);
    if (operator === '-') return new TimeDelta(left.micros - right.micros);
    return operator === '/' ? float(left.micros / right.micros) : NOT_IMPLEMENTED;
  },
  compare(operator, left, right) {
    if (!(left instanceof TimeDelta && right instanceof TimeDelta)) return NOT_IMPLEMENTED;
    return ordered(operator, left.micros, right.micros);
  },
  truth: (self) => microsOf(self) !== 0,
  hashKey: (self) => `\0td${microsOf(self)}`,
  str: (self) => durationText(microsOf(self)),
  repr(self) {
    const micros = microsOf(self);
    const days = Math.floor(micros / 86400e6);
    const rest = micros - days * 86400e6;
    const parts = [
      days === 0 ? '' : `days=${days}`,
      rest < 1e6 ? '' : `seconds=${Math.floor(rest / 1e6)}`,
      rest % 1e6 === 0 ? '' : `microseconds=${rest % 1e6}`,
    ].filter((part) => part !== '');
    return `datetime.timedelta(${parts.join(', ') || '0'})`;
  },
};

const now = (host: Host): DateTime => new DateTime(BEGIN * 1e6 + Math.round(seconds(host) * 1e6));

function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

datetimeType.construct = native('datetime', 'year, month, day, hour=, minute=, second=, microsecond=', (args, host) => {
  const [year, month, day, hour, minute, second, micros] = args.map((arg) =>
    arg === undefined ? 0 : indexOf(arg, host),
  );
  if (month! < 1 || month! > 12) throw valueError('month must be in 1..12');
  if (day! < 1 || day! > 31) throw valueError('day is out of range for month');
  const days = daysFromCivil(year!, month!, day!);
  return new DateTime((days * 86400 + hour! * 3600 + minute! * 60 + second!) * 1e6 + micros!);
}).call;
timedeltaType.construct = native(
  'timedelta',
  'days=, seconds=, microseconds=, milliseconds=, minutes=, hours=, weeks=',
  (args, host) => {
    const [days, secs, micros, millis, minutes, hours, weeks] = args.map((arg) =>
      arg === undefined ? 0 : floatOf(arg, host),
    );
    const total = (days! + weeks! * 7) * 86400 + secs! + minutes! * 60 + hours! * 3600;
    return new TimeDelta(Math.round(total * 1e6 + micros! + millis! * 1000));
  },
).call;
timedeltaType.attributes.set(
  'total_seconds',
  builtin('total_seconds', 1, 1, ([self]) => float(microsOf(self) / 1e6)),
);
timedeltaType.getters.set('seconds', (self: TimeDelta) =>
  Math.floor((((self.micros % 86400e6) + 86400e6) % 86400e6) / 1e6),
);
timedeltaType.getters.set('days', (self: TimeDelta) => Math.floor(self.micros / 86400e6));
timedeltaType.getters.set('microseconds', (self: TimeDelta) => self.micros - Math.floor(self.micros / 1e6) * 1e6);
for (const name of ['now', 'today', 'utcnow'])
  datetimeType.attributes.set(
    name,
    builtin(name, 0, 2, (_, host) => now(host)),
  );
const dateMethods = {
  strftime: builtin('strftime', 2, 2, ([self, format]) =>
    formatDate(format as string, (self as DateTime).seconds, (self as DateTime).fraction),
  ),
  isoformat: builtin('isoformat', 1, 2, ([self]) => dateText(self!, 'T')),
  timestamp: builtin('timestamp', 1, 1, ([self]) => float(microsOf(self) / 1e6)),
};
for (const [name, method] of Object.entries(dateMethods)) datetimeType.attributes.set(name, method);
for (const [i, name] of ['year', 'month', 'day', 'hour', 'minute', 'second'].entries()) {
  datetimeType.getters.set(name, (self: DateTime) => dateOf(self.seconds)[i]!);
}
datetimeType.getters.set('microsecond', (self: DateTime) => self.fraction);

export function makeDatetime(): Module {
  return moduleOf('datetime', { datetime: datetimeType, timedelta: timedeltaType, date: datetimeType });
}
