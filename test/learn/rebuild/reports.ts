import { type CheckOptions, check } from '../../../src/learn/rebuild/check.ts';
import { checkLevel } from '../../../src/learn/rebuild/check-level.ts';
import type { NetworkName } from '../../../src/learn/rebuild/level-names.ts';
import type { Level } from '../../../src/learn/rebuild/levels.ts';
import { networkOf } from '../../../src/learn/rebuild/networks.ts';
import type { Report } from '../../../src/learn/rebuild/report.ts';

/** All reports of a check, the last one at the end. */
export function reportsOf(work: Generator<Report | undefined, Report>): readonly Report[] {
  const reports: Report[] = [];
  for (;;) {
    const { done, value } = work.next();
    if (value !== undefined) reports.push(value);
    if (done) return reports;
  }
}

/** The last report on a program of a network. */
export function checked(text: string, name: NetworkName, digits: CheckOptions['digits'] = 'none'): Report {
  return reportsOf(check(text, networkOf(name), { digits })).at(-1) as Report;
}

/** The last report on a text of a level. */
export function checkedLevel(text: string, level: Pick<Level, 'task' | 'seed'>): Report {
  return reportsOf(checkLevel(text, level, { digits: 'none' })).at(-1) as Report;
}
