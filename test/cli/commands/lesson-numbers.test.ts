import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Stage } from '../../../src/cli/commands/stage.ts';
import { shownSubject } from '../../../src/cli/subject.ts';
import { printFaults } from '../../../src/scenario/fault.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import type { Scenario } from '../../../src/scenario/schema.ts';
import type { Snapshot } from '../../../src/worker/protocol.ts';
import { full } from '../../full.ts';
import { shipped, varied } from '../../scenarios/run-scenario.ts';

/* Numbers that lessons name in words, and that are not those of the run beside them. */

async function endOf(scenario: Scenario): Promise<Snapshot> {
  const { seed, iterations } = scenario.training;
  const subject = shownSubject(scenario, [], (text) => text);
  const size = { columns: 80, rows: 24 };
  const stage = await Stage.open({ subject, seed, speed: { speed: 1 }, size, at: iterations, script: [] });
  return stage.model.snapshot as Snapshot;
}

function ofLessons(name: string): Scenario {
  const parsed = parseScenario(readFileSync(`lessons/scenarios/${name}.json`, 'utf8'));
  if (!parsed.ok) throw new Error(printFaults(name, parsed.faults).join('\n'));
  return parsed.scenario;
}

const xor = shipped('xor');

test('ten times alpha does not help two layers at XOR', async () => {
  const { error } = await endOf(varied(shipped('xor-without-hidden-layer'), { training: { learningRate: 10 } }));
  expect(error).toBeGreaterThan(0.45);
  expect(error).toBeLessThan(0.55);
});

test('a bug hunt stays at the error that it names', async () => {
  const { error, solvedAt } = await endOf(ofLessons('hunt-alike'));
  expect(error).toBeGreaterThan(0.4);
  expect(solvedAt).toBeUndefined();
});

test('XOR is solved with four units from the first seeds, and with two from about half of them', async () => {
  const seeds = Array.from({ length: full ? 12 : 4 }, (_, at) => at + 1);
  const solved = async (scenario: Scenario): Promise<number> => {
    const ends = await Promise.all(seeds.map((seed) => endOf(varied(scenario, { training: { seed } }))));
    return ends.filter(({ solvedAt }) => solvedAt !== undefined).length;
  };
  expect(await solved(varied(xor, { training: { iterations: 20_000 } }))).toBe(seeds.length);
  const two = (await solved(ofLessons('two-units'))) / seeds.length;
  expect(two).toBeGreaterThanOrEqual(0.25);
  expect(two).toBeLessThanOrEqual(0.75);
});
