/*
 * The module time.
 */
import { type Module, Tuple } from '../../machine/values.ts';
import { builtin } from '../builtin.ts';
import { floatOf, valueError } from '../protocols.ts';
import { BEGIN, clock, dateOf, formatDate, seconds } from './clock.ts';
import { float, moduleOf } from './module.ts';

const elapsed = (name: string) => builtin(name, 0, 0, (_, host) => float(seconds(host)));

function brokenDown(time: number): Tuple {
  return new Tuple([...dateOf(time), (((Math.floor(time / 86400) + 3) % 7) + 7) % 7, 1, 0]);
}

export function makeTime(): Module {
  return moduleOf('time', {
    time: builtin('time', 0, 0, (_, host) => float(BEGIN + seconds(host))),
    clock: elapsed('clock'),
    perf_counter: elapsed('perf_counter'),
    monotonic: elapsed('monotonic'),
    process_time: elapsed('process_time'),
    time_ns: builtin('time_ns', 0, 0, (_, host) => Math.round(seconds(host) * 1e9)),
    perf_counter_ns: builtin('perf_counter_ns', 0, 0, (_, host) => Math.round(seconds(host) * 1e9)),
    sleep: builtin('sleep', 1, 1, ([value], host) => {
      const length = floatOf(value!, host);
      if (length < 0) throw valueError('sleep length must be non-negative');
      clock(host).passed += Math.round(length * 1000);
      return null;
    }),
    localtime: builtin('localtime', 0, 1, (_, host) => brokenDown(BEGIN + seconds(host))),
    gmtime: builtin('gmtime', 0, 1, (_, host) => brokenDown(BEGIN + seconds(host))),
    ctime: builtin('ctime', 0, 1, (_, host) => formatDate('%a %b %d %H:%M:%S %Y', BEGIN + seconds(host), 0)),
    asctime: builtin('asctime', 0, 1, (_, host) => formatDate('%a %b %d %H:%M:%S %Y', BEGIN + seconds(host), 0)),
    strftime: builtin('strftime', 1, 2, ([format], host) => formatDate(format as string, BEGIN + seconds(host), 0)),
    timezone: 0,
  });
}
