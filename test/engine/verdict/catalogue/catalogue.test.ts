import { describe, expect, test } from 'vitest';
import type { Remedy } from '../../../../src/engine/verdict/verdict.ts';
import { full } from '../../../full.ts';
import { type Fault, faults } from './faults.ts';
import { advised, measured, remedied, subjectFrom, trained } from './try.ts';

const SEEDS = [1, 2, 3, 4, 5];
/** The seeds, of 5, on which the first remedy must help, and on which every remedy must be better than none. */
const HELPS_ON = 4;
const NOT_VOID_ON = 3;

function seedsOf({ seeds = SEEDS }: Fault): readonly number[] {
  return full ? seeds : seeds.slice(0, 1);
}

/** The number of seeds on which a remedy has to help, of as many as are tried. */
function of(seeds: readonly number[], needed: number): number {
  return seeds.length < SEEDS.length ? Math.min(seeds.length, 1) : needed;
}

/** The verdict on a fault from one seed, and the measure at the end of the run. */
function judged(fault: Fault, seed: number) {
  const subject = subjectFrom(fault.scenario);
  const run = trained(subject, seed, fault.at);
  const end = run.diverged || fault.at >= subject.iterations ? run : trained(subject, seed, subject.iterations);
  return { subject, verdict: run.verdict, before: measured(end, fault.by) };
}

/** True when the distance to the best known result is at most half of what it was. */
function helps({ best }: Fault, before: number, after: number): boolean {
  return after <= best + Math.min(before - best, 1) / 2 || after - best <= (before - best) / 2;
}

describe.each(faults.filter(({ short }) => full || short === true))('$name', (fault) => {
  const seeds = seedsOf(fault);
  const runs = () => seeds.map((seed) => ({ seed, ...judged(fault, seed) }));

  test(`is ${fault.cause}`, () => {
    const found = runs();
    expect(found.map(({ verdict }) => verdict?.causes[0]?.kind)).toEqual(seeds.map(() => fault.cause));
    expect(found.map(({ verdict }) => verdict?.remedies[0]?.kind)).toEqual(seeds.map(() => fault.remedy));

    const helped = new Map<Remedy['kind'], number>();
    const better = new Map<Remedy['kind'], number>();
    const add = (counts: Map<Remedy['kind'], number>, kind: Remedy['kind'], is: boolean): void => {
      counts.set(kind, (counts.get(kind) ?? 0) + Number(is));
    };
    for (const { seed, subject, verdict, before } of found) {
      const tried = verdict?.remedies ?? [];
      for (const remedy of full ? tried : tried.slice(0, 1)) {
        const after = measured(remedied(subject, remedy, seed), fault.by);
        add(helped, remedy.kind, helps(fault, before, after));
        add(better, remedy.kind, after < before);
      }
    }
    if (fault.remedy !== undefined) expect(helped.get(fault.remedy)).toBeGreaterThanOrEqual(of(seeds, HELPS_ON));
    const needed = of(seeds, NOT_VOID_ON);
    expect([...better].filter(([, on]) => on < needed)).toEqual([]);

    if (fault.advice === undefined) return;
    const followed = found.filter(({ seed, before }) => helps(fault, before, measured(advised(fault, seed), fault.by)));
    expect(followed.length).toBeGreaterThanOrEqual(of(seeds, HELPS_ON));
  });
});
