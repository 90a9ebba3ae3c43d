import { appendFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Remedy, Verdict } from '../../../../src/engine/verdict/verdict.ts';
import { verdictLine } from '../../../../src/ui/words/verdict-headline.ts';
import { full } from '../../../full.ts';
import type { Fault } from './fault.ts';
import { faultsOfData } from './faults-of-data.ts';
import { faultsOfNetwork } from './faults-of-network.ts';
import { faultsOfTraining } from './faults-of-training.ts';
import { advised, measured, remedied, subjectFrom, trained } from './try.ts';

const SEEDS = [1, 2, 3, 4, 5];
/** The share of seeds on which the first remedy must help, and the share on which every remedy must be better than none. */
const HELPS_ON = 0.8;
const BETTER_ON = 0.5;

/** A table of the results is written to this file. */
const record = process.env['CATALOGUE'];

interface Tried {
  runs: number;
  helped: number;
  better: number;
}

/** The verdict on a fault from one seed, and the measure at the end of the run. */
function judged(fault: Fault, seed: number) {
  const subject = subjectFrom(fault.scenario);
  const run = trained(subject, seed, fault.at);
  const end = run.diverged || fault.at >= subject.iterations ? run : trained(subject, seed, subject.iterations);
  return { seed, subject, verdict: run.verdict, before: measured(end, fault.by) };
}

/** The kind; `stuck` where the screen says “likely stuck”, since few iterations decide what is proven. */
function kindOf(verdict: Verdict | undefined): string | undefined {
  const line = verdict && verdictLine(verdict);
  return line?.startsWith('likely stuck') ? 'stuck' : verdict?.kind;
}

/** True when the distance to the best known result is at most half of what it was. */
function helps({ best }: Fault, before: number, after: number): boolean {
  return after - best <= (Number.isFinite(before) ? (before - best) / 2 : best);
}

function add(
  tried: Map<Remedy['kind'] | 'advice', Tried>,
  fault: Fault,
  kind: Remedy['kind'] | 'advice',
  before: number,
  after: number,
): void {
  const counts = tried.get(kind) ?? { runs: 0, helped: 0, better: 0 };
  counts.runs++;
  if (helps(fault, before, after)) counts.helped++;
  if (after < before) counts.better++;
  tried.set(kind, counts);
}

describe('the verdict on a fault', () => {
  const faults = [...faultsOfNetwork, ...faultsOfTraining, ...faultsOfData];
  const tested = faults.filter(({ short }) => full || short === true);
  test.each(tested)(
    'names $cause and what helps: $name',
    (fault) => {
      const { seeds = SEEDS } = fault;
      const runs = (full ? seeds : seeds.slice(0, 1)).map((seed) => judged(fault, seed));
      const tried = new Map<Remedy['kind'] | 'advice', Tried>();
      for (const { seed, subject, verdict, before } of runs) {
        const remedies = verdict?.remedies ?? [];
        for (const remedy of full ? remedies : remedies.slice(0, 1)) {
          add(tried, fault, remedy.kind, before, measured(remedied(subject, remedy, seed), fault.by));
        }
        if (fault.advice !== undefined) add(tried, fault, 'advice', before, measured(advised(fault, seed), fault.by));
      }
      if (record !== undefined) appendFileSync(record, `${resultOf(fault, tried)}\n`);

      const { kind, cause, remedy } = fault;
      const told = runs.map(({ verdict }) => [kindOf(verdict), verdict?.causes[0]?.kind, verdict?.remedies[0]?.kind]);
      expect(told).toEqual(runs.map(() => [kind, cause, remedy]));
      const first = tried.get(remedy ?? 'advice');
      expect(first === undefined || first.helped >= HELPS_ON * first.runs).toBe(true);
      const notBetter = [...tried].filter(([, { runs: all, better }]) => better < BETTER_ON * all);
      expect(notBetter).toEqual([]);
    },
    full ? 300_000 : 30_000,
  );
});

/** A line of the table in `docs/verdict.md`: `| name | stuck | zero inputs | add bias 5 of 5, reseed 3 of 5 |` */
function resultOf({ name, kind, cause }: Fault, tried: ReadonlyMap<string, Tried>): string {
  const words = (own: string): string => own.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const results = [...tried].map(([own, { helped, runs, better }]) => {
    const other = better > helped ? ` (better ${better})` : '';
    return `${words(own)} ${helped} of ${runs}${other}`;
  });
  return `| ${name} | ${kind} | ${words(cause)} | ${results.join(', ') || '–'} |`;
}
