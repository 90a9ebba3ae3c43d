import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import type { TestRecord } from '../../../src/engine/observers/test-record.ts';
import type { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { requireRoles } from '../../../src/language/program.ts';
import { learned } from '../../../src/language/reads.ts';
import { printFaults } from '../../../src/scenario/fault.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import type { Scenario } from '../../../src/scenario/schema.ts';
import { full } from '../../full.ts';
import { anyTechniques } from '../../scenario/any-techniques.ts';
import { shipped, start } from '../../scenarios/run-scenario.ts';

const data = {
  inputs: [
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
    [0, 0.5, 1],
  ],
  targets: [[0], [1], [1], [0], [0.5]],
};

/** Examples that no run learns from. */
const unseen = {
  inputs: matrixFromRows([
    [0.2, 0.7, 1],
    [0.9, 0.1, 1],
  ]),
  targets: matrixFromRows([[1], [0.3]]),
};

/** Random combinations of whatever can be added, and changes on the way; those that make no sense together are left out. */
const anyRun: fc.Arbitrary<Scenario | undefined> = fc
  .tuple(
    fc.boolean(),
    anyTechniques([3, 4, 2, 1], 5, true),
    anyTechniques([3, 4, 2, 1], 5, true),
    fc.nat(30),
    fc.nat(30),
  )
  .map(([changes, { network, training }, other, at, cut]) => {
    const { stop: _, ...set } = { ...other.network, ...other.training };
    const text = JSON.stringify({
      name: 'any',
      data,
      network: { hidden: [4, 2], bias: true, ...network },
      training: { learningRate: 0.3, ...training },
      changes: changes
        ? [
            ...(Object.keys(set).length > 0 ? [{ at, set }] : []),
            { at: cut, set: { 'syn0[1,1]': 0, learningRate: 0.1 } },
          ]
        : [],
    });
    const parsed = parseScenario(text);
    return parsed.ok ? parsed.scenario : undefined;
  });

/** All that can be seen of a run, as bits. */
function stateOf(run: TrainingRun): unknown {
  const { prediction, error: errorName } = requireRoles(run.program, 'prediction', 'error');
  const bits = [...learned(run.program), prediction, errorName].map((name) => {
    return [name, new Uint8Array(run.valueOf(name).data.slice().buffer).join(' ')];
  });
  const { iteration, error, solvedAt, verdict, epoch, alpha, changed, diverged, errorRecord, testRecord } = run;
  const curves = [errorRecord.curve(), testRecord?.curve()];
  return { iteration, error, solvedAt, verdict, epoch, alpha, changed, diverged, bits, curves };
}

function iterate(run: TrainingRun, iterations: number): void {
  for (let k = 0; k < iterations && !run.diverged; k++) run.iterate();
}

const RUNS = full ? 60 : 15;

test('a run that is saved and resumed has the bits of the uninterrupted run, for any settings', () => {
  let compared = 0;
  fc.assert(
    fc.property(anyRun, fc.nat(40), fc.nat(40), (scenario, before, after) => {
      if (scenario === undefined) return;
      const straight = start(scenario, unseen);
      iterate(straight, before);
      if (straight.diverged) return;
      const own = start(scenario, unseen);
      iterate(own, before);
      const saved = own.save();
      const resumed = start(scenario, unseen);
      resumed.resume(structuredClone(saved));
      expect(stateOf(resumed)).toEqual(stateOf(straight));
      expect(stateOf(own)).toEqual(stateOf(straight));
      for (const run of [straight, resumed, own]) iterate(run, after);
      expect(stateOf(resumed)).toEqual(stateOf(straight));
      expect(stateOf(own)).toEqual(stateOf(straight));
      compared++;
    }),
    { numRuns: RUNS },
  );
  expect(compared).toBeGreaterThan(RUNS / 3);
});

test('a long run resumes with the same bits, and goes back to before it was saved', () => {
  const parsed = parseScenario(
    JSON.stringify({ name: 'long', data, training: { batch: { size: 2, order: 'shuffled' } } }),
  );
  if (!parsed.ok) throw new Error(printFaults('long', parsed.faults).join('\n'));
  const straight = start(parsed.scenario, unseen);
  iterate(straight, 5000);
  const resumed = start(parsed.scenario, unseen);
  resumed.resume(straight.save());
  for (const run of [straight, resumed]) iterate(run, 3000);
  for (const iteration of [8000, 4999, 5001, 0, 123, 7321]) {
    for (const run of [straight, resumed]) run.goTo({ iteration, line: 0 });
    expect(stateOf(resumed)).toEqual(stateOf(straight));
  }
});

test('a run saved without test errors resumes and measures them from there on', () => {
  const straight = start(shipped('xor'), unseen);
  iterate(straight, 100);
  const { tests: _, ...saved } = straight.save();
  const resumed = start(shipped('xor'), unseen);
  resumed.resume(saved);
  for (const run of [straight, resumed]) iterate(run, 100);
  const { iterations, errors } = (straight.testRecord as TestRecord).curve();
  const first = iterations.findIndex((iteration) => iteration >= 100);
  expect(resumed.testRecord?.curve()).toEqual({ iterations: iterations.slice(first), errors: errors.slice(first) });
});

test('a saved run of another network is refused', () => {
  const of = (hidden: number[]) => {
    const parsed = parseScenario(JSON.stringify({ name: 'x', data, network: { hidden } }));
    if (!parsed.ok) throw new Error('not valid');
    return start(parsed.scenario);
  };
  const other = of([5]);
  iterate(other, 3);
  expect(() => of([4]).resume(other.save())).toThrow('a state of 16 numbers, found 20');
});
