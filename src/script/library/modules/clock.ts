/*
 * The clock of a run, and dates as text. A run has no clock of the machine, so that it can be repeated: time advances by a
 * millisecond with each question, and by the whole of each sleep.
 */
import { type Copies, HeapObject, type Host, objectType, TypeObject } from '../../machine/values.ts';
import { noteOnce } from './notes.ts';

const clockType = new TypeObject('clock', objectType);

class Clock extends HeapObject {
  /** Milliseconds since the run began. */
  passed = 0;
  get type(): TypeObject {
    return clockType;
  }
  override copy(copies: Copies): Clock {
    const copy = new Clock();
    copies.set(this, copy);
    copy.passed = this.passed;
    return copy;
  }
}

/** 1 January 2026, 00:00 UTC, in seconds since 1970. */
export const BEGIN = 1767225600;

export function clock(host: Host): Clock {
  noteOnce(host, 'clock', 'time is not measured here: each call for it takes a millisecond');
  return host.state('clock', () => new Clock());
}

/** Seconds since the run began. */
export function seconds(host: Host): number {
  return ++clock(host).passed / 1000;
}

/** Year, month from 1, day, hour, minute, second, of seconds since 1970. */
export function dateOf(time: number): [number, number, number, number, number, number] {
  const days = Math.floor(time / 86400);
  const rest = Math.floor(time - days * 86400);
  // Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March.
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return [year, month, day, Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
export const two = (n: number): string => String(n).padStart(2, '0');

export function formatDate(format: string, time: number, micros: number): string {
  const [year, month, day, hour, minute, second] = dateOf(time);
  const weekday = (((Math.floor(time / 86400) + 3) % 7) + 7) % 7;
  const fields: Readonly<Record<string, string>> = {
    Y: String(year),
    y: two(year % 100),
    m: two(month),
    d: two(day),
    H: two(hour),
    I: two(hour % 12 === 0 ? 12 : hour % 12),
    M: two(minute),
    S: two(second),
    f: String(micros).padStart(6, '0'),
    p: hour < 12 ? 'AM' : 'PM',
    B: MONTHS[month - 1]!,
    b: MONTHS[month - 1]!.slice(0, 3),
    A: DAYS[weekday]!,
    a: DAYS[weekday]!.slice(0, 3),
    '%': '%',
  };
  return format
    .replaceAll('%F', '%Y-%m-%d')
    .replaceAll('%T', '%H:%M:%S')
    .replace(/%(.)/gs, (all, letter: string) => fields[letter] ?? all);
}
